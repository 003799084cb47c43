//! Acronyms in brackets at the end of names.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

use super::{plain_mark, tidy};

/// The longest name that is searched for an acronym, in bytes: what is longer is prose.
const LONGEST_NAME: usize = 1_000;

/// Returns the tidied name, and the acronym that stood in brackets at its end.
///
/// A bracket is an acronym when its letters are initials of the name's words in order: "Policy Research Associates (PRA)". Words may be
/// skipped. Lower-case letters may go on in the word just begun: "Department of Defense (`DoD`)". A word in
/// capitals may stand as a whole: "UK Research and Innovation (UKRI)". A last "s" may be a plural. Otherwise the bracket belongs to the name: "Ministry of
/// Health (UK)".
pub fn split_acronym(name: &str) -> (String, Option<String>) {
    let tidied = tidy(name);
    match split(&tidied) {
        Some((words, acronym)) => (words.to_owned(), Some(acronym.to_owned())),
        None => (tidied, None),
    }
}

/// As [`split_acronym`], of a tidied name; none when it has no acronym. The words are the beginning of the name.
pub(super) fn split(tidied: &str) -> Option<(&str, &str)> {
    bracket(tidied).filter(|(words, acronym)| stands_for(acronym, words))
}

/// Returns the text before the bracket at the end of a name, and the text in it.
fn bracket(name: &str) -> Option<(&str, &str)> {
    let pair = |(close, open): ([char; 2], [char; 2])| Some((name.strip_suffix(close)?, open));
    let (rest, open) = [([')', '）'], ['(', '（']), ([']', '］'], ['[', '［'])].into_iter().find_map(pair)?;
    let (words, acronym) = rest.rsplit_once(open)?;
    (name.len() <= LONGEST_NAME).then_some((words.trim_end(), acronym.trim()))
}

/// True when the letters of an acronym are initials of these words.
fn stands_for(acronym: &str, words: &str) -> bool {
    let is_allowed = |character: char| character.is_alphanumeric() || matches!(plain_mark(character), '.' | ' ' | '&' | '-');
    if !acronym.chars().all(is_allowed) {
        return false;
    }
    let letters: Vec<char> = acronym.chars().filter(|character| character.is_alphanumeric()).collect();
    // In a name that is in capitals as a whole, capitals make no word an acronym.
    let is_mixed = words.chars().any(char::is_lowercase);
    let parts = words.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<Word> = parts.map(|word| Word::new(word, is_mixed)).collect();
    let capital = letters.first().is_some_and(|letter| is_capital(*letter));
    capital && (spells(&letters, &words) || matches!(letters.as_slice(), [singular @ .., 's'] if spells(singular, &words)))
}

/// A word of a name.
struct Word {
    /// Its letters, in lower case and without accents.
    letters: Vec<char>,
    /// True when it is an acronym itself: two letters or more, none of them small, in a name that has small letters.
    is_acronym: bool,
}

impl Word {
    fn new(word: &str, is_mixed: bool) -> Self {
        let is_acronym = is_mixed && word.chars().nth(1).is_some() && word.starts_with(is_capital) && !word.contains(char::is_lowercase);
        Self { letters: word.chars().map(plain).collect(), is_acronym }
    }
}

/// True when letters are initials of words in order, of two words at least. Follows every way of reading them at once.
fn spells(letters: &[char], words: &[Word]) -> bool {
    let mut readings = vec![Reading { next: 0, rest: &[], is_acronym: false, goes_on: false, initials: 0 }];
    for letter in letters {
        let wanted = plain(*letter);
        let mut longer: Vec<Reading<'_>> = Vec::new();
        for reading in &readings {
            if let [first, rest @ ..] = reading.rest
                && (letter.is_lowercase() || reading.is_acronym)
                && *first == wanted
            {
                longer.push(Reading { rest, goes_on: reading.goes_on || !letter.is_lowercase(), ..*reading });
            }
        }
        // The reading that came this far with the fewest words decides which words may follow. The others only say how their last word
        // goes on.
        if let Some(from) = readings.iter().filter(|reading| reading.may_end()).min_by_key(|reading| reading.next) {
            for (place, word) in words.iter().enumerate().skip(from.next) {
                if let [first, rest @ ..] = word.letters.as_slice()
                    && *first == wanted
                {
                    let (is_acronym, initials) = (word.is_acronym, from.initials + 1);
                    longer.push(Reading { next: place + 1, rest, is_acronym, goes_on: false, initials });
                }
            }
        }
        readings = longer;
    }
    readings.iter().any(|reading| reading.may_end() && reading.initials >= 2)
}

