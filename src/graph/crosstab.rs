//! How many resources have each pair of values of two dimensions.

use roaring::RoaringBitmap;
use rustc_hash::FxHashMap;

use super::Graph;
use super::deadline::{Deadline, Late};
use super::dimension::{Dimension, DimensionValue};
use super::snapshot::Snapshot;
use super::tally::BLOCK;

/// One side of a crosstab.
#[derive(Debug, Clone, Copy)]
pub struct Axis {
    /// What it shows.
    pub dimension: Dimension,
    /// The most values: the most frequent ones.
    pub limit: usize,
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
    /// How many resources were looked at.
    pub total: u64,
}

/// A row's or a column's value, and how many of all resources have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// None stands for no value at all.
    pub value: Option<DimensionValue>,
    /// How many resources.
    pub count: u32,
}

/// How many resources have a row's and a column's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The place of the column.
    pub column: usize,
    /// How many resources.
    pub count: u32,
}

/// The values of an axis by number, each with its place; `unknown` is the place of what has no value, if that is shown.
struct Places {
    headers: Vec<Header>,
    by_number: FxHashMap<u32, usize>,
    unknown: Option<usize>,
}

impl Places {
    /// The places of a resource with these numbers, in place of what the buffer held.
    fn of(&self, numbers: &[u32], places: &mut Vec<usize>) {
        places.clear();
        if numbers.is_empty() {
            places.extend(self.unknown);
        }
        places.extend(numbers.iter().filter_map(|number| self.by_number.get(number)));
    }
}

impl Snapshot {
    fn places(&self, set: &RoaringBitmap, axis: Axis, include_unknown: bool, deadline: Deadline) -> Result<Places, Late> {
        let (counts, unknown) = self.count(set, axis.dimension, deadline)?;
        let counts = self.most_frequent(axis.dimension, counts, axis.limit);
        let by_number = counts.iter().enumerate().map(|(place, (number, _))| (*number, place)).collect();
        let header = |(number, count): (u32, u32)| Header { value: axis.dimension.value(number), count };
        let mut headers: Vec<Header> = counts.into_iter().map(header).collect();
        let unknown = (include_unknown && unknown > 0).then(|| {
            headers.push(Header { value: None, count: unknown });
            headers.len() - 1
        });
        Ok(Places { headers, by_number, unknown })
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
        rows: Axis,
        columns: Axis,
        include_unknown: bool,
        deadline: Deadline,
    ) -> Result<Crosstab, Late> {
        let snapshot = self.snapshot();
        let down = snapshot.places(set, rows, include_unknown, deadline)?;
        let along = snapshot.places(set, columns, include_unknown, deadline)?;
        let width = along.headers.len();
        let mut counts: Vec<u32> = vec![0; down.headers.len() * width];
        let (mut numbers, mut row_places, mut column_places) = (Vec::new(), Vec::new(), Vec::new());
        for (place, resource) in set.iter().enumerate() {
            if place % BLOCK == 0 {
                deadline.check()?;
            }
            let Some(resource) = snapshot.resources.get(resource) else { continue };
            resource.numbers(rows.dimension, &mut numbers);
            down.of(&numbers, &mut row_places);
            if row_places.is_empty() {
                continue;
            }
            resource.numbers(columns.dimension, &mut numbers);
            along.of(&numbers, &mut column_places);
            for row in &row_places {
                for column in &column_places {
                    counts.get_mut(row * width + column).into_iter().for_each(|count| *count += 1);
                }
            }
        }
        let cells = |row: &[u32]| {
            row.iter().enumerate().filter(|(_, count)| **count > 0).map(|(column, count)| Cell { column, count: *count }).collect()
        };
        let cells = if width == 0 { vec![Vec::new(); down.headers.len()] } else { counts.chunks(width).map(cells).collect() };
        Ok(Crosstab { rows: down.headers, columns: along.headers, cells, total: set.len() })
    }
}
