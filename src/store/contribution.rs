//! Who made a resource.

use std::collections::HashMap;

use entity::vocabulary::ContributionRole;
use entity::{contribution, import_run, source};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::provenance::Statement;
use super::{Store, StoreError, Write, bulk};

/// Names one statement: resource, agent and role.
pub type Key = (Uuid, Uuid, ContributionRole);

impl Store {
    /// The contributions of these resources, in one statement. Where several sources say the same, the first of them counts.
    pub async fn contribution_statements(&self, resources: &[Uuid]) -> Result<HashMap<Key, Statement>, StoreError> {
        let rows: Vec<(contribution::Model, Option<source::Model>, Option<import_run::Model>)> = contribution::Entity::find()
            .find_also_related(source::Entity)
            .find_also_related(import_run::Entity)
            .filter(contribution::Column::ResourceId.is_in(bulk::among(resources)))
            .order_by_asc(contribution::Column::ResourceId)
            .order_by_asc(contribution::Column::Position)
            .order_by_asc(contribution::Column::SourceId)
            .all(&self.reader)
            .await?;
        let mut statements = HashMap::with_capacity(rows.len());
        for (row, source, run) in rows {
            let key = (row.resource_id, row.agent_id, row.role);
            let statement = Statement::new(row.name_as_printed, row.line, row.method, source, run);
            statements.entry(key).or_insert(statement);
        }
        Ok(statements)
    }
}

impl Write {
    /// What one source says of these resources, by resource and in page order.
    pub async fn contributions_of(&self, source: i32, resources: &[Uuid]) -> Result<HashMap<Uuid, Vec<contribution::Model>>, StoreError> {
        let mut found: HashMap<Uuid, Vec<contribution::Model>> = HashMap::new();
        for chunk in resources.chunks(MAX_BINDS) {
            let rows = contribution::Entity::find()
                .filter(contribution::Column::SourceId.eq(source))
                .filter(contribution::Column::ResourceId.is_in(chunk.iter().copied()))
                .order_by_asc(contribution::Column::Position)
                .all(self.connection())
                .await?;
            for row in rows {
                found.entry(row.resource_id).or_default().push(row);
            }
        }
        Ok(found)
    }

    /// Adds rows.
    pub async fn insert_contributions(&self, rows: Vec<contribution::Model>) -> Result<(), StoreError> {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        Ok(bulk::insert_new(self.connection(), rows).await?)
    }

    /// Takes back what one source says of these resources.
    pub async fn delete_contributions(&self, source: i32, resources: &[Uuid]) -> Result<(), StoreError> {
        for chunk in resources.chunks(MAX_BINDS) {
            contribution::Entity::delete_many()
                .filter(contribution::Column::SourceId.eq(source))
                .filter(contribution::Column::ResourceId.is_in(chunk.iter().copied()))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}
