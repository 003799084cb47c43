//! JSON documents: a list of objects, a list inside an object, objects over several lines. Each object is read as a line of JSON Lines is.
//!
//! `text` finds the objects in the text, `shape` recognises records of other programs, `airtable` takes the fields of a record of Airtable.

mod airtable;
mod shape;
mod text;

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};

use entity::vocabulary::IssueSeverity;
use serde_json::{Map, Value};

use self::airtable::Airtable;
use self::text::{JsonPiece, JsonText};
use super::hints::{Hint, Hints};
use super::jsonl::Objects;
use super::jsonl::object::{excerpt, kind};
use super::lines::Line;
use super::table::{Confidence, Format};
use super::{READ_SIZE, ReadError, Seen, encoding, schema_org};
use crate::model::{Issue, IssueCode, Item, Locator};

/// JSON documents.
pub(super) static FORMAT: Format = Format {
    name: "json",
    noun: "a JSON document",
    about: "A JSON document: a list of objects, or one inside an object",
    media_types: &["application/json", "application/ld+json"],
    endings: &["json", "jsonld"],
    hints: &[Hint::Map],
    sniff: |beginning| is_document(beginning.text).then_some(Confidence::Sure("its text begins as a JSON document")),
    read: |source, hints| Ok(Box::new(JsonReader::new(BufReader::with_capacity(READ_SIZE, source.input), source.seen, hints)?)),
    write: None,
};

/// The fields in which a document has its one record.
const WRAPPERS: [&str; 4] = ["message", "data", "result", "_source"];

/// Reads records from a JSON document. Each record is followed by the issues that it has; a value that cannot be taken is an issue alone.
///
/// After an error it ends.
pub struct JsonReader<R> {
    text: JsonText<R>,
    /// A value that was read to find out what the document holds.
    first: Option<JsonPiece>,
    seen: Seen,
    airtable: Airtable,
    /// Items that were read and not yet handed on.
    waiting: VecDeque<Item>,
    /// None once the document is read.
    objects: Option<Objects>,
}

impl<R: BufRead> JsonReader<R> {
    /// Reads records from here on. `seen` takes note of each.
    ///
    /// Fails when the beginning cannot be read or the records are those of another program and no mapping tells their fields.
    pub fn new(input: R, seen: Seen, hints: &Hints) -> Result<Self, ReadError> {
        let mut text = JsonText::new(input);
        let first = text.next()?;
        let objects = Objects::new(hints);
        if !objects.has_mappings()
            && let Some(foreign) = first.as_ref().and_then(|piece| shape::of(&unwrapped(fields(piece).ok()?).fields))
        {
            return Err(ReadError::Foreign(foreign.told));
        }
        Ok(Self { text, first, seen, airtable: Airtable::default(), waiting: VecDeque::new(), objects: Some(objects) })
    }

    fn read(&mut self, piece: &JsonPiece) {
        let Some(objects) = &mut self.objects else { return };
        let shown = String::from_utf8_lossy(piece.bytes.get(..piece.bytes.len().min(4 * 1024)).unwrap_or(&piece.bytes)).into_owned();
        let mut at = Locator { line: Some(piece.line), cell: None, path: Some(piece.path.clone()).filter(|path| !path.is_empty()) };
        self.seen.note(&Line { number: piece.line, text: shown.clone(), truncated: piece.truncated });
        let refused = |at, code, message| {
            Item::Issue(Issue { at, field: None, code, severity: IssueSeverity::Error, text: Some(excerpt(&shown)), message })
        };
        if piece.truncated {
            let message = "The object is over 1 MiB long and is not taken: shorten its longest field.";
            return self.waiting.push_back(refused(at, IssueCode::TooLong, message.to_owned()));
        }
        let mut unwrapped = match fields(piece) {
            Ok(fields) => unwrapped(fields),
            Err(message) => return self.waiting.push_back(refused(at, IssueCode::BadLine, message)),
        };
        if let Some(foreign) = shape::of(&unwrapped.fields).filter(|_| !objects.has_mappings()) {
            return self.waiting.push_back(refused(at, IssueCode::BadLine, format!("{}.", foreign.told)));
        }
        if let Some(inner) = unwrapped.inner {
            at.path = Some(at.path.map_or_else(|| inner.to_owned(), |path| format!("{path}.{inner}")));
        }
        let is_airtable = airtable::is_record(&unwrapped.fields);
        let taken = match unwrapped.fields.get_mut("fields").and_then(Value::as_object_mut).filter(|_| is_airtable) {
            Some(columns) => objects.take(columns),
            None => objects.take(&mut unwrapped.fields),
        };
        let fields = if schema_org::is_work(&unwrapped.fields) {
            schema_org::record(unwrapped.fields, &|link| link.starts_with("http").then(|| link.to_owned()))
        } else {
            let fields = self.airtable.fields(unwrapped.fields, &at, &mut self.waiting);
            fields.keys().filter(|column| self.airtable.has_told(column)).for_each(|column| objects.skip(column));
            fields
        };
        objects.read(at, fields, taken, &shown, &mut self.waiting);
    }
}

