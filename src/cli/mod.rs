//! The command line: reads arguments and settings, builds what a command needs, and runs it.
//!
//! Data goes to standard output, messages to standard error. Exit status: 0 done, 1 done in part (records were rejected, or a file
//! with text gave none), 2 wrong usage, 3 could not.

mod arguments;
mod backup;
mod doctor;
mod export;
mod health;
mod import;
mod lock;
mod manual;
mod migrate;
mod progress;
mod reindex;
mod reload;
mod report;
mod schema;
mod serve;
mod settings;
mod source;
mod table;
mod token;
mod variables;
mod verify;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand};

use crate::catalog::Settings;
use crate::config::{Config, ConfigError, Layer, LogFormat};
use crate::import::{ImportError, rekey};
use crate::store::{Store, StoreError};
use crate::telemetry::{self, LogFilter};
use crate::text::Place;

/// A catalogue of resources, who made them and who paid for them, served as one GraphQL graph.
#[derive(Debug, Parser)]
#[command(name = "colophon", version = env!("PROGRAM_VERSION"), about, max_term_width = 100, after_help = AFTER_HELP)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// The flags and variables that set something.
    #[arg(skip)]
    origins: settings::Origins,
}

const AFTER_HELP: &str = "Without a command it serves: `colophon` is `colophon serve`. Flags may stand before or after the command;\n\
    `colophon COMMAND --help` lists them. `colophon serve --help` lists all settings, with their variables.";

/// Flags of every command that works with the catalogue.
#[derive(Debug, Clone, Args)]
struct Common {
    /// The database: `sqlite://PATH` or `postgres://USER@HOST/NAME`. Default: a SQLite file in the data directory
    #[arg(long, value_name = "URL", global = true, env = "COLOPHON_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// Where Colophon keeps its files. Default: ./colophon-data
    #[arg(long, value_name = "DIR", global = true, env = "COLOPHON_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// A file with settings. Default: ./colophon.toml, if it is there
    #[arg(long, value_name = "FILE", global = true, env = "COLOPHON_CONFIG")]
    config: Option<PathBuf>,
    /// How to log. Default: text on a terminal, json elsewhere
    #[arg(long, value_name = "FORMAT", global = true, env = "COLOPHON_LOG_FORMAT")]
    log_format: Option<LogFormat>,
    /// The lines to log, for example `warn,colophon=debug`. Default: warn,colophon=info
    #[arg(long, value_name = "FILTER", global = true, env = "RUST_LOG")]
    log_filter: Option<String>,
}

impl Common {
    /// Loads the settings; `above` is what the command's other flags and variables say.
    fn load(&self, above: Layer) -> Result<Config, ConfigError> {
        let Self { database, data_dir, config, log_format, log_filter } = self.clone();
        Config::load(Layer { database, data_dir, log_format, log_filter, ..above }, config.as_deref())
    }
}

/// The flag of who listens, or looks where a server would.
#[derive(Debug, Clone, Args)]
struct Listen {
    /// The address to listen on. Default: 127.0.0.1:8080
    #[arg(long, value_name = "ADDRESS", env = "COLOPHON_LISTEN")]
    listen: Option<SocketAddr>,
}

/// The flag of a server that only shows.
#[derive(Debug, Clone, Args)]
struct WriteFlag {
    /// Write nothing to the database: it may lie where nothing can be written, and its account may be one that only reads
    #[arg(long, value_name = "BOOL", env = "COLOPHON_READ_ONLY", num_args = 0..=1, require_equals = true,
        default_missing_value = "true", value_parser = BoolishValueParser::new())]
    read_only: Option<bool>,
}

/// Flags of who reads from hot standbys of the database.
#[derive(Debug, Clone, Args)]
struct Reads {
    /// A hot standby of the database that reads go to as well, `postgres://USER@HOST/NAME`; may be repeated. Default: none
    #[arg(long, value_name = "URL", env = "COLOPHON_READ_DATABASE", hide_env_values = true, value_delimiter = ',')]
    read_database: Vec<String>,
    /// How many seconds a standby may lag behind before it is left out. Default: 10
    #[arg(long, value_name = "SECONDS", env = "COLOPHON_REPLICA_LAG", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    replica_lag: Option<u64>,
}

