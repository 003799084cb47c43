//! Reading much of the catalogue as it was at one moment: what projections are built from and followed by.

use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    AccessMode, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IsolationLevel, QueryFilter, Select,
    TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::{Store, StoreError, bulk};

/// A read transaction: everything asked of it is of one moment.
#[derive(Debug)]
pub struct Reading {
    transaction: DatabaseTransaction,
    /// True when the connection has the file in memory.
    is_mapped: bool,
}

/// So many bytes of a SQLite file are read through memory: the most that SQLite allows.
const MAPPED: u64 = 0x7fff_0000;

/// Nodes that are kept by their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// Organizations and persons.
    Agent,
    /// Keywords.
    Keyword,
    /// Collections.
    Collection,
}

/// Which of them to read.
#[derive(Debug, Clone)]
pub enum Which {
    /// Those whose ids follow one another.
    Between {
        /// They come after this id; none at the beginning.
        after: Option<Uuid>,
        /// The last of them; none at the end.
        up_to: Option<Uuid>,
    },
    /// Those with these ids, at most [`Which::MOST`].
    Ids(Vec<Uuid>),
}

impl Which {
    /// The most ids that one statement takes.
    pub const MOST: usize = MAX_BINDS;

    /// Narrows rows to those of these nodes; `id` is the column that names the node.
    pub(super) fn narrow<E: EntityTrait, C: ColumnTrait>(&self, mut select: Select<E>, id: C) -> Select<E> {
        match self {
            Self::Between { after, up_to } => {
                if let Some(after) = after {
                    select = select.filter(id.gt(*after));
                }
                if let Some(up_to) = up_to {
                    select = select.filter(id.lte(*up_to));
                }
                select
            }
            Self::Ids(ids) => select.filter(id.is_in(bulk::among(ids))),
        }
    }
}

impl Store {
    /// Begins to read at one moment.
    pub async fn read(&self) -> Result<Reading, StoreError> {
        let postgres = self.reader.get_database_backend() == DbBackend::Postgres;
        let options = TransactionOptions {
            isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: postgres.then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: None,
        };
        let transaction = self.reader.begin_with_options(options).await?;
        if postgres {
            // Statements are bounded for those who wait for an answer; nobody waits for this one.
            transaction.execute_unprepared("SET LOCAL statement_timeout = 0").await?;
        }
        Ok(Reading { transaction, is_mapped: false })
    }

    /// Begins several times to read at one and the same moment. When something is written meanwhile there is but one reading.
    pub async fn read_together<const N: usize>(&self) -> Result<Vec<Reading>, StoreError> {
        let mut readings = Vec::with_capacity(N);
        let mut moment = None;
        for _ in 0..N {
            let reading = self.read().await?.mapped().await?;
            let last = reading.last_change().await?;
            if *moment.get_or_insert(last) == last {
                readings.push(reading);
            } else {
                reading.end().await?;
            }
        }
        Ok(readings)
    }
}

impl Reading {
    pub(super) fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// All nodes of a kind, `size` of them at a time, in the order of their ids.
    pub async fn blocks(&self, kind: Named, size: u32) -> Result<Vec<Which>, StoreError> {
        let table = match kind {
            Named::Agent => "agent",
            Named::Keyword => "keyword",
            Named::Collection => "collection",
        };
        let place = Expr::cust("row_number() OVER (ORDER BY id)");
        let numbered = Query::select().column("id").expr_as(place, "place").from(table).to_owned();
        let select = Query::select()
            .column("id")
            .from_subquery(numbered, "numbered")
            .and_where(Expr::col("place").modulo(size).eq(0))
            .order_by("place", sea_orm::Order::Asc)
            .to_owned();
        let mut blocks = Vec::new();
        let mut after = None;
        for row in self.transaction.query_all(&select).await? {
            let last: Uuid = row.try_get_by_index(0)?;
            blocks.push(Which::Between { after, up_to: Some(last) });
            after = Some(last);
        }
        blocks.push(Which::Between { after, up_to: None });
        Ok(blocks)
    }

    /// The same reading for who reads most of the catalogue and ends it: a SQLite file is mapped into memory until then, so that the system
    /// copies no page of it.
    pub async fn mapped(mut self) -> Result<Self, StoreError> {
        if self.transaction.get_database_backend() == DbBackend::Sqlite {
            self.transaction.execute_unprepared(&format!("PRAGMA mmap_size = {MAPPED}")).await?;
            self.is_mapped = true;
        }
        Ok(self)
    }

    /// Ends the reading.
    pub async fn end(self) -> Result<(), StoreError> {
        if self.is_mapped {
            self.transaction.execute_unprepared("PRAGMA mmap_size = 0").await?;
        }
        Ok(self.transaction.rollback().await?)
    }
}
