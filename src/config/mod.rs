//! Settings: a flag goes before a `COLOPHON_*` variable, that before `colophon.toml`, that before the default.

mod settings;
mod units;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

pub use self::settings::Setting;
pub use self::units::{AccessLog, LogFormat, Size, Span};
use crate::appearance::{self, Appearance, PublicUrl};
use crate::database_url::{sqlite_path, sqlite_url};
use crate::limits::{self, Limits};
use crate::policy::{self, Policy};

/// The settings of traces from one place. Each is optional.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, clap::Args)]
#[serde(deny_unknown_fields)]
pub struct Traces {
    /// The OpenTelemetry collector that traces go to (OTLP over HTTP), for example `http://localhost:4318`. Default:
    /// none
    #[arg(long = "otlp-endpoint", env = "OTEL_EXPORTER_OTLP_ENDPOINT", value_name = "URL", help_heading = "Traces")]
    pub endpoint: Option<String>,
    /// The name of this server in traces. Default: colophon
    #[arg(long = "otlp-service-name", env = "OTEL_SERVICE_NAME", value_name = "NAME", help_heading = "Traces")]
    pub service_name: Option<String>,
    /// The share of requests that are traced, from 0 to 1, unless the caller has decided. Default: 1
    #[arg(long = "otlp-sampling", env = "OTEL_TRACES_SAMPLER_ARG", value_name = "SHARE", help_heading = "Traces")]
    pub sampling: Option<f64>,
}

impl Traces {
    /// Puts two places together; what stands above goes first.
    fn over(self, below: Self) -> Self {
        Self {
            endpoint: self.endpoint.or(below.endpoint),
            service_name: self.service_name.or(below.service_name),
            sampling: self.sampling.or(below.sampling),
        }
    }
}

/// The settings from one place. Each is optional.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// `sqlite://PATH` or `postgres://…`.
    pub database: Option<String>,
    /// Hot standbys of the database.
    pub read_database: Option<Vec<String>>,
    /// The most seconds that they may lag behind.
    pub replica_lag: Option<u64>,
    /// The folder of the SQLite file and of all other files.
    pub data_dir: Option<PathBuf>,
    /// The address to listen on.
    pub listen: Option<SocketAddr>,
    /// The address under which people find the server.
    pub public_url: Option<PublicUrl>,
    /// The format of logs.
    pub log_format: Option<LogFormat>,
    /// The lines that are logged, as `RUST_LOG` has them.
    pub log_filter: Option<String>,
    /// The contents of the access log.
    pub access_log: Option<AccessLog>,
    /// True when nothing is written to the database.
    pub read_only: Option<bool>,
    /// True when a new database gets the sample page.
    pub sample: Option<bool>,
    /// The time that a server waits for another one on its data directory.
    pub wait_for_lock: Option<Span>,
    /// Origins of pages that may ask from elsewhere, for example `https://www.example.org`.
    pub cors_origins: Option<Vec<String>>,
    /// The size of the record cache.
    pub cache_size: Option<Size>,
    /// The size of the document cache.
    pub document_cache: Option<Size>,
    /// The size of the answer cache.
    pub answer_cache: Option<Size>,
    /// The seconds for which caches may give an answer without asking.
    pub max_age: Option<u64>,
    /// True when records are read at the start.
    pub warm: Option<bool>,
    /// Operations that take more milliseconds are logged.
    pub slow_query_ms: Option<u64>,
    /// The settings of traces.
    #[serde(default)]
    pub traces: Traces,
    /// A file of the only documents that are answered.
    pub trusted_documents: Option<PathBuf>,
    /// The memory for documents that are remembered by their hashes.
    pub automatic_persisted_queries: Option<Size>,
    /// The bounds of requests.
    #[serde(default)]
    pub limits: limits::Layer,
    /// The settings of access.
    #[serde(default)]
    pub access: policy::Layer,
    /// The settings of the pages.
    #[serde(default)]
    pub site: appearance::SiteLayer,
}

