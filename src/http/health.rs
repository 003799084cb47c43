//! Health: is the process alive, and can it answer?

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::App;

/// The process runs.
pub(super) async fn live() -> Response {
    json_answer(StatusCode::OK, &json!({ "status": "live" }))
}

/// The database answers, and the server is not stopping.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    let is_stopping = app.is_stopping();
    let database = app.catalog.store().ping().await.is_ok();
    let status = if database && !is_stopping { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = match (is_stopping, database) {
        (true, _) => "stopping",
        (false, true) => "ready",
        (false, false) => "database does not answer",
    };
    json_answer(status, &json!({ "status": word, "version": app.catalog.graph().version() }))
}

fn json_answer(status: StatusCode, body: &serde_json::Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body.to_string()).into_response()
}
