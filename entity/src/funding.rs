//! `funding`: a funding of a resource, as one source says.

use sea_orm::entity::prelude::*;

use crate::vocabulary::{FundingKind, ProvenanceMethod};

/// A funding of a resource, as one source says.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "funding")]
pub struct Model {
    /// The resource's number.
    #[sea_orm(primary_key, auto_increment = false)]
    pub resource_number: i64,
    /// The organization.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: Uuid,
    /// The kind of the funding.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: FundingKind,
    /// The name as printed; none for what a curator set.
    #[sea_orm(column_type = "Text", nullable)]
    pub name_as_printed: Option<String>,
    /// The funder's number for the first award.
    #[sea_orm(column_type = "Text", nullable)]
    pub award_number: Option<String>,
    /// The award's title.
    #[sea_orm(column_type = "Text", nullable)]
    pub award_title: Option<String>,
    /// The award's page.
    #[sea_orm(column_type = "Text", nullable)]
    pub award_url: Option<String>,
    /// JSON: the awards after the first.
    #[sea_orm(column_type = "Text", nullable)]
    pub more_awards: Option<String>,
    /// Its place in the list, from 1.
    pub position: i32,
    /// The source that says so.
    #[sea_orm(primary_key, auto_increment = false)]
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
