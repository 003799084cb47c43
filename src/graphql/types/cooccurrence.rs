//! Pairs of values that resources have together.

use async_graphql::{Context, Object, SimpleObject};

use super::facet::{Dimension, FacetValue, int};
use super::resource_connection::ResourceConnection;
use crate::graph::{self, Ask, List, Pair};
use crate::graphql::connection::{PageInfo, Paging};
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::graphql::filter::ResourceFilter;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::ranked;

/// The most pairs that can be paged through.
const MOST_PAIRS: usize = 100_000;

/// Marks cursors of pairs.
const PAIRS: u8 = 0x80;

/// Two values, and how many resources have both.
#[derive(Debug, Clone)]
pub struct Cooccurrence {
    a: FacetValue,
    b: FacetValue,
    count: u32,
    ask: Ask,
}

/// Two values of a dimension that resources have together, for example two topics.
#[Object]
impl Cooccurrence {
    /// One value, and how many resources have it. Of the two it comes first by label.
    fn a(&self) -> &FacetValue {
        &self.a
    }

    /// The other.
    fn b(&self) -> &FacetValue {
        &self.b
    }

    /// The number of resources that have both.
    fn count(&self) -> i32 {
        int(self.count)
    }

    /// The resources that have both, newest first.
    async fn resources(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<ResourceConnection>> {
        let paging = Paging { first, after, last, before };
        Some(ResourceConnection::of(ctx, self.ask.clone(), &paging).await)
    }
}

/// A pair and its place in a list.
#[derive(Debug, Clone, SimpleObject)]
pub struct CooccurrenceEdge {
    /// The place of this edge in its list.
    pub cursor: String,
    /// The pair.
    pub node: Cooccurrence,
}

/// A page of pairs, the most frequent first.
#[derive(Debug, SimpleObject)]
pub struct CooccurrenceConnection {
    /// The pairs with their cursors.
    pub edges: Vec<CooccurrenceEdge>,
    /// The pairs themselves.
    pub nodes: Vec<Cooccurrence>,
    /// Tells if there is more, and the cursor to get it.
    pub page_info: PageInfo,
    /// The number of pairs; the 100,000 most frequent can be paged through.
    pub total_count: Option<i32>,
}

/// The counts that a client asks for.
#[derive(Debug)]
pub struct CooccurrenceAsk {
    /// Pairs of what.
    pub dimension: Dimension,
    /// In which resources.
    pub(in crate::graphql) of: Narrowing<ResourceFilter>,
    /// In how many resources at least.
    pub min_count: i32,
    /// The number of pairs to return.
    pub first: Option<i32>,
    /// Behind which.
    pub after: Option<String>,
}

impl CooccurrenceAsk {
    /// Finds the pairs.
    pub async fn find(self, ctx: &Context<'_>) -> Result<CooccurrenceConnection> {
        let graph = ctx.graph();
        let dimension: graph::Dimension = self.dimension.into();
        let at_least = u32::try_from(self.min_count)
            .map_err(|_| Error::bad_input(format!("`minCount` is {}; it must not be negative.", self.min_count)))?;
        let ask = self.of.ask(ctx, List::Resources).await?;
        let of = ask.clone();
        let finding = ctx.view().analyse(move |graph, deadline| {
            let set = graph.set(&of, deadline)?;
            graph.pairs(&set, dimension, at_least.max(1), MOST_PAIRS, deadline)
        });
        let found = finding.await?;
        let standing = |pair: &Pair| (pair.count, vec![pair.a.0, pair.b.0]);
        let page = ranked::page(graph, &found.pairs, PAIRS | dimension as u8, self.first, self.after.as_deref(), standing)?;
        let node = |pair: &Pair| {
            Ok(Cooccurrence {
                a: FacetValue::new(graph, pair.a.0, pair.a.1)?,
                b: FacetValue::new(graph, pair.b.0, pair.b.1)?,
                count: pair.count,
                ask: ask.and(dimension.has(pair.a.0)).and(dimension.has(pair.b.0)),
            })
        };
        let nodes: Vec<Cooccurrence> = page.items.iter().map(node).collect::<Result<_>>()?;
        let edges = page.cursors.iter().zip(&nodes).map(|(cursor, node)| CooccurrenceEdge { cursor: cursor.clone(), node: node.clone() });
        Ok(CooccurrenceConnection {
            edges: edges.collect(),
            page_info: page.page_info(),
            total_count: i32::try_from(found.total).ok(),
            nodes,
        })
    }
}
