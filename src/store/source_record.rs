//! Which source said what about which resource.

use std::collections::HashMap;

use entity::{resource, source, source_record};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::provenance::{Origin, Said, said_of};
use super::{Store, StoreError, Write, bulk};
use crate::name::fold;

/// So many records, and so many other sources, are compared to find a source under two names.
const COMPARED: u64 = 100;

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
    /// The source's number.
    pub source_id: i32,
    /// Its name.
    pub source: String,
    /// The run that brought what is stored.
    pub run: Option<Origin>,
    /// The line in that run's file, from 1.
    pub line: i64,
    /// JSON: line and method of each field that was not simply asserted on `line`.
    pub fields: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    said: Said,
    source_id: i32,
    line: i64,
    fields: Option<String>,
}

impl Write {
    /// What a source said under these keys.
    pub async fn source_records(&self, source: i32, keys: &[String]) -> Result<HashMap<String, source_record::Model>, StoreError> {
        let said = source_record::Entity::find().filter(source_record::Column::SourceId.eq(source));
        let rows = bulk::rows_in(self.connection(), said, source_record::Column::Key, keys).await?;
        Ok(rows.into_iter().map(|row| (row.key.clone(), row)).collect())
    }

    /// What a source said about the resources with these numbers, under whatever keys.
    pub async fn source_records_about(&self, source: i32, resources: &[i64]) -> Result<Vec<source_record::Model>, StoreError> {
        let said = source_record::Entity::find().filter(source_record::Column::SourceId.eq(source));
        Ok(bulk::rows_in(self.connection(), said, source_record::Column::ResourceNumber, resources).await?)
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
                .filter(source_record::Column::Key.is_in(bulk::among(chunk)))
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
                .filter(source_record::Column::Key.is_in(bulk::among(chunk)))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }

    /// Notes that a run met what a source says about the resources with these numbers.
    pub async fn mark_seen_about(&self, source: i32, run: i64, resources: &[i64]) -> Result<(), StoreError> {
        for chunk in resources.chunks(MAX_BINDS) {
            source_record::Entity::update_many()
                .col_expr(source_record::Column::SeenRunId, run.into())
                .filter(source_record::Column::SourceId.eq(source))
                .filter(source_record::Column::ResourceNumber.is_in(bulk::among(chunk)))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }

    /// The records of a source that none of these runs met, by key.
    pub async fn vanished(&self, source: i32, runs: &[i64]) -> Result<Vec<Vanished>, StoreError> {
        let rows: Vec<(String, String)> = source_record::Entity::find()
            .select_only()
            .column(source_record::Column::Key)
            .column(resource::Column::Title)
            .inner_join(resource::Entity)
            .filter(source_record::Column::SourceId.eq(source))
            .filter(source_record::Column::SeenRunId.is_not_in(runs.iter().copied()))
            .order_by_asc(source_record::Column::Key)
            .into_tuple()
            .all(self.connection())
            .await?;
        Ok(rows.into_iter().map(|(key, title)| Vanished { key, title }).collect())
    }
}

/// Another source that has records of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwinSource {
    /// Its name.
    pub source: String,
    /// Records of the run that it has too.
    pub records: usize,
    /// Records of the run that were compared.
    pub of: usize,
}

impl Write {
    /// Looks whether another source names the records that a run created as this source does, and gives them the same titles.
    ///
    /// Returns the source that has most of them. Compares the run's first records only, and costs two statements.
    pub async fn twin_source(&self, source: i32, run: i64) -> Result<Option<TwinSource>, StoreError> {
        use source_record::Column::{Key, ResourceNumber, RunId, SourceId};
        let c = self.connection();
        let ours: Vec<(String, i64, String)> = source_record::Entity::find()
            .select_only()
            .columns([Key, ResourceNumber])
            .column(resource::Column::Title)
            .inner_join(resource::Entity)
            .filter(SourceId.eq(source))
            .filter(RunId.eq(run))
            .filter(resource::Column::SourceId.eq(source))
            .filter(resource::Column::Version.eq(1))
            .order_by_asc(Key)
            .limit(COMPARED)
            .into_tuple()
            .all(c)
            .await?;
        let others: Vec<i32> = source::Entity::find()
            .select_only()
            .column(source::Column::Id)
            .filter(source::Column::Id.ne(source))
            .order_by_desc(source::Column::Id)
            .limit(COMPARED)
            .into_tuple()
            .all(c)
            .await?;
        if ours.is_empty() || others.is_empty() {
            return Ok(None);
        }
        let theirs: Vec<(String, String, i64, String)> = source_record::Entity::find()
            .select_only()
            .column(Key)
            .column(source::Column::Name)
            .column(ResourceNumber)
            .column(resource::Column::Title)
            .inner_join(resource::Entity)
            .inner_join(source::Entity)
            .filter(SourceId.is_in(others))
            .filter(Key.is_in(ours.iter().map(|(key, ..)| key.as_str())))
            .into_tuple()
            .all(c)
            .await?;
        let of = ours.len();
        let ours: HashMap<String, (i64, String)> = ours.into_iter().map(|(key, number, title)| (key, (number, fold(&title)))).collect();
        let mut shared: HashMap<String, usize> = HashMap::new();
        for (key, name, number, title) in theirs {
            if ours.get(&key).is_some_and(|(own, own_title)| *own != number && *own_title == fold(&title)) {
                *shared.entry(name).or_default() += 1;
            }
        }
        let most = shared.into_iter().max_by(|(one, first), (other, second)| first.cmp(second).then_with(|| other.cmp(one)));
        Ok(most.map(|(source, records)| TwinSource { source, records, of }))
    }
}

impl Store {
    /// What the sources said of these resources, in one statement; the first source first.
    pub async fn source_statements(&self, resources: &[Uuid]) -> Result<HashMap<Uuid, Vec<SourceStatement>>, StoreError> {
        use source_record::Column::{Fields, Key, Line, SourceId};
        let select = said_of(source_record::Entity::find().select_only().columns([SourceId, Line, Fields]), resources);
        let rows: Vec<Row> = select.order_by_asc(SourceId).order_by_asc(Key).into_model().all(&self.reader).await?;
        let mut statements: HashMap<Uuid, Vec<SourceStatement>> = HashMap::new();
        for Row { said, source_id, line, fields } in rows {
            let resource = said.resource;
            let (source, run) = said.origin();
            statements.entry(resource).or_default().push(SourceStatement { source_id, source, run, line, fields });
        }
        Ok(statements)
    }
}
