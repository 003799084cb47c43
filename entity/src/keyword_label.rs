//! `keyword_label`: another label of a keyword (skos:altLabel).

use sea_orm::entity::prelude::*;

/// Another label of a keyword (skos:altLabel).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "keyword_label")]
pub struct Model {
    /// The keyword.
    #[sea_orm(primary_key, auto_increment = false)]
    pub keyword_id: Uuid,
    /// The label.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub value: String,
    /// A BCP 47 tag.
    #[sea_orm(column_type = "Text", nullable)]
    pub lang: Option<String>,
    /// Its place, from 0.
    pub position: i32,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
