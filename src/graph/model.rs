//! Small generated catalogues, and what must be found in them, said in the plainest way.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use entity::vocabulary::{AgentKind, AgentNameKind, ContributionRole, FundingKind, IdentifierScheme, ResourceFormat};
use proptest::prelude::*;
use uuid::Uuid;

use super::collation::Text;
use super::*;
use crate::identifier::Identifier;
use crate::model::{AgentName, AgentRow, CollectionRow, ItemRow, KeywordRow, ResourceRow};

/// The catalogue as rows: what a graph should hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    pub(super) resources: BTreeMap<Uuid, ResourceRow>,
    pub(super) agents: BTreeMap<Uuid, AgentRow>,
    pub(super) keywords: BTreeMap<Uuid, KeywordRow>,
    pub(super) collections: BTreeMap<Uuid, CollectionRow>,
    /// Of what is shown: the nodes that were merged, each with the node that it leads to and its slug.
    pub(super) merged: BTreeMap<Uuid, (Uuid, String)>,
}

fn put<R>(rows: &mut BTreeMap<Uuid, R>, changes: Vec<(Uuid, Option<R>)>) {
    for (id, row) in changes {
        match row {
            Some(row) => drop(rows.insert(id, row)),
            None => drop(rows.remove(&id)),
        }
    }
}

impl Rows {
    pub(super) fn apply(&mut self, delta: Delta) {
        put(&mut self.agents, delta.agents);
        put(&mut self.keywords, delta.keywords);
        put(&mut self.resources, delta.resources);
        put(&mut self.collections, delta.collections);
        let known: BTreeSet<Uuid> = self.keywords.keys().copied().collect();
        for keyword in self.keywords.values_mut() {
            keyword.broader.retain(|id| known.contains(id));
            keyword.related.retain(|id| known.contains(id));
        }
        for resource in self.resources.values_mut() {
            resource.producers.retain(|(id, _)| self.agents.contains_key(id));
            resource.funders.retain(|(id, _)| self.agents.contains_key(id));
            resource.keywords.retain(|id| self.keywords.contains_key(id));
        }
        for collection in self.collections.values_mut() {
            collection.items.retain(|item| self.resources.contains_key(&item.resource));
        }
    }

    pub(super) fn build(&self) -> Graph {
        let mut builder = Builder::new();
        self.agents.values().rev().for_each(|row| builder.agent(row.clone()));
        self.keywords.values().for_each(|row| builder.keyword(row.clone()));
        self.resources.values().rev().for_each(|row| builder.resource(row.clone()));
        self.collections.values().for_each(|row| builder.collection(row.clone()));
        builder.finish(7)
    }
}

/// Ids whose order is not that of their numbers.
pub(super) fn id(kind: u8, number: u8) -> Uuid {
    Uuid::from_u128(u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835) ^ u128::from(kind))
}

fn text() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Guide 2",
        "Guide 10",
        "guide 2",
        "“Guide 2”",
        "Äpfel",
        "apfel",
        "",
        "The Zoo",
        "zoo",
        "Long title, long title, 1",
        "Long title, long title, 2",
    ])
    .prop_map(str::to_owned)
}

fn ids(kind: u8, most: usize) -> impl Strategy<Value = Vec<Uuid>> {
    prop::collection::vec((0..6_u8).prop_map(move |number| id(kind, number)), 0..most)
}

