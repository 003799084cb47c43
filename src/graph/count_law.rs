//! Counts are what a slow reading of the rows counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use roaring::RoaringBitmap;
use uuid::Uuid;

use super::collation::Text;
use super::model::*;
use super::*;

/// A value in terms of the rows: what it is called, and its public id.
type Plain = (Text, String);

/// The values of a resource, as the rows have them.
fn values(rows: &Rows, resource: &ResourceRow, dimension: Dimension) -> BTreeSet<Plain> {
    let agents = |ids: Vec<Uuid>| ids.into_iter().map(|id| (Text::new(&rows.agents[&id].name), id.to_string())).collect();
    match dimension {
        Dimension::Funder => agents(resource.funders.iter().map(|pair| pair.0).collect()),
        Dimension::Producer => agents(resource.producers.iter().filter(|pair| pair.1.is_producer()).map(|pair| pair.0).collect()),
        Dimension::Keyword => resource.keywords.iter().map(|id| (Text::new(&rows.keywords[id].label), id.to_string())).collect(),
        Dimension::Year => resource.year.iter().map(|year| (Text::new(&year.to_string()), String::new())).collect(),
        Dimension::Format => {
            let format = |format: &entity::vocabulary::ResourceFormat| (Text::new(&format.as_str().replace('_', " ")), String::new());
            resource.format.iter().map(format).collect()
        }
        Dimension::Collection => {
            let holds = |row: &&CollectionRow| row.items.iter().any(|item| item.resource == resource.id);
            rows.collections.values().filter(holds).map(|row| (Text::new(&row.title), row.id.to_string())).collect()
        }
    }
}

/// A value of the graph in the same terms.
fn plain(graph: &Graph, value: DimensionValue) -> Plain {
    let id = match value {
        DimensionValue::Agent(agent) => graph.agent(agent).unwrap().id().to_string(),
        DimensionValue::Keyword(keyword) => graph.keyword(keyword).unwrap().id().to_string(),
        DimensionValue::Collection(collection) => graph.collection(collection).unwrap().id().to_string(),
        DimensionValue::Year(_) | DimensionValue::Format(_) => String::new(),
    };
    let label = match value {
        DimensionValue::Format(format) => format.as_str().replace('_', " ").into(),
        _ => graph.label(value),
    };
    (Text::new(&label), id)
}

/// A random part of the resources: the set, and the rows.
fn part<'a>(graph: &Graph, rows: &'a Rows, keep: u64) -> (RoaringBitmap, Vec<&'a ResourceRow>) {
    let kept: Vec<&ResourceRow> =
        rows.resources.values().enumerate().filter(|(place, _)| keep >> (place % 64) & 1 == 1).map(|(_, row)| row).collect();
    (kept.iter().map(|row| graph.find_resource(&row.id).unwrap()).collect(), kept)
}

