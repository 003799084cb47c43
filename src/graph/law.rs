//! What must hold of every graph, tried on small generated catalogues.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocabulary::{AgentKind, AgentNameKind, ContributionRole, FundingKind, IdentifierScheme, ResourceFormat};
use proptest::prelude::*;
use uuid::Uuid;

use super::collation::Text;
use super::*;
use crate::identifier::Identifier;

type Order = Vec<OrderBy>;

/// The catalogue as rows: what a graph should hold.
#[derive(Debug, Clone, Default)]
struct Rows {
    resources: BTreeMap<Uuid, ResourceRow>,
    agents: BTreeMap<Uuid, AgentRow>,
    keywords: BTreeMap<Uuid, KeywordRow>,
    collections: BTreeMap<Uuid, CollectionRow>,
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
    fn apply(&mut self, delta: Delta) {
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

    fn build(&self) -> Graph {
        let mut builder = Builder::new();
        self.agents.values().rev().for_each(|row| builder.agent(row.clone()));
        self.keywords.values().for_each(|row| builder.keyword(row.clone()));
        self.resources.values().rev().for_each(|row| builder.resource(row.clone()));
        self.collections.values().for_each(|row| builder.collection(row.clone()));
        builder.finish(7)
    }
}

/// Ids whose order is not that of their numbers.
fn id(kind: u8, number: u8) -> Uuid {
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
    fn resource(number: u8)(title in text(), year in prop::option::of(2000..2003), format in prop::option::of(prop::sample::select(ResourceFormat::ALL)), created_at in 0..3_i64, updated_at in -1..2_i64, producers in prop::collection::vec((0..6_u8, prop::sample::select(ContributionRole::ALL)), 0..5), funders in prop::collection::vec((0..6_u8, prop::sample::select(FundingKind::ALL)), 0..3), keywords in ids(2, 4)) -> ResourceRow {
        ResourceRow {
            id: id(0, number), slug: format!("resource-{number}"), title, year, format, created_at, updated_at, keywords,
            producers: producers.into_iter().map(|(agent, role)| (id(1, agent), role)).collect(),
            funders: funders.into_iter().map(|(agent, kind)| (id(1, agent), kind)).collect(),
        }
    }
}

prop_compose! {
    fn agent(number: u8)(name in text(), kind in prop::sample::select(AgentKind::ALL), names in prop::collection::vec(text(), 0..3), identifiers in prop::collection::vec("[ab]", 0..2)) -> AgentRow {
        AgentRow {
            id: id(1, number), kind, slug: format!("agent-{number}"), name, country: None,
            names: names.into_iter().map(|value| AgentName { value, kind: AgentNameKind::Alias, lang: None }).collect(),
            identifiers: identifiers.into_iter().map(|value| Identifier { scheme: IdentifierScheme::Local, value }).collect(),
        }
    }
}

prop_compose! {
    fn keyword(number: u8)(label in text(), alt_labels in prop::collection::vec(text(), 0..2), uri in prop::option::of("[ab]"), broader in ids(2, 3), related in ids(2, 3)) -> KeywordRow {
        KeywordRow { id: id(2, number), slug: format!("keyword-{number}"), label, alt_labels, uri, broader, related }
    }
}

prop_compose! {
    fn collection(number: u8)(title in text(), items in prop::collection::vec((0..12_u8, prop::option::of("[xy]"), any::<bool>()), 0..9)) -> CollectionRow {
        let items = items.into_iter().map(|(resource, section, highlighted)| ItemRow { resource: id(0, resource), section, highlighted }).collect();
        CollectionRow { id: id(3, number), slug: format!("collection-{number}"), title, items }
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

/// A change, after which every edge between nodes that the rows hold is known: it names again whoever has edges to what is new.
fn delta(most: usize) -> impl Strategy<Value = Delta> {
    (some(0, 12, most, resource), some(1, 6, most / 2, agent), some(2, 6, most / 2, keyword), some(3, 3, 3, collection))
        .prop_map(|(resources, agents, keywords, collections)| Delta { resources, agents, keywords, collections })
}

fn catalogue() -> impl Strategy<Value = Rows> {
    delta(24).prop_map(|delta| {
        let mut rows = Rows::default();
        rows.apply(delta);
        rows
    })
}

fn order_by(keys: &'static [OrderKey]) -> impl Strategy<Value = Order> {
    let by = (prop::sample::select(keys), any::<bool>());
    let by = by.prop_map(|(key, up)| OrderBy { key, direction: if up { Direction::Ascending } else { Direction::Descending } });
    prop::collection::vec(by, 0..4)
}

#[derive(Debug, Clone)]
struct Orders {
    resources: Order,
    agents: Order,
    keywords: Order,
    collections: Order,
}

impl Orders {
    fn of(&self, list: List) -> &[OrderBy] {
        match list.kind() {
            Kind::Resource => &self.resources,
            Kind::Agent => &self.agents,
            Kind::Keyword => &self.keywords,
            Kind::Collection => &self.collections,
        }
    }
}

prop_compose! {
    fn orders()(
        resources in order_by(&[OrderKey::Title, OrderKey::Year, OrderKey::CreatedAt, OrderKey::UpdatedAt]),
        agents in order_by(&[OrderKey::Name, OrderKey::ProducedCount, OrderKey::FundedCount]),
        keywords in order_by(&[OrderKey::Label, OrderKey::ResourceCount, OrderKey::FunderCount]),
        collections in order_by(&[OrderKey::Title]),
    ) -> Orders {
        Orders { resources, agents, keywords, collections }
    }
}

/// Every list of a graph, each with the public id of its parent.
fn lists(graph: &Graph) -> Vec<(Uuid, List)> {
    let root = [List::Resources, List::Organizations, List::Persons, List::Keywords, List::Collections];
    let mut lists: Vec<(Uuid, List)> = root.map(|list| (Uuid::nil(), list)).to_vec();
    let roles = || std::iter::once(None).chain(ContributionRole::ALL.iter().copied().map(Some));
    let kinds = || std::iter::once(None).chain(FundingKind::ALL.iter().copied().map(Some));
    for number in 0..12 {
        if let Some(resource) = graph.find_resource(&id(0, number)) {
            let of = roles().map(|role| List::Producers { resource, role }).chain(kinds().map(|kind| List::Funders { resource, kind }));
            let of = of.chain([List::Subjects { resource }, List::CollectionsOf { resource }]);
            lists.extend(of.map(|list| (id(0, number), list)));
        }
        if let Some(agent) = graph.find_agent(&id(1, number)) {
            let of = roles().map(|role| List::Produced { agent, role }).chain(kinds().map(|kind| List::Funded { agent, kind }));
            lists.extend(of.map(|list| (id(1, number), list)));
        }
        if let Some(keyword) = graph.find_keyword(&id(2, number)) {
            lists.extend([false, true].map(|include_narrower| (id(2, number), List::Tagged { keyword, include_narrower })));
        }
        if let Some(collection) = graph.find_collection(&id(3, number)) {
            lists.push((id(3, number), List::Items { collection }));
        }
    }
    lists
}

fn all(graph: &Graph, list: List, order: &[OrderBy]) -> Vec<Entry> {
    graph.select(&list, order, &Window { limit: usize::MAX, ..Window::default() }).unwrap().entries
}

/// An entry by public ids.
fn public(graph: &Graph, list: List, entry: Entry) -> (Uuid, Entry) {
    (graph.snapshot().id(list.kind(), entry.node), Entry { node: 0, ..entry })
}

fn publics(graph: &Graph, list: List, order: &[OrderBy]) -> Vec<(Uuid, Entry)> {
    all(graph, list, order).into_iter().map(|entry| public(graph, list, entry)).collect()
}

/// Everything that can be found, by public ids.
fn finds(graph: &Graph) -> Vec<String> {
    let s = graph.snapshot();
    let mut finds = Vec::new();
    for number in 0..12 {
        finds.push(format!("{:?}", graph.resource_by_slug(&format!("resource-{number}")).map(|node| s.id(Kind::Resource, node))));
        finds.push(format!("{:?}", graph.keyword_by_slug(&format!("keyword-{number}")).map(|node| s.id(Kind::Keyword, node))));
        finds.push(format!("{:?}", graph.collection_by_slug(&format!("collection-{number}")).map(|node| s.id(Kind::Collection, node))));
        for kind in AgentKind::ALL {
            finds.push(format!("{:?}", graph.agent_by_slug(*kind, &format!("agent-{number}")).map(|node| s.id(Kind::Agent, node))));
        }
    }
    for name in ["guide 2", "Guide 10", "ÄPFEL", "apfel", "", "zoo", "nobody"] {
        for kind in AgentKind::ALL {
            finds.push(format!(
                "{:?}",
                graph.agents_by_name(*kind, name).into_iter().map(|node| s.id(Kind::Agent, node)).collect::<Vec<_>>()
            ));
        }
        finds.push(format!("{:?}", graph.keywords_by_label(name).into_iter().map(|node| s.id(Kind::Keyword, node)).collect::<Vec<_>>()));
    }
    for value in ["a", "b"] {
        let identifier = Identifier { scheme: IdentifierScheme::Local, value: value.to_owned() };
        for kind in AgentKind::ALL {
            finds.push(format!("{:?}", graph.agent_by_identifier(*kind, &identifier).map(|node| s.id(Kind::Agent, node))));
        }
        finds.push(format!("{:?}", graph.keyword_by_uri(value).map(|node| s.id(Kind::Keyword, node))));
    }
    for number in 0..6 {
        let narrower = graph.find_keyword(&id(2, number)).map(|keyword| graph.narrower(keyword));
        finds.push(format!("{:?}", narrower.map(|nodes| nodes.into_iter().map(|node| s.id(Kind::Keyword, node)).collect::<Vec<_>>())));
    }
    finds
}

/// The ids of a list as the rows have it, in no order; an id stands once for each of its roles.
fn expected(rows: &Rows, parent: Uuid, list: List) -> Vec<Uuid> {
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
            while include_narrower {
                let before = keywords.len();
                let narrower: Vec<Uuid> =
                    rows.keywords.values().filter(|row| row.broader.iter().any(|id| keywords.contains(id))).map(|row| row.id).collect();
                keywords.extend(narrower);
                if keywords.len() == before {
                    break;
                }
            }
            resources(&|row| row.keywords.iter().any(|id| keywords.contains(id)))
        }
        List::Items { .. } => distinct(rows.collections[&parent].items.iter().map(|item| item.resource).collect()),
    }
}

/// What a row has for a key: null last, numbers, texts.
fn value(rows: &Rows, key: OrderKey, id: Uuid) -> (Option<i64>, Option<Text>) {
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
        OrderKey::FunderCount => {
            let resources = rows.resources.values().filter(|row| row.keywords.contains(&id));
            let funders: BTreeSet<Uuid> = resources.flat_map(|row| row.funders.iter().map(|pair| pair.0)).collect();
            (Some(funders.len() as i64), None)
        }
    }
}

