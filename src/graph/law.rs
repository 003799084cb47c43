//! What must hold of every graph, tried on small generated catalogues.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, IdentifierScheme};
use proptest::prelude::*;
use uuid::Uuid;

use super::model::*;
use super::*;
use crate::identifier::Identifier;
use crate::model::{CollectionRow, ItemRow, ResourceRow};

type Order = Vec<OrderBy>;

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
            let id = graph.agent(agent).unwrap().id();
            lists.extend(of.map(|list| (id, list)));
        }
        if let Some(keyword) = graph.find_keyword(&id(2, number)) {
            let id = graph.keyword(keyword).unwrap().id();
            lists.extend([false, true].map(|include_narrower| (id, List::Tagged { keyword, include_narrower })));
        }
        if let Some(collection) = graph.find_collection(&id(3, number)) {
            lists.push((id(3, number), List::Items { collection }));
        }
    }
    lists
}

fn all(graph: &Graph, list: List, order: &[OrderBy]) -> Vec<Entry> {
    select(graph, list, order, &Window { limit: usize::MAX, ..Window::default() }).unwrap().entries
}

/// An entry by public ids.
fn public(graph: &Graph, list: List, entry: Entry) -> (Uuid, Entry) {
    (graph.snapshot().id(list.kind(), entry.node), Entry { node: 0, ..entry })
}

