//! The parts of a page that are no content: menus, forms, scripts, what is not shown.

use rustc_hash::{FxHashMap, FxHashSet};

use super::node::{Edge, Element, NodeId, NodeRef};

/// So much of the text that was left out is told, in characters.
const TOLD: usize = 200;

/// The frame of a page.
#[derive(Debug, Default)]
pub(super) struct PageFrame {
    /// Each cell's table.
    tables: FxHashMap<NodeId, NodeId>,
    /// Tables that hold headings or other tables: they lay out the page.
    layout: FxHashSet<NodeId>,
    /// Forms around headings: they are around the page.
    around: FxHashSet<NodeId>,
    /// Headers and footers of a part of the page.
    of_parts: FxHashSet<NodeId>,
    /// So many parts with text were left out.
    pub(super) left_out: usize,
    /// The beginning of their text.
    pub(super) told: String,
}

impl PageFrame {
    /// Learns the frame of a page. Takes time in proportion to its size.
    pub(super) fn of(root: NodeRef<'_>) -> Self {
        let mut frame = Self::default();
        let (mut tables, mut forms, mut parts) = (Vec::new(), Vec::new(), 0_usize);
        for edge in root.traverse() {
            let (Edge::Open(node) | Edge::Close(node)) = edge;
            let Some(element) = node.element() else { continue };
            let (id, name) = (node.id(), element.name());
            let is_part = matches!(name, "main" | "article" | "section" | "li" | "td");
            if matches!(edge, Edge::Close(_)) {
                match name {
                    "table" => drop(tables.pop()),
                    "form" => drop(forms.pop()),
                    _ => parts -= usize::from(is_part),
                }
                continue;
            }
            if matches!(name, "h1" | "h2" | "h3" | "table" | "article" | "main") {
                frame.layout.extend(tables.last());
                frame.around.extend(forms.last());
            }
            match name {
                "table" => tables.push(id),
                "form" => forms.push(id),
                "td" | "th" => frame.tables.extend(tables.last().map(|table| (id, *table))),
                "header" | "footer" if parts > 0 => drop(frame.of_parts.insert(id)),
                _ => {}
            }
            parts += usize::from(is_part);
        }
        frame
    }

    /// Returns true when a cell belongs to a table that lays out the page.
    pub(super) fn is_layout(&self, cell: NodeId) -> bool {
        self.tables.get(&cell).is_none_or(|table| self.layout.contains(table))
    }

    /// Returns true when an element is left out; takes note of its text.
    pub(super) fn leaves_out(&mut self, node: NodeRef<'_>, element: Element<'_>) -> bool {
        if matches!(
            element.name(),
            "script"
                | "style"
                | "head"
                | "noscript"
                | "template"
                | "iframe"
                | "svg"
                | "math"
                | "canvas"
                | "object"
                | "embed"
                | "audio"
                | "video"
                | "select"
                | "textarea"
                | "datalist"
        ) {
            return true;
        }
        let is_left = match element.name() {
            "nav" | "aside" | "dialog" => true,
            "form" => !self.around.contains(&node.id()),
            "header" | "footer" => !self.of_parts.contains(&node.id()),
            _ => is_hidden(element) || is_navigation(element),
        };
        if is_left {
            self.note(node);
        }
        is_left
    }

    fn note(&mut self, node: NodeRef<'_>) {
        let words = || node.descendants().filter_map(NodeRef::text).flat_map(|text| text.split_whitespace());
        self.left_out += usize::from(words().next().is_some());
        for word in words() {
            if self.told.len() >= TOLD {
                break;
            }
            if !self.told.is_empty() {
                self.told.push(' ');
            }
            self.told.extend(word.chars().take(TOLD));
        }
    }
}

/// Returns true when browsers do not show an element.
fn is_hidden(element: Element<'_>) -> bool {
    let style = element.attr("style").unwrap_or_default();
    let style: String = style.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect();
    element.attr("hidden").is_some()
        || element.attr("aria-hidden").is_some_and(|hidden| hidden.trim() == "true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || element.classes().any(|class| matches!(class, "sr-only" | "visually-hidden" | "screen-reader-text" | "visuallyhidden"))
}

/// Returns true when an element says that it is for finding the way.
fn is_navigation(element: Element<'_>) -> bool {
    let role = element.attr("role").unwrap_or_default();
    matches!(
        role.trim(),
        "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog" | "complementary" | "menu" | "menubar"
    )
}
