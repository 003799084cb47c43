//! How far what one value goes with is what another goes with: how much two funders' topics overlap.

use std::cmp::Reverse;

use roaring::RoaringBitmap;
use rustc_hash::FxHashMap;

use super::Graph;
use super::deadline::{Deadline, Late};
use super::dimension::{Dimension, DimensionValue};
use super::tally::BLOCK;

/// How many of the most frequent values are compared, each with each.
pub const COMPARED: usize = 400;

/// Two values and what they share. The first stands before the second by label, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// One value, and how many resources have it.
    pub a: (DimensionValue, u32),
    /// The other.
    pub b: (DimensionValue, u32),
    /// How many values of the other dimension both go with.
    pub shared: u64,
    /// How many at least one of them goes with.
    pub union: u64,
}

impl Graph {
    /// The pairs of values of one dimension that share most values of another, in the resources of a set: most shared first, then the
    /// greatest part of what either has, then by label. Only the [`COMPARED`] most frequent values are compared.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn overlaps(
        &self,
        set: &RoaringBitmap,
        of: Dimension,
        by: Dimension,
        first: usize,
        deadline: Deadline,
    ) -> Result<Vec<Overlap>, Late> {
        let snapshot = self.snapshot();
        let (counts, _) = snapshot.count(set, of, deadline)?;
        let mut values = snapshot.most_frequent(of, counts, COMPARED);
        let ranks = snapshot.ranks(of);
        values.sort_unstable_by_key(|(number, _)| ranks.of(*number));
        let places: FxHashMap<u32, usize> = values.iter().enumerate().map(|(place, (number, _))| (*number, place)).collect();
        let mut portfolios: Vec<RoaringBitmap> = vec![RoaringBitmap::new(); values.len()];
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for (step, resource) in set.iter().enumerate() {
            if step % BLOCK == 0 {
                deadline.check()?;
            }
            let Some(resource) = snapshot.resources.get(resource) else { continue };
            resource.numbers(of, &mut own);
            resource.numbers(by, &mut others);
            for place in own.iter().filter_map(|number| places.get(number)) {
                portfolios.get_mut(*place).into_iter().for_each(|portfolio| portfolio.extend(others.iter().copied()));
            }
        }
        let all: Vec<((u32, u32), RoaringBitmap)> = values.into_iter().zip(portfolios).collect();
        let value = |(number, count): (u32, u32)| Some((of.value(number)?, count));
        let mut found = Vec::new();
        for (place, (a, one)) in all.iter().enumerate() {
            deadline.check()?;
            for (b, other) in all.iter().skip(place + 1) {
                let shared = one.intersection_len(other);
                if shared > 0 {
                    let union = one.len() + other.len() - shared;
                    found.extend(value(*a).zip(value(*b)).map(|(a, b)| Overlap { a, b, shared, union }));
                }
            }
        }
        // With as much shared, the greater part is that of the smaller whole. The sort keeps the order by label.
        found.sort_by_key(|overlap| (Reverse(overlap.shared), overlap.union));
        found.truncate(first);
        Ok(found)
    }
}
