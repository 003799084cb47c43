//! A resource and its edges.

use entity::vocabulary::{ContributionRole, FundingKind, ResourceFormat};
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
