//! Looking at a standby, on a connection that nobody else uses.

use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{self, ConnectOptions as _, Connection as _, PgConnection};
use tokio::time::timeout;
use uuid::Uuid;

use crate::database_url::redacted;
use crate::store::StoreError;
use crate::store::open::{APPLICATION, reason};

/// A standby may take so long to answer how it is.
const PATIENCE: Duration = Duration::from_secs(2);

/// The statement that asks a standby for its state, all of it of one moment.
const LOOK: &str = "SELECT pg_is_in_recovery(), (SELECT id FROM instance LIMIT 1), (SELECT count(*) FROM seaql_migrations), \
    (SELECT coalesce(max(id), 0) FROM change), (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint";

/// The same, where there are no tables.
const IS_STANDBY: &str = "SELECT pg_is_in_recovery()";

/// The statement that tells a new connection's server and its last change.
pub(super) const SERVER_AND_CHANGE: &str =
    "SELECT (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint, (SELECT coalesce(max(id), 0) FROM change)";

/// PostgreSQL's code for a table that is not there.
const NO_TABLE: &str = "42P01";

/// The facts that must be the same in a standby.
#[derive(Debug, Clone, Copy)]
pub(super) struct Database {
    pub(super) instance: Uuid,
    pub(super) migrations: i64,
}

/// The state of a standby that can be used.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// The last change that it has.
    pub(super) change: i64,
    /// When its server began, in microseconds since 1970.
    pub(super) server: i64,
}

/// Why it cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The address leads to something else than a standby of this database.
    Wrong(&'static str),
    /// It is not there, or not yet what it should be.
    Unfit(String),
}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        Self::Unfit(reason(&error))
    }
}

/// A looker at a standby: its connection, and the facts that the standby must share.
#[derive(Debug)]
pub(super) struct Looker {
    options: PgConnectOptions,
    database: Database,
    /// None before the first look, and after one that failed.
    connection: Option<PgConnection>,
}

impl Looker {
    /// # Errors
    /// When the address is none.
    pub(super) fn new(url: &str, database: Database) -> Result<Self, StoreError> {
        let options = url.parse::<PgConnectOptions>();
        let options = options.map_err(|error| StoreError::Unreachable { url: redacted(url), reason: reason(&error) })?;
        Ok(Self { options: options.application_name(APPLICATION).disable_statement_logging(), database, connection: None })
    }

    /// Looks once, and not for long.
    pub(super) async fn look(&mut self) -> Result<Seen, Trouble> {
        let looking = async {
            let mut connection = match self.connection.take() {
                Some(connection) => connection,
                None => PgConnection::connect_with(&self.options).await?,
            };
            let seen = look(&mut connection, self.database).await;
            // One that did not answer is not asked again.
            self.connection = seen.is_ok().then_some(connection);
            seen
        };
        timeout(PATIENCE, looking).await.unwrap_or_else(|_| Err(Trouble::Unfit("it does not answer".to_owned())))
    }
}

type Row = (bool, Option<Uuid>, i64, i64, i64);

async fn look(connection: &mut PgConnection, database: Database) -> Result<Seen, Trouble> {
    let row: Result<Row, sqlx::Error> = sqlx::query_as(LOOK).fetch_one(&mut *connection).await;
    let has_tables = !matches!(&row, Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(NO_TABLE));
    let (is_standby, instance, migrations, change, server) = if has_tables {
        row?
    } else {
        let is_standby: bool = sqlx::query_scalar(IS_STANDBY).fetch_one(connection).await?;
        (is_standby, None, 0, 0, 0)
    };
    if !is_standby {
        return Err(Trouble::Wrong("it is no standby: it takes writes of its own"));
    }
    if instance.is_some_and(|instance| instance != database.instance) {
        return Err(Trouble::Wrong("it is a standby of another database"));
    }
    // A standby has what the primary has, a little later.
    if instance.is_none() || migrations < database.migrations {
        return Err(Trouble::Unfit("it does not have the tables of this version yet".to_owned()));
    }
    Ok(Seen { change, server })
}
