//! `keyword_relation`: a relation of a keyword to another.

use sea_orm::entity::prelude::*;

use crate::vocabulary::RelationKind;

/// A relation of a keyword to another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "keyword_relation")]
pub struct Model {
    /// The one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub keyword_id: Uuid,
    /// The kind of the relation.
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
