//! The words for what a resource is.

use std::sync::LazyLock;

use entity::vocabulary::{ProvenanceMethod, ResourceFormat};
use rustc_hash::FxHashMap;

use super::words::{Beginnings, FORMATS, KINDS, holds, meanings};
use crate::name::fold;

/// Every word for a format.
static WORDS: LazyLock<FxHashMap<&str, ResourceFormat>> = LazyLock::new(|| meanings(FORMATS));
/// The beginnings of every word for a format, and for another kind of resource.
static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(WORDS.keys().chain(KINDS).copied()));

/// Words for what a size or a length is counted in.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "cm", "mm", "in", "p", "pp", "pg", "page", "pages", "pag", "pagg", "pág", "págs", "páginas", "pagine", "pagina's", "blz", "s", "seiten", "f", "ff", "bl", "hojas",
    "folhas", "vol", "vols", "min", "mn", "minutes", "minutos", "minuti", "minuten", "h", "hr", "hrs", "heures", "horas", "ore", "stunden", "uur", "sec", "kb", "mb", "gb",
];

/// The format that these words are.
pub(in crate::format) fn format(words: &str) -> Option<ResourceFormat> {
    if !BEGINNINGS.may_begin(words) {
        return None;
    }
    let folded = fold(words);
    let found = |words: &str| WORDS.get(words).copied();
    found(&folded).or_else(|| folded.contains(['-', '_']).then(|| found(&folded.replace(['-', '_'], " "))).flatten())
}

/// Returns true when these words name a format, or another kind of resource, and nothing else.
pub(in crate::format) fn is_kind(words: &str) -> bool {
    const LONGEST: usize = 40;
    words.len() <= LONGEST && BEGINNINGS.may_begin(words) && (format(words).is_some() || holds(KINDS, &fold(words)))
}

/// The format that these words end with, and the words for it: as many of them as name one.
pub(in crate::format) fn last_format(words: &str) -> Option<(ResourceFormat, &str)> {
    let starts = std::iter::once(0).chain(words.match_indices(' ').map(|(at, _)| at + 1));
    let last_two = words.match_indices(' ').rev().nth(1).map_or(0, |(at, _)| at + 1);
    starts.filter(|&start| start >= last_two).find_map(|start| {
        let word = words.get(start..)?;
        Some((format(word)?, word))
    })
}

/// Returns true when these words are the size or the length of a thing, and no format: "24 cm", "120 p.", "1 h 20 min".
pub(in crate::format) fn is_extent(words: &str) -> bool {
    if !words.starts_with(|first: char| first.is_ascii_digit()) || words.len() > 40 {
        return false;
    }
    let (mut units, mut others) = (0, 0);
    for word in words.split([' ', ';', ',', '+']).filter(|word| !word.is_empty()) {
        let unit = word.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | '×' | '-' | '–' | '/'));
        match fold(unit.trim_end_matches('.')).as_str() {
            "" | "x" => {}
            unit if holds(UNITS, unit) => units += 1,
            _ => others += 1,
        }
    }
    units > 0 && others == 0
}

/// The format that these words are or end with; `Other` for words that name none.
pub(in crate::format) fn labelled_format(text: &str) -> (ResourceFormat, ProvenanceMethod) {
    match (format(text), last_format(text)) {
        (Some(format), _) => (format, ProvenanceMethod::Asserted),
        (None, Some((format, _))) => (format, ProvenanceMethod::Normalized),
        (None, None) => (ResourceFormat::Other, ProvenanceMethod::Asserted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProvenanceMethod::{Asserted, Normalized};

    #[test]
    fn formats_are_read_by_their_words() {
        assert_eq!(labelled_format("FACT SHEET"), (ResourceFormat::FactSheet, Asserted));
        assert_eq!(labelled_format("Training toolkit"), (ResourceFormat::Toolkit, Normalized));
        assert_eq!(labelled_format("fact-sheet"), (ResourceFormat::FactSheet, Asserted));
        assert_eq!(labelled_format("WHITE_PAPER"), (ResourceFormat::Paper, Asserted));
        for (words, format) in [
            ("Bericht", ResourceFormat::Report),
            ("Faltblatt", ResourceFormat::FactSheet),
            ("Vortrag", ResourceFormat::Presentation),
            ("Informe", ResourceFormat::Report),
            ("Guía", ResourceFormat::Guide),
            ("Ficha técnica", ResourceFormat::FactSheet),
            ("Seminario web", ResourceFormat::Webinar),
            ("Jeu de données", ResourceFormat::Dataset),
            ("Apresentação", ResourceFormat::Presentation),
            ("Scheda", ResourceFormat::FactSheet),
            ("Handleiding", ResourceFormat::Guide),
            ("Vídeo", ResourceFormat::Other),
            ("Jahresbericht", ResourceFormat::Report),
            ("Boîte à outils", ResourceFormat::Toolkit),
            ("Artigo", ResourceFormat::Paper),
        ] {
            assert_eq!(labelled_format(words), (format, Asserted), "{words}");
        }
        assert_eq!(labelled_format("PDF"), (ResourceFormat::Other, Asserted));
    }

    #[test]
    fn an_extent_is_no_format() {
        for words in ["24 cm", "120 p.", "45 min", "1 h 20 min", "24 x 30 cm", "212 Seiten", "120 p. ; 24 cm", "2.3 MB", "52 mn"] {
            assert!(is_extent(words), "{words}");
        }
        for words in ["Report", "24", "1 DVD", "3 reports", "16 mm film", "2020", ""] {
            assert!(!is_extent(words), "{words}");
        }
    }
}
