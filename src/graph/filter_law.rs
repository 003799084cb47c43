//! Filters find what a slow reading of the rows finds.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, ResourceFormat};
use proptest::prelude::*;
use uuid::Uuid;

use super::model::*;
use super::*;
use crate::model::ResourceRow;

/// A condition in terms of public ids, so that rows can be asked too.
#[derive(Debug, Clone)]
enum Plain {
    All(Vec<Plain>),
    Any(Vec<Plain>),
    Not(Box<Plain>),
    Node(Vec<Uuid>),
    Text(TextField, TextTest),
    Number(NumberField, NumberTest),
    Format(Vec<ResourceFormat>),
    HasFormat,
    Agent(AgentKind),
    Related(Relation, Quantifier, Box<Plain>),
    Placed(PlacementTest),
}

impl Plain {
    fn condition(&self, graph: &Graph) -> Condition {
        let all = |plain: &[Self]| plain.iter().map(|plain| plain.condition(graph)).collect();
        let find = |id: &Uuid| {
            graph
                .find_resource(id)
                .or_else(|| graph.find_agent(id))
                .or_else(|| graph.find_keyword(id))
                .or_else(|| graph.find_collection(id))
        };
        match self {
            Self::All(plain) => Condition::All(all(plain)),
            Self::Any(plain) => Condition::Any(all(plain)),
            Self::Not(plain) => Condition::Not(Box::new(plain.condition(graph))),
            Self::Node(ids) => Condition::Node(ids.iter().filter_map(find).collect()),
            Self::Text(field, test) => Condition::Text(*field, test.clone()),
            Self::Number(field, test) => Condition::Number(*field, test.clone()),
            Self::Format(formats) => Condition::Format(formats.clone()),
            Self::HasFormat => Condition::HasFormat,
            Self::Agent(kind) => Condition::Agent(*kind),
            Self::Related(relation, quantifier, plain) => Condition::Related(*relation, *quantifier, Box::new(plain.condition(graph))),
            Self::Placed(placement) => Condition::Placed(placement.clone()),
        }
    }

