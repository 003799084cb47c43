//! Pictures of counts: bars of years, which charts of several things share a scale for.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::answer::FacetValueShape;
use crate::clock;

/// The most years of a chart.
const MOST_YEARS: i32 = 40;
/// The height of the highest bar.
pub(super) const BAR_HEIGHT: i64 = 40;

/// A bar of a chart of years.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) year: String,
    pub(super) count: i64,
    /// From 0, for a year without a resource, to [`BAR_HEIGHT`].
    pub(super) height: i64,
}

impl Bar {
    /// Returns the distance of its upper end from the top of the picture.
    pub(super) const fn top(&self) -> i64 {
        BAR_HEIGHT - self.height
    }
}

/// The scale of charts of years: the years, and the number that the highest bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct YearScale {
    pub(super) first: i32,
    pub(super) last: i32,
    most: i64,
}

impl YearScale {
    /// Returns the scale for the last years with a resource, [`MOST_YEARS`] at most; none without any year. A year that is far ahead is a
    /// mistake of some source, and would leave the others out.
    pub(super) fn of(counts: &BTreeMap<i32, i64>) -> Option<Self> {
        let ahead = clock::now().year().saturating_add(1);
        let (last, _) = counts.range(..=ahead).next_back().or_else(|| counts.last_key_value())?;
        let (earliest, _) = counts.first_key_value()?;
        let first = last.saturating_sub(MOST_YEARS - 1).max(*earliest);
        let most = counts.range(first..=*last).map(|(_, count)| *count).max()?;
        Some(Self { first, last: *last, most: most.max(1) })
    }

    /// Returns the scale that several charts share; none without any year.
    pub(super) fn shared(charts: &[BTreeMap<i32, i64>]) -> Option<Self> {
        let years = charts.iter().flatten().map(|(year, count)| (*year, *count)).collect();
        let scale = Self::of(&years)?;
        let counts = charts.iter().flat_map(|counts| counts.range(scale.first..=scale.last));
        Some(Self { most: counts.map(|(_, count)| *count).max().unwrap_or(1).max(1), ..scale })
    }

    /// Returns a bar for each year.
    pub(super) fn bars(self, counts: &BTreeMap<i32, i64>) -> Vec<Bar> {
        let bar = |year: i32| {
            let count = counts.get(&year).copied().unwrap_or_default();
            // A single resource can be seen too.
            Bar { year: year.to_string(), count, height: (count * BAR_HEIGHT / self.most).clamp(count.min(1), BAR_HEIGHT) }
        };
        (self.first..=self.last).map(bar).collect()
    }
}

/// Returns the number of resources of each year.
pub(super) fn year_counts(years: &[FacetValueShape]) -> BTreeMap<i32, i64> {
    years.iter().filter_map(|year| Some((year.value.as_ref()?.parse().ok()?, year.count))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_ends_with_the_last_year_that_is_no_mistake() {
        let counts = BTreeMap::from([(1900, 1), (2014, 1), (2016, 200), (9999, 1)]);
        let scale = YearScale::of(&counts).unwrap();
        assert_eq!((scale.first, scale.last), (1977, 2016));
        let bars = scale.bars(&counts);
        assert_eq!(bars.len(), 40);
        let heights = bars.iter().rev().take(3).map(|bar| (bar.year.as_str(), bar.height));
        assert_eq!(heights.collect::<Vec<_>>(), [("2016", 40), ("2015", 0), ("2014", 1)]);
        assert_eq!(YearScale::of(&BTreeMap::new()), None);
        assert_eq!(YearScale::of(&BTreeMap::from([(9999, 2)])).unwrap().bars(&BTreeMap::from([(9999, 2)])).len(), 1);
        let (small, great) = (BTreeMap::from([(2016, 50)]), BTreeMap::from([(2014, 100), (2016, 1)]));
        let shared = YearScale::shared(&[small.clone(), great]).unwrap();
        assert_eq!((shared.first, shared.bars(&small).last().unwrap().height), (2014, 20));
    }
}
