//! The looks of a page's titles, learned from those that are sure.

use rustc_hash::FxHashSet;

use super::{dress::List, labelled::Style};
use crate::format::label::Label;

/// So many lines above titles are remembered.
const KICKERS: usize = 1_024;

/// The looks of titles.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// The number of records that were begun.
    begun: u32,
    /// The number of labels of titles.
    labelled: u32,
    /// The number of titles that are sure.
    sure: u32,
    /// The number of them with lines directly below, before the first label.
    leading: u32,
    /// The lines above titles without a blank line between, by their hashes.
    kickers: FxHashSet<u64>,
    /// The number of them with a line above that names a format and nothing else.
    kicked: u32,
    /// The number of them with a line below that names persons and nothing else.
    named: u32,
    /// The numbers of them with a number, a bullet, this rank, a blank line above, a blank line below.
    numbered: u32,
    bulleted: u32,
    ranked: [u32; 8],
    gap_above: u32,
    gap_below: u32,
}

/// A line between two labels.
#[derive(Debug)]
pub(super) struct Seen {
    /// The label that its words may be.
    pub(super) label: Option<(Label, Style)>,
    /// True when a blank line stands above.
    pub(super) gap: bool,
    /// The rank of a heading.
    pub(super) rank: u8,
    /// The mark of a list.
    pub(super) list: List,
    /// True when it is prose.
    pub(super) prose: bool,
    /// True when it only names a format.
    pub(super) is_format: bool,
    /// True when it plainly names persons, and nothing else.
    pub(super) is_of_persons: bool,
    /// True when it is a plain line of a few words.
    pub(super) short: bool,
    /// A hash of its text, or of the value after the words that may be a label.
    pub(super) value: u64,
}

impl Titles {
    /// A record begins, with a label of its title or without.
    pub(super) fn begin(&mut self, labelled: bool) {
        self.begun = self.begun.saturating_add(1);
        self.labelled = self.labelled.saturating_add(u32::from(labelled));
    }

    /// Takes note of a title: the line at this place of the lines between two labels, of which the first ones are another field's.
    pub(super) fn add(&mut self, run: &[Seen], at: usize, start: usize, gap_below: bool) {
        let one = |count: &mut u32, holds: bool| *count = count.saturating_add(u32::from(holds));
        let first = (start..=at).rev().find(|place| run.get(*place).is_none_or(|seen| seen.gap)).unwrap_or(at);
        let block = run.get(first..=at).unwrap_or_default();
        let Some(seen) = block.first() else { return };
        // A line above the title that other titles have too, or that names a format, is no title with another line below it.
        let known = self.kickers.len() >= KICKERS || !self.kickers.insert(seen.value);
        let leads = block.len() > 1 && !known && !seen.is_format && block.iter().all(|seen| !seen.prose);
        let seen = if leads { seen } else { block.last().unwrap_or(seen) };
        one(&mut self.sure, true);
        one(&mut self.kicked, at > start && run.get(at - 1).is_some_and(|above| above.is_format));
        one(&mut self.named, run.get(at + 1).is_some_and(|below| below.is_of_persons));
        one(&mut self.leading, leads);
        one(&mut self.numbered, matches!(seen.list, List::Number(_)));
        one(&mut self.bulleted, seen.list == List::Bullet);
        one(&mut self.gap_above, seen.gap);
        one(&mut self.gap_below, gap_below);
        if let Some(count) = self.ranked.get_mut(usize::from(seen.rank)) {
            one(count, true);
        }
    }

    fn is_most(&self, count: u32) -> bool {
        count > 0 && count.saturating_mul(2) >= self.sure
    }

    /// Returns true when a label says which line is the title, as a rule.
    pub(super) fn are_labelled(&self) -> bool {
        self.labelled > 0 && self.labelled.saturating_mul(2) >= self.begun
    }

    /// Returns true when numbers stand before titles as a rule.
    pub(super) fn are_numbered(&self) -> bool {
        self.is_most(self.numbered)
    }

    /// Returns true when bullets stand before titles as a rule.
    pub(super) fn are_bulleted(&self) -> bool {
        self.is_most(self.bulleted)
    }

    /// The rank that titles have as a rule; none where they are plain lines.
    pub(super) fn rank(&self) -> Option<u8> {
        (1..).zip(self.ranked.iter().skip(1)).find(|(_, count)| self.is_most(**count)).map(|(rank, _)| rank)
    }

    /// Returns true when other lines stand directly below titles, before the first label, more than once and as a rule.
    pub(super) fn lead(&self) -> bool {
        self.leading > 1 && self.is_most(self.leading)
    }

    /// Returns true when a line above the title names the format of the record, in nearly all of several records.
    pub(super) fn have_kickers(&self) -> bool {
        self.kicked > 1 && self.kicked.saturating_mul(4) >= self.sure.saturating_mul(3)
    }

    /// Returns true when a line below the title names persons, more than once and as a rule.
    pub(super) fn have_authors_below(&self) -> bool {
        self.named > 1 && self.is_most(self.named)
    }

    /// Returns true when a blank line stands above titles as a rule.
    pub(super) fn stand_apart(&self) -> bool {
        self.is_most(self.gap_above)
    }

    /// Returns true when a blank line stands below titles as a rule.
    pub(super) fn stand_above_gaps(&self) -> bool {
        self.is_most(self.gap_below)
    }
}
