//! A keyword and its relations to others.

use uuid::Uuid;

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