/// The plainest way to say the order.
fn compare(rows: &Rows, order: &[OrderBy], a: Uuid, b: Uuid) -> std::cmp::Ordering {
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

/// A list read page by page.
fn walk(graph: &Graph, list: List, order: &[OrderBy], limit: usize, backwards: bool) -> Vec<Entry> {
    let total = graph.count(&list);
    let mut pages: Vec<Entry> = Vec::new();
    let mut cursor = None;
    loop {
        let (after, before) = if backwards { (None, cursor) } else { (cursor, None) };
        let page = graph.select(&list, order, &Window { limit, backwards, after, before }).unwrap();
        let (behind, ahead) = if backwards { (page.has_next, page.has_previous) } else { (page.has_previous, page.has_next) };
        assert_eq!((page.total, behind), (total, !pages.is_empty()));
        let next = if backwards { page.entries.first() } else { page.entries.last() };
        cursor = next.map(|entry| Cursor::decode(&graph.cursor(&list, order, entry)).unwrap());
        if backwards {
            pages.splice(0..0, page.entries);
        } else {
            pages.extend(page.entries);
        }
        assert_eq!(ahead, pages.len() < total);
        if !ahead {
            return pages;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn changes_lead_where_building_anew_leads(deltas in prop::collection::vec(delta(12), 1..6), orders in orders(), look in any::<bool>()) {
        let mut rows = Rows::default();
        let mut graph = rows.build();
        for delta in deltas {
            let before = graph.clone();
            let then = (finds(&before), before.heap_bytes());
            graph = graph.apply(delta.clone(), 7);
            prop_assert_eq!(finds(&before), then.0);
            rows.apply(delta);
            if look {
                // Fills what is computed when asked for, so that the next change has it to forget.
                lists(&graph).into_iter().for_each(|(_, list)| drop(all(&graph, list, orders.of(list))));
            }
        }
        let built = rows.build();
        prop_assert_eq!(graph.differences(&built), Vec::<String>::new());
        prop_assert_eq!(built.differences(&graph), Vec::<String>::new());
        prop_assert_eq!((graph.counts(), graph.version()), (built.counts(), built.version()));
        prop_assert_eq!(finds(&graph), finds(&built));
        let (left, right) = (lists(&graph), lists(&built));
        prop_assert_eq!(left.len(), right.len());
        for ((parent, list), (_, other)) in left.into_iter().zip(right) {
            prop_assert_eq!(publics(&graph, list, &[]), publics(&built, other, &[]));
            let order = orders.of(list);
            prop_assert_eq!(publics(&graph, list, order), publics(&built, other, order));
            let mut ids: Vec<Uuid> = all(&graph, list, &[]).into_iter().map(|entry| public(&graph, list, entry).0).collect();
            let mut wanted = expected(&rows, parent, list);
            if !matches!(list, List::Producers { .. } | List::Funders { .. } | List::Subjects { .. } | List::Items { .. }) {
                ids.sort_unstable();
                wanted.sort_unstable();
            }
            prop_assert_eq!(ids, wanted, "{:?}", list);
        }
    }

    #[test]
    fn pages_are_the_list(rows in catalogue(), orders in orders(), limit in 1..5_usize) {
        let graph = rows.build();
        for (_, list) in lists(&graph) {
            for order in [orders.of(list), &[]] {
                let whole = all(&graph, list, order);
                prop_assert_eq!(whole.len(), graph.count(&list));
                prop_assert_eq!(&walk(&graph, list, order, limit, false), &whole);
                prop_assert_eq!(&walk(&graph, list, order, limit, true), &whole);
                let order = list.order(order).unwrap();
                let id = |entry: &Entry| public(&graph, list, *entry).0;
                prop_assert!(order.is_empty() || whole.is_sorted_by(|a, b| compare(&rows, &order, id(a), id(b)).is_le()), "{:?}", list);
            }
        }
    }

    #[test]
    fn what_lies_between_two_cursors_is_a_page(rows in catalogue(), orders in orders(), limit in 0..5_usize, backwards: bool, from: prop::sample::Index, to: prop::sample::Index) {
        let graph = rows.build();
        for (_, list) in lists(&graph) {
            for order in [orders.of(list), &[]] {
                let whole = all(&graph, list, order);
                if whole.is_empty() {
                    continue;
                }
                let (from, to) = (from.index(whole.len()), to.index(whole.len()));
                let cursor = |place: usize| Some(Cursor::decode(&graph.cursor(&list, order, &whole[place])).unwrap());
                let page = graph.select(&list, order, &Window { limit, backwards, after: cursor(from), before: cursor(to) }).unwrap();
                let between = if from < to { &whole[from + 1..to] } else { &[] };
                let cut = limit.min(between.len());
                let wanted = if backwards { &between[between.len() - cut..] } else { &between[..cut] };
                prop_assert_eq!(&page.entries, wanted);
                let end = if backwards { to } else { from + 1 + cut };
                let start = if backwards { to - cut } else { from + 1 };
                prop_assert_eq!((page.has_previous, page.has_next, page.total), (start > 0, end < whole.len(), whole.len()));
            }
        }
    }

    #[test]
    fn what_stays_the_same_comes_once(rows in catalogue(), deltas in prop::collection::vec(delta(6), 1..9), orders in orders(), limit in 1..4_usize, backwards: bool) {
        let start = rows.build();
        for (parent, list) in lists(&start).into_iter().filter(|(_, list)| list.kind() == Kind::Resource) {
            let order = orders.of(list);
            let keys = list.order(order).unwrap();
            if keys.is_empty() {
                continue;
            }
            let (mut rows, mut graph) = (rows.clone(), start.clone());
            let values = |rows: &Rows, id: Uuid| keys.iter().map(|by| value(rows, by.key, id)).collect::<Vec<_>>();
            // What is in the list all the time with the same values.
            let mut same: BTreeMap<Uuid, _> = expected(&rows, parent, list).into_iter().map(|id| (id, values(&rows, id))).collect();
            let (mut cursor, mut seen) = (None, Vec::new());
            let mut deltas = deltas.iter();
            let is_whole = loop {
                let (after, before) = if backwards { (None, cursor.clone()) } else { (cursor.clone(), None) };
                let page = graph.select(&list, order, &Window { limit, backwards, after, before }).unwrap();
                seen.extend(page.entries.iter().map(|entry| public(&graph, list, *entry).0));
                if !(if backwards { page.has_previous } else { page.has_next }) {
                    break true;
                }
                let last = if backwards { page.entries.first() } else { page.entries.last() };
                cursor = Some(Cursor::decode(&graph.cursor(&list, order, last.unwrap())).unwrap());
                if let Some(delta) = deltas.next() {
                    graph = graph.apply(delta.clone(), 1);
                    rows.apply(delta.clone());
                    if !lists(&graph).iter().any(|(_, other)| *other == list) {
                        break false;
                    }
                    let now = expected(&rows, parent, list);
                    same.retain(|id, then| now.contains(id) && *then == values(&rows, *id));
                }
            };
            for id in same.keys().filter(|_| is_whole) {
                prop_assert_eq!(seen.iter().filter(|other| *other == id).count(), 1, "{:?}", list);
            }
        }
    }
}

/// A catalogue that is larger than a chunk, with many equal titles.
fn large() -> Rows {
    let mut rows = Rows::default();
    for number in 0..6 {
        let kind = if number < 3 { AgentKind::Organization } else { AgentKind::Person };
        let row = AgentRow { id: id(1, number), kind, slug: format!("agent-{number}"), name: format!("Agent {number}"), country: None, names: vec![], identifiers: vec![] };
        rows.agents.insert(row.id, row);
        let broader = if number == 0 { vec![] } else { vec![id(2, number - 1)] };
        let row = KeywordRow { id: id(2, number), slug: format!("keyword-{number}"), label: format!("Keyword {number}"), alt_labels: vec![], uri: None, broader, related: vec![] };
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

fn large_resource(number: u64, salt: u64) -> ResourceRow {
    let draw = |of: u64, most: u64| (salt.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> of) % most;
    ResourceRow {
        id: Uuid::from_u128(u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835) ^ 0xff),
        slug: format!("large-{number}"),
        title: format!("Résumé {}", draw(8, 3_000)),
        year: Some(1990 + draw(16, 40) as i32).filter(|year| *year < 2020),
        format: None,
        created_at: draw(24, 500) as i64,
        updated_at: draw(32, 1 << 20) as i64,
        producers: vec![(id(1, draw(4, 2) as u8), ContributionRole::Producer), (id(1, draw(5, 6) as u8), ContributionRole::Author)],
        funders: vec![(id(1, draw(6, 3) as u8), FundingKind::Funder)],
        keywords: vec![id(2, draw(7, 2) as u8), id(2, draw(9, 6) as u8)],
    }
}

fn by(keys: &[(OrderKey, Direction)]) -> Order {
    keys.iter().map(|(key, direction)| OrderBy { key: *key, direction: *direction }).collect()
}

#[test]
fn long_lists_are_read_and_changed_like_short_ones() {
    use Direction::{Ascending, Descending};
    use OrderKey::{CreatedAt, Title, UpdatedAt, Year};
    let mut rows = large();
    let mut graph = rows.build();
    let agent = graph.find_agent(&id(1, 0)).unwrap();
    let keyword = graph.find_keyword(&id(2, 0)).unwrap();
    let collection = graph.find_collection(&id(3, 0)).unwrap();
    let lists = [
        (Uuid::nil(), List::Resources),
        (id(1, 0), List::Produced { agent, role: None }),
        (id(2, 0), List::Tagged { keyword, include_narrower: true }),
        (id(3, 0), List::Items { collection }),
    ];
    let orders = [
        by(&[(Title, Descending)]),
        by(&[(Year, Descending)]),
        by(&[(UpdatedAt, Ascending)]),
        by(&[(CreatedAt, Descending), (Title, Ascending)]),
        by(&[(Title, Ascending), (Year, Descending)]),
        by(&[(Title, Descending), (CreatedAt, Ascending), (Title, Ascending)]),
    ];
    for step in 0..12_u64 {
        // Few at a time are looked for one by one, many are looked for together.
        let many = [1, 3, 700, 5_000][step as usize % 4];
        let change = |number: u64| {
            let row = large_resource((number * 7 + step * 13) % 10_200, number + step * 100_000);
            (row.id, Some(row).filter(|_| number % 5 != 4))
        };
        let delta = Delta { resources: (0..many).map(change).collect(), ..Delta::default() };
        graph = graph.apply(delta.clone(), 7);
        rows.apply(delta);
        if step % 4 == 1 {
            let order = &orders[step as usize % orders.len()];
            assert_eq!(walk(&graph, List::Resources, order, 777, false), walk(&graph, List::Resources, order, 777, true));
        }
    }
    let built = rows.build();
    assert_eq!(graph.differences(&built), Vec::<String>::new());
    for (parent, list) in lists {
        for order in &orders {
            let whole = all(&graph, list, order);
            assert_eq!(walk(&graph, list, order, 777, false), whole);
            assert_eq!(walk(&graph, list, order, 777, true), whole);
            let mut ids = expected(&rows, parent, list);
            ids.sort_by_cached_key(|id| order.iter().map(|by| rank_key(&rows, *by, *id)).chain([RankKey::id(order, *id)]).collect::<Vec<_>>());
            assert_eq!(whole.iter().map(|entry| public(&graph, list, *entry).0).collect::<Vec<_>>(), ids, "{list:?} {order:?}");
        }
    }
}
