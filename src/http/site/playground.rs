//! The playground, and the schema that it shows.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::assets;
use super::frame::{SiteFrame, page};
use super::visit::Visit;
use super::{refused, respond};
use crate::graphql;
use crate::http::App;
use crate::http::error::Refusal;

#[derive(Template)]
#[template(path = "playground.html")]
struct PlaygroundPage<'a> {
    frame: SiteFrame<'a>,
}

/// Sends `/playground` to the address below which the files of the playground lie.
pub(super) async fn moved(visit: Visit) -> Response {
    let query = visit.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect::<Vec<_>>();
    sent(&visit.links().with("/playground/", &query))
}

/// Sends a browser to another address, for now.
pub(in crate::http) fn sent(location: &str) -> Response {
    match HeaderValue::from_str(location) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => refused::plain(Refusal::not_found()),
    }
}

pub(super) async fn index(visit: Visit) -> Response {
    match assets::playground("index.html") {
        Some(file) => file.answer(&visit.headers, false),
        None => respond(&visit, page(&visit, &PlaygroundPage { frame: SiteFrame::new(&visit, visit.texts().playground) })),
    }
}

pub(super) async fn file(Path(path): Path<String>, visit: Visit) -> Response {
    match assets::playground(&path) {
        // Vite puts a hash of the content into the names below `assets/`.
        Some(file) => file.answer(&visit.headers, path.starts_with("assets/")),
        None => refused::answer(&visit, Refusal::not_found()),
    }
}

/// Returns the schema: as gateways read it, or with `?api` as clients do.
pub(super) async fn schema(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Response {
    let is_api = query.is_some_and(|query| query.split('&').any(|part| part.split('=').next() == Some("api")));
    let sdl = if is_api { graphql::api_sdl(&app.schema) } else { graphql::sdl(&app.schema) };
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], sdl).into_response()
}
