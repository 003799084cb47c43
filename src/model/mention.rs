//! Agents and keywords as one record names them.

use entity::vocabulary::{AgentKind, ProvenanceMethod};
use serde::Serialize;

use super::{Award, award::none_one_or_list};
use crate::identifier::Identifier;

/// An agent as one record names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgentMention<R> {
    /// The name without a bracketed acronym.
    pub name: String,
    /// The acronym that stood in brackets after the name.
    pub acronym: Option<String>,
    /// The name exactly as printed (blanks normalised).
    pub as_printed: String,
    /// A body or a human being.
    pub kind: AgentKind,
    /// What it did (`ContributionRole`) or how it paid (`FundingKind`).
    pub role: R,
    /// Normalised identifiers.
    pub identifiers: Vec<Identifier>,
    /// The awards that the money came from, in the order printed (funders only).
    #[serde(rename = "award", serialize_with = "none_one_or_list")]
    pub awards: Vec<Award>,
    /// The line it stood on.
    #[serde(skip)]
    pub line: u64,
    /// `Asserted` when name and kind are as printed, `Normalized` when an acronym was taken off, `Inferred` when the kind was
    /// concluded from the name's shape.
    pub method: ProvenanceMethod,
    /// The certainty of the kind. Other records of the file may change a kind that is not sure.
    #[serde(skip)]
    pub certainty: Certainty,
}

/// The certainty of a mention's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// The source states the kind.
    Stated,
    /// The name can be of this kind only.
    Evident,
    /// A person, because the name has the shape of a person's and stands where persons stand.
    Shape,
    /// A person by the shape of its name, as the next or the one before it. A comma parts the two, and both together may be one person's
    /// name, family name first.
    Half,
    /// A body, because nothing shows more; the name could be a person's.
    Assumed,
    /// A body, because nothing shows more; the name is one word, which could be a person's family name.
    OneWord,
}

/// A keyword as one record prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeywordMention {
    /// The label without a bracketed acronym.
    pub label: String,
    /// The acronym that stood in brackets after the label.
    pub acronym: Option<String>,
    /// The label exactly as printed (blanks normalised).
    pub as_printed: String,
    /// The concept's address in its vocabulary.
    pub uri: Option<String>,
    /// The line it stood on.
    #[serde(skip)]
    pub line: u64,
    /// `Asserted`, or `Normalized` when an acronym was taken off.
    pub method: ProvenanceMethod,
}
