//! The rows that the graph is built from and changed by: nodes as the store reads them, edges as the ids that they lead
//! to.

use entity::vocabulary::{AgentKind, AgentNameKind, ContributionRole, FundingKind, ResourceFormat};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::identifier::Identifier;

/// A resource and its edges, each list in page order. A pair of id and role that is repeated counts once, where it stands first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceRow {
    /// Its public id.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Of publication.
    pub year: Option<i32>,
    /// Its format.
    pub format: Option<ResourceFormat>,
    /// Microseconds since 1970.
    pub created_at: i64,
    /// Microseconds since 1970.
    pub updated_at: i64,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// True when its record has a description.
    pub has_description: bool,
    /// True when its record has a landing page.
    pub has_landing_page: bool,
    /// The address of the terms under which it may be used, or the terms as printed.
    pub license: Option<String>,
    /// True when its record has notes.
    pub has_notes: bool,
    /// Its identifiers, in their order.
    pub identifiers: Vec<Identifier>,
    /// The agents that made it, whatever the role.
    pub producers: Vec<(Uuid, ContributionRole)>,
    /// The agents that paid for it.
    pub funders: Vec<(Uuid, FundingKind)>,
    /// Its keywords.
    pub keywords: Vec<Uuid>,
}

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

/// A keyword and its relations to other keywords.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeywordRow {
    /// Its public id.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// skos:prefLabel.
    pub label: String,
    /// skos:altLabel.
    pub alt_labels: Vec<String>,
    /// Its address.
    pub uri: Option<String>,
    /// skos:broader.
    pub broader: Vec<Uuid>,
    /// skos:related.
    pub related: Vec<Uuid>,
    /// The keyword that took its place.
    pub merged_into: Option<Uuid>,
}

/// A collection and what it presents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionRow {
    /// Its public id.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// In page order. A resource that is repeated counts once, where it stands first.
    pub items: Vec<ItemRow>,
}

/// The place of a resource in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRow {
    /// The resource's public id.
    pub resource: Uuid,
    /// The heading above it.
    pub section: Option<String>,
    /// True when the heading singles it out.
    pub highlighted: bool,
}

/// A set of changes: nodes by id, each as it is now, or `None` when it is gone. Of an id that is repeated the last
/// counts.
///
/// A row replaces all that the graph held of its node, edges from it included; a node that is not named keeps its own. A row that names a
/// node which took its node's place, or no longer does, changes the links of all resources that name its node.
#[derive(Debug, Clone, Default)]
pub struct Delta {
    /// Resources.
    pub resources: Vec<(Uuid, Option<ResourceRow>)>,
    /// Organizations and persons.
    pub agents: Vec<(Uuid, Option<AgentRow>)>,
    /// Keywords.
    pub keywords: Vec<(Uuid, Option<KeywordRow>)>,
    /// Collections.
    pub collections: Vec<(Uuid, Option<CollectionRow>)>,
}
