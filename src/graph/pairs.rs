//! Pairs of values of one dimension that resources have together.

use std::cmp::Reverse;

use roaring::RoaringBitmap;

use super::Graph;
use super::best::Best;
use super::deadline::{Deadline, Late, Pace};
use super::dimension::{Dimension, DimensionValue};
use super::incidence::Incidence;
use super::walk::Walk;

/// Two values, and how many resources have both. The first stands before the second by label, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// One value, and how many resources have it.
    pub a: (DimensionValue, u32),
    /// The other.
    pub b: (DimensionValue, u32),
    /// The number of resources that have both.
    pub count: u32,
}

/// The pairs of a dimension.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs {
    /// The most frequent first, then by label.
    pub pairs: Vec<Pair>,
    /// The number of pairs, whether or not they stand in `pairs`.
    pub total: usize,
}

impl Graph {
    /// The pairs of values that `at_least` so many resources of a set have together, and one resource if that is 0; `most` of them.
    ///
    /// Takes memory by the number of edges and of values, not of pairs: each value is paired with the others by itself.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn pairs(&self, set: &RoaringBitmap, dimension: Dimension, at_least: u32, most: usize, deadline: Deadline) -> Result<Pairs, Late> {
        let snapshot = self.snapshot();
        let walk = Walk::new(snapshot, set, deadline)?;
        let values = walk.values(dimension)?;
        // From here on a value is its place in this order.
        let values = snapshot.by_label(dimension, &values, values.len());
        let incidence = Incidence::new(&walk, dimension, &values)?;
        let mut pace = Pace::new(deadline);
        let mut best = Best::new(most);
        let mut total = 0;
        let (mut counts, mut counted) = (vec![0_u32; values.len()], Vec::new());
        for a in 0..values.len() as u32 {
            for slot in incidence.holders(a as usize) {
                let row = incidence.row(*slot);
                pace.step(1 + row.len())?;
                for b in row.iter().rev().take_while(|b| **b > a) {
                    if let Some(count) = counts.get_mut(*b as usize) {
                        if *count == 0 {
                            counted.push(*b);
                        }
                        *count += 1;
                    }
                }
            }
            for b in counted.drain(..) {
                let together = counts.get_mut(b as usize).map(std::mem::take).unwrap_or_default();
                if together >= at_least {
                    total += 1;
                    best.push((Reverse(together), a, b));
                }
            }
        }
        let value = |place: u32| values.get(place as usize).and_then(|(number, count)| Some((dimension.value(*number)?, *count)));
        let pair = |(Reverse(count), a, b): (Reverse<u32>, u32, u32)| Some(Pair { a: value(a)?, b: value(b)?, count });
        Ok(Pairs { pairs: best.sorted().into_iter().filter_map(pair).collect(), total })
    }
}
