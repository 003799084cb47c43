//! The text of an element, as a browser shows it: the lines that the page grammar reads, and the links in them.

use super::frame::PageFrame;
use super::node::{Edge, NodeId, NodeRef, Traverse};
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

/// The facts of a page's text besides its lines.
#[derive(Debug, Default)]
pub(super) struct PageText {
    pub(super) links: Vec<PageLink>,
    /// The line of the page's source that each of the lines begins on, counted from 1.
    pub(super) sources: Vec<u64>,
}

impl PageText {
    /// The line of the source that a line of the text begins on.
    pub(super) fn source(&self, line: u64) -> u64 {
        let place = (line as usize).saturating_sub(1);
        self.sources.get(place).or(self.sources.last()).copied().unwrap_or(1)
    }
}

/// The lines of a page's text. They are made one by one: together they may take more memory than the page.
#[derive(Debug)]
pub(super) struct TextLines<'t, 'f> {
    roots: std::vec::IntoIter<NodeRef<'t>>,
    /// The walk through the root that is open.
    edges: Option<Traverse<'t>>,
    /// The element that is left out, while the walk is in it.
    skipped: Option<NodeId>,
    frame: &'f mut PageFrame,
    writer: TextWriter,
}

impl<'t, 'f> TextLines<'t, 'f> {
    /// The text of these elements, without the frame of the page.
    pub(super) fn new(roots: Vec<NodeRef<'t>>, frame: &'f mut PageFrame) -> Self {
        Self { roots: roots.into_iter(), edges: None, skipped: None, frame, writer: TextWriter::default() }
    }

    /// The facts of the lines that were made.
    pub(super) fn known(&self) -> &PageText {
        &self.writer.done
    }

    /// The facts of the lines, once all are made.
    pub(super) fn finish(self) -> PageText {
        self.writer.done
    }

    fn pass(&mut self, edge: Edge<'t>) {
        match edge {
            Edge::Open(node) if self.skipped.is_none() => {
                if let Some(text) = node.text() {
                    self.writer.text(text, u64::from(node.line()));
                } else if let Some(element) = node.element() {
                    if self.frame.leaves_out(node, element) {
                        self.skipped = Some(node.id());
                    } else {
                        self.writer.open(element, node, self.frame);
                    }
                }
            }
            Edge::Close(node) if self.skipped == Some(node.id()) => self.skipped = None,
            Edge::Close(node) if self.skipped.is_none() => {
                if let Some(element) = node.element() {
                    self.writer.close(element);
                }
            }
            _ => {}
        }
    }
}

impl Iterator for TextLines<'_, '_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        loop {
            if let Some(line) = self.writer.ready.pop_front() {
                return Some(line);
            }
            if let Some(edge) = self.edges.as_mut().and_then(Iterator::next) {
                self.pass(edge);
            } else if self.edges.take().is_some() {
                self.writer.end_part();
            } else {
                self.edges = Some(self.roots.next()?.traverse());
            }
        }
    }
}
