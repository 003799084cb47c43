//! Errors of the database, in words for the operator.

use std::borrow::Cow;
use std::path::Path;
use std::{fmt, io};

use sea_orm::{DbErr, RuntimeErr, sqlx};

use super::fault::Fault;
use crate::database_url::{is_sqlite, redacted, sqlite_path};

const MAKE_ROOM: &str = "make room on its disk, or choose another directory with --data-dir, and run the command again";
const ALLOW: &str = "let this account write there, or choose another directory with --data-dir";

/// An error of the database or of a file beside it. Its text is for the operator; it never reaches a client.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be opened or reached.
    #[error("cannot open the database {url}: {reason}")]
    Unreachable {
        /// The address, without its password.
        url: String,
        /// The message of the driver.
        reason: String,
    },
    /// The database did not answer at the last look.
    #[error("the database does not answer")]
    Away,
    /// The schema is of a newer program.
    #[error("the database was migrated by a newer Colophon (it knows {0}, this program does not): use that version, or another database")]
    TooNew(String),
    /// The schema is older than the program, and this account may not change it.
    #[error("{0} migrations are to be run, and this account may not: run `colophon migrate up` with the account that owns the tables")]
    MayNotMigrate(usize),
    /// The schema is older than the program, and this command does not migrate.
    #[error("the database's schema is not up to date: run `colophon migrate up`")]
    TooOld,
    /// A server that should be a replica is none, or not now.
    #[error("cannot read from {url}: {reason}")]
    NotAReplica {
        /// The address, without its password.
        url: String,
        /// The reason.
        reason: String,
    },
    /// The place where the database is kept does not let it work.
    #[error("{0}")]
    Place(PlaceError),
    /// A statement failed.
    #[error("the database failed: {}", words(.0))]
    Database(#[from] DbErr),
    /// The keys of names are of a newer program.
    #[error("a newer Colophon wrote how names are compared in this database (version {0}): use that version, or another database")]
    KeysTooNew(i32),
    /// The stored data contradict themselves.
    #[error("the database holds something that it should not: {0}")]
    Inconsistent(String),
    /// Another program has the database open.
    #[error("another program uses the database {0}: stop it first")]
    InUse(String),
    /// A file beside the database cannot be made.
    #[error("cannot write {path}: {reason}")]
    Folder {
        /// The file or folder.
        path: String,
        /// The message of the operating system, or advice.
        reason: String,
    },
}

impl StoreError {
    /// A file or folder that cannot be made or written.
    pub fn unwritable(path: &Path, error: &io::Error) -> Self {
        let reason = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                format!("no room is left there: {MAKE_ROOM}")
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => format!("nothing may be written there: {ALLOW}"),
            io::ErrorKind::AlreadyExists => "it is there already: choose another name, or move it away".to_owned(),
            _ => error.to_string(),
        };
        Self::Folder { path: path.display().to_string(), reason }
    }

    /// Returns an error that names the place of the database, when the error comes of this place; else the error as it is.
    #[must_use]
    pub fn at(self, url: &str) -> Self {
        let cause = self.code().and_then(|code| if is_sqlite(url) { Cause::of_sqlite(&code) } else { Cause::of_postgres(&code) });
        match cause {
            Some(cause) => Self::Place(PlaceError { cause, place: Location::of(url) }),
            None => self,
        }
    }

    /// True when the database takes no writes from this program: the account may not write, or the database is read only.
    pub fn is_forbidden(&self) -> bool {
        // SQLite's codes are numbers, and shorter than those of PostgreSQL.
        let cause = self.code().and_then(|code| if code.len() < 5 { Cause::of_sqlite(&code) } else { Cause::of_postgres(&code) });
        matches!(cause, Some(Cause::ReadOnly | Cause::Forbidden))
    }

    /// The code of the database's own error.
    fn code(&self) -> Option<String> {
        let Self::Database(DbErr::Exec(error) | DbErr::Query(error) | DbErr::Conn(error)) = self else { return None };
        let RuntimeErr::SqlxError(error) = error else { return None };
        error.as_database_error()?.code().map(Cow::into_owned)
    }

    /// True when the database could not be asked at all, or went away while it was asked; trying again later may help.
    pub fn is_unavailable(&self) -> bool {
        Fault::of(self) == Fault::Gone
    }

    /// True when a connection was waited for in vain.
    pub(super) const fn is_waited_for(&self) -> bool {
        matches!(self, Self::Database(DbErr::ConnectionAcquire(_)))
    }

    /// True when the file is no SQLite database, or a damaged one.
    pub(super) fn is_damaged(&self) -> bool {
        // SQLITE_CORRUPT and SQLITE_NOTADB; the primary code is the lowest byte.
        self.code().and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| matches!(code & 0xff, 11 | 26))
    }

    /// True when another program has the SQLite database open.
    pub(super) fn is_busy(&self) -> bool {
        // SQLITE_BUSY and SQLITE_LOCKED.
        self.code().and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| matches!(code & 0xff, 5 | 6))
    }
}

