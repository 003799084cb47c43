//! One line of a page: what it is, by its own looks.

use super::{
    byline::byline,
    dress::{Dress, List, cells, is_rule, item, ranked},
    labelled::{Labelled, Mark},
    navigation::{is_count, is_navigation, is_spread_menu},
};
use crate::{
    format::{lines, value::markup},
    identifier::Identifier,
    name::tidy,
};
use entity::vocabulary::IdentifierScheme;

/// A line, blanks normalised, with what it looks like.
#[derive(Debug, Clone)]
pub(super) struct PageLine {
    /// Counted from 1.
    pub(super) number: u64,
    /// The text of the line, without the marks of a heading or of bold type around the whole.
    pub(super) text: String,
    /// True when the line was too long and is cut.
    pub(super) truncated: bool,
    /// The marks around its text.
    pub(super) dress: Dress,
    /// The cells, when it can be a row of a table.
    pub(super) cells: Vec<String>,
    /// Its looks.
    pub(super) shape: Shape,
}

/// The looks of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing stands on it that can be read.
    Blank,
    /// A phrase that belongs to the page's frame.
    Navigation,
    /// A label of the dictionary, and the value after it.
    Label(Labelled),
    /// Several labels, each with its value.
    Labels(Vec<Labelled>),
    /// A web address and nothing else.
    Address,
    /// Authors and a date without labels, as the labels would have it; they stand below a title.
    Byline {
        /// The fields.
        fields: Vec<Labelled>,
        /// Pieces that say something else.
        rest: Vec<String>,
    },
    /// Any other text.
    Text {
        /// The text after the bullet, where there is one.
        item: Option<String>,
        /// The label that it may begin with.
        label: Option<Labelled>,
    },
}

impl PageLine {
    /// Looks at a line.
    pub(super) fn new(line: lines::Line) -> Self {
        let whole = tidy(&line.text);
        let (rank, text) = ranked(&whole);
        let (list, inside) = item(text);
        let cells: Vec<String> = cells(&line.text).into_iter().map(tidy).collect();
        // An arrow is the mark of a list, and of a button.
        let is_button = text.starts_with(['→', '»', '▶']) && is_navigation(inside);
        let bullet = Some(inside).filter(|_| list == List::Bullet && !is_button);
        let shape = if is_rule(text) { Shape::Blank } else { shape(&line.text, text, bullet) };
        let text = text.to_owned();
        Self { number: line.number, text, truncated: line.truncated, dress: Dress { rank, list }, cells, shape }
    }

    /// Returns the label that it may begin with, which the dictionary does not have, or which no mark follows.
    pub(super) fn perhaps(&self) -> Option<&Labelled> {
        if let Shape::Text { label, .. } = &self.shape { label.as_ref() } else { None }
    }

    /// The label of the dictionary that it begins with.
    pub(super) fn labelled(&self) -> Option<&Labelled> {
        if let Shape::Label(labelled) = &self.shape { Some(labelled) } else { None }
    }

    /// Returns true when it is a facet of a search with its number of results.
    pub(super) fn is_count(&self) -> bool {
        matches!(self.shape, Shape::Text { .. }) && is_count(&self.text)
    }

    /// Returns true when it is a plain text, which may be a title, a heading or a part of a value.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.shape, Shape::Text { .. } | Shape::Byline { .. } | Shape::Address)
    }
}

fn shape(raw: &str, text: &str, item: Option<&str>) -> Shape {
    if let Some(labels) = Labelled::read_all(text) {
        return Shape::Labels(labels);
    }
    let printed = Labelled::read(raw, text);
    // A label may be written in HTML; other text keeps it until it is known what it is.
    let shown = if printed.as_ref().is_some_and(|label| label.known) { None } else { markup::shown(text).map(|shown| tidy(&shown)) };
    let label = match shown {
        Some(shown) => Labelled::read(&shown, &shown),
        None => printed,
    };
    if let Some(known) = label.clone().filter(|label| label.known && (item.is_none() || !label.is_lone())) {
        return Shape::Label(known);
    }
    if item.is_none() && (is_navigation(text) || (raw.len() > text.len() && is_spread_menu(raw))) {
        return Shape::Navigation;
    }
    if !text.contains(' ') && text.contains(':') && Identifier::parse(IdentifierScheme::Url, text).is_some() {
        return Shape::Address;
    }
    if let Some((fields, rest)) = byline(text).filter(|_| item.is_none()) {
        return Shape::Byline { fields, rest: rest.into_iter().map(str::to_owned).collect() };
    }
    if let Some(unmarked) = Labelled::unmarked(text).filter(|_| item.is_none()) {
        return Shape::Text { item: None, label: Some(unmarked) };
    }
    let label = label.filter(|label| !label.known && (item.is_none() || label.style.mark == Mark::Colon));
    Shape::Text { item: item.map(str::to_owned), label }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Shape {
        PageLine::new(lines::Line { number: 1, text: text.to_owned(), truncated: false }).shape
    }

    fn text(item: Option<&str>) -> Shape {
        Shape::Text { item: item.map(str::to_owned), label: None }
    }

    #[test]
    fn navigation_fills_its_line() {
        assert_eq!(shape("top of page"), Shape::Navigation);
        assert_eq!(shape("↑ Back to Top"), Shape::Navigation);
        assert_eq!(shape("© 2020 Somebody"), Shape::Navigation);
        assert_eq!(shape("Home visits, and more"), text(None));
        assert_eq!(shape("• Home"), text(Some("Home")));
        assert_eq!(shape("» Learn more"), Shape::Navigation);
        assert_eq!(shape("» Boats"), text(Some("Boats")));
        assert_eq!(shape("https://example.org/a"), Shape::Address);
        assert!(matches!(shape("By Orla Finch"), Shape::Byline { .. }));
        for rule in ["", "-----", "* * *", "|---|---|", "…"] {
            assert_eq!(shape(rule), Shape::Blank, "{rule}");
        }
    }

    #[test]
    fn words_before_a_colon_are_perhaps_a_label() {
        let perhaps = |text: &str| {
            let line = PageLine::new(lines::Line { number: 1, text: text.to_owned(), truncated: false });
            line.perhaps().map(|label| label.name.clone())
        };
        assert_eq!(perhaps("Campus: North Shore"), Some("Campus".to_owned()));
        assert_eq!(perhaps("• Modalidad: Presencial"), Some("Modalidad".to_owned()));
        assert_eq!(perhaps("• Boats"), None);
        assert_eq!(perhaps("It works: see the report, and others."), Some("It works".to_owned()));
        assert_eq!(perhaps("10:30 Opening, and more"), None);
    }
}
