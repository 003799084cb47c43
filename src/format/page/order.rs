//! The order in which a page usually prints its labels, learned while it is read.

use rustc_hash::FxHashMap;

use crate::format::label::{Label, USUAL_ORDER};

/// The order of so many labels is learned; those of others is not known.
const MOST: usize = 256;

/// The labels that were seen, in the order in which records print them.
#[derive(Debug, Default)]
pub(super) struct Order {
    seen: Vec<Label>,
    /// The place of each of these.
    ranks: FxHashMap<Label, usize>,
    last: Option<Label>,
}

impl Order {
    /// Takes note of a label. Two labels with no text between them stand in one record, so their order is the page's.
    pub(super) fn label(&mut self, label: Label) {
        if let Some(last) = self.last.replace(label) {
            self.follows(last, label);
        }
    }

    /// Takes note of a label that text stands above: a title, perhaps, so that what stood before it says nothing about what comes.
    pub(super) fn begin(&mut self, label: Label) {
        self.last = Some(label);
    }

    /// Returns true when the place of a label is known.
    pub(super) fn knows(&self, label: Label) -> bool {
        self.ranks.contains_key(&label) || (!label.is_note() && USUAL_ORDER.contains(&label))
    }

    /// Returns true when `first` usually stands before `second` in a record.
    pub(super) fn precedes(&self, first: Label, second: Label) -> bool {
        let seen = |label| self.ranks.get(&label).copied();
        let usual = |label| USUAL_ORDER.iter().position(|&known| known == label);
        let precedes = |rank: &dyn Fn(Label) -> Option<usize>| Some(rank(first)? < rank(second)?);
        precedes(&seen).or_else(|| precedes(&usual)).unwrap_or(false)
    }

    fn follows(&mut self, first: Label, second: Label) {
        if self.seen.len() >= MOST {
            return;
        }
        let rank = |label| self.ranks.get(&label).copied();
        match (rank(first), rank(second)) {
            (None, None) if first == second => self.seen.push(first),
            (None, None) => self.seen.extend([first, second]),
            (Some(at), None) => self.seen.insert(at + 1, second),
            (None, Some(at)) => self.seen.insert(at, first),
            (Some(_), Some(_)) => return,
        }
        self.ranks = self.seen.iter().copied().zip(0..).collect();
    }
}

#[cfg(test)]
mod tests {
    use entity::vocabulary::{ContributionRole, FundingKind};

    use super::*;

    const PRODUCED: Label = Label::Made(ContributionRole::Producer);

    #[test]
    fn the_usual_order_holds_until_the_page_shows_another() {
        let mut order = Order::default();
        assert!(order.precedes(PRODUCED, Label::Keywords));
        order.label(Label::Description);
        order.label(Label::Keywords);
        order.label(PRODUCED);
        order.begin(Label::Paid(FundingKind::Funder));
        assert!(order.precedes(Label::Keywords, PRODUCED));
        assert!(!order.precedes(PRODUCED, Label::Keywords));
        assert!(!order.precedes(PRODUCED, Label::Url));
    }
}
