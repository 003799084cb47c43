//! The first snapshot, from all rows: sorts once and counts on in that order.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::{self, available_parallelism};

use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::Graph;
use super::agent::AgentNode;
use super::collation;
use super::delta::Delta;
use super::index::Index;
use super::keyword::KeywordNode;
use super::link::{BackLink, MOST_NODES};
use super::order::{Kind, OrderKey, Value};
use super::resource::{Draft, ResourceNode, Resources};
use super::root::{Ranked, Root};
use super::snapshot::{Edges, Snapshot};
use super::sorted::Sorted;
use crate::model::{AgentRow, CollectionRow, KeywordRow, ResourceRow};

/// Makes a graph from rows. Agents and keywords come before the resources that are linked to them, and collections last.
/// Of rows with the same id the first counts.
#[derive(Debug, Default)]
pub struct Builder {
    agents: Vec<AgentRow>,
    agent_ids: FxHashMap<Uuid, u32>,
    keywords: Vec<KeywordRow>,
    keyword_ids: FxHashMap<Uuid, u32>,
    resources: Resources,
    resource_ids: FxHashMap<Uuid, u32>,
    /// A delta that is applied to the rest: collections, and once more the rows of nodes that were merged into others.
    last: Delta,
    edges: Edges,
    entries: Vec<u64>,
}

/// Takes the next ordinal for an id; false when the id has one, or there are none left.
fn take_ordinal(ids: &mut FxHashMap<Uuid, u32>, id: Uuid) -> bool {
    let next = ids.len() as u32;
    next < MOST_NODES && *ids.entry(id).or_insert(next) == next
}

impl Builder {
    /// Begins with nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an organization or a person.
    pub fn agent(&mut self, row: AgentRow) {
        if take_ordinal(&mut self.agent_ids, row.id) {
            self.last.agents.extend(row.merged_into.is_some().then(|| (row.id, Some(row.clone()))));
            self.agents.push(row);
        }
    }

    /// Adds a keyword. The keywords that it is related to may come later.
    pub fn keyword(&mut self, row: KeywordRow) {
        if take_ordinal(&mut self.keyword_ids, row.id) {
            self.last.keywords.extend(row.merged_into.is_some().then(|| (row.id, Some(row.clone()))));
            self.keywords.push(row);
        }
    }

    /// Adds a resource, with its edges to the agents and keywords that came before.
    pub fn resource(&mut self, row: ResourceRow) {
        if take_ordinal(&mut self.resource_ids, row.id) {
            let draft = Draft::new(row, |id| self.agent_ids.get(id).copied(), |id| self.keyword_ids.get(id).copied(), |link| link);
            self.edges.add(&draft.links.shown);
            self.resources.push(&draft);
        }
    }

    /// Adds a collection, with those of its items that came before.
    pub fn collection(&mut self, row: CollectionRow) {
        self.last.collections.push((row.id, Some(row)));
    }

    /// The graph of all that was added.
    pub fn finish(mut self, version: i64) -> Graph {
        drop(std::mem::take(&mut self.resource_ids));
        let mut snapshot = Snapshot { version, edges: self.edges, resources: self.resources, ..Snapshot::default() };
        snapshot.arrange_resources();
        let lists = BackLists::of(&snapshot, self.agents.len(), self.keywords.len());
        for (node, (row, lists)) in (0..).zip(self.agents.into_iter().zip(lists.agents)) {
            let mut agent = AgentNode::new(row);
            for (list, nodes) in lists {
                *agent.list_mut(list) = Sorted::new(&nodes);
            }
            self.entries.extend(agent.entries(node));
            snapshot.agents.set(node, Some(agent));
        }
        let mut narrower: Vec<Vec<u32>> = vec![Vec::new(); self.keywords.len()];
        let mut keywords: Vec<KeywordNode> = Vec::with_capacity(self.keywords.len());
        for (node, (row, tagged)) in (0..).zip(self.keywords.into_iter().zip(lists.keywords)) {
            let mut keyword = KeywordNode::new(row, |id| self.keyword_ids.get(id).copied());
            for broader in keyword.broader() {
                narrower.get_mut(*broader as usize).into_iter().for_each(|narrower| narrower.push(node));
            }
            keyword.tagged = Sorted::new(&tagged);
            self.entries.extend(keyword.entries(node));
            keywords.push(keyword);
        }
        let share = keywords.len().div_ceil(available_parallelism().map_or(1, NonZero::get)).max(1);
        thread::scope(|scope| {
            for keywords in keywords.chunks_mut(share) {
                scope.spawn(|| {
                    for keyword in keywords {
                        keyword.count_funders(keyword.tagged.iter().flat_map(|resource| snapshot.funders_of(resource)).collect());
                    }
                });
            }
        });
        for (node, (mut keyword, narrower)) in (0..).zip(keywords.into_iter().zip(narrower)) {
            keyword.narrower = narrower;
            snapshot.keywords.set(node, Some(keyword));
        }
        for root in [Root::Organizations, Root::Persons, Root::Agents, Root::Labels] {
            snapshot.arrange(root);
        }
        self.entries.extend(snapshot.resources.iter().flat_map(|(node, resource)| resource.entries(node)));
        snapshot.index = Index::new(self.entries);
        // Of a delta the last row of an id counts.
        self.last.collections.reverse();
        Graph::new(snapshot).apply(self.last, version)
    }
}

