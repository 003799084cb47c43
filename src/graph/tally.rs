//! Counting the resources of a set by the values of a dimension.

use std::cmp::Reverse;

use roaring::RoaringBitmap;
use rustc_hash::FxHashMap;

use super::Graph;
use super::deadline::{Deadline, Late};
use super::dimension::{Dimension, DimensionValue};
use super::snapshot::Snapshot;
use crate::name;

/// How many resources are looked at between two looks at the clock.
pub(super) const BLOCK: usize = 4096;

/// How many resources of a set have a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The value.
    pub value: DimensionValue,
    /// How many resources.
    pub count: u32,
}

/// The counts of a dimension.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facet {
    /// Values that a resource of the set has.
    pub values: Vec<Tally>,
    /// How many such values there are.
    pub distinct: usize,
    /// How many resources have none.
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

/// Counts by number.
pub(super) enum Counter {
    Dense(Vec<u32>),
    Sparse(FxHashMap<u32, u32>),
}

impl Counter {
    /// A counter of numbers below `numbers`, none for any, that will count about so many times.
    pub(super) fn new(numbers: Option<usize>, times: usize) -> Self {
        match numbers {
            Some(numbers) if numbers <= times.saturating_mul(8) => Self::Dense(vec![0; numbers]),
            _ => Self::Sparse(FxHashMap::default()),
        }
    }

    pub(super) fn add(&mut self, number: u32) {
        match self {
            Self::Dense(counts) => counts.get_mut(number as usize).into_iter().for_each(|count| *count += 1),
            Self::Sparse(counts) => *counts.entry(number).or_default() += 1,
        }
    }

    /// The numbers that were counted, each with its count.
    pub(super) fn counts(self) -> Vec<(u32, u32)> {
        match self {
            Self::Dense(counts) => (0..).zip(counts).filter(|(_, count)| *count > 0).collect(),
            Self::Sparse(counts) => counts.into_iter().collect(),
        }
    }
}

impl Snapshot {
    /// How many resources of a set have each number of a dimension, and how many have none.
    pub(super) fn count(&self, set: &RoaringBitmap, dimension: Dimension, deadline: Deadline) -> Result<(Vec<(u32, u32)>, u32), Late> {
        let mut counter = Counter::new(self.numbers(dimension), set.len() as usize);
        let (mut numbers, mut unknown) = (Vec::new(), 0);
        for (place, resource) in set.iter().enumerate() {
            if place % BLOCK == 0 {
                deadline.check()?;
            }
            let Some(resource) = self.resources.get(resource) else { continue };
            resource.numbers(dimension, &mut numbers);
            unknown += u32::from(numbers.is_empty());
            for number in &numbers {
                counter.add(*number);
            }
        }
        Ok((counter.counts(), unknown))
    }

    /// The first of these, the most frequent first, then by label, then by id.
    pub(super) fn most_frequent(&self, dimension: Dimension, mut counts: Vec<(u32, u32)>, first: usize) -> Vec<(u32, u32)> {
        let ranks = self.ranks(dimension);
        let key = |(number, count): &(u32, u32)| (Reverse(*count), ranks.of(*number));
        if first < counts.len() {
            counts.select_nth_unstable_by_key(first, key);
            counts.truncate(first);
        }
        counts.sort_unstable_by_key(key);
        counts
    }
}

impl Graph {
    /// The counts of a set of resources by a dimension.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn facet(&self, set: &RoaringBitmap, dimension: Dimension, ask: FacetAsk<'_>, deadline: Deadline) -> Result<Facet, Late> {
        let snapshot = self.snapshot();
        let (mut counts, unknown) = snapshot.count(set, dimension, deadline)?;
        if let Some(text) = ask.text {
            let text = name::fold(text);
            counts.retain(|(number, _)| dimension.value(*number).is_some_and(|value| name::fold(&self.label(value)).contains(&text)));
        }
        let distinct = counts.len();
        let counts = if ask.by_label {
            let ranks = snapshot.ranks(dimension);
            counts.sort_unstable_by_key(|(number, _)| ranks.of(*number));
            counts.truncate(ask.first);
            counts
        } else {
            snapshot.most_frequent(dimension, counts, ask.first)
        };
        Ok(Facet { values: tallies(dimension, counts), distinct, unknown })
    }

    /// All values that resources of a set have, the most frequent first, then by label, then by id; `without` one node.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn ranked(&self, set: &RoaringBitmap, dimension: Dimension, without: Option<u32>, deadline: Deadline) -> Result<Vec<Tally>, Late> {
        let (mut counts, _) = self.snapshot().count(set, dimension, deadline)?;
        counts.retain(|(number, _)| Some(*number) != without);
        let first = counts.len();
        Ok(tallies(dimension, self.snapshot().most_frequent(dimension, counts, first)))
    }
}

pub(super) fn tallies(dimension: Dimension, counts: Vec<(u32, u32)>) -> Vec<Tally> {
    counts.into_iter().filter_map(|(number, count)| Some(Tally { value: dimension.value(number)?, count })).collect()
}