/// One way of reading the letters of an acronym so far.
struct Reading<'a> {
    /// The first word that a further initial can belong to.
    next: usize,
    /// The letters of the word just begun that were not read yet.
    rest: &'a [char],
    /// True when the word just begun is an acronym itself.
    is_acronym: bool,
    /// True when capitals went on in the word just begun: then it is read to its end.
    goes_on: bool,
    /// The number of words that were begun.
    initials: usize,
}

impl Reading<'_> {
    /// False within an acronym of which more than the first letter was read.
    const fn may_end(&self) -> bool {
        !self.goes_on || self.rest.is_empty()
    }
}

/// True for a capital that case folding turns into another letter: what was folded has none.
fn is_capital(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_uppercase();
    }
    letter.is_uppercase() && std::iter::once(letter).default_case_fold().ne(std::iter::once(letter))
}

/// Returns a letter in lower case and without its accent.
fn plain(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let base = std::iter::once(letter).nfkd().next().unwrap_or(letter);
    base.to_lowercase().next().unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acronym(name: &str) -> Option<String> {
        split_acronym(name).1
    }

    #[test]
    fn initials_in_brackets_are_an_acronym() {
        for (name, short) in [
            ("Substance Abuse and Mental Health Services Administration (SAMHSA)", "SAMHSA"),
            ("Post-Crisis Assistance Program (PCAP)", "PCAP"),
            ("attention-deficit/hyperactivity disorder (ADHD)", "ADHD"),
            ("Policy Research Associates [P. R. A.]", "P. R. A."),
            ("National Association of Counties (NACo)", "NACo"),
            ("Department of Defense (DoD)", "DoD"),
            ("Center for Corrections Policy (CoP)", "CoP"),
            ("Crisis Intervention Teams (CITs)", "CITs"),
            ("École nationale d’administration (ENA)", "ENA"),
            ("U.S. Department of Health and Human Services (HHS)", "HHS"),
            ("Research and Development（R&D）", "R&D"),
            ("Research and Development（R&D)", "R&D"),
            ("UK Research and Innovation (UKRI)", "UKRI"),
            ("UK Research and Innovation［UKRI］", "UKRI"),
            ("NATO Research Organisation (NATO-RO)", "NATO-RO"),
            ("NATO Research Organisation (NRO)", "NRO"),
            ("WHO Regional Office for Europe (WHO Europe)", "WHO Europe"),
            ("National Institutes of Health, NIH HEAL Initiative (HEAL\u{2011}I)", "HEAL\u{2011}I"),
        ] {
            assert_eq!(acronym(name).as_deref(), Some(short), "{name}");
        }
        assert_eq!(split_acronym(" Policy  Research Associates (PRA) ").0, "Policy Research Associates");
    }

    #[test]
    fn other_brackets_belong_to_the_name() {
        for name in [
            "Ministry of Health (UK)",
            "Smith (editor)",
            "Smith (Smith)",
            "Peer support (2021)",
            "(PRA)",
            "Policy Research Associates (P)",
            "Policy Research Associates (pra)",
            "Policy Research Associates (ARP)",
            "Policy Research Associates PRA)",
            "Policy Research Associates ()",
            "UK Research and Innovation (UK)",
            "NATO Research Organisation (NATO)",
            "NATO Research Organisation (NATOX)",
            "MINISTRY OF HEALTH (MINH)",
            "Open Data Institute (OD/I)",
        ] {
            assert_eq!(split_acronym(name), (name.to_owned(), None));
        }
    }

    #[test]
    fn an_ambiguous_acronym_takes_no_time() {
        let name = format!("{} ({}B)", "a ".repeat(400), "A".repeat(180));
        assert_eq!(acronym(&name), None);
    }
}
