//! All SQL. One file a noun, functions of [`Store`] (reads) and [`Write`] (writes); no other layer speaks to the database.

pub mod agent;
pub mod backup;
mod bulk;
pub mod change;
pub mod collection;
pub mod contribution;
mod error;
mod fault;
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

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::{DatabaseConnection, DbBackend};

pub use self::error::{PlaceError, StoreError};
use self::replica::Replicas;
pub use self::replica::{Health, Terms};
pub use self::write::Write;

/// The database: connections that read, connections that write, of which SQLite has one, and replicas that are read from too. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    /// Asks whether the database answers, and nothing else.
    looker: DatabaseConnection,
    replicas: Arc<Replicas>,
    statements: Arc<AtomicU64>,
    /// True when the database did not answer at the last look.
    is_away: Arc<AtomicBool>,
    /// The address, without its password.
    url: Arc<str>,
}

/// Some connections to the database.
#[derive(Debug, Clone, Copy)]
pub struct Pool {
    /// The use of the connections.
    pub name: &'static str,
    /// The number of connections.
    pub open: u32,
    /// The number of those that do nothing now.
    pub idle: u32,
}

impl Store {
    /// Returns the number of SQL statements that this store has run so far. The tests hold each query to it.
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

    /// Looks whether the database answers, and remembers it; returns false when it did not before `patience` was over. While it does not,
    /// nobody who asks it waits for a connection.
    pub async fn look(&self, patience: Duration) -> bool {
        let answers = matches!(tokio::time::timeout(patience, self.looker.ping()).await, Ok(Ok(())));
        self.is_away.store(!answers, Ordering::Relaxed);
        answers
    }

    /// Returns true when the database did not answer at the last look.
    pub fn is_away(&self) -> bool {
        self.is_away.load(Ordering::Relaxed)
    }

    /// Names the place of this database in an error that comes of the place.
    pub fn explain(&self, error: StoreError) -> StoreError {
        error.at(&self.url)
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
        self.looker.close().await?;
        self.reader.close().await?;
        Ok(self.writer.close().await?)
    }
}
