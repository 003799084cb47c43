//! Which resources have which values, to be read both ways.

use super::deadline::Late;
use super::dimension::Dimension;
use super::walk::Walk;

/// The values of each resource of a set, and the resources of each value, in one list each.
pub(super) struct Incidence {
    /// By place of a value: the slots of its resources.
    holders: Grouped,
    /// By slot: the places of the values, which ascend.
    rows: Grouped,
}

/// Lists, one behind the other.
struct Grouped {
    /// The places where the lists begin, and the end of the last.
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Incidence {
    /// `values` come with how many resources of the set have each.
    pub(super) fn new(walk: &Walk<'_>, dimension: Dimension, values: &[(u32, u32)]) -> Result<Self, Late> {
        let mut holders = Grouped::new(values.iter().map(|(_, count)| *count));
        let mut lengths = vec![0; walk.slots()];
        let mut filling = holders.filling();
        walk.each(dimension, values, |slot, place| {
            holders.put(&mut filling, place, slot);
            lengths.get_mut(slot as usize).into_iter().for_each(|length| *length += 1);
        })?;
        let mut rows = Grouped::new(lengths);
        let mut filling = rows.filling();
        for place in 0..values.len() {
            for slot in holders.get(place) {
                rows.put(&mut filling, *slot as usize, place as u32);
            }
        }
        Ok(Self { holders, rows })
    }

    /// The slots of the resources with the value at a place.
    pub(super) fn holders(&self, place: usize) -> &[u32] {
        self.holders.get(place)
    }

    /// The places of a resource's values; they ascend.
    pub(super) fn row(&self, slot: u32) -> &[u32] {
        self.rows.get(slot as usize)
    }
}

impl Grouped {
    fn new(lengths: impl IntoIterator<Item = u32>) -> Self {
        let mut end = 0;
        let ends = lengths.into_iter().map(|length| {
            end += length;
            end
        });
        let starts: Vec<u32> = std::iter::once(0).chain(ends).collect();
        Self { all: vec![0; end as usize], starts }
    }

    /// Returns the place where the next item of each list goes, while there is none.
    fn filling(&self) -> Vec<u32> {
        self.starts.clone()
    }

    fn put(&mut self, filling: &mut [u32], list: usize, item: u32) {
        let Some(next) = filling.get_mut(list) else { return };
        self.all.get_mut(*next as usize).into_iter().for_each(|place| *place = item);
        *next += 1;
    }

    fn get(&self, list: usize) -> &[u32] {
        let bounds = self.starts.get(list).zip(self.starts.get(list + 1));
        bounds.and_then(|(start, end)| self.all.get(*start as usize..*end as usize)).unwrap_or_default()
    }
}
