//! `colophon backup` and `colophon restore`

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use super::lock::Lock;
use super::progress::{ClearOnDrop, style};
use super::{Common, Failure, must_be_there, print, say};
use crate::config::Config;
use crate::database_url::{is_sqlite, redacted, sqlite_url};
use crate::store::backup::{CopySummary, move_away, unfinished};
use crate::store::{Store, StoreError};

/// The time between two looks at the size of the copy.
const PERIOD: Duration = Duration::from_millis(100);

#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    #[command(flatten)]
    pub(super) common: Common,
    /// The file to make
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    #[command(flatten)]
    pub(super) common: Common,
    /// A file that `colophon backup` made
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Move the database that is there out of the way
    #[arg(long)]
    replace: bool,
}

/// Copies the database into a file, while others use it.
pub(super) async fn back_up(config: &Config, args: BackupArgs) -> Result<ExitCode, Failure> {
    needs_sqlite(config, "pg_dump --format=custom --file=catalogue.dump", "pg_dump")?;
    must_be_there(config)?;
    let began = Instant::now();
    let store = Store::open(&config.database).await?;
    let copied = copy(&store, &args.file).await;
    store.close().await?;
    print(&format!("Backed up {} to {} in {:.1} s", told(copied?), args.file.display(), began.elapsed().as_secs_f64()))?;
    Ok(ExitCode::SUCCESS)
}

/// Puts a copy in the place of the database. It belongs to this process meanwhile.
pub(super) async fn restore(config: &Config, args: RestoreArgs) -> Result<ExitCode, Failure> {
    needs_sqlite(config, "pg_restore --clean --if-exists --dbname=postgres://… catalogue.dump", "pg_restore")?;
    let Some(target) = config.sqlite_file() else { return Ok(ExitCode::SUCCESS) };
    if !args.file.exists() {
        return Err(Failure::Other(format!("there is no file {}", args.file.display())));
    }
    let began = Instant::now();
    let _held = Lock::take(&Config { wait_for_lock: Duration::ZERO, ..config.clone() }, |words| say(&words)).await?;
    if target.exists() && !args.replace {
        let target = target.display();
        let message =
            format!("there is a database at {target} already: --replace moves it out of the way, --data-dir chooses another place");
        return Err(Failure::Other(message));
    }
    let source = open_copy(&args.file).await?;
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| StoreError::unwritable(folder, &error))?;
    }
    // Only a copy that is whole takes the place of what is there.
    let staged = target.with_extension("restored");
    let _ = std::fs::remove_file(&staged);
    let copied = copy(&source, &staged).await;
    source.close().await?;
    let copied = copied?;
    let moved = move_away(&config.database).await;
    let placed = moved.and_then(|moved| {
        // Before anything else can fail: there is no database where it was.
        if let Some(moved) = moved {
            say(&format!("The database that was there is {} now", moved.display()));
        }
        std::fs::rename(&staged, &target).map_err(|error| StoreError::unwritable(&target, &error))
    });
    placed.inspect_err(|_| {
        let _ = std::fs::remove_file(&staged);
    })?;
    let words = format!("Restored {} to {} in {:.1} s", told(copied), target.display(), began.elapsed().as_secs_f64());
    print(&format!("{words}\n`colophon verify` compares it with the graph; the next start makes what else it needs"))?;
    Ok(ExitCode::SUCCESS)
}

/// Opens a copy, and looks whether this program can serve it.
async fn open_copy(file: &Path) -> Result<Store, Failure> {
    let no_copy = |reason: String| Failure::Other(format!("{} is no copy of a catalogue: {reason}", file.display()));
    let store = Store::open_read_only(&sqlite_url(file), None).await.map_err(|error| no_copy(error.to_string()))?;
    match store.migrations().await {
        Ok(steps) if steps.iter().any(|step| step.applied) => Ok(store),
        Ok(_) => Err(no_copy("it has none of the tables of Colophon".to_owned())),
        Err(error @ StoreError::TooNew(_)) => Err(error.into()),
        Err(error) => Err(no_copy(error.to_string())),
    }
}

/// Copies a database, and shows how far the copy is.
async fn copy(store: &Store, file: &Path) -> Result<CopySummary, Failure> {
    let (size, part) = (store.used_bytes().await?, unfinished(file));
    let bar = ProgressBar::new(size).with_style(style("{bar:40.cyan} {percent:>3} %  {bytes} of {total_bytes}  {eta} left"));
    let shown = tokio::spawn(async move {
        let bar = ClearOnDrop(bar);
        loop {
            bar.0.set_position(std::fs::metadata(&part).map_or(0, |part| part.len()));
            tokio::time::sleep(PERIOD).await;
        }
    });
    let copied = store.copy_to(file).await;
    shown.abort();
    Ok(copied?)
}

fn told(CopySummary { resources, bytes }: CopySummary) -> String {
    format!("{resources} resources ({:.1} MB)", bytes as f64 / 1e6)
}

fn needs_sqlite(config: &Config, command: &str, program: &str) -> Result<(), Failure> {
    if is_sqlite(&config.database) {
        return Ok(());
    }
    let message = format!(
        "{} is a PostgreSQL database: its own program {program} does that, for example `{command}` (docs/operate/backing-up.md)",
        redacted(&config.database)
    );
    Err(Failure::Usage(message))
}
