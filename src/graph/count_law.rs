//! Counts are what a slow reading of the rows counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use roaring::RoaringBitmap;
use uuid::Uuid;

use super::collation::Text;
use super::model::*;
use super::*;
use crate::model::{CollectionRow, ResourceRow};

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
        Dimension::License => {
            let label = |license: &String| crate::license::name(license).unwrap_or_else(|| license.clone());
            resource.license.iter().map(|license| (Text::new(&label(license)), String::new())).collect()
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
        DimensionValue::Year(_) | DimensionValue::Format(_) | DimensionValue::License(_) => String::new(),
    };
    let label = match value {
        DimensionValue::Format(format) => format.as_str().replace('_', " ").into(),
        _ => graph.label(value),
    };
    (Text::new(&label), id)
}

/// Some of the resources: the set, and the rows.
struct Part<'a> {
    set: RoaringBitmap,
    resources: Vec<&'a ResourceRow>,
}

impl<'a> Part<'a> {
    fn new(graph: &Graph, resources: Vec<&'a ResourceRow>) -> Self {
        Self { set: resources.iter().map(|row| graph.find_resource(&row.id).unwrap()).collect(), resources }
    }
}

/// A random part.
fn part<'a>(graph: &Graph, rows: &'a Rows, keep: u64) -> Part<'a> {
    Part::new(graph, rows.resources.values().enumerate().filter(|(place, _)| keep >> (place % 64) & 1 == 1).map(|(_, row)| row).collect())
}

/// Returns the number of resources with each value, the most frequent first.
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

/// Facets, lists of all values, and the lists that have a value or none.
fn check_facets(rows: &Rows, graph: &Graph, part: &Part<'_>, first: usize, text: &str) -> Result<(), TestCaseError> {
    let Part { set, resources } = part;
    let counted = graph.facets(set, &Dimension::ALL, FacetAsk { first, text: None, by_label: false }, NEVER).unwrap();
    for (dimension, facet) in Dimension::ALL.into_iter().zip(counted) {
        let all = tallied(rows, resources, dimension);
        let unknown = resources.iter().filter(|row| values(rows, row, dimension).is_empty()).count() as u32;
        let told = |tallies: &[Tally]| tallies.iter().map(|tally| (plain(graph, tally.value), tally.count)).collect::<Vec<_>>();
        prop_assert_eq!((facet.distinct, facet.unknown), (all.len(), unknown));
        prop_assert_eq!(told(&facet.values), all.iter().take(first).cloned().collect::<Vec<_>>());
        prop_assert_eq!(&graph.facet(set, dimension, FacetAsk { first, text: None, by_label: false }, NEVER).unwrap(), &facet);

        let fits = |(value, _): &(Plain, u32)| crate::name::fold(value.0.raw()).contains(&crate::name::fold(text));
        let mut by_label: Vec<(Plain, u32)> = all.iter().filter(|tally| fits(tally)).cloned().collect();
        by_label.sort();
        let facet = graph.facet(set, dimension, FacetAsk { first, text: Some(text), by_label: true }, NEVER).unwrap();
        prop_assert_eq!((facet.distinct, facet.unknown), (by_label.len(), unknown));
        prop_assert_eq!(told(&facet.values), by_label.into_iter().take(first).collect::<Vec<_>>());

        let ranked = graph.ranked(set, dimension, None, NEVER).unwrap();
        prop_assert_eq!(told(&ranked), all);
        if let Some(DimensionValue::Agent(node) | DimensionValue::Keyword(node) | DimensionValue::Collection(node)) =
            ranked.first().map(|tally| tally.value)
        {
            prop_assert_eq!(graph.ranked(set, dimension, Some(node), NEVER).unwrap(), ranked[1..].to_vec());
        }
        // The count of a value is the length of the list that has it.
        for tally in ranked {
            let having = graph.set(&Ask::from(List::Resources).and(dimension.has(tally.value)), NEVER).unwrap();
            prop_assert_eq!(having.intersection_len(set), u64::from(tally.count));
        }
        let lacking = graph.set(&Ask::from(List::Resources).and(dimension.has_none()), NEVER).unwrap();
        prop_assert_eq!(lacking.intersection_len(set), u64::from(unknown));
    }
    Ok(())
}

