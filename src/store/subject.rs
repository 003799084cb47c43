//! What a resource is about.

use std::collections::HashMap;

use entity::subject;
use entity::vocabulary::ProvenanceMethod;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::provenance::{Said, Statement, said_of};
use super::{Store, StoreError, Write, bulk};

/// Names one statement: resource and keyword.
pub type Key = (Uuid, Uuid);

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    said: Said,
    keyword_id: Uuid,
    label_as_printed: Option<String>,
    line: Option<i64>,
    method: ProvenanceMethod,
}

impl Store {
    /// The subjects of these resources, in one statement. Where several sources say the same, the first of them counts.
    pub async fn subject_statements(&self, resources: &[Uuid]) -> Result<HashMap<Key, Statement>, StoreError> {
        use subject::Column::{KeywordId, LabelAsPrinted, Line, Method, Position, ResourceNumber, SourceId};
        let columns = [KeywordId, LabelAsPrinted, Line, Method];
        let select = said_of(subject::Entity::find().select_only().columns(columns), resources);
        let select = select.order_by_asc(ResourceNumber).order_by_asc(Position).order_by_asc(SourceId);
        let rows: Vec<Row> = select.into_model().all(&self.reader).await?;
        let mut statements = HashMap::with_capacity(rows.len());
        for row in rows {
            let key = (row.said.resource, row.keyword_id);
            let statement = Statement::new(row.label_as_printed, row.line, row.method, row.said);
            statements.entry(key).or_insert(statement);
        }
        Ok(statements)
    }
}

impl Write {
    /// What one source says of the resources with these numbers, by number and in page order.
    pub async fn subjects_of(&self, source: i32, resources: &[i64]) -> Result<HashMap<i64, Vec<subject::Model>>, StoreError> {
        let said = subject::Entity::find().filter(subject::Column::SourceId.eq(source)).order_by_asc(subject::Column::Position);
        let rows = bulk::rows_in(self.connection(), said, subject::Column::ResourceNumber, resources).await?;
        Ok(bulk::grouped(rows.into_iter().map(|row| (row.resource_number, row))))
    }

    /// Adds rows.
    pub async fn insert_subjects(&self, rows: Vec<subject::Model>) -> Result<(), StoreError> {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        Ok(bulk::insert_new(self.connection(), rows).await?)
    }

    /// Takes back what one source says of the resources with these numbers.
    pub async fn delete_subjects(&self, source: i32, resources: &[i64]) -> Result<(), StoreError> {
        for chunk in resources.chunks(MAX_BINDS) {
            subject::Entity::delete_many()
                .filter(subject::Column::SourceId.eq(source))
                .filter(subject::Column::ResourceNumber.is_in(bulk::among(chunk)))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}
