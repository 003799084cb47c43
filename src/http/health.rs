//! Health: is the process alive, and can it answer?

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use super::App;
use crate::catalog::ProjectionState;

/// The process runs.
pub(super) async fn live() -> Response {
    json_answer(StatusCode::OK, &json!({ "status": "live" }))
}

/// The database answers, and the server is not stopping. The states are those of the last look in the background: nobody waits here for a
/// database that is away.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    let projections = app.catalog.projections();
    let is_degraded = projections.values().any(|state| *state != ProjectionState::Following);
    let (status, word) = match (app.is_stopping(), !app.catalog.store().is_away()) {
        (true, _) => (StatusCode::SERVICE_UNAVAILABLE, "stopping"),
        (false, false) => (StatusCode::SERVICE_UNAVAILABLE, "database does not answer"),
        // It answers, with what it has: to take every server out for that would help nobody.
        (false, true) => (StatusCode::OK, if is_degraded { "degraded" } else { "ready" }),
    };
    let projections: Map<String, Value> = projections.into_iter().map(|(name, state)| (name.to_owned(), json!(told(state)))).collect();
    json_answer(status, &json!({ "status": word, "version": app.catalog.graph().version(), "projections": projections }))
}

const fn told(state: ProjectionState) -> &'static str {
    match state {
        ProjectionState::Following => "following",
        ProjectionState::Failing => "failing",
        ProjectionState::Restarted => "restarted",
    }
}

fn json_answer(status: StatusCode, body: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body.to_string()).into_response()
}
