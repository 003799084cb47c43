//! `source_record`: a record of one source about one resource. With its key, an import can be repeated.

use sea_orm::entity::prelude::*;

/// A record of one source about one resource. With its key, an import can be repeated.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "source_record")]
pub struct Model {
    /// The source.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source_id: i32,
    /// `id:…`, `url:…` or `title:…`: how the source names it.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    /// The resource's number.
    pub resource_number: i64,
    /// The run that brought what is stored now.
    pub run_id: i64,
    /// The last run that met it.
    pub seen_run_id: i64,
    /// Its line in that run's file, from 1.
    pub line: i64,
    /// Of what the source said: an equal one means that nothing changed.
    #[sea_orm(column_type = "Text")]
    pub checksum: String,
    /// JSON: line and method of each field that was not simply asserted on `line`.
    #[sea_orm(column_type = "Text", nullable)]
    pub fields: Option<String>,
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