fn count(graph: &Graph, list: List) -> usize {
    select(graph, list, &[], &Window::default()).unwrap().total
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

/// A list read page by page.
fn walk(graph: &Graph, list: List, order: &[OrderBy], limit: usize, backwards: bool) -> Vec<Entry> {
    let total = count(graph, list);
    let mut pages: Vec<Entry> = Vec::new();
    let mut cursor = None;
    loop {
        let (after, before) = if backwards { (None, cursor) } else { (cursor, None) };
        let page = select(graph, list, order, &Window { limit, backwards, after, before }).unwrap();
        let (behind, ahead) = if backwards { (page.has_next, page.has_previous) } else { (page.has_previous, page.has_next) };
        assert_eq!((page.total, behind), (total, !pages.is_empty()));
        let next = if backwards { page.entries.first() } else { page.entries.last() };
        cursor = next.map(|entry| cursor_of(graph, list, order, entry));
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
                for (_, list) in lists(&graph) {
                    all(&graph, list, orders.of(list));
                }
            }
        }
        let built = rows.build();
        prop_assert_eq!(graph.differences(&built), Vec::<String>::new());
        prop_assert_eq!(built.differences(&graph), Vec::<String>::new());
        prop_assert_eq!((graph.counts(), graph.version()), (built.counts(), built.version()));
        prop_assert_eq!(finds(&graph), finds(&built));
        let (left, right) = (lists(&graph), lists(&built));
        prop_assert_eq!(left.len(), right.len());
        let rows = rows.shown();
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
        let (graph, rows) = (rows.build(), rows.shown());
        for (_, list) in lists(&graph) {
            for order in [orders.of(list), &[]] {
                let whole = all(&graph, list, order);
                prop_assert_eq!(whole.len(), count(&graph, list));
                prop_assert_eq!(&walk(&graph, list, order, limit, false), &whole);
                prop_assert_eq!(&walk(&graph, list, order, limit, true), &whole);
                let order = Ask { order: order.to_vec(), ..Ask::from(list) }.order().unwrap();
                let id = |entry: &Entry| public(&graph, list, *entry).0;
                prop_assert!(order.is_empty() || whole.is_sorted_by(|a, b| compare(&rows, &order, id(a), id(b)).is_le()), "{:?}", list);
            }
        }
    }

    #[test]
    fn what_lies_between_two_cursors_is_a_page(
        rows in catalogue(),
        orders in orders(),
        limit in 0..5_usize,
        backwards: bool,
        from: prop::sample::Index,
        to: prop::sample::Index,
    ) {
        let graph = rows.build();
        for (_, list) in lists(&graph) {
            for order in [orders.of(list), &[]] {
                let whole = all(&graph, list, order);
                if whole.is_empty() {
                    continue;
                }
                let (from, to) = (from.index(whole.len()), to.index(whole.len()));
                let cursor = |place: usize| Some(cursor_of(&graph, list, order, &whole[place]));
                let page = select(&graph, list, order, &Window { limit, backwards, after: cursor(from), before: cursor(to) }).unwrap();
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
    fn what_stays_the_same_comes_once(
        rows in catalogue(),
        deltas in prop::collection::vec(delta(6), 1..9),
        orders in orders(),
        limit in 1..4_usize,
        backwards: bool,
    ) {
        let start = rows.build();
        for (parent, list) in lists(&start).into_iter().filter(|(_, list)| list.kind() == Kind::Resource) {
            let order = orders.of(list);
            let keys = Ask { order: order.to_vec(), ..Ask::from(list) }.order().unwrap();
            if keys.is_empty() {
                continue;
            }
            let (mut rows, mut graph) = (rows.clone(), start.clone());
            let values = |rows: &Rows, id: Uuid| keys.iter().map(|by| value(rows, by.key, id)).collect::<Vec<_>>();
            // What is in the list all the time with the same values.
            let mut same: BTreeMap<Uuid, _> = expected(&rows.shown(), parent, list).into_iter().map(|id| (id, values(&rows, id))).collect();
            let (mut cursor, mut seen) = (None, Vec::new());
            let mut deltas = deltas.iter();
            let is_whole = loop {
                let (after, before) = if backwards { (None, cursor.clone()) } else { (cursor.clone(), None) };
                let page = select(&graph, list, order, &Window { limit, backwards, after, before }).unwrap();
                seen.extend(page.entries.iter().map(|entry| public(&graph, list, *entry).0));
                if !(if backwards { page.has_previous } else { page.has_next }) {
                    break true;
                }
                let last = if backwards { page.entries.first() } else { page.entries.last() };
                cursor = Some(cursor_of(&graph, list, order, last.unwrap()));
                if let Some(delta) = deltas.next() {
                    graph = graph.apply(delta.clone(), 1);
                    rows.apply(delta.clone());
                    if !lists(&graph).iter().any(|(_, other)| *other == list) {
                        break false;
                    }
                    let now = expected(&rows.shown(), parent, list);
                    same.retain(|id, then| now.contains(id) && *then == values(&rows, *id));
                }
            };
            for id in same.keys().filter(|_| is_whole) {
                prop_assert_eq!(seen.iter().filter(|other| *other == id).count(), 1, "{:?}", list);
            }
        }
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
            let ids: Vec<Uuid> = whole.iter().map(|entry| public(&graph, list, *entry).0).collect();
            assert!(ids.is_sorted_by(|a, b| compare(&rows, order, *a, *b).is_lt()), "{list:?} {order:?}");
            assert_eq!(BTreeSet::from_iter(ids), BTreeSet::from_iter(expected(&rows, parent, list)));
        }
    }
}

#[test]
fn an_entry_that_is_gone_from_a_page_leaves_its_place() {
    let mut rows = Rows::default();
    for number in 0..6 {
        let row = ResourceRow { id: id(0, number), ..large_resource(u64::from(number), 0) };
        rows.resources.insert(row.id, row);
    }
    let collection = |numbers: &[u8]| {
        let items = numbers.iter().map(|number| ItemRow { resource: id(0, *number), section: None, highlighted: false }).collect();
        CollectionRow { id: id(3, 0), slug: "collection-0".to_owned(), title: "All".to_owned(), items }
    };
    rows.collections.insert(id(3, 0), collection(&[3, 1, 4, 0, 5, 2]));
    let graph = rows.build();
    let list = List::Items { collection: graph.find_collection(&id(3, 0)).unwrap() };
    let third = all(&graph, list, &[])[2];
    let cursor = cursor_of(&graph, list, &[], &third);
    let read = |graph: &Graph, window: Window| -> Vec<Uuid> {
        let page = select(graph, list, &[], &window).unwrap();
        page.entries.iter().map(|entry| public(graph, list, *entry).0).collect()
    };
    let after = |graph: &Graph| read(graph, Window { limit: 9, after: Some(cursor.clone()), ..Window::default() });
    let before = |graph: &Graph| read(graph, Window { limit: 9, backwards: true, before: Some(cursor.clone()), ..Window::default() });
    let ids = |numbers: &[u8]| numbers.iter().map(|number| id(0, *number)).collect::<Vec<_>>();
    assert_eq!((before(&graph), after(&graph)), (ids(&[3, 1]), ids(&[0, 5, 2])));
    let without = graph.apply(Delta { resources: vec![(id(0, 4), None)], ..Delta::default() }, 2);
    assert_eq!((before(&without), after(&without)), (ids(&[3, 1]), ids(&[0, 5, 2])));
    let moved = graph.apply(Delta { collections: vec![(id(3, 0), Some(collection(&[4, 2, 3])))], ..Delta::default() }, 2);
    assert_eq!((before(&moved), after(&moved)), (ids(&[]), ids(&[2, 3])));
}

#[test]
fn what_does_not_fit_is_refused() {
    let graph = large().build();
    let collection = graph.find_collection(&id(3, 0)).unwrap();
    let name = by(&[(OrderKey::Name, Direction::Ascending)]);
    let title = by(&[(OrderKey::Title, Direction::Ascending)]);
    let page = |list: List, order: &[OrderBy], after: Option<Cursor>| {
        select(&graph, list, order, &Window { limit: 1, after, ..Window::default() })
    };
    assert_eq!(page(List::Resources, &name, None), Err(SelectError::Order));
    let entry = page(List::Resources, &title, None).unwrap().entries[0];
    let cursor = cursor_of(&graph, List::Resources, &title, &entry);
    assert!(page(List::Resources, &title, Some(cursor.clone())).is_ok());
    assert_eq!(page(List::Resources, &[], Some(cursor.clone())), Err(SelectError::Cursor));
    assert_eq!(page(List::Items { collection }, &title, Some(cursor)), Err(SelectError::Cursor));
    let strange = cursor_of(&graph, List::Resources, &title, &Entry { node: 99_999, ..Entry::default() });
    assert_eq!(page(List::Resources, &title, Some(strange)), Err(SelectError::Cursor));
    assert_eq!(page(List::Subjects { resource: 99_999 }, &[], None), Ok(Page::default()));
    assert!(graph.resource(99_999).is_none() && graph.agent(99).is_none() && graph.keyword(99).is_none() && graph.collection(99).is_none());
}
