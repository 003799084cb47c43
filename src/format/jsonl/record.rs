//! The meaning of the fields of a record.

use std::collections::HashSet;

use entity::vocabulary::IssueSeverity;
use serde_json::Value;

use super::mapped::Taken;
use super::object::{Notes, Object, excerpt, kind};
use super::{Refusal, agents, exported, identifiers, keywords, notes};
use crate::format::value::{
    self, Remark,
    address::{self, Addresses},
    date,
    format::labelled_format,
    grants,
    list::{Part, paragraphs_of},
    nothing::is_nothing,
    separators::Item,
};
use crate::identifier::Identifier;
use crate::model::{IssueCode, Note, Record, Said};
use crate::name::{tidy, unjoined};

/// The fields of a record.
pub(super) const FIELDS: [&str; 24] = [
    "colophonId", "colophonVersion", "titleAsPrinted", "formatAsPrinted", "collections", "id", "title", "description", "year", "format",
    "language", "url", "doi", "isbn", "pmid", "arxiv", "handle", "oai", "identifiers", "license", "notes", "producedBy", "supportedBy",
    "keywords",
];

/// Reads a record; refuses one without a title.
pub(super) fn read(mut object: Object<'_, '_>) -> Result<Record, Refusal> {
    let line = object.notes.line;
    let exported = exported::exported(&mut object);
    let title = title(&mut object)?;
    let format = object.text("format");
    let placement = exported::placement(&mut object);
    let mut record = Record {
        line,
        key: object.text_or_number("id").map(|id| unjoined(&id)),
        title: Said::asserted(title.clone(), line),
        title_as_printed: object.text("titleAsPrinted").unwrap_or(title),
        description: object.shown_text("description").and_then(|text| paragraphs_of(&text)).map(|text| Said::asserted(text, line)),
        year: year(&mut object, line),
        format: format.as_deref().map(|printed| {
            let (value, method) = labelled_format(printed);
            Said { value, line, method }
        }),
        format_as_printed: object.text("formatAsPrinted").or(format),
        language: language(&mut object, line),
        landing_page: None,
        license: notes::license(&mut object),
        notes: notes::notes(&mut object),
        identifiers: identifiers::of_resource(&mut object),
        producers: agents::producers(&mut object),
        funders: agents::funders(&mut object),
        keywords: keywords::read(&mut object),
        placement,
        exported,
        place: None,
    };
    addresses(&mut object, &mut record);
    record.notes.extend(object.rest());
    Ok(record)
}

/// Adds the grants and notes that mappings took out of the object. Grants that are of no funder of the record are notes, and told.
pub(super) fn complete(record: &mut Record, taken: Taken, notes: &mut Notes<'_>) {
    let line = record.line;
    let Taken { awards, notes: kept, .. } = taken;
    let kept = kept.into_iter().filter(|(label, value)| !label.is_empty() && !is_nothing(value));
    record.notes.extend(kept.map(|(label, value)| Note { label, value, line }));
    let texts = awards.iter().map(|award| tidy(award)).filter(|award| !is_nothing(award));
    let grants: Vec<Item> = texts.map(|text| Item { line, text }).collect();
    if grants.is_empty() {
        return;
    }
    let all = awards.join("; ");
    let (code, message) = match grants::give(&grants, &mut record.funders) {
        Ok(false) => return,
        Ok(true) => (IssueCode::UnsureValue, grants::PAIRED),
        Err(message) => {
            record.notes.push(Note { label: "award".to_owned(), value: all.clone(), line });
            (IssueCode::BadValue, message)
        }
    };
    notes.note(code, IssueSeverity::Warning, "award".to_owned(), Some(excerpt(&all)), message.to_owned());
}

