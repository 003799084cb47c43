//! Counting the resources of a set by the values of a dimension.

use std::cmp::Reverse;

use roaring::RoaringBitmap;

use super::Graph;
use super::best::Best;
use super::deadline::{Deadline, Late, Pace};
use super::dimension::{Dimension, DimensionValue};
use super::snapshot::Snapshot;
use super::walk::{Counts, Walk};
use crate::name;

/// To fold a label takes as long as to count so many resources.
const LABEL: usize = 16;

/// The number of resources of a set that have a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The value.
    pub value: DimensionValue,
    /// The number of resources.
    pub count: u32,
}

/// The counts of a dimension.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facet {
    /// Values that a resource of the set has.
    pub values: Vec<Tally>,
    /// The number of such values.
    pub distinct: usize,
    /// The number of resources that have none.
    pub unknown: u32,
}

/// Which values a facet tells.
#[derive(Debug, Clone, Copy)]
pub struct FacetAsk<'a> {
    /// The most values.
    pub first: usize,
    /// Only those with this in their label, as [`name::fold`] compares.
    pub text: Option<&'a str>,
    /// By label, not the most frequent first.
    pub by_label: bool,
}

impl Snapshot {
    /// The first of these, the most frequent first, then by label, then by id.
    pub(super) fn most_frequent(&self, dimension: Dimension, counts: &[(u32, u32)], first: usize) -> Vec<(u32, u32)> {
        let ranks = self.ranks(dimension);
        let mut best = Best::new(first);
        for (number, count) in counts {
            best.push((Reverse(*count), ranks.of(*number), *number));
        }
        best.sorted().into_iter().map(|(Reverse(count), _, number)| (number, count)).collect()
    }

    /// The first of these by label, then by id.
    pub(super) fn by_label(&self, dimension: Dimension, counts: &[(u32, u32)], first: usize) -> Vec<(u32, u32)> {
        let ranks = self.ranks(dimension);
        let mut best = Best::new(first);
        for (number, count) in counts {
            best.push((ranks.of(*number), *number, *count));
        }
        best.sorted().into_iter().map(|(_, number, count)| (number, count)).collect()
    }
}

impl Graph {
    /// The counts of a set of resources by a dimension.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn facet(&self, set: &RoaringBitmap, dimension: Dimension, ask: FacetAsk<'_>, deadline: Deadline) -> Result<Facet, Late> {
        Ok(self.facets(set, &[dimension], ask, deadline)?.pop().unwrap_or_default())
    }

    /// The counts of a set of resources by each of some dimensions, for little more than by one.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn facets(&self, set: &RoaringBitmap, dimensions: &[Dimension], ask: FacetAsk<'_>, deadline: Deadline) -> Result<Vec<Facet>, Late> {
        let counted = Walk::new(self.snapshot(), set, deadline)?.count(dimensions, true)?;
        dimensions.iter().zip(counted).map(|(dimension, counts)| self.told(*dimension, counts, ask, deadline)).collect()
    }

    /// Returns the counts that were asked for.
    fn told(&self, dimension: Dimension, counts: Counts, ask: FacetAsk<'_>, deadline: Deadline) -> Result<Facet, Late> {
        let Counts { mut values, unknown, .. } = counts;
        if let Some(text) = ask.text.map(name::fold) {
            let mut pace = Pace::new(deadline);
            let mut fitting = Vec::new();
            for (number, count) in values {
                pace.step(LABEL)?;
                if dimension.value(number).is_some_and(|value| name::fold(&self.label(value)).contains(&text)) {
                    fitting.push((number, count));
                }
            }
            values = fitting;
        }
        let distinct = values.len();
        let order = if ask.by_label { Snapshot::by_label } else { Snapshot::most_frequent };
        let first = order(self.snapshot(), dimension, &values, ask.first);
        Ok(Facet { values: tallies(dimension, first), distinct, unknown })
    }

    /// All values that resources of a set have, the most frequent first, then by label, then by id; `without` one node.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn ranked(&self, set: &RoaringBitmap, dimension: Dimension, without: Option<u32>, deadline: Deadline) -> Result<Vec<Tally>, Late> {
        let snapshot = self.snapshot();
        let mut counts = Walk::new(snapshot, set, deadline)?.values(dimension)?;
        counts.retain(|(number, _)| Some(*number) != without);
        Ok(tallies(dimension, snapshot.most_frequent(dimension, &counts, counts.len())))
    }
}

fn tallies(dimension: Dimension, counts: Vec<(u32, u32)>) -> Vec<Tally> {
    counts.into_iter().filter_map(|(number, count)| Some(Tally { value: dimension.value(number)?, count })).collect()
}
