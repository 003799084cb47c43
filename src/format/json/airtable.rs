//! Records of Airtable: an id, and the columns of a table, which people named.

use entity::vocabulary::IssueSeverity;
use serde_json::{Map, Value};

use crate::format::jsonl::mapped::{add, field, made, members, paid};
use crate::format::label::Label;
use crate::model::{Issue, IssueCode, Item, Locator};

/// Records of one file.
#[derive(Debug, Default)]
pub(super) struct Airtable {
    /// The columns that hold records of other tables, as far as they were told.
    told: Vec<String>,
}

impl Airtable {
    /// The fields of a record, by the names that JSON Lines gives them: the columns in `fields`. Another object stays as it is.
    ///
    /// A column whose name is a known label is the field that the label means, unless an earlier column is that field already. Others keep
    /// their names.
    pub(super) fn fields(&mut self, mut object: Map<String, Value>, at: &Locator, items: &mut impl Extend<Item>) -> Map<String, Value> {
        let is_record = is_record(&object);
        let Some(Value::Object(columns)) = object.remove("fields").filter(|_| is_record) else { return object };
        let mut fields = Map::new();
        let mut rest = Map::new();
        for (name, value) in columns {
            if is_linked(&value) {
                if !self.told.contains(&name) && self.told.len() < 100 {
                    self.told.push(name.clone());
                    items.extend([Item::Issue(linked(at, &name, &value))]);
                }
                rest.insert(name, value);
                continue;
            }
            let label = Label::known(&name);
            match label {
                Some(Label::Made(role)) => add(&mut fields, "producedBy", named(value).map(|value| made(role, value)).collect()),
                Some(Label::Paid(kind)) => add(&mut fields, "supportedBy", named(value).map(|value| paid(kind, value)).collect()),
                Some(label) if !label.is_note() && label != Label::Award && !fields.contains_key(field(label)) => {
                    fields.insert(field(label).to_owned(), value);
                }
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
    Issue {
        at: at.clone(),
        field: Some(column.to_owned()),
        code: IssueCode::UnsureValue,
        severity: IssueSeverity::Warning,
        text: Some(value.to_string().chars().take(300).collect()),
        message:
            "This column holds ids of records of another table, not their names, so it is kept as a note: add a lookup column to the table \
                  that shows the names, and export again."
                .to_owned(),
    }
}
