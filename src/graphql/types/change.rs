//! The messages of subscriptions.

use async_graphql::{Enum, ID, SimpleObject};

use super::resource::Resource;

/// A step that the catalogue made: some changes that became visible together.
#[derive(Debug, Clone, SimpleObject)]
pub struct CatalogueChange {
    /// Opaque; the same version of the same database is the same catalogue.
    pub version: String,
    /// Resources that were created, changed or removed in this step.
    pub resources: usize,
    /// Organizations likewise.
    pub organizations: usize,
    /// Persons likewise.
    pub persons: usize,
    /// Keywords likewise.
    pub keywords: usize,
    /// Collections likewise.
    pub collections: usize,
}

/// A kind of change of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::vocabulary::Operation")]
pub enum ChangeKind {
    /// It is new.
    Created,
    /// It, or one of its edges, changed.
    Updated,
    /// It is gone.
    Deleted,
}

/// A resource that was created, changed or removed.
#[derive(Debug, Clone, SimpleObject)]
pub struct ResourceChange {
    /// Which resource.
    pub id: ID,
    /// The kind of the change.
    pub kind: ChangeKind,
    /// The resource as it is now; null when it is gone.
    pub resource: Option<Resource>,
}
