//! What the fields of a record mean.

use entity::vocabulary::{IdentifierScheme, ProvenanceMethod, ResourceFormat};
use serde_json::Value;

use super::object::{Object, kind};
use super::{Refusal, agents, identifiers, keywords, notes};
use crate::identifier::Identifier;
use crate::import::record::{IssueCode, Record, Said};
use crate::name::tidy;

/// Reads a record; refuses one without a title.
pub(super) fn read(mut object: Object<'_, '_>) -> Result<Record, Refusal> {
    let line = object.notes.line;
    let title = title(&mut object)?;
    let format_as_printed = object.text("format");
    let record = Record {
        line,
        key: object.text_or_number("id"),
        title: Said::asserted(title.clone(), line),
        title_as_printed: title,
        description: object.raw_text("description").and_then(|text| paragraphs(&text)).map(|text| Said::asserted(text, line)),
        year: year(&mut object, line),
        format: format_as_printed.as_deref().map(|printed| Said::asserted(format(printed), line)),
        format_as_printed,
        language: object
            .parsed("language", "a language tag is expected, for example `en` or `pt-br`", language)
            .map(|tag| Said::asserted(tag, line)),
        landing_page: object
            .parsed("url", "a web address is expected that begins with http:// or https://", |text| {
                Identifier::parse(IdentifierScheme::Url, text)
            })
            .map(|url| Said::asserted(url.value, line)),
        license: notes::license(&mut object),
        notes: notes::notes(&mut object),
        identifiers: identifiers::of_resource(&mut object),
        producers: agents::producers(&mut object),
        funders: agents::funders(&mut object),
        keywords: keywords::read(&mut object),
        placement: None,
    };
    object.finish();
    Ok(record)
}

fn title(object: &mut Object<'_, '_>) -> Result<String, Refusal> {
    let refusal = |code, message: String| Err(Refusal { field: Some("title"), code, message });
    let title = match object.take("title") {
        None => String::new(),
        Some(Value::String(text)) => tidy(&text),
        Some(other) => {
            let message = format!("The `title` is {} and the record is not taken: write it as text, in quotes.", kind(&other));
            return refusal(IssueCode::BadLine, message);
        }
    };
    if title.is_empty() {
        return refusal(IssueCode::MissingTitle, "The record has no `title` and is not taken: give it one.".to_owned());
    }
    Ok(title)
}

/// Tidied paragraphs, parted by an empty line; none when there is nothing in them.
pub(super) fn paragraphs(text: &str) -> Option<String> {
    let mut joined = String::new();
    let mut joint = "";
    for line in text.replace("\r\n", "\n").split(['\n', '\r']).map(tidy) {
        if line.is_empty() {
            joint = "\n\n";
            continue;
        }
        if !joined.is_empty() {
            joined.push_str(joint);
        }
        joined.push_str(&line);
        joint = " ";
    }
    Some(joined).filter(|joined| !joined.is_empty())
}

fn year(object: &mut Object<'_, '_>, line: u64) -> Option<Said<i32>> {
    let value = object.take("year")?;
    let said = match &value {
        Value::Number(number) => number
            .as_f64()
            .filter(|year| year.fract() == 0.0 && (1.0..=9999.0).contains(year))
            .map(|year| Said::asserted(year as i32, line)),
        Value::String(text) if tidy(text).is_empty() => return None,
        Value::String(text) => printed_year(&tidy(text)).map(|(value, method)| Said { value, line, method }),
        _ => None,
    };
    if said.is_none() {
        object.bad_value("year", &value, "a year is expected, for example 2021, or a date such as \"2021-05-03\"");
    }
    said
}

/// A year in digits, or the year of a date (ISO 8601: year, month and perhaps day and time).
fn printed_year(text: &str) -> Option<(i32, ProvenanceMethod)> {
    let number = |digits: &str, length: std::ops::RangeInclusive<usize>| {
        let is_number = length.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<i32>().ok().filter(|number| is_number && *number > 0)
    };
    let Some((year, rest)) = text.split_once('-') else {
        return number(text, 1..=4).map(|year| (year, ProvenanceMethod::Asserted));
    };
    let date = rest.split(['T', ' ']).next().unwrap_or_default();
    let (month, day) = date.split_once('-').unwrap_or((date, "1"));
    let is_date = number(month, 2..=2).is_some_and(|month| month <= 12) && number(day, 1..=2).is_some_and(|day| day <= 31);
    number(year, 4..=4).filter(|_| is_date).map(|year| (year, ProvenanceMethod::Normalized))
}

/// The format that a word means, without regard to case, blanks, hyphens and underscores; `Other` when there is no term for it.
fn format(printed: &str) -> ResourceFormat {
    ResourceFormat::ALL.iter().copied().find(|format| bare(format.as_str()).eq(bare(printed))).unwrap_or(ResourceFormat::Other)
}

/// The letters of a term, in one case.
fn bare(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !matches!(character, ' ' | '-' | '_')).flat_map(char::to_uppercase)
}

/// A language tag (BCP 47) in lower case; only its shape is checked.
fn language(text: &str) -> Option<String> {
    let tag = text.replace('_', "-").to_ascii_lowercase();
    let mut parts = tag.split('-');
    let is_language =
        parts.next().is_some_and(|first| matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let is_tag = is_language && parts.all(|part| matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    is_tag.then_some(tag)
}
