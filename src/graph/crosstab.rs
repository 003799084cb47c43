//! The number of resources that have each pair of values of two dimensions.

use roaring::RoaringBitmap;

use super::Graph;
use super::deadline::{Deadline, Late};
use super::dimension::{Dimension, DimensionValue};
use super::snapshot::Snapshot;
use super::tally::{Pick, Picked};
use super::walk::{Counts, Walk};

/// One side of a crosstab.
#[derive(Debug, Clone)]
pub struct Axis {
    /// The dimension that it shows.
    pub dimension: Dimension,
    /// The values that it shows.
    pub pick: Pick,
}

/// A crosstab.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crosstab {
    /// Down the side.
    pub rows: Vec<Header>,
    /// Along the top.
    pub columns: Vec<Header>,
    /// For each row the cells that count anything, in the order of the columns.
    pub cells: Vec<Vec<Cell>>,
    /// The number of values that occur down the side, whether or not they have a row.
    pub row_count: usize,
    /// The number of values that occur along the top, whether or not they have a column.
    pub column_count: usize,
    /// The number of resources that were looked at.
    pub total: u64,
}

/// A row's or a column's value, and how many of all resources have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// None stands for no value at all.
    pub value: Option<DimensionValue>,
    /// The number of resources.
    pub count: u32,
    /// True when it was asked for besides those of the page.
    pub is_added: bool,
}

/// The number of resources that have a row's and a column's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The place of the column.
    pub column: usize,
    /// The number of resources.
    pub count: u32,
}

/// So many columns are counted at once: a bit for each.
const GROUP: usize = u64::BITS as usize;

/// The values of an axis in their order.
struct Side {
    dimension: Dimension,
    picked: Picked,
    counts: Counts,
    /// True when resources without a value have a place behind the values.
    unknown: bool,
}

impl Side {
    fn new(snapshot: &Snapshot, axis: &Axis, counts: Counts, include_unknown: bool) -> Self {
        let picked = snapshot.picked(axis.dimension, &counts.values, &counts.values, &axis.pick);
        Self { dimension: axis.dimension, picked, unknown: include_unknown && counts.unknown > 0, counts }
    }

    fn headers(&self) -> Vec<Header> {
        let known = self.picked.values.iter().enumerate().map(|(place, (number, count))| Header {
            value: self.dimension.value(*number),
            count: *count,
            is_added: place >= self.picked.on_page,
        });
        known.chain(self.unknown.then_some(Header { value: None, count: self.counts.unknown, is_added: false })).collect()
    }

    /// Calls `visit` with the slot of each resource and each of its places from `start` on, so many at most, the first as 0.
    fn each(&self, walk: &Walk<'_>, start: usize, most: usize, mut visit: impl FnMut(u32, usize)) -> Result<(), Late> {
        let values = self.picked.values.get(start..).unwrap_or_default();
        walk.each(self.dimension, values.get(..most).unwrap_or(values), &mut visit)?;
        if self.unknown && values.len() < most {
            walk.each_unknown(&self.counts, |slot| visit(slot, values.len()));
        }
        Ok(())
    }
}

impl Graph {
    /// Counts the resources of a set by two dimensions. With `include_unknown`, what has no value has a row or a column of its own, the last.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over.
    pub fn crosstab(
        &self,
        set: &RoaringBitmap,
        rows: &Axis,
        columns: &Axis,
        include_unknown: bool,
        deadline: Deadline,
    ) -> Result<Crosstab, Late> {
        let snapshot = self.snapshot();
        let walk = Walk::new(snapshot, set, deadline)?;
        let mut counts = walk.count(&[rows.dimension, columns.dimension], include_unknown)?.into_iter();
        let mut side = |axis| Side::new(snapshot, axis, counts.next().unwrap_or_default(), include_unknown);
        let (down, along) = (side(rows), side(columns));
        let (row_count, column_count) = (down.counts.values.len(), along.counts.values.len());
        let (rows, columns) = (down.headers(), along.headers());
        let mut cells: Vec<Vec<Cell>> = vec![Vec::new(); rows.len()];
        for start in (0..columns.len()).step_by(GROUP) {
            let mut columns_of: Vec<u64> = vec![0; walk.slots()];
            along.each(&walk, start, GROUP, |slot, column| {
                columns_of.get_mut(slot as usize).into_iter().for_each(|columns| *columns |= 1 << column);
            })?;
            let mut counts = vec![[0_u32; GROUP]; rows.len()];
            down.each(&walk, 0, rows.len(), |slot, row| {
                let Some(counts) = counts.get_mut(row) else { return };
                let mut columns = columns_of.get(slot as usize).copied().unwrap_or(0);
                while columns != 0 {
                    let column = columns.trailing_zeros() as usize;
                    counts.get_mut(column).into_iter().for_each(|count| *count += 1);
                    columns &= columns - 1;
                }
            })?;
            for (cells, counts) in cells.iter_mut().zip(counts) {
                let counted = (start..).zip(counts).filter(|(_, count)| *count > 0);
                cells.extend(counted.map(|(column, count)| Cell { column, count }));
            }
        }
        Ok(Crosstab { rows, columns, cells, row_count, column_count, total: set.len() })
    }
}
