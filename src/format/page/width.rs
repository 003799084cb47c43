//! The width at which a page's lines are wrapped, learned while it is read.

use super::line::{PageLine, Shape};
use crate::format::value::prose::begins_lower;

/// No page is wrapped at a greater width, in characters.
const WIDEST: usize = 120;
/// So many lines must begin in the middle of a sentence before a page counts as wrapped.
const EVIDENCE: u32 = 2;

/// The widths of the lines that were seen.
#[derive(Debug, Default)]
pub(super) struct Width {
    widest: usize,
    /// The width of the line before; 0 for a blank one.
    last: usize,
    evidence: u32,
}

impl Width {
    /// Takes note of a line.
    pub(super) fn learn(&mut self, line: &PageLine) {
        let width = width(line);
        if self.last > 0 && matches!(line.shape, Shape::Text { item: None, .. }) && begins_lower(&line.text) {
            self.evidence = self.evidence.saturating_add(1);
        }
        self.last = width;
        if line.shape != Shape::Address {
            self.widest = self.widest.max(width);
        }
    }

    /// Returns true when a text stands on a new line only because it had no room on the line above, which is so wide.
    pub(super) fn wraps(&self, above: usize, text: &str) -> bool {
        let word = text.split(' ').next().unwrap_or_default().chars().count();
        above > 0 && self.evidence >= EVIDENCE && self.widest <= WIDEST && above + 1 + word > self.widest
    }
}

/// The width of a line in characters; 0 for one without content.
pub(super) fn width(line: &PageLine) -> usize {
    if matches!(line.shape, Shape::Blank | Shape::Navigation) { 0 } else { line.text.chars().count() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::lines::Line;

    #[test]
    fn a_wrapped_page_shows_itself() {
        let mut width = Width::default();
        for text in ["Description: The first line is wide", "enough, the next is less", "so, in", "", "A title"] {
            width.learn(&PageLine::new(Line { number: 1, text: text.to_owned(), truncated: false }));
        }
        assert!(width.wraps(28, "Transformation"));
        assert!(!width.wraps(10, "Transformation"));
        assert!(!width.wraps(0, "Transformation"));
        assert!(!Width::default().wraps(28, "Transformation"));
    }
}
