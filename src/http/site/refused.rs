//! Failures, as a page for browsers and as JSON for programs.

use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;

use super::frame::{SiteFrame, VARY, failure};
use super::visit::Visit;
use crate::http::App;
use crate::http::accept::{MediaType, is_browser, negotiate};
use crate::http::error::Refusal;

#[derive(Template)]
#[template(path = "refused.html")]
struct RefusedPage<'a> {
    frame: SiteFrame<'a>,
    status: u16,
    message: String,
}

impl RefusedPage<'_> {
    /// Returns the sentence that stands below the title, where there is one for this status.
    fn text(&self) -> Option<&'static str> {
        match self.status {
            401 | 403 => Some(self.frame.t.private_text),
            404 => Some(self.frame.t.not_found_text),
            _ => None,
        }
    }
}

/// Returns the answer to a refused request: a page, if the client is a browser.
pub(super) fn answer(visit: &Visit, refusal: Refusal) -> Response {
    if !is_browser(&visit.headers) {
        return varied(plain_for(&visit.headers, refusal));
    }
    let t = visit.texts();
    let title = match refusal.status() {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => t.private,
        StatusCode::NOT_FOUND => t.not_found,
        _ => t.failed,
    };
    let page = RefusedPage { frame: SiteFrame::new(visit, title), status: refusal.status().as_u16(), message: refusal.to_string() };
    match failure(visit, refusal.status(), &page) {
        Ok(mut response) => {
            response.headers_mut().extend(refusal.header());
            response
        }
        Err(refusal) => varied(plain_for(&visit.headers, refusal)),
    }
}

fn plain_for(headers: &HeaderMap, refusal: Refusal) -> Response {
    refusal.answer(negotiate(headers).unwrap_or(MediaType::Json))
}

fn varied(mut response: Response) -> Response {
    response.headers_mut().insert(header::VARY, VARY);
    response
}

/// Returns a refusal as JSON.
pub(super) fn plain(refusal: Refusal) -> Response {
    refusal.answer(MediaType::Json)
}

/// Returns the answer to a request that a gate does not let through.
pub(in crate::http) async fn at_gate(app: &Arc<App>, request: Request, refusal: Refusal) -> Response {
    let is_page = matches!(*request.method(), Method::GET | Method::HEAD);
    let (mut parts, _) = request.into_parts();
    if !is_page {
        return plain_for(&parts.headers, refusal);
    }
    let Ok(visit) = Visit::from_request_parts(&mut parts, app).await;
    answer(&visit, refusal)
}

/// Answers a request for a path that is no route.
pub(super) async fn not_found(State(app): State<Arc<App>>, request: Request) -> Response {
    at_gate(&app, request, Refusal::not_found()).await
}
