//! Bringing the schema up to date, one process at a time.

use std::fs::File;

use migration::{Migrator, MigratorTrait, seaql_migrations};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, EntityTrait};

use super::open::sqlite_lock_path;
use super::{Store, StoreError};
use crate::database_url::redacted;

/// The PostgreSQL advisory lock of migrations ("migrate!" in ASCII).
const MIGRATION_LOCK: i64 = 0x6d69_6772_6174_6521;

/// A migration and whether this database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The migration's name.
    pub name: String,
    /// Whether it was run.
    pub applied: bool,
}

/// Held while a process brings a database up to date; let go when dropped.
#[derive(Debug)]
pub struct Lock {
    _held: Held,
}

#[derive(Debug)]
enum Held {
    File { _file: File },
    Session { _connection: DatabaseConnection },
    Nothing,
}

impl Store {
    /// Runs the migrations that the database lacks; returns their number.
    pub async fn migrate_up(&self, url: &str) -> Result<usize, StoreError> {
        if self.pending().await? == 0 {
            return Ok(0);
        }
        let _lock = lock(url).await?;
        // Another process may have done it while this one waited for the lock.
        let pending = self.pending().await?;
        if pending > 0 {
            let migrated = Migrator::up(&self.writer, None).await.map_err(StoreError::from);
            migrated.map_err(|error| if error.is_forbidden() { StoreError::MayNotMigrate(pending) } else { error })?;
            self.ensure_instance().await?;
        }
        Ok(pending)
    }

    /// Undoes the last migration.
    pub async fn migrate_down(&self, url: &str) -> Result<(), StoreError> {
        let _lock = lock(url).await?;
        self.migrations().await?;
        Ok(Migrator::down(&self.writer, Some(1)).await?)
    }

    /// All migrations that this program knows, oldest first.
    ///
    /// # Errors
    /// [`StoreError::TooNew`] when the database has one that this program does not know.
    pub async fn migrations(&self) -> Result<Vec<Step>, StoreError> {
        let known: Vec<String> = Migrator::get_migration_files().iter().map(|file| file.name().to_owned()).collect();
        let table = migration::SchemaManager::new(&self.reader).has_table("seaql_migrations").await?;
        let applied: Vec<String> = if table {
            // The migrator's own look makes the table first, which an account may not that only reads.
            seaql_migrations::Entity::find().all(&self.reader).await?.into_iter().map(|row| row.version).collect()
        } else {
            Vec::new()
        };
        if let Some(unknown) = applied.iter().find(|name| !known.contains(name)) {
            return Err(StoreError::TooNew(unknown.clone()));
        }
        Ok(known.into_iter().map(|name| Step { applied: applied.contains(&name), name }).collect())
    }

    /// How many migrations the database lacks.
    pub async fn pending(&self) -> Result<usize, StoreError> {
        Ok(self.migrations().await?.iter().filter(|step| !step.applied).count())
    }
}

/// Waits until no other process brings the database up to date, and holds others off until what it returns is dropped.
///
/// # Errors
/// When the file beside a SQLite database cannot be made, and when the database cannot be reached.
pub async fn lock(url: &str) -> Result<Lock, StoreError> {
    Ok(Lock { _held: hold(url).await? })
}

async fn hold(url: &str) -> Result<Held, StoreError> {
    if let Some(path) = sqlite_lock_path(url) {
        let failed = |error: std::io::Error| StoreError::unwritable(&path, &error);
        let file = File::create(&path).map_err(failed)?;
        // Waiting for another process must not hold up a thread that runs other tasks.
        let locked = tokio::task::spawn_blocking(move || file.lock().map(|()| file)).await;
        let file = locked.map_err(|error| StoreError::Inconsistent(error.to_string()))?.map_err(failed)?;
        return Ok(Held::File { _file: file });
    }
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let connection =
        Database::connect(options).await.map_err(|error| StoreError::Unreachable { url: redacted(url), reason: error.to_string() })?;
    if connection.get_database_backend() != DbBackend::Postgres {
        return Ok(Held::Nothing);
    }
    connection.execute_unprepared(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})")).await?;
    Ok(Held::Session { _connection: connection })
}