fn check_crosstab(rows: &Rows, graph: &Graph, part: &Part<'_>, down: Axis, along: Axis, unknown: bool) -> Result<(), TestCaseError> {
    let Part { set, resources } = part;
    let table = graph.crosstab(set, down, along, unknown, NEVER).unwrap();
    prop_assert_eq!(table.total, resources.len() as u64);
    // By header: the values of each resource, and whether it is counted.
    let mut counted: Vec<Vec<Vec<bool>>> = Vec::new();
    for (headers, axis) in [(&table.rows, down), (&table.columns, along)] {
        let own: Vec<BTreeSet<Plain>> = resources.iter().map(|row| values(rows, row, axis.dimension)).collect();
        let lacking = own.iter().filter(|values| values.is_empty()).count() as u32;
        let known = tallied(rows, resources, axis.dimension).into_iter().take(axis.limit);
        let mut wanted: Vec<(Option<Plain>, u32)> = known.map(|(value, count)| (Some(value), count)).collect();
        wanted.extend((unknown && lacking > 0).then_some((None, lacking)));
        let told: Vec<(Option<Plain>, u32)> =
            headers.iter().map(|header| (header.value.map(|value| plain(graph, value)), header.count)).collect();
        prop_assert_eq!(&told, &wanted);
        let has = |value: &Option<Plain>, own: &BTreeSet<Plain>| value.as_ref().map_or(own.is_empty(), |value| own.contains(value));
        counted.push(wanted.iter().map(|(value, _)| own.iter().map(|own| has(value, own)).collect()).collect());
    }
    prop_assert_eq!(table.cells.len(), table.rows.len());
    for (row, cells) in counted[0].iter().zip(&table.cells) {
        let both = |column: &[bool]| row.iter().zip(column).filter(|(row, column)| **row && **column).count() as u32;
        let wanted = counted[1].iter().enumerate().map(|(column, has)| Cell { column, count: both(has) });
        prop_assert_eq!(cells, &wanted.filter(|cell| cell.count > 0).collect::<Vec<_>>());
    }
    Ok(())
}

