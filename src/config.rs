//! Settings: a flag goes before a `COLOPHON_*` variable, that before `colophon.toml`, that before the default.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::limits::{self, Limits};

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What one place says; every place may leave anything out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// `sqlite://PATH` or `postgres://…`.
    pub database: Option<String>,
    /// Where the SQLite file stands.
    pub data_dir: Option<PathBuf>,
    /// The address to listen on.
    pub listen: Option<SocketAddr>,
    /// How logs are written.
    pub log_format: Option<LogFormat>,
    /// Whether a new database gets the sample page.
    pub sample: Option<bool>,
    /// Origins of pages that may ask from elsewhere, for example `https://www.example.org`.
    pub cors_origins: Option<Vec<String>>,
    /// What clients may ask for.
    #[serde(default)]
    pub limits: limits::Layer,
}

/// What holds.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database's address.
    pub database: String,
    /// Whether that address was chosen; if not, it is the SQLite file in the data directory.
    pub is_default_database: bool,
    /// Where the program keeps its files.
    pub data_dir: PathBuf,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// How logs are written; by where standard error goes when nothing was said.
    pub log_format: Option<LogFormat>,
    /// Whether a new database gets the sample page.
    pub sample: bool,
    /// Origins of pages that may ask from elsewhere.
    pub cors_origins: Vec<String>,
    /// What clients may ask for.
    pub limits: Limits,
}

/// A configuration file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct ConfigError {
    path: String,
    reason: String,
}

/// The file that is read when none is named, if it is there.
const FILE: &str = "colophon.toml";

impl Config {
    /// Puts the layers together. `above` is what flags and variables say; `file` is the file that they name.
    ///
    /// # Errors
    /// When the named file is not there, or a file cannot be understood: with line and key.
    pub fn load(above: Layer, file: Option<&Path>) -> Result<Self, ConfigError> {
        let below = match file {
            Some(path) => read(path)?,
            None if Path::new(FILE).exists() => read(Path::new(FILE))?,
            None => Layer::default(),
        };
        let limits = Limits::of(&above.limits, &below.limits).map_err(|reason| ConfigError { path: "limits".to_owned(), reason })?;
        let data_dir = above.data_dir.or(below.data_dir).unwrap_or_else(|| PathBuf::from("colophon-data"));
        let chosen = above.database.or(below.database);
        let is_default_database = chosen.is_none();
        let database = chosen.unwrap_or_else(|| format!("sqlite://{}", data_dir.join("colophon.sqlite").display()));
        Ok(Self {
            database,
            is_default_database,
            data_dir,
            listen: above.listen.or(below.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            log_format: above.log_format.or(below.log_format),
            sample: above.sample.or(below.sample).unwrap_or(true),
            cors_origins: above.cors_origins.or(below.cors_origins).unwrap_or_default(),
            limits,
        })
    }

    /// Where the text index is.
    pub fn text_index(&self) -> PathBuf {
        self.data_dir.join("text")
    }

    /// Where the graph is kept from one start to the next.
    pub fn saved_graph(&self) -> PathBuf {
        self.data_dir.join("graph")
    }

    /// The SQLite file, if the database is one.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let path = self.database.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
    }
}

fn read(path: &Path) -> Result<Layer, ConfigError> {
    let failed = |reason: String| ConfigError { path: path.display().to_string(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    toml::from_str(&text).map_err(|error| failed(error.to_string().trim_end().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_above_goes_first() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("c.toml");
        std::fs::write(&file, "listen = \"0.0.0.0:80\"\ndata_dir = \"/data\"\nsample = false\n[limits]\nmax_depth = 7\n").unwrap();
        let above = Layer { listen: Some(SocketAddr::from(([127, 0, 0, 1], 1))), ..Layer::default() };
        let config = Config::load(above, Some(&file)).unwrap();
        assert_eq!(config.listen.port(), 1);
        assert_eq!(config.database, "sqlite:///data/colophon.sqlite");
        assert_eq!(config.sqlite_file(), Some(PathBuf::from("/data/colophon.sqlite")));
        assert!(!config.sample);
        assert_eq!(config.limits.max_depth, 7);
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
