//! Something small for each number of a dimension.

use std::ops::Range;

use rustc_hash::FxHashMap;

/// To clear and to read so many places of a list takes about as long as to find one number in a map.
const DENSE: usize = 32;

/// Something small for each number; 0 where nothing was put.
pub(super) struct Table {
    /// The number at the beginning of `dense`.
    start: u32,
    dense: Vec<u32>,
    /// Of the other numbers.
    sparse: FxHashMap<u32, u32>,
}

impl Table {
    /// A table in which about so many times a number is looked for, mostly one of these.
    pub(super) fn new(numbers: Range<u32>, times: usize) -> Self {
        let dense = if numbers.len() <= times.saturating_mul(DENSE) { vec![0; numbers.len()] } else { Vec::new() };
        Self { start: numbers.start, dense, sparse: FxHashMap::default() }
    }

    /// What is there for a number, to be changed.
    pub(super) fn entry(&mut self, number: u32) -> &mut u32 {
        match self.dense.get_mut(number.wrapping_sub(self.start) as usize) {
            Some(entry) => entry,
            None => self.sparse.entry(number).or_default(),
        }
    }

    /// What is there for a number.
    pub(super) fn get(&self, number: u32) -> u32 {
        let dense = self.dense.get(number.wrapping_sub(self.start) as usize);
        dense.or_else(|| self.sparse.get(&number)).copied().unwrap_or(0)
    }

    /// Everything that is there, with its number.
    pub(super) fn entries(self) -> Vec<(u32, u32)> {
        (self.start..).zip(self.dense).chain(self.sparse).filter(|(_, entry)| *entry > 0).collect()
    }
}
