//! The overlap of two values in the values that they go with: of two funders in their topics, for example.

use std::cmp::Reverse;

use roaring::RoaringBitmap;

use super::Graph;
use super::best::Best;
use super::bits::Bits;
use super::deadline::{Deadline, Late, Pace};
use super::dimension::{Dimension, DimensionValue};
use super::incidence::Incidence;
use super::walk::Walk;

/// So many of the most frequent values are compared, each with each.
pub const COMPARED: usize = 400;

/// Two values and what they share. The first stands before the second by label, then by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// One value, and how many resources have it.
    pub a: (DimensionValue, u32),
    /// The other.
    pub b: (DimensionValue, u32),
    /// The number of values of the other dimension that both go with.
    pub shared: u64,
    /// The number of values of the other dimension that at least one of them goes with.
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
        let walk = Walk::new(snapshot, set, deadline)?;
        let values = snapshot.most_frequent(of, &walk.values(of)?, COMPARED);
        // From here on a value is its place in this order.
        let values = snapshot.by_label(of, &values, COMPARED);
        let others = walk.values(by)?;
        let incidence = Incidence::new(&walk, by, &others)?;
        let mut portfolios: Vec<Bits> = values.iter().map(|_| Bits::new(others.len())).collect();
        walk.each(of, &values, |slot, place| {
            if let Some(portfolio) = portfolios.get_mut(place) {
                incidence.row(slot).iter().for_each(|other| portfolio.insert(*other));
            }
        })?;
        let sizes: Vec<u32> = portfolios.iter().map(Bits::len).collect();
        let width = others.len() / 64;
        let all = || portfolios.iter().zip(&sizes).enumerate();
        let mut pace = Pace::new(deadline);
        let mut best = Best::new(first);
        for (a, (one, size)) in all() {
            for (b, (other, others)) in all().skip(a + 1) {
                pace.step(1 + width)?;
                let shared = one.shared(other);
                if shared > 0 {
                    // With as much shared, the greater part is that of the smaller whole.
                    best.push((Reverse(shared), size + others - shared, a, b));
                }
            }
        }
        let value = |place: usize| values.get(place).and_then(|(number, count)| Some((of.value(*number)?, *count)));
        let overlap = |(Reverse(shared), union, a, b): (Reverse<u32>, u32, usize, usize)| {
            Some(Overlap { a: value(a)?, b: value(b)?, shared: shared.into(), union: union.into() })
        };
        Ok(best.sorted().into_iter().filter_map(overlap).collect())
    }
}
