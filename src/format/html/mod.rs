//! Web pages: the same lines that the page grammar reads, and what only the source of a page tells.
//!
//! `tree` finds the elements of the text, bounded. `json_ld` finds works that the page describes for machines. A list
//! of these is believed first; else `text` makes lines of the elements, without the page's `frame`, for the grammar of pages, and `landing` gives
//! its records the addresses of links; else one record is read from JSON-LD or `meta` tags. `address` knows the page's own address, and
//! `source` the lines of the file.

mod address;
mod frame;
mod json_ld;
mod landing;
mod meta;
mod source;
mod text;
mod tree;

use std::collections::HashSet;
use std::io::Read;

use ego_tree::{NodeId, NodeRef};
use entity::vocabulary::IssueSeverity;
use scraper::{Html, Node, Selector};
use serde_json::{Map, Value};

use self::address::Base;
use self::frame::PageFrame;
use self::json_ld::Works;
use super::hints::{Hint, Hints};
use super::jsonl::Objects;
use super::jsonl::mapped::Taken;
use super::lines::Line;
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
};

/// Returns the text of a web address; none for anything else.
pub(super) fn web_address(text: &str) -> Option<String> {
    address::web(text).map(String::from)
}

/// Returns true when a text is a CSS selector.
pub(super) fn is_selector(text: &str) -> bool {
    Selector::parse(text).is_ok()
}

/// Reads a page. `seen` takes note of its lines.
///
/// Fails when the input fails, when the page is too large or nested too deep, and when its encoding cannot be found out. Takes memory in
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
    let base = Base::of(&page.html, hints.base.as_deref().and_then(address::web).as_ref());
    let mut items: Vec<Item> = Vec::new();

    let selector = hints.select.as_deref().and_then(|select| Selector::parse(select).ok());
    let works = if selector.is_some() { Works::default() } else { json_ld::works(&page.html, &source) };
    let mut frame = PageFrame::of(page.html.tree.root());
    let text = match &selector {
        Some(selector) => {
            let chosen: Vec<_> = page.html.select(selector).map(|element| *element).collect();
            if chosen.is_empty() {
                items.push(told(
                    IssueSeverity::Warning,
                    IssueCode::UnplacedText,
                    hints.select.clone(),
                    "No element of the page fits `--select`.",
                ));
            }
            text::text(&page, outermost(chosen).into_iter(), &mut frame)
        }
        None => text::text(&page, std::iter::once(page.html.tree.root()), &mut frame),
    };
    items.extend(works.issues.into_iter().map(Item::Issue));
    for (line, number) in text.lines.iter().zip(&text.sources) {
        seen.note(&Line { number: *number, ..line.clone() });
    }
    if works.is_list {
        items.push(told(
            IssueSeverity::Info,
            IssueCode::UnplacedText,
            None,
            "The page lists its records in JSON-LD; they were read from there, and its text was not.",
        ));
        items.extend(described(works.all, &base));
        return Ok(items);
    }
    let mut read = PageReader::new(text.lines.into_iter().map(Ok)).collect::<Result<Vec<Item>, ReadError>>()?;
    if frame.left_out > 0 {
        let message = format!("Menus, forms and hidden parts of the page were left out: {} with text.", frame.left_out);
        let told_text = Some(frame.told).filter(|text| !text.is_empty());
        items.push(told(IssueSeverity::Info, IssueCode::Boilerplate, told_text, &message));
    }
    let has_record = read.iter().any(|item| matches!(item, Item::Record(_)));
    let one = if has_record || selector.is_some() { Vec::new() } else { one(works.all, &page.html, &base) };
    if !one.is_empty() {
        items.extend(one);
        return Ok(items);
    }
    let relative = landing::give(&mut read, &text.links, &base);
    if relative > 0 {
        let message = format!(
            "The page does not say where it was saved from, so the links of {relative} records that name no whole address were left out: say \
             `--base` with the page's address."
        );
        items.push(told(IssueSeverity::Warning, IssueCode::MissingField, None, &message));
    }
    for item in &mut read {
        source::locate(item, &text.sources);
    }
    items.extend(read);
    Ok(items)
}

/// The record of a page about one work: from JSON-LD, else from meta tags.
fn one(works: Vec<(Map<String, Value>, u64)>, page: &Html, base: &Base) -> Vec<Item> {
    if !works.is_empty() {
        return described(works, base);
    }
    let Some(fields) = meta::record(page, base) else { return Vec::new() };
    objects(vec![(fields, 1)], "meta")
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
        objects.read(at, fields, Taken::default(), &text, &mut items);
    }
    items.extend(objects.finish());
    items
}

/// The elements that stand in no other one of them.
fn outermost(chosen: Vec<NodeRef<'_, Node>>) -> Vec<NodeRef<'_, Node>> {
    let ids: HashSet<NodeId> = chosen.iter().map(NodeRef::id).collect();
    chosen.into_iter().filter(|node| !node.ancestors().any(|above| ids.contains(&above.id()))).collect()
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
