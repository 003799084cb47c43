//! The lines of a value.

use super::prose::{is_cut, wraps};
use crate::name::tidy;

/// One line of a field's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Part {
    /// The line, counted from 1.
    pub(in crate::format) line: u64,
    /// The text on it, without label; with the bullet, when it has one.
    pub(in crate::format) text: String,
    /// The text after the bullet.
    pub(in crate::format) item: Option<String>,
    /// True when it does not go on with the line above: a blank line stands between, or the label was repeated.
    pub(in crate::format) gap: bool,
    /// True when it stands on a line of its own only because the line above had no room for it.
    pub(in crate::format) wrapped: bool,
    /// Its number of lines of the page: more than one when lines that were wrapped are joined again.
    pub(in crate::format) lines: u64,
}

impl Part {
    /// A line that goes on with nothing.
    pub(in crate::format) fn alone(line: u64, text: String) -> Self {
        Self { line, text, item: None, gap: true, wrapped: false, lines: 1 }
    }

    /// The lines of a text that stands whole in its file, as in JSON; each stands by itself.
    pub(in crate::format) fn lines_of(line: u64, text: &str) -> Vec<Self> {
        let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(tidy).filter(|text| !text.is_empty());
        lines.map(|text| Self { item: after_bullet(&text).map(str::to_owned), ..Self::alone(line, text) }).collect()
    }

    /// Joins a line that goes on with this one.
    pub(in crate::format) fn join(&mut self, next: &Self) {
        for text in [Some(&mut self.text), self.item.as_mut()].into_iter().flatten() {
            text.push(' ');
            text.push_str(&next.text);
        }
        self.lines += next.lines;
    }

    /// True when this line goes on with the one above; among the items of a list in lines only when it is plainly cut.
    pub(in crate::format) fn goes_on(&self, above: &Self, by_lines: bool) -> bool {
        let bound = if by_lines { is_cut } else { wraps };
        !self.gap && self.item.is_none() && (self.wrapped || bound(&above.text, &self.text))
    }
}

/// Returns the text behind the bullet of a line.
fn after_bullet(text: &str) -> Option<&str> {
    text.strip_prefix(['•', '·', '▪', '●', '-', '–', '—', '*'])?.strip_prefix(' ').filter(|rest| !rest.is_empty())
}

/// The value as paragraphs that are parted by an empty line; a list item is a paragraph.
pub(in crate::format) fn paragraphs(parts: &[Part]) -> String {
    parts.iter().fold(String::new(), |mut text, part| {
        if !text.is_empty() {
            text.push_str(if part.gap || part.item.is_some() { "\n\n" } else { " " });
        }
        text.push_str(&part.text);
        text
    })
}

/// The tidied paragraphs of a text that stands whole in its file, parted by an empty line; none when there is nothing in them.
pub(in crate::format) fn paragraphs_of(text: &str) -> Option<String> {
    if !text.bytes().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return Some(tidy(text)).filter(|line| !line.is_empty());
    }
    let mut joined = String::new();
    let mut joint = "";
    for line in text.replace("\r\n", "\n").split(['\n', '\r']).map(tidy) {
        if line.is_empty() {
            joint = "\n\n";
            continue;
        }
        if !joined.is_empty() {
            joined.push_str(joint);
        }
        joined.push_str(&line);
        joint = " ";
    }
    Some(joined).filter(|joined| !joined.is_empty())
}

/// The value on one line.
pub(in crate::format) fn joined(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The lines of a value; an item of a list begins with a bullet.
    pub(in crate::format::value) fn parts(lines: &[&str]) -> Vec<Part> {
        lines
            .iter()
            .zip(1..)
            .map(|(text, line)| Part {
                line,
                text: (*text).to_owned(),
                item: text.strip_prefix("• ").map(str::to_owned),
                gap: false,
                wrapped: false,
                lines: 1,
            })
            .collect()
    }

    #[test]
    fn paragraphs_are_parted_and_wrapped_lines_joined() {
        let mut parts = parts(&["One", "and two.", "• Three", "Four."]);
        parts[3].gap = true;
        assert_eq!(paragraphs(&parts), "One and two.\n\n• Three\n\nFour.");
    }
}
