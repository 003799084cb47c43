//! `colophon serve`

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderValue, Uri};
use clap::builder::BoolishValueParser;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tracing::{info, warn};

use super::lock::Lock;
use super::reload;
use super::{
    Common, Failure, Listen, LogLines, Opened, Reads, WriteFlag, bring_up_to_date, check_replicas, files, must_be_there, open, say,
};
use crate::access::Access;
use crate::appearance::PublicUrl;
use crate::catalog::{Catalog, Settings};
use crate::config::{AccessLog, Config, ConfigError, Layer, LogFormat, Size, Span, Traces};
use crate::database_url::redacted;
use crate::http::{self, App, Documents, Logo, Site};
use crate::import::{self, Input, Options, Progress, Rekeying};
use crate::limits;
use crate::policy::{self, Gate};
use crate::store::{Store, StoreError, Terms};
use crate::text::Place;

/// The page that a first start imports.
const SAMPLE: &str = include_str!("../../collections/peer-support.txt");
/// A start waits so long for the text index.
const PATIENCE: Duration = Duration::from_secs(1);
const SAMPLE_NAME: &str = "peer-support.txt";
/// A statement may take so much longer than a query: the client is told first, then the database stops.
const GRACE: Duration = Duration::from_secs(1);

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    listen: Listen,
    /// The address under which people find this server, for example `https://example.org/catalogue`. Default: none
    #[arg(long, value_name = "URL", env = "COLOPHON_PUBLIC_URL")]
    public_url: Option<PublicUrl>,
    /// The access log of requests: none, requests, or addresses of clients too. Default: requests
    #[arg(long, value_name = "WHAT", env = "COLOPHON_ACCESS_LOG")]
    access_log: Option<AccessLog>,
    #[command(flatten)]
    writes: WriteFlag,
    /// Leave a new database empty, without the sample page
    #[arg(long, value_name = "BOOL", env = "COLOPHON_NO_SAMPLE", num_args = 0..=1, require_equals = true,
        default_missing_value = "true", value_parser = BoolishValueParser::new())]
    no_sample: Option<bool>,
    /// How long to wait for another server to let go of the data directory, for example `30s`. Default: 5s
    #[arg(long, value_name = "TIME", env = "COLOPHON_WAIT_FOR_LOCK")]
    wait_for_lock: Option<Span>,
    /// The origin of pages that may ask from elsewhere, for example `https://www.example.org`; may be repeated. Default: none
    #[arg(long = "cors-origin", value_name = "ORIGIN", env = "COLOPHON_CORS_ORIGINS", value_delimiter = ',')]
    cors_origins: Vec<String>,
    /// A JSON file of the only documents that are answered, by their ids. Default: whatever is sent is answered
    #[arg(long, value_name = "FILE", env = "COLOPHON_TRUSTED_DOCUMENTS")]
    trusted_documents: Option<PathBuf>,
    /// Remember documents by their hashes (Apollo's automatic persisted queries), in so much memory, for example `16MiB`. Default: off
    #[arg(long, value_name = "SIZE", env = "COLOPHON_AUTOMATIC_PERSISTED_QUERIES")]
    automatic_persisted_queries: Option<Size>,
    /// What records that were read may take in memory, for example `256MiB`; 0 keeps none. Default: 64MiB
    #[arg(long, value_name = "SIZE", env = "COLOPHON_CACHE_SIZE")]
    cache_size: Option<Size>,
    /// What documents that were parsed and validated may take in memory; 0 keeps none. Default: 16MiB
    #[arg(long, value_name = "SIZE", env = "COLOPHON_DOCUMENT_CACHE")]
    document_cache: Option<Size>,
    /// What answers that were given may take in memory; 0 keeps none. Default: 32MiB
    #[arg(long, value_name = "SIZE", env = "COLOPHON_ANSWER_CACHE")]
    answer_cache: Option<Size>,
    /// How many seconds browsers and proxies may give an answer to GET again without asking; 0 makes them ask each time. Default: 0
    #[arg(long, value_name = "SECONDS", env = "COLOPHON_MAX_AGE")]
    max_age: Option<u64>,
    /// Read records at the start, newest resources first, until `--cache-size` is full
    #[arg(long, value_name = "BOOL", env = "COLOPHON_WARM", num_args = 0..=1, require_equals = true,
        default_missing_value = "true", value_parser = BoolishValueParser::new())]
    warm: Option<bool>,
    /// Log operations that take longer than this many milliseconds; 0 logs none. Default: 1000
    #[arg(long, value_name = "MILLISECONDS", env = "COLOPHON_SLOW_QUERY_MS")]
    slow_query_ms: Option<u64>,
    #[command(flatten)]
    reads: Reads,
    #[command(flatten)]
    traces: Traces,
    #[command(flatten)]
    limits: limits::Layer,
    #[command(flatten)]
    access: policy::Layer,
}

