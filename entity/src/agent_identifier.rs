//! `agent_identifier`: an identifier of an agent; it belongs to one agent only.

use sea_orm::entity::prelude::*;

use crate::vocabulary::IdentifierScheme;

/// An identifier of an agent; it belongs to one agent only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agent_identifier")]
pub struct Model {
    /// Whose identifier it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scheme: IdentifierScheme,
    /// Its one stored form.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub value: String,
    /// The agent.
    pub agent_id: Uuid,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
