//! The landing pages of records, by the links that stand in and around their titles.

use std::collections::HashSet;

use entity::vocabulary::IssueSeverity;

use super::address::{Base, is_relative};
use super::text::PageLink;
use super::told;
use crate::format::value::{address::addresses, list::Part};
use crate::model::{Issue, IssueCode, Item, Locator, Record, Said};
use crate::name::fold;

/// The words that a link to a record begins with, when it is not its title.
#[rustfmt::skip]
const TO_IT: &[&str] = &[
    "read", "download", "view", "access", "pdf", "watch", "open", "visit", "full", "more", "learn", "listen", "see", "get", "go", "website", "link",
    "leer", "ver", "descargar", "acceder", "más", "lire", "voir", "télécharger", "consulter", "accéder", "lesen", "ansehen", "herunterladen", "zum", "zur",
    "mehr", "ler", "baixar", "acessar", "leggi", "scarica", "vai", "lees", "bekijk", "downloaden",
];

/// So many addresses are told.
const TOLD: usize = 5;

/// Gives records that name no address the one that their links lead to: the link on the title, else a link with the title's text, else the
/// one link among "Read more", "Download" and the like. A link around several records is none of theirs. Whatever was not taken is told.
///
/// Takes time in proportion to records and links.
pub(super) fn give(items: &mut Vec<Item>, links: &[PageLink], base: &Base) {
    // Links are in the order in which they begin. Those without text stand on no line.
    let links: Vec<&PageLink> = links.iter().filter(|link| !link.text.is_empty()).collect();
    let starts: Vec<u64> = items.iter().filter_map(|item| if let Item::Record(record) = item { Some(record.line) } else { None }).collect();
    let records = items.iter_mut().filter_map(|item| if let Item::Record(record) = item { Some(record) } else { None });
    let (mut relative, mut before) = (0, 0);
    let (mut used, mut open) = (HashSet::new(), Vec::new());
    for (place, record) in records.enumerate() {
        let end = starts.get(place + 1).copied().unwrap_or(u64::MAX);
        let from = links.partition_point(|link| link.first <= before);
        before = record.line;
        if record.landing_page.is_some() {
            continue;
        }
        let own = links.get(from..).unwrap_or_default().iter().take_while(|link| link.first < end);
        let own: Vec<&PageLink> = own.copied().filter(|link| record.line <= link.last && link.last < end).collect();
        match find(record, &own, base) {
            Found::One(address, link) => {
                set(record, &address, link.first);
                used.insert((link.first, link.text.clone()));
            }
            Found::Several(addresses) => open.push(several(record.line, &addresses)),
            Found::None => relative += usize::from(!base.is_known() && own.iter().any(|link| is_relative(&link.address))),
        }
    }
    // The text of a link is no address, but the link has one.
    items.retain(|item| {
        let Item::Issue(Issue { code: IssueCode::BadValue, at, text: Some(text), .. }) = item else { return true };
        used.is_empty() || !at.line.is_some_and(|line| used.contains(&(line, text.clone())))
    });
    items.extend(open);
    if relative > 0 {
        let message = format!(
            "The page does not say where it was saved from, so links that name no whole address were left out (records without an address for \
             this reason: {relative}). Say `--base` with the page's address."
        );
        items.push(told(IssueSeverity::Warning, IssueCode::MissingField, None, &message));
    }
}

/// The address of a record among its links.
enum Found<'l> {
    One(String, &'l PageLink),
    /// Several links may lead to the record.
    Several(Vec<String>),
    None,
}

fn several(line: u64, addresses: &[String]) -> Item {
    Item::Issue(Issue {
        at: Locator::line(line),
        field: Some("url".to_owned()),
        code: IssueCode::UnsureValue,
        severity: IssueSeverity::Warning,
        text: Some(addresses.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(" ")),
        message: "Several links may lead to this record, and none of them is on its title, so none was taken as its address.".to_owned(),
    })
}

fn find<'l>(record: &Record, links: &[&'l PageLink], base: &Base) -> Found<'l> {
    let whole = |link: &'l PageLink| base.address(&link.address).map(|address| (address, link));
    let on_title = links.iter().filter(|link| link.first <= record.line);
    if let Some((address, link)) = on_title.copied().find_map(whole) {
        return Found::One(address, link);
    }
    let (title, printed) = (fold(&record.title.value), fold(&record.title_as_printed));
    let is_title = |link: &&&PageLink| {
        let text = fold(&link.text);
        text == title || text == printed
    };
    if let Some((address, link)) = links.iter().filter(is_title).copied().find_map(whole) {
        return Found::One(address, link);
    }
    let is_to_it = |link: &&&PageLink| {
        let text = link.text.to_lowercase();
        let first = text.split(|sign: char| !sign.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
        TO_IT.contains(&first) && link.text.split_whitespace().count() <= 6
    };
    let mut found: Vec<(String, &PageLink)> = links.iter().filter(is_to_it).copied().filter_map(whole).collect();
    found.dedup_by(|one, other| one.0 == other.0);
    if found.len() > 1 {
        return Found::Several(found.into_iter().map(|(address, _)| address).collect());
    }
    found.pop().map_or(Found::None, |(address, link)| Found::One(address, link))
}

/// Sets the landing page of a record, and the DOI that it shows.
fn set(record: &mut Record, address: &str, line: u64) {
    let found = addresses(&Part::lines_of(line, address));
    record.landing_page = found.landing_page.map(|said| Said { line, ..said });
    for said in found.identifiers {
        if record.identifiers.iter().all(|other| other.value != said.value) {
            record.identifiers.push(said);
        }
    }
}
