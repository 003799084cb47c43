//! `/metrics`: counters and gauges of the server, in the text format of `OpenMetrics` that Prometheus reads.

use std::collections::HashSet;
use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use async_graphql::parser::types::OperationType;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::encoding::{EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use tokio::sync::Semaphore;

use super::App;
use super::error::Refusal;
use crate::catalog::Catalog;
use crate::limits::Limits;

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Upper bounds of the buckets of execution times, in seconds.
const SECONDS: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
/// Upper bounds of the buckets of costs.
const COSTS: [f64; 6] = [10.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0];
/// The longest time that a scrape waits for the database.
const PATIENCE: Duration = Duration::from_secs(1);
/// The longest operation name that has metrics of its own, in bytes.
const LONGEST_NAME: usize = 80;

/// The labels of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Operation {
    /// Its name. `anonymous` stands for no name, and `other` for all names that came when the list of names was full.
    operation: String,
    kind: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    operation: String,
    kind: &'static str,
    /// `OK`, or the code of the first error.
    code: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    /// The route. Never the path of the request: clients choose it.
    route: String,
    status: u16,
}

/// The counters.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<Outcome, Counter>,
    seconds: Family<Operation, Histogram, fn() -> Histogram>,
    cost: Histogram,
    running: Gauge,
    steps: Counter,
    slow_readers: Counter,
    answers: Family<Answered, Counter>,
    /// The operation names that have metrics of their own.
    names: RwLock<HashSet<String>>,
    most_names: usize,
    started: f64,
}

/// Counts a running operation, until it is dropped.
pub(super) struct Running<'a>(&'a Gauge);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.dec();
    }
}

fn seconds() -> Histogram {
    Histogram::new(SECONDS)
}

impl Metrics {
    pub(super) fn new(limits: &Limits) -> Self {
        let requests = Family::<Outcome, Counter>::default();
        let seconds = Family::<Operation, Histogram, fn() -> Histogram>::new_with_constructor(seconds as fn() -> Histogram);
        let (cost, running) = (Histogram::new(COSTS), Gauge::default());
        let (steps, slow_readers) = (Counter::default(), Counter::default());
        let answers = Family::<Answered, Counter>::default();
        let mut registry = Registry::with_prefix("colophon");
        registry.register("build", "The program", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        registry.register("graphql_requests", "GraphQL operations, by name, type and the code of the first error", requests.clone());
        registry.register_with_unit("graphql_execution", "Time to execute an operation", Unit::Seconds, seconds.clone());
        registry.register("graphql_cost", "What answers could cost, in values", cost.clone());
        registry.register("graphql_running", "Operations that are executed now, subscriptions not counted", running.clone());
        registry.register("subscription_steps", "Answers to subscriptions", steps.clone());
        registry.register("slow_readers", "Subscriptions that ended because nobody read them fast enough", slow_readers.clone());
        registry.register("http_responses", "HTTP answers, by route and status", answers.clone());
        let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        let (names, most_names) = (RwLock::default(), limits.max_operation_names as usize);
        Self { registry, requests, seconds, cost, running, steps, slow_readers, answers, names, most_names, started }
    }

    /// Counts an operation that begins.
    pub(super) fn begin(&self) -> Running<'_> {
        self.running.inc();
        Running(&self.running)
    }

    /// Counts an operation that was executed. `code` is that of its first error.
    pub(super) fn executed(&self, name: &str, kind: OperationType, code: Option<&str>, time: Duration, cost: u64) {
        let (operation, kind) = (self.label(name), word(kind));
        self.seconds.get_or_create(&Operation { operation: operation.clone(), kind }).observe(time.as_secs_f64());
        self.cost.observe(cost as f64);
        self.count(operation, kind, code.unwrap_or("OK"));
    }

    /// Counts an operation that did not reach its end.
    pub(super) fn failed(&self, name: &str, kind: OperationType, refusal: &Refusal) {
        self.count(self.label(name), word(kind), refusal.code());
    }

    /// Counts a request that was refused before its operation was known.
    pub(super) fn refused(&self, refusal: &Refusal) {
        self.count("unknown".to_owned(), "unknown", refusal.code());
    }

    /// Counts the answer to an HTTP request. `route` is the route that matched, never the path of the request.
    pub(super) fn answered(&self, route: String, status: StatusCode) {
        self.answers.get_or_create(&Answered { route, status: status.as_u16() }).inc();
    }

    /// Counts one answer of a subscription.
    pub(super) fn stepped(&self) {
        self.steps.inc();
    }

    /// Counts a subscription that ended because its reader was too slow.
    pub(super) fn dropped(&self) {
        self.slow_readers.inc();
    }

    fn count(&self, operation: String, kind: &'static str, code: &str) {
        self.requests.get_or_create(&Outcome { operation, kind, code: code.to_owned() }).inc();
    }

    /// Returns the label of an operation name. Clients choose the names, so only a bounded number of them have labels
    /// of their own.
    fn label(&self, name: &str) -> String {
        if name.is_empty() {
            return "anonymous".to_owned();
        }
        if self.names.read().unwrap_or_else(PoisonError::into_inner).contains(name) {
            return name.to_owned();
        }
        let mut names = self.names.write().unwrap_or_else(PoisonError::into_inner);
        if names.len() >= self.most_names || name.len() > LONGEST_NAME {
            return "other".to_owned();
        }
        names.insert(name.to_owned());
        name.to_owned()
    }
}

