//! Opening a database.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::sqlx::Connection;
use sea_orm::sqlx::postgres::PgPoolOptions;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};

use super::replica::Replicas;
use super::{Store, StoreError};

/// SQLite answers from its page cache; more readers than this only wait for the processor.
const SQLITE_READERS: u32 = 4;
pub(super) const POSTGRES_READERS: u32 = 16;
/// Imports wait for each other most of the time; each holds a connection while it does.
const POSTGRES_WRITERS: u32 = 8;
/// A statement waits so long for another process's write, and for a free connection.
const PATIENCE: Duration = Duration::from_secs(10);
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
        let (sqlite, redacted_url) = (is_sqlite(url), Arc::from(redacted(url)));
        if !sqlite && !url.starts_with("postgres:") && !url.starts_with("postgresql:") {
            return Err(StoreError::Unreachable {
                url: redacted(url),
                reason: "an address begins with sqlite:// or postgres://, for example sqlite://catalogue.sqlite".to_owned(),
            });
        }
        let url = if sqlite && !url.contains('?') { format!("{url}?mode=rwc") } else { url.to_owned() };
        let (reader, writer) = if sqlite {
            // The writer comes first: it makes the file and sets the journal mode that readers need.
            let writer = connect(sqlite_options(&url, 1, WRITER_CACHE), &statements).await?;
            (connect(sqlite_options(&url, SQLITE_READERS, READER_CACHE), &statements).await?, writer)
        } else {
            let reader = connect(options(&url, POSTGRES_READERS, longest), &statements).await?;
            (reader, connect(options(&url, POSTGRES_WRITERS, None), &statements).await?)
        };
        Ok(Self { reader, writer, replicas: Arc::new(Replicas::none()), statements, url: redacted_url })
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

/// So many connections to a database; PostgreSQL cancels statements that take longer than `longest`.
pub(super) fn options(url: &str, connections: u32, longest: Option<Duration>) -> ConnectOptions {
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
    if let Some(longest) = longest {
        options.map_sqlx_postgres_opts(move |options| options.options([("statement_timeout", longest.as_millis())]));
    }
    options
}

/// So many connections to a file, each with a cache of its own.
fn sqlite_options(url: &str, connections: u32, cache: &'static str) -> ConnectOptions {
    let mut options = options(url, connections, None);
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
        let reason = plain(&error.to_string());
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

/// The driver's message without the library's prefixes.
pub(super) fn plain(message: &str) -> String {
    let prefixes = ["Connection Error: ", "error returned from database: ", "error communicating with database: "];
    let mut rest = message;
    while let Some(shorter) = prefixes.iter().find_map(|prefix| rest.strip_prefix(prefix)) {
        rest = shorter;
    }
    rest.to_owned()
}

/// A database address that may be printed: without its password, and without parameters, since a password may be one of them.
pub fn redacted(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let place = rest.split('?').next().unwrap_or(rest);
    match place.rsplit_once('@') {
        Some((credentials, host)) => {
            let user = credentials.split_once(':').map_or(credentials, |(user, _)| user);
            format!("{scheme}://{user}@{host}")
        }
        // What stands before the question mark may be a part of a password that was not written as it should be.
        None if rest.contains('@') && !place.contains('/') => format!("{scheme}://…"),
        None => format!("{scheme}://{place}"),
    }
}

/// Returns true for the address of a SQLite database.
pub(super) fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}

/// Returns the path of a SQLite database; none for PostgreSQL and for databases in memory.
pub(super) fn sqlite_path(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite:")?.trim_start_matches("//");
    let path = path.split('?').next().unwrap_or(path);
    (!path.is_empty() && !path.starts_with(":memory:")).then(|| Path::new(path))
}

/// Returns the path of the lock file of a SQLite database, which stands beside it.
pub(super) fn sqlite_lock_path(url: &str) -> Option<PathBuf> {
    sqlite_path(url).map(|path| path.with_extension("lock"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        assert_eq!(redacted("postgres://ada:secret@db.example/colophon"), "postgres://ada@db.example/colophon");
        assert_eq!(redacted("postgres://ada:p@ss@db.example/c"), "postgres://ada@db.example/c");
        assert_eq!(redacted("postgres://ada:p?ss@db.example/c"), "postgres://…");
        assert_eq!(redacted("postgres://db.example/c?user=ada&password=s@cret"), "postgres://db.example/c");
        assert_eq!(redacted("postgres://ada@db.example/c?password=secret"), "postgres://ada@db.example/c");
        assert_eq!(redacted("sqlite://a/b.sqlite?mode=rwc"), "sqlite://a/b.sqlite");
    }

    #[test]
    fn lock_files_stand_beside_the_database() {
        assert_eq!(sqlite_lock_path("sqlite://data/c.sqlite?mode=rwc"), Some("data/c.lock".into()));
        assert_eq!(sqlite_lock_path("postgres://x/y"), None);
    }
}
