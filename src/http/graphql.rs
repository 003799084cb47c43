//! `/graphql`: one request in, one answer out.

use std::time::Instant;

use async_graphql::parser::types::OperationType;
use async_graphql::{Response as Answer, ServerError, Value};
use axum::body::{Body, to_bytes};
use axum::extract::{Query, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tracing::{Instrument, error, info, info_span};
use uuid::Uuid;

use super::App;
use super::accept::{MediaType, negotiate};
use super::error::Refusal;
use super::request::{self, Params, QueryString};

/// The most errors in one answer.
const MOST_ERRORS: usize = 20;
/// The longest message, in bytes.
const LONGEST_MESSAGE: usize = 300;

pub(super) async fn get(State(app): State<App>, request: Request) -> Response {
    let Some(media_type) = negotiate(request.headers()) else { return Refusal::not_acceptable().answer(MediaType::Json) };
    let params = Query::<QueryString>::try_from_uri(request.uri())
        .map_err(|_| Refusal::bad_request("The query string cannot be read."))
        .and_then(|Query(query)| query.params());
    respond(&app, params, media_type, true).await
}

pub(super) async fn post(State(app): State<App>, request: Request) -> Response {
    let Some(media_type) = negotiate(request.headers()) else { return Refusal::not_acceptable().answer(MediaType::Json) };
    if !request::is_json(request.headers()) {
        return Refusal::content_type().answer(media_type);
    }
    let params = match to_bytes(request.into_body(), app.limits.body_bytes).await {
        Ok(bytes) => request::body(&bytes),
        Err(_) => Err(Refusal::too_large(format!("The body has more than {} bytes.", app.limits.body_bytes))),
    };
    respond(&app, params, media_type, false).await
}

pub(super) async fn other_method() -> Response {
    let message = "GraphQL is asked with POST, or with GET for queries.";
    Refusal::method(message, "GET, POST", "BAD_REQUEST").answer(MediaType::Json)
}

async fn respond(app: &App, params: Result<Params, Refusal>, media_type: MediaType, is_get: bool) -> Response {
    let id = Uuid::new_v4().simple().to_string();
    let mut response = match execute(app, params, is_get, &id).await {
        Ok(answer) => encode(answer, media_type, &id),
        Err(refusal) => refusal.answer(media_type),
    };
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept"));
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    response
}

async fn execute(app: &App, params: Result<Params, Refusal>, is_get: bool, id: &str) -> Result<Answer, Refusal> {
    let (request, kind) = params?.admit(&app.limits)?;
    if is_get && kind != OperationType::Query {
        let message = "GET only reads: send mutations with POST.";
        return Err(Refusal::method(message, "POST", "MUTATION_NOT_ALLOWED_OVER_HTTP_GET"));
    }
    let operation = request.operation_name.clone().unwrap_or_default();
    let span = info_span!("graphql", request = id, operation);
    let (schema, request) = (app.schema.clone(), request.data(app.catalog.view(Instant::now() + app.limits.timeout)));
    let started = Instant::now();
    // In a task of its own, so that a panic in a resolver ends that task and nothing else.
    let execution = tokio::spawn(async move { schema.execute(request).await }.instrument(span.clone()));
    let abort = execution.abort_handle();
    let answer = match tokio::time::timeout(app.limits.timeout, execution).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(died)) => {
            error!(parent: &span, cause = %died, "a resolver panicked");
            return Err(Refusal::internal(id));
        }
        Err(_) => {
            abort.abort();
            return Err(Refusal::timeout());
        }
    };
    info!(parent: &span, milliseconds = started.elapsed().as_secs_f64() * 1e3, errors = answer.errors.len(), "answered");
    Ok(answer)
}

fn encode(mut answer: Answer, media_type: MediaType, id: &str) -> Response {
    // Without data, and with errors that stand on no field, nothing was executed.
    let is_request_error =
        answer.data == Value::Null && !answer.errors.is_empty() && answer.errors.iter().all(|error| error.path.is_empty());
    answer.errors.truncate(MOST_ERRORS);
    for error in &mut answer.errors {
        complete(error, id);
    }
    let status = if is_request_error && media_type == MediaType::GraphqlResponse { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let body = if is_request_error {
        // A request error has no `data` entry at all (GraphQL, section 7.1).
        serde_json::to_vec(&serde_json::json!({ "errors": answer.errors }))
    } else {
        serde_json::to_vec(&answer)
    };
    match body {
        Ok(body) => (status, [(header::CONTENT_TYPE, media_type.as_str())], Body::from(body)).into_response(),
        Err(cause) => {
            error!(%cause, request = id, "an answer could not be encoded");
            Refusal::internal(id).answer(media_type)
        }
    }
}

/// Gives an error of the library a code, and each error the length and the inside that a client may see.
fn complete(error: &mut ServerError, id: &str) {
    if error.message.len() > LONGEST_MESSAGE {
        let end = error.message.floor_char_boundary(LONGEST_MESSAGE);
        error.message.truncate(end);
    }
    let given = error.extensions.as_ref().and_then(|extensions| extensions.get("code")).cloned();
    let extensions = error.extensions.get_or_insert_default();
    if let Some(code) = given {
        if code == Value::from("INTERNAL_SERVER_ERROR") {
            extensions.set("requestId", id);
        }
        return;
    }
    let is_input = error.message.starts_with("Failed to parse") || error.message.starts_with("Invalid value");
    extensions.set(
        "code",
        match (error.path.is_empty(), is_input) {
            (true, false) => "GRAPHQL_VALIDATION_FAILED",
            _ => "BAD_USER_INPUT",
        },
    );
}
