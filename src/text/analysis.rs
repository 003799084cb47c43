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

/// A word without case, accents, vowel signs of Arabic and Hebrew, and joiners; without a genitive's ending, and without points and
/// apostrophes between letters: "Children's" as "children", "U.S." as "us", "Søren" as "soren".
fn fold(word: &str) -> String {
    let owner = word.strip_suffix(['s', 'S']).and_then(|owner| owner.strip_suffix(is_apostrophe)).unwrap_or(word);
    let is_number = owner.chars().all(|character| character.is_numeric() || matches!(character, '.' | ','));
    let is_kept = |character: &char| is_number || !(is_apostrophe(*character) || matches!(character, '.' | '_' | ':' | '"' | '\u{5f4}'));
    if owner.is_ascii() {
        return owner.chars().filter(is_kept).take(LONGEST).map(|character| character.to_ascii_lowercase()).collect();
    }
    let letters = owner.nfkd().default_case_fold().nfkd().filter(|character| is_kept(character) && !is_sign(*character));
    letters.flat_map(plain).nfc().take(LONGEST).collect()
}

/// True for the apostrophes that stand within words.
const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '‘' | '’' | '‛' | '\u{2bb}'..='\u{2bd}' | '＇' | '\u{5f3}')
}

/// True for what is written above, below or between letters and tells no words apart: accents, points of Hebrew, vowel signs and the
/// stretching of Arabic, joiners, soft hyphens, direction marks, variants of signs.
const fn is_sign(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
            | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
            | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
            | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}'
    )
}

/// A letter as those type it who do not have it: letters with strokes and ligatures in plain ones, forms of one Arabic letter as one,
/// digits of Arabic and Persian as those of English.
fn plain(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        'ł' => ('l', None),
        'ø' => ('o', None),
        'đ' | 'ð' => ('d', None),
        'ħ' => ('h', None),
        'ŧ' => ('t', None),
        'ı' => ('i', None),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ٱ' => ('ا', None),
        'ى' | 'ی' => ('ي', None),
        'ک' => ('ك', None),
        'ة' => ('ه', None),
        '٠'..='٩' => (digit(letter, '٠'), None),
        '۰'..='۹' => (digit(letter, '۰'), None),
        other => (other, None),
    };
    [Some(first), second].into_iter().flatten()
}

/// The digit that is as far from `0` as another is from its script's zero.
fn digit(digit: char, zero: char) -> char {
    char::from_digit(u32::from(digit) - u32::from(zero), 10).unwrap_or(digit)
}

/// True if a folded word is of two Hangul syllables or more. Korean hangs its particles on words, so that these begin like their stems.
pub(super) fn is_inflected_hangul(folded: &str) -> bool {
    folded.chars().nth(1).is_some() && folded.chars().all(|letter| matches!(letter, '가'..='힣'))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).map(|word| word.folded).collect()
    }

    #[test]
    fn letters_that_not_everybody_has_are_folded() {
        for (text, plain) in [
            ("Łódź", "lodz"),
            ("Tromsø Ǿ", "tromso o"),
            ("Đorđe Ħal-Għaxaq", "dorde hal ghaxaq"),
            ("Ærø œuvre ǽ", "aero oeuvre ae"),
            ("Þórður Guðrún", "thordur gudrun"),
            ("Iğdır İzmir", "igdir izmir"),
            ("Straße STRAẞE", "strasse strasse"),
            ("Ŧorne Việt Đức", "torne viet duc"),
        ] {
            assert_eq!(folded(text), folded(plain), "{text}");
        }
    }

    #[test]
    fn signs_of_arabic_and_hebrew_tell_no_words_apart() {
        for (text, plain) in [
            ("مُحَمَّدٌ", "محمد"),
            ("أحمد إسلام آداب ٱلكتاب", "احمد اسلام اداب الكتاب"),
            ("كتـــاب", "كتاب"),
            ("مدرسة على", "مدرسه علي"),
            ("کتابی", "كتابي"),
            ("٢٠٢١ ۱۴۰۰", "2021 1400"),
            ("שָׁלוֹם צה״ל", "שלום צהל"),
            ("صه\"ל", "صه\"ל"),
        ] {
            assert_eq!(folded(text), folded(plain), "{text}");
        }
    }

    #[test]
    fn joiners_and_apostrophes_tell_no_words_apart() {
        for (text, plain) in [
            ("پایگاه\u{200c}داده", "پایگاهداده"),
            ("ශ්\u{200d}රී", "ශ්රී"),
            ("co\u{ad}operation", "cooperation"),
            ("\u{200f}هتل\u{200f}", "هتل"),
            ("Kingʼs King’s King‘s KING'S", "king king king king"),
            ("Hawaiʻi o’clock", "hawaii oclock"),
        ] {
            assert_eq!(folded(text), folded(plain), "{text}");
        }
        assert_eq!(folded("が ガ ｶﾞ"), ["が", "ガ", "ガ"], "what tells letters apart stays");
        assert_eq!(folded("हिन्दी"), ["हिन्दी"]);
    }

    #[test]
    fn words_of_hangul_go_on() {
        for (word, goes_on) in [("학교", true), ("학교에서", true), ("학", false), ("학a", false), ("ab", false), ("", false)] {
            assert_eq!(is_inflected_hangul(word), goes_on, "{word}");
        }
    }

    proptest! {
        #[test]
        fn folding_is_done_at_once_and_words_keep_their_places(text in "(\\PC| |['’ʼ]s |[łøđħæœþıðßأإآٱ\u{200c}\u{200d}\u{64e}\u{640}]){0,40}") {
            for word in words(&text) {
                prop_assert!(!word.folded.is_empty());
                prop_assert!(text.get(word.start..word.end).is_some());
                prop_assert!(!word.folded.chars().any(|letter| is_sign(letter) || plain(letter).ne([letter])), "{}", word.folded);
            }
        }
    }
}
