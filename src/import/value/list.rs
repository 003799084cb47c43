//! The lines of a value, and the items of a list among them.

use super::{
    prose::{is_cut, wraps},
    words::{NOTHING, holds},
};

/// One line of a field's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Part {
    /// The line, counted from 1.
    pub(in crate::import) line: u64,
    /// What stands on it, without label; with the bullet, when it has one.
    pub(in crate::import) text: String,
    /// The text after the bullet.
    pub(in crate::import) item: Option<String>,
    /// Whether it does not go on with the line above: a blank line stands between, or the label was repeated.
    pub(in crate::import) gap: bool,
    /// Whether it stands on a line of its own only because the line above had no room for it.
    pub(in crate::import) wrapped: bool,
    /// How many lines of the page it is: more than one when lines that were wrapped are joined again.
    pub(in crate::import) lines: u64,
}

impl Part {
    /// A line that goes on with nothing.
    pub(in crate::import) fn alone(line: u64, text: String) -> Self {
        Self { line, text, item: None, gap: true, wrapped: false, lines: 1 }
    }

    /// Joins a line that goes on with this one.
    pub(in crate::import) fn join(&mut self, next: &Self) {
        for text in [Some(&mut self.text), self.item.as_mut()].into_iter().flatten() {
            text.push(' ');
            text.push_str(&next.text);
        }
        self.lines += next.lines;
    }

    /// Whether this line goes on with the one above; among the items of a list in lines only when it is plainly cut.
    pub(in crate::import) fn goes_on(&self, above: &Self, by_lines: bool) -> bool {
        let bound = if by_lines { is_cut } else { wraps };
        !self.gap && self.item.is_none() && (self.wrapped || bound(&above.text, &self.text))
    }
}

/// One item of a list, and the line it begins on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Item {
    /// The line, counted from 1.
    pub(in crate::import) line: u64,
    /// The item; never empty.
    pub(in crate::import) text: String,
}

/// The value as paragraphs that are parted by an empty line; a list item is a paragraph.
pub(in crate::import) fn paragraphs(parts: &[Part]) -> String {
    parts.iter().fold(String::new(), |mut text, part| {
        if !text.is_empty() {
            text.push_str(if part.gap || part.item.is_some() { "\n\n" } else { " " });
        }
        text.push_str(&part.text);
        text
    })
}

/// The value on one line.
pub(in crate::import) fn joined(parts: &[Part]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The keywords of a value: they are parted by the first of `;`, `|`, bullets and `,` that occurs, by bullets before lines, and by lines.
pub(in crate::import) fn keywords(parts: &[Part]) -> Vec<Item> {
    let commas: &[char] = if parts.iter().any(|part| part.item.is_some()) { &[] } else { &[','] };
    let mut items = items(parts, &[&[';'], &['|'], &['•', '·'], commas]);
    if let Some(last) = items.last_mut()
        && let Some(text) = last.text.strip_suffix('.')
        && !text.contains('.')
        && !text.is_empty()
    {
        last.text = text.to_owned();
    }
    items
}

/// The names of a value: they are parted by `;`, else by `|` or bullets, and by lines; never by `,`.
pub(in crate::import) fn names(parts: &[Part]) -> Vec<Item> {
    items(parts, &[&[';'], &['|'], &['•', '·']])
}

fn items(parts: &[Part], separators: &[&[char]]) -> Vec<Item> {
    let text = |part| -> &str {
        let Part { text, item, .. }: &Part = part;
        item.as_ref().unwrap_or(text)
    };
    let occurs = |separators: &&&[char]| parts.iter().any(|part| split(text(part), separators).nth(1).is_some());
    let separators: &[char] = separators.iter().find(occurs).copied().unwrap_or_default();
    // A list that is parted by semicolons or bullets is wrapped where its lines end; in others a line is an item unless it is cut.
    let wrapped = separators.contains(&';') || parts.iter().any(|part| part.item.is_some());
    let mut items: Vec<Item> = Vec::new();
    let mut ended = true;
    for part in parts {
        let fresh = ended || part.gap || part.item.is_some();
        for (at, piece) in split(text(part), separators).enumerate() {
            match items.last_mut().filter(|last| at == 0 && !fresh && (wrapped || part.wrapped || wraps(&last.text, piece))) {
                Some(last) => {
                    last.text.push(' ');
                    last.text.push_str(piece.trim());
                }
                None => items.push(Item { line: part.line, text: piece.trim().to_owned() }),
            }
        }
        ended = text(part).ends_with(separators);
    }
    items.retain(|item| !holds(NOTHING, &item.text.to_lowercase()));
    items
}

/// Splits at separators that do not stand in brackets; a bar or a dot is one only with a blank beside it.
fn split<'a>(text: &'a str, separators: &'a [char]) -> impl Iterator<Item = &'a str> {
    let balanced = text.matches(['(', '[']).count() == text.matches([')', ']']).count();
    let mut depth = 0_usize;
    let mut before = ' ';
    let mut after = text.chars();
    text.split(move |character: char| {
        after.next();
        let spaced = std::mem::replace(&mut before, character) == ' ' || after.clone().next().is_none_or(|next| next == ' ');
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        separators.contains(&character) && (depth == 0 || !balanced) && (spaced || matches!(character, ';' | ','))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(lines: &[&str]) -> Vec<Part> {
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

    fn texts(items: Vec<Item>) -> Vec<String> {
        items.into_iter().map(|item| item.text).collect()
    }

    #[test]
    fn keywords_are_parted_by_the_first_mark_that_occurs() {
        for value in ["a; b, c", "; a ;; b, c;", "a | b, c", "a • b, c", "a · b, c"] {
            assert_eq!(texts(keywords(&parts(&[value]))), ["a", "b, c"], "{value}");
        }
        assert_eq!(texts(keywords(&parts(&["a, b (c, d), e."]))), ["a", "b (c, d)", "e"]);
        assert_eq!(texts(keywords(&parts(&["a, U.S."]))), ["a", "U.S."]);
        assert_eq!(texts(keywords(&parts(&["• a, b", "• c"]))), ["a, b", "c"]);
        assert_eq!(texts(keywords(&parts(&["N/A"]))), [""; 0]);
    }

    #[test]
    fn names_are_parted_by_semicolons_and_lines_but_not_where_a_line_wraps() {
        assert_eq!(texts(names(&parts(&["A; B, Inc.; B of", "C; D;", "E"]))), ["A", "B, Inc.", "B of C", "D", "E"]);
        assert_eq!(texts(names(&parts(&["Council of", "Example", "League"]))), ["Council of Example", "League"]);
        assert_eq!(texts(names(&parts(&["• Council", "of A", "• B", "League"]))), ["Council of A", "B League"]);
        assert_eq!(names(&parts(&["A;", "B"])), [Item { line: 1, text: "A".into() }, Item { line: 2, text: "B".into() }]);
    }

    #[test]
    fn paragraphs_are_parted_and_wrapped_lines_joined() {
        let mut parts = parts(&["One", "and two.", "• Three", "Four."]);
        parts[3].gap = true;
        assert_eq!(paragraphs(&parts), "One and two.\n\n• Three\n\nFour.");
    }
}
