//! What a format reader hands on: one record at a time, each value with the line it stood on and how it was got.
//!
//! Serialised, a record is what its source says, without the lines: the form that is hashed to see whether anything changed.

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, IssueSeverity, ProvenanceMethod, ResourceFormat};

use serde::{Serialize, Serializer};

use crate::identifier::Identifier;

/// What comes out of a file, in the file's order.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// The heading of the page: the title of the collection that the records below it stand in.
    Collection(Said<String>),
    /// A resource.
    Record(Box<Record>),
    /// Something that a reader of the report should know; `rejected` records end here too.
    Issue(Issue),
    /// The end of a file: how it was understood as a whole.
    Account(Account),
}

/// A file as its reader understood it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// The labels of a page or the fields of JSON Lines, in the order in which they first occur.
    pub labels: Vec<LabelUse>,
    /// Lines with text that belong to no record.
    pub unread_lines: u64,
}

/// A label of a page or a field of JSON Lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelUse {
    /// The label as it was first printed.
    pub label: String,
    /// The field that it was read as; none for one that is not known.
    pub field: Option<String>,
    /// How many times it occurs.
    pub count: u64,
}

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
}

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

/// An award.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Award {
    /// The funder's number for it.
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

/// Writes one award as an object and no award as null: a record keeps the checksum that it had when there was only room for one.
fn none_one_or_list<S: Serializer>(awards: &[Award], serializer: S) -> Result<S::Ok, S::Error> {
    match awards {
        [] => serializer.serialize_none(),
        [award] => award.serialize(serializer),
        several => several.serialize(serializer),
    }
}

/// The terms under which a resource may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct License {
    /// The terms as printed, for example `CC-BY-4.0`.
    pub as_printed: String,
    /// The address of the terms.
    pub url: Option<String>,
}

/// A value under a label that is no field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The label as printed, without its colon.
    pub label: String,
    /// The value.
    pub value: String,
    /// The line it stood on.
    #[serde(skip)]
    pub line: u64,
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

/// One thing to report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// The line it is about, counted from 1; none when it is about the file as a whole.
    pub line: Option<u64>,
    /// The field, by the name that JSON Lines gives it (`producedBy`, `supportedBy`, `keywords`, `year` …).
    pub field: Option<String>,
    /// A stable code, for example `MISSING_FIELD`.
    pub code: IssueCode,
    /// How much it matters.
    pub severity: IssueSeverity,
    /// What stood there and was not taken as it stood.
    pub text: Option<String>,
    /// What happened and what to do, in plain words.
    pub message: String,
}

/// The codes of issues; `docs/import.md` explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IssueCode {
    /// Navigation text around the content, skipped.
    Boilerplate,
    /// The first row of a table, which says what its columns are.
    TableHead,
    /// A field that a catalogue page usually prints is not there.
    MissingField,
    /// A heading in the singular with several records below it.
    SectionCardinality,
    /// A label that is followed by something other than a colon.
    LabelPunctuation,
    /// The format was concluded from the beginning of the title.
    FormatPrefix,
    /// The description names a format that the record does not state; offered, not written.
    FormatHint,
    /// A name is printed in another spelling than the one that is shown.
    NameVariant,
    /// Text that belongs to no record.
    UnplacedText,
    /// Text without a label that was read as the description.
    MissingLabel,
    /// A label that a record prints more than once.
    RepeatedLabel,
    /// A record without a title, not taken.
    MissingTitle,
    /// A record that the same file has already described, not taken again.
    DuplicateRecord,
    /// A value that cannot be read, left out.
    BadValue,
    /// A line that cannot be read, left out.
    BadLine,
    /// A line or a value that is too long, cut or left out.
    TooLong,
    /// A field that the format does not know, left out.
    UnknownField,
    /// A label that fits no field of a record; its values were kept as notes.
    UnknownLabel,
    /// Another source says otherwise; what stood first is kept.
    Conflict,
    /// A source no longer names a record that it named before; the record stays.
    Vanished,
    /// The file has no text.
    EmptyFile,
    /// The file has text, and no record was found in it.
    NothingRead,
    /// Most lines of the file belong to no record.
    MostlyUnread,
    /// Another source has the same records: perhaps it is the same one under another name.
    SameSource,
    /// A value that was read by its shape, in part, or by one of several meanings: worth a look.
    UnsureValue,
    /// Two names that may be one.
    LikelyTwin,
    /// HTML that was taken out of values.
    Markup,
}
