//! One name of a list as it is printed, and what comes off it: footnote marks, ORCID iDs, e-mail addresses, affiliations.

use entity::vocabulary::IdentifierScheme;

use super::{
    roles::role,
    words::{AND_OTHERS, CONJUNCTIONS, OTHERS, holds},
};
use crate::identifier::Identifier;

/// The sign between a name and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// A comma, or the beginning of the list.
    Comma,
    /// "and".
    And,
}

/// A name, or a part of one, between commas and "and".
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) joint: Joint,
    /// As it is printed.
    pub(super) printed: String,
    /// Without what does not belong to a name.
    pub(super) name: String,
    pub(super) orcid: Option<Identifier>,
    /// An ORCID iD whose checksum is wrong, as it is printed.
    pub(super) bad_orcid: Option<String>,
}

/// The pieces of an item.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) all: Vec<Piece>,
    /// True when the list says that it leaves persons out: "et al."
    pub(super) others: bool,
}

impl Pieces {
    /// Parts an item at commas and conjunctions that stand in no brackets.
    pub(super) fn of(text: &str) -> Self {
        let (text, others) = without_others(without_by(text));
        // Most names have one piece.
        let mut pieces = Self { all: Vec::with_capacity(1), others };
        let mut behind_role = false;
        for (joint, printed) in parted(text) {
            let bare = printed.trim_end_matches(['.', ']', ')']);
            if holds(OTHERS, bare) {
                pieces.others = true;
                continue;
            }
            behind_role = (joint == Joint::Comma || behind_role) && !pieces.all.is_empty() && role(printed).is_some();
            if behind_role {
                continue;
            }
            let piece = Piece::read(joint, printed);
            match pieces.all.last_mut() {
                // What holds no name belongs to the name before it.
                Some(last) if piece.name.is_empty() => {
                    last.orcid = last.orcid.take().or(piece.orcid);
                    last.bad_orcid = last.bad_orcid.take().or(piece.bad_orcid);
                }
                _ if piece.name.is_empty() => {}
                _ => pieces.all.push(piece),
            }
        }
        pieces
    }
}

impl Piece {
    fn read(joint: Joint, printed: &str) -> Self {
        let mut piece = Self { joint, printed: printed.to_owned(), name: printed.to_owned(), orcid: None, bad_orcid: None };
        piece.take_orcid();
        piece.name = without_address(&piece.name);
        let mut name = without_marks(&piece.name);
        while let Some(shorter) = without_bracket(name) {
            name = without_marks(shorter);
        }
        piece.name = name.to_owned();
        piece
    }

    /// Takes an ORCID iD out of the name, with its label and brackets.
    fn take_orcid(&mut self) {
        let Some((start, end)) = orcid_place(&self.name) else { return };
        let digits = self.name.get(start..end).unwrap_or_default().to_owned();
        let mut before = self.name.get(..start).unwrap_or_default().trim_end();
        for label in ["https://orcid.org/", "http://orcid.org/", "orcid.org/", ":", "orcid id", "orcid"] {
            let at = before.len().saturating_sub(label.len());
            if before.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(label)) {
                before = before.get(..at).unwrap_or_default().trim_end();
            }
        }
        let before = before.trim_end_matches(['(', '[', '<', ' ', ',']);
        let after = self.name.get(end..).unwrap_or_default().trim_start_matches([')', ']', '>', '/', ' ', ',']);
        let name = if before.is_empty() || after.is_empty() { format!("{before}{after}") } else { format!("{before} {after}") };
        match Identifier::parse(IdentifierScheme::Orcid, &digits) {
            Some(orcid) => self.orcid = Some(orcid),
            None => self.bad_orcid = Some(digits),
        }
        self.name = name;
    }
}

/// Returns the place of sixteen digits in groups of four.
fn orcid_place(text: &str) -> Option<(usize, usize)> {
    const LENGTH: usize = 19;
    let bytes = text.as_bytes();
    let fits = |window: &[u8]| {
        window.iter().enumerate().all(|(at, byte)| match at {
            4 | 9 | 14 => *byte == b'-',
            18 => byte.is_ascii_digit() || matches!(byte, b'X' | b'x'),
            _ => byte.is_ascii_digit(),
        })
    };
    let start = bytes.windows(LENGTH).position(fits)?;
    Some((start, start + LENGTH))
}

