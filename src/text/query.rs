//! The language of searches: words, `"phrases"`, `-words` that must not occur, and beginnings of words with a `*`.
//!
//! No text is an error. A part that follows no rule is a word.

use super::analysis::{Stems, words};

/// The longest text that is read, in bytes.
const LONGEST: usize = 1_000;

/// The most words and phrases that are read.
const MOST: usize = 32;

/// A thing that a text must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Need {
    /// A word, in any form.
    Word {
        /// The typed word, folded.
        folded: String,
        /// Its stem.
        stem: String,
    },
    /// A word with this beginning, folded.
    Prefix(String),
    /// Stems of words that are next to each other, in this order. There are at least two.
    Phrase(Vec<String>),
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) need: Need,
    /// True when a text must not have it.
    pub(super) is_excluded: bool,
}

/// Reads a search. The result is empty when the text has no word.
pub(super) fn parse(text: &str, stems: &mut Stems) -> Vec<Clause> {
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
    let mut clauses = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && clauses.len() < MOST {
        let (is_excluded, after) = match rest.strip_prefix('-') {
            Some(after) if after.starts_with(|character: char| !character.is_whitespace()) => (true, after),
            _ => (false, rest),
        };
        let is_quoted = after.starts_with(is_quote);
        let after = if is_quoted { after.trim_start_matches(is_quote) } else { after };
        let end =
            if is_quoted { after.find(is_quote) } else { after.find(|character: char| character.is_whitespace() || is_quote(character)) };
        let (part, left) = after.split_at(end.unwrap_or(after.len()));
        for need in needs(part, is_quoted, stems) {
            clauses.push(Clause { need, is_excluded });
        }
        let left = if is_quoted { left.strip_prefix(is_quote).unwrap_or(left) } else { left };
        rest = left.trim_start();
    }
    clauses.truncate(MOST);
    clauses
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Returns the needs of one part of a search.
fn needs(part: &str, is_quoted: bool, stems: &mut Stems) -> Vec<Need> {
    let mut folded: Vec<String> = words(part).map(|word| word.folded).collect();
    let is_open = !is_quoted && part.ends_with('*');
    let beginning = if is_open { folded.pop() } else { None };
    let whole = match folded.as_slice() {
        [] => None,
        [_] => folded.pop().map(|folded| Need::Word { stem: stems.stem(&folded).to_owned(), folded }),
        words => Some(Need::Phrase(words.iter().map(|word| stems.stem(word).to_owned()).collect())),
    };
    whole.into_iter().chain(beginning.map(Need::Prefix)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> Vec<String> {
        let tell = |clause: Clause| {
            let sign = if clause.is_excluded { "-" } else { "" };
            match clause.need {
                Need::Word { stem, .. } => format!("{sign}{stem}"),
                Need::Prefix(prefix) => format!("{sign}{prefix}*"),
                Need::Phrase(words) => format!("{sign}\"{}\"", words.join(" ")),
            }
        };
        parse(text, &mut Stems::new()).into_iter().map(tell).collect()
    }

    #[test]
    fn words_phrases_exclusions_and_beginnings_are_told_apart() {
        assert_eq!(told("Crises  children's"), ["crisi", "child"]);
        assert_eq!(told("\"peer support\" -police"), ["\"peer support\"", "-polic"]);
        assert_eq!(told("peer-support inter*"), ["\"peer support\"", "inter*"]);
        assert_eq!(told("-\"crisis team\" “lived experience”"), ["-\"crisi team\"", "\"live experi\""]);
        assert_eq!(told("U.S. naïve"), ["us", "naiv"]);
        assert_eq!(told("北京"), ["\"北 京\""]);
        assert_eq!(told("one\"two three"), ["one", "\"two three\""]);
        assert_eq!(told("\"one\""), ["one"]);
    }

    #[test]
    fn without_a_word_nothing_is_asked() {
        for text in ["", "  ", "-", "\"", "\"\"", "***", "?!", "- -", "\"-\" *"] {
            assert_eq!(told(text), Vec::<String>::new(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_means_something(text in "\\PC{0,80}|[-\"* a-c:()^~+?\\\\/]{0,40}") {
            let clauses = parse(&text, &mut Stems::new());
            prop_assert!(clauses.len() <= MOST);
            for clause in clauses {
                let is_empty = match clause.need {
                    Need::Word { stem, folded } => stem.is_empty() || folded.is_empty(),
                    Need::Prefix(prefix) => prefix.is_empty(),
                    Need::Phrase(words) => words.len() < 2 || words.iter().any(String::is_empty),
                };
                prop_assert!(!is_empty);
            }
        }
    }
}
