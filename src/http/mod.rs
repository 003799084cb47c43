//! The edge: GraphQL over HTTP, the playground, the landing page, health. It knows the schema and no SQL.

mod accept;
mod access;
mod admission;
mod assets;
mod error;
mod execute;
mod graphql;
mod health;
mod metrics;
mod observe;
mod pages;
mod request;
mod serve;
mod socket;
mod sse;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::get;
use tokio::sync::{Semaphore, watch};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};
use tower_http::cors::{AllowOrigin, CorsLayer};

use self::access::guarded;
use self::admission::Admission;
pub use self::admission::{Documents, DocumentsError};
pub use self::assets::has_playground;
use self::metrics::Metrics;
pub use self::serve::serve;
use crate::access::Access;
use crate::catalog::Catalog;
use crate::graphql::Schema;
use crate::limits::Limits;
use crate::policy::Gate;

/// Answers below this many bytes are sent as they are.
const SMALLEST_COMPRESSED: u16 = 1_024;

/// Headers that pages of other origins may read.
const EXPOSED: [HeaderName; 5] = [
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("ratelimit"),
    HeaderName::from_static("ratelimit-policy"),
    header::RETRY_AFTER,
    header::WWW_AUTHENTICATE,
];

/// What handlers share.
#[derive(Clone)]
pub struct App {
    /// The catalogue.
    pub catalog: Arc<Catalog>,
    /// The schema over it.
    pub schema: Schema,
    /// What a client may ask for.
    pub limits: Arc<Limits>,
    admission: Arc<Admission>,
    /// Who is let in.
    access: Arc<Access>,
    /// The origins of pages that may ask from elsewhere.
    origins: Arc<[HeaderValue]>,
    /// What takes longer is logged; nothing when that is 0.
    slow_query: Duration,
    /// What was counted.
    metrics: Arc<Metrics>,
    /// Places for connections.
    connections: Arc<Semaphore>,
    /// Places for subscriptions.
    subscriptions: Arc<Semaphore>,
    /// Places for sockets: a connection that becomes one gives back its own.
    sockets: Arc<Semaphore>,
    /// Whether the server stops: it is no longer ready then, and ends what would go on for ever.
    stopping: Arc<watch::Sender<bool>>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl App {
    /// An application over a catalogue, with access as it is when nothing is set.
    pub fn new(catalog: Arc<Catalog>, limits: Limits, origins: Vec<HeaderValue>) -> Self {
        let schema = crate::graphql::schema(&limits);
        let limits = Arc::new(limits);
        let admission = Arc::new(Admission::new(&schema, Arc::clone(&limits), Documents::Any));
        let places = [limits.max_connections, limits.max_subscriptions, limits.max_sockets];
        let [connections, subscriptions, sockets] = places.map(|places| Arc::new(Semaphore::new(places as usize)));
        let metrics = Arc::new(Metrics::new(&limits));
        Self {
            access: Arc::new(Access::by_default(catalog.store().clone())),
            catalog,
            schema,
            limits,
            admission,
            origins: origins.into(),
            slow_query: Duration::ZERO,
            metrics,
            connections,
            subscriptions,
            sockets,
            stopping: Arc::default(),
        }
    }

    /// The same application, logging operations that take longer; none when that is 0.
    #[must_use]
    pub fn logging_slow(self, slow_query: Duration) -> Self {
        Self { slow_query, ..self }
    }

    /// The same application, answering only these documents.
    #[must_use]
    pub fn answering(mut self, documents: Documents) -> Self {
        self.admission = Arc::new(Admission::new(&self.schema, Arc::clone(&self.limits), documents));
        self
    }

    /// The same application with access of its own.
    #[must_use]
    pub fn with_access(self, access: Access) -> Self {
        Self { access: Arc::new(access), ..self }
    }

    fn stop(&self) {
        self.stopping.send_replace(true);
    }

    fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Done when the server begins to stop.
    async fn stopped(&self) {
        // The sender lives as long as the application does.
        let _ = self.stopping.subscribe().wait_for(|stopping| *stopping).await;
    }
}

/// All routes.
pub fn router(app: App) -> Router {
    let policy = app.access.policy();
    Router::new()
        .route("/graphql", guarded(&app, policy.read, get(graphql::get).post(graphql::post).fallback(graphql::other_method)))
        // The first message on the socket may bring the credential.
        .route("/graphql/ws", guarded(&app, Gate::Open, get(socket::upgrade)))
        .route("/", guarded(&app, Gate::Open, get(pages::landing)))
        .route("/playground", guarded(&app, policy.playground, get(pages::playground)))
        .route("/playground/", guarded(&app, policy.playground, get(pages::playground)))
        .route("/playground/{*path}", guarded(&app, policy.playground, get(pages::playground_file)))
        .route("/static/{name}", get(pages::static_file))
        .route("/schema.graphql", guarded(&app, policy.introspection, get(pages::schema)))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", guarded(&app, policy.metrics, get(metrics::metrics)))
        .fallback(error::not_found)
        .layer(middleware::from_fn_with_state(app.clone(), observe::observe))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(SizeAbove::new(SMALLEST_COMPRESSED))))
        .layer(cors(&app.origins))
        .layer(middleware::from_fn(headers))
        .with_state(app)
}

/// Pages of these origins may read answers; those of others may not.
fn cors(origins: &[HeaderValue]) -> CorsLayer {
    if origins.is_empty() {
        return CorsLayer::new();
    }
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter().cloned()))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::ACCEPT, header::AUTHORIZATION])
        .expose_headers(EXPOSED)
        .max_age(Duration::from_mins(10))
}

/// Headers that every answer carries.
async fn headers(request: axum::extract::Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("referrer-policy"), HeaderValue::from_static("no-referrer"));
    response
}
