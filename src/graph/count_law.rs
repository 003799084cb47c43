//! Counts are what a slow reading of the rows counts.

mod pairs;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use entity::vocabulary::AgentKind;
use proptest::prelude::*;
use roaring::RoaringBitmap;
use uuid::Uuid;

use self::pairs::{check_overlaps, check_pairs};
use super::collation::Text;
use super::model::*;
use super::*;
use crate::model::{CollectionRow, ResourceRow};

/// A value in terms of the rows: what it is called, and its public id.
type Plain = (Text, String);

/// Those that made a resource, in a role that counts.
fn producers(resource: &ResourceRow) -> impl Iterator<Item = Uuid> {
    resource.producers.iter().filter(|pair| pair.1.is_producer()).map(|pair| pair.0)
}

/// The values of a resource, as the rows have them.
fn values(rows: &Rows, resource: &ResourceRow, dimension: Dimension) -> BTreeSet<Plain> {
    let agents = |ids: Vec<Uuid>| ids.into_iter().map(|id| (Text::new(&rows.agents[&id].name), id.to_string())).collect();
    match dimension {
        Dimension::Funder => agents(resource.funders.iter().map(|pair| pair.0).collect()),
        Dimension::Producer => agents(producers(resource).collect()),
        Dimension::Person => agents(producers(resource).filter(|id| rows.agents[id].kind == AgentKind::Person).collect()),
        Dimension::Organization => agents(producers(resource).filter(|id| rows.agents[id].kind == AgentKind::Organization).collect()),
        Dimension::Keyword => resource.keywords.iter().map(|id| (Text::new(&rows.keywords[id].label), id.to_string())).collect(),
        Dimension::Year => resource.year.iter().map(|year| (Text::new(&year.to_string()), String::new())).collect(),
        Dimension::Format => {
            let format = |format: &entity::vocabulary::ResourceFormat| (Text::new(&format.as_str().replace('_', " ")), String::new());
            resource.format.iter().map(format).collect()
        }
        Dimension::Language => resource.language.iter().map(|tag| (Text::new(tag), String::new())).collect(),
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
        DimensionValue::Year(_) | DimensionValue::Format(_) | DimensionValue::License(_) | DimensionValue::Language(_) => String::new(),
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

/// Returns every value that a resource of the graph could have in a dimension.
fn possible(graph: &Graph, dimension: Dimension) -> Vec<DimensionValue> {
    let all = graph.set(&Ask::from(List::Resources), NEVER).unwrap();
    let mut values: Vec<DimensionValue> =
        graph.ranked(&all, dimension, None, NEVER).unwrap().into_iter().map(|tally| tally.value).collect();
    // And some that none has.
    values.extend((0..graph.agent_places()).filter(|node| graph.agent(*node).is_some()).map(DimensionValue::Agent));
    values.push(DimensionValue::Year(-44));
    values
}

/// Picks values as slowly as can be: those of the page, and those besides.
fn picked(rows: &Rows, graph: &Graph, resources: &[&ResourceRow], dimension: Dimension, pick: &Pick, text: &str) -> [Vec<(Plain, u32)>; 2] {
    let all = tallied(rows, resources, dimension);
    let fits = |(value, _): &(Plain, u32)| crate::name::fold(value.0.raw()).contains(&crate::name::fold(text));
    let mut page: Vec<(Plain, u32)> = all.iter().filter(|tally| fits(tally)).cloned().collect();
    if pick.order == ValueOrder::Label {
        page.sort();
        if dimension == Dimension::Year {
            page.sort_by_key(|((label, _), _)| label.raw().parse::<i64>().unwrap());
        }
    }
    let page: Vec<(Plain, u32)> = page.into_iter().skip(pick.offset).take(pick.limit).collect();
    let mut besides: Vec<(Plain, u32)> = Vec::new();
    for value in &pick.include {
        let is_kind = |agent: u32, kind| graph.agent(agent).unwrap().kind() == kind;
        let is_value = match value {
            DimensionValue::Agent(agent) => match dimension {
                Dimension::Person => is_kind(*agent, AgentKind::Person),
                Dimension::Organization => is_kind(*agent, AgentKind::Organization),
                other => matches!(other, Dimension::Funder | Dimension::Producer),
            },
            DimensionValue::Year(_) => dimension == Dimension::Year,
            DimensionValue::Keyword(_) => dimension == Dimension::Keyword,
            DimensionValue::Collection(_) => dimension == Dimension::Collection,
            DimensionValue::Format(_) => dimension == Dimension::Format,
            DimensionValue::License(_) => dimension == Dimension::License,
            DimensionValue::Language(_) => dimension == Dimension::Language,
        };
        let told = plain(graph, *value);
        if is_value && page.iter().chain(&besides).all(|(other, _)| *other != told) {
            let count = all.iter().find(|(other, _)| *other == told).map_or(0, |(_, count)| *count);
            besides.push((told, count));
        }
    }
    [page, besides]
}

fn ask(dimension: Dimension, pick: Pick, text: Option<&str>) -> FacetAsk {
    FacetAsk { dimension, pick, text: text.map(str::to_owned) }
}

/// Facets, lists of all values, and the lists that have a value or none.
fn check_facets(rows: &Rows, graph: &Graph, part: &Part<'_>, first: usize, text: &str) -> Result<(), TestCaseError> {
    let Part { set, resources } = part;
    let asks: Vec<FacetAsk> = Dimension::ALL.into_iter().map(|dimension| ask(dimension, Pick::first(first), None)).collect();
    let counted = graph.facets(set, &asks, NEVER).unwrap();
    for (dimension, facet) in Dimension::ALL.into_iter().zip(counted) {
        let all = tallied(rows, resources, dimension);
        let unknown = resources.iter().filter(|row| values(rows, row, dimension).is_empty()).count() as u32;
        let told = |tallies: &[Tally]| tallies.iter().map(|tally| (plain(graph, tally.value), tally.count)).collect::<Vec<_>>();
        let facet_of = |ask: FacetAsk| graph.facets(set, &[ask], NEVER).unwrap().pop().unwrap();
        prop_assert_eq!((facet.distinct, facet.unknown), (all.len(), unknown));
        prop_assert_eq!(told(&facet.values), all.iter().take(first).cloned().collect::<Vec<_>>());
        let again = ask(dimension, Pick::first(first), None);
        prop_assert_eq!(&graph.facets(set, &[again.clone(), again], NEVER).unwrap(), &[facet.clone(), facet.clone()]);

        let include: Vec<DimensionValue> =
            possible(graph, dimension).into_iter().step_by(2).chain(facet.values.first().map(|it| it.value)).collect();
        for order in [ValueOrder::Frequent, ValueOrder::Label] {
            let pick = Pick { order, offset: first / 3, limit: first, include: include.clone() };
            let [page, besides] = picked(rows, graph, resources, dimension, &pick, text);
            let [everything, _] = picked(rows, graph, resources, dimension, &Pick { order, ..Pick::first(usize::MAX) }, text);
            let facet = facet_of(ask(dimension, pick, Some(text)));
            prop_assert_eq!((facet.distinct, facet.unknown, facet.first), (everything.len(), unknown, page.len()));
            prop_assert_eq!(told(&facet.values), [page, besides].concat());
        }

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

fn check_crosstab(rows: &Rows, graph: &Graph, part: &Part<'_>, down: &Axis, along: &Axis, unknown: bool) -> Result<(), TestCaseError> {
    let Part { set, resources } = part;
    let table = graph.crosstab(set, down, along, unknown, NEVER).unwrap();
    prop_assert_eq!(table.total, resources.len() as u64);
    // By header: the values of each resource, and whether it is counted.
    let mut counted: Vec<Vec<Vec<bool>>> = Vec::new();
    for (headers, count, axis) in [(&table.rows, table.row_count, down), (&table.columns, table.column_count, along)] {
        let own: Vec<BTreeSet<Plain>> = resources.iter().map(|row| values(rows, row, axis.dimension)).collect();
        let lacking = own.iter().filter(|values| values.is_empty()).count() as u32;
        prop_assert_eq!(count, own.iter().flatten().collect::<BTreeSet<_>>().len());
        let [page, besides] = picked(rows, graph, resources, axis.dimension, &axis.pick, "");
        let known = page.into_iter().map(|tally| (tally, false)).chain(besides.into_iter().map(|tally| (tally, true)));
        let mut wanted: Vec<(Option<Plain>, u32, bool)> = known.map(|((value, count), added)| (Some(value), count, added)).collect();
        wanted.extend((unknown && lacking > 0).then_some((None, lacking, false)));
        let told: Vec<(Option<Plain>, u32, bool)> =
            headers.iter().map(|header| (header.value.map(|value| plain(graph, value)), header.count, header.is_added)).collect();
        prop_assert_eq!(&told, &wanted);
        let has = |value: &Option<Plain>, own: &BTreeSet<Plain>| value.as_ref().map_or(own.is_empty(), |value| own.contains(value));
        counted.push(wanted.iter().map(|(value, ..)| own.iter().map(|own| has(value, own)).collect()).collect());
    }
    prop_assert_eq!(table.cells.len(), table.rows.len());
    for (row, cells) in counted[0].iter().zip(&table.cells) {
        let both = |column: &[bool]| row.iter().zip(column).filter(|(row, column)| **row && **column).count() as u32;
        let wanted = counted[1].iter().enumerate().map(|(column, has)| Cell { column, count: both(has) });
        prop_assert_eq!(cells, &wanted.filter(|cell| cell.count > 0).collect::<Vec<_>>());
    }
    Ok(())
}

proptest! {
    #[test]
    fn facets_count_what_the_rows_count(rows in catalogue(), keep: u64, first in 0..9_usize, text in "[a-zA-Z0 ]{0,2}") {
        let (graph, rows) = (rows.build(), rows.shown());
        check_facets(&rows, &graph, &part(&graph, &rows, keep), first, &text)?;
    }

    #[test]
    fn crosstabs_count_what_the_rows_count(
        rows in catalogue(),
        keep: u64,
        limits in (0..5_usize, 0..5_usize),
        offsets in (0..3_usize, 0..3_usize),
        (by_label, unknown, chosen) in any::<(bool, bool, bool)>(),
    ) {
        let (graph, rows) = (rows.build(), rows.shown());
        let part = part(&graph, &rows, keep);
        let axis = |dimension, offset, limit, by_label, chosen| {
            let include = if chosen { possible(&graph, dimension) } else { Vec::new() };
            let order = if by_label { ValueOrder::Label } else { ValueOrder::Frequent };
            Axis { dimension, pick: Pick { order, offset, limit, include } }
        };
        for down in Dimension::ALL {
            for along in Dimension::ALL {
                let down = axis(down, offsets.0, limits.0, by_label, chosen);
                let along = axis(along, offsets.1, limits.1, !by_label, !chosen);
                check_crosstab(&rows, &graph, &part, &down, &along, unknown)?;
            }
        }
    }

    /// Pages of a crosstab hold every value once, in the order of the whole.
    #[test]
    fn pages_of_a_crosstab_make_the_whole(rows in catalogue(), keep: u64, limit in 1..4_usize, by_label: bool) {
        let (graph, rows) = (rows.build(), rows.shown());
        let set = part(&graph, &rows, keep).set;
        let order = if by_label { ValueOrder::Label } else { ValueOrder::Frequent };
        for dimension in Dimension::ALL {
            let axis = |offset, limit| Axis { dimension, pick: Pick { order, offset, limit, include: Vec::new() } };
            let columns = Axis { dimension: Dimension::Keyword, pick: Pick::first(9) };
            let table = |axis: &Axis| graph.crosstab(&set, axis, &columns, false, NEVER).unwrap();
            let whole = table(&axis(0, usize::MAX));
            let mut pages = Crosstab::default();
            for offset in (0..whole.row_count).step_by(limit) {
                let page = table(&axis(offset, limit));
                prop_assert_eq!((page.row_count, page.column_count), (whole.row_count, whole.column_count));
                pages.rows.extend(page.rows);
                pages.cells.extend(page.cells);
            }
            prop_assert_eq!((pages.rows, pages.cells), (whole.rows, whole.cells));
        }
    }

    #[test]
    fn standings_are_ordered_as_ranked_lists_are(rows in catalogue(), keep: u64) {
        let (graph, rows) = (rows.build(), rows.shown());
        let set = part(&graph, &rows, keep).set;
        for dimension in Dimension::ALL.into_iter().filter(|dimension| *dimension != Dimension::Year) {
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
        row.language = [None, Some("en"), Some("de-AT")][place % 3].map(str::to_owned);
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
        let axis = |dimension, limit| Axis { dimension, pick: Pick::first(limit) };
        for (down, along) in [
            (axis(Dimension::Producer, 9), axis(Dimension::Year, 130)),
            (axis(Dimension::Year, 70), axis(Dimension::Keyword, 4)),
            (axis(Dimension::Format, 9), axis(Dimension::Year, 64)),
            (axis(Dimension::Year, 200), axis(Dimension::Year, 200)),
            (axis(Dimension::Collection, 2), axis(Dimension::Funder, 0)),
            (axis(Dimension::Person, 2), axis(Dimension::Organization, 3)),
            (axis(Dimension::Language, 3), axis(Dimension::Person, 9)),
        ] {
            check_crosstab(&rows, &graph, &part, &down, &along, true).unwrap();
            check_crosstab(&rows, &graph, &part, &down, &along, false).unwrap();
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
    let axis = Axis { dimension: Dimension::Funder, pick: Pick::first(9) };
    assert_eq!(graph.ranked(&RoaringBitmap::new(), Dimension::Year, None, over), Err(Late));
    assert_eq!(graph.facets(&set, &[ask(Dimension::Keyword, Pick::first(1), None)], over), Err(Late));
    assert_eq!(graph.crosstab(&set, &axis, &axis, true, over), Err(Late));
    assert_eq!(graph.pairs(&set, Dimension::Keyword, 1, 9, over), Err(Late));
    assert_eq!(graph.overlaps(&set, Dimension::Funder, Dimension::Keyword, 9, over), Err(Late));
}
