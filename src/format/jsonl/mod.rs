//! JSON Lines: one object a line, one record an object. `docs/import.md` shows its shape.
//!
//! `object` takes fields out of JSON and notes what is wrong with them. `path` names the places of values. `suggest` guesses the
//! fields that unknown ones are meant as. The other files tell the meaning of the fields.

mod agents;
mod identifiers;
mod keywords;
mod notes;
mod object;
mod path;
mod record;
mod suggest;
mod write;

use std::collections::{HashSet, VecDeque};

use entity::vocabulary::IssueSeverity;
use serde_json::Value;

use self::object::{Notes, Object, excerpt};
pub use self::write::ResourceObject;
use super::ReadError;
use super::lines::Line;
use super::table::{Confidence, Format};
use super::uses::Uses;
use crate::model::{Account, Issue, IssueCode, Item, Locator};

/// JSON Lines.
pub(super) static FORMAT: Format = Format {
    name: "jsonl",
    noun: "JSON Lines",
    about: "JSON Lines: one object a line",
    media_types: &["application/jsonl", "application/x-ndjson"],
    endings: &["jsonl", "ndjson"],
    sniff: |beginning| {
        let is_json = beginning.text.starts_with('{') || is_array(beginning.text);
        is_json.then_some(Confidence::Sure("its text begins as JSON"))
    },
    read: |source| {
        let mut lines = source.lines()?.peekable();
        if let Some(Ok(first)) = lines.peek() {
            refuse_document(first)?;
        }
        Ok(Box::new(JsonlReader::new(lines)))
    },
    write: Some(&write::WRITES),
};

/// Refuses a file that is one JSON document, where every line of it would be refused by itself.
fn refuse_document(first: &Line) -> Result<(), ReadError> {
    let text = first.text.trim();
    if is_array(text) {
        let advice = "make it JSON Lines, one object a line (for example `jq -c '.[]' FILE`), and import that";
        return Err(ReadError::Shape { found: "a JSON array", advice });
    }
    if text == "{" {
        let advice = "make it JSON Lines, each object on one line (for example `jq -c . FILE`), and import that";
        return Err(ReadError::Shape { found: "JSON that goes over several lines", advice });
    }
    Ok(())
}

/// True when a file that begins with this line is a JSON array, not a page whose first line is in brackets.
fn is_array(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with(['{', '[', '"', ']']))
}

/// Reads records from lines. Each record is followed by the issues that it has; a line that cannot be taken is an issue alone.
#[derive(Debug)]
pub struct JsonlReader<I> {
    lines: I,
    /// Items that were read and not yet handed on.
    waiting: VecDeque<Item>,
    /// The unknown fields that were reported.
    unknown: HashSet<String>,
    /// The fields of all records; none once they are told.
    uses: Option<Uses>,
}

impl<I: Iterator<Item = Result<Line, ReadError>>> JsonlReader<I> {
    /// Reads records from these lines.
    pub fn new(lines: I) -> Self {
        Self { lines, waiting: VecDeque::new(), unknown: HashSet::new(), uses: Some(Uses::default()) }
    }

    fn read(&mut self, line: &Line) {
        // Files that were joined have byte order marks in their middle.
        let text = line.text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() && !line.truncated {
            return;
        }
        let fields = object(line, text);
        if let (Ok(fields), Some(uses)) = (&fields, &mut self.uses) {
            fields.keys().for_each(|name| uses.count(name, record::FIELDS.iter().copied().find(|known| known == name)));
        }
        let mut notes = Notes::new(line.number, &mut self.unknown);
        match fields.and_then(|fields| record::read(Object::new(fields, None, &mut notes))) {
            Ok(record) => {
                self.waiting.push_back(Item::Record(Box::new(record)));
                self.waiting.extend(notes.into_issues().into_iter().map(Item::Issue));
            }
            Err(refusal) => self.waiting.push_back(Item::Issue(Issue {
                at: Locator::line(line.number),
                field: refusal.field.map(str::to_owned),
                code: refusal.code,
                severity: IssueSeverity::Error,
                text: Some(excerpt(text)),
                message: refusal.message,
            })),
        }
    }
}

impl<I: Iterator<Item = Result<Line, ReadError>>> Iterator for JsonlReader<I> {
    type Item = Result<Item, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.waiting.pop_front() {
                return Some(Ok(item));
            }
            match self.lines.next() {
                Some(Ok(line)) => self.read(&line),
                Some(Err(error)) => {
                    // Nothing comes after an error.
                    self.uses = None;
                    return Some(Err(error));
                }
                None => {
                    let labels = self.uses.take()?.finish();
                    return Some(Ok(Item::Account(Account { labels, unread_lines: 0 })));
                }
            }
        }
    }
}

/// Why a line is not taken.
struct Refusal {
    field: Option<&'static str>,
    code: IssueCode,
    message: String,
}

/// The fields of the object that a line holds.
fn object(line: &Line, text: &str) -> Result<serde_json::Map<String, Value>, Refusal> {
    let refusal = |code, message: String| Err(Refusal { field: None, code, message });
    if line.truncated {
        let message = "The line is over 1 MiB long and is not taken: put one record on each line, and shorten its longest field.";
        return refusal(IssueCode::TooLong, message.to_owned());
    }
    let found = match serde_json::from_str(text) {
        Ok(Value::Object(fields)) => return Ok(fields),
        Ok(other) => object::kind(&other),
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            let message = format!(
                "This is not JSON ({reason}, at character {}), so the line is not taken: each line must be one whole object in braces.",
                error.column()
            );
            return refusal(IssueCode::BadLine, message);
        }
    };
    refusal(
        IssueCode::BadLine,
        format!("This is {found}, not an object, so the line is not taken: each line must be one whole object in braces."),
    )
}

#[cfg(test)]
mod tests;