/// Returns the database's own words about an error, with PostgreSQL's code, or else those of the driver.
fn words(error: &DbErr) -> String {
    let (DbErr::Exec(cause) | DbErr::Query(cause) | DbErr::Conn(cause)) = error else { return error.to_string() };
    let RuntimeErr::SqlxError(cause) = cause else { return error.to_string() };
    cause.as_database_error().map_or_else(|| error.to_string(), own_words)
}

/// Returns the words of a database's error, with PostgreSQL's code.
pub(super) fn own_words(error: &(dyn sqlx::error::DatabaseError + 'static)) -> String {
    // SQLite's codes say no more than its words do.
    match error.code().filter(|code| code.len() == 5) {
        Some(code) => format!("{} ({code})", error.message()),
        None => error.message().to_owned(),
    }
}

/// The place where a database is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Location {
    /// The directory of a SQLite file.
    Directory(String),
    /// The address of a server, without its password.
    Server(String),
}

impl Location {
    fn of(url: &str) -> Self {
        let Some(file) = sqlite_path(url) else { return Self::Server(redacted(url)) };
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        Self::Directory(folder.display().to_string())
    }
}

/// A kind of trouble that comes of the place, not of the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// No room is left.
    Full,
    /// Nothing may be written: the file, its directory or the whole server is read only.
    ReadOnly,
    /// The account lacks a right.
    Forbidden,
    /// The disk fails.
    Broken,
    /// The file, or one beside it, cannot be opened or made.
    Closed,
}

impl Cause {
    /// By a result code of SQLite; the primary code is its lowest byte.
    fn of_sqlite(code: &str) -> Option<Self> {
        // SQLITE_IOERR_NOMEM is about memory.
        match code.parse::<u32>().ok().filter(|code| *code != 3_082)? & 0xff {
            3 | 8 => Some(Self::ReadOnly),
            10 => Some(Self::Broken),
            13 => Some(Self::Full),
            14 => Some(Self::Closed),
            _ => None,
        }
    }

    /// By a SQLSTATE of PostgreSQL.
    fn of_postgres(code: &str) -> Option<Self> {
        match code {
            "53100" => Some(Self::Full),
            "25006" => Some(Self::ReadOnly),
            "42501" => Some(Self::Forbidden),
            "58030" => Some(Self::Broken),
            _ => None,
        }
    }
}

