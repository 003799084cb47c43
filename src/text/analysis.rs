//! Splits text into words by the rules of Unicode (UAX #29), folds them, and finds their English stems.

use caseless::Caseless;
use rustc_hash::FxHashMap;
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::plurals;

/// The longest word that is indexed whole, in characters. Nobody types more.
const LONGEST: usize = 60;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its first byte in the text.
    pub(super) start: usize,
    /// The byte after its end.
    pub(super) end: usize,
    /// The word without case, accents and apostrophes.
    pub(super) folded: String,
}

/// Returns the words of a text, in order.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> {
    text.unicode_word_indices().filter_map(|(start, word)| {
        let folded = fold(word);
        (!folded.is_empty()).then(|| Word { start, end: start + word.len(), folded })
    })
}

/// Folds a word: no case, no accents, no ending of a genitive, no points and apostrophes between letters. "Children's"
/// becomes "children", and "U.S." becomes "us".
fn fold(word: &str) -> String {
    let owner = ["'s", "’s", "'S", "’S"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let is_number = owner.chars().all(|character| character.is_numeric() || matches!(character, '.' | ','));
    let is_kept = |character: &char| is_number || !matches!(character, '.' | '\'' | '’' | '_' | ':');
    if owner.is_ascii() {
        return owner.chars().filter(is_kept).take(LONGEST).map(|character| character.to_ascii_lowercase()).collect();
    }
    let is_mark = |character: &char| matches!(character, '\u{300}'..='\u{36f}');
    let letters = owner.nfkd().default_case_fold().nfkd().filter(|character| !is_mark(character));
    letters.filter(is_kept).nfc().take(LONGEST).collect()
}

/// Finds the stems of words.
#[derive(Clone)]
pub(super) struct Stems {
    stemmer: TextAnalyzer,
    /// A cache of stems by word: most words of a text were seen before.
    known: FxHashMap<Box<str>, Box<str>>,
}

/// The most stems in the cache.
const MOST_KNOWN: usize = 100_000;

impl Stems {
    pub(super) fn new() -> Self {
        let stemmer = TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::English)).build();
        Self { stemmer, known: FxHashMap::default() }
    }

    /// Returns the stem of a folded word. "crises" and "crisis" have the same stem.
    pub(super) fn stem(&mut self, folded: &str) -> &str {
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        if !self.known.contains_key(folded) {
            let singular = plurals::singular(folded).unwrap_or(folded);
            let mut stem = String::new();
            self.stemmer.token_stream(singular).process(&mut |token| stem.push_str(&token.text));
            self.known.insert(folded.into(), stem.into());
        }
        self.known.get(folded).map_or("", AsRef::as_ref)
    }
}
