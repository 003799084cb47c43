//! Keywords.

use std::collections::{HashMap, HashSet};
use std::iter;

use uuid::Uuid;

use super::differs;
use crate::import::key::{bounded, id, keyword_key};
use crate::import::record::KeywordMention;
use crate::name::first;
use crate::store::keyword::KnownKeyword;

/// The keywords that a batch may name: those that are stored, and those that it adds.
#[derive(Debug, Default)]
pub(in crate::import) struct Keywords {
    all: Vec<KnownKeyword>,
    by_id: HashMap<Uuid, usize>,
    /// The first of each key first.
    by_key: HashMap<String, Vec<usize>>,
    by_uri: HashMap<String, usize>,
    /// The number of those in `all` that are stored. The batch adds the rest.
    stored: usize,
    /// Other labels that the batch adds: keyword, label, place among the keyword's labels.
    pub(in crate::import) labels: Vec<(Uuid, String, i32)>,
    /// Addresses that stored keywords get.
    pub(in crate::import) uris: Vec<(Uuid, String)>,
    /// Stored keywords that got a label or an address.
    pub(in crate::import) renamed: HashSet<usize>,
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
    /// Adds keywords that are stored, with all that lead to them by redirects and all that they lead to. Nothing may be left to write.
    pub(in crate::import) fn know(&mut self, stored: Vec<KnownKeyword>) {
        let before = self.all.len();
        for keyword in stored {
            if !self.by_id.contains_key(&keyword.id) {
                self.push(keyword);
            }
        }
        self.stored = self.all.len();
        for place in before..self.stored {
            self.lend(place);
        }
    }

    /// The labels and the address of a merged keyword are those of the one that it leads to.
    fn lend(&mut self, place: usize) {
        let end = self.end(place);
        let Some(merged) = self.all.get(place).filter(|_| end != place).cloned() else { return };
        let Some(keyword) = self.all.get_mut(end) else { return };
        keyword.labels.extend(merged.labels);
        keyword.labels.insert(merged.label);
        keyword.uri = keyword.uri.take().or(merged.uri);
    }

    /// The keyword at the end of a keyword's redirects; itself where they go round.
    fn end(&self, place: usize) -> usize {
        let next = |place: &usize| self.by_id.get(&self.get(*place)?.merged_into?).copied();
        iter::successors(Some(place), next).take(self.all.len()).find(|place| next(place).is_none()).unwrap_or(place)
    }

    /// The keyword at the end of a keyword's redirects, by their ids.
    pub(in crate::import) fn end_of(&self, id: Uuid) -> Uuid {
        self.by_id.get(&id).and_then(|place| self.get(self.end(*place))).map_or(id, |keyword| keyword.id)
    }

    /// True if a keyword is known.
    pub(in crate::import) fn knows(&self, id: Uuid) -> bool {
        self.by_id.contains_key(&id)
    }

    /// Notes that all that the batch added is stored now.
    pub(in crate::import) fn written(&mut self) {
        self.stored = self.all.len();
        self.labels.clear();
        self.uris.clear();
        self.renamed.clear();
    }

    /// All of them.
    pub(in crate::import) fn all(&self) -> &[KnownKeyword] {
        &self.all
    }

    /// The keywords that the batch adds.
    pub(in crate::import) fn added(&self) -> &[KnownKeyword] {
        self.all.get(self.stored..).unwrap_or_default()
    }

    fn push(&mut self, keyword: KnownKeyword) -> usize {
        let place = self.all.len();
        self.by_id.insert(keyword.id, place);
        let namesakes = self.by_key.entry(keyword.key.clone()).or_default();
        let order = |keyword: &KnownKeyword| (keyword.disambiguator.clone(), keyword.id);
        let at = namesakes.partition_point(|other| self.all.get(*other).map(order) < Some(order(&keyword)));
        namesakes.insert(at, place);
        if let Some(uri) = &keyword.uri {
            self.by_uri.insert(uri.clone(), place);
        }
        self.all.push(keyword);
        place
    }

    pub(in crate::import) fn get(&self, place: usize) -> Option<&KnownKeyword> {
        self.all.get(place)
    }

    /// The keyword that a mention names; it is added when it is new. The keyword that it leads to learns the mention's labels and address.
    pub(in crate::import) fn take(&mut self, mention: &KeywordMention) -> usize {
        let place = self.find(mention).unwrap_or_else(|| self.add(mention));
        self.learn(self.end(place), mention);
        place
    }

    /// The keyword that a mention names, if it is known. It may be merged.
    pub(in crate::import) fn find(&self, mention: &KeywordMention) -> Option<usize> {
        if let Some(place) = mention.uri.as_ref().and_then(|uri| self.by_uri.get(uri)) {
            return Some(*place);
        }
        let exactly = || self.by_id.get(&keyword_id(mention)).copied();
        let Some(namesakes) = self.by_key.get(&keyword_key(&mention.label)) else { return exactly() };
        let fits = |keyword: &KnownKeyword| mention.uri.is_none() || keyword.uri.is_none() || keyword.uri == mention.uri;
        let agrees = |place: &usize| self.get(self.end(*place)).is_some_and(fits);
        // Of several the one that 0.1 would have named: edges keep naming it, whatever it was merged into.
        let one_of_several = if namesakes.len() > 1 { exactly().filter(|place| namesakes.contains(place) && agrees(place)) } else { None };
        one_of_several.or_else(|| namesakes.iter().copied().find(agrees)).or_else(exactly)
    }

    fn add(&mut self, mention: &KeywordMention) -> usize {
        let key = keyword_key(&mention.label);
        let first = self.by_key.get(&key).is_none_or(Vec::is_empty);
        let id = keyword_id(mention);
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
        let Some(keyword) = self.all.get_mut(place) else { return };
        let mut learned = false;
        let spelling = differs(&mention.label, &keyword.label).then_some(&mention.label);
        for label in spelling.into_iter().chain(&mention.acronym) {
            let position = i32::try_from(keyword.labels.len()).unwrap_or(i32::MAX);
            if keyword.labels.insert(label.clone()) {
                self.labels.push((keyword.id, label.clone(), position));
                learned = true;
            }
        }
        if let (None, Some(uri)) = (&keyword.uri, &mention.uri) {
            keyword.uri = Some(uri.clone());
            self.by_uri.insert(uri.clone(), place);
            self.uris.push((keyword.id, uri.clone()));
            learned = true;
        }
        if learned && place < self.stored {
            self.renamed.insert(place);
        }
    }
}
