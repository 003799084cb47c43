//! Keys and ids: how a record is found again, and what a new node is called.

use std::collections::HashSet;

use entity::vocabulary::IdentifierScheme;
use uuid::Uuid;

use crate::identifier::Identifier;
use crate::model::Record;
use crate::name::{self, first};

/// The namespace of Colophon's own UUIDs: `UUIDv5` of the DNS namespace and "colophon".
const NAMESPACE: Uuid = Uuid::from_u128(0x5f6e_0a37_5a0c_5d63_9f0e_1c6f_5f1f_7a11);

/// The longest key that is stored as it is, in bytes. PostgreSQL refuses index entries over a third of a page (2,704 bytes).
const LONGEST_KEY: usize = 400;

/// The longest name or label, in bytes: it stands in an index as a whole.
pub(super) const LONGEST_NAME: usize = 1_000;

/// A stable id made of its parts: the same in every database.
pub(super) fn id(parts: &[&str]) -> Uuid {
    Uuid::new_v5(&NAMESPACE, parts.join("\u{1f}").as_bytes())
}

/// A key that fits an index: a long one is cut and told apart by a hash of the whole.
pub(super) fn bounded(key: String) -> String {
    if key.len() <= LONGEST_KEY {
        return key;
    }
    let start = key.get(..key.floor_char_boundary(LONGEST_KEY - 40)).unwrap_or_default();
    format!("{start}#{}", id(&[&key]).simple())
}

/// A way in which a source names a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Key {
    /// The key that the record is stored under.
    pub(super) now: String,
    /// The key that 0.1 stored it under, where that is another.
    pub(super) at_first: Option<String>,
}

impl Key {
    fn of(said: String) -> Self {
        Self { now: bounded(said), at_first: None }
    }

    fn titled(title: &str, suffix: &str) -> Self {
        let folded = name::fold(title);
        // Of plain text both forms are the same.
        let first = if title.is_ascii() && !title.contains('`') { folded.clone() } else { first::fold(title) };
        let [now, at_first] = [folded, first].map(|title| bounded(format!("title:{title}{suffix}")));
        Self { at_first: Some(at_first).filter(|at_first| *at_first != now), now }
    }

    /// The key that ids are made of.
    pub(super) fn first(&self) -> &str {
        self.at_first.as_ref().unwrap_or(&self.now)
    }

    /// All spellings.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        self.at_first.iter().chain([&self.now])
    }
}

/// Returns the ways in which its source may name a record, the most telling first. The last one is always there.
pub(super) fn keys(record: &Record) -> Vec<Key> {
    let own = record.key.iter().map(|key| Key::of(format!("id:{key}")));
    let address = record.landing_page.iter().map(|page| page.value.split('#').next().unwrap_or_default());
    let page = address.map(|address| Key::of(format!("url:{address}")));
    own.chain(page).chain([Key::titled(&record.title.value, "")]).collect()
}

/// The key of a record that is told from another one of the same title by its year.
pub(super) fn dated(record: &Record) -> Option<Key> {
    let year = record.year.as_ref()?.value;
    Some(Key::titled(&record.title.value, &format!("#{year}")))
}

/// The key under which a keyword's label is stored.
pub(super) fn keyword_key(label: &str) -> String {
    bounded(name::key(label))
}

/// Bytes as text.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    text
}

/// The record's DOIs.
pub(super) fn dois(record: &Record) -> impl Iterator<Item = &Identifier> {
    record.identifiers.iter().map(|said| &said.value).filter(|identifier| identifier.scheme == IdentifierScheme::Doi)
}

/// The record's first DOI.
pub(super) fn doi(record: &Record) -> Option<&Identifier> {
    dois(record).next()
}

/// The slugs that a node could have, the best first; the last one is its own alone.
pub(super) fn slugs(text: &str, year: Option<i32>, fallback: &str, id: Uuid) -> Vec<String> {
    let base = Some(name::slug(text)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| fallback.to_owned());
    let hash = id.simple().to_string();
    let short = hash.get(..8).unwrap_or(&hash);
    let mut slugs = vec![base.clone()];
    slugs.extend(year.map(|year| format!("{base}-{year}")));
    slugs.push(format!("{base}-{short}"));
    slugs.push(format!("{base}-{hash}"));
    slugs
}

/// Chooses for each node the first of its slugs that is free, and takes it.
pub(super) fn choose_slugs(candidates: Vec<Vec<String>>, mut taken: HashSet<String>) -> Vec<String> {
    let mut choose = |slugs: Vec<String>| {
        let last = slugs.last().cloned().unwrap_or_default();
        let chosen = slugs.into_iter().find(|slug| !taken.contains(slug)).unwrap_or(last);
        taken.insert(chosen.clone());
        chosen
    };
    candidates.into_iter().map(&mut choose).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_keys_are_cut_but_told_apart() {
        let (a, b) = (format!("title:{}a", "é".repeat(2_000)), format!("title:{}b", "é".repeat(2_000)));
        assert!(bounded(a.clone()).len() <= LONGEST_KEY);
        assert_ne!(bounded(a), bounded(b));
        assert_eq!(bounded("id:1".to_owned()), "id:1");
    }

    #[test]
    fn the_second_of_two_equal_titles_gets_another_slug() {
        let (a, b) = (id(&["a"]), id(&["b"]));
        let slugs = choose_slugs(vec![slugs("A brief", None, "resource", a), slugs("A brief", Some(2021), "resource", b)], HashSet::new());
        assert_eq!(slugs, ["a-brief", "a-brief-2021"]);
    }
}
