//! The forms of names and titles that 0.1 compared. Ids are made of them, and the records of older databases are kept under them.
//!
//! **Invariant:** what these functions return never changes. [`super::key`] may become better; ids stay.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// The longest name that is searched for an acronym, in bytes.
const LONGEST_NAME: usize = 1_000;

/// Returns the text trimmed, with every run of blanks as one space, without invisible characters.
fn tidy(text: &str) -> String {
    if super::is_tidy(text.as_bytes()) {
        return text.to_owned();
    }
    let mut tidied = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars() {
        if character.is_whitespace() {
            gap = true;
        } else if !is_invisible(character) {
            if gap && !tidied.is_empty() {
                tidied.push(' ');
            }
            gap = false;
            tidied.push(character);
        }
    }
    tidied
}

/// True for control characters, the soft hyphen, joiners, direction marks and the byte order mark.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Returns the form in which 0.1 compared titles: tidied, in Unicode NFKC, case folded.
pub fn fold(text: &str) -> String {
    let mut tidied = tidy(text);
    if tidied.is_ascii() {
        tidied.make_ascii_lowercase();
        return tidied;
    }
    // Folding can undo the normal form and the normal form can undo folding, hence the second round (Unicode, section 3.13, D147).
    let folded: String = tidied.nfd().default_case_fold().nfkd().default_case_fold().nfkc().collect();
    tidy(&folded)
}

/// Returns the form in which 0.1 compared names: [`fold`], without a leading "the " and without a bracketed acronym at the end.
pub fn key(name: &str) -> String {
    let mut name = tidy(name);
    while let (shorter, Some(_)) = split_acronym(&name) {
        name = shorter;
    }
    let folded = fold(&name);
    let mut key = folded.as_str();
    while let Some(rest) = key.strip_prefix("the ") {
        key = rest;
    }
    key.to_owned()
}

/// Returns the tidied name, and the acronym that stood in brackets at its end.
pub(super) fn split_acronym(name: &str) -> (String, Option<String>) {
    let tidied = tidy(name);
    match bracket(&tidied).filter(|(words, acronym)| stands_for(acronym, words)) {
        Some((words, acronym)) => (words.to_owned(), Some(acronym.to_owned())),
        None => (tidied, None),
    }
}

/// Returns the text before the bracket at the end of a name, and the text in it.
fn bracket(name: &str) -> Option<(&str, &str)> {
    let (rest, open) =
        [(')', '('), (']', '['), ('）', '（')].into_iter().find_map(|(close, open)| Some((name.strip_suffix(close)?, open)))?;
    let (words, acronym) = rest.rsplit_once(open)?;
    (name.len() <= LONGEST_NAME).then_some((words.trim_end(), acronym.trim()))
}

/// True when the letters of an acronym are initials of these words.
fn stands_for(acronym: &str, words: &str) -> bool {
    if !acronym.chars().all(|character| character.is_alphanumeric() || matches!(character, '.' | ' ' | '&')) {
        return false;
    }
    let letters: Vec<char> = acronym.chars().filter(|character| character.is_alphanumeric()).collect();
    let words: Vec<Vec<char>> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| word.chars().map(plain).collect()).collect();
    let capital = letters.first().is_some_and(|letter| is_capital(*letter));
    capital && (spells(&letters, &words) || matches!(letters.as_slice(), [singular @ .., 's'] if spells(singular, &words)))
}

/// True when letters are initials of words in order, of two words at least. Follows every way of reading them at once.
fn spells(letters: &[char], words: &[Vec<char>]) -> bool {
    let mut readings = vec![Reading { next: 0, rest: &[], initials: 0 }];
    for letter in letters {
        let wanted = plain(*letter);
        let mut longer: Vec<Reading<'_>> = Vec::new();
        for reading in &readings {
            if let [first, rest @ ..] = reading.rest
                && letter.is_lowercase()
                && *first == wanted
            {
                longer.push(Reading { rest, ..*reading });
            }
        }
        // Which reading came this far with the fewest words decides what may follow; the others only say how their last word goes on.
        let Some(from) = readings.iter().min_by_key(|reading| reading.next) else { return false };
        for (place, word) in words.iter().enumerate().skip(from.next) {
            if let [first, rest @ ..] = word.as_slice()
                && *first == wanted
            {
                longer.push(Reading { next: place + 1, rest, initials: from.initials + 1 });
            }
        }
        readings = longer;
    }
    readings.iter().any(|reading| reading.initials >= 2)
}

/// One way of reading the letters of an acronym so far.
struct Reading<'a> {
    /// The first word that a further initial can belong to.
    next: usize,
    /// The letters of the word just begun that were not read yet.
    rest: &'a [char],
    /// The number of words that were begun.
    initials: usize,
}

/// True for a capital that case folding turns into another letter.
fn is_capital(letter: char) -> bool {
    letter.is_uppercase() && std::iter::once(letter).default_case_fold().ne(std::iter::once(letter))
}

/// Returns a letter in lower case and without its accent.
fn plain(letter: char) -> char {
    let base = std::iter::once(letter).nfkd().next().unwrap_or(letter);
    base.to_lowercase().next().unwrap_or(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_the_first_version() {
        for (name, wanted) in [
            ("The Policy Research  Associates (PRA)", "policy research associates"),
            ("Policy Research, Inc.", "policy research, inc."),
            ("King’s College Hill", "king’s college hill"),
            ("King's College Hill", "king's college hill"),
            ("UK Research and Innovation (UKRI)", "uk research and innovation (ukri)"),
            ("UK Research and Innovation（UKRI）", "uk research and innovation(ukri)"),
            ("Ministry of Health (UK)", "ministry of health (uk)"),
            ("ＦＡＣＴ Straße – ﬁle", "fact strasse – file"),
            ("پایگاه\u{200c}داده", "پایگاهداده"),
            ("ශ්\u{200d}රී", "ශ්රී"),
            ("Post\u{2011}Crisis\u{a0}Assistance", "post\u{2010}crisis assistance"),
            ("Ninna nanna ´ `", "ninna nanna \u{301} `"),
            ("the The", "the"),
        ] {
            assert_eq!(key(name), wanted, "{name}");
        }
    }
}
