//! `collection`: a page or list that presents resources.

use sea_orm::entity::prelude::*;

/// A page or list that presents resources.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collection")]
pub struct Model {
    /// Stable.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Unique, fixed when the collection was made.
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    /// Its heading.
    #[sea_orm(column_type = "Text")]
    pub title: String,
    /// The page it is; a source has one at most.
    pub source_id: i32,
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
