//! Opening a database.

use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, Connection};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr, RuntimeErr};

use super::error::own_words;
use super::replica::Replicas;
use super::{Store, StoreError};
use crate::database_url::{is_sqlite, redacted, sqlite_path, sqlite_url};

/// SQLite answers from its page cache; more readers than this only wait for the processor.
const SQLITE_READERS: u32 = 4;
pub(super) const POSTGRES_READERS: u32 = 16;
/// Imports wait for each other most of the time; each holds a connection while it does.
const POSTGRES_WRITERS: u32 = 8;
/// A statement waits so long for another process's write, and for a free connection.
const PATIENCE: Duration = Duration::from_secs(10);
/// A program that wants a file alone waits so long for others.
const PATIENCE_ALONE: Duration = Duration::from_secs(1);
/// The first connection is waited for so long.
const FIRST_CONTACT: Duration = Duration::from_secs(5);
/// The name of this program in the database.
pub(super) const APPLICATION: &str = "colophon";

impl Store {
    /// Opens `sqlite://PATH` (made if it is not there) or `postgres://…`.
    ///
    /// # Errors
    /// [`StoreError::Unreachable`] when the address is wrong or nothing answers there.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_for(url, None).await
    }

    /// Opens a database to answer queries from: PostgreSQL cancels each statement that reads for longer than `longest`, since nobody waits
    /// for it any more. Writes, migrations and [`Store::read`] may take as long as they need.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_for(url: &str, longest: Option<Duration>) -> Result<Self, StoreError> {
        let statements = Arc::new(AtomicU64::new(0));
        let (reading, writer) = if is_sqlite(url) {
            let made = if url.contains('?') { url.to_owned() } else { format!("{url}?mode=rwc") };
            // The writer comes first: it makes the file and sets the journal mode that readers need.
            let writer = connect(sqlite_options(&made, 1, WRITER_CACHE), &statements).await?;
            (sqlite_options(&made, SQLITE_READERS, READER_CACHE), writer)
        } else {
            try_out(url).await?;
            let reading = options(url, POSTGRES_READERS, SessionSettings { longest, is_read_only: false });
            (reading, connect(options(url, POSTGRES_WRITERS, SessionSettings::default()), &statements).await?)
        };
        let reader = connect(reading.clone(), &statements).await?;
        Self::of(url, reading, reader, writer, statements).await
    }

    /// Opens a database that is there, and writes nothing to it: each write fails. A SQLite file may lie where nothing can be written, if
    /// all its changes are in the file itself.
    ///
    /// # Errors
    /// As [`Store::open`]; and when there is no such file, or changes beside it cannot be read where it lies.
    pub async fn open_read_only(url: &str, longest: Option<Duration>) -> Result<Self, StoreError> {
        let statements = Arc::new(AtomicU64::new(0));
        let (reading, reader) = if let Some(path) = sqlite_path(url) {
            let address = sqlite_url(&path);
            let options = |is_fixed| read_only_options(&address, is_fixed);
            match connect(options(false), &statements).await {
                Ok(connection) => (options(false), connection),
                // Readers of a file write to those beside it. Where they cannot be made, nobody else can write either.
                Err(error) if path.exists() => {
                    let log = path.with_file_name(format!("{}-wal", path.file_name().unwrap_or_default().display()));
                    if log.metadata().is_ok_and(|log| log.len() > 0) {
                        let log = log.display();
                        let reason = format!(
                            "its last changes stand in {log}, which cannot be read where nothing may be written: \
                             make a file of all with `colophon backup`, and serve that one"
                        );
                        return Err(StoreError::Unreachable { url: redacted(url), reason });
                    }
                    (options(true), connect(options(true), &statements).await.map_err(|_| error)?)
                }
                Err(error) => return Err(error),
            }
        } else {
            try_out(url).await?;
            let reading = options(url, POSTGRES_READERS, SessionSettings { longest, is_read_only: true });
            (reading.clone(), connect(reading, &statements).await?)
        };
        Self::of(url, reading, reader.clone(), reader, statements).await
    }

    /// Opens a SQLite file that nobody else has open, and puts all changes into the file itself.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another program has it open.
    pub(super) async fn open_alone(url: &str) -> Result<Self, StoreError> {
        let statements = Arc::new(AtomicU64::new(0));
        let mut options = options(url, 1, SessionSettings::default());
        // SQLite leaves its log only when there is one connection.
        options.map_sqlx_sqlite_opts(|options| options.journal_mode(SqliteJournalMode::Delete).busy_timeout(PATIENCE_ALONE));
        let connection = match Database::connect(options.clone()).await.map_err(StoreError::from) {
            Err(error) if error.is_busy() => return Err(StoreError::InUse(redacted(url))),
            connection => connection?,
        };
        Self::of(url, options, connection.clone(), connection, statements).await
    }

    /// Puts a store together. A connection of its own asks whether the database answers, since those that answer queries may all be busy.
    /// It is made when it is first needed.
    async fn of(
        url: &str,
        mut reading: ConnectOptions,
        reader: DatabaseConnection,
        writer: DatabaseConnection,
        statements: Arc<AtomicU64>,
    ) -> Result<Self, StoreError> {
        reading.max_connections(1).min_connections(0).connect_lazy(true);
        let looker = connect(reading, &statements).await?;
        let (replicas, is_away, url) = (Arc::new(Replicas::none()), Arc::default(), Arc::from(redacted(url)));
        Ok(Self { reader, writer, looker, replicas, statements, is_away, url })
    }
}

