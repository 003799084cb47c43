//! The sources of the statements of a page. Each gets a number, in the order in which the page names them.

use std::cell::RefCell;
use std::fmt;

use askama::filters::HtmlSafe;

use super::answer::ProvenanceShape;
use super::texts::PageTexts;

/// The sources that a page has named so far.
#[derive(Debug)]
pub(super) struct Sources {
    texts: &'static PageTexts,
    named: RefCell<Vec<ProvenanceShape>>,
}

/// A small number behind a statement, that leads to its source. Nothing where no source is known.
#[derive(Debug)]
pub(super) struct SourceMark {
    number: Option<usize>,
    label: &'static str,
}

impl fmt::Display for SourceMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(number) = self.number else { return Ok(()) };
        // The joiner keeps the number on the line of its statement.
        write!(f, "\u{2060}<a class=\"mark\" href=\"#source-{number}\" aria-label=\"{} {number}\">{number}</a>", self.label)
    }
}

// A mark is made of a number and of a text of this program.
impl HtmlSafe for SourceMark {}

impl Sources {
    pub(super) const fn new(texts: &'static PageTexts) -> Self {
        Self { texts, named: RefCell::new(Vec::new()) }
    }

    /// Returns the mark of a statement's source.
    pub(super) fn mark(&self, provenance: Option<&ProvenanceShape>) -> SourceMark {
        let number = provenance.map(|provenance| {
            let mut named = self.named.borrow_mut();
            let at = named.iter().position(|other| other == provenance).unwrap_or_else(|| {
                named.push(provenance.clone());
                named.len() - 1
            });
            at + 1
        });
        SourceMark { number, label: self.texts.source }
    }

    /// Returns the sources that were named, in the order of their numbers.
    pub(super) fn named(&self) -> Vec<ProvenanceShape> {
        self.named.borrow().clone()
    }
}
