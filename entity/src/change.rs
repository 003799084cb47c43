//! `change`: one node that one transaction touched.

use sea_orm::entity::prelude::*;

use crate::vocabulary::{NodeKind, Operation};

/// One node that one transaction touched.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "change")]
pub struct Model {
    /// In the order of commits.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The kind of the node.
    pub kind: NodeKind,
    /// Which one.
    pub node_id: Uuid,
    /// The operation on it.
    pub operation: Operation,
    /// The import that did it.
    pub run_id: Option<i64>,
    /// When.
    pub at: DateTimeUtc,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
