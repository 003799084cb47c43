//! A resource as the catalogue shows it: what all its sources say, put together. Exports write this form.

use std::fmt;
use std::str::FromStr;

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, ResourceFormat};
use uuid::Uuid;

use super::{Award, License, Note};
use crate::identifier::Identifier;

/// A version of a node in one catalogue. As text it is `1f3c9a2b.7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Revision {
    /// The first eight digits of the catalogue's own id: two catalogues may give one id to different things.
    pub catalogue: u32,
    /// The version of the node, from 1.
    pub version: i32,
}

impl Revision {
    /// The digits by which a catalogue with this id is known.
    pub fn catalogue_of(instance: Uuid) -> u32 {
        instance.as_fields().0
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}.{}", self.catalogue, self.version)
    }
}

/// The text is no revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRevision;

impl FromStr for Revision {
    type Err = NoRevision;

    fn from_str(text: &str) -> Result<Self, NoRevision> {
        let (catalogue, version) = text.split_once('.').filter(|(catalogue, _)| catalogue.len() == 8).ok_or(NoRevision)?;
        let catalogue = u32::from_str_radix(catalogue, 16).map_err(|_| NoRevision)?;
        Ok(Self { catalogue, version: version.parse().map_err(|_| NoRevision)? })
    }
}

/// A resource as the catalogue shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownResource {
    /// Its id.
    pub id: Uuid,
    /// Its version.
    pub revision: Revision,
    /// Its slug.
    pub slug: String,
    /// The id that its source gives it. Of several sources the first.
    pub key: Option<String>,
    /// The title without year, format suffix and wrapping quotes.
    pub title: String,
    /// The title as it is printed.
    pub title_as_printed: String,
    /// Paragraphs are parted by an empty line.
    pub description: Option<String>,
    /// The year of publication.
    pub year: Option<i32>,
    /// Its kind.
    pub format: Option<ResourceFormat>,
    /// The word that the format was read from.
    pub format_as_printed: Option<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// The address at which it can be read.
    pub landing_page: Option<String>,
    /// The terms under which it may be used.
    pub license: Option<License>,
    /// Values that fit no other field.
    pub notes: Vec<Note>,
    /// Its identifiers, in their order.
    pub identifiers: Vec<Identifier>,
    /// Its makers, in page order.
    pub producers: Vec<ShownAgent<ContributionRole>>,
    /// Its funders, in page order.
    pub funders: Vec<ShownAgent<FundingKind>>,
    /// Its keywords, in page order.
    pub keywords: Vec<ShownKeyword>,
    /// Its places in collections, by the titles of the collections.
    pub places: Vec<ShownPlace>,
}

/// An agent of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownAgent<R> {
    /// Its id.
    pub id: Uuid,
    /// A body or a human being.
    pub kind: AgentKind,
    /// The name that is shown.
    pub name: String,
    /// The name as the resource's source prints it.
    pub as_printed: Option<String>,
    /// The part that it took, or the way in which it paid.
    pub role: R,
    /// Its identifiers.
    pub identifiers: Vec<Identifier>,
    /// The awards that the money came from (funders only).
    pub awards: Vec<Award>,
}

/// A keyword of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownKeyword {
    /// Its id.
    pub id: Uuid,
    /// The label that is shown.
    pub label: String,
    /// The label as the resource's source prints it.
    pub as_printed: Option<String>,
    /// The concept's address in its vocabulary.
    pub uri: Option<String>,
}

/// A place where a collection presents a resource.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShownPlace {
    /// The title of the collection.
    pub collection: String,
    /// The heading above the resource.
    pub section: Option<String>,
    /// True when that heading says that it is highlighted.
    pub highlighted: bool,
    /// Its place, from 1.
    pub position: i32,
}

/// An organization or a person of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAgent {
    /// Its id.
    pub id: Uuid,
    /// A body or a human being.
    pub kind: AgentKind,
    /// Its slug.
    pub slug: String,
    /// The name that is shown.
    pub name: String,
    /// Its other names, acronyms among them.
    pub other_names: Vec<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Its identifiers.
    pub identifiers: Vec<Identifier>,
    /// The number of resources that it produced, as PRODUCER, AUTHOR or PUBLISHER.
    pub produced: usize,
    /// The number of resources that it paid for.
    pub funded: usize,
}

/// A keyword of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedKeyword {
    /// Its id.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// The label that is shown.
    pub label: String,
    /// Its other labels.
    pub other_labels: Vec<String>,
    /// The concept's address in its vocabulary.
    pub uri: Option<String>,
    /// The number of resources about it.
    pub resources: usize,
    /// The number of organizations and persons that paid for these.
    pub funders: usize,
}

/// One thing of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// A resource.
    Resource(Box<ShownResource>),
    /// An organization or a person.
    Agent(Box<ListedAgent>),
    /// A keyword.
    Keyword(Box<ListedKeyword>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_come_back_and_nothing_else_does() {
        for (catalogue, version) in [(0, 1), (0x1f3c_9a2b, 7), (u32::MAX, i32::MAX)] {
            let revision = Revision { catalogue, version };
            assert_eq!(revision.to_string().parse(), Ok(revision));
        }
        for text in ["", "7", "1f3c9a2b", "1f3c9a2b.", "1f3c9a2b.x", "f3c9a2b.7", "+f3c9a2b1.7", "1f3c9a2b9.7"] {
            assert_eq!(text.parse::<Revision>(), Err(NoRevision), "{text}");
        }
    }
}