/// Connects to PostgreSQL once, outside a pool: a pool tries again until its patience ends, and keeps the reason of the failure to itself.
async fn try_out(url: &str) -> Result<(), StoreError> {
    let failed = |reason: String| StoreError::Unreachable { url: redacted(url), reason: format!("{reason}{}", hint(url)) };
    if !url.starts_with("postgres:") && !url.starts_with("postgresql:") {
        return Err(failed("an address begins with sqlite:// or postgres://, for example sqlite://catalogue.sqlite".to_owned()));
    }
    let options: PgConnectOptions = url.parse().map_err(|error| failed(reason(&error)))?;
    let contact = tokio::time::timeout(FIRST_CONTACT, PgConnection::connect_with(&options)).await;
    let connection = contact.map_err(|_| failed(format!("nothing answered within {} seconds", FIRST_CONTACT.as_secs())))?;
    // That it can be made is all that was asked.
    let _ = connection.map_err(|error| failed(reason(&error)))?.close().await;
    Ok(())
}

/// Returns the words of whoever refused a connection: the database, or the system.
pub(super) fn reason(error: &sqlx::Error) -> String {
    if let Some(error) = error.as_database_error() {
        return own_words(error);
    }
    let mut innermost: &dyn Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// Returns what to do when signs of a password look like parts of the address; else nothing.
fn hint(url: &str) -> &'static str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let (authority, behind) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let behind = behind.split_once('?').map_or(behind, |(path, _)| path);
    if authority.matches('@').count() > 1 || behind.contains('@') || rest.contains('?') && !authority.contains('@') && rest.contains('@') {
        ". The address has signs that may belong to its password: write them as %40 (@), %2F (/), %3A (:), %3F (?), %23 (#), %25 (%)"
    } else {
        ""
    }
}

/// A connection that was idle for a shorter time is taken for one that works.
const FRESH: Duration = Duration::from_secs(1);

/// Looks whether a connection still works before it is used, if that is not known from a moment ago: asking the server takes as long as a
/// small statement. (A file is there as long as it is open.)
pub(super) fn test_when_idle(pool: PgPoolOptions) -> PgPoolOptions {
    pool.before_acquire(|connection, known| {
        Box::pin(async move {
            if known.idle_for > FRESH {
                connection.ping().await?;
            }
            Ok(true)
        })
    })
}

