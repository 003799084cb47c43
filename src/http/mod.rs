//! The edge: GraphQL over HTTP, the playground, the landing page, health. It knows the schema and no SQL.

mod accept;
mod admission;
mod assets;
mod error;
mod graphql;
mod health;
mod pages;
mod request;
mod serve;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;

pub use self::assets::has_playground;
pub use self::serve::serve;
use crate::catalog::Catalog;
use crate::graphql::Schema;
use crate::limits::Limits;

/// What handlers share.
#[derive(Clone)]
pub struct App {
    /// The catalogue.
    pub catalog: Arc<Catalog>,
    /// The schema over it.
    pub schema: Schema,
    /// What a client may ask for.
    pub limits: Arc<Limits>,
    /// Set when the server begins to stop: it is no longer ready.
    pub is_stopping: Arc<AtomicBool>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl App {
    /// An application over a catalogue.
    pub fn new(catalog: Arc<Catalog>, limits: Limits) -> Self {
        let schema = crate::graphql::schema(&limits);
        Self { catalog, schema, limits: Arc::new(limits), is_stopping: Arc::default() }
    }

    fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }
}

/// All routes.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/graphql", get(graphql::get).post(graphql::post).fallback(graphql::other_method))
        .route("/", get(pages::landing))
        .route("/playground", get(pages::playground))
        .route("/playground/", get(pages::playground))
        .route("/playground/{*path}", get(pages::playground_file))
        .route("/static/{name}", get(pages::static_file))
        .route("/schema.graphql", get(pages::schema))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .fallback(error::not_found)
        .layer(middleware::from_fn(headers))
        .with_state(app)
}

/// Headers that every answer carries.
async fn headers(request: axum::extract::Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    response
}