fn check_pairs(rows: &Rows, graph: &Graph, part: &Part<'_>, dimension: Dimension, at_least: u32, most: usize) -> Result<(), TestCaseError> {
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

fn check_overlaps(rows: &Rows, graph: &Graph, part: &Part<'_>, of: Dimension, by: Dimension, first: usize) -> Result<(), TestCaseError> {
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
    fn facets_count_what_the_rows_count(rows in catalogue(), keep: u64, first in 0..9_usize, text in "[a-zA-Z0 ]{0,2}") {
        let (graph, rows) = (rows.build(), rows.shown());
        check_facets(&rows, &graph, &part(&graph, &rows, keep), first, &text)?;
    }

    #[test]
    fn crosstabs_count_what_the_rows_count(rows in catalogue(), keep: u64, limits in (0..5_usize, 0..5_usize), unknown: bool) {
        let (graph, rows) = (rows.build(), rows.shown());
        let part = part(&graph, &rows, keep);
        for down in Dimension::ALL {
            for along in Dimension::ALL {
                let (down, along) = (Axis { dimension: down, limit: limits.0 }, Axis { dimension: along, limit: limits.1 });
                check_crosstab(&rows, &graph, &part, down, along, unknown)?;
            }
        }
    }

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

    #[test]
    fn standings_are_ordered_as_ranked_lists_are(rows in catalogue(), keep: u64) {
        let (graph, rows) = (rows.build(), rows.shown());
        let set = part(&graph, &rows, keep).set;
        for dimension in [Dimension::Funder, Dimension::Producer, Dimension::Keyword, Dimension::Collection] {
            let ranked = graph.ranked(&set, dimension, None, NEVER).unwrap();
            prop_assert!(ranked.is_sorted_by_key(|tally| graph.standing(tally.count, &[tally.value])));
            let pairs = graph.pairs(&set, dimension, 1, usize::MAX, NEVER).unwrap().pairs;
            prop_assert!(pairs.is_sorted_by_key(|pair| graph.standing(pair.count, &[pair.a.0, pair.b.0])));
        }
    }
}

/// More values than a crosstab counts at once, years that are far away, and sets of every size in a graph that nodes have gone from.
#[test]
fn large_sets_and_small_ones_are_counted_alike() {
    let mut rows = large();
    rows.resources = rows.resources.into_iter().take(900).collect();
    let ids: Vec<Uuid> = rows.resources.keys().copied().collect();
    for (place, row) in (0..).zip(rows.resources.values_mut()) {
        row.year = [None, Some(7), Some(0), Some(4095), Some(4096), Some(i32::MAX)]
            .get(place % 97)
            .copied()
            .unwrap_or(Some(1850 + place as i32 % 140));
        row.format = entity::vocabulary::ResourceFormat::ALL.get(place % 20).copied();
        if place % 5 == 0 {
            (row.producers, row.funders, row.keywords) = Default::default();
        }
    }
    rows.apply(Delta::default());
    let gone = Delta {
        resources: ids.iter().step_by(7).map(|id| (*id, None)).collect(),
        agents: vec![(id(1, 2), None)],
        keywords: vec![(id(2, 3), None)],
        ..Delta::default()
    };
    let graph = rows.build().apply(gone.clone(), 8);
    rows.apply(gone);
    let all = |_: usize| true;
    let keeps: [&dyn Fn(usize) -> bool; 4] = [&all, &|place| place % 3 > 0, &|place| place % 30 == 0, &|_| false];
    for keep in keeps {
        let kept = rows.resources.values().enumerate().filter(|(place, _)| keep(*place)).map(|(_, row)| row);
        let part = Part::new(&graph, kept.collect());
        check_facets(&rows, &graph, &part, 150, "1").unwrap();
        let axis = |dimension, limit| Axis { dimension, limit };
        for (down, along) in [
            (axis(Dimension::Producer, 9), axis(Dimension::Year, 130)),
            (axis(Dimension::Year, 70), axis(Dimension::Keyword, 4)),
            (axis(Dimension::Format, 9), axis(Dimension::Year, 64)),
            (axis(Dimension::Year, 200), axis(Dimension::Year, 200)),
            (axis(Dimension::Collection, 2), axis(Dimension::Funder, 0)),
        ] {
            check_crosstab(&rows, &graph, &part, down, along, true).unwrap();
            check_crosstab(&rows, &graph, &part, down, along, false).unwrap();
        }
        for dimension in Dimension::ALL {
            check_pairs(&rows, &graph, &part, dimension, 2, 5).unwrap();
            check_overlaps(&rows, &graph, &part, Dimension::Keyword, dimension, 5).unwrap();
            check_overlaps(&rows, &graph, &part, dimension, Dimension::Producer, 5).unwrap();
        }
    }
}

#[test]
fn counting_stops_at_its_deadline() {
    let graph = large().build();
    let over = Deadline::at(std::time::Instant::now());
    let set = graph.set(&Ask::from(List::Resources), NEVER).unwrap();
    let axis = Axis { dimension: Dimension::Funder, limit: 9 };
    assert_eq!(graph.ranked(&RoaringBitmap::new(), Dimension::Year, None, over), Err(Late));
    assert_eq!(graph.facet(&set, Dimension::Keyword, FacetAsk { first: 1, text: None, by_label: false }, over), Err(Late));
    assert_eq!(graph.crosstab(&set, axis, axis, true, over), Err(Late));
    assert_eq!(graph.pairs(&set, Dimension::Keyword, 1, 9, over), Err(Late));
    assert_eq!(graph.overlaps(&set, Dimension::Funder, Dimension::Keyword, 9, over), Err(Late));
}
