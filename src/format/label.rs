//! Labels: the words that pages print before a value, and sheets above a column, and the field of a record that each of them means.

mod words;

use std::borrow::Cow;
use std::sync::LazyLock;

use entity::vocabulary::{
    ContributionRole::{self, Author, Producer, Publisher},
    FundingKind::{self, Funder},
};
use rustc_hash::FxHashMap;
use strsim::osa_distance;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::value::words::Beginnings;
use crate::name::fold;

/// No label is longer than this, in characters.
pub(in crate::format) const LONGEST: usize = 40;
/// A shorter label is like too many words to be somebody's misspelling of another, in characters.
const SHORTEST_LIKE: usize = 4;

/// A shorter label is not looked for without its blanks, in bytes.
const SHORTEST_UNPARTED: usize = 7;

/// The field that the text after a label belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::format) enum Label {
    /// The title: a record begins.
    Title,
    /// Its makers, in this role.
    Made(ContributionRole),
    /// Its funders, of this kind.
    Paid(FundingKind),
    /// The number of the grant that paid for it.
    Award,
    /// Its description.
    Description,
    /// Its keywords.
    Keywords,
    /// When it was published.
    Year,
    /// Its format.
    Format,
    /// Its landing page.
    Url,
    /// Its identifier in the scheme with this standard term.
    Identifier(&'static str),
    /// The language it is written in.
    Language,
    /// The terms under which it may be used.
    License,
    /// A label that fits no field of a record; the number tells one from another.
    Note(u64),
}

impl Label {
    /// The label that is spelled like this in any language of the dictionary, whatever its case, accents, hyphens and blanks. None for
    /// other words.
    pub(in crate::format) fn known(text: &str) -> Option<Self> {
        if !Self::may_begin(text) || text.chars().nth(LONGEST).is_some() {
            return None;
        }
        let key = key(text);
        let found = DICTIONARY.get(key.as_str()).or_else(|| UNPARTED.get(&*unparted(&key)?));
        found.map(|label| label.unwrap_or_else(|| Self::note(&key)))
    }

    /// Returns false when a text surely begins with no label of the dictionary. Costs little.
    pub(in crate::format) fn may_begin(text: &str) -> bool {
        BEGINNINGS.may_begin(text)
    }

    /// The label of a note with this name, known or not.
    pub(in crate::format) fn other(name: &str) -> Self {
        Self::note(&key(name))
    }

    fn note(key: &str) -> Self {
        use std::hash::BuildHasher;
        Self::Note(rustc_hash::FxBuildHasher.hash_one(key))
    }

    /// The name that issues give to the field: that of JSON Lines.
    pub(in crate::format) fn field(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Made(_) => "producedBy",
            Self::Paid(_) => "supportedBy",
            Self::Award => "award",
            Self::Description => "description",
            Self::Keywords => "keywords",
            Self::Year => "year",
            Self::Format => "format",
            Self::Url => "url",
            Self::Identifier("DOI") => "doi",
            Self::Identifier(_) => "identifiers",
            Self::Language => "language",
            Self::License => "license",
            Self::Note(_) => "notes",
        }
    }

    /// Returns true when the field is a list of names or keywords.
    pub(in crate::format) const fn is_list(self) -> bool {
        matches!(self, Self::Made(_) | Self::Paid(_) | Self::Keywords)
    }

    /// Returns true when the label fits no field.
    pub(in crate::format) const fn is_note(self) -> bool {
        matches!(self, Self::Note(_))
    }
}

/// The order that labels have on a page that does not show another.
pub(in crate::format) const USUAL_ORDER: &[Label] = &[
    Label::Title,
    Label::Made(Producer),
    Label::Made(Author),
    Label::Made(Publisher),
    Label::Paid(Funder),
    Label::Description,
    Label::Keywords,
];

/// The label of a field that a name is most likely a misspelling of: one letter in five may differ. None when no label is that near.
/// It looks at the whole dictionary, so that it costs some 100,000 steps.
pub(in crate::format) fn nearest(name: &str) -> Option<&'static str> {
    let key = key(name);
    let length = key.chars().count();
    if !(SHORTEST_LIKE..=LONGEST).contains(&length) || DICTIONARY.contains_key(key.as_str()) {
        return None;
    }
    let near = |word: &'static str| {
        let count = word.chars().count();
        if length.abs_diff(count) * 5 > length.max(count) {
            return None;
        }
        let apart = osa_distance(&key, &self::key(word));
        (apart * 5 <= length.max(count)).then_some((apart, word))
    };
    words::LANGUAGES
        .iter()
        .flat_map(|language| language.iter())
        .filter(|(label, _)| label.is_some())
        .flat_map(|(_, words)| words.iter().copied())
        .filter(|word| word.chars().count() >= SHORTEST_LIKE)
        .filter_map(near)
        .min()
        .map(|(_, word)| word)
}

/// Every known label by its key; none for one that fits no field.
static DICTIONARY: LazyLock<FxHashMap<String, Option<Label>>> = LazyLock::new(|| {
    let entries = words::LANGUAGES.iter().flat_map(|language| language.iter());
    let mut dictionary = FxHashMap::default();
    for (label, words) in entries {
        for word in *words {
            dictionary.entry(key(word)).or_insert(*label);
        }
    }
    dictionary
});

