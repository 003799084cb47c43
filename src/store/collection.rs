//! Collections: the pages that present resources.

use std::collections::HashMap;

use entity::vocabulary::ProvenanceMethod;
use entity::{collection, collection_item, resource};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::provenance::{Said, Statement, said_of};
use super::snapshot::{Reading, Which};
use super::{Store, StoreError, Write, bulk};
use crate::model::{CollectionRow, ItemRow};

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    said: Said,
    collection_id: Uuid,
    line: Option<i64>,
    method: ProvenanceMethod,
}

impl Store {
    /// What is stored of the items with these resources, by collection and resource, in one statement.
    pub async fn item_statements(&self, resources: &[Uuid]) -> Result<HashMap<(Uuid, Uuid), Statement>, StoreError> {
        use collection_item::Column::{CollectionId, Line, Method};
        let select = said_of(collection_item::Entity::find().select_only().columns([CollectionId, Line, Method]), resources);
        let rows: Vec<Row> = select.into_model().all(&self.reader).await?;
        let statement = |row: Row| ((row.collection_id, row.said.resource), Statement::new(None, row.line, row.method, row.said));
        Ok(rows.into_iter().map(statement).collect())
    }
}

impl Write {
    /// The collection that a source is.
    pub async fn collection_of(&self, source: i32) -> Result<Option<collection::Model>, StoreError> {
        Ok(collection::Entity::find().filter(collection::Column::SourceId.eq(source)).one(self.connection()).await?)
    }

    /// Adds a collection.
    pub async fn insert_collection(&self, row: collection::Model) -> Result<(), StoreError> {
        collection::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(self.connection()).await?;
        Ok(())
    }

    /// Replaces a collection's row.
    pub async fn update_collection(&self, row: collection::Model) -> Result<(), StoreError> {
        let id = row.id;
        let mut row = row.into_active_model().reset_all();
        row.id = sea_orm::Unchanged(id);
        collection::Entity::update(row).exec(self.connection()).await?;
        Ok(())
    }

    /// The items of a collection with the resources of these numbers.
    pub async fn items_of(&self, collection: Uuid, resources: &[i64]) -> Result<HashMap<i64, collection_item::Model>, StoreError> {
        let mut found = HashMap::new();
        for chunk in resources.chunks(MAX_BINDS) {
            let rows = collection_item::Entity::find()
                .filter(collection_item::Column::CollectionId.eq(collection))
                .filter(collection_item::Column::ResourceNumber.is_in(bulk::among(chunk)))
                .all(self.connection())
                .await?;
            found.extend(rows.into_iter().map(|row| (row.resource_number, row)));
        }
        Ok(found)
    }

    /// Puts items where they stand now.
    pub async fn put_items(&self, rows: Vec<collection_item::Model>) -> Result<(), StoreError> {
        let rows = rows.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        Ok(bulk::insert_or_replace(self.connection(), rows).await?)
    }
}

impl Reading {
    /// Collections with their items, by id or all between two ids.
    pub async fn collections(&self, which: &Which) -> Result<Vec<CollectionRow>, StoreError> {
        use collection_item::Column;
        let c = self.connection();
        let rows = which.narrow(collection::Entity::find(), collection::Column::Id).order_by_asc(collection::Column::Id).all(c).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut items: HashMap<Uuid, Vec<ItemRow>> = HashMap::new();
        let select = which.narrow(collection_item::Entity::find(), Column::CollectionId);
        let select = select.order_by_asc(Column::CollectionId).order_by_asc(Column::Position);
        let select = select.order_by_asc(resource::Column::Id).inner_join(resource::Entity).select_only();
        let columns = [Column::CollectionId, Column::Section, Column::Highlighted];
        let select = select.columns(columns).column(resource::Column::Id);
        let in_order: Vec<(Uuid, Option<String>, bool, Uuid)> = select.into_tuple().all(c).await?;
        for (collection, section, highlighted, resource) in in_order {
            items.entry(collection).or_default().push(ItemRow { resource, section, highlighted });
        }
        let summary = |row: collection::Model| CollectionRow {
            items: items.remove(&row.id).unwrap_or_default(),
            id: row.id,
            slug: row.slug,
            title: row.title,
        };
        Ok(rows.into_iter().map(summary).collect())
    }
}
