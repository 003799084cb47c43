//! Records of Airtable: an id, and the columns of a table, which people named.

use std::collections::HashMap;

use entity::vocabulary::IssueSeverity;
use serde_json::{Map, Value};

use crate::format::jsonl::mapped::{LISTS, add, field, made, members, paid};
use crate::format::label::Label;
use crate::model::{Issue, IssueCode, Item, Locator};

/// Records of one file.
#[derive(Debug, Default)]
pub(super) struct Airtable {
    /// The columns that are notes and were told: those that hold records of other tables, and those whose field another one is.
    told: Vec<String>,
}

impl Airtable {
    /// The fields of a record, by the names that JSON Lines gives them: the columns in `fields`. Another object stays as it is.
    ///
    /// A column whose name is a known label is the field that the label means, unless an earlier column is that field already, and the field
    /// has one value. Others keep their names.
    pub(super) fn fields(&mut self, mut object: Map<String, Value>, at: &Locator, items: &mut impl Extend<Item>) -> Map<String, Value> {
        let is_record = is_record(&object);
        let Some(Value::Object(columns)) = object.remove("fields").filter(|_| is_record) else { return object };
        let mut fields = Map::new();
        let mut rest = Map::new();
        let mut owners: HashMap<Label, String> = HashMap::new();
        for (name, value) in columns {
            if is_linked(&value) {
                self.tell(&name, || linked(at, &name, &value), items);
                rest.insert(name, value);
                continue;
            }
            let label = Label::known(&name);
            match label {
                Some(Label::Made(role)) => add(&mut fields, "producedBy", named(value).map(|value| made(role, value)).collect()),
                Some(Label::Paid(kind)) => add(&mut fields, "supportedBy", named(value).map(|value| paid(kind, value)).collect()),
                Some(label) if LISTS.contains(&field(label)) => add(&mut fields, field(label), members(value)),
                Some(label) if !label.is_note() && label != Label::Award => match owners.get(&label) {
                    None if !fields.contains_key(field(label)) => {
                        fields.insert(field(label).to_owned(), value);
                        owners.insert(label, name);
                    }
                    owner => {
                        self.tell(&name, || taken(at, &name, owner.map_or(field(label), String::as_str), field(label), &value), items);
                        rest.insert(name, value);
                    }
                },
                _ => drop(rest.insert(name, value)),
            }
        }
        for (name, value) in rest {
            fields.entry(name).or_insert(value);
        }
        if let Some(id) = object.remove("id") {
            fields.entry("id").or_insert(id);
        }
        fields
    }

    /// Returns true when it was told why a column is a note.
    pub(super) fn has_told(&self, column: &str) -> bool {
        self.told.iter().any(|told| told == column)
    }

    /// Tells something of a column, once in a file.
    fn tell(&mut self, column: &str, issue: impl FnOnce() -> Issue, items: &mut impl Extend<Item>) {
        if !self.has_told(column) && self.told.len() < 100 {
            self.told.push(column.to_owned());
            items.extend([Item::Issue(issue())]);
        }
    }
}

/// Returns true for a record of Airtable: its columns stand in `fields`.
pub(super) fn is_record(object: &Map<String, Value>) -> bool {
    object.contains_key("id") && object.get("fields").is_some_and(Value::is_object)
}

/// The names that a value holds. A collaborator of a table is an object with a name.
fn named(value: Value) -> impl Iterator<Item = Value> {
    members(value).into_iter().map(|value| match value {
        Value::Object(mut object) if object.get("name").is_some_and(Value::is_string) => object.remove("name").unwrap_or_default(),
        value => value,
    })
}

/// Returns true when a value is a list of nothing but ids of records of another table.
fn is_linked(value: &Value) -> bool {
    let is_id = |value: &Value| {
        let id = value.as_str().and_then(|text| text.strip_prefix("rec"));
        id.is_some_and(|id| id.len() == 14 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    value.as_array().is_some_and(|values| !values.is_empty() && values.iter().all(is_id))
}

fn linked(at: &Locator, column: &str, value: &Value) -> Issue {
    let message = "This column holds ids of records of another table, not their names, so it is kept as a note: add a lookup column to the \
                   table that shows the names, and export again.";
    issue(at, column, value, message.to_owned())
}

fn taken(at: &Locator, column: &str, owner: &str, field: &str, value: &Value) -> Issue {
    let message = format!(
        "The field `{field}` is taken by the column “{owner}”, so “{column}” is kept as a note. To choose the other one: \
         `--map '{column}={field}'`."
    );
    issue(at, column, value, message)
}

fn issue(at: &Locator, column: &str, value: &Value, message: String) -> Issue {
    Issue {
        at: at.clone(),
        field: Some(column.to_owned()),
        code: IssueCode::UnsureValue,
        severity: IssueSeverity::Warning,
        text: Some(value.to_string().chars().take(300).collect()),
        message,
    }
}
