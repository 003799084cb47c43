//! A JSON object that is being read: fields are taken out of it one by one, and what is wrong with them is noted.

use std::collections::HashSet;
use std::fmt::Display;
use std::rc::Rc;

use entity::vocabulary::IssueSeverity;
use serde_json::{Map, Value};

use super::path::Path;
use super::suggest::suggestion;
use crate::format::mapping::Mapping;
use crate::format::value::{Remark, markup, nothing::is_nothing};
use crate::model::{Issue, IssueCode, Locator, Note};
use crate::name::tidy;

/// The longest excerpt of a bad value that an issue shows, in characters.
const EXCERPT: usize = 300;
/// The most bad values of one record that are reported each by itself.
const BAD_VALUES: usize = 100;
/// The most unknown fields of one file that are reported.
const UNKNOWN_FIELDS: usize = 100;

/// The issues of one record.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    /// The line that it begins on, counted from 1.
    pub(super) line: u64,
    at: Locator,
    issues: Vec<Issue>,
    /// The unknown fields of the whole file that were reported.
    unknown: &'a mut HashSet<String>,
    bad_values: usize,
    /// True for a record that was exported: its texts stand as the catalogue has them, without markup.
    pub(super) is_exported: bool,
    /// The title of the collection that the record stands in.
    pub(super) heading: Option<String>,
    /// True when markup in this record was noted.
    has_markup: bool,
}

impl<'a> Notes<'a> {
    pub(super) fn new(at: Locator, unknown: &'a mut HashSet<String>) -> Self {
        Self {
            line: at.line.unwrap_or_default(),
            at,
            issues: Vec::new(),
            unknown,
            bad_values: 0,
            is_exported: false,
            heading: None,
            has_markup: false,
        }
    }

    pub(super) fn into_issues(self) -> Vec<Issue> {
        self.issues
    }

    pub(super) fn into_locator(self) -> Locator {
        self.at
    }

    /// Notes a value that is left out. The advice says what would be right, and follows "Left out: ".
    pub(super) fn bad_value(&mut self, field: &dyn Display, value: &Value, advice: &str) {
        self.bad_values += 1;
        let message = match self.bad_values {
            ..=BAD_VALUES => format!("Left out: {advice}."),
            // One issue more stands for all the rest.
            count if count == BAD_VALUES + 1 => format!("Left out: {advice}. Further bad values of this record are not reported."),
            _ => return,
        };
        let text = value.as_str().map_or_else(|| excerpt(&value.to_string()), excerpt);
        self.note(IssueCode::BadValue, IssueSeverity::Warning, field.to_string(), Some(text), message);
    }

    /// Notes what there is to tell about the value of a field.
    pub(super) fn remark(&mut self, field: &dyn Display, remark: Remark) {
        self.bad_values += 1;
        if self.bad_values <= BAD_VALUES {
            self.note(remark.code, remark.severity, field.to_string(), Some(excerpt(&remark.text)), remark.message.to_owned());
        }
    }

    /// A text as a browser shows it: without tags, with the characters that entities stand for. Notes that there were any.
    pub(super) fn shown(&mut self, field: &dyn Display, text: String) -> String {
        if self.is_exported {
            return text;
        }
        let Some(shown) = markup::shown(&text) else { return text };
        if !self.has_markup {
            self.has_markup = true;
            self.note(IssueCode::Markup, IssueSeverity::Info, field.to_string(), Some(excerpt(&text)), markup::TOLD.to_owned());
        }
        shown
    }

    /// Notes a field that the format does not have, once in a file.
    ///
    /// `fate` tells what becomes of its values; the advice is one or more sentences, each behind a blank.
    fn unknown_field(&mut self, field: &str, value: &Value, fate: &str, advice: impl FnOnce() -> String) {
        let field = excerpt(field);
        if self.unknown.len() < UNKNOWN_FIELDS && !self.unknown.contains(&field) {
            self.unknown.insert(field.clone());
            let advice = advice();
            let rest = if self.unknown.len() == UNKNOWN_FIELDS { " Further unknown fields of this file are not reported." } else { "" };
            let message = format!("There is no such field, so {fate} wherever the file has it.{advice}{rest}");
            let text = value.as_str().map_or_else(|| excerpt(&value.to_string()), excerpt);
            self.note(IssueCode::UnknownField, IssueSeverity::Warning, field, Some(text), message);
        }
    }

