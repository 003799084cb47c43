//! The command line: reads arguments and settings, builds what a command needs, and runs it.
//!
//! Data goes to standard output, messages to standard error. Exit status: 0 done, 1 done with rejected records, 2 wrong usage, 3 could not.

mod doctor;
mod import;
mod migrate;
mod reindex;
mod schema;
mod serve;
mod source;
mod token;
mod verify;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

use crate::catalog::Settings;
use crate::config::{Config, ConfigError, Layer, LogFormat, Reads};
use crate::import::{ImportError, rekey};
use crate::store::{Store, StoreError};
use crate::telemetry;
use crate::text::Place;

/// A catalogue of resources, who made them and who paid for them, served as one GraphQL graph.
#[derive(Debug, Parser)]
#[command(name = "colophon", version, about, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: serve::Args,
}

#[derive(Debug, Args)]
struct Global {
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
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the catalogue (the default command)
    Serve(Box<serve::Args>),
    /// Read catalogue pages or JSON Lines into the catalogue
    Import(import::Args),
    /// List the sources, or take back what one said
    #[command(subcommand)]
    Source(source::Command),
    /// Make, list and take back the tokens that let clients in
    #[command(subcommand)]
    Token(token::Command),
    /// Print the GraphQL schema, or check a file against it
    Schema(schema::Args),
    /// Bring the database's schema up to date, one step back, or show where it is
    #[command(subcommand)]
    Migrate(migrate::Command),
    /// Check the graph and the text index against the database
    Verify,
    /// Make the text index anew
    Reindex,
    /// Look whether everything that Colophon needs is there
    Doctor(Reads),
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
    #[error("cannot listen on {address}: {reason}")]
    Listen { address: SocketAddr, reason: String },
    #[error("{0}")]
    Usage(String),
    #[error("{0}")]
    Other(String),
}

/// Runs the program; returns its exit status.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    match Box::pin(dispatch(cli)).await {
        Ok(status) => status,
        Err(failure) => {
            say(&format!("colophon: {failure}"));
            ExitCode::from(if matches!(failure, Failure::Usage(_)) { 2 } else { 3 })
        }
    }
}

async fn dispatch(cli: Cli) -> Result<ExitCode, Failure> {
    let command = cli.command.unwrap_or(Command::Serve(Box::new(cli.serve)));
    let serving = if let Command::Serve(args) = &command { Some(args) } else { None };
    let reads = match &command {
        Command::Serve(args) => args.reads.clone(),
        Command::Doctor(reads) => reads.clone(),
        _ => Reads::default(),
    };
    let above = Layer {
        database: cli.global.database,
        read_database: (!reads.databases.is_empty()).then_some(reads.databases),
        replica_lag: reads.replica_lag,
        data_dir: cli.global.data_dir,
        listen: serving.and_then(|args| args.listen),
        log_format: cli.global.log_format,
        sample: serving.and_then(|args| args.no_sample.then_some(false)),
        cors_origins: serving.and_then(|args| (!args.cors_origins.is_empty()).then(|| args.cors_origins.clone())),
        cache_size: serving.and_then(|args| args.cache_size),
        slow_query_ms: serving.and_then(|args| args.slow_query_ms),
        traces: serving.map(|args| args.traces.clone()).unwrap_or_default(),
        document_cache: serving.and_then(|args| args.document_cache),
        answer_cache: serving.and_then(|args| args.answer_cache),
        max_age: serving.and_then(|args| args.max_age),
        warm: serving.and_then(|args| args.warm.then_some(true)),
        trusted_documents: serving.and_then(|args| args.trusted_documents.clone()),
        automatic_persisted_queries: serving.and_then(|args| args.automatic_persisted_queries),
        limits: serving.map(|args| args.limits.clone()).unwrap_or_default(),
        access: serving.map(|args| args.access.clone()).unwrap_or_default(),
    };
    let config = Config::load(above, cli.global.config.as_deref())?;
    let telemetry = telemetry::init(config.log_format, &config.traces).map_err(Failure::Other)?;
    let format = telemetry.format;
    let done = match command {
        Command::Serve(_) => serve::run(&config, format).await,
        Command::Import(args) => import::run(&config, args).await,
        Command::Source(command) => source::run(&config, command).await,
        Command::Token(command) => token::run(&config, command).await,
        Command::Schema(args) => schema::run(&args),
        Command::Migrate(command) => migrate::run(&config, command).await,
        Command::Verify => verify::run(&config).await,
        Command::Reindex => reindex::run(&config).await,
        Command::Doctor(_) => doctor::run(&config).await,
    };
    telemetry.end().await;
    done
}

/// A message for the person at the terminal.
#[expect(clippy::print_stderr, reason = "messages go to standard error")]
fn say(message: &str) {
    eprintln!("{message}");
}

/// Data that a command was asked for. A reader that has seen enough and closed the pipe is no error.
fn print(data: &str) -> Result<(), Failure> {
    use std::io::Write;
    match writeln!(std::io::stdout(), "{data}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::Other(format!("cannot write: {error}"))),
        _ => Ok(()),
    }
}

/// What the catalogue keeps, and where.
fn settings(config: &Config) -> Settings {
    Settings { texts: Place::Folder(config.text_index()), graph: Some(config.saved_graph()), record_bytes: config.cache_size.0 }
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
            let failed = |error: std::io::Error| StoreError::Folder { path: folder.display().to_string(), reason: error.to_string() };
            std::fs::create_dir_all(folder).map_err(failed)?;
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

/// Opens a database that must be there and up to date: commands that only look make nothing.
async fn open_existing(config: &Config) -> Result<Store, Failure> {
    if let Some(file) = config.sqlite_file().filter(|file| !file.exists()) {
        return Err(Failure::Other(format!("there is no database at {}: `colophon serve` or `colophon import` makes one", file.display())));
    }
    let store = Store::open(&config.database).await?;
    if store.pending().await? > 0 {
        return Err(StoreError::TooOld.into());
    }
    Ok(store)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
