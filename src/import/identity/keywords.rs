//! Keywords.

use std::collections::HashSet;

use uuid::Uuid;

use super::differs;
use super::known::{KnownNode, KnownNodes};
use crate::import::key::{bounded, id, keyword_key};
use crate::model::KeywordMention;
use crate::name::first;
use crate::store::keyword::KnownKeyword;

/// The keywords that a batch may name.
pub(in crate::import) type Keywords = KnownNodes<KnownKeyword>;

impl KnownNode for KnownKeyword {
    type Key = String;
    type Label = String;
    /// An address.
    type Handle = String;

    fn id(&self) -> Uuid {
        self.id
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn disambiguator(&self) -> &str {
        &self.disambiguator
    }

    fn merged_into(&self) -> Option<Uuid> {
        self.merged_into
    }

    fn labels(&mut self) -> &mut HashSet<String> {
        &mut self.labels
    }

    fn handles(&self) -> Vec<String> {
        self.uri.iter().cloned().collect()
    }

    fn absorb(&mut self, merged: Self) {
        self.labels.extend(merged.labels);
        self.labels.insert(merged.label);
        self.uri = self.uri.take().or(merged.uri);
    }
}

/// Returns the id that a mention gives to a keyword that it is the first to name. It is made of the key of 0.1.
pub(in crate::import) fn keyword_id(mention: &KeywordMention) -> Uuid {
    if let Some(uri) = &mention.uri {
        return id(&["keyword", "uri", uri]);
    }
    let spelled = if mention.acronym.is_some() { &mention.as_printed } else { &mention.label };
    id(&["keyword", &bounded(first::key(spelled))])
}

impl Keywords {
    /// Returns the keyword that a mention names; it is added when it is new. The keyword that it leads to learns the mention's labels
    /// and address.
    pub(in crate::import) fn take(&mut self, mention: &KeywordMention) -> usize {
        let place = self.find(mention).unwrap_or_else(|| self.add(mention));
        self.learn(self.end(place), mention);
        place
    }

    /// Returns the keyword that a mention names, if it is known. The keyword may be merged.
    pub(in crate::import) fn find(&self, mention: &KeywordMention) -> Option<usize> {
        let fits = |keyword: &KnownKeyword| mention.uri.is_none() || keyword.uri.is_none() || keyword.uri == mention.uri;
        let exactly = || self.place(keyword_id(mention));
        self.with_handle(&mention.uri).or_else(|| self.namesake(&keyword_key(&mention.label), exactly, fits))
    }

    fn add(&mut self, mention: &KeywordMention) -> usize {
        let key = keyword_key(&mention.label);
        let (first, id) = (self.is_new(&key), keyword_id(mention));
        self.push(KnownKeyword {
            id,
            label: mention.label.clone(),
            key,
            disambiguator: if first { String::new() } else { id.to_string() },
            uri: mention.uri.clone(),
            labels: HashSet::new(),
            merged_into: None,
        })
    }

    fn learn(&mut self, place: usize, mention: &KeywordMention) {
        let Some(keyword) = self.get(place) else { return };
        let lacks_address = keyword.uri.is_none();
        if differs(&mention.label, &keyword.label) {
            self.label(place, mention.label.clone());
        }
        if let Some(acronym) = &mention.acronym {
            self.label(place, acronym.clone());
        }
        if let Some(uri) = mention.uri.as_ref().filter(|_| lacks_address) {
            self.handle(place, uri, |keyword, uri| keyword.uri = Some(uri));
        }
    }
}