impl Reads {
    fn layer(&self) -> Layer {
        let read_database = (!self.read_database.is_empty()).then(|| self.read_database.clone());
        Layer { read_database, replica_lag: self.replica_lag, ..Layer::default() }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the catalogue (the default command)
    Serve(Box<serve::Args>),
    /// Read catalogue pages or JSON Lines into the catalogue
    Import(import::Args),
    /// Write a list or counts of the catalogue as a file
    Export(export::ExportArgs),
    /// List the sources, or take back what one said
    Source(source::Args),
    /// Make, list and take back the tokens that let clients in
    Token(token::Args),
    /// Print the GraphQL schema, or check a file against it
    Schema(schema::Args),
    /// Bring the database's schema up to date, one step back, or show where it is
    Migrate(migrate::Args),
    /// Check the graph and the text index against the database
    Verify(Common),
    /// Copy the database into a file, while others use it
    Backup(backup::BackupArgs),
    /// Put a copy in the place of the database
    Restore(backup::RestoreArgs),
    /// Make the text index anew
    Reindex(Common),
    /// Show the settings that hold, and where each comes from
    Config(Box<settings::ConfigArgs>),
    /// Look whether everything that Colophon needs is there
    Doctor(doctor::Args),
    /// Ask a running server whether it is ready; the exit status is 1 when it is not
    Health(health::HealthArgs),
    /// Print the completions for a shell
    Completions(manual::CompletionsArgs),
    /// Print the manual page, or write one for each command into a folder
    Man(manual::ManArgs),
}

impl Command {
    /// Loads the settings that the command works with.
    fn config(&self) -> Result<Config, ConfigError> {
        match self {
            Self::Serve(args) => args.load(),
            Self::Config(args) => args.serve.load(),
            Self::Doctor(args) => args.common.load(args.layer()),
            Self::Health(args) => args.common.load(args.layer()),
            Self::Import(import::Args { common, .. })
            | Self::Export(export::ExportArgs { common, .. })
            | Self::Source(source::Args { common, .. })
            | Self::Token(token::Args { common, .. })
            | Self::Migrate(migrate::Args { common, .. })
            | Self::Backup(backup::BackupArgs { common, .. })
            | Self::Restore(backup::RestoreArgs { common, .. })
            | Self::Verify(common)
            | Self::Reindex(common) => common.load(Layer::default()),
            // They open no catalogue, so they have no flags of settings.
            Self::Schema(_) | Self::Completions(_) | Self::Man(_) => Config::load(Layer::default(), None),
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error("cannot write the text index: {0}")]
    TextIndex(Arc<io::Error>),
    #[error("cannot listen on {address}: {reason}")]
    Listen { address: SocketAddr, reason: String },
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Other(String),
}

impl Failure {
    /// Names the place of the database in a failure that comes of this place.
    fn at(self, config: &Config) -> Self {
        match self {
            Self::Store(error) => Self::Store(error.at(&config.database)),
            Self::TextIndex(error) => Self::Store(StoreError::unwritable(&config.text_index(), &error)),
            other => other,
        }
    }
}

/// Runs the program; returns its exit status.
pub async fn run() -> ExitCode {
    let cli = arguments::parse(std::env::args_os()).unwrap_or_else(|error| error.exit());
    match Box::pin(dispatch(cli)).await {
        Ok(status) => status,
        Err(failure) => {
            say(&format!("colophon: {failure}"));
            ExitCode::from(if matches!(failure, Failure::Usage(_)) { 2 } else { 3 })
        }
    }
}

async fn dispatch(Cli { command, origins }: Cli) -> Result<ExitCode, Failure> {
    let config = command.config()?;
    let telemetry = telemetry::init(config.log_format, config.log_filter.as_deref(), &config.traces).map_err(Failure::Other)?;
    variables::warn_of_unknown(&arguments::command());
    let lines = LogLines { format: telemetry.format, filter: telemetry.log_filter.clone() };
    let done = match command {
        Command::Serve(args) => Box::pin(serve::run(&config, lines, move || args.load())).await,
        Command::Config(args) => settings::run(&config, &args, &origins),
        Command::Import(args) => import::run(&config, args).await,
        Command::Export(args) => export::run(&config, args).await,
        Command::Source(args) => source::run(&config, args.command).await,
        Command::Token(args) => token::run(&config, args.command).await,
        Command::Schema(args) => schema::run(&args),
        Command::Migrate(args) => migrate::run(&config, args.command).await,
        Command::Verify(_) => verify::run(&config).await,
        Command::Backup(args) => backup::back_up(&config, args).await,
        Command::Restore(args) => backup::restore(&config, args).await,
        Command::Reindex(_) => reindex::run(&config).await,
        Command::Doctor(_) => doctor::run(&config).await,
        Command::Health(args) => health::run(&config, &args).await,
        Command::Completions(args) => manual::completions(&args),
        Command::Man(args) => manual::man(&args),
    };
    telemetry.end().await;
    done.map_err(|failure| failure.at(&config))
}

/// The log of the program: its format, and what sets other lines.
struct LogLines {
    format: LogFormat,
    filter: LogFilter,
}

/// A message for the person at the terminal.
#[expect(clippy::print_stderr, reason = "messages go to standard error")]
fn say(message: &str) {
    eprintln!("{message}");
}

/// Data that a command was asked for. A reader that has seen enough and closed the pipe is no error.
///
/// Styles in it reach a terminal; they are taken off where the output goes to a file or a pipe, or `NO_COLOR` is set.
fn print(data: &str) -> Result<(), Failure> {
    use std::io::Write;
    match writeln!(anstream::stdout(), "{data}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Other(format!("cannot write: {error}"))),
        _ => Ok(()),
    }
}

/// Returns the place of the catalogue's files, and the size of its caches.
fn files(config: &Config) -> Settings {
    let (texts, graph) = (Place::Folder(config.text_index()), Some(config.saved_graph()));
    Settings { texts, graph, is_read_only: false, record_bytes: config.cache_size.0 }
}

/// An open database, and whether opening it made it.
struct Opened {
    store: Store,
    is_new: bool,
}

/// Opens the database, with a bound for statements that read; a SQLite file is made, with its folder, when it is not there.
async fn open(config: &Config, longest: Option<Duration>) -> Result<Opened, Failure> {
    let mut is_new = false;
    if let Some(file) = config.sqlite_file() {
        is_new = !file.exists();
        if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::unwritable(folder, &error))?;
        }
    }
    Ok(Opened { store: Store::open_for(&config.database, longest).await?, is_new })
}