/// The pieces between commas and conjunctions, each with what stands before it. A comma parts before a blank or a letter.
fn parted(text: &str) -> Vec<(Joint, &str)> {
    let mut pieces = Vec::new();
    let mut depth = 0_usize;
    let (mut start, mut joint) = (0, Joint::Comma);
    let mut word = 0;
    let balanced = text.matches(['(', '[', '（']).count() == text.matches([')', ']', '）']).count();
    let mut push = |joint, start: usize, end: usize| pieces.push((joint, text.get(start..end).unwrap_or_default().trim()));
    for (at, character) in text.char_indices() {
        let next = at + character.len_utf8();
        match character {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 && balanced => {}
            ',' | '，' | '、' | '،' => {
                let follower = text.get(next..).and_then(|rest| rest.chars().next());
                // A small letter directly behind a comma is the mark of a footnote: "Jane Roe a,b".
                if character != ','
                    || follower.is_none_or(|follower| follower == ' ' || (follower.is_alphabetic() && !follower.is_lowercase()))
                {
                    push(joint, start, at);
                    (start, joint) = (next, Joint::Comma);
                }
                word = next;
            }
            ' ' => {
                if is_conjunction(text.get(word..at).unwrap_or_default()) {
                    // Nothing stands between a comma and the "and" behind it.
                    push(joint, start, word);
                    (start, joint) = (next, Joint::And);
                }
                word = next;
            }
            _ => {}
        }
    }
    push(joint, start, text.len());
    pieces.retain(|(_, piece)| !piece.is_empty());
    pieces
}

/// True when a word joins names. A single letter in capitals is an initial.
pub(super) fn is_conjunction(word: &str) -> bool {
    let is_short = word.len() <= CONJUNCTIONS.longest();
    is_short && (CONJUNCTIONS.hold(word) || (word.chars().count() > 1 && CONJUNCTIONS.hold(&word.to_lowercase())))
}

/// The text without "by" at its beginning.
fn without_by(text: &str) -> &str {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    if first.len() > "compiled".len() {
        return text;
    }
    let (second, behind) = rest.split_once(' ').unwrap_or((rest, ""));
    match (first.to_lowercase().as_str(), second) {
        ("by", _) => rest,
        ("written" | "edited" | "compiled", "by") => behind,
        _ => text,
    }
}

/// The text without "et al." at its end, and whether it stood there.
fn without_others(text: &str) -> (&str, bool) {
    let bare = text.trim_end_matches(['.', ']', ')', '…']);
    for words in AND_OTHERS {
        let Some(at) = bare.len().checked_sub(words.len()) else { continue };
        let Some((before, end)) = bare.split_at_checked(at) else { continue };
        let parted = before.is_empty() || before.ends_with([' ', '[', '(']) || !words.is_ascii() && !words.contains(' ');
        if parted && (end.eq_ignore_ascii_case(words) || (!words.is_ascii() && end.to_lowercase() == **words)) {
            return (before.trim_end_matches([' ', '[', '(', ',']), true);
        }
    }
    (text, false)
}

/// The name without e-mail addresses.
fn without_address(text: &str) -> String {
    let is_address = |word: &&str| word.contains('@') && word.contains('.');
    if !text.split(' ').any(|word| is_address(&word)) {
        return text.to_owned();
    }
    let words = text.split(' ').filter(|word| !is_address(word));
    let is_label = |word: &&str| matches!(word.to_lowercase().trim_start_matches('('), "e-mail:" | "email:" | "mail:");
    words.filter(|word| !is_label(word)).collect::<Vec<_>>().join(" ")
}

/// The name without the marks of footnotes at its ends.
fn without_marks(text: &str) -> &str {
    let shorter = without_outer_marks(text);
    if shorter.len() == text.len() { text } else { without_marks(shorter) }
}

fn without_outer_marks(text: &str) -> &str {
    let text = text.trim_matches(|character: char| is_mark(character) || matches!(character, ' ' | ','));
    // Digits that follow a letter, or stand behind a blank: "Harrow2,3", "Harrow 1,2".
    let digits = text.trim_end_matches(|character: char| character.is_ascii_digit() || matches!(character, ',' | ' '));
    let digits = if digits.ends_with(|last: char| last.is_alphabetic() || last == '.' || is_mark(last)) || digits.is_empty() {
        digits
    } else {
        text
    };
    // A small letter by itself: "Jane Roe a,b".
    match digits.rsplit_once(' ') {
        Some((name, letters)) if letters.split(',').all(is_letter) && name.contains(' ') && !CONJUNCTIONS.hold(letters) => name,
        _ => digits,
    }
    .trim_end_matches([' ', ','])
}

fn is_letter(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|letter| letter.is_ascii_lowercase())
}

/// True when a character is a mark of a footnote.
pub(super) const fn is_mark(character: char) -> bool {
    matches!(
        character,
        '*' | '†' | '‡' | '§' | '¶' | '‖' | '#' | '✉' | '^' | '∗' | '⁎' | '¹' | '²' | '³' | '\u{2070}'..='\u{209c}' | 'ª' | 'º'
    ) || matches!(character, '\u{1d2c}'..='\u{1d6a}' | '\u{1d9c}'..='\u{1dbf}')
}

