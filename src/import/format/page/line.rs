//! One line of a page: what it is, by its own looks.

use super::vocabulary::{LABELS, Label, NAVIGATION};
use crate::{
    identifier::Identifier,
    import::{
        format::lines,
        value::words::{find, holds},
    },
    name::{fold, tidy},
};
use entity::vocabulary::IdentifierScheme;

/// A label is not longer than this, in characters.
const LABEL_LENGTH: usize = 32;
/// A navigation phrase is not longer than this, in bytes.
const NAVIGATION_LENGTH: usize = 48;

/// A line, blanks normalised, with what it looks like.
#[derive(Debug, Clone)]
pub(super) struct PageLine {
    /// Counted from 1.
    pub(super) number: u64,
    /// The whole text of the line.
    pub(super) text: String,
    /// Whether the line was too long and is cut.
    pub(super) truncated: bool,
    /// What it looks like.
    pub(super) shape: Shape,
}

/// What a line looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing stands on it.
    Blank,
    /// A phrase that belongs to the page's frame.
    Navigation,
    /// A label, and the value after it.
    Label {
        /// The field that it opens.
        label: Label,
        /// What stands between label and value.
        mark: Mark,
        /// The value on the same line.
        value: String,
    },
    /// A web address and nothing else.
    Address,
    /// Any other text; an item of a list when it begins with a bullet, which is taken off here.
    Text {
        /// The text after the bullet.
        item: Option<String>,
    },
}

/// What stands between a label and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// A colon, as it should be.
    Colon,
    /// Something else; the label as printed, with it.
    Odd(String),
    /// Nothing: the label is alone on its line. It is a label only inside a record.
    Nothing,
}

impl PageLine {
    /// Looks at a line.
    pub(super) fn new(line: lines::Line) -> Self {
        let text = tidy(&line.text);
        let shape = shape(&text);
        Self { number: line.number, text, truncated: line.truncated, shape }
    }
}

fn shape(text: &str) -> Shape {
    if text.is_empty() {
        return Shape::Blank;
    }
    let item = item(text);
    if let Some(shape) =
        label(item.unwrap_or(text)).filter(|shape| item.is_none() || matches!(shape, Shape::Label { mark: Mark::Colon, .. }))
    {
        return shape;
    }
    if item.is_none() && (is_navigation(text) || is_copyright(text)) {
        return Shape::Navigation;
    }
    if !text.contains(' ') && Identifier::parse(IdentifierScheme::Url, text).is_some() {
        return Shape::Address;
    }
    Shape::Text { item: item.map(str::to_owned) }
}

/// The text after a bullet; none without a bullet.
fn item(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['•', '·', '‣', '▪', '●', '○', '◦', '∙', '⁃']).or_else(|| {
        let rest = text.strip_prefix(['-', '–', '—', '*'])?;
        rest.starts_with(' ').then_some(rest)
    })?;
    Some(rest.trim_start()).filter(|rest| !rest.is_empty())
}

/// A label with its mark, or alone on the line.
fn label(text: &str) -> Option<Shape> {
    let start = text.char_indices().take(LABEL_LENGTH + 2);
    let mark = start.clone().find(|(_, character)| matches!(character, ':' | '：' | ';' | '–' | '—' | '-'));
    let Some((at, character)) = mark else {
        return (text.len() <= LABEL_LENGTH).then(|| known(text)).flatten().map(|label| Shape::Label {
            label,
            mark: Mark::Nothing,
            value: String::new(),
        });
    };
    let (before, after) = text.split_at(at);
    let value = after.strip_prefix(character)?;
    let parted = before.ends_with(' ') || value.is_empty() || value.starts_with(' ');
    if character == '-' && !parted {
        return None;
    }
    let label = known(before)?;
    let mark = if matches!(character, ':' | '：') { Mark::Colon } else { Mark::Odd(format!("{before}{character}")) };
    Some(Shape::Label { label, mark, value: value.trim().to_owned() })
}

/// The label that is spelled like this.
fn known(text: &str) -> Option<Label> {
    let folded = fold(text);
    find(LABELS, &folded).or_else(|| find(LABELS, &folded.replace("(s)", "s").replace("/s", "s")))
}

fn is_navigation(text: &str) -> bool {
    text.len() <= NAVIGATION_LENGTH && {
        let folded = fold(text);
        holds(NAVIGATION, folded.trim_matches(|character: char| !character.is_alphanumeric()))
    }
}

fn is_copyright(text: &str) -> bool {
    text.starts_with('©')
        || text.strip_prefix("Copyright ").is_some_and(|rest| rest.starts_with(['©', '1', '2']) || rest.starts_with("(c) "))
}

#[cfg(test)]
mod tests {
    use entity::vocabulary::{ContributionRole, FundingKind};

    use super::*;

    fn label(text: &str) -> Option<(Label, Mark, String)> {
        match shape(&tidy(text)) {
            Shape::Label { label, mark, value } => Some((label, mark, value)),
            _ => None,
        }
    }

    #[test]
    fn a_label_is_followed_by_a_mark_or_nothing() {
        let produced = Label::Made(ContributionRole::Producer);
        let funded = Label::Paid(FundingKind::Funder);
        assert_eq!(label("Produced By: X"), Some((produced, Mark::Colon, "X".into())));
        assert_eq!(label(" PRODUCED\u{a0}BY :X"), Some((produced, Mark::Colon, "X".into())));
        assert_eq!(label("Supported By; X"), Some((funded, Mark::Odd("Supported By;".into()), "X".into())));
        assert_eq!(label("Funder(s) – X – Y"), Some((funded, Mark::Odd("Funder(s) –".into()), "X – Y".into())));
        assert_eq!(label("DESCRIPTION -X"), Some((Label::Description, Mark::Odd("DESCRIPTION -".into()), "X".into())));
        assert_eq!(label("Keywords"), Some((Label::Keywords, Mark::Nothing, String::new())));
        assert_eq!(label("• Keywords: a"), Some((Label::Keywords, Mark::Colon, "a".into())));
        for text in ["Description-based approaches", "From Development to Success: It", "• Keywords", "", "Year after year"] {
            assert_eq!(label(text), None, "{text}");
        }
    }

    #[test]
    fn navigation_fills_its_line() {
        assert_eq!(shape("top of page"), Shape::Navigation);
        assert_eq!(shape("↑ Back to Top"), Shape::Navigation);
        assert_eq!(shape("© 2020 Somebody"), Shape::Navigation);
        assert_eq!(shape("Home visits"), Shape::Text { item: None });
        assert_eq!(shape("• Home"), Shape::Text { item: Some("Home".into()) });
        assert_eq!(shape("https://example.org/a"), Shape::Address);
    }
}