    /// The obvious reading.
    fn holds(&self, rows: &Rows, id: Uuid) -> bool {
        match self {
            Self::All(plain) => plain.iter().all(|plain| plain.holds(rows, id)),
            Self::Any(plain) => plain.iter().any(|plain| plain.holds(rows, id)),
            Self::Not(plain) => !plain.holds(rows, id),
            Self::Node(ids) => ids.iter().any(|other| rows.leads(other) == id),
            Self::Text(TextField::Identifier, test) => {
                rows.resources[&id].identifiers.iter().any(|identifier| test.fits(Some(&identifier.value)))
            }
            Self::Text(TextField::Slug, test) if rows.old_slugs(id).any(|slug| test.fits(Some(slug))) => true,
            Self::Text(field, test) => {
                let (resource, agent, keyword) = (rows.resources.get(&id), rows.agents.get(&id), rows.keywords.get(&id));
                test.fits(match field {
                    TextField::Slug => resource
                        .map(|row| row.slug.as_str())
                        .or(agent.map(|row| row.slug.as_str()))
                        .or(keyword.map(|row| row.slug.as_str())),
                    TextField::Title => resource.map(|row| row.title.as_str()),
                    TextField::Language => resource.and_then(|row| row.language.as_deref()),
                    TextField::License => resource.and_then(|row| row.license.as_deref()),
                    TextField::Identifier => None,
                    TextField::Name => agent.map(|row| row.name.as_str()),
                    TextField::Country => agent.and_then(|row| row.country.as_deref()),
                    TextField::Label => keyword.map(|row| row.label.as_str()),
                })
            }
            Self::Number(field, test) => {
                let key = match field {
                    NumberField::Year => OrderKey::Year,
                    NumberField::CreatedAt => OrderKey::CreatedAt,
                    NumberField::UpdatedAt => OrderKey::UpdatedAt,
                    NumberField::ProducedCount => OrderKey::ProducedCount,
                    NumberField::FundedCount => OrderKey::FundedCount,
                    NumberField::ResourceCount => OrderKey::ResourceCount,
                    NumberField::FunderCount => OrderKey::FunderCount,
                };
                test.fits(value(rows, key, id).0)
            }
            Self::Format(formats) => rows.resources[&id].format.is_some_and(|format| formats.contains(&format)),
            Self::HasFormat => rows.resources[&id].format.is_some(),
            Self::Agent(kind) => rows.agents[&id].kind == *kind,
            Self::Related(relation, quantifier, plain) => {
                let resources = |is_in: &dyn Fn(&ResourceRow) -> bool| {
                    rows.resources.values().filter(|row| is_in(row)).map(|row| row.id).collect::<Vec<_>>()
                };
                let is_role =
                    |role: Option<ContributionRole>, other: ContributionRole| role.map_or(other.is_producer(), |role| role == other);
                let is_kind = |kind: Option<FundingKind>, other: FundingKind| kind.is_none_or(|kind| kind == other);
                let others = match relation {
                    Relation::Producers(role) => {
                        rows.resources[&id].producers.iter().filter(|pair| is_role(*role, pair.1)).map(|pair| pair.0).collect()
                    }
                    Relation::Funders(kind) => {
                        rows.resources[&id].funders.iter().filter(|pair| is_kind(*kind, pair.1)).map(|pair| pair.0).collect()
                    }
                    Relation::Keywords => rows.resources[&id].keywords.clone(),
                    Relation::Collections => {
                        let collections = rows.collections.values().filter(|row| row.items.iter().any(|item| item.resource == id));
                        collections.map(|row| row.id).collect()
                    }
                    Relation::Produced(role) => resources(&|row| row.producers.iter().any(|pair| pair.0 == id && is_role(*role, pair.1))),
                    Relation::Funded(kind) => resources(&|row| row.funders.iter().any(|pair| pair.0 == id && is_kind(*kind, pair.1))),
                    Relation::Tagged => resources(&|row| row.keywords.contains(&id)),
                };
                let holds = |id: &Uuid| plain.holds(rows, *id);
                match quantifier {
                    Quantifier::Some => others.iter().any(holds),
                    Quantifier::None => !others.iter().any(holds),
                    Quantifier::Every => others.iter().all(holds),
                }
            }
            Self::Placed(placement) => rows.collections.values().any(|row| {
                // Of a resource that is repeated the first place counts.
                let item = row.items.iter().find(|item| item.resource == id);
                item.is_some_and(|item| {
                    let is_collection = placement.collection.iter().all(|condition| match condition {
                        Condition::Text(TextField::Slug, test) => test.fits(Some(&row.slug)),
                        other => panic!("{other:?} is not generated"),
                    });
                    is_collection
                        && placement.section.iter().all(|test| test.fits(item.section.as_deref()))
                        && placement.has_section.is_none_or(|wanted| wanted == item.section.is_some())
                        && placement.highlighted.is_none_or(|wanted| wanted == item.highlighted)
                })
            }),
        }
    }
}

fn text_test() -> impl Strategy<Value = TextTest> {
    prop_oneof![
        prop::collection::vec(
            prop::sample::select(vec!["GUIDE 2", "zoo", "", "x", "EN", "pt-br", "a", "BB", "keyword-1", "agent-2", "ALL rights"]),
            0..3
        )
        .prop_map(TextTest::one_of),
        prop::sample::select(vec!["UIDE", "-1", "z", "title, 1", ""]).prop_map(TextTest::contains),
        prop::sample::select(vec!["guide", "THE", "resource-1", "“"]).prop_map(TextTest::starts_with),
        Just(TextTest::Known),
    ]
}

