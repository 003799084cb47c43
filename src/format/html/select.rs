//! The parts of a page that the user chooses by a CSS selector.

use std::collections::HashSet;

use html5ever::ParseOpts;
use html5ever::driver::parse_document;
use html5ever::tendril::TendrilSink;
use scraper::{ElementRef, Html, HtmlTreeSink, Selector};

use super::node::{Edge, NodeId, NodeRef, Tree};

/// A message names so many selectors of a page at most, none of them longer than this, in bytes.
const SELECTORS: usize = 8;
const LONGEST_SELECTOR: usize = 40;

/// Returns true when a text is a CSS selector.
pub(in crate::format) fn is_selector(text: &str) -> bool {
    Selector::parse(text).is_ok()
}

/// The elements of a page that fit a selector, without those that stand in another one of them; none when it is no selector.
///
/// `source` is the source of the page. It is read once more: selectors need a tree that takes several times the memory of `page`, and both
/// trees make their elements in the same order.
pub(super) fn chosen<'t>(page: &'t Tree, source: &str, selector: &str) -> Option<Vec<NodeRef<'t>>> {
    let selector = Selector::parse(selector).ok()?;
    let mut parser = parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    parser.process(source.into());
    let html = parser.finish();
    let fitting: HashSet<_> = html.select(&selector).map(|element| element.id()).collect();
    let fits = html.tree.nodes().filter_map(ElementRef::wrap).map(|element| fitting.contains(&element.id()));
    let elements = page.nodes().filter(|node| node.element().is_some());
    Some(outermost(page, &elements.zip(fits).filter(|(_, fits)| *fits).map(|(node, _)| node.id()).collect()))
}

/// Those of the elements that stand in no other one of them.
fn outermost<'t>(page: &'t Tree, chosen: &HashSet<NodeId>) -> Vec<NodeRef<'t>> {
    let (mut outermost, mut inside) = (Vec::new(), None);
    for edge in page.root().traverse() {
        match edge {
            Edge::Open(node) if inside.is_none() && chosen.contains(&node.id()) => {
                inside = Some(node.id());
                outermost.push(node);
            }
            Edge::Close(node) if inside == Some(node.id()) => inside = None,
            _ => {}
        }
    }
    outermost
}

/// The first selectors by which parts of a page can be chosen, as the end of a sentence.
pub(super) fn selectors(page: &Tree) -> String {
    let mut found: Vec<String> = Vec::new();
    let elements = page.root().descendants().filter_map(NodeRef::element);
    for element in elements.filter(|element| matches!(element.name(), "main" | "article" | "section" | "div" | "ul" | "ol" | "table")) {
        let landmark = (element.name() == "main").then(|| "main".to_owned());
        let id = element.attr("id").map(|id| format!("#{id}"));
        let mut classes: Vec<&str> = element.classes().collect();
        classes.sort_unstable();
        for selector in landmark.into_iter().chain(id).chain(classes.into_iter().map(|class| format!(".{class}"))) {
            if found.len() < SELECTORS && selector.len() <= LONGEST_SELECTOR && !found.contains(&selector) {
                found.push(selector);
            }
        }
        if found.len() == SELECTORS {
            break;
        }
    }
    if found.is_empty() {
        return "none of its parts has an id or a class".to_owned();
    }
    let listed: Vec<String> = found.iter().map(|selector| format!("`{selector}`")).collect();
    format!("it has {}, for example", listed.join(", "))
}
