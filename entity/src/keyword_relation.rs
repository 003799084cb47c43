//! `keyword_relation`: how a keyword relates to another.

use sea_orm::entity::prelude::*;

use crate::vocabulary::RelationKind;

/// How a keyword relates to another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "keyword_relation")]
pub struct Model {
    /// The one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub keyword_id: Uuid,
    /// What the other is to it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: RelationKind,
    /// The other.
    #[sea_orm(primary_key, auto_increment = false)]
    pub other_id: Uuid,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
