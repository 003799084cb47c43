//! Values that `--map` names by their paths. They are taken out of a record, and put where JSON Lines has their field.
//!
//! A path is the names of fields with stops between them: `funder.name`, `tags[].label`. Lists on the way are gone through, with `[]` or
//! without it. A field whose own name holds stops is found by that name first.

use entity::vocabulary::{ContributionRole, FundingKind};
use serde_json::{Map, Value, json};

use super::object::plain;
use super::person;
use crate::format::hints::{self, Hints};
use crate::format::label::Label;
use crate::format::mapping::{FieldMeaning, Mapping};
use crate::format::value::{list::Part, separators};
use crate::model::{Issue, MappingUse};
use crate::name::tidy;

/// The fields of JSON Lines that hold a list.
pub(in crate::format) const LISTS: [&str; 11] =
    ["producedBy", "supportedBy", "keywords", "url", "doi", "isbn", "pmid", "arxiv", "handle", "oai", "identifiers"];

/// The mappings of a file.
#[derive(Debug, Default)]
pub(super) struct MappedPaths(Vec<MappedPath>);

#[derive(Debug)]
struct MappedPath {
    mapping: Mapping,
    /// The names on the way.
    names: Vec<String>,
    is_kept: bool,
    /// So many records have it.
    records: u64,
}

/// The values of one record that mappings took out of it.
#[derive(Debug, Default)]
pub(in crate::format) struct Taken {
    fields: Map<String, Value>,
    /// The numbers of grants.
    pub(super) awards: Vec<String>,
    /// Labels and values.
    pub(super) notes: Vec<(String, String)>,
}

impl MappedPaths {
    pub(super) fn new(hints: &Hints) -> Self {
        let path = |(mapping, is_kept): (&Mapping, bool)| {
            let names = mapping.header.split('.').map(|name| name.trim_end_matches("[]").to_owned()).collect();
            MappedPath { mapping: mapping.clone(), names, is_kept, records: 0 }
        };
        Self(hints.mappings().map(path).collect())
    }

    /// Returns true when there are none.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the values of all mappings out of a record, and tells each that the record has.
    pub(super) fn take(&mut self, fields: &mut Map<String, Value>, mut has: impl FnMut(&str, Option<&str>)) -> Taken {
        let mut taken = Taken::default();
        for path in &mut self.0 {
            let Mapping { header, meaning, .. } = &path.mapping;
            let is_of_names = matches!(meaning, FieldMeaning::Field(Label::Made(_) | Label::Paid(_)));
            let remove = |fields: &mut Map<String, Value>, name: &str| {
                if is_of_names { person::whole(fields, name) } else { fields.remove(name) }
            };
            let mut found = Vec::new();
            match remove(fields, header) {
                Some(value) => found.push(value),
                None => take_out(fields, &path.names, &remove, &mut found),
            }
            if found.is_empty() {
                continue;
            }
            path.records += 1;
            has(header, Some(meaning.name().as_str()).filter(|_| !meaning.is_note()));
            let values = found.into_iter().flat_map(members).filter(|value| !value.is_null());
            let values = values.flat_map(|value| match (&value, path.mapping.parting) {
                (Value::String(text), Some(parting)) => parting.pieces(text).into_iter().map(Value::String).collect(),
                _ => vec![value],
            });
            let values: Vec<Value> = values.collect();
            if !values.is_empty() {
                taken.put(header, *meaning, values);
            }
        }
        taken
    }

    /// The mappings, and the issues about those that no record has. In an export, those that are kept with its source are not missed.
    pub(super) fn finish(self, is_export: bool) -> (Vec<MappingUse>, Vec<Issue>) {
        let missing = |is_kept: bool| self.0.iter().filter(move |path| path.is_kept == is_kept && path.records == 0);
        let given = missing(false).map(|path| hints::unused(&path.mapping, "no record has the field"));
        let kept = missing(true)
            .filter(|_| !is_export)
            .map(|path| hints::unused_kept(&[&path.mapping], &[&path.mapping.header], "no record has the field"));
        let issues = given.chain(kept).collect();
        let uses = self.0.iter().map(|path| MappingUse {
            mapping: path.mapping.as_str().to_owned(),
            is_kept: path.is_kept,
            is_used: path.records > 0,
        });
        (uses.collect(), issues)
    }
}

