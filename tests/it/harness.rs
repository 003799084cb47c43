//! A catalogue on a database of its own, asked through the router.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use colophon::catalog::{Catalog, Settings};
use colophon::http::{App, router};
use colophon::import::{self, Input, Options, Progress, Report};
use colophon::limits::Limits;
use colophon::store::{Store, Terms};
use colophon::text::Place;
use http_body_util::BodyExt;
use sea_orm::{ConnectionTrait, Database as SeaOrm};
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::cluster::{Cluster, cluster};

/// The sample page.
pub const SAMPLE: &str = include_str!("../../collections/peer-support.txt");

/// A database that only one test uses.
#[derive(Debug)]
pub struct Database {
    pub name: &'static str,
    pub url: String,
    _folder: Option<TempDir>,
}

impl Database {
    /// An empty SQLite database.
    pub fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("colophon.sqlite").display());
        Self { name: "SQLite", url, _folder: Some(folder) }
    }

    /// An empty PostgreSQL database, where there is PostgreSQL.
    pub async fn postgres() -> Option<Self> {
        Some(Self::on(cluster()?).await)
    }

    /// An empty database of a server.
    pub async fn on(cluster: &Cluster) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let admin = SeaOrm::connect(cluster.admin_url()).await.unwrap();
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        admin.close().await.unwrap();
        Self { name: "PostgreSQL", url: cluster.url(&name), _folder: None }
    }

    /// One of each kind that is there.
    pub async fn all() -> Vec<Self> {
        let mut all = vec![Self::sqlite()];
        all.extend(Self::postgres().await);
        all
    }
}

/// A catalogue with its router. Nothing follows the change log but [`World::refresh`]: statements can be counted.
#[derive(Debug)]
pub struct World {
    pub database: Database,
    pub store: Store,
    pub catalog: Arc<Catalog>,
    router: Router,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub status: StatusCode,
    pub statements: u64,
    pub body: Value,
}

impl Answer {
    /// The value at a JSON pointer below `data`.
    pub fn at(&self, pointer: &str) -> &Value {
        self.body.pointer(&format!("/data{pointer}")).unwrap_or(&Value::Null)
    }

    pub fn code(&self) -> &str {
        self.body.pointer("/errors/0/extensions/code").and_then(Value::as_str).unwrap_or_default()
    }
}

/// Fails when an answer tells what is inside: SQL, paths of sources, names of Rust.
pub fn tells_nothing(answer: &str) {
    for inside in [
        "SELECT ", "sqlx", "sea_orm", "async_graphql", "tokio", "src/", ".rs", "panicked", "RUST_BACKTRACE", "stack backtrace", "/home/",
        "/tmp/",
    ] {
        assert!(!answer.contains(inside), "`{inside}` is in: {}", answer.chars().take(2_000).collect::<String>());
    }
}

impl World {
    pub async fn new(database: Database) -> Self {
        Self::limited(database, Limits::default()).await
    }

    /// A world that answers what a server would find too much to ask at once.
    pub async fn generous(database: Database) -> Self {
        Self::limited(database, Limits { max_cost: u64::MAX, ..Limits::default() }).await
    }

    pub async fn limited(database: Database, limits: Limits) -> Self {
        let world = Self::without_index(database, limits, 0).await;
        world.catalog.refresh_texts().await.unwrap();
        world
    }

    /// A world that keeps records that were read, as servers do.
    pub async fn keeping(database: Database) -> Self {
        let world = Self::without_index(database, Limits::default(), 64 << 20).await;
        world.catalog.refresh_texts().await.unwrap();
        world
    }

    /// A world that keeps answers that were given, as servers do.
    pub async fn remembering(database: Database) -> Self {
        let mut world = Self::without_index(database, Limits::default(), 0).await;
        let app = App::new(Arc::clone(&world.catalog), Limits::default(), Vec::new());
        world.router = router(app.keeping_answers(32 << 20, 0));
        world.catalog.refresh_texts().await.unwrap();
        world
    }