/// Every known label by its key without blanks: "Grant maker", "`FundingSource`".
static UNPARTED: LazyLock<FxHashMap<String, Option<Label>>> = LazyLock::new(|| {
    let mut found = FxHashMap::default();
    for (label, words) in words::LANGUAGES.iter().flat_map(|language| language.iter()) {
        for word in *words {
            found.entry(key(word).replace(' ', "")).or_insert(*label);
        }
    }
    found
});

/// The beginnings of all known labels.
static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(DICTIONARY.keys().chain(UNPARTED.keys()).map(String::as_str)));

/// The key of a label without its blanks; none where it could be a few letters of a sentence.
pub(in crate::format) fn unparted(key: &str) -> Option<Cow<'_, str>> {
    let is_word = |word: &str| word.chars().nth(1).is_some();
    if key.len() < SHORTEST_UNPARTED || !key.split(' ').all(is_word) {
        return None;
    }
    let bare = if key.contains(' ') { Cow::Owned(key.replace(' ', "")) } else { Cow::Borrowed(key) };
    Some(bare).filter(|bare| bare.len() >= SHORTEST_UNPARTED)
}

/// The form in which labels are compared: folded, without accents, words parted by one blank; "author(s)" and "author/s" are "authors",
/// and "Grant #" is "grant number".
pub(in crate::format) fn key(text: &str) -> String {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'(' | b'/' | b'#');
    if text.as_bytes().iter().all(is_plain) {
        return plain_key(text);
    }
    let mut folded = fold(text);
    if folded.contains(['(', '/']) {
        folded = folded.replace("(s)", "s").replace("/s", "s").replace("(es)", "es");
    }
    let mut key = String::with_capacity(folded.len());
    let mut push = |letter: char| match letter {
        letter if letter.is_alphanumeric() || matches!(letter, '(' | ')') => key.push(letter),
        _ if !key.is_empty() && !key.ends_with(' ') => key.push(' '),
        _ => {}
    };
    if folded.is_ascii() {
        folded.chars().for_each(&mut push);
    } else {
        folded.nfd().filter(|letter| !is_combining_mark(*letter)).for_each(&mut push);
    }
    key.truncate(key.trim_end().len());
    if !key.is_empty() && folded.trim_end_matches([' ', ':', '.']).ends_with(['#', '№']) {
        key.push_str(" number");
    }
    key
}

/// As [`key`], of a text of visible ASCII characters without the signs that stand for words.
fn plain_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || letter == ')' {
            key.push(letter.to_ascii_lowercase());
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_any_dress() {
        let author = Some(Label::Made(Author));
        for text in ["Author", "AUTHORS", "Author(s)", "Autora", "autor/a", "Auteurs", "Autor:innen", "Autor*innen", "Verfasserin"] {
            assert_eq!(Label::known(text), author, "{text}");
        }
        for text in ["Mots-clés", "mots clés", "MOTS-CLES", "Palabras clave", "Schlagwörter", "Trefwoorden", "Key-words", "topic_area"] {
            assert_eq!(Label::known(text), Some(Label::Keywords), "{text}");
        }
        for text in ["Grant maker", "GRANT-MAKERS", "FundingSource", "funding_source"] {
            assert_eq!(Label::known(text), Some(Label::Paid(Funder)), "{text}");
        }
        for text in ["Grant #", "GRANT#", "Award №", "Grant #:"] {
            assert_eq!(Label::known(text), Some(Label::Award), "{text}");
        }
        for text in ["Funder #", "not es", "a u t h o r", "ke y"] {
            assert_eq!(Label::known(text), None, "{text}");
        }
        assert_eq!(Label::known("Publication Date"), Some(Label::Year));
        assert_eq!(Label::known("ISBN-13"), Some(Label::Identifier("ISBN")));
        assert!(Label::known("Audience").is_some_and(Label::is_note));
        assert_ne!(Label::known("Audience"), Label::known("Location"));
        assert_eq!(Label::known("Audience"), Some(Label::other("AUDIENCE")));
        for text in ["", "Rivers", "authors of note", "10"] {
            assert_eq!(Label::known(text), None, "{text}");
        }
    }

    #[test]
    fn no_two_languages_mean_different_things_by_one_word_but_these() {
        // The word of the language that stands first counts.
        let mut settled = Vec::new();
        let mut seen: FxHashMap<String, Option<Label>> = FxHashMap::default();
        for (label, words) in words::LANGUAGES.iter().flat_map(|language| language.iter()) {
            for word in *words {
                if seen.entry(key(word)).or_insert(*label) != label {
                    settled.push(*word);
                }
            }
        }
        assert_eq!(settled, ["página", "redacteur", "redacteurs"]);
        for (word, label) in DICTIONARY.iter() {
            assert_eq!(UNPARTED.get(&word.replace(' ', "")), Some(label), "{word}");
        }
    }

    #[test]
    fn a_misspelling_is_near_to_its_label() {
        assert_eq!(nearest("Keywrods"), Some("keywords"));
        assert_eq!(nearest("Publsher"), Some("publisher"));
        assert_eq!(nearest("Descriptoin"), Some("description"));
        for name in ["Campus", "Signatura", "Level", "Keywords", "Dat", "Spatial resolution"] {
            assert_eq!(nearest(name), None, "{name}");
        }
    }
}
