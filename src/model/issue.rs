//! A thing to report about a file.

use entity::vocabulary::IssueSeverity;
use serde::Serialize;

use super::Locator;

/// One thing to report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// The place it is about.
    #[serde(flatten)]
    pub at: Locator,
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

/// The codes of issues; `docs/use/import.md` explains each.
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
    /// A table without a row that names its columns; its rows were left out.
    HeaderNotFound,
    /// A cell with a formula and without its value.
    FormulaWithoutValue,
    /// A flag that means nothing for the format of the file.
    UnusedHint,
    /// The encoding of the file does not show in it; it was guessed.
    EncodingGuessed,
}
