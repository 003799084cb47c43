//! Facets: counts of a list by its values.

use std::sync::Arc;

use async_graphql::{Context, Enum, SimpleObject};
use entity::vocabulary::NodeKind;

use super::agent::Agent;
use super::collection::Collection;
use super::keyword::Keyword;
use super::node::Node;
use crate::global_id;
use crate::graph::{self, Ask, DimensionValue, FacetAsk, Graph};
use crate::graphql::connection::Selected;
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::graphql::quick::QuickList;

/// The most values of a facet.
const MOST_VALUES: i32 = 1_000;

/// By what resources are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "graph::Dimension")]
pub enum Dimension {
    /// The organizations and persons that paid for them, as FUNDER or SPONSOR.
    Funder,
    /// The organizations and persons that made them, as PRODUCER, AUTHOR or PUBLISHER.
    Producer,
    /// Their keywords.
    Keyword,
    /// When they were published.
    Year,
    /// Their formats.
    Format,
    /// Which collections they stand in.
    Collection,
    /// The terms under which they may be used.
    License,
}

/// The order of a facet's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum FacetOrder {
    /// Most frequent first, then by label.
    #[default]
    CountDesc,
    /// By label; years by value.
    LabelAsc,
}

/// The number of times that each value of a dimension occurs in a list.
#[derive(Debug, SimpleObject)]
pub struct Facet {
    /// By what was counted.
    pub dimension: Dimension,
    /// The values that occur, as many as were asked for.
    pub values: QuickList<FacetValue>,
    /// The number of values that occur; with `text`, of those that fit it.
    pub distinct_values: i32,
    /// The number of resources of the list without a value, for example those that name no funder.
    pub unknown: i32,
}

/// A value of a dimension, and how many resources have it.
#[derive(Debug, Clone, SimpleObject)]
pub struct FacetValue {
    /// The text to show: a name, a label, a title, a year, the words of a format, the short name of a licence.
    pub label: String,
    /// The value for a filter: an id, a year, the name of a format, the address of a licence or its words.
    pub value: String,
    /// The organization, person, keyword or collection itself; null for years, formats and licences.
    pub node: Option<Node>,
    /// The number of resources that have it.
    pub count: i32,
}

impl FacetValue {
    /// A value as clients see it.
    pub fn new(graph: &Graph, value: DimensionValue, count: u32) -> Result<Self> {
        let label = graph.label(value).into_owned();
        let (value, node) = match value {
            DimensionValue::Agent(agent) => {
                let id = graph.agent(agent).ok_or_else(Error::gone)?;
                let text = global_id::encode(crate::store::agent::node_kind(id.kind()), id.id());
                let node = match Agent::of(graph, agent)? {
                    Agent::Organization(organization) => Node::Organization(organization),
                    Agent::Person(person) => Node::Person(person),
                };
                (text, Some(node))
            }
            DimensionValue::Keyword(keyword) => {
                let id = graph.keyword(keyword).ok_or_else(Error::gone)?.id();
                (global_id::encode(NodeKind::Keyword, id), Some(Node::Keyword(Keyword(keyword))))
            }
            DimensionValue::Collection(collection) => {
                let id = graph.collection(collection).ok_or_else(Error::gone)?.id();
                (global_id::encode(NodeKind::Collection, id), Some(Node::Collection(Collection(collection))))
            }
            DimensionValue::Year(year) => (year.to_string(), None),
            DimensionValue::Format(format) => (format.as_str().to_owned(), None),
            DimensionValue::License(number) => (graph.license_at(number).ok_or_else(Error::gone)?.to_owned(), None),
        };
        Ok(Self { label, value, node, count: int(count) })
    }
}

/// A count as GraphQL tells it. There are fewer than 2^28 nodes of a kind.
pub(super) fn int(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// An argument that must be from 0 to `most`.
pub(super) fn bounded(name: &str, value: i32, most: i32) -> Result<usize> {
    match usize::try_from(value) {
        Ok(bounded) if value <= most => Ok(bounded),
        _ => Err(Error::bad_input(format!("`{name}` is {value}; it must be between 0 and {most}."))),
    }
}

/// The facets of a list.
pub(super) async fn count(
    ctx: &Context<'_>,
    selected: &Selected,
    by: Vec<Dimension>,
    first: i32,
    text: Option<String>,
    order_by: FacetOrder,
    ignore_own: bool,
) -> Result<QuickList<Facet>> {
    let first = bounded("first", first, MOST_VALUES)?;
    let ask = selected.ask.clone();
    let dimensions: Vec<graph::Dimension> = by.iter().map(|dimension| (*dimension).into()).collect();
    let is_quick = !ignore_own && text.is_none() && selected.is_quick(by.len());
    let counting = move |graph: &Graph, deadline| {
        let facet = FacetAsk { first, text: text.as_deref(), by_label: order_by == FacetOrder::LabelAsc };
        let whole = graph.set(&ask, deadline)?;
        if !ignore_own {
            return graph.facets(&whole, &dimensions, facet, deadline);
        }
        let mut facets = Vec::with_capacity(dimensions.len());
        for dimension in dimensions {
            facets.push(match ask.condition.as_deref().and_then(|condition| condition.without(dimension)) {
                Some(condition) => {
                    let others = graph.set(&Ask { condition: Some(Arc::new(condition)), ..ask.clone() }, deadline)?;
                    graph.facet(&others, dimension, facet, deadline)?
                }
                None => graph.facet(&whole, dimension, facet, deadline)?,
            });
        }
        Ok(facets)
    };
    let view = ctx.view();
    let counted = if is_quick { counting(&view.graph, view.deadline)? } else { view.count(counting).await? };
    let facet = |(dimension, facet): (Dimension, graph::Facet)| {
        let values = facet.values.into_iter().map(|tally| FacetValue::new(ctx.graph(), tally.value, tally.count)).collect::<Result<_>>()?;
        let distinct_values = i32::try_from(facet.distinct).unwrap_or(i32::MAX);
        Ok(Facet { dimension, values: QuickList(values), distinct_values, unknown: int(facet.unknown) })
    };
    by.into_iter().zip(counted).map(facet).collect::<Result<_>>().map(QuickList)
}
