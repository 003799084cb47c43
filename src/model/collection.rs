//! A collection and its items.

use uuid::Uuid;

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
