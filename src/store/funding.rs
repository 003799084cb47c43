//! Who paid for a resource.

use std::collections::{HashMap, HashSet};

use entity::vocabulary::{FundingKind, ProvenanceMethod};
use entity::{funding, resource};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::provenance::{Said, Statement, said_of};
use super::{Store, StoreError, Write, bulk};
use crate::model::Award;

/// Names one statement: resource, organization and kind.
pub type Key = (Uuid, Uuid, FundingKind);

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    said: Said,
    agent_id: Uuid,
    kind: FundingKind,
    name_as_printed: Option<String>,
    award_number: Option<String>,
    award_title: Option<String>,
    award_url: Option<String>,
    more_awards: Option<String>,
    line: Option<i64>,
    method: ProvenanceMethod,
}

/// A resource with the number and the title of the first award of one of its fundings, and the others as they are stored.
type AwardTexts = (Uuid, Option<String>, Option<String>, Option<String>);

impl Store {
    /// The fundings of these resources, in one statement. Where several sources say the same, the first of them counts, with the awards
    /// that the others name too.
    pub async fn funding_statements(&self, resources: &[Uuid]) -> Result<HashMap<Key, Statement>, StoreError> {
        use funding::Column::{
            AgentId, AwardNumber, AwardTitle, AwardUrl, Kind, Line, Method, MoreAwards, NameAsPrinted, Position, ResourceNumber, SourceId,
        };
        let columns = [AgentId, Kind, NameAsPrinted, AwardNumber, AwardTitle, AwardUrl, MoreAwards, Line, Method];
        let select = said_of(funding::Entity::find().select_only().columns(columns), resources);
        let select = select.order_by_asc(ResourceNumber).order_by_asc(Position).order_by_asc(SourceId);
        let rows: Vec<Row> = select.into_model().all(&self.reader).await?;
        let mut statements: HashMap<Key, Statement> = HashMap::with_capacity(rows.len());
        for row in rows {
            let key = (row.said.resource, row.agent_id, row.kind);
            let awards = awards_of([row.award_number, row.award_title, row.award_url], row.more_awards.as_deref());
            let statement = statements.entry(key).or_insert_with(|| Statement::new(row.name_as_printed, row.line, row.method, row.said));
            let known: HashSet<Award> = statement.awards.iter().cloned().collect();
            statement.awards.extend(awards.into_iter().filter(|award| !known.contains(award)));
        }
        Ok(statements)
    }

    /// The numbers and titles of the awards that paid for these resources, of those that name some.
    pub async fn award_texts(&self, resources: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>, StoreError> {
        use funding::Column::{AwardNumber, AwardTitle, MoreAwards, Position, ResourceNumber, SourceId};
        let mut texts: HashMap<Uuid, Vec<String>> = HashMap::new();
        for chunk in resources.chunks(MAX_BINDS) {
            let rows: Vec<AwardTexts> = funding::Entity::find()
                .inner_join(resource::Entity)
                .select_only()
                .column(resource::Column::Id)
                .columns([AwardNumber, AwardTitle, MoreAwards])
                .filter(resource::Column::Id.is_in(bulk::among(chunk)))
                .filter(AwardNumber.is_not_null().or(AwardTitle.is_not_null()).or(MoreAwards.is_not_null()))
                .order_by_asc(ResourceNumber)
                .order_by_asc(Position)
                .order_by_asc(SourceId)
                .into_tuple()
                .all(&self.reader)
                .await?;
            for (resource, number, title, more) in rows {
                let awards = awards_of([number, title, None], more.as_deref());
                texts.entry(resource).or_default().extend(awards.into_iter().flat_map(|award| award.number.into_iter().chain(award.title)));
            }
        }
        Ok(texts)
    }
}

/// Returns awards as the column `more_awards` holds them; none when there are none.
pub fn more_awards(awards: &[Award]) -> Option<String> {
    if awards.is_empty() { None } else { serde_json::to_string(awards).ok() }
}

/// Returns the awards of a row: the first has columns of its own.
pub(super) fn awards_of([number, title, url]: [Option<String>; 3], more: Option<&str>) -> Vec<Award> {
    let first = Award { number, title, url };
    let more: Vec<Award> = more.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    Some(first).filter(|first| *first != Award::default()).into_iter().chain(more).collect()
}

impl Write {
    /// What one source says of the resources with these numbers, by number and in page order.
    pub async fn fundings_of(&self, source: i32, resources: &[i64]) -> Result<HashMap<i64, Vec<funding::Model>>, StoreError> {
        let said = funding::Entity::find().filter(funding::Column::SourceId.eq(source)).order_by_asc(funding::Column::Position);
        let rows = bulk::rows_in(self.connection(), said, funding::Column::ResourceNumber, resources).await?;
        Ok(bulk::grouped(rows.into_iter().map(|row| (row.resource_number, row))))
    }

    /// Adds rows.
    pub async fn insert_fundings(&self, rows: Vec<funding::Model>) -> Result<(), StoreError> {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        Ok(bulk::insert_new(self.connection(), rows).await?)
    }

    /// Takes back what one source says of the resources with these numbers.
    pub async fn delete_fundings(&self, source: i32, resources: &[i64]) -> Result<(), StoreError> {
        for chunk in resources.chunks(MAX_BINDS) {
            funding::Entity::delete_many()
                .filter(funding::Column::SourceId.eq(source))
                .filter(funding::Column::ResourceNumber.is_in(bulk::among(chunk)))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}
