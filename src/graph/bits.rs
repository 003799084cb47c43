//! Sets of small numbers that are dense enough for a bit each.

/// Small numbers, as bits.
#[derive(Default)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// Has room for the numbers below this, and leaves all others out.
    pub(super) fn new(end: usize) -> Self {
        Self(vec![0; end.div_ceil(64)])
    }

    pub(super) fn insert(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(super) fn contains(&self, number: u32) -> bool {
        self.bit(number) == 1
    }

    /// 1 for a number that is here, which counts without a branch that cannot be foreseen.
    pub(super) fn bit(&self, number: u32) -> u32 {
        self.0.get(number as usize / 64).map_or(0, |word| (word >> (number % 64)) as u32 & 1)
    }

    /// Keeps only what the others hold too.
    pub(super) fn retain(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word &= other);
    }

    /// Returns the number of members.
    pub(super) fn len(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Returns the number of members that both sets hold.
    pub(super) fn shared(&self, others: &Self) -> u32 {
        self.0.iter().zip(&others.0).map(|(word, other)| (word & other).count_ones()).sum()
    }
}
