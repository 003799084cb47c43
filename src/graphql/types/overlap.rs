//! The overlap of two values in the values of another dimension that they go with.

use async_graphql::{Context, SimpleObject};

use super::facet::{Dimension, FacetValue, bounded};
use crate::graph::List;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::filter::ResourceFilter;
use crate::graphql::narrowing::Narrowing;

/// The most pairs.
const MOST_PAIRS: i32 = 1_000;

/// The overlap of two values in the values that they go with, for example of two funders in their topics.
#[derive(Debug, SimpleObject)]
pub struct Overlap {
    /// One value, and how many resources have it.
    pub a: FacetValue,
    /// The other.
    pub b: FacetValue,
    /// The number of values of the other dimension that both go with, for example topics that both fund.
    pub shared: i32,
    /// The number of values of the other dimension that at least one of them goes with.
    pub union: i32,
    /// `shared` as a part of `union`, from 0 to 1.
    pub jaccard: f64,
}

/// The overlaps that a client asks for.
pub(in crate::graphql) async fn find(
    ctx: &Context<'_>,
    of: Dimension,
    by: Dimension,
    resources: Narrowing<ResourceFilter>,
    first: i32,
) -> Result<Vec<Overlap>> {
    let graph = ctx.graph();
    let first = bounded("first", first, MOST_PAIRS)?;
    let ask = resources.ask(ctx, List::Resources).await?;
    let finding = ctx.view().analyse(move |graph, deadline| {
        let set = graph.set(&ask, deadline)?;
        graph.overlaps(&set, of.into(), by.into(), first, deadline)
    });
    let value = |(value, count)| FacetValue::new(graph, value, count);
    let number = |number| i32::try_from(number).unwrap_or(i32::MAX);
    let overlap = |found: crate::graph::Overlap| {
        Ok(Overlap {
            a: value(found.a)?,
            b: value(found.b)?,
            shared: number(found.shared),
            union: number(found.union),
            jaccard: found.shared as f64 / found.union.max(1) as f64,
        })
    };
    finding.await?.into_iter().map(overlap).collect()
}
