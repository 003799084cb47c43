//! All that a version of the graph holds.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::agent::AgentNode;
use super::chunked::Chunked;
use super::collection::CollectionNode;
use super::index::Index;
use super::keyword::KeywordNode;
use super::link::{BackLink, Link, Relation};
use super::redirect::Redirects;
use super::resource::Resources;
use super::root::{Ranked, Root};
use super::sorted::Sorted;

/// The size of a graph.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Resources.
    pub resources: usize,
    /// Organizations.
    pub organizations: usize,
    /// Persons.
    pub persons: usize,
    /// Keywords.
    pub keywords: usize,
    /// Collections.
    pub collections: usize,
    /// Pairs of resource and agent, once for each role.
    pub contributions: usize,
    /// Pairs of resource and agent, once for each kind of funding.
    pub fundings: usize,
    /// Pairs of resource and keyword.
    pub subjects: usize,
    /// Pairs of collection and resource.
    pub items: usize,
}

/// All that a version of the graph holds. Cloning copies pointers to chunks.
#[derive(Debug, Clone, Default)]
pub(super) struct Snapshot {
    pub(super) version: i64,
    pub(super) edges: Edges,
    pub(super) resources: Resources,
    pub(super) agents: Chunked<AgentNode>,
    pub(super) keywords: Chunked<KeywordNode>,
    pub(super) collections: Chunked<CollectionNode>,
    pub(super) merged_agents: Arc<Redirects<AgentNode>>,
    pub(super) merged_keywords: Arc<Redirects<KeywordNode>>,
    pub(super) index: Index,
    pub(super) roots: [Ranked; Root::ALL.len()],
}

/// The number of edges.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct Edges {
    contributions: usize,
    fundings: usize,
    subjects: usize,
    items: usize,
}

impl Edges {
    fn of(&mut self, link: Link) -> &mut usize {
        match link.relation() {
            Relation::Contribution(_) => &mut self.contributions,
            Relation::Funding(_) => &mut self.fundings,
            Relation::Subject => &mut self.subjects,
            Relation::Item => &mut self.items,
        }
    }

    pub(super) fn add<'a>(&mut self, links: impl IntoIterator<Item = &'a Link>) {
        for link in links {
            *self.of(*link) += 1;
        }
    }

    pub(super) fn subtract<'a>(&mut self, links: impl IntoIterator<Item = &'a Link>) {
        for link in links {
            *self.of(*link) -= 1;
        }
    }
}

impl Snapshot {
    pub(super) fn counts(&self) -> Counts {
        self.counts_with(self.edges)
    }

    /// Returns the numbers of its nodes, with these numbers of edges.
    pub(super) fn counts_with(&self, edges: Edges) -> Counts {
        let Edges { contributions, fundings, subjects, items } = edges;
        let nodes = |root| self.root(root).nodes().len();
        Counts {
            resources: nodes(Root::Newest),
            organizations: nodes(Root::Organizations),
            persons: nodes(Root::Persons),
            keywords: nodes(Root::Labels),
            collections: nodes(Root::Collections),
            contributions,
            fundings,
            subjects,
            items,
        }
    }

    #[expect(clippy::indexing_slicing, reason = "there is one for each root")]
    pub(super) fn root(&self, root: Root) -> &Ranked {
        &self.roots[root as usize]
    }

    #[expect(clippy::indexing_slicing, reason = "there is one for each root")]
    pub(super) fn root_mut(&mut self, root: Root) -> &mut Ranked {
        &mut self.roots[root as usize]
    }

    /// The resources that an agent or a keyword keeps, newest first; none when it keeps no such list.
    pub(super) fn back_link(&self, list: BackLink) -> Option<&Sorted<u32>> {
        match list {
            BackLink::Produced(agent, _) | BackLink::Funded(agent, _) => self.agents.get(agent)?.list(list),
            BackLink::Tagged(keyword) => self.keywords.get(keyword).map(|keyword| &keyword.tagged),
        }
    }

    /// The same, to be changed.
    pub(super) fn back_link_mut(&mut self, list: BackLink) -> Option<&mut Sorted<u32>> {
        match list {
            BackLink::Produced(agent, _) | BackLink::Funded(agent, _) => self.agents.get_mut(agent).map(|agent| agent.list_mut(list)),
            BackLink::Tagged(keyword) => self.keywords.get_mut(keyword).map(|keyword| &mut keyword.tagged),
        }
    }

    /// Estimated bytes on the heap, without what the allocator adds to each allocation.
    pub(super) fn heap_bytes(&self) -> usize {
        let nodes = self.resources.heap_bytes()
            + self.agents.heap_bytes(AgentNode::heap_bytes)
            + self.keywords.heap_bytes(KeywordNode::heap_bytes)
            + self.collections.heap_bytes(CollectionNode::heap_bytes)
            + self.merged_agents.heap_bytes(AgentNode::heap_bytes)
            + self.merged_keywords.heap_bytes(KeywordNode::heap_bytes);
        let roots: usize = self.roots.iter().map(Ranked::heap_bytes).sum();
        nodes + self.index.heap_bytes() + roots + size_of::<Self>()
    }
}
