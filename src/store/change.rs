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

    /// A change in words: no two databases, nor a database and what became of its backup, have the same at the same place. None when the
    /// log has no such change.
    pub async fn change_mark(&self, id: i64) -> Result<Option<String>, StoreError> {
        if id == 0 {
            return Ok(Some(String::new()));
        }
        let row = change::Entity::find_by_id(id).one(&self.reader).await?;
        Ok(row.map(|row| format!("{} {} {}", row.node_id, row.operation.as_str(), row.at.timestamp_micros())))
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
