//! All SQL. One file a noun, functions of [`Store`] (reads) and [`Write`] (writes); no other layer speaks to the database.

pub mod agent;
mod bulk;
pub mod change;
pub mod collection;
pub mod contribution;
pub mod funding;
pub mod import_run;
pub mod instance;
pub mod key_version;
pub mod keyword;
mod merged;
pub mod migrate;
mod open;
pub mod provenance;
pub mod redirect;
mod replica;
pub mod resource;
pub mod snapshot;
pub mod source;
pub mod source_record;
pub mod subject;
pub mod table_counts;
pub mod token;
mod write;

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{DatabaseConnection, DbBackend, DbErr, RuntimeErr};

pub use self::open::redacted;
use self::replica::Replicas;
pub use self::replica::{Health, Terms};
pub use self::write::Write;

/// What can go wrong below the catalogue. Its text is for the operator; it never reaches a client.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be opened or reached.
    #[error("cannot open the database {url}: {reason}")]
    Unreachable {
        /// The address, without its password.
        url: String,
        /// What the driver says.
        reason: String,
    },
    /// The schema is of a newer program.
    #[error("the database was migrated by a newer Colophon (it knows {0}, this program does not): use that version, or another database")]
    TooNew(String),
    /// The schema is older than the program, and this command does not migrate.
    #[error("the database's schema is not up to date: run `colophon migrate up`")]
    TooOld,
    /// What should be a replica is none, or not now.
    #[error("cannot read from {url}: {reason}")]
    NotAReplica {
        /// The address, without its password.
        url: String,
        /// What it is instead.
        reason: String,
    },
    /// A statement failed.
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
    /// The keys of names are of a newer program.
    #[error("a newer Colophon wrote how names are compared in this database (version {0}): use that version, or another database")]
    KeysTooNew(i32),
    /// What is stored contradicts itself.
    #[error("the database holds something that it should not: {0}")]
    Inconsistent(String),
    /// A file beside the database cannot be made.
    #[error("cannot write {path}: {reason}")]
    Folder {
        /// The file or folder.
        path: String,
        /// What the operating system says.
        reason: String,
    },
}

impl StoreError {
    /// True when the database takes no writes from this program: the account may not write, or the database is read only.
    pub fn is_forbidden(&self) -> bool {
        let Self::Database(DbErr::Exec(error) | DbErr::Query(error) | DbErr::Conn(error)) = self else { return false };
        let RuntimeErr::SqlxError(error) = error else { return false };
        let code = error.as_database_error().and_then(|error| error.code().map(Cow::into_owned));
        // PostgreSQL: insufficient privilege, read-only transaction. SQLite: SQLITE_READONLY, in the lowest byte of its codes.
        let is_sqlite = |code: &str| code.parse().is_ok_and(|code: u32| code & 0xff == 8);
        code.is_some_and(|code| matches!(code.as_str(), "42501" | "25006") || (code.len() < 5 && is_sqlite(&code)))
    }

    /// Whether the database could not be asked at all; trying again later may help.
    pub const fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Database(DbErr::Conn(_) | DbErr::ConnectionAcquire(_)))
    }
}

/// The database: connections that read, connections that write, of which SQLite has one, and replicas that are read from too. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    replicas: Arc<Replicas>,
    statements: Arc<AtomicU64>,
}

/// Some connections to the database.
#[derive(Debug, Clone, Copy)]
pub struct Pool {
    /// What they are for.
    pub name: &'static str,
    /// How many there are.
    pub open: u32,
    /// How many of them do nothing now.
    pub idle: u32,
}

impl Store {
    /// How many SQL statements this store has run so far: what the tests hold each query to.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The connections that are open: those that read, and those that write. PostgreSQL has one pool for both.
    pub fn connections(&self) -> [Pool; 2] {
        let pool = |name, connection: &DatabaseConnection| {
            let (open, idle) = if connection.get_database_backend() == DbBackend::Sqlite {
                let pool = connection.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            } else {
                let pool = connection.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            };
            Pool { name, open, idle: idle as u32 }
        };
        [pool("read", &self.reader), pool("write", &self.writer)]
    }

    /// The database's name, for people.
    pub fn database(&self) -> &'static str {
        match self.reader.get_database_backend() {
            DbBackend::Sqlite => "SQLite",
            _ => "PostgreSQL",
        }
    }

    /// Closes the connections once their statements are done.
    pub async fn close(self) -> Result<(), StoreError> {
        self.replicas.close().await?;
        self.reader.close().await?;
        Ok(self.writer.close().await?)
    }
}
