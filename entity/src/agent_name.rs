//! `agent_name`: a name of an agent.

use sea_orm::entity::prelude::*;

use crate::vocabulary::AgentNameKind;

/// A name of an agent.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agent_name")]
pub struct Model {
    /// The agent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub agent_id: Uuid,
    /// The kind of the name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: AgentNameKind,
    /// The name.
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