/// A database that reads cannot be sent elsewhere from.
fn check_replicas(config: &Config) -> Result<(), Failure> {
    if config.sqlite_file().is_some() && !config.read_databases.is_empty() {
        let message = "--read-database needs PostgreSQL: a SQLite file has no standbys (choose the database with --database postgres://…)";
        return Err(Failure::Usage(message.to_owned()));
    }
    Ok(())
}

/// Opens the database and brings it up to date.
async fn open_migrated(config: &Config) -> Result<Store, Failure> {
    let Opened { store, .. } = open(config, None).await?;
    bring_up_to_date(&store, config).await?;
    Ok(store)
}

/// Brings the database's schema up to date, and the keys by which names are compared. Returns the number of migrations that were run.
async fn bring_up_to_date(store: &Store, config: &Config) -> Result<usize, Failure> {
    let migrated = store.migrate_up(&config.database).await?;
    rekey(store, &config.database).await?;
    Ok(migrated)
}

fn must_be_there(config: &Config) -> Result<(), Failure> {
    match config.sqlite_file().filter(|file| !file.exists()) {
        Some(file) => {
            Err(Failure::Other(format!("there is no database at {}: `colophon serve` or `colophon import` makes one", file.display())))
        }
        None => Ok(()),
    }
}

/// Opens a database that must be there and up to date: commands that only look make nothing.
async fn open_existing(config: &Config) -> Result<Store, Failure> {
    must_be_there(config)?;
    let store = Store::open(&config.database).await?;
    if store.pending().await? > 0 {
        return Err(StoreError::TooOld.into());
    }
    Ok(store)
}
