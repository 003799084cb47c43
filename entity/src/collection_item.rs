//! `collection_item`: the place of a resource in a collection.

use sea_orm::entity::prelude::*;

use crate::vocabulary::ProvenanceMethod;

/// The place of a resource in a collection.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collection_item")]
pub struct Model {
    /// The collection.
    #[sea_orm(primary_key, auto_increment = false)]
    pub collection_id: Uuid,
    /// The resource's number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resource_number: i64,
    /// The heading above it.
    #[sea_orm(column_type = "Text", nullable)]
    pub section: Option<String>,
    /// Its place, from 1.
    pub position: i32,
    /// True when the heading singles it out.
    pub highlighted: bool,
    /// The source that says so.
    pub source_id: i32,
    /// The run that brought it.
    pub run_id: Option<i64>,
    /// The line it stood on.
    pub line: Option<i64>,
    /// The method by which it was read.
    pub method: ProvenanceMethod,
}

/// The resource of a row, its source and its run.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The resource.
    #[sea_orm(belongs_to = "super::resource::Entity", from = "Column::ResourceNumber", to = "super::resource::Column::Number")]
    Resource,
    /// The source that says so.
    #[sea_orm(belongs_to = "super::source::Entity", from = "Column::SourceId", to = "super::source::Column::Id")]
    Source,
    /// The run that brought it.
    #[sea_orm(belongs_to = "super::import_run::Entity", from = "Column::RunId", to = "super::import_run::Column::Id")]
    ImportRun,
}

impl Related<super::resource::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Resource.def()
    }
}

impl Related<super::source::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Source.def()
    }
}

impl Related<super::import_run::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ImportRun.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
