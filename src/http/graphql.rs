//! `/graphql`: reads a request, and returns its answer or a stream of answers.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::OperationType;
use axum::body::{Body, to_bytes};
use axum::extract::{Extension, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::accept::{MediaType, is_browser, negotiate};
use super::access_log::Executed;
use super::admission::Admitted;
use super::error::{RETRY_AFTER, Refusal, UNAVAILABLE};
use super::execute::Encoded;
use super::observe::RequestId;
use super::request::{self, Params, QueryString};
use super::site::{PageLinks, sent};
use super::{App, access, caching, sse};
use crate::access::Caller;

pub(super) async fn get(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Extension(RequestId(id)): Extension<RequestId>,
    request: Request,
) -> Response {
    if request.uri().query().is_none() && is_browser(request.headers()) && caller.pass(app.access.policy().playground).is_ok() {
        // A person has opened the address of the API.
        let mut response = sent(&PageLinks::new(app.site.public_url(), None).to("/playground/"));
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept, authorization"));
        return response;
    }
    let Some(media_type) = negotiate(request.headers()) else { return Refusal::not_acceptable().answer(MediaType::Json) };
    let params = Query::<QueryString>::try_from_uri(request.uri())
        .map_err(|_| Refusal::bad_request("The query string cannot be read."))
        .and_then(|Query(query)| query.params());
    respond(&app, &caller, &id, params, media_type, Some(request.headers())).await
}

pub(super) async fn post(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Extension(RequestId(id)): Extension<RequestId>,
    request: Request,
) -> Response {
    let Some(media_type) = negotiate(request.headers()) else { return Refusal::not_acceptable().answer(MediaType::Json) };
    if !request::is_json(request.headers()) {
        return respond(&app, &caller, &id, Err(Refusal::content_type()), media_type, None).await;
    }
    let reading = to_bytes(request.into_body(), app.limits.max_body_bytes as usize);
    let params = match tokio::time::timeout(Duration::from_secs(app.limits.body_timeout), reading).await {
        Ok(Ok(bytes)) => request::body(&bytes),
        Ok(Err(_)) => Err(Refusal::too_large(format!("The body cannot be read, or has more than {} bytes.", app.limits.max_body_bytes))),
        Err(_) => Err(Refusal::slow_body(app.limits.body_timeout)),
    };
    respond(&app, &caller, &id, params, media_type, None).await
}

pub(super) async fn other_method() -> Response {
    let message = "GraphQL is asked with POST, or with GET for queries.";
    Refusal::method(message, "GET, POST", "BAD_REQUEST").answer(MediaType::Json)
}

/// Answers a request. `get` has the headers of a GET request, which may only read.
async fn respond(
    app: &Arc<App>,
    caller: &Caller,
    id: &str,
    params: Result<Params, Refusal>,
    media_type: MediaType,
    get: Option<&HeaderMap>,
) -> Response {
    let (admitted, charge) = app.admit(params, caller);
    let mut response = match answer(app, admitted, media_type, get, id).await {
        Ok(response) => response,
        Err(refusal) => refusal.answer(media_type),
    };
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept, authorization"));
    if let Some(charge) = charge {
        access::tell(headers, charge);
    }
    response
}

async fn answer(
    app: &Arc<App>,
    admitted: Result<Admitted, Refusal>,
    media_type: MediaType,
    get: Option<&HeaderMap>,
    id: &str,
) -> Result<Response, Refusal> {
    let admitted = match admitted {
        // The stream has begun as soon as the request can be read: what is wrong with the document is its first event.
        Err(refusal) if media_type == MediaType::EventStream && refusal.is_graphql() => return Ok(sse::refused(&refusal)),
        other => other?,
    };
    if get.is_some() && admitted.kind == OperationType::Mutation {
        let message = "GET only reads: send mutations with POST.";
        return Err(Refusal::method(message, "POST", "MUTATION_NOT_ALLOWED_OVER_HTTP_GET"));
    }
    match media_type {
        MediaType::EventStream => Ok(sse::stream(app, admitted, id)),
        MediaType::Json | MediaType::GraphqlResponse => {
            let operation = admitted.operation.clone();
            let Encoded { body, is_refused, is_whole, code } = app.answer(admitted, id).await?;
            let is_bad = is_refused && media_type == MediaType::GraphqlResponse;
            let status = if is_bad { StatusCode::BAD_REQUEST } else { StatusCode::OK };
            let content_type = (header::CONTENT_TYPE, HeaderValue::from_static(media_type.as_str()));
            let mut response = match get {
                Some(request) if is_whole => caching::answer(body, media_type.as_str(), request, app.freshness),
                Some(_) => (status, [content_type, caching::NEVER], Body::from(body)).into_response(),
                None => (status, [content_type], Body::from(body)).into_response(),
            };
            if code.as_deref() == Some(UNAVAILABLE) {
                response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
            }
            response.extensions_mut().insert(Executed { operation, code: code.map(Cow::Owned) });
            Ok(response)
        }
    }
}