/// A place where a database is kept, and what keeps the database from working there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceError {
    cause: Cause,
    place: Location,
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.place, self.cause) {
            (Location::Directory(path), Cause::Full) => write!(f, "no room is left in the directory {path}: {MAKE_ROOM}"),
            (Location::Directory(path), Cause::ReadOnly | Cause::Forbidden) => {
                write!(f, "the database in the directory {path} may not be written: {ALLOW}")
            }
            (Location::Directory(path), Cause::Closed) => {
                write!(f, "cannot open the database in the directory {path}, or make it: look whether the directory is there, and {ALLOW}")
            }
            (Location::Directory(path), Cause::Broken) => write!(
                f,
                "the disk of the directory {path} fails: look whether it is full, over a quota or gone; {MAKE_ROOM}. The system's log tells more"
            ),
            (Location::Server(url), Cause::Full) => {
                write!(f, "no room is left on the disk of the server of {url}: make room there, and run the command again")
            }
            (Location::Server(url), Cause::ReadOnly) => write!(
                f,
                "the database {url} takes no writes: it is a standby or set to read only; give the address of the primary with --database"
            ),
            (Location::Server(url), Cause::Forbidden) => {
                write!(f, "the account of {url} lacks a right there: grant it, or choose another account with --database")
            }
            (Location::Server(url), Cause::Broken | Cause::Closed) => {
                write!(f, "the disk of the server of {url} fails: the log of that server tells more")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::*;
    use crate::store::Store;

    fn told(cause: Option<Cause>, url: &str) -> String {
        PlaceError { cause: cause.unwrap(), place: Location::of(url) }.to_string()
    }

    #[test]
    fn codes_of_sqlite_name_the_directory_and_the_way_out() {
        let of = |code: &str| told(Cause::of_sqlite(code), "sqlite://data/c.sqlite?mode=rwc");
        assert!(of("13").starts_with("no room is left in the directory data: make room"));
        // SQLITE_READONLY and SQLITE_READONLY_DIRECTORY.
        for code in ["8", "1544"] {
            assert!(of(code).starts_with("the database in the directory data may not be written: let this account"), "{}", of(code));
        }
        // SQLITE_IOERR_WRITE and SQLITE_CANTOPEN.
        assert!(of("778").contains("the disk of the directory data fails"));
        assert!(of("14").contains("look whether the directory is there"));
        assert_eq!(Location::of("sqlite://c.sqlite"), Location::Directory(".".to_owned()));
        for code in ["1", "5", "19", "2067", "3082", "53100", ""] {
            assert_eq!(Cause::of_sqlite(code), None, "{code}");
        }
    }

    #[test]
    fn codes_of_postgresql_name_the_server() {
        let of = |code: &str| told(Cause::of_postgres(code), "postgres://ada:secret@db.example/c");
        for (code, words) in [
            ("53100", "no room is left on the disk of the server of postgres://ada@db.example/c"),
            ("25006", "takes no writes"),
            ("42501", "lacks a right"),
            ("58030", "the log of that server"),
        ] {
            assert!(of(code).contains(words) && !of(code).contains("secret"), "{}", of(code));
        }
        assert_eq!(Cause::of_postgres("40001"), None);
        assert_eq!(Cause::of_postgres("13"), None);
    }

    #[test]
    fn files_beside_the_database_are_told_alike() {
        let of = |kind: io::ErrorKind| StoreError::unwritable(Path::new("data/x.lock"), &kind.into()).to_string();
        assert!(of(io::ErrorKind::StorageFull).starts_with("cannot write data/x.lock: no room is left there: make room"));
        assert!(of(io::ErrorKind::ReadOnlyFilesystem).contains("nothing may be written there: let this account"));
        assert!(of(io::ErrorKind::PermissionDenied).contains("nothing may be written there"));
    }

    /// SQLite itself says that the file has no room, and that it may not be written.
    #[tokio::test]
    async fn a_full_and_a_protected_database_are_told_with_their_directory() {
        let folder = tempfile::TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("c.sqlite").display());
        let store = Store::open(&url).await.unwrap();
        let run = async |sql: &str| store.writer.execute_unprepared(sql).await;
        run("CREATE TABLE t (x TEXT)").await.unwrap();
        run("PRAGMA max_page_count = 2").await.unwrap();
        let full = run("INSERT INTO t VALUES (randomblob(100000))").await.unwrap_err();
        let told = store.explain(full.into()).to_string();
        assert!(told.starts_with(&format!("no room is left in the directory {}: ", folder.path().display())), "{told}");
        run("PRAGMA query_only = ON").await.unwrap();
        let protected = StoreError::from(run("INSERT INTO t VALUES ('a')").await.unwrap_err());
        assert!(protected.is_forbidden());
        let told = store.explain(protected).to_string();
        assert!(told.contains("may not be written") && told.contains("--data-dir"), "{told}");
        let other = store.explain(run("SELECT nothing").await.unwrap_err().into());
        assert!(matches!(other, StoreError::Database(_)), "{other}");
    }
}
