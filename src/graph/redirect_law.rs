//! Laws of merged nodes, tried on small generated catalogues.

use std::collections::BTreeSet;

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind};
use proptest::prelude::*;
use uuid::Uuid;

use super::model::*;
use super::*;
use crate::model::{AgentRow, ResourceRow};

/// The delta that says of some agents and keywords what they are in the rows, and of nothing else.
fn touching(rows: &Rows, ids: &[Uuid]) -> Delta {
    let agents = ids.iter().filter_map(|id| Some((*id, Some(rows.agents.get(id)?.clone())))).collect();
    let keywords = ids.iter().filter_map(|id| Some((*id, Some(rows.keywords.get(id)?.clone())))).collect();
    Delta { agents, keywords, ..Delta::default() }
}

/// Says of nodes that they were merged into others, or are not; returns those of which something was said.
fn redirect(rows: &mut Rows, redirects: &[(u8, u8, Option<u8>)]) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for (kind, node, into) in redirects {
        let (node, into) = (id(*kind, *node), into.map(|into| id(*kind, into)));
        rows.agents.get_mut(&node).into_iter().for_each(|row| row.merged_into = into);
        rows.keywords.get_mut(&node).into_iter().for_each(|row| row.merged_into = into);
        ids.push(node);
    }
    ids
}

fn redirects() -> impl Strategy<Value = Vec<(u8, u8, Option<u8>)>> {
    prop::collection::vec((1..3_u8, 0..6_u8, prop::option::weighted(0.7, 0..6_u8)), 0..6)
}

proptest! {
    #[test]
    fn redirects_are_followed_by_the_nodes_alone(rows in catalogue(), steps in prop::collection::vec(redirects(), 1..5)) {
        let (mut rows, mut graph) = (rows.clone(), rows.build());
        for step in steps {
            let ids = redirect(&mut rows, &step);
            graph = graph.apply(touching(&rows, &ids), 7);
            prop_assert_eq!(graph.differences(&rows.build()), Vec::<String>::new());
        }
    }

    #[test]
    fn a_merge_that_is_taken_back_never_was(rows in catalogue(), steps in prop::collection::vec(redirects(), 1..4)) {
        let graph = rows.build();
        let (mut changed, mut merged, mut touched) = (rows.clone(), graph.clone(), Vec::new());
        for step in steps {
            let ids = redirect(&mut changed, &step);
            merged = merged.apply(touching(&changed, &ids), 8);
            touched.extend(ids);
        }
        let back = merged.apply(touching(&rows, &touched), 7);
        prop_assert_eq!(back.differences(&graph), Vec::<String>::new());
        prop_assert_eq!(back.counts(), graph.counts());
    }

    #[test]
    fn a_survivor_has_the_union(rows in catalogue()) {
        let (graph, shown) = (rows.build(), rows.shown());
        let counts = graph.counts();
        prop_assert_eq!((counts.organizations + counts.persons, counts.keywords), (shown.agents.len(), shown.keywords.len()));
        for row in shown.agents.values() {
            let node = graph.find_agent(&row.id).unwrap();
            let agent = graph.agent(node).unwrap();
            prop_assert_eq!((agent.id(), agent.slug(), agent.name()), (row.id, row.slug.as_str(), row.name.as_str()));
            prop_assert_eq!((agent.names(), agent.identifiers()), (row.names.as_slice(), row.identifiers.as_slice()));
            let all = |graph: &Graph, list| -> BTreeSet<Uuid> { graph.all(list).into_iter().map(|node| graph.resource(node).unwrap().id()).collect() };
            let apart = Rows { agents: rows.agents.iter().map(|(id, row)| (*id, AgentRow { merged_into: None, ..row.clone() })).collect(), ..rows.clone() };
            let apart = apart.build();
            let ids = std::iter::once(row.id).chain(shown.merged.iter().filter(|(_, (into, _))| *into == row.id).map(|(id, _)| *id));
            let union: BTreeSet<Uuid> = ids.flat_map(|id| all(&apart, List::Produced { agent: apart.find_agent(&id).unwrap(), role: None })).collect();
            prop_assert_eq!(all(&graph, List::Produced { agent: node, role: None }), union);
        }
        for row in shown.keywords.values() {
            let keyword = graph.keyword(graph.find_keyword(&row.id).unwrap()).unwrap();
            prop_assert_eq!((keyword.id(), keyword.slug(), keyword.label()), (row.id, row.slug.as_str(), row.label.as_str()));
            prop_assert_eq!((keyword.alt_labels(), keyword.uri()), (row.alt_labels.as_slice(), row.uri.as_deref()));
        }
    }

    #[test]
    fn a_merged_node_is_known_by_all_that_it_was_known_by(rows in catalogue()) {
        let (graph, shown) = (rows.build(), rows.shown());
        for (id, (survivor, slug)) in &shown.merged {
            if let Some(row) = rows.agents.get(id) {
                let node = graph.find_agent(survivor);
                prop_assert!(node.is_some());
                prop_assert_eq!((graph.find_agent(id), graph.agent_by_slug(row.kind, slug)), (node, node));
                prop_assert!(row.name.is_empty() || graph.agents_by_name(row.kind, &row.name).contains(&node.unwrap()));
                for other in AgentKind::ALL.iter().filter(|kind| **kind != row.kind) {
                    prop_assert_eq!(graph.agent_by_slug(*other, slug), None);
                }
            } else {
                let node = graph.find_keyword(survivor);
                prop_assert_eq!((graph.find_keyword(id), graph.keyword_by_slug(slug)), (node, node));
                let label = &rows.keywords[id].label;
                prop_assert!(node.is_some() && (label.is_empty() || graph.keywords_by_label(label).contains(&node.unwrap())));
            }
        }
    }

    #[test]
    fn an_edge_tells_whom_its_first_source_named(rows in catalogue()) {
        let (graph, shown) = (rows.build(), rows.shown());
        let entries = |list| select(&graph, list, &[], &Window { limit: usize::MAX, ..Window::default() }).unwrap().entries;
        for row in rows.resources.values() {
            let resource = graph.find_resource(&row.id).unwrap();
            for role in ContributionRole::ALL {
                let list = List::Producers { resource, role: Some(*role) };
                for entry in entries(list) {
                    let survivor = graph.agent(entry.node).unwrap().id();
                    let first = row.producers.iter().find(|(id, other)| other == role && shown.leads(id) == survivor);
                    prop_assert_eq!(graph.named(list, &entry), first.map(|(id, _)| *id));
                }
            }
            for kind in FundingKind::ALL {
                let list = List::Funders { resource, kind: Some(*kind) };
                for entry in entries(list) {
                    let survivor = graph.agent(entry.node).unwrap().id();
                    let first = row.funders.iter().find(|(id, other)| other == kind && shown.leads(id) == survivor);
                    prop_assert_eq!(graph.named(list, &entry), first.map(|(id, _)| *id));
                }
            }
            let list = List::Subjects { resource };
            for entry in entries(list) {
                let survivor = graph.keyword(entry.node).unwrap().id();
                let first = row.keywords.iter().find(|id| shown.leads(id) == survivor);
                prop_assert_eq!(graph.named(list, &entry), first.copied());
            }
        }
        let (shown, stored) = (graph.counts(), graph.stored_counts());
        let pairs = |row: &ResourceRow| row.producers.iter().collect::<BTreeSet<_>>().len();
        prop_assert_eq!(stored.contributions, rows.resources.values().map(pairs).sum::<usize>());
        prop_assert!(stored.contributions >= shown.contributions && stored.items == shown.items);
    }
}

