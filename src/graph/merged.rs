//! Merged nodes, for those who compare the graph with what is stored.

use uuid::Uuid;

use super::Graph;
use super::link::{Link, Relation};
use super::list::{Entry, List};
use super::order::Kind;
use super::redirect::{Mergeable, Redirects};
use super::resource::ResourceNode;
use super::snapshot::{Counts, Snapshot};

impl Graph {
    /// The id of the node that a source names for an entry of a list of producers, funders or keywords: the node's own, or that of a node
    /// which was merged into it. Of several the first in page order. `None` when the entry is in no such list.
    pub fn named(&self, list: List, entry: &Entry) -> Option<Uuid> {
        let snapshot = self.snapshot();
        let (resource, is_it): (u32, &dyn Fn(Relation) -> bool) = match list {
            List::Producers { resource, .. } => (resource, &|is| matches!(is, Relation::Contribution(role) if role as u8 == entry.role)),
            List::Funders { resource, .. } => (resource, &|is| matches!(is, Relation::Funding(kind) if kind as u8 == entry.role)),
            List::Subjects { resource } => (resource, &|is| is == Relation::Subject),
            _ => return None,
        };
        let named = snapshot.resources.named(resource);
        if named.is_empty() {
            return snapshot.held(list.kind(), entry.node);
        }
        let leads = |link: &&Link| is_it(link.relation()) && snapshot.end(**link).node() == entry.node;
        named.iter().find(leads).and_then(|link| snapshot.named_id(*link))
    }

    /// The ordinal of the agent that an agent leads to: itself unless it was merged into another.
    pub fn lead_agent(&self, agent: u32) -> u32 {
        self.snapshot().merged_agents.end(agent)
    }

    /// The ordinal of the keyword that a keyword leads to: itself unless it was merged into another.
    pub fn lead_keyword(&self, keyword: u32) -> u32 {
        self.snapshot().merged_keywords.end(keyword)
    }

    /// Returns what the database must hold for this graph. Its edges are those that the sources name, before redirects are
    /// followed. Takes time by how many resources name a merged node.
    pub fn stored_counts(&self) -> Counts {
        let snapshot = self.snapshot();
        let mut edges = snapshot.edges;
        for (node, named) in snapshot.resources.naming_merged() {
            let shown = snapshot.resources.get(node).into_iter().flat_map(ResourceNode::links);
            edges.subtract(shown.filter(|link| link.relation() != Relation::Item));
            edges.add(named);
        }
        snapshot.counts_with(edges)
    }

    /// The nodes that are not merged although their rows say so, in plain words: the other node is not there or is of another kind, or
    /// redirects go round in a circle.
    pub fn broken_redirects(&self) -> Vec<String> {
        let snapshot = self.snapshot();
        let agents = snapshot.broken(Kind::Agent, "agent", &snapshot.merged_agents);
        let keywords = snapshot.broken(Kind::Keyword, "keyword", &snapshot.merged_keywords);
        agents.chain(keywords).collect()
    }
}

impl Snapshot {
    /// The link that is shown for a link that a source names.
    fn end(&self, link: Link) -> Link {
        match link.relation() {
            Relation::Contribution(_) | Relation::Funding(_) => link.to(self.merged_agents.end(link.node())),
            Relation::Subject => link.to(self.merged_keywords.end(link.node())),
            Relation::Item => link,
        }
    }

    /// The id of the agent or keyword that a source names by a link.
    pub(super) fn named_id(&self, link: Link) -> Option<Uuid> {
        match link.relation() {
            Relation::Contribution(_) | Relation::Funding(_) => self.agent(link.node()).map(Mergeable::id),
            Relation::Subject => self.keyword(link.node()).map(Mergeable::id),
            Relation::Item => None,
        }
    }

    fn broken<'s, N>(&'s self, kind: Kind, noun: &'s str, redirects: &'s Redirects<N>) -> impl Iterator<Item = String> {
        redirects.broken().map(move |(node, into)| {
            let id = self.id(kind, node);
            format!("{noun} {id} is said to be merged into {into}, which leads nowhere: take this redirect back, or name another node")
        })
    }
}
