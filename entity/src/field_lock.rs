//! `field_lock`: a field that a curator set.

use sea_orm::entity::prelude::*;

use crate::vocabulary::NodeKind;

/// A field that a curator set.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "field_lock")]
pub struct Model {
    /// The node.
    #[sea_orm(primary_key, auto_increment = false)]
    pub node_id: Uuid,
    /// The field.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub field: String,
    /// The kind of the node.
    pub kind: NodeKind,
    /// The curator that set it.
    #[sea_orm(column_type = "Text")]
    pub locked_by: String,
    /// When.
    pub locked_at: DateTimeUtc,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