    /// Notes an issue.
    pub(super) fn note(&mut self, code: IssueCode, severity: IssueSeverity, field: String, text: Option<String>, message: String) {
        self.issues.push(Issue { at: self.at.clone(), field: Some(field), code, severity, text, message });
    }
}

/// An object and where it stands in its record.
#[derive(Debug)]
pub(super) struct Object<'n, 'f> {
    fields: Map<String, Value>,
    /// Its place; none for the record itself.
    place: Option<Rc<Path>>,
    /// The fields that were looked for.
    asked: Vec<&'static str>,
    /// Those of them that have a value, and one only.
    filled: Vec<&'static str>,
    /// The issues of its line.
    pub(super) notes: &'n mut Notes<'f>,
}

impl<'n, 'f> Object<'n, 'f> {
    pub(super) fn new(fields: Map<String, Value>, place: Option<Path>, notes: &'n mut Notes<'f>) -> Self {
        Self { fields, place: place.map(Rc::new), asked: Vec::new(), filled: Vec::new(), notes }
    }

    /// The path of one of its fields.
    pub(super) fn path(&self, name: &str) -> Path {
        Path::new(self.place.clone(), name)
    }

    /// Takes a field out; none when it is not there or null.
    pub(super) fn take(&mut self, name: &'static str) -> Option<Value> {
        self.asked.push(name);
        let value = self.fields.remove(name).filter(|value| !value.is_null());
        self.filled.extend(value.is_some().then_some(name));
        value
    }

    /// Notes a value of one of its fields that is left out; the advice as in [`Notes::bad_value`].
    pub(super) fn bad_value(&mut self, name: &str, value: &Value, advice: &str) {
        let path = self.path(name);
        self.notes.bad_value(&path, value, advice);
    }

    /// Takes text out as a browser shows it, with its line breaks; none when it is not there, says that there is no value, or is something
    /// else (which is noted).
    pub(super) fn shown_text(&mut self, name: &'static str) -> Option<String> {
        match self.take(name)? {
            Value::String(text) if is_nothing(&text) => None,
            Value::String(text) => Some(self.shown(name, text)),
            other => {
                self.bad_value(name, &other, &format!("text is expected, in quotes, not {}", kind(&other)));
                None
            }
        }
    }

    /// A text of one of its fields as in [`Notes::shown`].
    fn shown(&mut self, name: &str, text: String) -> String {
        if markup::may_hold(&text) {
            let path = self.path(name);
            return self.notes.shown(&path, text);
        }
        text
    }