prop_compose! {
    fn resource(number: u8)(
        title in text(),
        year in prop::option::of(2000..2003),
        format in prop::option::of(prop::sample::select(ResourceFormat::ALL)),
        created_at in 0..3_i64,
        updated_at in -1..2_i64,
        language in prop::option::of(prop::sample::select(vec!["en", "de", "pt-BR"])),
        (has_description, has_landing_page, has_notes) in any::<(bool, bool, bool)>(),
        license in prop::option::of(prop::sample::select(vec!["https://creativecommons.org/licenses/by/4.0/", "Äll rights", "all rights"])),
        identifiers in prop::collection::vec((prop::sample::select(IdentifierScheme::ALL), "[ab]{1,2}"), 0..3),
        producers in prop::collection::vec((0..6_u8, prop::sample::select(ContributionRole::ALL)), 0..5),
        funders in prop::collection::vec((0..6_u8, prop::sample::select(FundingKind::ALL)), 0..3),
        keywords in ids(2, 4),
    ) -> ResourceRow {
        let producers = producers.into_iter().map(|(agent, role)| (id(1, agent), role)).collect();
        let funders = funders.into_iter().map(|(agent, kind)| (id(1, agent), kind)).collect();
        let slug = format!("resource-{number}");
        let (language, license) = (language.map(str::to_owned), license.map(str::to_owned));
        let identifiers = identifiers.into_iter().map(|(scheme, value)| Identifier { scheme, value }).collect();
        ResourceRow {
            id: id(0, number), slug, title, year, format, created_at, updated_at, language, has_description, has_landing_page, license, has_notes,
            identifiers, producers, funders, keywords,
        }
    }
}

/// The node that took another's place. Often it is itself merged, or not there.
fn merged_into(kind: u8) -> impl Strategy<Value = Option<Uuid>> {
    prop::option::weighted(0.3, (0..6_u8).prop_map(move |number| id(kind, number)))
}

prop_compose! {
    fn agent(number: u8)(
        name in text(),
        kind in prop::sample::select(AgentKind::ALL),
        names in prop::collection::vec(text(), 0..3),
        identifiers in prop::collection::vec("[ab]", 0..2),
        merged_into in merged_into(1),
    ) -> AgentRow {
        let names = names.into_iter().map(|value| AgentName { value, kind: AgentNameKind::Alias, lang: None }).collect();
        let identifiers = identifiers.into_iter().map(|value| Identifier { scheme: IdentifierScheme::Local, value }).collect();
        AgentRow { id: id(1, number), kind, slug: format!("agent-{number}"), name, country: None, names, identifiers, merged_into }
    }
}

prop_compose! {
    fn keyword(number: u8)(
        label in text(),
        alt_labels in prop::collection::vec(text(), 0..2),
        uri in prop::option::of("[ab]"),
        broader in ids(2, 3),
        related in ids(2, 3),
        merged_into in merged_into(2),
    ) -> KeywordRow {
        KeywordRow { id: id(2, number), slug: format!("keyword-{number}"), label, alt_labels, uri, broader, related, merged_into }
    }
}

prop_compose! {
    fn collection(number: u8)(
        title in text(),
        items in prop::collection::vec((0..12_u8, prop::option::of("[xy]"), any::<bool>()), 0..9),
    ) -> CollectionRow {
        let item = |(resource, section, highlighted)| ItemRow { resource: id(0, resource), section, highlighted };
        CollectionRow { id: id(3, number), slug: format!("collection-{number}"), title, items: items.into_iter().map(item).collect() }
    }
}

/// Changes of nodes, some of which go.
fn some<R: std::fmt::Debug + 'static, S: Strategy<Value = R> + 'static>(
    kind: u8,
    numbers: u8,
    most: usize,
    row: impl Fn(u8) -> S + 'static,
) -> BoxedStrategy<Vec<(Uuid, Option<R>)>> {
    let change =
        (0..numbers).prop_flat_map(move |number| prop::option::weighted(0.8, row(number)).prop_map(move |row| (id(kind, number), row)));
    prop::collection::vec(change, 0..most).boxed()
}

/// A change. Some of its edges lead to nodes that nobody knows.
pub(super) fn delta(most: usize) -> impl Strategy<Value = Delta> {
    (some(0, 12, most, resource), some(1, 6, most / 2, agent), some(2, 6, most / 2, keyword), some(3, 3, 3, collection))
        .prop_map(|(resources, agents, keywords, collections)| Delta { resources, agents, keywords, collections })
}

pub(super) fn catalogue() -> impl Strategy<Value = Rows> {
    delta(24).prop_map(|delta| {
        let mut rows = Rows::default();
        rows.apply(delta);
        rows
    })
}

