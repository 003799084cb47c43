//! `source`: a source of records.

use sea_orm::entity::prelude::*;

/// A source of records.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "source")]
pub struct Model {
    /// Number within this database.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The name that `--source` gave.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// When it first said something.
    pub created_at: DateTimeUtc,
    /// The mappings of columns that its imports gave, as a list of texts in JSON. None when there are none.
    #[sea_orm(column_type = "Text", nullable)]
    pub mappings: Option<String>,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
