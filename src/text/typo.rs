//! Typing errors: a letter too many, one missing, one wrong, or two neighbours swapped.

use std::cmp::Reverse;

use tantivy::schema::Field;

use super::TextError;
use super::searcher::Searcher;

/// The shortest word that may have one error, and the shortest that may have two, in characters.
const ONE: usize = 4;
const TWO: usize = 8;

/// A word that could be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) errors: usize,
    /// The word, without the mark that its terms begin with.
    pub(super) word: String,
}

/// Returns the number of errors that a word of this length is forgiven.
pub(super) const fn forgiven(length: usize) -> usize {
    match length {
        0..ONE => 0,
        ONE..TWO => 1,
        _ => 2,
    }
}

/// Returns the number of errors that lead from what was typed to a word, if they are `most` at most. What `is_open` may go on: the word
/// need only begin so.
pub(super) fn errors(typed: &[char], word: &[char], most: usize, is_open: bool) -> Option<usize> {
    let same = typed.iter().zip(word).take_while(|(one, other)| one == other).count();
    let (typed, word) = (typed.get(same..).unwrap_or_default(), word.get(same..).unwrap_or_default());
    if typed.is_empty() && (is_open || word.is_empty()) {
        return Some(0);
    }
    let left = most.checked_sub(1)?;
    let (typed_on, word_on) = (typed.get(1..), word.get(1..));
    let swapped = match (typed, word) {
        ([a, b, typed @ ..], [c, d, word @ ..]) if a == d && b == c => Some((typed, word)),
        _ => None,
    };
    let ways = [typed_on.zip(word_on), typed_on.map(|typed| (typed, word)), word_on.map(|word| (typed, word)), swapped];
    let fewest = ways.into_iter().flatten().filter_map(|(typed, word)| errors(typed, word, left, is_open)).min();
    fewest.map(|errors| errors + 1)
}

impl Searcher {
    /// Returns the words that could be meant by a word, those with the fewest errors first, then the most frequent. The first letter must be
    /// right. `mark` is what the terms of such words begin with in a field.
    ///
    /// Looks at all words with this first letter.
    pub(super) fn near(&self, field: Field, mark: &str, typed: &str, most: usize, is_open: bool) -> Result<Vec<Near>, TextError> {
        let letters: Vec<char> = typed.chars().collect();
        let Some(first) = letters.first() else { return Ok(Vec::new()) };
        let (from, to) = (format!("{mark}{first}"), format!("{mark}{first}\u{10ffff}"));
        let mut found: Vec<(Near, u32)> = Vec::new();
        let mut word: Vec<char> = Vec::new();
        for (segment, _) in self.segments() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().range().ge(from.as_bytes()).lt(to.as_bytes()).into_stream()?;
            while let Some((term, information)) = terms.next() {
                let text = term.get(mark.len()..).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or_default();
                word.clear();
                word.extend(text.chars());
                if !is_open && word.len().abs_diff(letters.len()) > most {
                    continue;
                }
                if let Some(errors) = errors(&letters, &word, most, is_open) {
                    found.push((Near { errors, word: text.to_owned() }, information.doc_freq));
                }
            }
        }
        found.sort_unstable_by(|(one, _), (other, _)| (one.errors, &one.word).cmp(&(other.errors, &other.word)));
        found.dedup_by(|(next, frequency), (near, sum)| {
            let is_same = next.word == near.word;
            *sum += if is_same { *frequency } else { 0 };
            is_same
        });
        found.sort_by_key(|(near, frequency)| (near.errors, Reverse(*frequency)));
        Ok(found.into_iter().map(|(near, _)| near).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(typed: &str, word: &str, most: usize, is_open: bool) -> Option<usize> {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        errors(&letters(typed), &letters(word), most, is_open)
    }

    #[test]
    fn one_mistake_is_near() {
        assert_eq!(told("crisis", "crisis", 1, false), Some(0));
        for near in ["criss", "crisiss", "crisys", "cirsis", "crissi", "risis"] {
            assert_eq!(told(near, "crisis", 1, false), Some(1), "{near}");
        }
        for far in ["crs", "crises2", "cricket", "isis", "", "ricsis"] {
            assert_eq!(told(far, "crisis", 1, false), None, "{far}");
        }
    }

    #[test]
    fn long_words_are_forgiven_more() {
        assert_eq!([3, 4, 7, 8, 20].map(forgiven), [0, 1, 1, 2, 2]);
        assert_eq!(told("interventoin", "intervention", 2, false), Some(1));
        assert_eq!(told("intrvetnion", "intervention", 2, false), Some(2));
        assert_eq!(told("intrvetnino", "intervention", 2, false), None);
        assert_eq!(told("intrev", "intervention", 1, true), Some(1));
        assert_eq!(told("intrev", "intervention", 2, false), None);
    }

    /// The table of all beginnings, as textbooks have it (optimal string alignment).
    fn slowly(typed: &[char], word: &[char], is_open: bool) -> usize {
        let mut table = vec![vec![0; word.len() + 1]; typed.len() + 1];
        for i in 0..=typed.len() {
            for j in 0..=word.len() {
                table[i][j] = match (i, j) {
                    (0, _) | (_, 0) => i + j,
                    _ => {
                        let wrong = usize::from(typed[i - 1] != word[j - 1]);
                        let mut fewest = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + wrong);
                        if i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1] {
                            fewest = fewest.min(table[i - 2][j - 2] + 1);
                        }
                        fewest
                    }
                };
            }
        }
        let last = &table[typed.len()];
        if is_open { last.iter().copied().min().unwrap() } else { last[word.len()] }
    }

    proptest! {
        #[test]
        fn errors_are_as_many_as_the_table_says(typed in "[abc]{0,9}", word in "[abc]{0,9}", most in 0..3_usize, is_open: bool) {
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            let wanted = Some(slowly(&letters(&typed), &letters(&word), is_open)).filter(|errors| *errors <= most);
            prop_assert_eq!(told(&typed, &word, most, is_open), wanted);
        }
    }
}
