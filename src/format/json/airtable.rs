//! Records of Airtable: an id, and the columns of a table, which people named.

use entity::vocabulary::{ContributionRole, FundingKind, IssueSeverity};
use serde_json::{Map, Value, json};

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
        let is_record = object.get("fields").is_some_and(Value::is_object) && object.contains_key("id");
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
                Some(Label::Made(role)) => add(&mut fields, "producedBy", producers(role, value)),
                Some(Label::Paid(kind)) => add(&mut fields, "supportedBy", funders(kind, value)),
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

/// The name of a label's field, as JSON Lines spells it.
fn field(label: Label) -> &'static str {
    match label {
        Label::Identifier("ISBN") => "isbn",
        Label::Identifier("PMID") => "pmid",
        Label::Identifier("ARXIV") => "arxiv",
        Label::Identifier("HANDLE") => "handle",
        label => label.field(),
    }
}

/// Adds members to a list of the fields.
fn add(fields: &mut Map<String, Value>, name: &str, members: Vec<Value>) {
    if let Value::Array(list) = fields.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
        list.extend(members);
    }
}

/// The members of a list, or one value.
fn members(value: Value) -> Vec<Value> {
    match value {
        Value::Array(values) => values,
        Value::Null => Vec::new(),
        value => vec![value],
    }
}

/// The name that a member of a list is or has: a collaborator of a table is an object with a name.
fn name(value: Value) -> Value {
    match value {
        Value::Object(mut object) if object.get("name").is_some_and(Value::is_string) => object.remove("name").unwrap_or_default(),
        value => value,
    }
}

fn producers(role: ContributionRole, value: Value) -> Vec<Value> {
    let with_role = |value: Value| match name(value) {
        Value::String(name) if role != ContributionRole::Producer => json!({ "name": name, "role": role.as_str() }),
        value => value,
    };
    members(value).into_iter().map(with_role).collect()
}

fn funders(kind: FundingKind, value: Value) -> Vec<Value> {
    let with_kind = |value: Value| match name(value) {
        Value::String(name) if kind != FundingKind::Funder => json!({ "name": name, "kind": kind.as_str() }),
        value => value,
    };
    members(value).into_iter().map(with_kind).collect()
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
