//! The keywords of a resource, each once.

use std::collections::HashMap;

use entity::vocabulary::ProvenanceMethod;

use super::{Remark, separators::Item};
use crate::model::{IssueCode, KeywordMention};
use crate::name::{self, split_acronym};

/// The keywords of one record, each once.
#[derive(Debug, Default)]
pub(in crate::format) struct Keywords {
    pub(in crate::format) all: Vec<KeywordMention>,
    by_key: HashMap<String, usize>,
    by_uri: HashMap<String, usize>,
}

impl Keywords {
    /// Adds a keyword as a list prints it, with the URI of its concept, or the URI to an equal one that has none. Tells what looks wrong
    /// with it.
    pub(in crate::format) fn add(&mut self, item: Item, uri: Option<String>) -> Option<Remark> {
        let Item { line, text: as_printed } = item;
        let remark = uri.is_none().then(|| doubt(&as_printed, line)).flatten();
        let (label, acronym) = split_acronym(&as_printed);
        let method = if acronym.is_some() { ProvenanceMethod::Normalized } else { ProvenanceMethod::Asserted };
        self.merge(KeywordMention { label, acronym, as_printed, uri, line, method });
        remark
    }

    /// Adds a keyword, or the URI that it has to an equal one that has none.
    pub(in crate::format) fn merge(&mut self, mention: KeywordMention) {
        let key = name::key(&mention.label);
        let same_uri = mention.uri.as_ref().and_then(|uri| self.by_uri.get(uri));
        // Keywords of one label that have different URIs are different concepts.
        let same_label =
            self.by_key.get(&key).filter(|place| mention.uri.is_none() || self.all.get(**place).is_some_and(|first| first.uri.is_none()));
        let place = same_uri.or(same_label).copied().unwrap_or(self.all.len());
        self.by_key.entry(key).or_insert(place);
        if let Some(uri) = &mention.uri {
            self.by_uri.insert(uri.clone(), place);
        }
        match self.all.get_mut(place) {
            Some(first) if first.uri.is_none() => first.uri = mention.uri,
            Some(_) => {}
            None => self.all.push(mention),
        }
    }
}

/// Commas that part words, and have no blank behind them: several keywords perhaps.
fn doubt(text: &str, line: u64) -> Option<Remark> {
    let is_word = |word: &str| word.chars().count() > 2 && word.chars().all(|letter| letter.is_alphabetic() || letter == ' ');
    let mut pieces = text.split(',');
    let unparted = text.contains(',') && !text.contains(", ") && pieces.all(is_word);
    let message = "The keyword holds commas with no blank behind them, so it was taken as one: put a blank behind each, or write `;`, if it is several.";
    unparted.then(|| Remark::warning(IssueCode::UnsureValue, line, text, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_between_words_are_told() {
        let told = |text: &str| Keywords::default().add(Item { line: 1, text: text.to_owned() }, None).is_some();
        assert!(told("peer support,housing"));
        for text in ["1,2-dichloroethane", "N,N-dimethylformamide", "tintes, lacas y barnices", "peers", "2,4,5-T"] {
            assert!(!told(text), "{text}");
        }
    }
}