/// The thread that reads a SQLite file may be so many rows ahead of its caller. With few, the two wait for each other.
const ROW_BUFFER: usize = 2_048;
/// The part of the file that a connection keeps (negative: in KiB). An import changes pages again and again; a reader
/// finds them with the system.
const WRITER_CACHE: &str = "-65536";
const READER_CACHE: &str = "-8192";
/// SQLite's log takes in so many pages before they go to the file: a page that several writes change goes there once.
const CHECKPOINT: &str = "16384";
/// The log's file keeps this size, in bytes, once a large write has gone to the database's own.
const LONGEST_LOG: &str = "67108864";

/// The settings of connections to PostgreSQL.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SessionSettings {
    /// Statements that take longer are cancelled.
    pub(super) longest: Option<Duration>,
    /// Statements that write are refused.
    pub(super) is_read_only: bool,
}

/// So many connections to a database.
pub(super) fn options(url: &str, connections: u32, session: SessionSettings) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .connect_timeout(PATIENCE)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .map_sqlx_postgres_pool_opts(test_when_idle)
        .sqlx_logging(false)
        .set_application_name(APPLICATION);
    let SessionSettings { longest, is_read_only } = session;
    options.map_sqlx_postgres_opts(move |mut options| {
        if let Some(longest) = longest {
            options = options.options([("statement_timeout", longest.as_millis())]);
        }
        if is_read_only {
            options = options.options([("default_transaction_read_only", "on")]);
        }
        options
    });
    options
}

/// Connections that read a file. One that is fixed is read as if nobody could change it.
fn read_only_options(url: &str, is_fixed: bool) -> ConnectOptions {
    let mut options = options(url, SQLITE_READERS, SessionSettings::default());
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .read_only(true)
            .immutable(is_fixed)
            .busy_timeout(PATIENCE)
            .row_buffer_size(ROW_BUFFER)
            .pragma("cache_size", READER_CACHE)
            .pragma("temp_store", "memory")
    });
    options
}

/// So many connections to a file, each with a cache of its own.
fn sqlite_options(url: &str, connections: u32, cache: &'static str) -> ConnectOptions {
    let mut options = options(url, connections, SessionSettings::default());
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode NORMAL keeps the database whole in a crash; only a power cut may undo the last commits.
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .row_buffer_size(ROW_BUFFER)
            .pragma("cache_size", cache)
            .pragma("wal_autocheckpoint", CHECKPOINT)
            .pragma("journal_size_limit", LONGEST_LOG)
            .pragma("temp_store", "memory")
    });
    options
}

/// Opens connections whose statements are counted.
pub(super) async fn connect(options: ConnectOptions, statements: &Arc<AtomicU64>) -> Result<DatabaseConnection, StoreError> {
    let url = redacted(options.get_url());
    let unreachable = |error: DbErr| {
        let reason = match &error {
            DbErr::Conn(RuntimeErr::SqlxError(error)) => reason(error),
            error => error.to_string(),
        };
        match StoreError::from(error).at(&url) {
            place @ StoreError::Place(_) => place,
            _ => StoreError::Unreachable { url: url.clone(), reason },
        }
    };
    let mut connection = Database::connect(options).await.map_err(unreachable)?;
    let statements = Arc::clone(statements);
    connection.set_metric_callback(move |_| {
        statements.fetch_add(1, Ordering::Relaxed);
    });
    Ok(connection)
}

/// Returns the path of the lock file of a SQLite database, which stands beside it.
pub(super) fn sqlite_lock_path(url: &str) -> Option<PathBuf> {
    sqlite_path(url).map(|path| path.with_extension("lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_files_stand_beside_the_database() {
        assert_eq!(sqlite_lock_path("sqlite://data/c.sqlite?mode=rwc"), Some("data/c.lock".into()));
        assert_eq!(sqlite_lock_path("postgres://x/y"), None);
    }
}