/// The settings that hold.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file of settings that was read, with the keys that it has.
    pub file: Option<SettingsFile>,
    /// The database's address.
    pub database: String,
    /// True when no address was set. Then it is the SQLite file in the data directory.
    pub is_default_database: bool,
    /// The addresses of its hot standbys, for reads.
    pub read_databases: Vec<String>,
    /// A standby that lags behind more is not read from.
    pub replica_lag: Duration,
    /// The folder of the program's files.
    pub data_dir: PathBuf,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The format of logs. When none is set, it depends on standard error: a terminal or not.
    pub log_format: Option<LogFormat>,
    /// The lines that are logged, as `RUST_LOG` has them; none for those of the program from `info` on, and warnings of others.
    pub log_filter: Option<String>,
    /// The contents of the access log.
    pub access_log: AccessLog,
    /// True when nothing is written to the database.
    pub read_only: bool,
    /// True when a new database gets the sample page.
    pub sample: bool,
    /// The time that a server waits for another one on its data directory.
    pub wait_for_lock: Duration,
    /// Origins of pages that may ask from elsewhere.
    pub cors_origins: Vec<String>,
    /// The size of the record cache.
    pub cache_size: Size,
    /// The size of the document cache.
    pub document_cache: Size,
    /// The size of the answer cache.
    pub answer_cache: Size,
    /// The seconds for which caches may give an answer without asking. With 0 they must ask each time.
    pub max_age: u64,
    /// True when records are read at the start.
    pub warm: bool,
    /// The settings of traces.
    pub traces: Traces,
    /// Operations that take longer are logged. With 0, none are.
    pub slow_query: Duration,
    /// A file of the only documents that are answered; none when whatever is sent is.
    pub trusted_documents: Option<PathBuf>,
    /// The memory for documents that are remembered by their hashes. None when none are.
    pub automatic_persisted_queries: Option<Size>,
    /// The bounds of requests.
    pub limits: Limits,
    /// The settings of access.
    pub access: Policy,
    /// The settings of the pages.
    pub site: Appearance,
}

/// A file of settings.
#[derive(Debug, Clone)]
pub struct SettingsFile {
    /// Its path.
    pub path: PathBuf,
    /// Its keys; those of a table have the table's name before them: `limits.max_depth`.
    pub keys: BTreeSet<String>,
}

/// A configuration file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct ConfigError {
    path: String,
    reason: String,
}

/// The lines that are logged where nothing else is said.
pub const LOG_FILTER: &str = "warn,colophon=info";
/// The file that is read when none is named, if it is there.
const FILE: &str = "colophon.toml";

