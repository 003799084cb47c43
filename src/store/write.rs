//! Writing: one transaction that logs what it changed, last of all.

use std::collections::{BTreeMap, HashSet};

use entity::vocabulary::{NodeKind, Operation};
use entity::{agent, change, collection, keyword, resource};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, IsolationLevel, Set, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use uuid::Uuid;

use super::{Store, StoreError, bulk};
use crate::clock;

/// The PostgreSQL advisory lock under which change rows are inserted ("colophon" in ASCII).
const CHANGE_LOCK: i64 = 0x636f_6c6f_7068_6f6e;

/// The PostgreSQL advisory lock under which names are recognised ("identity" in ASCII).
const IDENTITY_LOCK: i64 = 0x6964_656e_7469_7479;

/// An open write. Dropped without [`Write::commit`], it is undone.
#[derive(Debug)]
pub struct Write {
    transaction: DatabaseTransaction,
    touched: BTreeMap<(NodeKind, Uuid), Operation>,
}

impl Store {
    /// Begins a write. On SQLite it waits for the writer of another process, if there is one.
    pub async fn begin(&self) -> Result<Write, StoreError> {
        let options = TransactionOptions {
            isolation_level: (self.writer.get_database_backend() == DbBackend::Postgres).then_some(IsolationLevel::ReadCommitted),
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            access_mode: None,
        };
        let transaction = self.writer.begin_with_options(options).await?;
        Ok(Write { transaction, touched: BTreeMap::new() })
    }
}

/// Names come before the resources that are linked to them, and these before the collections that hold them: who follows the log in steps
/// then knows whatever a changed node leads to, wherever a step ends.
const fn rank(kind: NodeKind) -> u8 {
    match kind {
        NodeKind::Organization | NodeKind::Person | NodeKind::Keyword => 0,
        NodeKind::Resource => 1,
        NodeKind::Collection => 2,
        NodeKind::ImportRun => 3,
    }
}

impl Write {
    pub(super) fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Notes that a node changed, or an end of one of its edges did.
    pub fn touch(&mut self, kind: NodeKind, id: Uuid, operation: Operation) {
        let known = self.touched.entry((kind, id)).or_insert(operation);
        *known = known.then(operation);
    }

    /// Holds off every import and every removal of a source until this write ends: which name is whom is decided by one of them at a time.
    ///
    /// SQLite has one writer anyway.
    pub async fn exclusive(&self) -> Result<(), StoreError> {
        if self.transaction.get_database_backend() == DbBackend::Postgres {
            self.transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({IDENTITY_LOCK})")).await?;
        }
        Ok(())
    }

    /// Which of these slugs are taken by nodes of a kind; organizations and persons share theirs.
    pub async fn taken_slugs(&self, kind: NodeKind, slugs: &[String]) -> Result<HashSet<String>, StoreError> {
        let c = self.connection();
        Ok(match kind {
            NodeKind::Resource => bulk::taken::<resource::Entity, _>(c, resource::Column::Slug, slugs).await?,
            NodeKind::Organization | NodeKind::Person => bulk::taken::<agent::Entity, _>(c, agent::Column::Slug, slugs).await?,
            NodeKind::Keyword => bulk::taken::<keyword::Entity, _>(c, keyword::Column::Slug, slugs).await?,
            NodeKind::Collection => bulk::taken::<collection::Entity, _>(c, collection::Column::Slug, slugs).await?,
            NodeKind::ImportRun => HashSet::new(),
        })
    }

    /// Counts one more version of agents or keywords whose names changed, and notes the change.
    pub async fn renamed(&mut self, kind: NodeKind, ids: &[Uuid]) -> Result<(), StoreError> {
        for id in ids {
            self.touch(kind, *id, Operation::Updated);
        }
        let c = self.connection();
        if kind == NodeKind::Keyword {
            use keyword::Column::{Id, UpdatedAt, Version};
            bulk::bump::<keyword::Entity, _>(c, Id, Version, UpdatedAt, ids).await?;
        } else {
            use agent::Column::{Id, UpdatedAt, Version};
            bulk::bump::<agent::Entity, _>(c, Id, Version, UpdatedAt, ids).await?;
        }
        Ok(())
    }

    /// Inserts the change rows and commits.
    ///
    /// On PostgreSQL the rows are inserted under a lock that lasts until the commit, so that the order of their ids is the order of
    /// commits, and a follower that has seen an id has seen all smaller ones. Returns the last change that there is then.
    pub async fn commit(mut self, run: Option<i64>) -> Result<i64, StoreError> {
        self.flush(run).await?;
        let last = self.last_change().await?;
        self.transaction.commit().await?;
        Ok(last)
    }

    /// Undoes everything.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.transaction.rollback().await?)
    }

    async fn flush(&mut self, run: Option<i64>) -> Result<(), StoreError> {
        if self.touched.is_empty() {
            return Ok(());
        }
        if self.transaction.get_database_backend() == DbBackend::Postgres {
            self.transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({CHANGE_LOCK})")).await?;
        }
        let at = clock::now();
        let mut touched: Vec<_> = std::mem::take(&mut self.touched).into_iter().collect();
        touched.sort_by_key(|((kind, _), _)| rank(*kind));
        let rows = touched.into_iter().map(|((kind, node_id), operation)| change::ActiveModel {
            kind: Set(kind),
            node_id: Set(node_id),
            operation: Set(operation),
            run_id: Set(run),
            at: Set(at),
            ..Default::default()
        });
        Ok(bulk::insert_new(&self.transaction, rows.collect()).await?)
    }
}