const fn word(kind: OperationType) -> &'static str {
    match kind {
        OperationType::Query => "query",
        OperationType::Mutation => "mutation",
        OperationType::Subscription => "subscription",
    }
}

/// Returns the metrics as of now.
pub(super) async fn metrics(State(app): State<Arc<App>>) -> Response {
    let mut text = String::new();
    let standing = standing(&app).await;
    let encoded = encode_registry(&mut text, &standing)
        .and_then(|()| encode_registry(&mut text, &app.metrics.registry))
        .and_then(|()| encode_eof(&mut text));
    match encoded {
        Ok(()) => ([(header::CONTENT_TYPE, CONTENT_TYPE), (header::CACHE_CONTROL, "no-store")], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Returns the gauges as of now.
async fn standing(app: &App) -> Registry {
    let mut registry = Registry::with_prefix("colophon");
    let (catalog, graph) = (&app.catalog, app.catalog.graph());
    let counts = graph.counts();
    let nodes = [
        ("resource", counts.resources),
        ("organization", counts.organizations),
        ("person", counts.persons),
        ("keyword", counts.keywords),
        ("collection", counts.collections),
    ];
    registry.register("nodes", "Nodes in the graph, by kind", gauges("kind", nodes.map(|(name, number)| (name, number as u64))));
    register(&mut registry, "graph_version", "The last change that answers know of", graph.version());
    register(&mut registry, "searchable", "Whether the text index is there", i64::from(catalog.can_search()));
    register(&mut registry, "text_lag_changes", "Changes that answers know of and search does not", catalog.text_lag());
    if let Ok(Ok(last)) = tokio::time::timeout(PATIENCE, catalog.store().last_change()).await {
        register(&mut registry, "graph_lag_changes", "Changes in the database that answers do not know of yet", last - graph.version());
    }
    let records = catalog.records();
    register(&mut registry, "record_cache_bytes", "What kept records take in memory", records.bytes as i64);
    registry.register("record_cache_hits", "Records that were at hand", ConstCounter::new(records.hits));
    registry.register("record_cache_misses", "Records that were read from the database", ConstCounter::new(records.misses));
    let answers = app.answers.usage();
    register(&mut registry, "answer_cache_bytes", "What kept answers take in memory", answers.bytes as i64);
    registry.register("answer_cache_hits", "Answers that were at hand", ConstCounter::new(answers.hits));
    registry.register("answer_cache_misses", "Answers that were made", ConstCounter::new(answers.misses));
    registry.register("sql_statements", "SQL statements", ConstCounter::new(catalog.store().statements()));
    let connections = catalog.store().connections();
    registry.register(
        "database_connections",
        "Connections to the database",
        gauges("pool", connections.map(|pool| (pool.name, u64::from(pool.open)))),
    );
    registry.register(
        "database_connections_idle",
        "Those that do nothing",
        gauges("pool", connections.map(|pool| (pool.name, u64::from(pool.idle)))),
    );
    replicas(&mut registry, catalog);
    let taken = |places: &Semaphore, all: u64| all as i64 - places.available_permits() as i64;
    register(&mut registry, "connections", "HTTP connections", taken(&app.connections, app.limits.max_connections));
    register(&mut registry, "sockets", "WebSockets", taken(&app.sockets, app.limits.max_sockets));
    register(&mut registry, "subscriptions", "Live subscriptions", taken(&app.subscriptions, app.limits.max_subscriptions));
    let started = ConstGauge::new(app.metrics.started);
    registry.register_with_unit("process_start", "When the process began, since 1970", Unit::Seconds, started);
    if let Some(bytes) = resident() {
        registry.register_with_unit("process_resident_memory", "What the process has in memory", Unit::Bytes, ConstGauge::new(bytes));
    }
    registry
}

/// Adds the metrics of the standbys. A standby is labelled by its place in the settings, because addresses are private.
fn replicas(registry: &mut Registry, catalog: &Catalog) {
    let up = Family::<[(&str, String); 1], Gauge<u64, AtomicU64>>::default();
    let lag = Family::<[(&str, String); 1], Gauge<f64, AtomicU64>>::default();
    let reads = Family::<[(&str, String); 1], Counter>::default();
    for replica in catalog.store().replicas() {
        let label = [("replica", replica.number.to_string())];
        up.get_or_create(&label).set(u64::from(replica.is_up));
        lag.get_or_create(&label).set(replica.lag.as_secs_f64());
        reads.get_or_create(&label).inc_by(replica.reads);
    }
    registry.register("replica_up", "Whether a replica is asked", up);
    registry.register_with_unit("replica_lag", "How long a change is known that a replica lacks", Unit::Seconds, lag);
    registry.register("replica_reads", "What a replica has answered", reads);
}

fn register(registry: &mut Registry, name: &str, help: &str, value: i64) {
    registry.register(name, help, ConstGauge::new(value));
}

/// Returns one gauge whose values have different labels.
fn gauges<const N: usize>(label: &'static str, values: [(&'static str, u64); N]) -> impl EncodeMetric + Debug + Send + Sync {
    let family = Family::<[(&'static str, &'static str); 1], Gauge<u64, AtomicU64>>::default();
    for (name, value) in values {
        family.get_or_create(&[(label, name)]).set(value);
    }
    family
}

/// Returns the resident memory of the process in bytes, where the system tells it.
fn resident() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<i64>().ok().map(|kilobytes| kilobytes * 1_024)
}
