//! Reading much of the catalogue as it was at one moment: what projections are built from and followed by.

use sea_orm::sea_query::{Condition, IntoColumnRef};
use sea_orm::{
    AccessMode, ColumnTrait, DatabaseTransaction, DbBackend, EntityTrait, IsolationLevel, QueryFilter, QuerySelect, Select,
    TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::{Store, StoreError};

/// A read transaction: everything asked of it is of one moment.
#[derive(Debug)]
pub struct Reading {
    transaction: DatabaseTransaction,
}

/// Which nodes to read.
#[derive(Debug, Clone)]
pub enum Which {
    /// The next ones in the order of their ids.
    After {
        /// The last id that was read; none at the beginning.
        id: Option<Uuid>,
        /// How many.
        limit: u64,
    },
    /// Those with these ids, at most [`Which::MOST`].
    Ids(Vec<Uuid>),
}

/// The rows that belong to the nodes that were read.
pub(super) enum Within {
    Range(Uuid, Uuid),
    Ids(Vec<Uuid>),
}

impl Which {
    /// The most ids that one statement takes.
    pub const MOST: usize = MAX_BINDS;

    pub(super) fn narrow<E: EntityTrait, C: ColumnTrait>(&self, select: Select<E>, id: C) -> Select<E> {
        match self {
            Self::After { id: Some(last), limit } => select.filter(id.gt(*last)).limit(*limit),
            Self::After { id: None, limit } => select.limit(*limit),
            Self::Ids(ids) => select.filter(id.is_in(ids.iter().copied())),
        }
    }

    /// The nodes that were read; none when there are none. `ids` are in ascending order.
    pub(super) fn within(&self, mut ids: impl Iterator<Item = Uuid>) -> Option<Within> {
        match self {
            Self::After { .. } => {
                let first = ids.next()?;
                Some(Within::Range(first, ids.last().unwrap_or(first)))
            }
            Self::Ids(_) => {
                let ids: Vec<Uuid> = ids.collect();
                (!ids.is_empty()).then_some(Within::Ids(ids))
            }
        }
    }
}

impl Within {
    pub(super) fn condition<C: ColumnTrait + IntoColumnRef>(&self, column: C) -> Condition {
        match self {
            Self::Range(first, last) => Condition::all().add(column.between(*first, *last)),
            Self::Ids(ids) => Condition::all().add(column.is_in(ids.iter().copied())),
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
        Ok(Reading { transaction: self.reader.begin_with_options(options).await? })
    }
}

impl Reading {
    pub(super) fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Ends the reading.
    pub async fn end(self) -> Result<(), StoreError> {
        Ok(self.transaction.rollback().await?)
    }
}
