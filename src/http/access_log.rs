//! The access log: one line for each request, when its answer has been sent.

use std::borrow::Cow;
use std::net::IpAddr;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use tracing::info;

use crate::access::Client;
use crate::config::AccessLog;

/// The longest part of a path in the log, in bytes.
const LONGEST_PATH: usize = 512;

/// A request, as far as it is known before it is answered.
pub(super) struct Logged {
    pub(super) began: Instant,
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) request: String,
    /// The address of the client, where it is asked for.
    pub(super) address: Option<IpAddr>,
}

/// A GraphQL operation, as its handler tells it. It is an extension of its answer.
#[derive(Debug, Clone)]
pub(super) struct Executed {
    /// The name of the operation.
    pub(super) operation: String,
    /// The code of the first error.
    pub(super) code: Option<Cow<'static, str>>,
}

/// Returns true when requests are logged.
pub(super) fn is_on(setting: AccessLog) -> bool {
    setting != AccessLog::None && tracing::enabled!(target: "colophon::access", tracing::Level::INFO)
}

impl Logged {
    /// Returns the path of a request as the log has it: without the query, which may say what somebody searches for.
    pub(super) fn path(path: &str) -> String {
        path.get(..path.floor_char_boundary(LONGEST_PATH)).unwrap_or(path).to_owned()
    }

    /// Returns the answer, which is logged once it is sent, or when the client leaves.
    pub(super) fn end(self, mut response: Response) -> Response {
        let client = response.extensions_mut().remove::<Client>();
        let executed = response.extensions_mut().remove::<Executed>();
        let status = response.status();
        // Nobody asks for the end of an empty body, or of one that HEAD leaves out.
        let is_whole = response.body().is_end_stream() || self.method == Method::HEAD;
        let line = LogLine { logged: self, status, client, executed, bytes: 0, is_whole };
        response.map(|body| Body::new(Sending { body, line }))
    }
}

struct LogLine {
    logged: Logged,
    status: StatusCode,
    client: Option<Client>,
    executed: Option<Executed>,
    bytes: u64,
    /// True when the answer was sent to its end.
    is_whole: bool,
}

impl Drop for LogLine {
    fn drop(&mut self) {
        let Self { logged, status, client, executed, bytes, is_whole } = self;
        let client = match client {
            Some(Client::Token(id)) => Some(format!("token:{id}")),
            Some(Client::Subject(name)) => Some(format!("subject:{name}")),
            Some(Client::Address(_)) | None => None,
        };
        let (operation, code) =
            executed.as_ref().map_or((None, None), |executed| (Some(executed.operation.as_str()), executed.code.as_deref()));
        info!(
            target: "colophon::access",
            method = logged.method.as_str(),
            path = logged.path,
            status = status.as_u16(),
            bytes,
            milliseconds = logged.began.elapsed().as_secs_f64() * 1e3,
            request = logged.request,
            client,
            address = logged.address.map(tracing::field::display),
            operation,
            code,
            left = (!*is_whole).then_some(true),
            "request"
        );
    }
}

/// The body of an answer, and the line that is written when it ends.
struct Sending {
    body: Body,
    line: LogLine,
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        match &frame {
            Some(Ok(frame)) => self.line.bytes += frame.data_ref().map_or(0, |data| data.len() as u64),
            Some(Err(_)) => {}
            None => self.line.is_whole = true,
        }
        self.line.is_whole |= self.body.is_end_stream();
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