/// Agents of which each leads to the next.
fn chain(length: u128) -> Vec<AgentRow> {
    let row = |number: u128| AgentRow {
        id: Uuid::from_u128(number),
        kind: AgentKind::Organization,
        slug: format!("link-{number}"),
        name: format!("Link {number}"),
        country: None,
        names: vec![],
        identifiers: vec![],
        merged_into: Some(Uuid::from_u128(number + 1)),
    };
    (1..=length).map(row).collect()
}

fn built(rows: Vec<AgentRow>) -> Graph {
    let mut builder = Builder::new();
    for row in rows {
        builder.agent(row);
    }
    builder.finish(1)
}

#[test]
fn long_chains_lead_to_their_end_and_circles_lead_nowhere() {
    const LENGTH: u128 = 20_000;
    let mut rows = chain(LENGTH);
    let graph = built(rows.clone());
    assert_eq!(graph.counts().organizations, 1);
    let last = graph.find_agent(&Uuid::from_u128(LENGTH));
    assert_eq!((graph.find_agent(&Uuid::from_u128(1)), graph.agent_by_slug(AgentKind::Organization, "link-7")), (last, last));
    assert_eq!(graph.agent(last.unwrap()).unwrap().names().len(), LENGTH as usize - 1);
    assert_eq!(graph.broken_redirects().len(), 1, "the last one names a node that is not there");

    // The last leads back into the middle, which everything leads to.
    rows.last_mut().unwrap().merged_into = Some(Uuid::from_u128(LENGTH / 2));
    let circle = Delta { agents: vec![(Uuid::from_u128(LENGTH), rows.last().cloned())], ..Delta::default() };
    let turned = graph.apply(circle, 2);
    assert_eq!((turned.counts().organizations, turned.broken_redirects().len()), (LENGTH as usize, LENGTH as usize));
    assert_eq!(turned.differences(&built(rows)), Vec::<String>::new());
    let itself = vec![AgentRow { merged_into: Some(Uuid::from_u128(1)), ..chain(1).remove(0) }];
    assert_eq!(built(itself).broken_redirects().len(), 1);
}
