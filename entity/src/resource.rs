//! `resource`: a brief, webinar, paper, toolkit.

use sea_orm::entity::prelude::*;

use crate::vocabulary::{NodeStatus, ResourceFormat};

/// A brief, webinar, paper, toolkit.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resource")]
pub struct Model {
    /// Counts the resources of this database as they arrive; what belongs to one is kept by it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Stable, and the same in every database that read the same source.
    pub id: Uuid,
    /// Unique, fixed when the resource was made.
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    /// Without year, format and quotes.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// As its source prints it.
    #[sea_orm(column_type = "Text")]
    pub title_as_printed: String,
    /// Paragraphs are parted by an empty line.
    #[sea_orm(column_type = "Text", nullable)]
    pub description: Option<String>,
    /// Of publication.
    pub year: Option<i32>,
    /// The day, where it is known.
    pub published: Option<Date>,
    /// Its format.
    pub format: Option<ResourceFormat>,
    /// The word that the format was read from.
    #[sea_orm(column_type = "Text", nullable)]
    pub format_as_printed: Option<String>,
    /// A BCP 47 tag.
    #[sea_orm(column_type = "Text", nullable)]
    pub language: Option<String>,
    /// The address at which it can be read.
    #[sea_orm(column_type = "Text", nullable)]
    pub landing_page: Option<String>,
    /// The terms under which it may be used, as printed.
    #[sea_orm(column_type = "Text", nullable)]
    pub license: Option<String>,
    /// The address of these terms, where it is printed or known.
    #[sea_orm(column_type = "Text", nullable)]
    pub license_url: Option<String>,
    /// JSON: the labels that fit no other column, each with its value.
    #[sea_orm(column_type = "Text", nullable)]
    pub notes: Option<String>,
    /// Active, or merged into another node.
    pub status: NodeStatus,
    /// The source that described it first.
    pub source_id: i32,
    /// JSON: the source of each field that another source than the first gave.
    #[sea_orm(column_type = "Text", nullable)]
    pub field_sources: Option<String>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Counts its changes, from 1.
    pub version: i32,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
