//! The HTTP server: GraphQL over HTTP, the pages, the playground, health, metrics. It knows the schema and no SQL.

mod accept;
mod access;
mod access_log;
mod admission;
mod answers;
mod caching;
mod error;
mod execute;
mod export;
mod graphql;
mod health;
mod metrics;
mod observe;
mod request;
mod serve;
mod site;
mod socket;
mod sse;

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use axum::Router;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware;
use tokio::sync::{Semaphore, watch};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};
use tower_http::cors::{AllowOrigin, CorsLayer};

use self::admission::Admission;
pub use self::admission::{Documents, DocumentsError};
use self::answers::Answers;
use self::caching::Freshness;
use self::metrics::Metrics;
pub use self::serve::serve;
pub use self::site::{Logo, Site, has_playground};
use crate::access::Access;
use crate::catalog::Catalog;
use crate::config::AccessLog;
use crate::graphql::{Schema, Validator};
use crate::limits::Limits;
use crate::policy::Gate;

/// The default size of the document cache, in bytes.
const KEPT_BYTES: u64 = 16 << 20;

/// Answers of fewer bytes are sent without compression.
const SMALLEST_COMPRESSED: u16 = 1_024;

/// Headers that pages of other origins may read.
const EXPOSED: [HeaderName; 7] = [
    header::ETAG,
    header::CONTENT_DISPOSITION,
    observe::REQUEST_ID,
    HeaderName::from_static("ratelimit"),
    HeaderName::from_static("ratelimit-policy"),
    header::RETRY_AFTER,
    header::WWW_AUTHENTICATE,
];

/// The parts that all handlers share.
pub struct App {
    /// The catalogue.
    pub catalog: Arc<Catalog>,
    /// The schema over it.
    pub schema: Schema,
    /// The bounds of requests.
    pub limits: Arc<Limits>,
    /// The validator of documents.
    validator: Validator,
    admission: Arc<ArcSwap<Admission>>,
    /// The size of the document cache, in bytes.
    kept_bytes: u64,
    /// The answer cache.
    answers: Arc<Answers>,
    /// The headers for caches between the server and its clients.
    freshness: Freshness,
    /// The rules of access.
    access: Arc<Access>,
    /// The settings of the pages.
    site: Arc<Site>,
    /// Origins whose pages may read answers.
    origins: Arc<[HeaderValue]>,
    /// The contents of the access log.
    access_log: AccessLog,
    /// Operations that take longer are logged. With 0, none are.
    slow_query: Duration,
    /// The metrics.
    metrics: Arc<Metrics>,
    /// Places for connections.
    connections: Arc<Semaphore>,
    /// Places for subscriptions.
    subscriptions: Arc<Semaphore>,
    /// Places for exports.
    exports: Arc<Semaphore>,
    /// Places for sockets. A connection that becomes a socket gives its own place back.
    sockets: Arc<Semaphore>,
    /// True when the server stops. Then it is no longer ready, and it ends subscriptions, which would not end by
    /// themselves.
    stopping: Arc<watch::Sender<bool>>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl App {
    /// Makes an application over a catalogue, with the default rules of access.
    pub fn new(catalog: Arc<Catalog>, limits: Limits, origins: Vec<HeaderValue>) -> Self {
        let schema = crate::graphql::schema(&limits);
        let validator = Validator::new(&limits);
        let limits = Arc::new(limits);
        let admission = Admission::new(&schema, Arc::clone(&limits), Documents::Any, KEPT_BYTES);
        let places = [limits.max_connections, limits.max_subscriptions, limits.max_exports, limits.max_sockets];
        let [connections, subscriptions, exports, sockets] = places.map(|places| Arc::new(Semaphore::new(places as usize)));
        let metrics = Arc::new(Metrics::new(&limits));
        Self {
            access: Arc::new(Access::by_default(catalog.store().clone())),
            catalog,
            schema,
            validator,
            limits,
            admission: Arc::new(ArcSwap::from_pointee(admission)),
            kept_bytes: KEPT_BYTES,
            answers: Arc::new(Answers::new(0)),
            freshness: Freshness { max_age: 0, is_public: true },
            site: Arc::default(),
            origins: origins.into(),
            access_log: AccessLog::None,
            slow_query: Duration::ZERO,
            metrics,
            connections,
            subscriptions,
            exports,
            sockets,
            stopping: Arc::default(),
        }
    }

    /// Logs requests.
    #[must_use]
    pub fn logging(self, access_log: AccessLog) -> Self {
        Self { access_log, ..self }
    }

    /// Logs operations that take longer. With 0, none are logged.
    #[must_use]
    pub fn logging_slow(self, slow_query: Duration) -> Self {
        Self { slow_query, ..self }
    }

    /// Answers only these documents. Parsed documents are kept in a cache of so many bytes.
    #[must_use]
    pub fn answering(mut self, documents: Documents, kept_bytes: u64) -> Self {
        self.kept_bytes = kept_bytes;
        self.answerer().answer(documents);
        self
    }

    /// Returns the part that can be told, while the server runs, to answer other documents.
    pub fn answerer(&self) -> Answerer {
        let (admission, schema, limits) = (Arc::clone(&self.admission), self.schema.clone(), Arc::clone(&self.limits));
        Answerer { admission, schema, limits, kept_bytes: self.kept_bytes }
    }

    /// Keeps answers in a cache of so many bytes. Caches between the server and its clients may keep them for so many
    /// seconds.
    #[must_use]
    pub fn keeping_answers(mut self, bytes: u64, max_age: u64) -> Self {
        self.answers = Arc::new(Answers::new(bytes));
        self.freshness.max_age = max_age;
        self
    }

    /// Sets the address, the name and the look of the pages.
    #[must_use]
    pub fn showing(self, site: Site) -> Self {
        Self { site: Arc::new(site), ..self }
    }

    /// Sets the rules of access.
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

    /// Waits until the server begins to stop.
    async fn stopped(&self) {
        // The sender lives as long as the application does.
        let _ = self.stopping.subscribe().wait_for(|stopping| *stopping).await;
    }
}

/// Sets which documents are answered.
#[derive(Clone)]
pub struct Answerer {
    admission: Arc<ArcSwap<Admission>>,
    schema: Schema,
    limits: Arc<Limits>,
    kept_bytes: u64,
}

impl Answerer {
    /// Answers these documents from now on. Requests that were admitted go on.
    pub fn answer(&self, documents: Documents) {
        let admission = Admission::new(&self.schema, Arc::clone(&self.limits), documents, self.kept_bytes);
        self.admission.store(Arc::new(admission));
    }
}

/// All routes.
pub fn router(app: App) -> Router {
    routes(Arc::new(app))
}

fn routes(app: Arc<App>) -> Router {
    // Each layer of a router copies all that lies within it, for each request. Joined, they cost one copy.
    let compression =
        CompressionLayer::new().compress_when(DefaultPredicate::new().and(SizeAbove::new(SMALLEST_COMPRESSED)).and(export::NOT_PACKED));
    let mut router = site::router(&app).layer((compression, CatchPanicLayer::custom(error::panicked)));
    if !app.origins.is_empty() {
        router = router.layer(cors(&app.origins));
    }
    router.layer(middleware::from_fn_with_state(Arc::clone(&app), observe::observe)).with_state(app)
}

/// Lets pages of these origins read answers, and no others.
fn cors(origins: &[HeaderValue]) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter().cloned()))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::ACCEPT, header::AUTHORIZATION])
        .expose_headers(EXPOSED)
        .max_age(Duration::from_mins(10))
}