impl Args {
    /// Loads the settings of a server.
    pub(super) fn load(&self) -> Result<Config, ConfigError> {
        self.common.load(self.layer())
    }

    /// Returns what the flags and variables of the command say.
    fn layer(&self) -> Layer {
        Layer {
            listen: self.listen.listen,
            public_url: self.public_url.clone(),
            access_log: self.access_log,
            read_only: self.writes.read_only,
            sample: self.no_sample.map(|is_left_out| !is_left_out),
            wait_for_lock: self.wait_for_lock,
            cors_origins: (!self.cors_origins.is_empty()).then(|| self.cors_origins.clone()),
            cache_size: self.cache_size,
            document_cache: self.document_cache,
            answer_cache: self.answer_cache,
            max_age: self.max_age,
            warm: self.warm,
            slow_query_ms: self.slow_query_ms,
            traces: self.traces.clone(),
            trusted_documents: self.trusted_documents.clone(),
            automatic_persisted_queries: self.automatic_persisted_queries,
            limits: self.limits.clone(),
            access: self.access.clone(),
            ..self.reads.layer()
        }
    }
}

/// Serves until it is asked to stop; `load` loads the settings anew.
pub(super) async fn run(
    config: &Config,
    lines: LogLines,
    load: impl Fn() -> Result<Config, ConfigError> + Send + 'static,
) -> Result<ExitCode, Failure> {
    let tell = |words: String| if lines.format == LogFormat::Text { say(&words) } else { info!("{words}") };
    let mut stop = Box::pin(stopped());
    check_replicas(config)?;
    let origins = config.cors_origins.iter().map(|origin| self::origin(origin)).collect::<Result<Vec<HeaderValue>, Failure>>()?;
    let (documents, site) = (documents(config).await?, site(config)?);
    let lock = tokio::select! {
        lock = Lock::take(config, tell) => lock,
        () = &mut stop => return Ok(ExitCode::SUCCESS),
    };
    let mut lock = match lock {
        Ok(lock) => Some(lock),
        // Nobody else can write there either.
        Err(Failure::Store(StoreError::Folder { .. })) if config.read_only => None,
        Err(failure) => return Err(failure),
    };
    let listener = TcpListener::bind(config.listen).await.map_err(|error| Failure::Listen {
        address: config.listen,
        reason: match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "another program listens there; choose another address with --listen 127.0.0.1:PORT".to_owned()
            }
            _ => error.to_string(),
        },
    })?;
    let address = listener.local_addr().map_err(|error| Failure::Other(error.to_string()))?;
    if let Some(lock) = &mut lock {
        lock.tell_address(address);
    }

    let longest = Some(config.limits.timeout() + GRACE);
    let store = if config.read_only { read_only(config, longest, tell).await? } else { writable(config, longest, tell).await? };
    let store = store.with_replicas(&config.read_databases, Terms { lag: config.replica_lag, longest }).await?;
    for url in &config.read_databases {
        tell(format!("Reads go to {} too", redacted(url)));
    }
    let access = Access::open(config.access.clone(), store.clone()).await.map_err(|error| Failure::Other(error.to_string()))?;
    let mut settings = files(config);
    if lock.is_none() {
        tell(format!("Nothing can be written to {}: changes of the text index stay in memory", config.data_dir.display()));
        settings = Settings { texts: Place::ReadOnlyFolder(config.text_index()), is_read_only: true, ..settings };
    }
    let catalog = Catalog::open(store, settings).await?;
    catalog.save_soon();
    if config.warm {
        catalog.warm();
    }
    let tasks = [catalog.follow(), catalog.follow_texts(), catalog.watch_database()];
    // A small catalogue is searched from the first moment; a large one is served while its index is made.
    let patience = tokio::time::Instant::now() + PATIENCE;
    while !catalog.can_search() && tokio::time::Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    if config.site.public_url.is_some() {
        tell(format!("Listening   http://{address}"));
    }
    let base = config.site.public_url.as_ref().map_or_else(|| format!("http://{address}"), PublicUrl::to_string);
    tell(format!("Pages       {base}/"));
    if config.access.playground != Gate::Closed {
        tell(format!("Playground  {base}/playground"));
    }
    tell(format!("GraphQL     {base}/graphql"));

    let app = App::new(Arc::clone(&catalog), config.limits.clone(), origins).logging(config.access_log);
    let app = app.with_access(access).answering(documents, config.document_cache.0);
    let app = app.keeping_answers(config.answer_cache.0, config.max_age).logging_slow(config.slow_query).showing(site);
    let reloads = tokio::spawn(reload::reload_when_asked(config.clone(), load, app.answerer(), lines.filter));
    let served = http::serve(listener, app, stop).await;
    reloads.abort();
    tasks.iter().for_each(JoinHandle::abort);
    catalog.save().await;
    catalog.store().clone().close().await?;
    served.map_err(|error| Failure::Other(format!("the server stopped: {error}")))?;
    tell("Stopped".to_owned());
    Ok(ExitCode::SUCCESS)
}

