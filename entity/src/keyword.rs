//! `keyword`: a topic (skos:Concept).

use sea_orm::entity::prelude::*;

use crate::vocabulary::NodeStatus;

/// A topic (skos:Concept).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "keyword")]
pub struct Model {
    /// Stable.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Unique, fixed when the keyword was made.
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    /// skos:prefLabel: the first spelling that was printed.
    #[sea_orm(column_type = "Text")]
    pub label: String,
    /// The form in which two labels are one (`name::key`).
    #[sea_orm(column_type = "Text")]
    pub label_key: String,
    /// Empty, or the uri that sets it apart from another keyword with the same label.
    #[sea_orm(column_type = "Text")]
    pub disambiguator: String,
    /// skos:scopeNote.
    #[sea_orm(column_type = "Text", nullable)]
    pub scope_note: Option<String>,
    /// skos:inScheme.
    #[sea_orm(column_type = "Text", nullable)]
    pub scheme: Option<String>,
    /// The concept's address.
    #[sea_orm(column_type = "Text", nullable)]
    pub uri: Option<String>,
    /// Active, or merged into another node.
    pub status: NodeStatus,
    /// The keyword that took its place.
    pub merged_into: Option<Uuid>,
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