impl Taken {
    /// Takes values in for a field.
    fn put(&mut self, path: &str, meaning: FieldMeaning, values: Vec<Value>) {
        let FieldMeaning::Field(label) = meaning else { return self.set(path, "id", values) };
        match label {
            Label::Note(_) => {
                let value = plain(&Value::Array(values));
                self.notes.push((tidy(path), value));
            }
            Label::Award => self.awards.extend(values.iter().map(plain)),
            Label::Made(role) => add(&mut self.fields, "producedBy", values.into_iter().map(|value| made(role, value)).collect()),
            Label::Paid(kind) => add(&mut self.fields, "supportedBy", values.into_iter().map(|value| paid(kind, value)).collect()),
            label if LISTS.contains(&field(label)) => add(&mut self.fields, field(label), values),
            label => self.set(path, field(label), values),
        }
    }

    /// Sets a field that has one value. A second one becomes a note.
    fn set(&mut self, path: &str, field: &str, mut values: Vec<Value>) {
        let value = if values.len() == 1 { values.remove(0) } else { Value::Array(values) };
        if self.fields.contains_key(field) {
            self.notes.push((tidy(path), plain(&value)));
        } else {
            self.fields.insert(field.to_owned(), value);
        }
    }

    /// Puts the values into the record that they were taken out of. Returns the fields that gave way; their values become notes.
    pub(super) fn put_into(&mut self, fields: &mut Map<String, Value>) -> Vec<String> {
        let mut displaced = Vec::new();
        for (name, value) in std::mem::take(&mut self.fields) {
            if LISTS.contains(&name.as_str()) {
                add(fields, &name, members(value));
            } else if let Some(old) = fields.insert(name.clone(), value).filter(|old| !old.is_null()) {
                self.notes.push((name.clone(), plain(&old)));
                displaced.push(name);
            }
        }
        displaced
    }
}

/// Takes the values at a path out of an object, each as `remove` does. What nothing is left of goes too.
fn take_out(
    fields: &mut Map<String, Value>,
    path: &[String],
    remove: &impl Fn(&mut Map<String, Value>, &str) -> Option<Value>,
    found: &mut Vec<Value>,
) {
    let Some((name, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        return found.extend(remove(fields, name));
    }
    let Some(inner) = fields.get_mut(name) else { return };
    let before = found.len();
    match inner {
        Value::Object(inner) => take_out(inner, rest, remove, found),
        Value::Array(all) => all.iter_mut().filter_map(Value::as_object_mut).for_each(|inner| take_out(inner, rest, remove, found)),
        _ => {}
    }
    let is_empty = |value: &Value| value.as_object().is_some_and(Map::is_empty);
    if found.len() > before && (is_empty(inner) || inner.as_array().is_some_and(|all| all.iter().all(is_empty))) {
        fields.remove(name);
    }
}

/// The name of a label's field, as JSON Lines spells it.
pub(in crate::format) fn field(label: Label) -> &'static str {
    match label {
        Label::Identifier("ISBN") => "isbn",
        Label::Identifier("PMID") => "pmid",
        Label::Identifier("ARXIV") => "arxiv",
        Label::Identifier("HANDLE") => "handle",
        Label::Identifier("OAI") => "oai",
        label => label.field(),
    }
}

/// Adds members to a list of the fields. Keywords in one text are parted as on a page before others come beside them.
pub(in crate::format) fn add(fields: &mut Map<String, Value>, name: &str, new: Vec<Value>) {
    let old = fields.remove(name).map(members).unwrap_or_default();
    let parted = |values: Vec<Value>| match values.as_slice() {
        [Value::String(text)] if name == "keywords" => {
            separators::keywords(&Part::lines_of(0, text)).into_iter().map(|item| Value::String(item.text)).collect()
        }
        _ => values,
    };
    let all = if old.is_empty() { new } else { parted(old).into_iter().chain(parted(new)).collect() };
    fields.insert(name.to_owned(), Value::Array(all));
}

/// The members of a list, or one value.
pub(in crate::format) fn members(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values,
        Value::Null => Vec::new(),
        value => vec![value],
    }
}

/// A maker in this role.
pub(in crate::format) fn made(role: ContributionRole, value: Value) -> Value {
    with(value, "role", (role != ContributionRole::Producer).then(|| role.as_str()))
}

/// A funder of this kind.
pub(in crate::format) fn paid(kind: FundingKind, value: Value) -> Value {
    with(value, "kind", (kind != FundingKind::Funder).then(|| kind.as_str()))
}

fn with(value: Value, field: &str, term: Option<&str>) -> Value {
    match (value, term) {
        (Value::String(name), Some(term)) => json!({ "name": name, field: term }),
        (Value::Object(mut object), Some(term)) => {
            object.entry(field).or_insert_with(|| term.into());
            Value::Object(object)
        }
        (value, _) => value,
    }
}
