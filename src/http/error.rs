//! Answers to requests that cannot be executed: JSON with a code, like every other error.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::accept::MediaType;
use super::access_log::Executed;
use super::caching;
use crate::access::Denied;
use crate::graphql::error::{Code, Error};

/// The code of what may be there again soon.
pub(super) const UNAVAILABLE: &str = "SERVICE_UNAVAILABLE";
/// A client may try again after so many seconds.
pub(super) const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// The refusal of a request, with its reason.
#[derive(Debug, Clone)]
pub(super) struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
    header: Option<(HeaderName, HeaderValue)>,
    /// True when the request is well-formed and its document is at fault. With `application/json` the status is then
    /// 200.
    is_graphql: bool,
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), header: None, is_graphql: false }
    }

    pub(super) const fn code(&self) -> &'static str {
        self.code
    }

    fn graphql(code: &'static str, message: impl Into<String>) -> Self {
        Self { is_graphql: true, ..Self::new(StatusCode::BAD_REQUEST, code, message) }
    }

    pub(super) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BAD_REQUEST", message)
    }

    pub(super) fn too_large(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", message)
    }

    pub(super) fn content_type() -> Self {
        let message = "Send `Content-Type: application/json`, in UTF-8 and uncompressed.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_CONTENT_TYPE", message)
    }

    pub(super) fn not_acceptable() -> Self {
        let message = "Answers are `application/graphql-response+json` or `application/json`; `Accept` allows neither.";
        Self::new(StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE", message)
    }

    pub(super) fn method(message: &str, allow: &'static str, code: &'static str) -> Self {
        let header = Some((header::ALLOW, HeaderValue::from_static(allow)));
        Self { header, ..Self::new(StatusCode::METHOD_NOT_ALLOWED, code, message) }
    }

    pub(super) fn slow_body(seconds: u64) -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "REQUEST_TIMEOUT", format!("The body was not there after {seconds} seconds."))
    }

    pub(super) fn not_streamed(message: &str) -> Self {
        Self::graphql("BAD_REQUEST", message)
    }

    /// Says that the hash is unknown. Clients of automatic persisted queries compare the message, and then send the
    /// text.
    pub(super) fn persisted_not_found() -> Self {
        Self { header: Some(caching::NEVER), ..Self::graphql("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound") }
    }

    /// Says that hashes are not supported. The same clients compare the message, and always send texts from then on.
    pub(super) fn persisted_not_supported() -> Self {
        Self { header: Some(caching::NEVER), ..Self::graphql("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported") }
    }

    pub(super) fn too_slow() -> Self {
        let message = "Events came faster than they were read, and some are lost: read what you need anew, and subscribe again.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, UNAVAILABLE, message)
    }

    pub(super) fn too_many(what: &str) -> Self {
        let message = format!("This server has as many {what} as it takes; try again later.");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, UNAVAILABLE, message)
    }

    pub(super) fn forbidden(message: &str) -> Self {
        Self::new(StatusCode::FORBIDDEN, "FORBIDDEN", message)
    }

    /// Refuses a client (RFC 6750, section 3).
    pub(super) fn denied(denied: Denied) -> Self {
        let challenge = |text| Some((header::WWW_AUTHENTICATE, HeaderValue::from_static(text)));
        match denied {
            Denied::Missing => {
                let message = "This is not open to everybody: send a credential, `Authorization: Bearer TOKEN`.";
                let header = challenge("Bearer realm=\"colophon\"");
                Self { header, ..Self::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", message) }
            }
            Denied::Invalid(_) => {
                let message = "The credential is not valid: it may have expired or been taken back. Send another one, or none.";
                let header = challenge("Bearer realm=\"colophon\", error=\"invalid_token\"");
                Self { header, ..Self::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", message) }
            }
            Denied::Forbidden => {
                let header = challenge("Bearer realm=\"colophon\", error=\"insufficient_scope\"");
                Self { header, ..Self::forbidden("The role of this credential does not allow it.") }
            }
            Denied::Closed => Self::not_found(),
            Denied::Unavailable => {
                let message = "The credential cannot be looked up, because the database does not answer; try again later.";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, UNAVAILABLE, message)
            }
        }
    }

    /// Refuses the schema to a client that may use the server.
    pub(super) fn introspection(field: &str, denied: Denied) -> Self {
        let message = format!("`{field}` is not answered: this server does not show its schema to everybody.");
        match denied {
            Denied::Closed => Self::forbidden(&message),
            denied => Self { message, ..Self::denied(denied) },
        }
    }

    pub(super) fn rate_limited(seconds: u64) -> Self {
        let message = format!("This client asks for more than it may at present; try again in {seconds} seconds, or ask for less.");
        let header = Some((header::RETRY_AFTER, HeaderValue::from(seconds)));
        Self { header, ..Self::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED", message) }
    }

    pub(super) fn timeout() -> Self {
        let message = "The query took too long. Ask for less at once: smaller pages, fewer levels.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "REQUEST_TIMEOUT", message)
    }

    pub(super) fn unavailable(message: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, UNAVAILABLE, message)
    }

    pub(super) fn internal(request_id: &str) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_SERVER_ERROR", format!("Internal server error (request {request_id})"))
    }

    pub(super) fn parse(message: impl Into<String>) -> Self {
        Self::graphql("GRAPHQL_PARSE_FAILED", message)
    }

    pub(super) fn validation(message: impl Into<String>) -> Self {
        Self::graphql("GRAPHQL_VALIDATION_FAILED", message)
    }

    pub(super) fn bad_input(message: impl Into<String>) -> Self {
        Self::graphql("BAD_USER_INPUT", message)
    }

    pub(super) fn operation(message: impl Into<String>) -> Self {
        Self::graphql("OPERATION_RESOLUTION_FAILURE", message)
    }

    /// Says that there are as many exports as there may be.
    pub(super) fn too_many_exports(seconds: u64) -> Self {
        let header = Some((header::RETRY_AFTER, HeaderValue::from(seconds)));
        Self { header, ..Self::too_many("exports") }
    }

    /// Refuses types that an export is not written in.
    pub(super) fn no_such_type(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE", message)
    }

    /// An error that a field of the schema would have.
    pub(super) fn of_field(error: &Error) -> Self {
        let status = match error.code() {
            Code::BadUserInput => StatusCode::BAD_REQUEST,
            Code::RequestTimeout | Code::ServiceUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            Code::InternalServerError => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.code().as_str(), error.message())
    }

    /// Says which forms there are.
    pub(super) fn no_such_form(forms: &str) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE", format!("This is given as {forms}; `Accept` allows none of them."))
    }

    /// Says why a thing is not there.
    pub(super) fn missing(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", message)
    }

    pub(super) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", "There is nothing here. GraphQL is at /graphql, the playground at /playground.")
    }

    pub(super) const fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the header that the answer needs besides the usual ones.
    pub(super) fn header(&self) -> Option<(HeaderName, HeaderValue)> {
        self.header.clone()
    }

    /// Returns true when the request is well-formed and its document is at fault.
    pub(super) const fn is_graphql(&self) -> bool {
        self.is_graphql
    }

    /// Returns the one error of the answer.
    pub(super) fn error(&self) -> Value {
        json!({ "message": self.message, "extensions": { "code": self.code } })
    }

    /// Returns the answer as JSON.
    pub(super) fn body(&self) -> String {
        json!({ "errors": [self.error()] }).to_string()
    }

    /// Returns the answer in a media type. In place of an event stream it is JSON.
    pub(super) fn answer(self, media_type: MediaType) -> Response {
        let media_type = if media_type == MediaType::EventStream { MediaType::GraphqlResponse } else { media_type };
        let status = if self.is_graphql && media_type == MediaType::Json { StatusCode::OK } else { self.status };
        let mut response = (status, [(header::CONTENT_TYPE, media_type.as_str())], self.body()).into_response();
        response.headers_mut().extend(self.header);
        if self.code == UNAVAILABLE {
            response.headers_mut().entry(header::RETRY_AFTER).or_insert(RETRY_AFTER);
        }
        response.extensions_mut().insert(Executed { operation: String::new(), code: Some(self.code.into()) });
        response
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// Returns the answer when a handler panicked. The process goes on.
pub(super) fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    Refusal::internal("-").answer(MediaType::Json)
}
