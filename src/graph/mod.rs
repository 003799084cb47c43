//! The graph: who is linked to whom, and the few columns that are filtered, sorted and counted by, in memory. Ids in, ids out; no I/O.
//!
//! A [`Graph`] is an immutable snapshot that is cheap to clone: [`Builder`] makes the first, and [`Graph::apply`] makes the next from
//! what changed, sharing the chunks that the change does not touch. Nodes have ordinals: small numbers, dense per kind (organizations and
//! persons together), that stay with their node as long as snapshots follow from one another. They mean nothing to another graph and are
//! nobody's public id. The ordinal of a removed node is not given away again.
//!
//! An edge whose other end the graph does not hold is kept out, for good: when that end comes later, the edge comes with the next row of the
//! node that it begins at. The change log names both ends of every edge that changes, so a graph that follows it misses none. Removing an
//! agent, a keyword or a resource removes it from the lists of all others.
//!
//! A node that was merged into another is not among the nodes: links that name it lead to the other, and so does every look-up. The graph
//! remembers what was named, so that a merge can be taken back (`redirect`).

mod agent;
mod apply;
mod ask;
mod best;
mod bits;
mod build;
mod chunked;
mod collation;
mod collection;
mod condition;
#[cfg(test)]
mod count_law;
mod crosstab;
mod cursor;
mod deadline;
mod delta;
mod differences;
mod dimension;
mod edits;
mod filter;
#[cfg(test)]
mod filter_law;
mod find;
mod incidence;
mod index;
mod keyword;
#[cfg(test)]
mod law;
mod link;
mod list;
mod merged;
#[cfg(test)]
mod model;
mod order;
mod overlap;
mod own;
mod pairs;
mod rank;
mod redirect;
#[cfg(test)]
mod redirect_law;
mod reorder;
mod resource;
mod root;
mod saved;
mod select;
#[cfg(test)]
mod shown;
mod snapshot;
mod sorted;
mod standing;
mod table;
mod tally;
mod walk;

use std::sync::Arc;

pub use agent::AgentNode;
pub use ask::{Ask, FEW, Matches};
pub use build::Builder;
pub use collection::{CollectionNode, Item};
pub use condition::{Condition, NumberField, NumberTest, PlacementTest, Quantifier, Relation, TextField, TextTest};
pub use crosstab::{Axis, Cell, Crosstab, Header};
pub use cursor::Cursor;
pub use deadline::{Deadline, Late};
pub use delta::Delta;
pub use dimension::{Dimension, DimensionValue};
pub use keyword::KeywordNode;
pub use list::{Entry, List, Page, SelectError, Window};
pub use order::{Direction, OrderBy, OrderKey};
pub use overlap::{COMPARED, Overlap};
pub use pairs::{Pair, Pairs};
pub use resource::ResourceNode;
pub use saved::{Saved, SavedError};
pub use snapshot::Counts;
pub use standing::Standing;
pub use tally::{Facet, FacetAsk, Pick, Tally, ValueOrder};

use order::Kind;
use snapshot::Snapshot;

/// A version of the graph.
#[derive(Debug, Clone)]
pub struct Graph(Arc<Snapshot>);

impl Graph {
    fn new(snapshot: Snapshot) -> Self {
        Self(Arc::new(snapshot))
    }

    fn snapshot(&self) -> &Snapshot {
        &self.0
    }

    /// The version that whoever made the graph gave it.
    pub fn version(&self) -> i64 {
        self.0.version
    }

    /// How much it holds.
    pub fn counts(&self) -> Counts {
        self.0.counts()
    }

    /// The resource with this ordinal.
    pub fn resource(&self, node: u32) -> Option<ResourceNode<'_>> {
        self.0.resources.get(node)
    }

    /// The language of a resource as a BCP 47 tag.
    pub fn language(&self, resource: u32) -> Option<&str> {
        self.0.resources.language(resource)
    }

    /// The address of the terms under which a resource may be used, or these terms as printed.
    pub fn license(&self, resource: u32) -> Option<&str> {
        self.0.resources.license(resource)
    }

    /// The organization or person with this ordinal.
    pub fn agent(&self, node: u32) -> Option<&AgentNode> {
        self.0.agents.get(node)
    }

    /// The keyword with this ordinal.
    pub fn keyword(&self, node: u32) -> Option<&KeywordNode> {
        self.0.keywords.get(node)
    }

    /// The collection with this ordinal.
    pub fn collection(&self, node: u32) -> Option<&CollectionNode> {
        self.0.collections.get(node)
    }

    /// The number of ordinals of resources, those of removed ones included.
    pub fn resource_places(&self) -> u32 {
        self.0.resources.len()
    }

    /// The number of ordinals of organizations and persons, those of removed ones included.
    pub fn agent_places(&self) -> u32 {
        self.0.agents.len()
    }

    /// The number of ordinals of keywords, those of removed ones included.
    pub fn keyword_places(&self) -> u32 {
        self.0.keywords.len()
    }

    /// The number of ordinals of collections, those of removed ones included.
    pub fn collection_places(&self) -> u32 {
        self.0.collections.len()
    }

    /// The keywords that have this one as a broader one, by label.
    pub fn narrower(&self, keyword: u32) -> Vec<u32> {
        let narrower = self.0.keywords.get(keyword).map(|keyword| keyword.narrower.clone()).unwrap_or_default();
        let label = |node| self.0.keywords.get(node).map_or("", |keyword| keyword.label());
        collation::sort(narrower, label, |node| self.0.id(Kind::Keyword, node))
    }

    /// Estimated bytes on the heap, without what the allocator adds to each allocation. Walks the whole graph.
    pub fn heap_bytes(&self) -> usize {
        self.0.heap_bytes()
    }
}
