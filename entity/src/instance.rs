//! `instance`: which database this is.

use sea_orm::entity::prelude::*;

/// Which database this is.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "instance")]
pub struct Model {
    /// The database's own id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// The version of `name::key` that the stored keys are of.
    pub key_version: i32,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
