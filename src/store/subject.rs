//! What a resource is about.

use std::collections::HashMap;

use entity::{import_run, source, subject};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::provenance::Statement;
use super::{Store, StoreError, Write, bulk};

/// Names one statement: resource and keyword.
pub type Key = (Uuid, Uuid);

impl Store {
    /// The subjects of these resources, in one statement. Where several sources say the same, the first of them counts.
    pub async fn subject_statements(&self, resources: &[Uuid]) -> Result<HashMap<Key, Statement>, StoreError> {
        let rows: Vec<(subject::Model, Option<source::Model>, Option<import_run::Model>)> = subject::Entity::find()
            .find_also_related(source::Entity)
            .find_also_related(import_run::Entity)
            .filter(subject::Column::ResourceId.is_in(bulk::among(resources)))
            .order_by_asc(subject::Column::ResourceId)
            .order_by_asc(subject::Column::Position)
            .order_by_asc(subject::Column::SourceId)
            .all(&self.reader)
            .await?;
        let mut statements = HashMap::with_capacity(rows.len());
        for (row, source, run) in rows {
            let key = (row.resource_id, row.keyword_id);
            let statement = Statement::new(row.label_as_printed, row.line, row.method, source, run);
            statements.entry(key).or_insert(statement);
        }
        Ok(statements)
    }
}

impl Write {
    /// What one source says of these resources, by resource and in page order.
    pub async fn subjects_of(&self, source: i32, resources: &[Uuid]) -> Result<HashMap<Uuid, Vec<subject::Model>>, StoreError> {
        let mut found: HashMap<Uuid, Vec<subject::Model>> = HashMap::new();
        for chunk in resources.chunks(MAX_BINDS) {
            let rows = subject::Entity::find()
                .filter(subject::Column::SourceId.eq(source))
                .filter(subject::Column::ResourceId.is_in(chunk.iter().copied()))
                .order_by_asc(subject::Column::Position)
                .all(self.connection())
                .await?;
            for row in rows {
                found.entry(row.resource_id).or_default().push(row);
            }
        }
        Ok(found)
    }

    /// Adds rows.
    pub async fn insert_subjects(&self, rows: Vec<subject::Model>) -> Result<(), StoreError> {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        Ok(bulk::insert_new(self.connection(), rows).await?)
    }

    /// Takes back what one source says of these resources.
    pub async fn delete_subjects(&self, source: i32, resources: &[Uuid]) -> Result<(), StoreError> {
        for chunk in resources.chunks(MAX_BINDS) {
            subject::Entity::delete_many()
                .filter(subject::Column::SourceId.eq(source))
                .filter(subject::Column::ResourceId.is_in(chunk.iter().copied()))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}
