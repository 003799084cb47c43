//! The text of an element, as a browser shows it: the lines that the page grammar reads, and the links in them.

use super::frame::PageFrame;
use super::node::{Edge, NodeRef};
use super::writer::TextWriter;
use crate::format::lines::Line;

/// A link as it stands in the lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageLink {
    /// The first line that its text is on, counted from 1.
    pub(super) first: u64,
    /// The last one.
    pub(super) last: u64,
    /// Its text, on one line; of a long one the beginning.
    pub(super) text: String,
    /// Its address as the page writes it.
    pub(super) address: String,
}

/// The text of a page.
#[derive(Debug, Default)]
pub(super) struct PageText {
    pub(super) lines: Vec<Line>,
    pub(super) links: Vec<PageLink>,
    /// The line of the page's source that each of the lines begins on, counted from 1.
    pub(super) sources: Vec<u64>,
}

/// The text of these elements, without the frame of the page.
pub(super) fn text<'t>(roots: impl Iterator<Item = NodeRef<'t>>, frame: &mut PageFrame) -> PageText {
    let mut writer = TextWriter::default();
    for root in roots {
        let mut skipped = None;
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if skipped.is_none() => {
                    if let Some(text) = node.text() {
                        writer.text(text, u64::from(node.line()));
                    } else if let Some(element) = node.element() {
                        if frame.leaves_out(node, element) {
                            skipped = Some(node.id());
                        } else {
                            writer.open(element, node, frame);
                        }
                    }
                }
                Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
                Edge::Close(node) if skipped.is_none() => {
                    if let Some(element) = node.element() {
                        writer.close(element);
                    }
                }
                _ => {}
            }
        }
        writer.end_part();
    }
    writer.done
}