/// The name without the bracket at its end; none when there is none, or nothing before it.
fn without_bracket(text: &str) -> Option<&str> {
    let (open, close) = [('(', ')'), ('[', ']'), ('（', '）'), ('<', '>')].into_iter().find(|(_, close)| text.ends_with(*close))?;
    let mut depth = 0_usize;
    let start = text.char_indices().rev().find_map(|(at, character)| {
        if character == close {
            depth += 1;
        } else if character == open {
            depth -= 1;
        }
        (depth == 0).then_some(at)
    })?;
    text.get(..start).map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(text: &str) -> Vec<String> {
        Pieces::of(text).all.into_iter().map(|piece| piece.name).collect()
    }

    #[test]
    fn what_is_no_name_comes_off() {
        for (text, expected) in [
            ("Ilse Harrow¹,², Tomas Vane²*, Peri Landon³†", &["Ilse Harrow", "Tomas Vane", "Peri Landon"][..]),
            ("Peri Landon1, Ilse Harrow2,3", &["Peri Landon", "Ilse Harrow"]),
            ("Peri Landon1, 2, Ilse Harrow 3", &["Peri Landon", "Ilse Harrow"]),
            ("Jane Roeᵃ, John Doe‡§", &["Jane Roe", "John Doe"]),
            ("Jane Roe a,b, John Doe c", &["Jane Roe", "John Doe"]),
            ("Jane Roe^1, John Doe^1,2", &["Jane Roe", "John Doe"]),
            ("Jane Roe / John Doe", &["Jane Roe", "John Doe"]),
            ("Jane Roe with John Doe", &["Jane Roe", "John Doe"]),
            ("Jane Roe, ed.", &["Jane Roe"]),
            ("By Jane Roe", &["Jane Roe"]),
            ("Jane Roe [1], John Doe (2)", &["Jane Roe", "John Doe"]),
            ("Ilse Harrow (Fenport University, Dept. of Salt), Tomas Vane (Example Glass Trust)", &["Ilse Harrow", "Tomas Vane"]),
            ("Jane Roe <jane.roe@example.org>, John Doe, john@example.org", &["Jane Roe", "John Doe"]),
            ("Jane Roe (e-mail: jane@example.org)", &["Jane Roe"]),
            ("Jane Roe (0000-0002-1694-233X) and John Doe", &["Jane Roe", "John Doe"]),
            ("Roe, Jane A., et al.", &["Roe", "Jane A."]),
            ("Jane Roe et al.", &["Jane Roe"]),
            ("Aude Sorbier et coll.", &["Aude Sorbier"]),
            ("Aude Sorbier et autres", &["Aude Sorbier"]),
            ("Inés Garceral y otros", &["Inés Garceral"]),
            ("Saskia de Weert e.a.", &["Saskia de Weert"]),
            ("Almut Rehberg u. a.", &["Almut Rehberg"]),
            ("Lia Conti e altri", &["Lia Conti"]),
            ("Caio Moirense e outros", &["Caio Moirense"]),
            ("Jane Roe, and others", &["Jane Roe"]),
            ("Jane Roe, [et al.]", &["Jane Roe"]),
            ("张伟等", &["张伟"]),
            ("Jane E Roe", &["Jane E Roe"]),
            ("Jane Roe & John Doe", &["Jane Roe", "John Doe"]),
            ("Roe,Jane", &["Roe", "Jane"]),
            ("Gore, Al", &["Gore", "Al"]),
            ("More, Thomas", &["More", "Thomas"]),
            ("", &[]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn orcids_are_taken_with_their_labels() {
        for text in [
            "Jane Roe (ORCID: 0000-0002-1694-233X)",
            "Jane Roe https://orcid.org/0000-0002-1694-233x",
            "Jane Roe [0000-0002-1694-233X]",
            "Jane Roe, ORCID iD: 0000-0002-1694-233X",
            "Jane Roe <https://orcid.org/0000-0002-1694-233X>",
            "0000-0002-1694-233X Jane Roe",
        ] {
            let pieces = Pieces::of(text).all;
            let found = pieces.iter().map(|piece| (piece.name.as_str(), piece.orcid.as_ref().map(|orcid| orcid.value.as_str())));
            assert_eq!(found.collect::<Vec<_>>(), [("Jane Roe", Some("0000-0002-1694-233X"))], "{text}");
        }
        let wrong = Pieces::of("Jane Roe (0000-0002-1694-2331)").all;
        assert_eq!((wrong[0].name.as_str(), wrong[0].bad_orcid.as_deref()), ("Jane Roe", Some("0000-0002-1694-2331")));
    }

    proptest! {
        #[test]
        fn pieces_are_made_of_the_text(text in "([A-Za-zé]{1,4}|[ ,()\\[\\]<>@.*¹²0-9-]|and |et al\\.|0000-0002-1694-233X){0,20}") {
            let text = crate::name::tidy(&text);
            for piece in Pieces::of(&text).all {
                for word in piece.name.split(' ') {
                    prop_assert!(text.contains(word), "{piece:?}");
                }
            }
        }
    }
}
