//! Languages by their names, tags and codes.

use std::sync::LazyLock;

use entity::vocabulary::ProvenanceMethod;
use rustc_hash::FxHashMap;

use self::names::{CODES, NAMES};
use super::words::meanings;
use crate::name::fold;

mod names;

/// The tag of each language by its names.
static TAGS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| meanings(NAMES));

/// A value is not longer than this, in bytes.
const LONGEST: usize = 200;

/// No name of the table that is written in plain letters is longer than this, in bytes.
const LONGEST_NAME: usize = 24;

/// The marks that part languages; words between blanks do so besides.
const MARKS: &[char] = &[';', ',', '/', '|', '；', '，', '、', '،', '\n'];

/// The remark on a value with several languages.
pub(in crate::format) const SEVERAL: &str = "The value names more than one language, or more than a language: the first was taken.";

/// A language that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Language {
    /// Its BCP 47 tag, in lower case.
    pub(in crate::format) tag: String,
    pub(in crate::format) method: ProvenanceMethod,
    /// True when the value names others besides, or something that is no language.
    pub(in crate::format) is_one_of_several: bool,
}

/// The language that a value names: by its name in one of several languages, a tag, or a code of ISO 639; of several the first.
pub(in crate::format) fn language(text: &str) -> Option<Language> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some((tag, method)) = one(text) {
        return Some(Language { tag, method, is_one_of_several: false });
    }
    if !text.contains(' ') && !text.contains(MARKS) {
        return None;
    }
    // "Français (fre) Flamand (dut)"
    let mut list = text.replace(") ", ");");
    for joint in [" and ", " & ", " y ", " et ", " und ", " e ", " en ", " - ", " – "] {
        list = list.replace(joint, ";");
    }
    let pieces: Vec<Option<(String, ProvenanceMethod)>> =
        list.split(MARKS).map(str::trim).filter(|piece| !piece.is_empty()).map(one).collect();
    let (tag, _) = pieces.iter().flatten().next()?.clone();
    let is_one_of_several = pieces.iter().any(|piece| piece.as_ref().is_none_or(|(other, _)| *other != tag));
    Some(Language { tag, method: ProvenanceMethod::Normalized, is_one_of_several })
}

/// True when a text may be one language. A plain text of several words, in which no bracket ends, is a name of the table or none.
fn may_be_one(text: &str) -> bool {
    !text.is_ascii()
        || !text.trim_matches(|end: char| !end.is_ascii_alphanumeric()).contains(' ')
        || text.contains(')')
        || text.bytes().filter(u8::is_ascii_alphanumeric).count() <= LONGEST_NAME
}

fn one(text: &str) -> Option<(String, ProvenanceMethod)> {
    if !may_be_one(text) {
        return None;
    }
    let folded = fold(text);
    let folded = folded.trim_matches(['.', '"', '“', '”', '[', ']', ' ']);
    if let Some(tag) = TAGS.get(folded) {
        return Some(((*tag).to_owned(), ProvenanceMethod::Normalized));
    }
    if let Some((name, _)) = folded.strip_suffix(')').and_then(|text| text.split_once('(')).filter(|(_, code)| !code.contains('(')) {
        return one(name.trim()).map(|(tag, _)| (tag, ProvenanceMethod::Normalized));
    }
    let tag = folded.replace('_', "-");
    let mut subtags = tag.split('-');
    let primary = subtags.next().filter(|tag| (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_lowercase()))?;
    let others = subtags.all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if !others || matches!(primary, "mul" | "und" | "zxx" | "mis") {
        return None;
    }
    // The shortest code of a language is its tag.
    let short = CODES.iter().find(|(_, codes)| codes.contains(&primary)).map(|(short, _)| *short);
    match short {
        Some(short) => Some((format!("{short}{}", tag.get(primary.len()..).unwrap_or_default()), ProvenanceMethod::Normalized)),
        None => Some((tag, ProvenanceMethod::Asserted)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProvenanceMethod::{Asserted, Normalized};
    use proptest::prelude::*;

    #[test]
    fn languages_are_read_by_name_tag_and_code() {
        for (text, tag) in [
            ("Spanish", "es"),
            ("español", "es"),
            ("Espanol", "es"),
            ("espagnol", "es"),
            ("Spanisch", "es"),
            ("espanhol", "es"),
            ("spagnolo", "es"),
            ("Spaans", "es"),
            ("castellano", "es"),
            ("English", "en"),
            ("inglés", "en"),
            ("anglais", "en"),
            ("Englisch", "en"),
            ("inglês", "en"),
            ("inglese", "en"),
            ("Engels", "en"),
            ("alemán", "de"),
            ("Deutsch", "de"),
            ("allemand", "de"),
            ("alemão", "de"),
            ("tedesco", "de"),
            ("Duits", "de"),
            ("Français", "fr"),
            ("Nederlands", "nl"),
            ("Português", "pt"),
            ("Brazilian Portuguese", "pt-br"),
            ("English (United States)", "en"),
            ("中文", "zh"),
            ("日本語", "ja"),
            ("русский", "ru"),
            ("العربية", "ar"),
            ("eng", "en"),
            ("spa", "es"),
            ("ger", "de"),
            ("deu", "de"),
            ("fre", "fr"),
            ("fra-CA", "fr-ca"),
            ("Spanish; Castilian", "es"),
            ("Spanish - Español", "es"),
        ] {
            assert_eq!(language(text), Some(Language { tag: tag.into(), method: Normalized, is_one_of_several: false }), "{text}");
        }
        for (text, tag) in [
            ("en", "en"),
            ("EN", "en"),
            ("en-US", "en-us"),
            ("pt_BR", "pt-br"),
            ("zh-Hans", "zh-hans"),
            ("gsw", "gsw"),
            ("no", "no"),
            ("so", "so"),
        ] {
            assert_eq!(language(text), Some(Language { tag: tag.into(), method: Asserted, is_one_of_several: false }), "{text}");
        }
        for text in ["Klingonish", "English!?", "mul", "und", "1", "", "All languages of the world"] {
            assert_eq!(language(text), None, "{text}");
        }
    }

    #[test]
    fn of_several_languages_the_first_is_taken() {
        for text in [
            "English; Spanish",
            "English, Spanish",
            "en/es",
            "English and Spanish",
            "inglés y español",
            "en|fr|de",
            "English; Klingonish",
            "English (eng) Spanish (spa)",
        ] {
            assert_eq!(language(text).map(|language| (language.tag, language.is_one_of_several)), Some(("en".into(), true)), "{text}");
        }
    }

    #[test]
    fn no_name_is_listed_for_two_languages() {
        let mut names: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.iter().all(|name| fold(name) == *name));
        assert!(names.iter().all(|name| name.len() <= LONGEST_NAME || !name.is_ascii()));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,40}") {
            if let Some(language) = language(&text) {
                prop_assert!(language.tag.len() >= 2);
            }
        }
    }
}
