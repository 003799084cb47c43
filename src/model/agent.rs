//! An organization or a person.

use entity::vocabulary::{AgentKind, AgentNameKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::identifier::Identifier;

/// An organization or a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentRow {
    /// Its public id.
    pub id: Uuid,
    /// A body or a human being.
    pub kind: AgentKind,
    /// Its slug, unique within the kind.
    pub slug: String,
    /// The name that is shown.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Its names.
    pub names: Vec<AgentName>,
    /// Its identifiers.
    pub identifiers: Vec<Identifier>,
    /// The agent that took its place.
    pub merged_into: Option<Uuid>,
}

/// A name of an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentName {
    /// The name.
    pub value: String,
    /// The kind of the name.
    pub kind: AgentNameKind,
    /// A BCP 47 tag.
    pub lang: Option<String>,
}
