//! The keywords of a resource, each once.

use std::collections::HashMap;

use entity::vocabulary::ProvenanceMethod;

use super::{
    Remark,
    piece::is_conjunction,
    separators::{Item, split},
};
use crate::model::{IssueCode, KeywordMention};
use crate::name::{self, split_acronym};

/// A keyword that commas part from others has at most so many words.
const WORDS: usize = 3;

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

    /// Adds a keyword that a sign parts from others in a text. Tells besides when another sign may part it again.
    pub(in crate::format) fn add_parted(&mut self, item: Item) -> Option<Remark> {
        let remark = mixed(&item.text, item.line);
        self.add(item, None).or(remark)
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

const BARE_COMMAS: &str =
    "The keyword holds commas with no blank behind them, so it was taken as one: put a blank behind each, or write `;`, if it is several.";
const SLASHES: &str =
    "The keyword holds a slash between words, and was taken as one: put blanks around it, or write `;`, if it is several.";
const OTHER_MARKS: &str = "Another sign parts the keywords here, so this one was taken as it stands: write that sign if it is several, \
                           or quotes around it if it is one.";

/// Commas with no blank behind them, or slashes, that part words: several keywords perhaps.
fn doubt(text: &str, line: u64) -> Option<Remark> {
    let is_word = |word: &str| word.chars().count() > 2 && word.chars().all(|letter| letter.is_alphabetic() || letter == ' ');
    let unparted = text.contains(',') && !text.contains(", ") && text.split(',').all(is_word);
    // Acronyms are often one: "HIV/AIDS".
    let slashed =
        text.contains('/') && !text.contains(" / ") && text.split('/').all(|word| is_word(word) && word.contains(char::is_lowercase));
    let message = if unparted { Some(BARE_COMMAS) } else { slashed.then_some(SLASHES) };
    message.map(|message| Remark::warning(IssueCode::UnsureValue, line, text, message))
}

/// A keyword that one sign parts from the others, and that another sign may part again. "Rivers, lakes and seas" is one.
fn mixed(text: &str, line: u64) -> Option<Remark> {
    let is_short = |piece: &str| piece.split(' ').nth(WORDS).is_none() && piece.starts_with(char::is_alphabetic);
    let mut commas = split(text, &[',']).map(str::trim);
    let several =
        text.contains(", ") && !text.split(' ').any(is_conjunction) && commas.all(is_short) && split(text, &[',']).nth(1).is_some();
    let is_mixed = several || split(text, &['|', '•', '；']).nth(1).is_some();
    is_mixed.then(|| Remark::warning(IssueCode::UnsureValue, line, text, OTHER_MARKS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_between_words_are_told() {
        let told = |text: &str| Keywords::default().add(Item { line: 1, text: text.to_owned() }, None).is_some();
        assert!(told("peer support,housing"));
        assert!(told("fish/birds"));
        let others = ["1,2-dichloroethane", "N,N-dimethylformamide", "tintes, lacas y barnices", "peers", "2,4,5-T"];
        for text in others.into_iter().chain(["HIV/AIDS", "km/h", "I/O", "1/2", "fish / birds", "birds, weirs"]) {
            assert!(!told(text), "{text}");
        }
        let parted = |text: &str| Keywords::default().add_parted(Item { line: 1, text: text.to_owned() }).is_some();
        for text in ["birds, weirs", "birds | weirs", "fish/birds"] {
            assert!(parted(text), "{text}");
        }
        for text in ["tintes, lacas y barnices", "birds (weirs, mills)", "birds", "1, 2", "\"birds, weirs\""] {
            assert!(!parted(text), "{text}");
        }
    }
}
