//! `agent`: an organization or a person.

use sea_orm::entity::prelude::*;

use crate::vocabulary::{AgentKind, NodeStatus};

/// An organization or a person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agent")]
pub struct Model {
    /// Stable.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// A body or a human being.
    pub kind: AgentKind,
    /// Unique, fixed when the agent was made.
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    /// The name that is shown: the first that was printed.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// The form in which two names are one (`name::key`).
    #[sea_orm(column_type = "Text")]
    pub name_key: String,
    /// Empty, or the identifier that sets it apart from another agent with the same name.
    #[sea_orm(column_type = "Text")]
    pub disambiguator: String,
    /// A person's given name.
    #[sea_orm(column_type = "Text", nullable)]
    pub given_name: Option<String>,
    /// A person's family name.
    #[sea_orm(column_type = "Text", nullable)]
    pub family_name: Option<String>,
    /// JSON: ROR's organization types.
    #[sea_orm(column_type = "Text", nullable)]
    pub types: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[sea_orm(column_type = "Text", nullable)]
    pub country: Option<String>,
    /// Its page.
    #[sea_orm(column_type = "Text", nullable)]
    pub homepage: Option<String>,
    /// Active, or merged into another node.
    pub status: NodeStatus,
    /// The agent that took its place.
    pub merged_into: Option<Uuid>,
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
