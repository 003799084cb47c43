//! Characters that fold to one character each, whatever stands around them: most texts have no others.

use std::sync::atomic::{AtomicU32, Ordering};

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{fold_marked, is_attached, is_invisible};

/// The characters before this one are looked up; ideographs and Hangul syllables, which stand far behind, have no cases.
const END: usize = 0x3100;
/// Nothing is known of a character yet.
const UNKNOWN: u32 = 0;
/// A character folds to several ones, or may join the one before it. No character is so high.
const JOINS: u32 = u32::MAX;

/// The characters that these fold to, as far as texts had them.
static FOLDED: [AtomicU32; END] = [const { AtomicU32::new(UNKNOWN) }; END];

/// The character that this one folds to in any text; none where that depends on its neighbours, or is not known to be so.
pub(super) fn folded(character: char) -> Option<char> {
    match character {
        '`' => Some('\''),
        '\0'..='\x7f' => Some(character.to_ascii_lowercase()),
        '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Some(character),
        _ => {
            let known = FOLDED.get(u32::from(character) as usize)?;
            if known.load(Ordering::Relaxed) == UNKNOWN {
                known.store(alone(character).map_or(JOINS, u32::from), Ordering::Relaxed);
            }
            char::from_u32(known.load(Ordering::Relaxed))
        }
    }
}

/// The one character that this one folds to, when both leave their neighbours alone.
fn alone(character: char) -> Option<char> {
    if !is_apart(character) || is_attached(character) || is_invisible(character) || character.is_whitespace() {
        return None;
    }
    let folded = fold_marked(&format!("a{character}a"));
    let mut characters = folded.strip_prefix('a')?.strip_suffix('a')?.chars();
    let first = characters.next().filter(|_| characters.next().is_none())?;
    let is_alone = is_apart(first) && std::iter::once(first).nfkd().next().is_some_and(is_apart);
    is_alone.then_some(first)
}

/// Returns true when a character never joins the one before it.
fn is_apart(character: char) -> bool {
    canonical_combining_class(character) == 0
        && !is_combining_mark(character)
        && is_nfc_quick(std::iter::once(character)) != IsNormalized::Maybe
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn most_letters_fold_by_themselves() {
        for (letter, form) in
            [('É', Some('é')), ('ñ', Some('ñ')), ('’', Some('\'')), ('Я', Some('я')), ('湿', Some('湿')), ('の', Some('の'))]
        {
            assert_eq!(folded(letter), form, "{letter}");
            assert_eq!(folded(letter), form, "{letter}");
        }
        for letter in ['ß', '\u{301}', 'İ', '\u{1161}', '\u{3099}', '\u{ad}', '…', '\u{1f600}'] {
            assert_eq!(folded(letter), None, "{letter}");
        }
    }

    #[test]
    fn a_character_folds_as_in_a_text() {
        for character in '\0'..='\u{ffff}' {
            let text = format!("A{character}e");
            if let Some(folded) = folded(character).filter(|_| super::super::tidy(&text) == text) {
                assert_eq!(fold_marked(&text), format!("a{folded}e"), "U+{:04X}", u32::from(character));
            }
        }
    }

    proptest! {
        #[test]
        fn texts_of_such_characters_fold_one_by_one(text in "([\u{20}-\u{17f}]|[\u{370}-\u{3100}]|[a-zA-Zé ]|[가-힣]|[一-龥]){1,12}") {
            let text = super::super::tidy(&text);
            if let Some(one_by_one) = text.chars().map(folded).collect::<Option<String>>() {
                prop_assert_eq!(one_by_one, fold_marked(&text));
            }
        }
    }
}
