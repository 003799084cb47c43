//! Counting the resources of a set by the values of a dimension.

use std::borrow::Cow;
use std::cmp::Reverse;

use roaring::RoaringBitmap;
use rustc_hash::{FxHashMap, FxHashSet};

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
    /// Values that a resource of the set has, then those that were asked for besides.
    pub values: Vec<Tally>,
    /// The number of values before those that were asked for besides.
    pub first: usize,
    /// The number of such values.
    pub distinct: usize,
    /// The number of resources that have none.
    pub unknown: u32,
}

/// The order of a dimension's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ValueOrder {
    /// The most frequent first, then by label, then by id.
    #[default]
    Frequent,
    /// By label, years by value, then by id.
    Label,
}

/// A choice of the values that occur.
#[derive(Debug, Clone, Default)]
pub struct Pick {
    /// The order.
    pub order: ValueOrder,
    /// So many at the front are left out.
    pub offset: usize,
    /// The most values behind these.
    pub limit: usize,
    /// Values that are told besides, where they are not among these, even if nothing has them.
    pub include: Vec<DimensionValue>,
}

impl Pick {
    /// The most frequent values.
    pub fn first(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }
}

/// A facet that is asked for.
#[derive(Debug, Clone)]
pub struct FacetAsk {
    /// By what is counted.
    pub dimension: Dimension,
    /// Only values with this in their label, as [`name::fold`] compares. Those that the pick includes need not have it.
    pub text: Option<String>,
    /// The values that are told.
    pub pick: Pick,
}

/// Values of a dimension, by number, each with how many resources have it.
pub(super) struct Picked {
    /// Those of the page in their order, then those that were told besides, in the order in which they were asked for.
    pub(super) values: Vec<(u32, u32)>,
    /// The number of those of the page.
    pub(super) on_page: usize,
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

    /// Picks values. `counts` are all that occur, `fitting` those that the page is made of.
    pub(super) fn picked(&self, dimension: Dimension, counts: &[(u32, u32)], fitting: &[(u32, u32)], pick: &Pick) -> Picked {
        let end = pick.offset.saturating_add(pick.limit);
        let mut values = match pick.order {
            ValueOrder::Frequent => self.most_frequent(dimension, fitting, end),
            ValueOrder::Label => self.by_label(dimension, fitting, end),
        };
        values.drain(..pick.offset.min(values.len()));
        let on_page = values.len();
        if !pick.include.is_empty() {
            let mut seen: FxHashSet<u32> = values.iter().map(|(number, _)| *number).collect();
            let wanted: Vec<u32> = pick.include.iter().filter_map(|value| self.number(dimension, *value)).collect();
            let mut counted: FxHashMap<u32, u32> = wanted.iter().map(|number| (*number, 0)).collect();
            for (number, count) in counts {
                counted.entry(*number).and_modify(|known| *known = *count);
            }
            let added = wanted.into_iter().filter(|number| seen.insert(*number));
            values.extend(added.map(|number| (number, counted.get(&number).copied().unwrap_or(0))));
        }
        Picked { values, on_page }
    }
}

impl Graph {
    /// The counts of a set of resources by each of some dimensions, for little more than by one.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn facets(&self, set: &RoaringBitmap, asks: &[FacetAsk], deadline: Deadline) -> Result<Vec<Facet>, Late> {
        let mut dimensions: Vec<Dimension> = Vec::new();
        for ask in asks {
            if !dimensions.contains(&ask.dimension) {
                dimensions.push(ask.dimension);
            }
        }
        let counted = Walk::new(self.snapshot(), set, deadline)?.count(&dimensions, true)?;
        let mut facets = Vec::with_capacity(asks.len());
        for ask in asks {
            // Each dimension was counted once, however often it is asked for.
            let counts = dimensions.iter().zip(&counted).find(|(dimension, _)| **dimension == ask.dimension);
            facets.push(counts.map_or_else(|| Ok(Facet::default()), |(_, counts)| self.told(ask, counts, deadline))?);
        }
        Ok(facets)
    }

    /// Returns the counts that were asked for.
    fn told(&self, ask: &FacetAsk, counts: &Counts, deadline: Deadline) -> Result<Facet, Late> {
        let FacetAsk { dimension, text, pick } = ask;
        let fitting = match text {
            Some(text) => Cow::Owned(self.labelled(*dimension, &counts.values, &name::fold(text), deadline)?),
            None => Cow::Borrowed(counts.values.as_slice()),
        };
        let Picked { values, on_page } = self.snapshot().picked(*dimension, &counts.values, &fitting, pick);
        Ok(Facet { values: tallies(*dimension, values), first: on_page, distinct: fitting.len(), unknown: counts.unknown })
    }

    /// Those of some values that have a text in their label.
    fn labelled(&self, dimension: Dimension, counts: &[(u32, u32)], text: &str, deadline: Deadline) -> Result<Vec<(u32, u32)>, Late> {
        let mut pace = Pace::new(deadline);
        let mut fitting = Vec::new();
        for (number, count) in counts {
            pace.step(LABEL)?;
            if dimension.value(*number).is_some_and(|value| name::fold(&self.label(value)).contains(text)) {
                fitting.push((*number, *count));
            }
        }
        Ok(fitting)
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
