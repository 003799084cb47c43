//! Who made a resource.

use std::collections::HashMap;

use entity::contribution;
use entity::vocabulary::{ContributionRole, ProvenanceMethod};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::provenance::{Said, Statement, said_of};
use super::{Store, StoreError, Write, bulk};

/// Names one statement: resource, agent and role.
pub type Key = (Uuid, Uuid, ContributionRole);

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    said: Said,
    agent_id: Uuid,
    role: ContributionRole,
    name_as_printed: Option<String>,
    line: Option<i64>,
    method: ProvenanceMethod,
}

impl Store {
    /// The contributions of these resources, in one statement. Where several sources say the same, the first of them counts.
    pub async fn contribution_statements(&self, resources: &[Uuid]) -> Result<HashMap<Key, Statement>, StoreError> {
        use contribution::Column::{AgentId, Line, Method, NameAsPrinted, Position, ResourceNumber, Role, SourceId};
        let columns = [AgentId, Role, NameAsPrinted, Line, Method];
        let select = said_of(contribution::Entity::find().select_only().columns(columns), resources);
        let select = select.order_by_asc(ResourceNumber).order_by_asc(Position).order_by_asc(SourceId);
        let rows: Vec<Row> = select.into_model().all(&self.reader).await?;
        let mut statements = HashMap::with_capacity(rows.len());
        for row in rows {
            let key = (row.said.resource, row.agent_id, row.role);
            let statement = Statement::new(row.name_as_printed, row.line, row.method, row.said);
            statements.entry(key).or_insert(statement);
        }
        Ok(statements)
    }
}

impl Write {
    /// What one source says of the resources with these numbers, by number and in page order.
    pub async fn contributions_of(&self, source: i32, resources: &[i64]) -> Result<HashMap<i64, Vec<contribution::Model>>, StoreError> {
        let said =
            contribution::Entity::find().filter(contribution::Column::SourceId.eq(source)).order_by_asc(contribution::Column::Position);
        let rows = bulk::rows_in(self.connection(), said, contribution::Column::ResourceNumber, resources).await?;
        Ok(bulk::grouped(rows.into_iter().map(|row| (row.resource_number, row))))
    }

    /// Adds rows.
    pub async fn insert_contributions(&self, rows: Vec<contribution::Model>) -> Result<(), StoreError> {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        Ok(bulk::insert_new(self.connection(), rows).await?)
    }

    /// Takes back what one source says of the resources with these numbers.
    pub async fn delete_contributions(&self, source: i32, resources: &[i64]) -> Result<(), StoreError> {
        for chunk in resources.chunks(MAX_BINDS) {
            contribution::Entity::delete_many()
                .filter(contribution::Column::SourceId.eq(source))
                .filter(contribution::Column::ResourceNumber.is_in(bulk::among(chunk)))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}
