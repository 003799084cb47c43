//! The fields of a resource when several sources describe it: who owns which, and what a new statement changes.
//!
//! The first source to describe a resource owns its fields; another one fills only what is empty, and owns what it filled. What a curator
//! set is left alone.

use entity::resource;
use entity::vocabulary::{IssueSeverity, ProvenanceMethod, ResourceFormat};

use crate::model::{Issue, IssueCode, License, Locator, Note, Record, Said};
use crate::store::resource::{FieldSources, note};

/// A field by the name that JSON Lines and issues give it.
struct Field<'a, T> {
    name: &'static str,
    stored: &'a mut Option<T>,
    said: Option<T>,
}

/// Puts what a source says of a resource into its row; returns whether that changed the row, and what was not taken.
pub(super) fn merge(row: &mut resource::Model, record: &Record, source: i32, locked: &[String]) -> (bool, Vec<Issue>) {
    let before = row.clone();
    let mut owners: FieldSources = row.field_sources.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let mut merge = Merge { main: row.source_id, source, at: record.locator(), owners: &mut owners, locked, issues: Vec::new() };

    if merge.main == source && !merge.is_locked("title") {
        row.title.clone_from(&record.title.value);
        row.title_as_printed.clone_from(&record.title_as_printed);
    } else if row.title != record.title.value {
        merge.conflict("title", &record.title.value, &row.title);
    }
    merge.field(Field { name: "description", stored: &mut row.description, said: value(record.description.as_ref()) });
    merge.field(Field { name: "year", stored: &mut row.year, said: value(record.year.as_ref()) });
    let mut format = row.format.map(|format| Printed { format, as_printed: row.format_as_printed.clone() });
    let said = record.format.as_ref().map(|said| Printed { format: said.value, as_printed: record.format_as_printed.clone() });
    merge.field(Field { name: "format", stored: &mut format, said });
    (row.format, row.format_as_printed) = format.map_or((None, None), |printed| (Some(printed.format), printed.as_printed));
    merge.field(Field { name: "language", stored: &mut row.language, said: value(record.language.as_ref()) });
    merge.field(Field { name: "url", stored: &mut row.landing_page, said: value(record.landing_page.as_ref()) });
    let mut license = row.license.take().map(|as_printed| License { as_printed, url: row.license_url.take() });
    merge.field(Field { name: "license", stored: &mut license, said: value(record.license.as_ref()) });
    (row.license, row.license_url) = license.map_or((None, None), |license| (Some(license.as_printed), license.url));
    if row.notes.is_some() || !record.notes.is_empty() {
        let mut notes = row.notes.as_deref().map(|column| Notes(note::all(Some(column))));
        merge.field(Field { name: "notes", stored: &mut notes, said: Notes::of(record) });
        row.notes = notes.and_then(|notes| note::column(&notes.0));
    }

    let issues = merge.issues;
    row.field_sources = (!owners.is_empty()).then(|| serde_json::to_string(&owners).unwrap_or_default());
    (*row != before, issues)
}

/// Line and method of the fields that were not simply asserted on the record's line, as JSON; none when all were.
pub(super) fn provenance(record: &Record) -> Option<String> {
    let mut fields = serde_json::Map::new();
    let mut note = |name: &str, said: Option<(u64, ProvenanceMethod)>| {
        if let Some((line, method)) = said.filter(|said| *said != (record.line, ProvenanceMethod::Asserted)) {
            fields.insert(name.to_owned(), serde_json::json!([line, method.as_str()]));
        }
    };
    note("title", Some((record.title.line, record.title.method)));
    note("description", at(record.description.as_ref()));
    note("year", at(record.year.as_ref()));
    note("format", at(record.format.as_ref()));
    note("language", at(record.language.as_ref()));
    note("url", at(record.landing_page.as_ref()));
    note("license", at(record.license.as_ref()));
    // The first stands for all of them.
    note("notes", record.notes.first().map(|note| (note.line, ProvenanceMethod::Asserted)));
    (!fields.is_empty()).then(|| serde_json::Value::Object(fields).to_string())
}

fn at<T>(said: Option<&Said<T>>) -> Option<(u64, ProvenanceMethod)> {
    said.map(|said| (said.line, said.method))
}

fn value<T: Clone>(said: Option<&Said<T>>) -> Option<T> {
    said.map(|said| said.value.clone())
}

#[derive(Clone, PartialEq)]
struct Printed {
    format: ResourceFormat,
    as_printed: Option<String>,
}

/// All notes of a resource: they are one field.
#[derive(Clone, PartialEq)]
struct Notes(Vec<Note>);

impl Notes {
    fn of(record: &Record) -> Option<Self> {
        // A stored note has no line.
        let note = |note: &Note| Note { line: 0, ..note.clone() };
        (!record.notes.is_empty()).then(|| Self(record.notes.iter().map(note).collect()))
    }
}

/// How a value is told in an issue.
trait Shown {
    fn shown(&self) -> String;
}

impl Shown for String {
    fn shown(&self) -> String {
        self.chars().take(200).collect()
    }
}

impl Shown for License {
    fn shown(&self) -> String {
        self.as_printed.shown()
    }
}

impl Shown for Notes {
    fn shown(&self) -> String {
        let notes: Vec<String> = self.0.iter().map(Note::text).collect();
        notes.join("; ").shown()
    }
}

impl Shown for i32 {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Shown for Printed {
    fn shown(&self) -> String {
        self.as_printed.clone().unwrap_or_else(|| self.format.as_str().to_owned())
    }
}

struct Merge<'a> {
    main: i32,
    source: i32,
    at: Locator,
    owners: &'a mut FieldSources,
    locked: &'a [String],
    issues: Vec<Issue>,
}

impl Merge<'_> {
    fn is_locked(&self, field: &str) -> bool {
        self.locked.iter().any(|locked| locked == field)
    }

    fn field<T: Shown + PartialEq>(&mut self, field: Field<'_, T>) {
        if self.is_locked(field.name) {
            return;
        }
        let owner = self.owners.get(field.name).copied().unwrap_or(self.main);
        match (field.stored.as_ref(), field.said) {
            (None, None) => {}
            (_, said) if owner == self.source => {
                if said.is_none() && self.main != self.source {
                    self.owners.remove(field.name);
                }
                *field.stored = said;
            }
            (None, Some(said)) => {
                *field.stored = Some(said);
                // The resource's first source owns its fields without being written down.
                if self.main == self.source {
                    self.owners.remove(field.name);
                } else {
                    self.owners.insert(field.name.to_owned(), self.source);
                }
            }
            (Some(stored), Some(said)) if *stored != said => {
                let stored = stored.shown();
                self.conflict(field.name, &said.shown(), &stored);
            }
            (Some(_), _) => {}
        }
    }

    fn conflict(&mut self, field: &str, said: &str, kept: &str) {
        self.issues.push(Issue {
            at: self.at.clone(),
            field: Some(field.to_owned()),
            code: IssueCode::Conflict,
            severity: IssueSeverity::Info,
            text: Some(said.to_owned()),
            message: format!("another source, or a curator, says `{kept}`: that is kept"),
        });
    }
}
