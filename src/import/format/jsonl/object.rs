//! A JSON object that is being read: fields are taken out of it one by one, and what is wrong with them is noted.

use std::collections::HashSet;

use entity::vocabulary::IssueSeverity;
use serde_json::{Map, Value};

use crate::import::record::{Issue, IssueCode};
use crate::name::tidy;

/// How much of a bad value an issue shows, in characters.
const EXCERPT: usize = 300;
/// How many bad values of one record are reported each by itself.
const BAD_VALUES: usize = 100;
/// How many unknown fields of one file are reported.
const UNKNOWN_FIELDS: usize = 100;

/// What is to be reported of one line.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    /// The line, counted from 1.
    pub(super) line: u64,
    issues: Vec<Issue>,
    /// The unknown fields of the whole file that were reported.
    unknown: &'a mut HashSet<String>,
    bad_values: usize,
}

impl<'a> Notes<'a> {
    pub(super) fn new(line: u64, unknown: &'a mut HashSet<String>) -> Self {
        Self { line, issues: Vec::new(), unknown, bad_values: 0 }
    }

    pub(super) fn into_issues(self) -> Vec<Issue> {
        self.issues
    }

    /// Notes a value that is left out. The advice says what would be right, and follows "Left out: ".
    pub(super) fn bad_value(&mut self, field: String, value: &Value, advice: &str) {
        self.bad_values += 1;
        let message = match self.bad_values {
            ..=BAD_VALUES => format!("Left out: {advice}."),
            // One issue more stands for all the rest.
            count if count == BAD_VALUES + 1 => format!("Left out: {advice}. Further bad values of this record are not reported."),
            _ => return,
        };
        let text = value.as_str().map_or_else(|| excerpt(&value.to_string()), excerpt);
        self.note(IssueCode::BadValue, IssueSeverity::Warning, field, Some(text), message);
    }

    /// Notes a field that the format does not have, once in a file.
    fn unknown_field(&mut self, field: &str) {
        let field = excerpt(field);
        if self.unknown.len() < UNKNOWN_FIELDS && !self.unknown.contains(&field) {
            self.unknown.insert(field.clone());
            let rest = if self.unknown.len() == UNKNOWN_FIELDS { " Further unknown fields of this file are not reported." } else { "" };
            let message = format!("There is no such field, so it is left out wherever the file has it.{rest}");
            self.note(IssueCode::UnknownField, IssueSeverity::Info, field, None, message);
        }
    }

    fn note(&mut self, code: IssueCode, severity: IssueSeverity, field: String, text: Option<String>, message: String) {
        self.issues.push(Issue { line: Some(self.line), field: Some(field), code, severity, text, message });
    }
}

/// An object and where it stands in its record.
#[derive(Debug)]
pub(super) struct Object<'n, 'f> {
    fields: Map<String, Value>,
    /// What stands before its fields' names in a path: nothing, or for example `producedBy[1].`.
    path: String,
    /// What is wrong with it.
    pub(super) notes: &'n mut Notes<'f>,
}

impl<'n, 'f> Object<'n, 'f> {
    pub(super) fn new(fields: Map<String, Value>, path: String, notes: &'n mut Notes<'f>) -> Self {
        Self { fields, path, notes }
    }

    /// The path of one of its fields.
    pub(super) fn path(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }

    /// Takes a field out; none when it is not there or null.
    pub(super) fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name).filter(|value| !value.is_null())
    }

    /// Notes a value of one of its fields that is left out; the advice as in [`Notes::bad_value`].
    pub(super) fn bad_value(&mut self, name: &str, value: &Value, advice: &str) {
        let path = self.path(name);
        self.notes.bad_value(path, value, advice);
    }

    /// Takes text out as it is; none when it is not there or something else (which is noted).
    pub(super) fn raw_text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Value::String(text) => Some(text),
            other => {
                self.bad_value(name, &other, &format!("text is expected, in quotes, not {}", kind(&other)));
                None
            }
        }
    }

    /// Takes text out, tidied; blank text is none.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.raw_text(name).map(|text| tidy(&text)).filter(|text| !text.is_empty())
    }

    /// Takes text out, tidied, without which the object means nothing; where it is not there, that is noted.
    pub(super) fn required_text(&mut self, name: &str) -> Option<String> {
        let value = self.take(name).unwrap_or_default();
        let text = value.as_str().map(tidy).filter(|text| !text.is_empty());
        if text.is_none() {
            self.bad_value(name, &value, &format!("the object needs a `{name}`, as text in quotes"));
        }
        text
    }

    /// Takes text out that may also be written as a number.
    pub(super) fn text_or_number(&mut self, name: &str) -> Option<String> {
        if let Some(Value::Number(number)) = self.fields.get(name) {
            let text = number.to_string();
            self.fields.remove(name);
            return Some(text);
        }
        self.text(name)
    }

    /// Takes text out that means something; what does not is noted with the advice.
    pub(super) fn parsed<T>(&mut self, name: &str, advice: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            self.bad_value(name, &Value::String(text), advice);
        }
        parsed
    }

    /// Takes a list out, each value with its path. A single value is a list of one; null and blank values are not in it.
    pub(super) fn list(&mut self, name: &str) -> Vec<(String, Value)> {
        self.values(name, true)
    }

    /// As [`Self::list`], but the path of a single value is that of the field.
    pub(super) fn each(&mut self, name: &str) -> Vec<(String, Value)> {
        self.values(name, false)
    }

    fn values(&mut self, name: &str, is_numbered: bool) -> Vec<(String, Value)> {
        let (values, is_numbered) = match self.take(name) {
            None => return Vec::new(),
            Some(Value::Array(values)) => (values, true),
            Some(single) => (vec![single], is_numbered),
        };
        let is_blank = |value: &Value| value.is_null() || value.as_str().is_some_and(|text| tidy(text).is_empty());
        let path = self.path(name);
        let path = |place: usize| if is_numbered { format!("{path}[{place}]") } else { path.clone() };
        values.into_iter().enumerate().filter(|(_, value)| !is_blank(value)).map(|(place, value)| (path(place), value)).collect()
    }

    /// True when it has this field, and the field is not null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(|value| !value.is_null())
    }

    /// The names of its fields.
    pub(super) fn names(&self) -> Vec<String> {
        self.fields.keys().cloned().collect()
    }

    /// Notes the fields that nobody took.
    pub(super) fn finish(self) {
        // One note stands for all members of a list: `producedBy[].fax`.
        let path = self.path.replace(|character: char| character.is_ascii_digit(), "");
        for name in self.fields.keys() {
            self.notes.unknown_field(&format!("{path}{name}"));
        }
    }
}

/// What a value is, with its article.
pub(super) const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The beginning of a text, with an ellipsis when it goes on.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
