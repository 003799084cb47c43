//! Resources.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::iter;

use chrono::{DateTime, NaiveDate, Utc};
use entity::vocabulary::{ContributionRole, FundingKind, IdentifierScheme, NodeStatus, ResourceFormat};
use entity::{contribution, field_lock, funding, resource, resource_identifier, subject};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DerivePartialModel, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
};
use serde::Deserialize;
use uuid::Uuid;

use super::bulk::{MAX_BINDS, Part};
use super::snapshot::{Reading, Which};
use super::{Store, StoreError, Write, bulk};
use crate::identifier::Identifier;

/// What the graph does not hold of a resource.
#[derive(Debug, Clone, DerivePartialModel)]
#[sea_orm(entity = "resource::Entity")]
pub struct ResourceRecord {
    /// Its id.
    pub id: Uuid,
    /// The title as its source prints it.
    pub title_as_printed: String,
    /// Paragraphs are parted by an empty line.
    pub description: Option<String>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// The word that the format was read from.
    pub format_as_printed: Option<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// Where it can be read.
    pub landing_page: Option<String>,
    /// The source that described it first.
    pub source_id: i32,
    /// JSON: the source of each field that another source than the first gave.
    pub field_sources: Option<String>,
    /// Counts its changes, from 1.
    pub version: i32,
}

/// A resource as it is stored, without its edges.
#[derive(Debug, Clone)]
pub struct StoredResource {
    /// The row.
    pub row: resource::Model,
    /// Its identifiers, in their order.
    pub identifiers: Vec<Identifier>,
}

/// What the graph keeps of a resource.
#[derive(Debug, Clone)]
pub struct ResourceSummary {
    /// Its id.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Of publication.
    pub year: Option<i32>,
    /// What it is.
    pub format: Option<ResourceFormat>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// Whether there is a description.
    pub has_description: bool,
    /// Whether there is a landing page.
    pub has_landing_page: bool,
    /// Its identifiers, in their order.
    pub identifiers: Vec<Identifier>,
    /// Who made it, in page order.
    pub producers: Vec<(Uuid, ContributionRole)>,
    /// Who paid for it, in page order.
    pub funders: Vec<(Uuid, FundingKind)>,
    /// What it is about, in page order.
    pub keywords: Vec<Uuid>,
}

#[derive(Deserialize)]
struct SummaryRow {
    id: Uuid,
    slug: String,
    title: String,
    year: Option<i32>,
    format: Option<ResourceFormat>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    language: Option<String>,
    has_description: u8,
    has_landing_page: u8,
}

/// Which source gave which field, where it was not the resource's first source.
pub type FieldSources = BTreeMap<String, i32>;

/// Empties the fields that a source gave. Those of the resource's first source go without an entry; when that is the one that is taken
/// back, `heir` becomes the first. The title stays: a resource has one.
pub(super) fn take_back(row: &mut resource::Model, source: i32, heir: i32) {
    let mut owners: FieldSources = row.field_sources.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let main = row.source_id;
    let mut empties = |field: &str| {
        owners.remove(field).map_or(main == source, |owner| {
            if owner != source {
                owners.insert(field.to_owned(), owner);
            }
            owner == source
        })
    };
    if empties("description") {
        row.description = None;
    }
    if empties("year") {
        row.year = None;
    }
    if empties("format") {
        (row.format, row.format_as_printed) = (None, None);
    }
    if empties("language") {
        row.language = None;
    }
    if empties("url") {
        row.landing_page = None;
    }
    if main == source {
        row.source_id = heir;
        owners.retain(|_, owner| *owner != heir);
    }
    row.field_sources = (!owners.is_empty()).then(|| serde_json::to_string(&owners).unwrap_or_default());
}

