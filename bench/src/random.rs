//! Numbers that look random and are the same everywhere.
//!
//! A generator of our own, because libraries reserve the right to change their streams, and a figure must be
//! reproducible for years.

/// `SplitMix64` (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// A stream of its own for each pair of numbers.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self(seed ^ stream.wrapping_mul(0xd129_0d3f_6a5b_4c21));
        random.next();
        random
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which must not be 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        scale(self.next(), end)
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn within(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// A number of 64 bits, scaled to one below `end`, in order.
fn scale(number: u64, end: u64) -> u64 {
    ((u128::from(number) * u128::from(end)) >> 64) as u64
}

/// Ranks by Zipf's law with exponent 1: rank r is drawn 1/r as often as the first.
///
/// Weights are whole numbers, so that no machine rounds otherwise.
#[derive(Debug)]
pub(crate) struct Zipf {
    cumulated: Vec<u64>,
    /// The first rank that a drawn number with these leading bits can mean: a search begins here, not with the whole
    /// list.
    starts: Vec<usize>,
}

/// The number of leading bits of a drawn number that choose the beginning of the search.
const START_BITS: u32 = 10;

impl Zipf {
    /// Over ranks from 0 to `size - 1`; `size` is at least 1.
    pub(crate) fn new(size: u64) -> Self {
        let mut sum = 0;
        let weigh = |rank: u64| {
            sum += 1_000_000_000_000 / rank;
            sum
        };
        let cumulated: Vec<u64> = (1..=size.max(1)).map(weigh).collect();
        let start = |bits: u64| {
            let point = scale(bits << (u64::BITS - START_BITS), sum);
            cumulated.partition_point(|cumulated| *cumulated <= point)
        };
        let starts = (0..1 << START_BITS).map(start).collect();
        Self { cumulated, starts }
    }

    /// A rank.
    pub(crate) fn draw(&self, random: &mut Random) -> u64 {
        let drawn = random.next();
        let total = self.cumulated.last().copied().unwrap_or(1);
        let point = scale(drawn, total);
        let bits = (drawn >> (u64::BITS - START_BITS)) as usize;
        let first = self.starts.get(bits).copied().unwrap_or(0);
        let last = self.starts.get(bits + 1).map_or(self.cumulated.len(), |last| last + 1);
        let range = self.cumulated.get(first..last).unwrap_or_default();
        (first + range.partition_point(|cumulated| *cumulated <= point)) as u64
    }

    /// `count` different ranks, or all there are.
    pub(crate) fn draw_different(&self, random: &mut Random, count: u64) -> Vec<u64> {
        let count = usize::try_from(count).unwrap_or(usize::MAX).min(self.cumulated.len());
        let mut drawn = Vec::with_capacity(count);
        while drawn.len() < count {
            let rank = self.draw(random);
            if !drawn.contains(&rank) {
                drawn.push(rank);
            }
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // The first values of SplitMix64 with seed 0.
        let mut random = Random(0);
        assert_eq!([random.next(), random.next()], [0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4]);
    }

    #[test]
    fn few_are_frequent() {
        let (zipf, mut random) = (Zipf::new(1_000), Random::new(1, 1));
        let draws: Vec<u64> = (0..10_000).map(|_| zipf.draw(&mut random)).collect();
        let first = draws.iter().filter(|rank| **rank == 0).count();
        assert!((1_200..1_500).contains(&first), "{first}");
        assert!(draws.iter().all(|rank| *rank < 1_000));
    }

    #[test]
    fn a_short_search_finds_what_a_long_one_does() {
        for size in [1, 2, 5, 333, 7_320, 50_000] {
            let (zipf, mut random) = (Zipf::new(size), Random::new(3, size));
            let total = *zipf.cumulated.last().unwrap();
            for _ in 0..20_000 {
                let point = random.clone().below(total);
                assert_eq!(zipf.draw(&mut random), zipf.cumulated.partition_point(|cumulated| *cumulated <= point) as u64);
            }
        }
    }
}
