//! Observes requests: metrics for each answer, a span for each request, a line in the log for each slow operation.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use async_graphql::parser::types::OperationType;
use async_graphql::{Response as Answer, Value};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument, Span, debug, debug_span, field, warn};
use uuid::Uuid;

use super::App;
use super::access_log::{self, Logged};
use super::admission::{Admitted, sha256};
use super::caching;
use super::error::Refusal;
use super::metrics::Running;
use crate::config::AccessLog;
use crate::telemetry;

/// The longest id of a request that is accepted from its sender.
const LONGEST_ID: usize = 64;

/// The header that names a request.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, in logs and answers. Handlers find it as an extension.
#[derive(Debug, Clone)]
pub(super) struct RequestId(pub(super) Arc<str>);

/// Opens the span of a request, counts its answer, and adds the headers that every answer has.
pub(super) async fn observe(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let name = HeaderValue::from_str(&id);
    let logged = access_log::is_on(app.access_log).then(|| Logged {
        began: Instant::now(),
        method: request.method().clone(),
        path: Logged::path(request.uri().path()),
        request: id.clone(),
        address: (app.access_log == AccessLog::Addresses).then(|| app.address(request.headers(), request.extensions())),
    });
    request.extensions_mut().insert(RequestId(id.into()));
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let span = debug_span!(
        "request",
        otel.name = format!("{} {route}", request.method()),
        otel.kind = "server",
        http.request.method = request.method().as_str(),
        http.route = route,
        http.response.status_code = field::Empty,
    );
    let headers = request.headers().iter().filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    telemetry::continue_trace(&span, headers);
    let mut response = next.run(request).instrument(span.clone()).await;
    span.record("http.response.status_code", response.status().as_u16());
    app.metrics.answered(route, response.status());
    let headers = response.headers_mut();
    if let Ok(name) = name {
        headers.insert(REQUEST_ID, name);
    }
    caching::retag(headers);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    match logged {
        Some(logged) => logged.end(response),
        None => response,
    }
}

/// Returns the id that the sender gave the request, if it is short and plain, or else a new one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
    let is_plain = |id: &&str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(is_plain)
    };
    given.filter(is_plain).map_or_else(new_id, str::to_owned)
}

/// Returns a new id. The first one is random, and the others are counted from there, which is cheaper than a random
/// number for each.
pub(super) fn new_id() -> String {
    static FIRST: LazyLock<u128> = LazyLock::new(|| Uuid::new_v4().as_u128());
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = u128::from(NEXT.fetch_add(1, Ordering::Relaxed));
    // Multiplying by an odd factor gives each number once, and puts neighbours far apart.
    let id = FIRST.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
    format!("{id:032x}")
}

/// A running operation.
pub(super) struct Watched<'a> {
    app: &'a App,
    _running: Running<'a>,
    span: Span,
    began: Instant,
    statements: u64,
    name: String,
    kind: OperationType,
    cost: u64,
    document: Arc<str>,
}

impl<'a> Watched<'a> {
    /// Begins to watch an operation. It is logged in `span`.
    pub(super) fn begin(app: &'a App, admitted: &Admitted, span: Span) -> Self {
        Self {
            app,
            _running: app.metrics.begin(),
            span,
            began: Instant::now(),
            statements: app.catalog.store().statements(),
            name: admitted.operation.clone(),
            kind: admitted.kind,
            cost: admitted.cost,
            document: Arc::clone(admitted.document()),
        }
    }

    /// Ends the watch. `result` has the code of the first error of the answer, if there is one.
    pub(super) fn end(self, result: Result<Option<&str>, &Refusal>) {
        let (time, metrics) = (self.began.elapsed(), &self.app.metrics);
        let code = match result {
            Ok(code) => {
                metrics.executed(&self.name, self.kind, code, time, self.cost);
                code.unwrap_or("OK")
            }
            Err(refusal) => {
                metrics.failed(&self.name, self.kind, refusal);
                refusal.code()
            }
        };
        let milliseconds = time.as_secs_f64() * 1e3;
        debug!(parent: &self.span, milliseconds, code, "answered");
        if self.app.slow_query > Duration::ZERO && time > self.app.slow_query {
            // This counts the statements of other requests too: it tells how busy the database was.
            let statements = self.app.catalog.store().statements() - self.statements;
            let hash = sha256(&self.document);
            warn!(parent: &self.span, kind = %self.kind, milliseconds, code, cost = self.cost, statements, document = hash, "slow");
            debug!(parent: &self.span, hash, text = &*self.document, "the slow document");
        }
    }
}

/// Returns the code of the first error of an answer.
pub(super) fn code(answer: &Answer) -> Option<&str> {
    let extensions = answer.errors.first()?.extensions.as_ref();
    match extensions.and_then(|extensions| extensions.get("code")) {
        Some(Value::String(code)) => Some(code),
        _ => Some("INTERNAL_SERVER_ERROR"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_requests_are_short_and_plain() {
        let id = |text: &str| {
            let headers = HeaderMap::from_iter([(REQUEST_ID, text.parse().unwrap())]);
            request_id(&headers)
        };
        assert_eq!(id("abc.DEF_1-2"), "abc.DEF_1-2");
        for odd in ["", "a b", "a\"b", &"x".repeat(65)] {
            assert_eq!(id(odd).len(), 32, "{odd}");
        }
        assert_eq!(request_id(&HeaderMap::new()).len(), 32);
    }
}