/// How many of the resources have each value, the most frequent first.
fn tallied(rows: &Rows, resources: &[&ResourceRow], dimension: Dimension) -> Vec<(Plain, u32)> {
    let mut counts: BTreeMap<Plain, u32> = BTreeMap::new();
    for resource in resources {
        for value in values(rows, resource, dimension) {
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut counts: Vec<(Plain, u32)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

const NEVER: Deadline = Deadline::never();

proptest! {
    #[test]
    fn facets_count_what_the_rows_count(rows in catalogue(), keep: u64, first in 0..9_usize, text in "[a-zA-Z0 ]{0,2}") {
        let graph = rows.build();
        let (set, resources) = part(&graph, &rows, keep);
        for dimension in Dimension::ALL {
            let all = tallied(&rows, &resources, dimension);
            let unknown = resources.iter().filter(|row| values(&rows, row, dimension).is_empty()).count() as u32;
            let told = |facet: &Facet| facet.values.iter().map(|tally| (plain(&graph, tally.value), tally.count)).collect::<Vec<_>>();
            let facet = graph.facet(&set, dimension, FacetAsk { first, text: None, by_label: false }, NEVER).unwrap();
            prop_assert_eq!((facet.distinct, facet.unknown), (all.len(), unknown));
            prop_assert_eq!(told(&facet), all.iter().take(first).cloned().collect::<Vec<_>>());

            let fits = |(value, _): &(Plain, u32)| crate::name::fold(value.0.raw()).contains(&crate::name::fold(&text));
            let mut by_label: Vec<(Plain, u32)> = all.iter().filter(|tally| fits(tally)).cloned().collect();
            by_label.sort();
            let facet = graph.facet(&set, dimension, FacetAsk { first, text: Some(&text), by_label: true }, NEVER).unwrap();
            prop_assert_eq!(facet.distinct, by_label.len());
            prop_assert_eq!(told(&facet), by_label.into_iter().take(first).collect::<Vec<_>>());

            // The count of a value is the length of the list that has it.
            for tally in graph.ranked(&set, dimension, None, NEVER).unwrap() {
                let having = graph.set(&Ask::from(List::Resources).and(dimension.has(tally.value)), NEVER).unwrap();
                prop_assert_eq!(having.intersection_len(&set), u64::from(tally.count));
            }
            let lacking = graph.set(&Ask::from(List::Resources).and(dimension.has_none()), NEVER).unwrap();
            prop_assert_eq!(lacking.intersection_len(&set), u64::from(unknown));
        }
    }

    #[test]
    fn crosstabs_count_what_the_rows_count(rows in catalogue(), keep: u64, limits in (0..5_usize, 0..5_usize), unknown: bool) {
        let graph = rows.build();
        let (set, resources) = part(&graph, &rows, keep);
        for down in Dimension::ALL {
            for along in Dimension::ALL {
                let (rows_axis, columns_axis) = (Axis { dimension: down, limit: limits.0 }, Axis { dimension: along, limit: limits.1 });
                let table = graph.crosstab(&set, rows_axis, columns_axis, unknown, NEVER).unwrap();
                prop_assert_eq!(table.total, resources.len() as u64);
                for (headers, axis) in [(&table.rows, rows_axis), (&table.columns, columns_axis)] {
                    let lacking = resources.iter().filter(|row| values(&rows, row, axis.dimension).is_empty()).count() as u32;
                    let mut wanted: Vec<(Option<Plain>, u32)> = tallied(&rows, &resources, axis.dimension)
                        .into_iter().take(axis.limit).map(|(value, count)| (Some(value), count)).collect();
                    wanted.extend((unknown && lacking > 0).then_some((None, lacking)));
                    let told: Vec<(Option<Plain>, u32)> =
                        headers.iter().map(|header| (header.value.map(|value| plain(&graph, value)), header.count)).collect();
                    prop_assert_eq!(told, wanted);
                }
                prop_assert_eq!(table.cells.len(), table.rows.len());
                for (row, cells) in table.rows.iter().zip(&table.cells) {
                    let counted: BTreeMap<usize, u32> = cells.iter().map(|cell| (cell.column, cell.count)).collect();
                    prop_assert_eq!(counted.len(), cells.len());
                    for (place, column) in table.columns.iter().enumerate() {
                        let has = |resource: &ResourceRow, dimension, header: &Header| {
                            let values = values(&rows, resource, dimension);
                            header.value.map_or(values.is_empty(), |value| values.contains(&plain(&graph, value)))
                        };
                        let both = resources.iter().filter(|resource| has(resource, down, row) && has(resource, along, column)).count();
                        prop_assert_eq!(counted.get(&place).copied().unwrap_or(0), both as u32);
                    }
                }
            }
        }
    }

    #[test]
    fn pairs_are_what_the_rows_pair(rows in catalogue(), keep: u64, at_least in 1..3_u32, most in 0..9_usize) {
        let graph = rows.build();
        let (set, resources) = part(&graph, &rows, keep);
        for dimension in Dimension::ALL {
            let counts: BTreeMap<Plain, u32> = tallied(&rows, &resources, dimension).into_iter().collect();
            let mut together: BTreeMap<(Plain, Plain), u32> = BTreeMap::new();
            for resource in &resources {
                let values: Vec<Plain> = values(&rows, resource, dimension).into_iter().collect();
                for (place, a) in values.iter().enumerate() {
                    for b in &values[place + 1..] {
                        *together.entry((a.clone(), b.clone())).or_default() += 1;
                    }
                }
            }
            let mut wanted: Vec<((Plain, Plain), u32)> = together.into_iter().filter(|(_, count)| *count >= at_least).collect();
            wanted.sort_by_key(|(_, count)| Reverse(*count));
            let found = graph.pairs(&set, dimension, at_least, most, NEVER).unwrap();
            prop_assert_eq!(found.total, wanted.len());
            prop_assert_eq!(found.pairs.len(), most.min(wanted.len()));
            for (pair, ((a, b), count)) in found.pairs.iter().zip(wanted) {
                let told = |value: (DimensionValue, u32)| (plain(&graph, value.0), value.1);
                prop_assert_eq!(told(pair.a), (a.clone(), counts[&a]));
                prop_assert_eq!(told(pair.b), (b.clone(), counts[&b]));
                prop_assert_eq!(pair.count, count);
            }
        }
    }

    #[test]
    fn overlaps_are_what_the_rows_share(rows in catalogue(), keep: u64, first in 0..9_usize) {
        let graph = rows.build();
        let (set, resources) = part(&graph, &rows, keep);
        for of in Dimension::ALL {
            for by in Dimension::ALL {
                let mut portfolios: BTreeMap<Plain, BTreeSet<Plain>> = BTreeMap::new();
                for resource in &resources {
                    for value in values(&rows, resource, of) {
                        portfolios.entry(value).or_default().extend(values(&rows, resource, by));
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
                let found = graph.overlaps(&set, of, by, first, NEVER).unwrap();
                let told: Vec<_> = found.iter().map(|overlap| {
                    (Reverse(overlap.shared as usize), overlap.union as usize, plain(&graph, overlap.a.0), plain(&graph, overlap.b.0))
                }).collect();
                prop_assert_eq!(told, wanted);
            }
        }
    }

    #[test]
    fn standings_are_ordered_as_ranked_lists_are(rows in catalogue(), keep: u64) {
        let graph = rows.build();
        let (set, _) = part(&graph, &rows, keep);
        for dimension in [Dimension::Funder, Dimension::Producer, Dimension::Keyword, Dimension::Collection] {
            let ranked = graph.ranked(&set, dimension, None, NEVER).unwrap();
            prop_assert!(ranked.is_sorted_by_key(|tally| graph.standing(tally.count, &[tally.value])));
            let pairs = graph.pairs(&set, dimension, 1, usize::MAX, NEVER).unwrap().pairs;
            prop_assert!(pairs.is_sorted_by_key(|pair| graph.standing(pair.count, &[pair.a.0, pair.b.0])));
        }
    }
}

#[test]
fn counting_stops_at_its_deadline() {
    let graph = large().build();
    let over = Deadline::at(std::time::Instant::now());
    let set = graph.set(&Ask::from(List::Resources), NEVER).unwrap();
    let axis = Axis { dimension: Dimension::Funder, limit: 9 };
    assert_eq!(graph.facet(&set, Dimension::Keyword, FacetAsk { first: 1, text: None, by_label: false }, over), Err(Late));
    assert_eq!(graph.crosstab(&set, axis, axis, true, over), Err(Late));
    assert_eq!(graph.pairs(&set, Dimension::Keyword, 1, 9, over), Err(Late));
    assert_eq!(graph.overlaps(&set, Dimension::Funder, Dimension::Keyword, 9, over), Err(Late));
}
