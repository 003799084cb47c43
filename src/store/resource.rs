//! Resources.

pub mod note;
mod summary;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use entity::vocabulary::IdentifierScheme;
use entity::{field_lock, resource, resource_identifier};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DerivePartialModel, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select, Set,
};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
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
    /// The terms under which it may be used, as printed.
    pub license: Option<String>,
    /// The address of these terms.
    pub license_url: Option<String>,
    /// JSON: see [`note::all`].
    pub notes: Option<String>,
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
    if empties("license") {
        (row.license, row.license_url) = (None, None);
    }
    if empties("notes") {
        row.notes = None;
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

    /// The prose of these resources, of those that have some: the description, then the notes.
    pub async fn prose(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<String>>, StoreError> {
        let mut prose = HashMap::with_capacity(ids.len());
        for chunk in ids.chunks(MAX_BINDS) {
            let rows: Vec<(Uuid, Option<String>, Option<String>)> = resource::Entity::find()
                .select_only()
                .columns([resource::Column::Id, resource::Column::Description, resource::Column::Notes])
                .filter(resource::Column::Id.is_in(bulk::among(chunk)))
                .into_tuple()
                .all(&self.reader)
                .await?;
            prose.extend(rows.into_iter().filter_map(|(id, description, notes)| {
                let notes = note::all(notes.as_deref()).into_iter().map(|note| note.text());
                let texts: Vec<String> = description.into_iter().chain(notes).collect();
                (!texts.is_empty()).then_some((id, texts))
            }));
        }
        Ok(prose)
    }

    /// The resources that have one of these identifiers, by identifier and then id.
    pub async fn resources_identified(&self, identifiers: &[Identifier]) -> Result<Vec<(Identifier, Uuid)>, StoreError> {
        use resource_identifier::Column::{Scheme, Value};
        let mut found = Vec::new();
        for chunk in identifiers.chunks(MAX_BINDS) {
            let select = identified(chunk).inner_join(resource::Entity).select_only().columns([Scheme, Value]);
            let select = select.column(resource::Column::Id).order_by_asc(resource::Column::Id);
            let rows: Vec<(IdentifierScheme, String, Uuid)> = select.into_tuple().all(&self.reader).await?;
            found.extend(rows.into_iter().map(|(scheme, value, id)| (Identifier { scheme, value }, id)));
        }
        let wanted: HashSet<&Identifier> = identifiers.iter().collect();
        found.retain(|(identifier, _)| wanted.contains(identifier));
        Ok(found)
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

/// Rows with one of these identifiers, and perhaps with the value of one and the scheme of another.
fn identified(identifiers: &[Identifier]) -> Select<resource_identifier::Entity> {
    resource_identifier::Entity::find()
        // Naming the schemes is what lets the index answer.
        .filter(resource_identifier::Column::Scheme.is_in(identifiers.iter().map(|identifier| identifier.scheme).collect::<BTreeSet<_>>()))
        .filter(resource_identifier::Column::Value.is_in(bulk::among(identifiers).map(|identifier| identifier.value)))
}

impl Write {
    /// The largest number that a resource has; 0 when there is none. Who gives the next ones [holds off](Write::exclusive) others who do.
    pub async fn last_resource_number(&self) -> Result<i64, StoreError> {
        let last = resource::Entity::find().select_only().column(resource::Column::Number).order_by_desc(resource::Column::Number);
        let last: Option<i64> = last.limit(1).into_tuple().one(self.connection()).await?;
        Ok(last.unwrap_or_default())
    }

    /// The numbers of the resources with one of these DOIs.
    pub async fn resources_with_doi(&self, dois: &[Identifier]) -> Result<HashMap<String, i64>, StoreError> {
        let mut found = HashMap::new();
        for chunk in dois.chunks(MAX_BINDS) {
            let rows = identified(chunk).all(self.connection()).await?;
            let dois = rows.into_iter().filter(|row| row.scheme == IdentifierScheme::Doi);
            found.extend(dois.map(|row| (row.value, row.resource_number)));
        }
        Ok(found)
    }

    /// Which of these ids belong to resources.
    pub async fn existing_resources(&self, ids: &[Uuid]) -> Result<HashSet<Uuid>, StoreError> {
        let mut existing = HashSet::new();
        for chunk in ids.chunks(MAX_BINDS) {
            let select = resource::Entity::find().select_only().column(resource::Column::Id);
            let rows: Vec<Uuid> = select.filter(resource::Column::Id.is_in(bulk::among(chunk))).into_tuple().all(self.connection()).await?;
            existing.extend(rows);
        }
        Ok(existing)
    }

    /// The resources with these numbers as they are stored, by number.
    pub async fn resources(&self, numbers: &[i64]) -> Result<HashMap<i64, StoredResource>, StoreError> {
        let mut records = HashMap::new();
        for chunk in numbers.chunks(MAX_BINDS) {
            let rows: Vec<resource::Model> =
                resource::Entity::find().filter(resource::Column::Number.is_in(bulk::among(chunk))).all(self.connection()).await?;
            records.extend(rows.into_iter().map(|row| (row.number, StoredResource { row, identifiers: Vec::new() })));
            let rows = resource_identifier::Entity::find()
                .filter(resource_identifier::Column::ResourceNumber.is_in(bulk::among(chunk)))
                .order_by_asc(resource_identifier::Column::Position)
                .all(self.connection())
                .await?;
            for row in rows {
                if let Some(record) = records.get_mut(&row.resource_number) {
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
            let has = field_lock::Column::NodeId.is_in(bulk::among(chunk));
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
        let number = row.number;
        let mut row = row.into_active_model().reset_all();
        row.number = sea_orm::Unchanged(number);
        resource::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// Adds identifiers that one source gives: the resource's number, the identifier, its position.
    pub async fn insert_resource_identifiers(&self, source: i32, identifiers: &[(i64, Identifier, i32)]) -> Result<(), StoreError> {
        let rows = identifiers.iter().map(|(resource_number, identifier, position)| resource_identifier::ActiveModel {
            resource_number: Set(*resource_number),
            scheme: Set(identifier.scheme),
            value: Set(identifier.value.clone()),
            position: Set(*position),
            source_id: Set(source),
        });
        Ok(bulk::insert_new(self.connection(), rows.collect()).await?)
    }

    /// Takes back the identifiers that one source gave to the resources with these numbers.
    pub async fn delete_resource_identifiers(&self, source: i32, resources: &[i64]) -> Result<(), StoreError> {
        for chunk in resources.chunks(MAX_BINDS) {
            resource_identifier::Entity::delete_many()
                .filter(resource_identifier::Column::SourceId.eq(source))
                .filter(resource_identifier::Column::ResourceNumber.is_in(bulk::among(chunk)))
                .exec(self.connection())
                .await?;
        }
        Ok(())
    }
}