    /// A world whose text index nobody has made yet.
    async fn without_index(database: Database, limits: Limits, record_bytes: u64) -> Self {
        let store = Store::open(&database.url).await.unwrap();
        store.migrate_up(&database.url).await.unwrap();
        Self::of(database, store, limits, record_bytes).await
    }

    /// A world that keeps records and reads from replicas too.
    pub async fn replicated(database: Database, replicas: &[String], lag: Duration) -> Self {
        let store = Store::open(&database.url).await.unwrap();
        store.migrate_up(&database.url).await.unwrap();
        let store = store.with_replicas(replicas, Terms { lag, longest: None }).await.unwrap();
        Self::of(database, store, Limits::default(), 64 << 20).await
    }

    async fn of(database: Database, store: Store, limits: Limits, record_bytes: u64) -> Self {
        let settings = Settings { record_bytes, ..Settings::from(Place::Memory) };
        let catalog = Catalog::open(store.clone(), settings).await.unwrap();
        let router = router(App::new(Arc::clone(&catalog), limits, Vec::new()));
        Self { database, store, catalog, router }
    }

    /// Another world on a database that is there.
    pub async fn on(database: &Database) -> Self {
        Self::new(Database { name: database.name, url: database.url.clone(), _folder: None }).await
    }

    /// A world on each kind of database.
    pub async fn all() -> Vec<Self> {
        let mut worlds = Vec::new();
        for database in Database::all().await {
            worlds.push(Self::new(database).await);
        }
        worlds
    }

    /// A generous world on each kind of database.
    pub async fn all_generous() -> Vec<Self> {
        let mut worlds = Vec::new();
        for database in Database::all().await {
            worlds.push(Self::generous(database).await);
        }
        worlds
    }

    /// A world on SQLite with the sample in it.
    pub async fn sample() -> Self {
        let world = Self::new(Database::sqlite()).await;
        world.import("peer-support.txt", SAMPLE).await;
        world
    }

    /// The same, but nobody has made the text index yet.
    pub async fn sample_without_index() -> Self {
        let world = Self::without_index(Database::sqlite(), Limits::default(), 0).await;
        world.try_import("peer-support.txt", SAMPLE, &Options::default()).await.unwrap();
        world.catalog.refresh().await.unwrap();
        world
    }

    pub async fn import(&self, name: &str, text: &str) -> Report {
        self.import_with(name, text, &Options::default()).await
    }

    pub async fn import_with(&self, name: &str, text: &str, options: &Options) -> Report {
        let report = self.try_import(name, text, options).await.unwrap();
        self.refresh().await;
        report
    }

    pub async fn try_import(&self, name: &str, text: &str, options: &Options) -> Result<Report, import::ImportError> {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        import::import(&self.store, vec![Input::file(&path)], options, &Progress::default()).await.whole()
    }

    pub async fn refresh(&self) {
        self.catalog.refresh().await.unwrap();
        self.catalog.refresh_texts().await.unwrap();
    }

    pub async fn query(&self, query: &str) -> Answer {
        self.query_with(query, json!({})).await
    }

    /// Runs one operation of a document.
    pub async fn operation(&self, document: &str, name: &str) -> Answer {
        self.ask(&json!({ "query": document, "operationName": name })).await
    }

    pub async fn query_with(&self, query: &str, variables: Value) -> Answer {
        self.ask(&json!({ "query": query, "variables": variables })).await
    }

    async fn ask(&self, body: &Value) -> Answer {
        let before = self.store.statements();
        let body = body.to_string();
        let (status, body) = self.post(body).await;
        Answer { status, statements: self.store.statements() - before, body }
    }

    async fn post(&self, body: String) -> (StatusCode, Value) {
        let request = Request::post("/graphql")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/graphql-response+json")
            .body(Body::from(body))
            .unwrap();
        let response = self.send(request).await;
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        tells_nothing(&String::from_utf8_lossy(&bytes));
        (status, serde_json::from_slice(&bytes).unwrap())
    }

    pub async fn send(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }
}