/// The resources of each agent and keyword, newest first.
struct BackLists {
    agents: Vec<Vec<(BackLink, Vec<u32>)>>,
    keywords: Vec<Vec<u32>>,
}

impl BackLists {
    fn of(snapshot: &Snapshot, agents: usize, keywords: usize) -> Self {
        // In this order every list comes out sorted.
        let newest = || snapshot.root(Root::Newest).nodes().iter().filter_map(|node| Some((node, snapshot.resources.get(node)?)));
        let of_agents = || {
            let mut lists_of: Vec<Vec<(BackLink, Vec<u32>)>> = vec![Vec::new(); agents];
            for (node, resource) in newest() {
                for list in BackLink::of(resource.links()) {
                    let (BackLink::Produced(agent, _) | BackLink::Funded(agent, _)) = list else { continue };
                    let Some(lists) = lists_of.get_mut(agent as usize) else { continue };
                    match lists.iter_mut().find(|(other, _)| *other == list) {
                        Some((_, nodes)) => nodes.push(node),
                        None => lists.push((list, vec![node])),
                    }
                }
            }
            lists_of
        };
        let of_keywords = || {
            let mut tagged: Vec<Vec<u32>> = vec![Vec::new(); keywords];
            for (node, resource) in newest() {
                for list in BackLink::of(resource.links()) {
                    let BackLink::Tagged(keyword) = list else { continue };
                    tagged.get_mut(keyword as usize).into_iter().for_each(|nodes| nodes.push(node));
                }
            }
            tagged
        };
        let (agents, keywords) = side_by_side(of_agents, of_keywords);
        Self { agents, keywords }
    }
}

/// Returns the results of two pieces of work, each done on a thread of its own.
fn side_by_side<A: Send, B>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B) -> (A, B) {
    thread::scope(|scope| {
        let a = scope.spawn(a);
        let b = b();
        (a.join().unwrap_or_else(|panic| resume_unwind(panic)), b)
    })
}

impl Snapshot {
    /// Brings all resources into the orders that are kept. Sorting by a key keeps the order by the keys behind it.
    fn arrange_resources(&mut self) {
        let nodes: Vec<u32> = self.resources.iter().map(|(node, _)| node).collect();
        let number = |key, node| match self.value(Kind::Resource, key, node) {
            Value::Number(number) => number,
            Value::Null | Value::Text(_) => i64::MAX,
        };
        let by_number = |nodes: &[u32], number: &dyn Fn(u32) -> i64| {
            let mut numbers: Vec<(i64, u32)> = nodes.iter().map(|node| (number(*node), *node)).collect();
            numbers.sort_by_key(|(number, _)| *number);
            Ranked::new(&numbers.into_iter().map(|(_, node)| node).collect::<Vec<u32>>())
        };
        let by_ids = || {
            let mut ids: Vec<(Uuid, u32)> = nodes.iter().map(|node| (self.id(Kind::Resource, *node), *node)).collect();
            ids.sort_unstable();
            let ids: Vec<u32> = ids.into_iter().map(|(_, node)| node).collect();
            [
                (Root::Years, by_number(&ids, &|node| number(OrderKey::Year, node))),
                (Root::Created, by_number(&ids, &|node| number(OrderKey::CreatedAt, node))),
                (Root::Updated, by_number(&ids, &|node| number(OrderKey::UpdatedAt, node))),
            ]
        };
        let by_titles = || {
            let titles = collation::sort(
                nodes.clone(),
                |node| self.resources.get(node).map_or("", |resource| resource.title()),
                |node| self.id(Kind::Resource, node),
            );
            let year = |node| self.resources.get(node).and_then(ResourceNode::year).map_or(i64::MAX, |year| -i64::from(year));
            [(Root::Newest, by_number(&titles, &year)), (Root::Titles, Ranked::new(&titles))]
        };
        let (numbers, titles) = side_by_side(by_ids, by_titles);
        for (root, nodes) in numbers.into_iter().chain(titles) {
            *self.root_mut(root) = nodes;
        }
    }

    /// Brings the agents or keywords of a root into its order.
    fn arrange(&mut self, root: Root) {
        let kind = root.kind();
        let nodes = if kind == Kind::Agent { self.agents.len() } else { self.keywords.len() };
        let nodes = (0..nodes).filter(|node| root.holds(self, *node)).collect();
        let text = |node| match root.order() {
            [by, ..] => self.value(kind, by.key, node),
            [] => Value::Null,
        };
        let text = |node| if let Value::Text(text) = text(node) { text } else { "" };
        let nodes = collation::sort(nodes, text, |node| self.id(kind, node));
        *self.root_mut(root) = Ranked::new(&nodes);
    }
}