fn number_test(range: std::ops::Range<i64>) -> impl Strategy<Value = NumberTest> {
    prop_oneof![
        prop::collection::vec(range.clone(), 0..3).prop_map(NumberTest::one_of),
        (range.clone(), range).prop_map(|(from, to)| NumberTest::Between(from, to)),
        Just(NumberTest::Known),
    ]
}

fn combined(leaf: BoxedStrategy<Plain>) -> BoxedStrategy<Plain> {
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Plain::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Plain::Any),
            inner.prop_map(|plain| Plain::Not(Box::new(plain))),
        ]
    })
    .boxed()
}

fn related(relation: impl Strategy<Value = Relation> + 'static, of: BoxedStrategy<Plain>) -> BoxedStrategy<Plain> {
    let quantifier = prop::sample::select(vec![Quantifier::Some, Quantifier::None, Quantifier::Every]);
    (relation, quantifier, of).prop_map(|(relation, quantifier, plain)| Plain::Related(relation, quantifier, Box::new(plain))).boxed()
}

fn role() -> impl Strategy<Value = Option<ContributionRole>> {
    prop::option::of(prop::sample::select(ContributionRole::ALL))
}

fn kind() -> impl Strategy<Value = Option<FundingKind>> {
    prop::option::of(prop::sample::select(FundingKind::ALL))
}

fn nodes(kind: u8) -> BoxedStrategy<Plain> {
    prop::collection::vec((0..12_u8).prop_map(move |number| id(kind, number)), 0..4).prop_map(Plain::Node).boxed()
}

fn resources(depth: u8) -> BoxedStrategy<Plain> {
    let field =
        prop::sample::select(vec![TextField::Slug, TextField::Title, TextField::Language, TextField::License, TextField::Identifier]);
    let placement = (prop::option::of(text_test()), prop::option::of(text_test()), any::<Option<bool>>(), any::<Option<bool>>());
    let own = prop_oneof![
        nodes(0),
        (field, text_test()).prop_map(|(field, test)| Plain::Text(field, test)),
        number_test(1999..2004).prop_map(|test| Plain::Number(NumberField::Year, test)),
        number_test(-2..3).prop_map(|test| Plain::Number(NumberField::UpdatedAt, test)),
        number_test(-1..4).prop_map(|test| Plain::Number(NumberField::CreatedAt, test)),
        prop::collection::vec(prop::sample::select(ResourceFormat::ALL), 0..8).prop_map(Plain::Format),
        Just(Plain::HasFormat),
        placement.prop_map(|(slug, section, has_section, highlighted)| Plain::Placed(PlacementTest {
            collection: slug.into_iter().map(|test| Condition::Text(TextField::Slug, test)).collect(),
            section: section.into_iter().collect(),
            has_section,
            highlighted,
        })),
    ];
    if depth == 0 {
        return combined(own.boxed());
    }
    let relations = prop_oneof![
        related(role().prop_map(Relation::Producers), agents(depth - 1)),
        related(kind().prop_map(Relation::Funders), agents(depth - 1)),
        related(Just(Relation::Keywords), keywords(depth - 1)),
        related(Just(Relation::Collections), nodes(3)),
    ];
    combined(prop_oneof![own, relations].boxed())
}

fn agents(depth: u8) -> BoxedStrategy<Plain> {
    let field = prop::sample::select(vec![TextField::Slug, TextField::Name, TextField::Country]);
    let own = prop_oneof![
        nodes(1),
        prop::sample::select(AgentKind::ALL).prop_map(Plain::Agent),
        (field, text_test()).prop_map(|(field, test)| Plain::Text(field, test)),
        number_test(-1..6).prop_map(|test| Plain::Number(NumberField::ProducedCount, test)),
        number_test(-1..6).prop_map(|test| Plain::Number(NumberField::FundedCount, test)),
    ];
    if depth == 0 {
        return combined(own.boxed());
    }
    let relations = prop_oneof![
        related(role().prop_map(Relation::Produced), resources(depth - 1)),
        related(kind().prop_map(Relation::Funded), resources(depth - 1)),
    ];
    combined(prop_oneof![own, relations].boxed())
}

