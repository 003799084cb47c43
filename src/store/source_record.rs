//! Which source said what about which resource.

use std::collections::HashMap;

use entity::{import_run, resource, source, source_record};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::{Store, StoreError, Write, bulk};

/// A record that its source names no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vanished {
    /// How the source named it.
    pub key: String,
    /// The resource's title.
    pub title: String,
}

/// Where a resource's fields come from, for one of its sources.
#[derive(Debug, Clone)]
pub struct SourceStatement {
    /// The source's name.
    pub source: String,
    /// The run that brought what is stored.
    pub run: Option<import_run::Model>,
    /// The row.
    pub record: source_record::Model,
}

impl Write {
    /// What a source said under these keys.
    pub async fn source_records(&self, source: i32, keys: &[String]) -> Result<HashMap<String, source_record::Model>, StoreError> {
        let mut found = HashMap::new();
        for chunk in keys.chunks(MAX_BINDS) {
            let rows = source_record::Entity::find()
                .filter(source_record::Column::SourceId.eq(source))
                .filter(source_record::Column::Key.is_in(chunk.iter().map(String::as_str)))
                .all(self.connection())
                .await?;
            found.extend(rows.into_iter().map(|row| (row.key.clone(), row)));
        }
        Ok(found)
    }

    /// What a source said about these resources, under whatever keys.
    pub async fn source_records_about(&self, source: i32, resources: &[Uuid]) -> Result<Vec<source_record::Model>, StoreError> {
        let mut found = Vec::new();
        for chunk in resources.chunks(MAX_BINDS) {
            let rows = source_record::Entity::find()
                .filter(source_record::Column::SourceId.eq(source))
                .filter(source_record::Column::ResourceId.is_in(chunk.iter().copied()))
                .all(self.connection())
                .await?;
            found.extend(rows);
        }
        Ok(found)
    }

    /// Stores what a source says now, in place of what it said under the same keys.
    pub async fn put_source_records(&self, rows: Vec<source_record::Model>) -> Result<(), StoreError> {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        Ok(bulk::insert_or_replace(self.connection(), rows).await?)
    }

    /// Forgets that a source named resources by these keys (it now names them by stronger ones).
    pub async fn delete_source_records(&self, source: i32, keys: &[String]) -> Result<(), StoreError> {
        for chunk in keys.chunks(MAX_BINDS) {
            source_record::Entity::delete_many()
                .filter(source_record::Column::SourceId.eq(source))
                .filter(source_record::Column::Key.is_in(chunk.iter().map(String::as_str)))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Notes that a run met these records and found them as they were.
    pub async fn mark_seen(&self, source: i32, run: i64, keys: &[String]) -> Result<(), StoreError> {
        for chunk in keys.chunks(MAX_BINDS) {
            source_record::Entity::update_many()
                .col_expr(source_record::Column::SeenRunId, run.into())
                .filter(source_record::Column::SourceId.eq(source))
                .filter(source_record::Column::Key.is_in(chunk.iter().map(String::as_str)))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }

    /// The records of a source that none of these runs met, by key.
    pub async fn vanished(&self, source: i32, runs: &[i64]) -> Result<Vec<Vanished>, StoreError> {
        let to_resource: RelationDef =
            source_record::Entity::belongs_to(resource::Entity).from(source_record::Column::ResourceId).to(resource::Column::Id).into();
        let rows: Vec<(String, String)> = source_record::Entity::find()
            .select_only()
            .column(source_record::Column::Key)
            .column(resource::Column::Title)
            .join(JoinType::InnerJoin, to_resource)
            .filter(source_record::Column::SourceId.eq(source))
            .filter(source_record::Column::SeenRunId.is_not_in(runs.iter().copied()))
            .order_by_asc(source_record::Column::Key)
            .into_tuple()
            .all(self.connection())
            .await?;
        Ok(rows.into_iter().map(|(key, title)| Vanished { key, title }).collect())
    }
}

impl Store {
    /// What the sources said of these resources, in one statement; the first source first.
    pub async fn source_statements(&self, resources: &[Uuid]) -> Result<HashMap<Uuid, Vec<SourceStatement>>, StoreError> {
        let rows: Vec<(source_record::Model, Option<source::Model>, Option<import_run::Model>)> = source_record::Entity::find()
            .find_also_related(source::Entity)
            .find_also_related(import_run::Entity)
            .filter(source_record::Column::ResourceId.is_in(bulk::among(resources)))
            .order_by_asc(source_record::Column::SourceId)
            .order_by_asc(source_record::Column::Key)
            .all(&self.reader)
            .await?;
        let mut statements: HashMap<Uuid, Vec<SourceStatement>> = HashMap::new();
        for (record, source, run) in rows {
            let source = source.map(|row| row.name).unwrap_or_default();
            statements.entry(record.resource_id).or_default().push(SourceStatement { source, run, record });
        }
        Ok(statements)
    }
}
