//! JSON Lines: one object a line, one record an object. `docs/use/import.md` shows its shape.
//!
//! `object` takes fields out of JSON and notes what is wrong with them. `path` names the places of values. `suggest` guesses the
//! fields that unknown ones are meant as. `mapped` takes out what `--map` names. `person` knows how other programs write
//! names. The other files tell the meaning of the fields.

mod agents;
mod exported;
mod identifiers;
mod keywords;
pub(in crate::format) mod mapped;
mod notes;
pub(in crate::format) mod object;
mod path;
mod person;
mod record;
mod suggest;
mod write;

use std::collections::{HashSet, VecDeque};

use entity::vocabulary::{ContributionRole, IssueSeverity};
use serde_json::{Map, Value};

use self::mapped::{MappedPaths, Taken};
use self::object::{Notes, Object, excerpt};
pub use self::write::ResourceObject;
use super::hints::{Hint, Hints};
use super::label::Label;
use super::lines::Line;
use super::mapping::FieldMeaning;
use super::table::{Confidence, Format};
use super::uses::Uses;
use super::{ReadError, json};
use crate::model::{Account, Issue, IssueCode, Item, Locator, RecordPlace, Said};

/// JSON Lines.
pub(super) static FORMAT: Format = Format {
    name: "jsonl",
    noun: "JSON Lines",
    about: "JSON Lines: one object a line",
    media_types: &["application/jsonl", "application/x-ndjson"],
    endings: &["jsonl", "ndjson"],
    hints: &[Hint::Map],
    sniff: |beginning| beginning.line().starts_with('{').then_some(Confidence::Sure("its text begins as JSON")),
    read: |source, hints| {
        let mut lines = source.lines()?.peekable();
        // Every line of a list would be refused by itself.
        if lines.peek().is_some_and(|first| first.as_ref().is_ok_and(|first| json::is_list(&first.text))) {
            return Err(ReadError::Shape { found: "one JSON document and no JSON Lines", advice: "`--format json` reads it" });
        }
        Ok(Box::new(JsonlReader::new(lines, hints)))
    },
    write: Some(&write::WRITES),
};

/// Reads records from lines. Each record is followed by the issues that it has; a line that cannot be taken is an issue alone.
#[derive(Debug)]
pub struct JsonlReader<I> {
    lines: I,
    /// Items that were read and not yet handed on.
    waiting: VecDeque<Item>,
    /// None once the file is read.
    objects: Option<Objects>,
}

impl<I: Iterator<Item = Result<Line, ReadError>>> JsonlReader<I> {
    /// Reads records from these lines.
    pub fn new(lines: I, hints: &Hints) -> Self {
        Self { lines, waiting: VecDeque::new(), objects: Some(Objects::new(hints)) }
    }

    fn read(&mut self, line: &Line) {
        // Files that were joined have byte order marks in their middle.
        let text = line.text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() && !line.truncated {
            return;
        }
        let Some(objects) = &mut self.objects else { return };
        let at = Locator::line(line.number);
        match object(line, text) {
            Ok(mut fields) => {
                let taken = objects.take(&mut fields);
                objects.read(at, fields, taken, text, &mut self.waiting);
            }
            Err(refusal) => self.waiting.push_back(Item::Issue(refusal.issue(at, text))),
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
                    self.objects = None;
                    return Some(Err(error));
                }
                None => self.waiting.extend(self.objects.take()?.finish()),
            }
        }
    }
}

/// Objects of one file that are read as records, in whatever they stand.
#[derive(Debug, Default)]
pub(in crate::format) struct Objects {
    /// The unknown fields that were reported.
    unknown: HashSet<String>,
    /// The fields of all records.
    uses: Uses,
    /// True when the collection of the file has its title.
    has_heading: bool,
    mapped: MappedPaths,
    /// The fields that gave way to mapped ones, as far as that was reported.
    displaced: HashSet<String>,
    /// True once a record was exported: the mappings that are kept with its source are for other files.
    has_export: bool,
}

impl Objects {
    /// Reads objects in the light of these hints.
    pub(in crate::format) fn new(hints: &Hints) -> Self {
        Self { mapped: MappedPaths::new(hints), ..Self::default() }
    }

    /// Returns true when mappings tell fields.
    pub(in crate::format) const fn has_mappings(&self) -> bool {
        !self.mapped.is_empty()
    }

