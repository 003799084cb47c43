//! The issues of this format.

use entity::vocabulary::IssueSeverity;

use crate::{
    format::value::list::Part,
    model::{Issue, IssueCode, Locator},
};

/// So many lines before the first record, and so many without a record below them, are an introduction or headings. More are records that
/// could not be read.
const INTRODUCTION: u64 = 5;

/// An issue quotes at most so much, in bytes.
pub(super) const EXCERPT: usize = 300;

/// An issue of a line; `field` is empty for one that is about no field.
pub(super) fn issue(
    severity: IssueSeverity,
    code: IssueCode,
    line: u64,
    field: &str,
    text: Option<&str>,
    message: impl Into<String>,
) -> Issue {
    Issue {
        at: Locator::line(line),
        field: Some(field.to_owned()).filter(|field| !field.is_empty()),
        code,
        severity,
        text: text.map(|text| excerpt(text, EXCERPT)),
        message: message.into(),
    }
}

/// The beginning of a text: at most `limit` bytes, and "…" where something was cut.
pub(super) fn excerpt(text: &str, limit: usize) -> String {
    if text.len() <= limit {
        return text.to_owned();
    }
    let (start, _) = text.split_at(text.floor_char_boundary(limit));
    format!("{start}…")
}

/// Lines that belong nowhere, one after the other: one issue, however many there are.
#[derive(Debug)]
pub(super) struct Unplaced {
    line: u64,
    last: u64,
    lines: u64,
    text: String,
    severity: IssueSeverity,
}

impl Unplaced {
    /// The first of them.
    pub(super) fn new(line: &Part, severity: IssueSeverity) -> Self {
        let last = line.line + line.lines.saturating_sub(1);
        Self { line: line.line, last, lines: line.lines, text: excerpt(&line.text, EXCERPT), severity }
    }

    /// One more. The text begins with that of the first line, whatever the order is.
    pub(super) fn add(&mut self, other: Self) {
        let (first, second) = if other.line < self.line { (&other.text, &self.text) } else { (&self.text, &other.text) };
        if first.len() < EXCERPT {
            self.text = excerpt(&format!("{first}\n{second}"), EXCERPT);
        } else if other.line < self.line {
            self.text = other.text;
        }
        self.line = self.line.min(other.line);
        self.last = self.last.max(other.last);
        self.lines += other.lines;
        self.severity = self.severity.max(other.severity);
    }

    /// The issue. Many lines are a warning, even before the first record, and so is all the text of a page that is `empty` of records.
    pub(super) fn issue(self, empty: bool) -> Issue {
        let severity = if empty || self.lines > INTRODUCTION { IssueSeverity::Warning } else { self.severity };
        let message = match self.lines {
            1 => "This line belongs to no record and was left out.".to_owned(),
            lines => format!("{lines} lines from here to line {} belong to no record and were left out.", self.last),
        };
        issue(severity, IssueCode::UnplacedText, self.line, "", Some(&self.text), message)
    }
}
