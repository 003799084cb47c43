//! Who paid for a resource.

use std::collections::HashMap;

use entity::vocabulary::FundingKind;
use entity::{funding, import_run, source};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::provenance::{Award, Statement};
use super::{Store, StoreError, Write, bulk};

/// Names one statement: resource, organization and kind.
pub type Key = (Uuid, Uuid, FundingKind);

impl Store {
    /// The fundings of these resources, in one statement. Where several sources say the same, the first of them counts.
    pub async fn funding_statements(&self, resources: &[Uuid]) -> Result<HashMap<Key, Statement>, StoreError> {
        let rows: Vec<(funding::Model, Option<source::Model>, Option<import_run::Model>)> = funding::Entity::find()
            .find_also_related(source::Entity)
            .find_also_related(import_run::Entity)
            .filter(funding::Column::ResourceId.is_in(bulk::among(resources)))
            .order_by_asc(funding::Column::ResourceId)
            .order_by_asc(funding::Column::Position)
            .order_by_asc(funding::Column::SourceId)
            .all(&self.reader)
            .await?;
        let mut statements = HashMap::with_capacity(rows.len());
        for (row, source, run) in rows {
            let key = (row.resource_id, row.agent_id, row.kind);
            let mut statement = Statement::new(row.name_as_printed, row.line, row.method, source, run);
            statement.award = Award::of(row.award_number, row.award_title, row.award_url);
            statements.entry(key).or_insert(statement);
        }
        Ok(statements)
    }
}

impl Write {
    /// What one source says of these resources, by resource and in page order.
    pub async fn fundings_of(&self, source: i32, resources: &[Uuid]) -> Result<HashMap<Uuid, Vec<funding::Model>>, StoreError> {
        let mut found: HashMap<Uuid, Vec<funding::Model>> = HashMap::new();
        for chunk in resources.chunks(MAX_BINDS) {
            let rows = funding::Entity::find()
                .filter(funding::Column::SourceId.eq(source))
                .filter(funding::Column::ResourceId.is_in(chunk.iter().copied()))
                .order_by_asc(funding::Column::Position)
                .all(self.connection())
                .await?;
            for row in rows {
                found.entry(row.resource_id).or_default().push(row);
            }
        }
        Ok(found)
    }

    /// Adds rows.
    pub async fn insert_fundings(&self, rows: Vec<funding::Model>) -> Result<(), StoreError> {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        Ok(bulk::insert_new(self.connection(), rows).await?)
    }

    /// Takes back what one source says of these resources.
    pub async fn delete_fundings(&self, source: i32, resources: &[Uuid]) -> Result<(), StoreError> {
        for chunk in resources.chunks(MAX_BINDS) {
            funding::Entity::delete_many()
                .filter(funding::Column::SourceId.eq(source))
                .filter(funding::Column::ResourceId.is_in(chunk.iter().copied()))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}
