//! Pairs and overlaps are what a slow reading of the rows pairs.

use super::*;

pub(super) fn check_pairs(
    rows: &Rows,
    graph: &Graph,
    part: &Part<'_>,
    dimension: Dimension,
    at_least: u32,
    most: usize,
) -> Result<(), TestCaseError> {
    let Part { set, resources } = part;
    let counts: BTreeMap<Plain, u32> = tallied(rows, resources, dimension).into_iter().collect();
    let mut together: BTreeMap<(Plain, Plain), u32> = BTreeMap::new();
    for resource in resources {
        let values: Vec<Plain> = values(rows, resource, dimension).into_iter().collect();
        for (place, a) in values.iter().enumerate() {
            for b in &values[place + 1..] {
                *together.entry((a.clone(), b.clone())).or_default() += 1;
            }
        }
    }
    let mut wanted: Vec<((Plain, Plain), u32)> = together.into_iter().filter(|(_, count)| *count >= at_least).collect();
    wanted.sort_by_key(|(_, count)| Reverse(*count));
    let found = graph.pairs(set, dimension, at_least, most, NEVER).unwrap();
    prop_assert_eq!(found.total, wanted.len());
    prop_assert_eq!(found.pairs.len(), most.min(wanted.len()));
    for (pair, ((a, b), count)) in found.pairs.iter().zip(wanted) {
        let told = |value: (DimensionValue, u32)| (plain(graph, value.0), value.1);
        prop_assert_eq!(told(pair.a), (a.clone(), counts[&a]));
        prop_assert_eq!(told(pair.b), (b.clone(), counts[&b]));
        prop_assert_eq!(pair.count, count);
    }
    Ok(())
}

pub(super) fn check_overlaps(
    rows: &Rows,
    graph: &Graph,
    part: &Part<'_>,
    of: Dimension,
    by: Dimension,
    first: usize,
) -> Result<(), TestCaseError> {
    let Part { set, resources } = part;
    let mut portfolios: BTreeMap<Plain, BTreeSet<Plain>> = BTreeMap::new();
    for resource in resources {
        for value in values(rows, resource, of) {
            portfolios.entry(value).or_default().extend(values(rows, resource, by));
        }
    }
    let all: Vec<(Plain, BTreeSet<Plain>)> = portfolios.into_iter().collect();
    let mut wanted = Vec::new();
    for (place, (a, one)) in all.iter().enumerate() {
        for (b, other) in &all[place + 1..] {
            let shared = one.intersection(other).count();
            if shared > 0 {
                wanted.push((Reverse(shared), one.union(other).count(), a.clone(), b.clone()));
            }
        }
    }
    wanted.sort();
    wanted.truncate(first);
    let found = graph.overlaps(set, of, by, first, NEVER).unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|overlap| (Reverse(overlap.shared as usize), overlap.union as usize, plain(graph, overlap.a.0), plain(graph, overlap.b.0)))
        .collect();
    prop_assert_eq!(told, wanted);
    Ok(())
}

proptest! {
    #[test]
    fn pairs_are_what_the_rows_pair(rows in catalogue(), keep: u64, at_least in 1..3_u32, most in 0..9_usize) {
        let (graph, rows) = (rows.build(), rows.shown());
        let part = part(&graph, &rows, keep);
        for dimension in Dimension::ALL {
            check_pairs(&rows, &graph, &part, dimension, at_least, most)?;
        }
    }

    #[test]
    fn overlaps_are_what_the_rows_share(rows in catalogue(), keep: u64, first in 0..9_usize) {
        let (graph, rows) = (rows.build(), rows.shown());
        let part = part(&graph, &rows, keep);
        for of in Dimension::ALL {
            for by in Dimension::ALL {
                check_overlaps(&rows, &graph, &part, of, by, first)?;
            }
        }
    }
}
