//! Web pages: the same lines that the page grammar reads, and what only the source of a page tells.
//!
//! `tree` finds the elements of the text, bounded. `json_ld` finds works that the page describes for machines. A list
//! of these is believed first; else `text` makes lines of the elements, without the page's `frame`, for the grammar of pages, and `landing` gives
//! its records the addresses of links; else one record is read from JSON-LD or `meta` tags. `address` knows the page's own address, and
//! `source` the lines of the file.

mod address;
mod element;
mod frame;
mod grid;
mod join;
mod json_ld;
mod landing;
mod marks;
mod meta;
mod node;
mod select;
mod sink;
mod source;
mod text;
mod tree;
mod writer;

use std::io::Read;

use entity::vocabulary::IssueSeverity;
use serde_json::{Map, Value};

use self::address::Base;
use self::frame::PageFrame;
use self::json_ld::Works;
pub(super) use self::select::is_selector;
use self::text::TextLines;
use super::hints::{Hint, Hints};
use super::jsonl::Objects;
use super::jsonl::mapped::Taken;
use super::jsonl::object::excerpt;
use super::lines::LONGEST_LINE;
use super::page::PageReader;
use super::table::{Confidence, Format};
use super::{ReadError, Seen, encoding, schema_org};
use crate::model::{Issue, IssueCode, Item, Locator};

/// The largest page, in bytes. Its tree takes several times as much.
const LARGEST: usize = 32 << 20;

/// Web pages.
pub(super) static FORMAT: Format = Format {
    name: "html",
    noun: "a web page",
    about: "A web page, as a browser saves it",
    media_types: &["text/html", "application/xhtml+xml"],
    endings: &["html", "htm", "xhtml"],
    hints: &[Hint::Base, Hint::Select],
    sniff: |beginning| is_page(beginning.text).then_some(Confidence::Sure("its text begins as a web page")),
    read: |source, hints| Ok(Box::new(read(source.input, hints, &source.seen)?.into_iter().map(Ok))),
    write: None,
};

/// Returns the text of a web address; none for anything else.
pub(super) fn web_address(text: &str) -> Option<String> {
    address::web(text).map(String::from)
}

/// Reads a page. `seen` takes note of its lines.
///
/// Fails when the input fails, when the page is too large or nested too deep, when its encoding cannot be found out, and when nothing of it
/// fits the selector of the user. Takes memory in
/// proportion to the page.
fn read(input: impl Read, hints: &Hints, seen: &Seen) -> Result<Vec<Item>, ReadError> {
    let mut bytes = Vec::new();
    input.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LARGEST {
        let advice = "open it in a browser, copy the text into a file and import that; or save the parts of the page by themselves";
        return Err(ReadError::Shape { found: "HTML of over 32 MiB", advice });
    }
    let source = String::from_utf8(bytes).map_err(|error| not_text(error.as_bytes()))?;
    let page = tree::parse(&source)?;
    let base = Base::of(&page, hints.base.as_deref().and_then(address::web).as_ref());
    let mut items: Vec<Item> = Vec::new();

    let chosen = hints.select.as_deref().and_then(|selector| select::chosen(&page, &source, selector));
    let works = if chosen.is_some() { Works::default() } else { json_ld::works(&page) };
    let mut frame = PageFrame::of(page.root());
    if chosen.as_ref().is_some_and(Vec::is_empty) {
        return Err(ReadError::NoElement { wanted: hints.select.clone().unwrap_or_default(), found: select::selectors(&page) });
    }
    let is_chosen = chosen.is_some();
    let mut lines = TextLines::new(chosen.unwrap_or_else(|| vec![page.root()]), &mut frame);
    items.extend(works.issues.into_iter().map(Item::Issue));
    let text = std::iter::from_fn(|| {
        let line = lines.next()?;
        seen.note_at(&line, lines.known().source(line.number));
        Some(Ok(line))
    });
    let mut printed = PageReader::new(text).collect::<Result<Vec<Item>, ReadError>>()?;
    let text = lines.finish();
    if frame.left_out > 0 {
        let message = format!("Menus, forms and hidden parts of the page were left out: {} with text.", frame.left_out);
        let told_text = Some(frame.told).filter(|text| !text.is_empty());
        items.push(told(IssueSeverity::Info, IssueCode::Boilerplate, told_text, &message));
    }
    landing::give(&mut printed, &text.links, &base);
    for item in &mut printed {
        source::locate(item, &text);
    }
    let read = if is_chosen {
        printed
    } else if works.is_list {
        join::lists(described(works.all, &base), printed)
    } else {
        let meta = meta::record(&page, &base);
        let is_sure = meta.as_ref().is_some_and(|meta| meta.is_sure);
        let tags = meta.map_or_else(Vec::new, |meta| objects(vec![(meta.fields, 1)], "meta"));
        let works = if works.all.is_empty() { Vec::new() } else { described(works.all, &base) };
        let said = match (is_sure, works.is_empty()) {
            (_, true) => tags,
            (true, false) => join::with(tags, works).0,
            (false, false) => works,
        };
        join::one(said, printed, is_sure)
    };
    Ok(join::before(items.into_iter(), read))
}

fn described(works: Vec<(Map<String, Value>, u64)>, base: &Base) -> Vec<Item> {
    let address = |link: &str| base.address(link).or_else(|| address::web(link).map(String::from));
    objects(works.into_iter().map(|(node, line)| (schema_org::record(node, &address), line)).collect(), "JSON-LD")
}

/// The records of objects, each with its line, and the account of them.
fn objects(all: Vec<(Map<String, Value>, u64)>, name: &str) -> Vec<Item> {
    let (mut objects, mut items) = (Objects::default(), Vec::new());
    for (place, (fields, line)) in all.into_iter().enumerate() {
        let at = Locator { line: Some(line), cell: None, path: Some(format!("{name}[{place}]")) };
        let text = Value::Object(fields.clone()).to_string();
        if text.len() > LONGEST_LINE {
            items.push(Item::Issue(Issue {
                at,
                field: None,
                code: IssueCode::TooLong,
                severity: IssueSeverity::Error,
                text: Some(excerpt(&text)),
                message: "What the page says of this work for machines is over 1 MiB long, so it is not taken.".to_owned(),
            }));
            continue;
        }
        objects.read(at, fields, Taken::default(), &text, &mut items);
    }
    items.extend(objects.finish());
    items
}

fn told(severity: IssueSeverity, code: IssueCode, text: Option<String>, message: &str) -> Item {
    Item::Issue(Issue { at: Locator::default(), field: None, code, severity, text, message: message.to_owned() })
}

/// The error of a page that is not UTF-8 after it was decoded.
fn not_text(bytes: &[u8]) -> ReadError {
    let valid = str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    let before = bytes.get(..valid).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let rest = bytes.get(start..).unwrap_or_default();
    let kind = encoding::guess(rest.get(..encoding::SAMPLE).unwrap_or(rest), !before.is_ascii());
    ReadError::NotText { line: memchr::memchr_iter(b'\n', before).count() as u64 + 1, kind }
}

/// Returns true when a text begins as a web page does.
fn is_page(head: &str) -> bool {
    let text = head.trim_start();
    let starts_with = |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    if ["<!doctype html", "<html", "<head", "<body"].into_iter().any(starts_with) {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    ["<!--", "<?xml", "<!doctype"].into_iter().any(starts_with) && (lower.contains("<html") || lower.contains("<!doctype html"))
}

#[cfg(test)]
mod tests;
