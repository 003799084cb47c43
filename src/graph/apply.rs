//! The next snapshot, from what changed: nodes first, then all that is kept about them.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::Graph;
use super::agent::AgentNode;
use super::delta::Delta;
use super::edits::Changed;
use super::keyword::KeywordNode;
use super::link::MOST_NODES;
use super::redirect::{Shift, Stated};
use super::snapshot::Snapshot;
use crate::model::{AgentRow, KeywordRow};

/// The part of a delta about nodes of one kind.
pub(super) struct Named<R> {
    /// The ordinals of the nodes that it names, none for those that are gone.
    pub(super) ids: FxHashMap<Uuid, Option<u32>>,
    /// The rows by ordinal, none for nodes that are gone. Nodes that neither were nor are do not appear.
    pub(super) rows: BTreeMap<u32, Option<R>>,
}

impl<R> Named<R> {
    /// New nodes take the ordinals from `next` on, in the order of their ids.
    fn new(rows: Vec<(Uuid, Option<R>)>, find: impl Fn(&Uuid) -> Option<u32>, mut next: u32) -> Self {
        let rows: BTreeMap<Uuid, Option<R>> = rows.into_iter().collect();
        let mut named = Self { ids: FxHashMap::default(), rows: BTreeMap::new() };
        for (id, row) in rows {
            let mut node = find(&id);
            if node.is_none() && row.is_some() && next < MOST_NODES {
                node = Some(next);
                next += 1;
            }
            named.ids.insert(id, node.filter(|_| row.is_some()));
            named.rows.extend(node.map(|node| (node, row)));
        }
        named
    }

    /// The ordinal of a node after the delta; `find` knows those before it.
    pub(super) fn find(&self, id: &Uuid, find: impl Fn(&Uuid) -> Option<u32>) -> Option<u32> {
        self.ids.get(id).copied().unwrap_or_else(|| find(id))
    }

    pub(super) fn is_gone(&self, node: u32) -> bool {
        self.rows.get(&node).is_some_and(Option::is_none)
    }

    pub(super) fn gone(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().filter(|(_, row)| row.is_none()).map(|(node, _)| *node)
    }
}

impl Graph {
    /// The graph after a change. Takes time by what changed, and copies only the chunks that the change touches.
    ///
    /// A row stands under its own id.
    #[must_use]
    pub fn apply(&self, delta: Delta, version: i64) -> Self {
        let old = self.snapshot();
        let mut next = old.clone();
        next.version = version;
        let agents = old.agents_after(Named::new(delta.agents, |id| old.agent_ordinal(id), old.agents.len()));
        let keywords = old.keywords_after(Named::new(delta.keywords, |id| old.keyword_ordinal(id), old.keywords.len()));
        let resources = Named::new(delta.resources, |id| old.find_resource(id), old.resources.len());
        let collections = Named::new(delta.collections, |id| old.find_collection(id), old.collections.len());

        let (resources, collections) = old.edits(resources, collections, &agents, &keywords);
        let changed = Changed {
            agents: agents.shown.keys().copied().collect(),
            keywords: keywords.shown.keys().copied().collect(),
            collections: collections.keys().copied().collect(),
            resources,
        };
        next.set_agents(agents);
        next.set_keywords(old, keywords);
        next.resources.edit(&changed.resources);
        for (node, collection) in collections {
            next.collections.set(node, collection);
        }
        next.rearrange(old, &changed);
        Self::new(next)
    }
}

impl Snapshot {
    fn agents_after(&self, named: Named<AgentRow>) -> Shift<AgentNode> {
        let Named { ids, rows } = named;
        let said = rows.iter().filter_map(|(node, row)| Some((*node, row.as_ref()?.merged_into?))).collect();
        let nodes = rows.into_iter().map(|(node, row)| (node, row.map(AgentNode::new))).collect();
        self.merged_agents.shifted(&self.agents, Stated { ids, nodes, said }, |id| self.agent_ordinal(id))
    }

    fn keywords_after(&self, named: Named<KeywordRow>) -> Shift<KeywordNode> {
        let Named { ids, rows } = named;
        let said = rows.iter().filter_map(|(node, row)| Some((*node, row.as_ref()?.merged_into?))).collect();
        let find = |id: &Uuid| ids.get(id).copied().unwrap_or_else(|| self.keyword_ordinal(id));
        let nodes = rows.into_iter().map(|(node, row)| (node, row.map(|row| KeywordNode::new(row, find)))).collect();
        self.merged_keywords.shifted(&self.keywords, Stated { ids, nodes, said }, |id| self.keyword_ordinal(id))
    }

    fn set_agents(&mut self, agents: Shift<AgentNode>) {
        for (node, agent) in agents.shown {
            let agent = agent.map(|agent| match self.agents.get(node) {
                Some(before) => agent.with_lists_of(before),
                None => agent,
            });
            self.agents.set(node, agent);
        }
        self.merged_agents = agents.redirects;
    }

    fn set_keywords(&mut self, old: &Self, keywords: Shift<KeywordNode>) {
        let nodes: Vec<u32> = keywords.shown.keys().copied().collect();
        for (node, keyword) in keywords.shown {
            let keyword = keyword.map(|keyword| match self.keywords.get(node) {
                Some(before) => keyword.with_lists_of(before),
                None => keyword,
            });
            self.keywords.set(node, keyword);
        }
        self.merged_keywords = keywords.redirects;
        for node in nodes {
            let before = old.keywords.get(node).map_or(&[][..], KeywordNode::broader);
            let now = self.keywords.get(node).map_or_else(Vec::new, |keyword| keyword.broader().to_vec());
            for broader in before.iter().filter(|broader| !now.contains(broader)) {
                self.keywords.get_mut(*broader).into_iter().for_each(|keyword| keyword.narrower.retain(|other| *other != node));
            }
            for broader in now.iter().filter(|broader| !before.contains(broader)) {
                self.keywords.get_mut(*broader).into_iter().for_each(|keyword| keyword.narrower.push(node));
            }
        }
    }
}
