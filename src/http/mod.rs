//! The edge: GraphQL over HTTP, the playground, the landing page, health. It knows the schema and no SQL.

mod accept;
mod access;
mod admission;
mod answers;
mod assets;
mod caching;
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
use axum::middleware;
use axum::routing::get;
use tokio::sync::{Semaphore, watch};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};
use tower_http::cors::{AllowOrigin, CorsLayer};

use self::access::guarded;
use self::admission::Admission;
pub use self::admission::{Documents, DocumentsError};
use self::answers::Answers;
pub use self::assets::has_playground;
use self::caching::Freshness;
use self::metrics::Metrics;
pub use self::serve::serve;
use crate::access::Access;
use crate::catalog::Catalog;
use crate::graphql::{Schema, Validator};
use crate::limits::Limits;
use crate::policy::Gate;

/// Room for parsed documents, when nothing else is said.
const KEPT_BYTES: u64 = 16 << 20;

/// Answers below this many bytes are sent as they are.
const SMALLEST_COMPRESSED: u16 = 1_024;

/// Headers that pages of other origins may read.
const EXPOSED: [HeaderName; 6] = [
    header::ETAG,
    observe::REQUEST_ID,
    HeaderName::from_static("ratelimit"),
    HeaderName::from_static("ratelimit-policy"),
    header::RETRY_AFTER,
    header::WWW_AUTHENTICATE,
];

/// What handlers share.
pub struct App {
    /// The catalogue.
    pub catalog: Arc<Catalog>,
    /// The schema over it.
    pub schema: Schema,
    /// What a client may ask for.
    pub limits: Arc<Limits>,
    /// What tells whether a document is valid.
    validator: Validator,
    admission: Arc<Admission>,
    /// Answers that were given.
    answers: Arc<Answers>,
    /// What caches on the way are told.
    freshness: Freshness,
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
        let validator = Validator::new(&limits);
        let limits = Arc::new(limits);
        let admission = Arc::new(Admission::new(&schema, Arc::clone(&limits), Documents::Any, KEPT_BYTES));
        let places = [limits.max_connections, limits.max_subscriptions, limits.max_sockets];
        let [connections, subscriptions, sockets] = places.map(|places| Arc::new(Semaphore::new(places as usize)));
        let metrics = Arc::new(Metrics::new(&limits));
        Self {
            access: Arc::new(Access::by_default(catalog.store().clone())),
            catalog,
            schema,
            validator,
            limits,
            admission,
            answers: Arc::new(Answers::new(0)),
            freshness: Freshness { max_age: 0, is_public: true },
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

    /// The same application, answering only these documents, and keeping as many of them parsed as so many bytes hold.
    #[must_use]
    pub fn answering(mut self, documents: Documents, kept_bytes: u64) -> Self {
        self.admission = Arc::new(Admission::new(&self.schema, Arc::clone(&self.limits), documents, kept_bytes));
        self
    }

    /// The same application, keeping so many bytes of answers, and letting caches on the way keep them for so many seconds.
    #[must_use]
    pub fn keeping_answers(mut self, bytes: u64, max_age: u64) -> Self {
        self.answers = Arc::new(Answers::new(bytes));
        self.freshness.max_age = max_age;
        self
    }

    /// The same application with access of its own.
    #[must_use]
    pub fn with_access(mut self, access: Access) -> Self {
        self.freshness.is_public = access.policy().read == Gate::Open;
        self.access = Arc::new(access);
        self
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
    routes(Arc::new(app))
}

fn routes(app: Arc<App>) -> Router {
    let policy = app.access.policy();
    // Each layer that a router is given is a copy of what lies within it for each request: together they are one.
    let compression = CompressionLayer::new().compress_when(DefaultPredicate::new().and(SizeAbove::new(SMALLEST_COMPRESSED)));
    let mut router = Router::new()
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
        .layer((compression, CatchPanicLayer::custom(error::panicked)));
    if !app.origins.is_empty() {
        router = router.layer(cors(&app.origins));
    }
    router.layer(middleware::from_fn_with_state(Arc::clone(&app), observe::observe)).with_state(app)
}

/// Pages of these origins may read answers; those of others may not.
fn cors(origins: &[HeaderValue]) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter().cloned()))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::ACCEPT, header::AUTHORIZATION])
        .expose_headers(EXPOSED)
        .max_age(Duration::from_mins(10))
}