fn keywords(depth: u8) -> BoxedStrategy<Plain> {
    let field = prop::sample::select(vec![TextField::Slug, TextField::Label]);
    let own = prop_oneof![
        nodes(2),
        (field, text_test()).prop_map(|(field, test)| Plain::Text(field, test)),
        number_test(-1..6).prop_map(|test| Plain::Number(NumberField::ResourceCount, test)),
        number_test(-1..6).prop_map(|test| Plain::Number(NumberField::FunderCount, test)),
    ];
    if depth == 0 {
        return combined(own.boxed());
    }
    combined(prop_oneof![own.boxed(), related(Just(Relation::Tagged), resources(depth - 1))].boxed())
}

fn found(graph: &Graph, list: List, plain: &Plain) -> BTreeSet<Uuid> {
    let condition = plain.condition(graph);
    let window = Window { limit: usize::MAX, ..Window::default() };
    let page = graph.select(&Ask::from(list).and(condition), &window, Deadline::never()).unwrap();
    assert_eq!(page.total, page.entries.len());
    let kind = list.kind();
    page.entries.into_iter().map(|entry| graph.snapshot().id(kind, entry.node)).collect()
}

proptest! {
    #[test]
    fn filters_find_what_the_rows_say(rows in catalogue(), of_resources in resources(2), of_agents in agents(2), of_keywords in keywords(2)) {
        let (graph, rows) = (rows.build(), rows.shown());
        let wanted: BTreeSet<Uuid> = rows.resources.keys().copied().filter(|id| of_resources.holds(&rows, *id)).collect();
        prop_assert_eq!(found(&graph, List::Resources, &of_resources), wanted.clone());
        for (kind, list) in [(AgentKind::Organization, List::Organizations), (AgentKind::Person, List::Persons)] {
            let agents = rows.agents.values().filter(|row| row.kind == kind).map(|row| row.id);
            let wanted: BTreeSet<Uuid> = agents.filter(|id| of_agents.holds(&rows, *id)).collect();
            prop_assert_eq!(found(&graph, list, &of_agents), wanted);
        }
        let of_all: BTreeSet<Uuid> = rows.keywords.keys().copied().filter(|id| of_keywords.holds(&rows, *id)).collect();
        prop_assert_eq!(found(&graph, List::Keywords, &of_keywords), of_all);
        for number in 0..6 {
            let lists = [
                graph.find_keyword(&id(2, number)).map(|keyword| (2, List::Tagged { keyword, include_narrower: true })),
                graph.find_agent(&id(1, number)).map(|agent| (1, List::Funded { agent, kind: None })),
                graph.find_collection(&id(3, number)).map(|collection| (3, List::Items { collection })),
            ];
            for (kind, list) in lists.into_iter().flatten() {
                let all: BTreeSet<Uuid> = expected(&rows, rows.leads(&id(kind, number)), list).into_iter().collect();
                prop_assert_eq!(found(&graph, list, &of_resources), all.intersection(&wanted).copied().collect());
            }
        }
    }

    #[test]
    fn filtered_pages_are_the_filtered_list(rows in catalogue(), plain in resources(1), limit in 1..4_usize) {
        let graph = rows.build();
        let condition = plain.condition(&graph);
        let by = |key, direction| vec![OrderBy { key, direction }];
        for order in [vec![], by(OrderKey::Title, Direction::Descending), by(OrderKey::Year, Direction::Ascending)] {
            let select = |window: &Window| {
                graph.select(&Ask { order: order.clone(), ..Ask::from(List::Resources).and(condition.clone()) }, window, Deadline::never()).unwrap()
            };
            let whole = select(&Window { limit: usize::MAX, ..Window::default() }).entries;
            let (mut pages, mut after) = (Vec::new(), None);
            loop {
                let page = select(&Window { limit, after, ..Window::default() });
                let last = page.entries.last().map(|entry| cursor_of(&graph, List::Resources, &order, entry));
                pages.extend(page.entries);
                if !page.has_next {
                    break;
                }
                after = last;
            }
            prop_assert_eq!(pages, whole);
        }
    }
}

