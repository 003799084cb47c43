//! A resource as its source describes it: each value with the line it stood on and how it was got.
//!
//! Serialised, a record is what its source says, without the lines: the form that is hashed to see whether anything changed.

use entity::vocabulary::{ContributionRole, FundingKind, ProvenanceMethod, ResourceFormat};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{AgentMention, KeywordMention, License, Locator, Note, Revision};
use crate::identifier::Identifier;

/// A value, where it stood and how it was got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said<T> {
    /// The value, blanks normalised.
    pub value: T,
    /// The line it stood on, counted from 1.
    #[serde(skip)]
    pub line: u64,
    /// How it was got from that line.
    pub method: ProvenanceMethod,
}

impl<T> Said<T> {
    /// A value as it stood in the source.
    pub fn asserted(value: T, line: u64) -> Self {
        Self { value, line, method: ProvenanceMethod::Asserted }
    }
}

/// A resource as its source describes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// The line that the record begins on (for a page: its title's), counted from 1.
    #[serde(skip)]
    pub line: u64,
    /// The source's own id for it.
    pub key: Option<String>,
    /// The title without year, format suffix and wrapping quotes.
    pub title: Said<String>,
    /// The title as it is printed.
    pub title_as_printed: String,
    /// Paragraphs are parted by an empty line.
    pub description: Option<Said<String>>,
    /// The year of publication.
    pub year: Option<Said<i32>>,
    /// What it is.
    pub format: Option<Said<ResourceFormat>>,
    /// The word that the format was read from.
    pub format_as_printed: Option<String>,
    /// A BCP 47 tag, lower case.
    pub language: Option<Said<String>>,
    /// Where it can be read.
    pub landing_page: Option<Said<String>>,
    /// The terms under which it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<Said<License>>,
    /// Values that fit no other field, in the order printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Normalised identifiers (see `crate::identifier`).
    pub identifiers: Vec<Said<Identifier>>,
    /// Who made it, in the order printed.
    pub producers: Vec<AgentMention<ContributionRole>>,
    /// Who paid for it, in the order printed.
    pub funders: Vec<AgentMention<FundingKind>>,
    /// What it is about, in the order printed.
    pub keywords: Vec<KeywordMention>,
    /// Where it stands in its collection; none where the format has no collections.
    pub placement: Option<Placement>,
    /// The resource that it was exported from.
    #[serde(skip)]
    pub exported: Option<Box<Exported>>,
    /// Its place, where a line does not tell it.
    #[serde(skip)]
    pub place: Option<Box<RecordPlace>>,
}

/// The place of a record in a sheet or in a structure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordPlace {
    /// The cell of its title.
    pub cell: Option<String>,
    /// Its path: `message.items[3]`.
    pub path: Option<String>,
    /// Names as they are printed, each with its cell.
    pub names: Vec<(String, String)>,
}

impl Record {
    /// Returns a record that says its title and nothing else.
    pub fn new(title: Said<String>, title_as_printed: String) -> Self {
        Self {
            line: title.line,
            key: None,
            title,
            title_as_printed,
            description: None,
            year: None,
            format: None,
            format_as_printed: None,
            language: None,
            landing_page: None,
            license: None,
            notes: Vec::new(),
            identifiers: Vec::new(),
            producers: Vec::new(),
            funders: Vec::new(),
            keywords: Vec::new(),
            placement: None,
            exported: None,
            place: None,
        }
    }

    /// The place of the record.
    pub fn locator(&self) -> Locator {
        let RecordPlace { cell, path, .. } = self.place.as_deref().cloned().unwrap_or_default();
        Locator { line: Some(self.line), cell, path }
    }

    /// The place of something on this line of the record; of a name that is printed like this, if it is one.
    pub fn locator_of(&self, line: u64, printed: Option<&str>) -> Locator {
        Self::locator_at(self.place.as_deref(), line, printed)
    }

    /// The same of a record with this place.
    pub fn locator_at(place: Option<&RecordPlace>, line: u64, printed: Option<&str>) -> Locator {
        let Some(place) = place else { return Locator::line(line) };
        let cell = place.names.iter().find(|(name, _)| printed == Some(name)).map(|(_, cell)| cell.clone());
        Locator { line: Some(line), cell, path: place.path.clone() }
    }
}

/// The resource of a catalogue that a record was exported from.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// Its id.
    pub id: Uuid,
    /// The catalogue, and the version of the resource.
    pub revision: Revision,
    /// The record as it is written.
    pub given: GivenRecord,
}

/// A record as its file writes it.
#[derive(Debug, Clone, PartialEq)]
pub enum GivenRecord {
    /// The fields of a JSON object.
    Object(Map<String, Value>),
    /// The cells of a row, each with the header of its column.
    Cells(Vec<(String, String)>),
}

/// Where a record stands on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Placement {
    /// The heading above it.
    pub section: Option<String>,
    /// Whether that heading says that it is highlighted.
    pub highlighted: bool,
    /// Its place on the page, counted from 1.
    pub position: u32,
}
