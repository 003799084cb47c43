//! The order of titles, names and labels, the same on every database.
//!
//! Two texts compare by their weights: case and diacritical marks folded (Unicode NFKD and full case folding), leading characters that
//! are neither letters nor digits ignored, runs of digits by their value ("Intercept 2" before "Intercept 10"), everything else by
//! code point. Texts of equal weights compare as they are written, so that only equal texts are equal.

use std::borrow::Cow;
use std::cmp::Ordering;

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// A text with its weights at hand, to be compared with many others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    // The order of the fields is the order of comparison.
    weights: Box<[u8]>,
    raw: Box<str>,
}

impl Text {
    pub(super) fn new(raw: &str) -> Self {
        Self { weights: weights(&folded(raw)).collect(), raw: raw.into() }
    }

    pub(super) fn raw(&self) -> &str {
        &self.raw
    }

    /// Compares another text with this one: `Less` when the other comes first.
    pub(super) fn place_of(&self, other: &str) -> Ordering {
        self.weight_of(other).then_with(|| other.cmp(&self.raw))
    }

    /// Compares the weights of another text with those of this one.
    pub(super) fn weight_of(&self, other: &str) -> Ordering {
        weights(&folded(other)).cmp(self.weights.iter().copied())
    }
}

/// Orders nodes by text, then by id.
pub(super) fn sort<'a, I: Ord>(nodes: Vec<u32>, text: impl Fn(u32) -> &'a str, id: impl Fn(u32) -> I) -> Vec<u32> {
    struct Item {
        /// The first weights: they settle most comparisons without a look at the rest.
        first: u128,
        start: usize,
        end: usize,
        node: u32,
    }
    let mut all = Vec::new();
    let item = |node| {
        let start = all.len();
        all.extend(weights(&folded(text(node))));
        let first =
            all.iter().skip(start).copied().chain(std::iter::repeat(0)).take(16).fold(0, |sum, weight| sum << 8 | u128::from(weight));
        Item { first, start, end: all.len(), node }
    };
    let mut items: Vec<Item> = nodes.into_iter().map(item).collect();
    let rest = |item: &Item| all.get(item.start..item.end);
    items.sort_unstable_by(|a, b| {
        let texts = || text(a.node).cmp(text(b.node));
        a.first.cmp(&b.first).then_with(|| rest(a).cmp(&rest(b))).then_with(texts).then_with(|| id(a.node).cmp(&id(b.node)))
    });
    items.into_iter().map(|item| item.node).collect()
}

/// The text without what comparison ignores; ASCII stays as it is, since [`weights`] folds its case.
fn folded(text: &str) -> Cow<'_, str> {
    let is_mark = |character: &char| matches!(character, '\u{300}'..='\u{36f}');
    // Neither do the dashes and quotation marks of good typography change.
    let is_plain = |character: char| character.is_ascii() || matches!(character, '\u{2012}'..='\u{2015}' | '\u{2018}'..='\u{201f}');
    let folded = if text.is_ascii() || text.chars().all(is_plain) {
        Cow::Borrowed(text)
    } else {
        // Folding can undo the normal form, hence the second round.
        Cow::Owned(text.nfkd().default_case_fold().nfkd().filter(|character| !is_mark(character)).collect())
    };
    let is_leading = |character: char| !character.is_alphanumeric();
    match folded {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_start_matches(is_leading)),
        Cow::Owned(text) if text.starts_with(is_leading) => Cow::Owned(text.trim_start_matches(is_leading).to_owned()),
        Cow::Owned(text) => Cow::Owned(text),
    }
}

/// The weights of a folded text, computed as they are asked for.
fn weights(folded: &str) -> Weights<'_> {
    Weights { rest: folded.as_bytes(), length: None, digits: 0 }
}

/// A run of digits weighs as `0`, the number of its significant digits, and these digits; every other byte as itself.
struct Weights<'a> {
    rest: &'a [u8],
    /// The number of digits that are still to be told, in base 255 with one weight of 255 for each that is full.
    length: Option<usize>,
    /// The number of digits of the run that are still to come.
    digits: usize,
}

impl Iterator for Weights<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if let Some(length) = self.length {
            self.length = length.checked_sub(255);
            return Some(length.min(255) as u8);
        }
        let (first, rest) = self.rest.split_first()?;
        if self.digits > 0 {
            self.digits -= 1;
        } else if first.is_ascii_digit() {
            let zeros = self.rest.iter().take_while(|byte| **byte == b'0').count();
            self.rest = self.rest.get(zeros..).unwrap_or_default();
            self.digits = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.length = Some(self.digits);
            return Some(b'0');
        }
        self.rest = rest;
        Some(first.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compare(a: &str, b: &str) -> Ordering {
        Text::new(b).place_of(a)
    }

    #[test]
    fn texts_stand_in_this_order() {
        let ordered = [
            "", "!?", "007", "7", "“8 Principles”", "(10 Steps)", "A b", "Ab", "Äb", "abc", "éclair", "Intercept 2", "intercept 02 again",
            "Intercept 10", "Intercept 10 x", "“Peer Support", "peer support 1", "“Peer Support”", "Strasse", "Straße", "Ωmega", "北京",
        ];
        for (place, a) in ordered.iter().enumerate() {
            for (other, b) in ordered.iter().enumerate() {
                assert_eq!(compare(a, b), place.cmp(&other), "{a} {b}");
            }
        }
    }

    #[test]
    fn numbers_of_any_length_compare_by_value() {
        for (short, long) in [(254, 255), (255, 256), (509, 510), (510, 511), (2, 3_000)] {
            assert_eq!(compare(&"9".repeat(short), &"1".repeat(long)), Ordering::Less);
        }
    }

    proptest! {
        #[test]
        fn the_order_is_total_and_sorting_follows_it(texts in prop::collection::vec("[ab0-2Ä\"é. ]{0,5}|\\PC{0,4}", 3)) {
            let [a, b, c] = [&texts[0], &texts[1], &texts[2]];
            prop_assert_eq!(compare(a, b), compare(b, a).reverse());
            prop_assert_eq!(compare(a, b).is_eq(), a == b);
            prop_assert_eq!(compare(a, b), Text::new(a).cmp(&Text::new(b)));
            if compare(a, b).is_le() && compare(b, c).is_le() {
                prop_assert!(compare(a, c).is_le());
            }
            let sorted = sort(vec![0, 1, 2], |node| texts[node as usize].as_str(), |node| node);
            prop_assert!(sorted.is_sorted_by(|a, b| compare(&texts[*a as usize], &texts[*b as usize]).then(a.cmp(b)).is_lt()));
        }
    }
}
