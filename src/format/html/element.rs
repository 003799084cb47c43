//! The ways in which elements stand in the text.

use super::node::{Element, NodeRef};
use crate::format::label::Label;

/// So many bytes of a term are looked at, to see whether it is a label.
const TERM: usize = 200;

/// The way an element stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// Apart from what is around it, by a blank line.
    Apart,
    /// On lines of its own.
    Alone,
    /// In the line.
    Inside,
}

pub(super) fn stands(element: Element<'_>) -> Stands {
    match element.name() {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table" | "blockquote" | "pre" | "article" | "section"
        | "main" | "figure" | "details" | "hr" | "fieldset" => Stands::Apart,
        "div" | "li" | "tr" | "dt" | "dd" | "address" | "summary" | "figcaption" | "caption" | "header" | "footer" | "center"
        | "legend" | "body" | "html" | "form" | "option" | "hgroup" | "dir" | "menu" | "aside" | "nav" | "td" | "th" => Stands::Alone,
        _ => Stands::Inside,
    }
}

/// Returns true when a child of an element stands on lines of its own, other than lists and paragraphs of an item.
pub(super) fn holds_blocks(node: NodeRef<'_>) -> bool {
    let is_block = |child: NodeRef<'_>| {
        let Some(element) = child.element() else { return false };
        stands(element) != Stands::Inside && !matches!(element.name(), "ul" | "ol")
    };
    node.children().any(is_block)
}

/// The elements in an element, without those in them.
fn children(node: NodeRef<'_>) -> impl Iterator<Item = (NodeRef<'_>, Element<'_>)> {
    node.children().filter_map(|child| Some((child, child.element()?)))
}

/// Returns true when a row is one cell over several columns.
pub(super) fn is_spanned(row: NodeRef<'_>) -> bool {
    let mut cells = children(row).filter(|(_, element)| matches!(element.name(), "td" | "th"));
    let is_wide =
        |element: Element<'_>| element.attr("colspan").and_then(|span| span.trim().parse().ok()).is_some_and(|span: u32| span > 1);
    cells.next().is_some_and(|(_, element)| is_wide(element)) && cells.next().is_none()
}

/// Returns true when a term of a list of terms is a label.
pub(super) fn has_labels(list: NodeRef<'_>) -> bool {
    children(list).any(|(child, element)| {
        let mut inner = (element.name() == "div").then(|| children(child)).into_iter().flatten();
        is_label(child, element) || inner.any(|(term, element)| is_label(term, element))
    })
}

fn is_label(term: NodeRef<'_>, element: Element<'_>) -> bool {
    if element.name() != "dt" {
        return false;
    }
    let mut name = String::new();
    for text in term.descendants().take(TERM).filter_map(NodeRef::text) {
        name.push_str(text.get(..text.floor_char_boundary(TERM)).unwrap_or_default());
        if name.len() > TERM {
            return false;
        }
    }
    name.trim().ends_with(':') || Label::known(name.trim()).is_some()
}
