//! Two accounts of the same works: what a page says of them for machines, and what it prints.

use std::collections::HashMap;

use entity::vocabulary::IssueSeverity;

use super::told;
use crate::model::{Issue, IssueCode, Item, Record};
use crate::name::fold;

/// So many titles are told.
const TITLES: usize = 3;

/// Joins the records of a list for machines with those that the page prints: a record of the list takes what it does not say itself from the
/// printed record with the same title. Where no titles are the same, the larger list is taken and the other one is told.
pub(super) fn lists(listed: Vec<Item>, printed: Vec<Item>) -> Vec<Item> {
    let of_text = count(&printed);
    if of_text == 0 {
        let message = "The page lists its records in JSON-LD; they were read from there, and its text was not.";
        let note = told(IssueSeverity::Info, IssueCode::UnplacedText, None, message);
        return std::iter::once(note).chain(listed).collect();
    }
    let of_list = count(&listed);
    let (mut joined, rest) = with(listed, printed);
    let left = count(&rest);
    if left == 0 {
        let message = "The page lists its records in JSON-LD and in its text. Each was read from both; JSON-LD counts first.";
        joined.push(told(IssueSeverity::Info, IssueCode::UnplacedText, None, message));
        joined.extend(rest);
    } else if left < of_text {
        let message = format!(
            "The page lists records in JSON-LD, and {left} of those in its text are not there. They were taken from the text: see that none is \
             there twice."
        );
        joined.push(told(IssueSeverity::Warning, IssueCode::UnsureValue, titles(&rest), &message));
        joined.extend(rest);
    } else if of_text > of_list {
        let message = format!(
            "The page's text lists {of_text} records, and its JSON-LD {of_list} others. Those of the text were taken, and those of JSON-LD were \
             left out."
        );
        let note = told(IssueSeverity::Warning, IssueCode::UnplacedText, titles(&joined), &message);
        return std::iter::once(note).chain(rest).collect();
    } else {
        let message = format!(
            "The page lists {of_list} records in JSON-LD, and its text {of_text} others. Those of JSON-LD were taken, and those of the text were \
             left out: `--select body` reads the text alone."
        );
        joined.push(told(IssueSeverity::Warning, IssueCode::UnplacedText, titles(&rest), &message));
    }
    joined
}

/// Joins the one work that a page says it is about with what the page prints. `is_sure` is true when the page says so beyond doubt: then
/// records that the page prints of other titles are told and left out. Returns the printed records alone where the page is not about one work.
pub(super) fn one(said: Vec<Item>, printed: Vec<Item>, is_sure: bool) -> Vec<Item> {
    let of_text = count(&printed);
    if count(&said) == 0 {
        // Whatever could not be taken is told.
        return before(said.into_iter().filter(|item| matches!(item, Item::Issue(_))), printed);
    }
    if of_text == 0 {
        return said;
    }
    if of_text > 1 && !is_sure {
        return printed;
    }
    let is_same = titled(&said).any(|said| titled(&printed).any(|printed| key(printed) == key(said)));
    if !is_same && !is_sure {
        return printed;
    }
    let (mut joined, rest) = with(said, printed);
    let left = count(&rest);
    if left > 0 {
        let message = format!(
            "The page says that it is about one work, so its text was not read as a list (what looked like records there and was left out: \
             {left}). `--select body` reads the text alone."
        );
        joined.push(told(IssueSeverity::Warning, IssueCode::UnplacedText, titles(&rest), &message));
    }
    joined.extend(rest.into_iter().filter(|item| matches!(item, Item::Issue(_))));
    joined
}

/// Joins records with others of the same titles. Returns them, and the others that have none, with what is told of them. A title that stands
/// twice among the others joins nothing.
pub(super) fn with(mut items: Vec<Item>, others: Vec<Item>) -> (Vec<Item>, Vec<Item>) {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, other) in others.iter().enumerate() {
        if let Item::Record(other) = other {
            places.entry(key(other)).or_default().push(place);
        }
    }
    let mut others: Vec<Option<Item>> = others.into_iter().map(Some).collect();
    let mut issues = Vec::new();
    for item in &mut items {
        let Item::Record(record) = item else { continue };
        let place = places.get(&key(record)).and_then(|places| if let [place] = places.as_slice() { Some(*place) } else { None });
        if let Some(Item::Record(other)) = place.and_then(|place| others.get_mut(place)).and_then(Option::take) {
            issues.extend(fill(record, *other).map(Item::Issue));
        }
    }
    items.extend(issues);
    let is_kept = |item: &Item| match item {
        // What is missing in one account may stand in the other one.
        Item::Issue(issue) => issue.severity != IssueSeverity::Info,
        Item::Account(_) => false,
        Item::Record(_) | Item::Collection(_) => true,
    };
    (items, others.into_iter().flatten().filter(is_kept).collect())
}

/// Fills what a record does not say from another account of the same work. Returns an issue where they differ.
fn fill(record: &mut Record, other: Record) -> Option<Issue> {
    let differ = record.year.as_ref().zip(other.year.as_ref()).filter(|(own, other)| own.value != other.value);
    let issue = differ.map(|(own, other)| {
        let message = format!("JSON-LD or the meta tags say {}, the text of the page {}. The first was taken.", own.value, other.value);
        Issue {
            at: crate::model::Locator::line(other.line),
            field: Some("year".to_owned()),
            code: IssueCode::Conflict,
            severity: IssueSeverity::Warning,
            text: Some(record.title.value.clone()),
            message,
        }
    });
    let Record { key, description, year, format, format_as_printed, language, landing_page, license, notes, identifiers, .. } = other;
    record.key = record.key.take().or(key);
    record.description = record.description.take().or(description);
    record.year = record.year.take().or(year);
    if record.format.is_none() && record.format_as_printed.is_none() {
        record.format = format;
        record.format_as_printed = format_as_printed;
    }
    record.language = record.language.take().or(language);
    record.landing_page = record.landing_page.take().or(landing_page);
    record.license = record.license.take().or(license);
    record.notes.extend(notes);
    for said in identifiers {
        if record.identifiers.iter().all(|own| own.value != said.value) {
            record.identifiers.push(said);
        }
    }
    record.placement = record.placement.take().or(other.placement);
    fill_list(&mut record.producers, other.producers);
    fill_list(&mut record.funders, other.funders);
    fill_list(&mut record.keywords, other.keywords);
    issue
}

/// Puts some items before others, which may be many.
pub(super) fn before(items: impl Iterator<Item = Item>, mut others: Vec<Item>) -> Vec<Item> {
    others.splice(0..0, items);
    others
}

fn fill_list<T>(own: &mut Vec<T>, other: Vec<T>) {
    if own.is_empty() {
        *own = other;
    }
}

fn key(record: &Record) -> String {
    fold(&record.title.value)
}

fn titled(items: &[Item]) -> impl Iterator<Item = &Record> {
    items.iter().filter_map(|item| if let Item::Record(record) = item { Some(&**record) } else { None })
}

fn count(items: &[Item]) -> usize {
    titled(items).count()
}

/// The titles of the first records, in one text.
fn titles(items: &[Item]) -> Option<String> {
    let titles: Vec<&str> = titled(items).take(TITLES).map(|record| record.title.value.as_str()).collect();
    Some(titles.join("; ")).filter(|titles| !titles.is_empty())
}
