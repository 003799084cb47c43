//! Changes of nodes, by which the graph is kept up to date.

use uuid::Uuid;

use crate::model::{AgentRow, CollectionRow, KeywordRow, ResourceRow};

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