impl Store {
    /// The records of these resources, in one statement.
    pub async fn resource_records(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, ResourceRecord>, StoreError> {
        let records = resource::Entity::find().filter(resource::Column::Id.is_in(bulk::among(ids)));
        let records: Vec<ResourceRecord> = records.into_partial_model().all(&self.reader).await?;
        Ok(records.into_iter().map(|record| (record.id, record)).collect())
    }

    /// The descriptions of these resources, of those that have one.
    pub async fn descriptions(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, String>, StoreError> {
        let mut descriptions = HashMap::with_capacity(ids.len());
        for chunk in ids.chunks(MAX_BINDS) {
            let rows: Vec<(Uuid, Option<String>)> = resource::Entity::find()
                .select_only()
                .columns([resource::Column::Id, resource::Column::Description])
                .filter(resource::Column::Id.is_in(chunk.iter().copied()))
                .into_tuple()
                .all(&self.reader)
                .await?;
            descriptions.extend(rows.into_iter().filter_map(|(id, description)| Some((id, description?))));
        }
        Ok(descriptions)
    }

    /// The resources that have one of these identifiers, by identifier and then id.
    pub async fn resources_identified(&self, identifiers: &[Identifier]) -> Result<Vec<(Identifier, Uuid)>, StoreError> {
        identified(&self.reader, identifiers).await
    }

    /// The resources whose landing page is one of these, by page and then id.
    pub async fn resources_at(&self, pages: &[String]) -> Result<Vec<(String, Uuid)>, StoreError> {
        Ok(resource::Entity::find()
            .select_only()
            .columns([resource::Column::LandingPage, resource::Column::Id])
            .filter(resource::Column::LandingPage.is_in(pages.iter().map(String::as_str)))
            .order_by_asc(resource::Column::LandingPage)
            .order_by_asc(resource::Column::Id)
            .into_tuple()
            .all(&self.reader)
            .await?)
    }
}

async fn identified<C: sea_orm::ConnectionTrait>(
    connection: &C,
    identifiers: &[Identifier],
) -> Result<Vec<(Identifier, Uuid)>, StoreError> {
    let mut found = Vec::new();
    for chunk in identifiers.chunks(MAX_BINDS) {
        let rows = resource_identifier::Entity::find()
            // Naming the schemes is what lets the index answer.
            .filter(resource_identifier::Column::Scheme.is_in(chunk.iter().map(|identifier| identifier.scheme).collect::<BTreeSet<_>>()))
            .filter(resource_identifier::Column::Value.is_in(chunk.iter().map(|identifier| identifier.value.as_str())))
            .order_by_asc(resource_identifier::Column::ResourceId)
            .all(connection)
            .await?;
        found.extend(rows.into_iter().map(|row| (Identifier { scheme: row.scheme, value: row.value }, row.resource_id)));
    }
    let wanted: HashSet<&Identifier> = identifiers.iter().collect();
    found.retain(|(identifier, _)| wanted.contains(identifier));
    Ok(found)
}

impl Write {
    /// The resources with one of these DOIs.
    pub async fn resources_with_doi(&self, dois: &[Identifier]) -> Result<HashMap<String, Uuid>, StoreError> {
        let found = identified(self.connection(), dois).await?;
        Ok(found.into_iter().filter(|(doi, _)| doi.scheme == IdentifierScheme::Doi).map(|(doi, id)| (doi.value, id)).collect())
    }

    /// Which of these ids belong to resources.
    pub async fn existing_resources(&self, ids: &[Uuid]) -> Result<HashSet<Uuid>, StoreError> {
        let mut existing = HashSet::new();
        for chunk in ids.chunks(MAX_BINDS) {
            let select = resource::Entity::find().select_only().column(resource::Column::Id);
            let rows: Vec<Uuid> =
                select.filter(resource::Column::Id.is_in(chunk.iter().copied())).into_tuple().all(self.connection()).await?;
            existing.extend(rows);
        }
        Ok(existing)
    }

    /// These resources as they are stored.
    pub async fn resources(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, StoredResource>, StoreError> {
        let mut records = HashMap::new();
        for chunk in ids.chunks(MAX_BINDS) {
            let rows: Vec<resource::Model> =
                resource::Entity::find().filter(resource::Column::Id.is_in(chunk.iter().copied())).all(self.connection()).await?;
            records.extend(rows.into_iter().map(|row| (row.id, StoredResource { row, identifiers: Vec::new() })));
            let rows = resource_identifier::Entity::find()
                .filter(resource_identifier::Column::ResourceId.is_in(chunk.iter().copied()))
                .order_by_asc(resource_identifier::Column::Position)
                .all(self.connection())
                .await?;
            for row in rows {
                if let Some(record) = records.get_mut(&row.resource_id) {
                    record.identifiers.push(Identifier { scheme: row.scheme, value: row.value });
                }
            }
        }
        Ok(records)
    }

    /// The fields of these resources that a curator set.
    pub async fn locked_fields(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>, StoreError> {
        let mut locked: HashMap<Uuid, Vec<String>> = HashMap::new();
        for chunk in ids.chunks(MAX_BINDS) {
            let has = field_lock::Column::NodeId.is_in(chunk.iter().copied());
            for row in field_lock::Entity::find().filter(has).all(self.connection()).await? {
                locked.entry(row.node_id).or_default().push(row.field);
            }
        }
        Ok(locked)
    }

    /// Adds resources.
    pub async fn insert_resources(&self, rows: Vec<resource::Model>) -> Result<(), StoreError> {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        Ok(bulk::insert_new(self.connection(), rows).await?)
    }

    /// Replaces a resource's row.
    pub async fn update_resource(&self, row: resource::Model) -> Result<(), StoreError> {
        let id = row.id;
        let mut row = row.into_active_model().reset_all();
        row.id = sea_orm::Unchanged(id);
        resource::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// Adds identifiers that one source gives: the resource, the identifier, its position.
    pub async fn insert_resource_identifiers(&self, source: i32, identifiers: &[(Uuid, Identifier, i32)]) -> Result<(), StoreError> {
        let rows = identifiers.iter().map(|(resource_id, identifier, position)| resource_identifier::ActiveModel {
            resource_id: Set(*resource_id),
            scheme: Set(identifier.scheme),
            value: Set(identifier.value.clone()),
            position: Set(*position),
            source_id: Set(source),
        });
        Ok(bulk::insert_new(self.connection(), rows.collect()).await?)
    }

    /// Takes back the identifiers that one source gave to these resources.
    pub async fn delete_resource_identifiers(&self, source: i32, resources: &[Uuid]) -> Result<(), StoreError> {
        for chunk in resources.chunks(MAX_BINDS) {
            resource_identifier::Entity::delete_many()
                .filter(resource_identifier::Column::SourceId.eq(source))
                .filter(resource_identifier::Column::ResourceId.is_in(chunk.iter().copied()))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}

impl Reading {
    /// Resources with their edges, by id or all between two ids.
    pub async fn resources(&self, which: &Which) -> Result<Vec<ResourceSummary>, StoreError> {
        use contribution::Column as C;
        use funding::Column as F;
        use resource::Column::{CreatedAt, Description, Format, Id, LandingPage, Language, Slug, Status, Title, UpdatedAt, Year};
        use resource_identifier::Column as I;
        use subject::Column as S;
        let c = self.connection();
        let is_there = |column: resource::Column| -> Expr { Expr::case(column.is_not_null(), 1).finally(0).into() };
        let select = resource::Entity::find().filter(Status.eq(NodeStatus::Active)).select_only();
        let select = select
            .columns([Id, Slug, Title, Year, Format, CreatedAt, UpdatedAt, Language])
            .column_as(is_there(Description), "has_description")
            .column_as(is_there(LandingPage), "has_landing_page")
            .order_by_asc(Id);
        let plain = ["slug", "title", "year", "format", "created_at", "updated_at", "language", "has_description", "has_landing_page"];
        let parts: Vec<Part> = iter::once(Part::Id("id")).chain(plain.map(Part::Plain)).collect();
        let rows: Vec<SummaryRow> = bulk::rows(c, which.narrow(select, Id).into_query(), &parts).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }

        let select = which.narrow(contribution::Entity::find(), C::ResourceId).select_only();
        let select = select.columns([C::ResourceId, C::AgentId, C::Role]).order_by_asc(C::ResourceId).order_by_asc(C::Position);
        let parts = [Part::Id("resource_id"), Part::Id("agent_id"), Part::Plain("role")];
        let contributions: Vec<(Uuid, Uuid, ContributionRole)> =
            bulk::rows(c, select.order_by_asc(C::SourceId).into_query(), &parts).await?;

        let select = which.narrow(funding::Entity::find(), F::ResourceId).select_only();
        let select = select.columns([F::ResourceId, F::AgentId, F::Kind]).order_by_asc(F::ResourceId).order_by_asc(F::Position);
        let parts = [Part::Id("resource_id"), Part::Id("agent_id"), Part::Plain("kind")];
        let fundings: Vec<(Uuid, Uuid, FundingKind)> = bulk::rows(c, select.order_by_asc(F::SourceId).into_query(), &parts).await?;

        let select = which.narrow(subject::Entity::find(), S::ResourceId).select_only();
        let select = select.columns([S::ResourceId, S::KeywordId]).order_by_asc(S::ResourceId).order_by_asc(S::Position);
        let parts = [Part::Id("resource_id"), Part::Id("keyword_id")];
        let subjects: Vec<(Uuid, Uuid)> = bulk::rows(c, select.order_by_asc(S::SourceId).into_query(), &parts).await?;

        let select = which.narrow(resource_identifier::Entity::find(), I::ResourceId).select_only();
        let select = select.columns([I::ResourceId, I::Scheme, I::Value]).order_by_asc(I::ResourceId).order_by_asc(I::Position);
        let parts = [Part::Id("resource_id"), Part::Plain("scheme"), Part::Plain("value")];
        let identifiers: Vec<(Uuid, IdentifierScheme, String)> =
            bulk::rows(c, select.order_by_asc(I::SourceId).into_query(), &parts).await?;

        // Rows and edges come in the order of the resources' ids, so one pass over each hands every resource its own.
        let (mut contributions, mut fundings, mut subjects) =
            (contributions.into_iter().peekable(), fundings.into_iter().peekable(), subjects.into_iter().peekable());
        let mut identifiers = identifiers.into_iter().peekable();
        let summary = |row: SummaryRow| {
            while contributions.next_if(|edge| edge.0 < row.id).is_some() {}
            while fundings.next_if(|edge| edge.0 < row.id).is_some() {}
            while subjects.next_if(|edge| edge.0 < row.id).is_some() {}
            while identifiers.next_if(|identifier| identifier.0 < row.id).is_some() {}
            ResourceSummary {
                producers: iter::from_fn(|| contributions.next_if(|edge| edge.0 == row.id)).map(|edge| (edge.1, edge.2)).collect(),
                funders: iter::from_fn(|| fundings.next_if(|edge| edge.0 == row.id)).map(|edge| (edge.1, edge.2)).collect(),
                keywords: iter::from_fn(|| subjects.next_if(|edge| edge.0 == row.id)).map(|edge| edge.1).collect(),
                id: row.id,
                slug: row.slug,
                title: row.title,
                year: row.year,
                format: row.format,
                created_at: row.created_at,
                updated_at: row.updated_at,
                language: row.language,
                has_description: row.has_description == 1,
                has_landing_page: row.has_landing_page == 1,
                identifiers: iter::from_fn(|| identifiers.next_if(|identifier| identifier.0 == row.id))
                    .map(|(_, scheme, value)| Identifier { scheme, value })
                    .collect(),
            }
        };
        Ok(rows.into_iter().map(summary).collect())
    }
}