pub(super) fn select(graph: &Graph, list: List, order: &[OrderBy], window: &Window) -> Result<Page, SelectError> {
    graph.select(&Ask { order: order.to_vec(), ..Ask::from(list) }, window, Deadline::never())
}

pub(super) fn cursor_of(graph: &Graph, list: List, order: &[OrderBy], entry: &Entry) -> Cursor {
    Cursor::decode(&graph.cursor(&Ask { order: order.to_vec(), ..Ask::from(list) }, entry)).unwrap()
}

/// The ids of a list as the rows have it, in no order; an id stands once for each of its roles.
pub(super) fn expected(rows: &Rows, parent: Uuid, list: List) -> Vec<Uuid> {
    let distinct = |mut ids: Vec<Uuid>| {
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(*id));
        ids
    };
    let resources = |is_in: &dyn Fn(&ResourceRow) -> bool| rows.resources.values().filter(|row| is_in(row)).map(|row| row.id).collect();
    let agents = |kind| rows.agents.values().filter(|row| row.kind == kind).map(|row| row.id).collect();
    match list {
        List::Resources => rows.resources.keys().copied().collect(),
        List::Organizations => agents(AgentKind::Organization),
        List::Persons => agents(AgentKind::Person),
        List::Keywords => rows.keywords.keys().copied().collect(),
        List::Collections => rows.collections.keys().copied().collect(),
        List::Producers { role, .. } => {
            let mut seen = BTreeSet::new();
            let pairs = rows.resources[&parent].producers.iter().filter(|pair| role.map_or(pair.1.is_producer(), |role| pair.1 == role));
            pairs.filter(|pair| seen.insert(**pair)).map(|pair| pair.0).collect()
        }
        List::Funders { kind, .. } => {
            let mut seen = BTreeSet::new();
            let pairs = rows.resources[&parent].funders.iter().filter(|pair| kind.is_none_or(|kind| pair.1 == kind));
            pairs.filter(|pair| seen.insert(**pair)).map(|pair| pair.0).collect()
        }
        List::Subjects { .. } => distinct(rows.resources[&parent].keywords.clone()),
        List::CollectionsOf { .. } => {
            rows.collections.values().filter(|row| row.items.iter().any(|item| item.resource == parent)).map(|row| row.id).collect()
        }
        List::Produced { role, .. } => {
            resources(&|row| row.producers.iter().any(|pair| pair.0 == parent && role.map_or(pair.1.is_producer(), |role| pair.1 == role)))
        }
        List::Funded { kind, .. } => {
            resources(&|row| row.funders.iter().any(|pair| pair.0 == parent && kind.is_none_or(|kind| pair.1 == kind)))
        }
        List::Tagged { include_narrower, .. } => {
            let mut keywords = BTreeSet::from([parent]);
            for _ in 0..if include_narrower { rows.keywords.len() } else { 0 } {
                let narrower = rows.keywords.values().filter(|row| row.broader.iter().any(|id| keywords.contains(id)));
                let narrower: Vec<Uuid> = narrower.map(|row| row.id).collect();
                keywords.extend(narrower);
            }
            resources(&|row| row.keywords.iter().any(|id| keywords.contains(id)))
        }
        List::Items { .. } => distinct(rows.collections[&parent].items.iter().map(|item| item.resource).collect()),
    }
}

