//! The shape of a text: whether it is prose, ends a sentence, or goes on in the next line.

use super::words::{ABBREVIATIONS, CONNECTING, holds};

/// More words than this are prose, whatever they look like.
const LONG: usize = 40;

/// True when a text is prose: it ends with a full stop, holds one inside, or is long.
pub(in crate::format) fn is_prose(text: &str) -> bool {
    is_paragraph(text) || (text.ends_with('.') && !is_shortened(text))
}

/// True when a text is certainly no title: it has several sentences, or is long.
pub(in crate::format) fn is_paragraph(text: &str) -> bool {
    text.split(' ').nth(LONG).is_some()
        || stops(text).any(|at| {
            let (before, after) = text.split_at(at);
            !is_shortened(before) && after.chars().nth(2).is_some_and(|next| !next.is_lowercase())
        })
}

/// The places of the full stops in a text that a blank stands behind.
pub(in crate::format) fn stops(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'.', bytes).filter(move |at| bytes.get(at + 1) == Some(&b' '))
}

/// True when a line ends a sentence (or a bracketed or quoted one).
pub(in crate::format) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '»', '\'', ')', ']']).ends_with(['.', '!', '?', '…', '。', '！', '？', '।'])
}

/// True when `next`, which stands on the line below `line` without a blank line between, goes on with it.
pub(in crate::format) fn wraps(line: &str, next: &str) -> bool {
    !ends_sentence(line) && (begins_lower(next) || is_cut(line, next))
}

/// True when there can be no end between two lines: a word stands there, or a mark, that binds them.
pub(in crate::format) fn is_cut(line: &str, next: &str) -> bool {
    let (last, first) = (line.rsplit(' ').next().unwrap_or_default(), next.split(' ').next().unwrap_or_default());
    line.ends_with([',', '-', '(', '/']) || holds(CONNECTING, &last.to_lowercase()) || holds(CONNECTING, first)
}

/// True when a text begins with a word in lower case.
pub(in crate::format) fn begins_lower(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or_default();
    word.starts_with(char::is_lowercase) && !word.chars().any(char::is_uppercase)
}

/// True when the text's last word is shortened, so that a full stop after it ends no sentence: an initial, "U.S", "Inc".
fn is_shortened(text: &str) -> bool {
    let text = text.trim_end_matches('.');
    let word = text.rsplit([' ', '(']).next().unwrap_or_default();
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    // "Projekt-Nr."
    let last = word.rsplit('-').next().unwrap_or_default();
    initial || word.contains('.') || (text.len() > last.len() && holds(ABBREVIATIONS, &last.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_ends_with_a_full_stop_or_holds_one() {
        assert!(is_prose("It works."));
        assert!(is_prose("It works. It really does"));
        assert!(is_prose(&"word ".repeat(41)));
        assert!(!is_prose("Policy Research, Inc."));
        assert!(!is_prose("An Atlas of the St. Example River by J. Doe, U.S. Army"));
        assert!(!is_prose("Does it work?"));
        assert!(!is_paragraph("A title that somebody ended with a full stop."));
    }

    #[test]
    fn a_line_goes_on_where_it_cannot_end() {
        assert!(wraps("National Association of", "Counties"));
        assert!(wraps("Peer support", "specialists"));
        assert!(!wraps("Peer support specialists", "Other Resources"));
        assert!(!wraps("It ends here.", "eHealth"));
        assert!(!wraps("A list", "iPad for all"));
    }
}
