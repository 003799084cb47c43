//! The landing pages of records, by the links that stand in and around their titles.

use super::address::{Base, is_relative};
use super::text::PageLink;
use crate::format::value::{address::addresses, list::Part};
use crate::model::{Item, Record, Said};
use crate::name::fold;

/// The words that a link to a record begins with, when it is not its title.
#[rustfmt::skip]
const TO_IT: &[&str] = &[
    "read", "download", "view", "access", "pdf", "watch", "open", "visit", "full", "more", "learn", "listen", "see", "get", "go", "website", "link",
    "leer", "ver", "descargar", "acceder", "más", "lire", "voir", "télécharger", "consulter", "accéder", "lesen", "ansehen", "herunterladen", "zum", "zur",
    "mehr", "ler", "baixar", "acessar", "leggi", "scarica", "vai", "lees", "bekijk", "downloaden",
];

/// Gives records that name no address the one that their links lead to: the link on the title, else a link with the title's text, else the
/// one link among "Read more", "Download" and the like.
///
/// Returns the number of links that would have led somewhere if the page's address were known.
pub(super) fn give(items: &mut [Item], links: &[PageLink], base: &Base) -> usize {
    let starts: Vec<u64> = items.iter().filter_map(|item| if let Item::Record(record) = item { Some(record.line) } else { None }).collect();
    let mut relative = 0;
    let records = items.iter_mut().filter_map(|item| if let Item::Record(record) = item { Some(record) } else { None });
    for (place, record) in records.enumerate() {
        if record.landing_page.is_some() {
            continue;
        }
        let end = starts.get(place + 1).copied().unwrap_or(u64::MAX);
        let from = links.partition_point(|link| link.last < record.line);
        let own: Vec<&PageLink> =
            links.iter().skip(from).take_while(|link| link.first < end).filter(|link| !link.text.is_empty()).collect();
        let found = find(record, &own, base);
        if let Some((address, line)) = found {
            set(record, &address, line);
        } else {
            relative += usize::from(!base.is_known() && own.iter().any(|link| is_relative(&link.address)));
        }
    }
    relative
}

fn find(record: &Record, links: &[&PageLink], base: &Base) -> Option<(String, u64)> {
    let whole = |link: &PageLink| base.address(&link.address).map(|address| (address, link.first));
    let on_title = links.iter().filter(|link| link.first <= record.line && record.line <= link.last);
    if let Some(found) = on_title.copied().find_map(whole) {
        return Some(found);
    }
    let (title, printed) = (fold(&record.title.value), fold(&record.title_as_printed));
    let is_title = |link: &&&PageLink| {
        let text = fold(&link.text);
        text == title || text == printed
    };
    if let Some(found) = links.iter().filter(is_title).copied().find_map(whole) {
        return Some(found);
    }
    let is_to_it = |link: &&&PageLink| {
        let text = link.text.to_lowercase();
        let first = text.split(|sign: char| !sign.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
        TO_IT.contains(&first) && link.text.split_whitespace().count() <= 6
    };
    let mut found: Vec<(String, u64)> = links.iter().filter(is_to_it).copied().filter_map(whole).collect();
    found.dedup_by(|one, other| one.0 == other.0);
    match found.len() {
        1 => found.pop(),
        _ => None,
    }
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