/// What a row has for a key: null last, numbers, texts.
pub(super) fn value(rows: &Rows, key: OrderKey, id: Uuid) -> (Option<i64>, Option<Text>) {
    let count = |is_in: &dyn Fn(&ResourceRow) -> bool| (Some(rows.resources.values().filter(|row| is_in(row)).count() as i64), None);
    match key {
        OrderKey::Title => (None, Some(Text::new(rows.resources.get(&id).map_or_else(|| &rows.collections[&id].title, |row| &row.title)))),
        OrderKey::Year => (rows.resources[&id].year.map(i64::from), None),
        OrderKey::CreatedAt => (Some(rows.resources[&id].created_at), None),
        OrderKey::UpdatedAt => (Some(rows.resources[&id].updated_at), None),
        OrderKey::Name => (None, Some(Text::new(&rows.agents[&id].name))),
        OrderKey::ProducedCount => count(&|row| row.producers.iter().any(|pair| pair.0 == id && pair.1.is_producer())),
        OrderKey::FundedCount => count(&|row| row.funders.iter().any(|pair| pair.0 == id)),
        OrderKey::Label => (None, Some(Text::new(&rows.keywords[&id].label))),
        OrderKey::ResourceCount => count(&|row| row.keywords.contains(&id)),
        OrderKey::Relevance => (None, None),
        OrderKey::FunderCount => {
            let resources = rows.resources.values().filter(|row| row.keywords.contains(&id));
            let funders: BTreeSet<Uuid> = resources.flat_map(|row| row.funders.iter().map(|pair| pair.0)).collect();
            (Some(funders.len() as i64), None)
        }
    }
}

/// The plainest way to say the order.
pub(super) fn compare(rows: &Rows, order: &[OrderBy], a: Uuid, b: Uuid) -> Ordering {
    for by in order {
        let (one, two) = (value(rows, by.key, a), value(rows, by.key, b));
        let is_null = |value: &(Option<i64>, Option<Text>)| value.0.is_none() && value.1.is_none();
        let ordering = is_null(&one).cmp(&is_null(&two)).then(by.direction.apply(one.cmp(&two)));
        if ordering.is_ne() {
            return ordering;
        }
    }
    Direction::of(order).apply(a.cmp(&b))
}

/// A catalogue that is larger than a chunk, with many equal titles.
pub(super) fn large() -> Rows {
    let mut rows = Rows::default();
    for number in 0..6 {
        let kind = if number < 3 { AgentKind::Organization } else { AgentKind::Person };
        let row = AgentRow {
            id: id(1, number),
            kind,
            slug: format!("agent-{number}"),
            name: format!("Agent {number}"),
            country: None,
            names: vec![],
            identifiers: vec![],
            merged_into: None,
        };
        rows.agents.insert(row.id, row);
        let broader = if number == 0 { vec![] } else { vec![id(2, number - 1)] };
        let row = KeywordRow {
            id: id(2, number),
            slug: format!("keyword-{number}"),
            label: format!("Keyword {number}"),
            alt_labels: vec![],
            uri: None,
            broader,
            related: vec![],
            merged_into: None,
        };
        rows.keywords.insert(row.id, row);
    }
    for number in 0..10_000 {
        let row = large_resource(number, number);
        rows.resources.insert(row.id, row);
    }
    let item = |id: &Uuid| ItemRow { resource: *id, section: None, highlighted: false };
    let items = rows.resources.keys().rev().step_by(2).map(item).collect();
    rows.collections.insert(id(3, 0), CollectionRow { id: id(3, 0), slug: "collection-0".to_owned(), title: "All".to_owned(), items });
    rows
}

pub(super) fn large_resource(number: u64, salt: u64) -> ResourceRow {
    let draw = |of: u64, most: u64| (salt.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> of) % most;
    ResourceRow {
        id: Uuid::from_u128(u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835) ^ 0xff),
        slug: format!("large-{number}"),
        title: format!("Résumé {}", draw(8, 3_000)),
        year: Some(1990 + draw(16, 40) as i32).filter(|year| *year < 2020),
        format: None,
        created_at: draw(24, 500) as i64,
        updated_at: draw(32, 1 << 20) as i64,
        language: None,
        has_description: false,
        has_landing_page: true,
        license: None,
        has_notes: false,
        identifiers: vec![],
        producers: vec![(id(1, draw(4, 2) as u8), ContributionRole::Producer), (id(1, draw(5, 6) as u8), ContributionRole::Author)],
        funders: vec![(id(1, draw(6, 3) as u8), FundingKind::Funder)],
        keywords: vec![id(2, draw(7, 2) as u8), id(2, draw(9, 6) as u8)],
    }
}