/// Opens the database to read and write: makes it and brings it up to date where need be.
async fn writable(config: &Config, longest: Option<Duration>, tell: impl Fn(String)) -> Result<Store, Failure> {
    let Opened { store, is_new } = open(config, longest).await?;
    let what = if is_new { "Created the" } else { "Opened the" };
    tell(format!("{what} {} database {}", store.database(), redacted(&config.database)));
    let migrated = bring_up_to_date(&store, config).await?;
    if migrated > 0 {
        tell(format!("Brought its schema up to date ({migrated} migrations)"));
    }
    if is_new && config.sample {
        let sample = vec![Input::embedded(SAMPLE_NAME, SAMPLE)];
        let report = import::import(&store, sample, &Options::default(), &Progress::default()).await.whole()?;
        tell(format!("Imported the sample page: {} resources (take it back with `colophon source remove peer-support`)", report.created));
    }
    Ok(store)
}

/// Opens a database that must be there and up to date, to read only.
async fn read_only(config: &Config, longest: Option<Duration>, tell: impl Fn(String)) -> Result<Store, Failure> {
    must_be_there(config)?;
    let store = Store::open_read_only(&config.database, longest).await?;
    if store.pending().await? > 0 {
        return Err(StoreError::TooOld.into());
    }
    if Rekeying::of(&store).await?.is_some() {
        warn!("names that differ in typography only stay apart until `colophon migrate up` runs with an account that may write");
    }
    tell(format!("Opened the {} database {}, to read only", store.database(), redacted(&config.database)));
    Ok(store)
}

/// Which documents are answered.
pub(super) async fn documents(config: &Config) -> Result<Documents, Failure> {
    match (&config.trusted_documents, config.automatic_persisted_queries) {
        (Some(_), Some(_)) => {
            let message = "trusted documents and automatic persisted queries exclude each other: one takes no document that is sent, the other keeps it";
            Err(Failure::Other(message.to_owned()))
        }
        (Some(path), None) => {
            let failed = |reason: String| Failure::Other(format!("{}: {reason}", path.display()));
            let json = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
            Documents::trusted(&json, &config.limits).await.map_err(|error| failed(error.to_string()))
        }
        (None, Some(Size(bytes))) if bytes > 0 => Ok(Documents::remembered(bytes)),
        (None, _) => Ok(Documents::Any),
    }
}

/// The settings of the pages, with the logo.
fn site(config: &Config) -> Result<Site, Failure> {
    let read = |path: &PathBuf| {
        let failed = |reason: String| Failure::Other(format!("the logo {}: {reason}", path.display()));
        let bytes = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
        Logo::new(&path.to_string_lossy(), bytes).map_err(failed)
    };
    let logo = config.site.logo.as_ref().map(read).transpose()?;
    Ok(Site::new(config.site.clone(), logo))
}

/// An origin as browsers write it: scheme, host and perhaps a port.
fn origin(text: &str) -> Result<HeaderValue, Failure> {
    let uri = text.parse::<Uri>().ok().filter(|uri| uri.scheme().is_some() && uri.path_and_query().is_none_or(|path| path == "/"));
    let origin = uri.and_then(|_| HeaderValue::from_str(text.trim_end_matches('/')).ok());
    origin.ok_or_else(|| Failure::Other(format!("`{text}` is no origin: write scheme and host, for example https://www.example.org")))
}

/// Done when the program is asked to stop: Ctrl-C, or SIGTERM. It listens from the moment that it is made, not only when it is awaited.
#[cfg(unix)]
fn stopped() -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async move {
        let [interrupt, terminate] = signals;
        // Where there can be no handler, the default one ends the process, which is what was asked for.
        let (Ok(mut interrupt), Ok(mut terminate)) = (interrupt, terminate) else { return std::future::pending().await };
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}

/// Done when the program is asked to stop with Ctrl-C.
#[cfg(not(unix))]
async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