    /// Takes text out, tidied; text that says that there is no value is none.
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        self.shown_text(name).map(|text| tidy(&text)).filter(|text| !text.is_empty())
    }

    /// Takes text out without which the object means nothing; where it is not there, that is noted.
    pub(super) fn required_text(&mut self, name: &'static str) -> Option<String> {
        let value = self.take(name).unwrap_or_default();
        match value {
            Value::String(text) if !is_blank(&text) => Some(self.shown(name, text)).filter(|text| !is_nothing(text)),
            _ => {
                self.bad_value(name, &value, &format!("the object needs a `{name}`, as text in quotes"));
                None
            }
        }
    }

    /// Takes text out that may also be written as a number; what it says is the source's own, and stays as it is.
    pub(super) fn text_or_number(&mut self, name: &'static str) -> Option<String> {
        match self.take(name)? {
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => Some(tidy(&text)).filter(|text| !is_nothing(text)),
            other => {
                self.bad_value(name, &other, &format!("text is expected, in quotes, not {}", kind(&other)));
                None
            }
        }
    }

    /// Takes text out that means something; what does not is noted with the advice.
    pub(super) fn parsed<T>(&mut self, name: &'static str, advice: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(name)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            self.bad_value(name, &Value::String(text), advice);
        }
        parsed
    }

    /// Takes a list out, each value with its path. A single value is a list of one; null, blank text and text that says that there is no
    /// value are not in it.
    pub(super) fn list(&mut self, name: &'static str) -> Vec<(Path, Value)> {
        self.asked.push(name);
        self.values(name, true)
    }

    /// As [`Self::list`], but the path of a single value is that of the field.
    pub(super) fn each(&mut self, name: &'static str) -> Vec<(Path, Value)> {
        self.asked.push(name);
        self.values(name, false)
    }

    /// As [`Self::each`], of a field whose name the file chooses. `is_numbered` numbers the path of a single value too.
    pub(super) fn values(&mut self, name: &str, is_numbered: bool) -> Vec<(Path, Value)> {
        let (values, is_numbered) = match self.fields.remove(name) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(values)) => (values, true),
            Some(single) => (vec![single], is_numbered),
        };
        let is_blank = |value: &Value| value.is_null() || value.as_str().is_some_and(|text| is_nothing(text) || is_blank(text));
        let path = self.path(name);
        let path = |place: usize| if is_numbered { path.at(place) } else { path.clone() };
        values.into_iter().enumerate().filter(|(_, value)| !is_blank(value)).map(|(place, value)| (path(place), value)).collect()
    }

    /// All its fields as they stand.
    pub(super) fn fields(&self) -> Map<String, Value> {
        self.fields.clone()
    }

    /// True when it has this field, and the field is not null.
    pub(super) fn has(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(|value| !value.is_null())
    }

    /// The names of its fields.
    pub(super) fn names(&self) -> Vec<String> {
        self.fields.keys().cloned().collect()
    }

    /// The addresses of a field that may be a list, each text with its path; what is something else is noted with what is expected.
    pub(super) fn addresses(&mut self, name: &'static str, expected: &str) -> Vec<(Path, String)> {
        let mut texts = Vec::new();
        for (path, value) in self.list(name) {
            match value {
                Value::String(text) => {
                    let text = self.notes.shown(&path, markup::with_links(&text));
                    texts.push((path, text));
                }
                other => self.notes.bad_value(&path, &other, &format!("{expected} is expected, in quotes, not {}", kind(&other))),
            }
        }
        texts
    }

    /// A field that nobody took and that may be meant as this one.
    pub(super) fn misnamed(&self, name: &'static str) -> Option<&str> {
        self.fields.keys().map(String::as_str).find(|field| suggestion(field, &[name]) == Some(name))
    }

    /// Notes the fields that nobody took.
    pub(super) fn finish(self) {
        // One note stands for all members of a list: `producedBy[].fax`.
        for (name, value) in &self.fields {
            let path = self.path(name).to_string().replace(|character: char| character.is_ascii_digit(), "");
            let advice = || suggestion(name, &self.asked).map(|meant| format!(" Did you mean `{meant}`?")).unwrap_or_default();
            self.notes.unknown_field(&path, value, "it is left out", advice);
        }
    }

    /// Returns the fields of a record that nobody took, as notes under their names. Notes that they are unknown.
    pub(super) fn rest(self) -> Vec<Note> {
        let line = self.notes.line;
        let mut rest = Vec::new();
        for (name, value) in &self.fields {
            self.notes.unknown_field(name, value, "it is kept as a note", || advice(name, &self.asked, &self.filled));
            let (label, value) = (tidy(name), plain(value));
            if !label.is_empty() && !is_nothing(&value) {
                rest.push(Note { label, value, line });
            }
        }
        rest
    }
}

/// The advice for an unknown field of a record: the field that may be meant, one of those that are known, and the mapping that says so.
fn advice(name: &str, known: &[&'static str], filled: &[&'static str]) -> String {
    // Only a mapping can name it: in JSON Lines, a grant is part of its funder.
    let known: Vec<&'static str> = known.iter().copied().chain(["award"]).collect();
    let meant = suggestion(name, &known);
    let (told, field) = match meant {
        Some(meant) if filled.contains(&meant) => (format!(" `{meant}` is taken by the field of that name."), None),
        Some("award") => (String::new(), meant),
        Some(_) => (meant.map(|meant| format!(" Did you mean `{meant}`?")).unwrap_or_default(), meant),
        None => (String::new(), None),
    };
    let mapping = |field: &&str| format!("{name}={field}").parse::<Mapping>().is_ok();
    format!("{told} To give it a field: `--map '{name}={}'`.", field.filter(mapping).unwrap_or("FIELD"))
}

/// True when nothing of a text is shown.
fn is_blank(text: &str) -> bool {
    !text.contains(char::is_alphanumeric) && tidy(text).is_empty()
}

/// A value as text: a list of texts and numbers parted by semicolons, anything else in several parts as JSON.
pub(super) fn plain(value: &Value) -> String {
    let is_plain = |value: &Value| !value.is_array() && !value.is_object();
    match value {
        Value::Null => String::new(),
        Value::String(text) => tidy(text),
        Value::Array(values) if values.iter().all(is_plain) => values.iter().map(plain).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// The name of a value's type, with its article.
pub(in crate::format) const fn kind(value: &Value) -> &'static str {
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
pub(in crate::format) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