impl Config {
    /// Puts the layers together. `above` is what flags and variables say; `file` is the file that they name.
    ///
    /// # Errors
    /// When the named file is not there, or a file cannot be understood: with line and key.
    pub fn load(above: Layer, file: Option<&Path>) -> Result<Self, ConfigError> {
        let path = file.or_else(|| Some(Path::new(FILE)).filter(|path| path.exists()));
        let (below, file) = match path.map(read).transpose()? {
            Some((layer, file)) => (layer, Some(file)),
            None => (Layer::default(), None),
        };
        let limits = Limits::of(&above.limits, &below.limits).map_err(|reason| ConfigError { path: "limits".to_owned(), reason })?;
        let access = Policy::of(above.access, below.access, &limits);
        let access = access.map_err(|reason| ConfigError { path: "access".to_owned(), reason })?;
        let site = Appearance::of(above.public_url.or(below.public_url), below.site);
        let site = site.map_err(|reason| ConfigError { path: "site".to_owned(), reason })?;
        let data_dir = above.data_dir.or(below.data_dir).unwrap_or_else(|| PathBuf::from("colophon-data"));
        let chosen = above.database.or(below.database);
        let is_default_database = chosen.is_none();
        let database = chosen.unwrap_or_else(|| sqlite_url(&data_dir.join("colophon.sqlite")));
        Ok(Self {
            file,
            database,
            is_default_database,
            read_databases: above.read_database.or(below.read_database).unwrap_or_default(),
            replica_lag: Duration::from_secs(above.replica_lag.or(below.replica_lag).unwrap_or(10).clamp(1, 86_400)),
            data_dir,
            listen: above.listen.or(below.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            log_format: above.log_format.or(below.log_format),
            log_filter: above.log_filter.or(below.log_filter),
            access_log: above.access_log.or(below.access_log).unwrap_or(AccessLog::Requests),
            read_only: above.read_only.or(below.read_only).unwrap_or_default(),
            sample: above.sample.or(below.sample).unwrap_or(true),
            wait_for_lock: above.wait_for_lock.or(below.wait_for_lock).map_or(Duration::from_secs(5), |span| span.0),
            cors_origins: above.cors_origins.or(below.cors_origins).unwrap_or_default(),
            cache_size: above.cache_size.or(below.cache_size).unwrap_or(Size(64 << 20)),
            document_cache: above.document_cache.or(below.document_cache).unwrap_or(Size(16 << 20)),
            answer_cache: above.answer_cache.or(below.answer_cache).unwrap_or(Size(32 << 20)),
            max_age: above.max_age.or(below.max_age).unwrap_or_default(),
            warm: above.warm.or(below.warm).unwrap_or_default(),
            traces: above.traces.over(below.traces),
            slow_query: Duration::from_millis(above.slow_query_ms.or(below.slow_query_ms).unwrap_or(1_000)),
            trusted_documents: above.trusted_documents.or(below.trusted_documents),
            automatic_persisted_queries: above.automatic_persisted_queries.or(below.automatic_persisted_queries),
            limits,
            access,
            site,
        })
    }

    /// Returns the folder of the text index.
    pub fn text_index(&self) -> PathBuf {
        self.data_dir.join("text")
    }

    /// The file that the server of the data directory holds locked.
    pub fn server_lock(&self) -> PathBuf {
        self.data_dir.join("server.lock")
    }

    /// Returns the file of the saved graph.
    pub fn saved_graph(&self) -> PathBuf {
        self.data_dir.join("graph")
    }

    /// The SQLite file, if the database is one.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        sqlite_path(&self.database)
    }
}

fn read(path: &Path) -> Result<(Layer, SettingsFile), ConfigError> {
    let failed = |reason: String| ConfigError { path: path.display().to_string(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| failed(format!("the file of settings cannot be read: {error}")))?;
    let not_understood = |error: toml::de::Error| failed(error.to_string().trim_end().to_owned());
    let layer = toml::from_str(&text).map_err(not_understood)?;
    let table: toml::Table = toml::from_str(&text).map_err(not_understood)?;
    let mut keys = BTreeSet::new();
    for (key, value) in &table {
        match value {
            toml::Value::Table(inner) => keys.extend(inner.keys().map(|inner| format!("{key}.{inner}"))),
            _ => drop(keys.insert(key.clone())),
        }
    }
    Ok((layer, SettingsFile { path: path.to_owned(), keys }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_above_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("c.toml");
        std::fs::write(
            &file,
            "listen = \"0.0.0.0:80\"\ndata_dir = \"/data\"\nsample = false\nread_database = [\"postgres://a/b\", \"postgres://c/d\"]\n[limits]\nmax_depth = 7\n[access]\nread = \"closed\"\n",
        )
        .unwrap();
        let above = Layer { listen: Some(SocketAddr::from(([127, 0, 0, 1], 1))), ..Layer::default() };
        let config = Config::load(above, Some(&file)).unwrap();
        assert_eq!(config.listen.port(), 1);
        assert_eq!(config.database, "sqlite:///data/colophon.sqlite");
        assert_eq!(config.sqlite_file(), Some(PathBuf::from("/data/colophon.sqlite")));
        assert!(!config.sample);
        assert_eq!((config.read_databases.len(), config.replica_lag), (2, Duration::from_secs(10)));
        assert_eq!(config.limits.max_depth, 7);
        assert_eq!(config.access.read, policy::Gate::Closed);
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("c.toml");
        std::fs::write(&file, "listn = \"0.0.0.0:80\"\n").unwrap();
        let error = Config::load(Layer::default(), Some(&file)).unwrap_err().to_string();
        assert!(error.contains("line 1") && error.contains("listn"), "{error}");
    }
}