    /// Takes what mappings name out of the fields of a record, as its source writes them.
    pub(in crate::format) fn take(&mut self, fields: &mut Map<String, Value>) -> Taken {
        self.mapped.take(fields, |name, field| self.uses.count(name, field))
    }

    /// Does not tell that a field is unknown: the reason why it is a note was told.
    pub(in crate::format) fn skip(&mut self, field: &str) {
        self.unknown.insert(field.to_owned());
    }

    /// Reads an object, with what mappings took out of it. Adds its record and the issues of it; an object that cannot be taken is an issue
    /// alone, with an excerpt of its text.
    pub(in crate::format) fn read(
        &mut self,
        at: Locator,
        mut fields: Map<String, Value>,
        mut taken: Taken,
        text: &str,
        items: &mut impl Extend<Item>,
    ) {
        let path = at.path.clone();
        self.makers(&mut fields);
        fields.keys().for_each(|name| self.uses.count(name, record::FIELDS.iter().copied().find(|known| known == name)));
        let mut notes = Notes::new(at, &mut self.unknown);
        for name in taken.put_into(&mut fields) {
            if self.displaced.insert(name.clone()) {
                let message = format!("`--map` gives `{name}` another value, so that of the record's own field is kept as a note.");
                notes.note(IssueCode::UnsureValue, IssueSeverity::Warning, name, None, message);
            }
        }
        match record::read(Object::new(fields, None, &mut notes)) {
            Ok(mut record) => {
                self.has_export |= record.exported.is_some();
                record.place = path.map(|path| Box::new(RecordPlace { path: Some(path), ..RecordPlace::default() }));
                record::complete(&mut record, taken, &mut notes);
                if let Some(title) = notes.heading.take().filter(|_| !self.has_heading) {
                    self.has_heading = true;
                    items.extend(std::iter::once(Item::Collection(Said::asserted(title, record.line))));
                }
                let issues = notes.into_issues().into_iter().map(Item::Issue);
                items.extend(std::iter::once(Item::Record(Box::new(record))).chain(issues));
            }
            Err(refusal) => {
                let issue = refusal.issue(notes.into_locator(), text);
                items.extend(std::iter::once(Item::Issue(issue)));
            }
        }
    }

    /// Moves makers whose fields other programs name (`author`, `editor`, `creators`) to `producedBy`, when they are objects that name persons.
    fn makers(&mut self, fields: &mut Map<String, Value>) {
        let all_are = |value: &Value, are: fn(&Map<String, Value>) -> bool| match value {
            Value::Object(object) => are(object),
            Value::Array(all) => !all.is_empty() && all.iter().all(|member| member.as_object().is_some_and(are)),
            _ => false,
        };
        let label = |(name, value): (&String, &Value)| {
            if !all_are(value, person::is_name) || record::FIELDS.contains(&name.as_str()) {
                return None;
            }
            match Label::known(name)? {
                // A name alone may be that of anything that has something to do with the record.
                Label::Made(role)
                    if matches!(role, ContributionRole::Author | ContributionRole::Editor) || all_are(value, person::is_in_parts) =>
                {
                    Some((name.clone(), role))
                }
                _ => None,
            }
        };
        let found: Vec<(String, ContributionRole)> = fields.iter().filter_map(label).collect();
        for (name, role) in found {
            let Some(value) = fields.remove(&name) else { continue };
            self.uses.count(&name, Some(&FieldMeaning::Field(Label::Made(role)).name()));
            mapped::add(fields, "producedBy", mapped::members(value).into_iter().map(|value| mapped::made(role, value)).collect());
        }
    }

    /// Returns the last items of the file: issues about mappings that no record has, and the account.
    pub(in crate::format) fn finish(self) -> impl Iterator<Item = Item> {
        let (mappings, issues) = self.mapped.finish(self.has_export);
        let account = Account { labels: self.uses.finish(), unread_lines: 0, mappings };
        issues.into_iter().map(Item::Issue).chain([Item::Account(account)])
    }
}

/// Why a line is not taken.
struct Refusal {
    field: Option<&'static str>,
    code: IssueCode,
    message: String,
}

impl Refusal {
    /// The issue that tells it, with an excerpt of the text.
    fn issue(self, at: Locator, text: &str) -> Issue {
        Issue {
            at,
            field: self.field.map(str::to_owned),
            code: self.code,
            severity: IssueSeverity::Error,
            text: Some(excerpt(text)),
            message: self.message,
        }
    }
}

/// The fields of the object that a line holds.
fn object(line: &Line, text: &str) -> Result<Map<String, Value>, Refusal> {
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
