//! The limit of HTTP: reads the request, parses nothing, answers as much as Q1 is.

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::post;

const ANSWER: &str = r#"{"data":{"resource":{"title":"Adult program support measure: Intervillage method program intertrend","year":2025,"producers":{"nodes":[{"name":"Highland Housing Board"},{"name":"Joint Software Association"}]},"funders":{"nodes":[]},"keywords":{"nodes":[{"label":"veteran school program"},{"label":"audit outcome program"},{"label":"policy partner program"}]}}}}"#;

async fn answer(_: Bytes) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], ANSWER)
}

pub(crate) fn router() -> Router {
    Router::new().route("/graphql", post(answer))
}