fn title(object: &mut Object<'_, '_>) -> Result<String, Refusal> {
    let refusal = |code, message: String| Err(Refusal { field: Some("title"), code, message });
    let title = match object.take("title") {
        None => String::new(),
        Some(Value::String(text)) => tidy(&object.notes.shown(&"title", text)),
        Some(other) => {
            let message = format!("The `title` is {} and the record is not taken: write it as text, in quotes.", kind(&other));
            return refusal(IssueCode::BadLine, message);
        }
    };
    // "Unknown" and "None" may be titles; signs and "N/A" are none. What was exported is a title.
    if object.notes.is_exported && !title.is_empty() {
        return Ok(title);
    }
    if is_nothing(&title) && (title.eq_ignore_ascii_case("n/a") || !title.contains(char::is_alphanumeric)) {
        let meant = object.misnamed("title").map(|field| format!(" Is it `{}`? Call that `title`.", excerpt(field)));
        let message = format!("The record has no `title` and is not taken: give it one.{}", meant.unwrap_or_default());
        return refusal(IssueCode::MissingTitle, message);
    }
    Ok(title)
}

fn year(object: &mut Object<'_, '_>, line: u64) -> Option<Said<i32>> {
    let value = object.take("year")?;
    let printed = match &value {
        Value::Number(number) => match number.as_f64().filter(|year| year.fract() == 0.0 && (0.0..=f64::from(i32::MAX)).contains(year)) {
            Some(year) => format!("{year}"),
            None => number.to_string(),
        },
        Value::String(text) if is_nothing(text) => return None,
        Value::String(text) => tidy(text),
        other => {
            object.bad_value("year", other, "a year is expected, for example 2021, or a date such as \"2021-05-03\"");
            return None;
        }
    };
    let remark = |code, message| Remark::warning(code, line, &printed, message);
    match date::year(&printed) {
        Ok(year) => {
            if let Some(message) = year.remark {
                object.notes.remark(&"year", remark(IssueCode::UnsureValue, message));
            }
            Some(Said { value: year.value, line, method: year.method })
        }
        Err(message) => {
            object.notes.remark(&"year", remark(IssueCode::BadValue, message));
            None
        }
    }
}

fn language(object: &mut Object<'_, '_>, line: u64) -> Option<Said<String>> {
    let printed = object.text("language")?;
    let Some(read) = value::language::language(&printed) else {
        object.bad_value("language", &Value::String(printed), "a language is expected, for example `en`, `pt-br` or `Spanish`");
        return None;
    };
    if read.is_one_of_several {
        object.notes.remark(&"language", Remark::warning(IssueCode::UnsureValue, line, &printed, value::language::SEVERAL));
    }
    Some(Said { value: read.tag, line, method: read.method })
}

/// Takes `doi` and `url` out; both may be lists.
///
/// Their identifiers come before those of other fields.
fn addresses(object: &mut Object<'_, '_>, record: &mut Record) {
    let others = std::mem::take(&mut record.identifiers);
    let mut known: HashSet<Identifier> = HashSet::new();
    for (field, expected, read) in
        [("doi", "a DOI", address::dois as fn(&[Part]) -> Addresses), ("url", "a web address", address::addresses)]
    {
        let texts = object.addresses(field, expected);
        let parts: Vec<Part> = texts.iter().zip(0..).flat_map(|((_, text), place)| Part::lines_of(place, text)).collect();
        let Addresses { landing_page, identifiers, remarks, .. } = read(&parts);
        for remark in remarks {
            // A value that stands alone has no place in a list.
            let path =
                texts.get(remark.line as usize).filter(|_| texts.len() > 1).map_or_else(|| object.path(field), |(path, _)| path.clone());
            object.notes.remark(&path, remark);
        }
        let line = record.line;
        record.landing_page = landing_page.map(|said| Said { line, ..said }).or(record.landing_page.take());
        let new = identifiers.into_iter().filter(|said| known.insert(said.value.clone()));
        record.identifiers.extend(new.map(|said| Said { line, ..said }));
    }
    record.identifiers.extend(others.into_iter().filter(|said| known.insert(said.value.clone())));
}