impl<R: BufRead> Iterator for JsonReader<R> {
    type Item = Result<Item, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.waiting.pop_front() {
                return Some(Ok(item));
            }
            self.objects.as_ref()?;
            match self.first.take().map_or_else(|| self.text.next(), |piece| Ok(Some(piece))) {
                Ok(Some(piece)) => self.read(&piece),
                Ok(None) => self.waiting.extend(self.objects.take().map(Objects::finish).into_iter().flatten()),
                Err(error) => {
                    self.objects = None;
                    return Some(Err(error));
                }
            }
        }
    }
}

/// The fields of a record, and the field that it stands in.
struct Unwrapped {
    fields: Map<String, Value>,
    inner: Option<&'static str>,
}

/// Takes a record out of the object that an interface wraps it in.
fn unwrapped(mut fields: Map<String, Value>) -> Unwrapped {
    if !fields.contains_key("title") {
        for inner in WRAPPERS {
            match fields.remove(inner) {
                Some(Value::Object(fields)) => return Unwrapped { fields, inner: Some(inner) },
                Some(other) => drop(fields.insert(inner.to_owned(), other)),
                None => {}
            }
        }
    }
    Unwrapped { fields, inner: None }
}

/// The fields of the object that a value is; a message when it is none.
fn fields(piece: &JsonPiece) -> Result<Map<String, Value>, String> {
    match serde_json::from_slice(&piece.bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(other) => Err(format!("This is {}, not an object, so it is not taken: a record is an object in braces.", kind(&other))),
        Err(_) if str::from_utf8(&piece.bytes).is_err() => {
            let sample = piece.bytes.get(..encoding::SAMPLE).unwrap_or(&piece.bytes);
            Err(format!("The object {}. It is not taken.", encoding::guess(sample, false)))
        }
        Err(error) => {
            let line = piece.line + error.line() as u64 - 1;
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or_default();
            Err(format!("This is not JSON ({reason}, at line {line}, character {}), so the object is not taken.", error.column()))
        }
    }
}

/// Returns true when a text that begins like this holds records in a list, one record over several lines, or one that JSON Lines does not know.
/// False for JSON Lines.
fn is_document(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default().trim_end();
    if is_list(text) {
        return true;
    }
    if !text.starts_with('{') {
        return false;
    }
    let mut records = JsonText::new(text.as_bytes());
    match records.next() {
        // A list of records was found in the object.
        Ok(Some(piece)) if !piece.path.is_empty() => true,
        _ => {
            if let Ok(Value::Object(fields)) = serde_json::from_str(first) {
                let Unwrapped { fields, inner } = unwrapped(fields);
                return inner.is_some() || shape::of(&fields).is_some() || schema_org::is_work(&fields);
            }
            // A line of JSON Lines that is broken has another one below it.
            let below = text.lines().skip(1).find(|line| !line.trim().is_empty());
            first.ends_with(['{', '[', ',', ':']) || below.is_some_and(|line| !line.trim_start().starts_with('{'))
        }
    }
}

/// Returns true when a text begins as a JSON list, and not as a page whose first line is in brackets.
pub(super) fn is_list(head: &str) -> bool {
    let first = head.trim_start().lines().next().unwrap_or_default().trim_end();
    first.strip_prefix('[').is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with(['{', '[', '"', ']']))
}

#[cfg(test)]
mod tests;