proptest! {
    #[test]
    fn matches_come_best_first(rows in catalogue(), scores in prop::collection::vec(0..4_i64, 12), found in any::<u16>(), limit in 1..4_usize) {
        let graph = rows.build();
        let nodes: BTreeMap<u32, i64> = (0..12_u8)
            .filter(|number| found >> number & 1 == 1)
            .filter_map(|number| Some((graph.find_resource(&id(0, number))?, scores[usize::from(number)])))
            .collect();
        let matches = Arc::new(Matches::new(7, nodes.clone()));
        for list in [List::Resources].into_iter().chain(graph.find_agent(&id(1, 0)).map(|agent| List::Funded { agent, kind: None })) {
            let ask = Ask { matches: Some(Arc::clone(&matches)), ..Ask::from(list) };
            let select = |ask: &Ask, window: &Window| graph.select(ask, window, Deadline::never()).unwrap();
            let all = Window { limit: usize::MAX, ..Window::default() };
            let whole = select(&ask, &all).entries;
            let best = |entry: &Entry| (Reverse(nodes[&entry.node]), Reverse(graph.resource(entry.node).unwrap().id()));
            prop_assert!(whole.is_sorted_by_key(best));
            let listed: BTreeSet<u32> = select(&Ask::from(list), &all).entries.iter().map(|entry| entry.node).collect();
            let told: BTreeSet<u32> = whole.iter().map(|entry| entry.node).collect();
            prop_assert_eq!(&told, &listed.into_iter().filter(|node| nodes.contains_key(node)).collect());
            prop_assert_eq!(graph.set(&ask, Deadline::never()).unwrap().len(), told.len() as u64);
            for backwards in [false, true] {
                let mut pages: Vec<Entry> = Vec::new();
                while pages.len() < whole.len() {
                    let last = if backwards { pages.first() } else { pages.last() };
                    let cursor = last.map(|entry| Cursor::decode(&graph.cursor(&ask, entry)).unwrap());
                    let (after, before) = if backwards { (None, cursor) } else { (cursor, None) };
                    let page = select(&ask, &Window { limit, backwards, after, before });
                    prop_assert_eq!((page.total, page.entries.is_empty()), (whole.len(), false));
                    let place = if backwards { 0 } else { pages.len() };
                    pages.splice(place..place, page.entries);
                }
                prop_assert_eq!(&pages, &whole);
            }
            if let Some(entry) = whole.first() {
                // A cursor of this search is none of another one.
                let other = Ask { matches: Some(Arc::new(Matches::new(8, nodes.clone()))), ..Ask::from(list) };
                let after = Cursor::decode(&graph.cursor(&ask, entry)).ok();
                let window = Window { limit, after, ..Window::default() };
                prop_assert_eq!(graph.select(&other, &window, Deadline::never()), Err(SelectError::Cursor));
            }
        }
        let order = vec![OrderBy { key: OrderKey::Relevance, direction: Direction::Descending }];
        let unsearched = Ask { order, ..Ask::from(List::Resources) };
        prop_assert_eq!(graph.select(&unsearched, &Window::default(), Deadline::never()), Err(SelectError::Relevance));
    }
}

#[test]
fn a_filter_stops_at_its_deadline() {
    let graph = large().build();
    let condition = Condition::Text(TextField::Title, TextTest::contains("9"));
    let over = Deadline::at(std::time::Instant::now());
    let page = graph.select(&Ask::from(List::Resources).and(condition), &Window::default(), over);
    assert_eq!(page, Err(SelectError::Late(Late)));
}
