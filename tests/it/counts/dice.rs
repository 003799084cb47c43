//! Random choices that are the same on every run: what a seed found once, it finds again.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// A stream of choices.
#[derive(Debug)]
pub struct Dice(TestRunner);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Self(TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)))
    }

    /// A number below this one.
    pub fn below(&mut self, size: usize) -> usize {
        (0..size).new_tree(&mut self.0).unwrap().current()
    }

    /// A number from `low` to `high`.
    pub fn within(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// True in so many of 100 cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let place = self.below(list.len());
        &list[place]
    }

    /// Up to so many different numbers below `size`, in random order.
    pub fn different(&mut self, count: usize, size: usize) -> Vec<usize> {
        let mut rest: Vec<usize> = (0..size).collect();
        (0..count.min(size))
            .map(|_| {
                let place = self.below(rest.len());
                rest.swap_remove(place)
            })
            .collect()
    }

    /// Something in so many of 100 cases.
    pub fn maybe<T>(&mut self, percent: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(percent).then(|| make(self))
    }
}
