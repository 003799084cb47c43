//! The change log: what projections follow.

use entity::change;
use entity::vocabulary::{NodeKind, Operation};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::snapshot::Reading;
use super::{Store, StoreError, Write};

/// One node that one transaction touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Its place in the order of commits.
    pub id: i64,
    /// What the node is.
    pub kind: NodeKind,
    /// Which one.
    pub node: Uuid,
    /// What happened to it.
    pub operation: Operation,
}

impl Store {
    /// The id of the last change; 0 before the first.
    pub async fn last_change(&self) -> Result<i64, StoreError> {
        last_change(&self.reader).await
    }

    /// Returns a change in words, with the database's own id: no two databases, nor a database and one that was restored from its backup,
    /// have the same words for the same id. None when the log has no such change.
    pub async fn change_mark(&self, id: i64) -> Result<Option<String>, StoreError> {
        let instance = self.instance().await?;
        if id == 0 {
            return Ok(Some(instance.to_string()));
        }
        let row = change::Entity::find_by_id(id).one(&self.reader).await?;
        Ok(row.map(|row| format!("{instance} / {} {} {}", row.node_id, row.operation.as_str(), row.at.timestamp_micros())))
    }

    /// Says if the log has a change with these words, as [`Self::change_mark`] writes them.
    pub async fn has_change(&self, id: i64, mark: &str) -> Result<bool, StoreError> {
        Ok(self.change_mark(id).await?.as_deref() == Some(mark))
    }
}

impl Write {
    /// The id of the last change that is committed, or that this transaction has logged; 0 before the first.
    pub async fn last_change(&self) -> Result<i64, StoreError> {
        last_change(self.connection()).await
    }
}

impl Reading {
    /// The id of the last change at this moment; 0 before the first.
    pub async fn last_change(&self) -> Result<i64, StoreError> {
        last_change(self.connection()).await
    }

    /// The changes after an id, in order, at most `limit`.
    pub async fn changes_after(&self, id: i64, limit: u64) -> Result<Vec<Change>, StoreError> {
        let rows = change::Entity::find()
            .filter(change::Column::Id.gt(id))
            .order_by_asc(change::Column::Id)
            .limit(limit)
            .all(self.connection())
            .await?;
        let change = |row: change::Model| Change { id: row.id, kind: row.kind, node: row.node_id, operation: row.operation };
        Ok(rows.into_iter().map(change).collect())
    }
}

async fn last_change<C: sea_orm::ConnectionTrait>(connection: &C) -> Result<i64, StoreError> {
    let last: Option<Option<i64>> =
        change::Entity::find().select_only().column_as(change::Column::Id.max(), "last").into_tuple().one(connection).await?;
    Ok(last.flatten().unwrap_or_default())
}
