//! Records of one title, or at one address, that are several: they are told apart by what differs.
//!
//! A record without an id of its own goes by its address or its title. The first of several goes by that alone, each other one by what
//! it differs in besides: title, year, format, language, producers, DOIs. So nothing is rejected that says something else, and a record that says
//! the same again is a repetition.

use super::key::{Key, bounded, dois, id};
use crate::model::Record;
use crate::name;

/// The keys that a record may be stored under and found by.
#[derive(Debug, Clone)]
pub(super) struct Candidates {
    /// The source's id for it, its address, or its title: the key that it has when no other record has it.
    pub(super) plain: Key,
    /// The plain key with what tells it from others; none for a record with an id of its own.
    pub(super) apart: Option<String>,
    /// Weaker keys that it may have been stored under before.
    pub(super) weaker: Vec<Key>,
}

impl Candidates {
    /// The keys of a record: `keys` name it, the most telling way first, and `dated` is its title with its year.
    pub(super) fn new(keys: &[Key], dated: Option<&Key>, record: &Record, facts: &str) -> Self {
        let plain = keys.first().cloned().unwrap_or_default();
        let apart = record.key.is_none().then(|| apart(&plain.now, facts));
        let weaker = dated.filter(|_| record.key.is_none()).into_iter().chain(keys.iter().skip(1)).cloned().collect();
        Self { plain, apart, weaker }
    }

    /// All of them in all spellings, the most telling first. The spelling of 0.1 comes before that of today: a record that is
    /// still stored under it was printed just so.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        self.apart.iter().chain(std::iter::once(&self.plain).chain(&self.weaker).flat_map(Key::all))
    }

    /// The key that the id of a new resource is made of.
    pub(super) fn of_id<'a>(&'a self, stored: &'a str) -> &'a str {
        if stored == self.plain.now { self.plain.first() } else { stored }
    }
}

/// A key with what tells its record from others.
pub(super) fn apart(plain: &str, facts: &str) -> String {
    bounded(format!("{plain}#{facts}"))
}

/// Returns the facts that tell a record from others of its title or at its address, as a hash of sixteen digits.
pub(super) fn facts(record: &Record) -> String {
    let mut producers: Vec<String> = record.producers.iter().map(|mention| name::key(&mention.name)).collect();
    producers.sort_unstable();
    producers.dedup();
    let year = record.year.as_ref().map(|said| said.value.to_string()).unwrap_or_default();
    let format = record.format.as_ref().map(|said| said.value.as_str()).unwrap_or_default();
    let language = record.language.as_ref().map_or("", |said| said.value.as_str());
    let dois: Vec<&str> = dois(record).map(|doi| doi.value.as_str()).collect();
    let parts = [&name::fold(&record.title.value), &year, format, language, &producers.join("\u{1e}"), &dois.join("\u{1e}")];
    let hash = id(&parts).simple().to_string();
    hash.get(..16).unwrap_or_default().to_owned()
}
