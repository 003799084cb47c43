//! Pairs of values of one dimension that resources have together.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use roaring::RoaringBitmap;

use super::Graph;
use super::deadline::{Deadline, Late};
use super::dimension::{Dimension, DimensionValue};
use super::tally::{BLOCK, Counter};

/// Two values, and how many resources have both. The first stands before the second by label, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// One value, and how many resources have it.
    pub a: (DimensionValue, u32),
    /// The other.
    pub b: (DimensionValue, u32),
    /// How many resources have both.
    pub count: u32,
}

/// The pairs of a dimension.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs {
    /// The most frequent first, then by label.
    pub pairs: Vec<Pair>,
    /// How many there are, whether or not they stand in `pairs`.
    pub total: usize,
}

/// Where a pair stands among all, and the values' numbers and counts.
type Standing = (Reverse<u32>, (u32, u32), [(u32, u32); 2]);

impl Graph {
    /// The pairs of values that `at_least` so many resources of a set have together, `most` of them.
    ///
    /// Takes memory by the number of edges and of values, not of pairs: each value is paired with the others by itself.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn pairs(&self, set: &RoaringBitmap, dimension: Dimension, at_least: u32, most: usize, deadline: Deadline) -> Result<Pairs, Late> {
        let snapshot = self.snapshot();
        let ranks = snapshot.ranks(dimension);
        let (counts, _) = snapshot.count(set, dimension, deadline)?;
        let mut values: Vec<(u32, u32, u32)> = counts.into_iter().map(|(number, count)| (ranks.of(number), number, count)).collect();
        values.sort_unstable();
        // From here on a value is its place in this order.
        let place_of = |number: u32| values.binary_search_by_key(&(ranks.of(number), number), |value| (value.0, value.1)).ok();
        let mut edges: Vec<(u32, u32)> = Vec::new();
        let (mut numbers, mut starts, mut others) = (Vec::new(), vec![0], Vec::<u32>::new());
        for (step, resource) in set.iter().enumerate() {
            if step % BLOCK == 0 {
                deadline.check()?;
            }
            let Some(resource) = snapshot.resources.get(resource) else { continue };
            resource.numbers(dimension, &mut numbers);
            if numbers.len() < 2 {
                continue;
            }
            let mut places: Vec<u32> = numbers.iter().filter_map(|number| place_of(*number)).map(|place| place as u32).collect();
            places.sort_unstable();
            edges.extend(places.iter().map(|place| (*place, starts.len() as u32 - 1)));
            others.extend(places);
            starts.push(others.len());
        }
        edges.sort_unstable();
        let mut best: BinaryHeap<Standing> = BinaryHeap::new();
        let mut total = 0;
        for (step, group) in edges.chunk_by(|one, other| one.0 == other.0).enumerate() {
            if step % 64 == 0 {
                deadline.check()?;
            }
            let Some((a, _)) = group.first().copied() else { continue };
            let mut counter = Counter::new(Some(values.len()), group.len() * 8);
            for (_, resource) in group {
                let (Some(start), Some(end)) = (starts.get(*resource as usize), starts.get(*resource as usize + 1)) else { continue };
                let places = others.get(*start..*end).unwrap_or_default();
                places.iter().filter(|b| **b > a).for_each(|b| counter.add(*b));
            }
            let Some((_, number, count)) = values.get(a as usize).copied() else { continue };
            for (b, together) in counter.counts().into_iter().filter(|(_, together)| *together >= at_least) {
                let Some((_, other, others)) = values.get(b as usize).copied() else { continue };
                total += 1;
                best.push((Reverse(together), (a, b), [(number, count), (other, others)]));
                if best.len() > most {
                    best.pop();
                }
            }
        }
        let value = |(number, count): (u32, u32)| Some((dimension.value(number)?, count));
        let pair = |(Reverse(count), _, [a, b]): Standing| Some(Pair { a: value(a)?, b: value(b)?, count });
        Ok(Pairs { pairs: best.into_sorted_vec().into_iter().filter_map(pair).collect(), total })
    }
}
