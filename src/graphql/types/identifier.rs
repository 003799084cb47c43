//! Identifiers and the schemes they are of.

use async_graphql::{Enum, SimpleObject};

use crate::identifier;

/// A scheme of identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::vocabulary::IdentifierScheme")]
pub enum IdentifierScheme {
    /// Digital Object Identifier, as `10.1000/182`.
    Doi,
    /// Research Organization Registry, as `02nr0ka47`.
    Ror,
    /// Open Researcher and Contributor ID, as `0000-0002-1825-0097`.
    Orcid,
    /// International Standard Name Identifier, as `0000000121032683`.
    Isni,
    /// A Wikidata item, as `Q42`.
    Wikidata,
    /// Crossref Funder Registry, as `10.13039/100000001`.
    CrossrefFunder,
    /// An organization's number in a national register (org-id.guide), as `US-EIN-521693387`.
    OrgId,
    /// Global Research Identifier Database, which ROR has replaced, as `grid.5386.8`.
    Grid,
    /// International Standard Book Number, as `9780306406157`.
    Isbn,
    /// A number of PubMed, as `31452104`.
    Pmid,
    /// An article of arXiv, as `2101.00001`.
    Arxiv,
    /// A handle, as `2027/mdp.39015`.
    Handle,
    /// An item of a repository that is harvested by OAI-PMH, as `oai:arXiv.org:cs/0112017`.
    Oai,
    /// A web address.
    Url,
    /// The id that a source uses for its own record.
    Local,
}

/// A name that a registry gave: stable, and the same everywhere.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(shareable)]
pub struct Identifier {
    /// Whose identifier it is.
    pub scheme: IdentifierScheme,
    /// Its one stored form, for example `10.1000/182`.
    pub value: String,
    /// The page that it leads to; null where the scheme has none.
    pub url: Option<String>,
}

impl From<&identifier::Identifier> for Identifier {
    fn from(identifier: &identifier::Identifier) -> Self {
        Self { scheme: identifier.scheme.into(), value: identifier.value.clone(), url: identifier.url() }
    }
}

/// The value of the first identifier of a scheme.
pub(super) fn of_scheme(identifiers: &[identifier::Identifier], scheme: entity::vocabulary::IdentifierScheme) -> Option<String> {
    identifiers.iter().find(|identifier| identifier.scheme == scheme).map(|identifier| identifier.value.clone())
}
