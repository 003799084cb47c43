//! `/graphql`: one request in; one answer out, or a stream of them.

use std::time::Duration;

use async_graphql::Response as Answer;
use async_graphql::parser::types::OperationType;
use axum::body::{Body, to_bytes};
use axum::extract::{Extension, Query, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tracing::error;

use super::accept::{MediaType, negotiate};
use super::admission::Admitted;
use super::error::Refusal;
use super::request::{self, Params, QueryString};
use super::{App, access, execute, observe, sse};
use crate::access::Caller;

pub(super) async fn get(State(app): State<App>, Extension(caller): Extension<Caller>, request: Request) -> Response {
    let id = observe::request_id(request.headers());
    let Some(media_type) = negotiate(request.headers()) else { return Refusal::not_acceptable().answer(MediaType::Json) };
    let params = Query::<QueryString>::try_from_uri(request.uri())
        .map_err(|_| Refusal::bad_request("The query string cannot be read."))
        .and_then(|Query(query)| query.params());
    respond(&app, &caller, &id, params, media_type, true).await
}

pub(super) async fn post(State(app): State<App>, Extension(caller): Extension<Caller>, request: Request) -> Response {
    let id = observe::request_id(request.headers());
    let Some(media_type) = negotiate(request.headers()) else { return Refusal::not_acceptable().answer(MediaType::Json) };
    if !request::is_json(request.headers()) {
        return respond(&app, &caller, &id, Err(Refusal::content_type()), media_type, false).await;
    }
    let reading = to_bytes(request.into_body(), app.limits.max_body_bytes as usize);
    let params = match tokio::time::timeout(Duration::from_secs(app.limits.body_timeout), reading).await {
        Ok(Ok(bytes)) => request::body(&bytes),
        Ok(Err(_)) => Err(Refusal::too_large(format!("The body cannot be read, or has more than {} bytes.", app.limits.max_body_bytes))),
        Err(_) => Err(Refusal::slow_body(app.limits.body_timeout)),
    };
    respond(&app, &caller, &id, params, media_type, false).await
}

pub(super) async fn other_method() -> Response {
    let message = "GraphQL is asked with POST, or with GET for queries.";
    Refusal::method(message, "GET, POST", "BAD_REQUEST").answer(MediaType::Json)
}

async fn respond(app: &App, caller: &Caller, id: &str, params: Result<Params, Refusal>, media_type: MediaType, is_get: bool) -> Response {
    let (admitted, charge) = app.admit(params, caller);
    let mut response = match answer(app, admitted, media_type, is_get, id).await {
        Ok(response) => response,
        Err(refusal) => refusal.answer(media_type),
    };
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept, authorization"));
    if let Some(charge) = charge {
        access::tell(headers, charge);
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    response
}

async fn answer(
    app: &App,
    admitted: Result<Admitted, Refusal>,
    media_type: MediaType,
    is_get: bool,
    id: &str,
) -> Result<Response, Refusal> {
    let admitted = match admitted {
        // The stream has begun as soon as the request can be read: what is wrong with the document is its first event.
        Err(refusal) if media_type == MediaType::EventStream && refusal.is_graphql() => return Ok(sse::refused(&refusal)),
        other => other?,
    };
    if is_get && admitted.kind == OperationType::Mutation {
        let message = "GET only reads: send mutations with POST.";
        return Err(Refusal::method(message, "POST", "MUTATION_NOT_ALLOWED_OVER_HTTP_GET"));
    }
    match media_type {
        MediaType::EventStream => Ok(sse::stream(app, admitted, id)),
        MediaType::Json | MediaType::GraphqlResponse => encode(&app.execute(admitted, id).await?, media_type, id),
    }
}

fn encode(answer: &Answer, media_type: MediaType, id: &str) -> Result<Response, Refusal> {
    let is_refused = execute::is_request_error(answer) && media_type == MediaType::GraphqlResponse;
    let status = if is_refused { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let body = execute::encode(answer).map_err(|cause| {
        error!(%cause, request = id, "an answer could not be encoded");
        Refusal::internal(id)
    })?;
    Ok((status, [(header::CONTENT_TYPE, media_type.as_str())], Body::from(body)).into_response())
}
