//! Values as people write them, read alike in every format: names, awards, lists, dates, formats, languages, addresses.

use entity::vocabulary::IssueSeverity;

use crate::model::IssueCode;

pub(super) mod address;
pub(super) mod agents;
pub(super) mod award;
mod body;
pub(super) mod context;
pub(super) mod date;
mod denial;
mod doubt;
pub(super) mod format;
pub(super) mod funders;
mod gift;
pub(super) mod grants;
pub(super) mod keywords;
pub(super) mod language;
pub(super) mod license;
pub(super) mod list;
pub(super) mod markup;
pub(super) mod mentions;
pub(super) mod nothing;
mod person;
mod piece;
pub(super) mod prose;
mod roles;
mod sentence;
pub(super) mod separators;
pub(super) mod words;

/// A remark on a value; the reader of its format adds the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark {
    pub(super) code: IssueCode,
    pub(super) severity: IssueSeverity,
    /// The line, counted from 1.
    pub(super) line: u64,
    /// The text that stood there.
    pub(super) text: String,
    /// The event, in whole sentences; the same for all values that it happened to.
    pub(super) message: &'static str,
}

impl Remark {
    pub(super) fn warning(code: IssueCode, line: u64, text: &str, message: &'static str) -> Self {
        Self { code, severity: IssueSeverity::Warning, line, text: text.to_owned(), message }
    }
}
