//! Facets: counts of a list by its values.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, SimpleObject};
use entity::vocabulary::NodeKind;

use super::agent::Agent;
use super::collection::Collection;
use super::keyword::Keyword;
use super::node::Node;
use crate::global_id;
use crate::graph::{self, Ask, Deadline, DimensionValue, FacetAsk, Graph, Late, Pick, ValueOrder};
use crate::graphql::chosen;
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
    /// Their languages. The label is the BCP 47 tag, for example `en`.
    Language,
    /// The persons among those that PRODUCER counts.
    Person,
    /// The organizations among those that PRODUCER counts. An organization that only paid is counted by FUNDER.
    Organization,
}

/// The order of a facet's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum FacetOrder {
    /// Most frequent first, then by label.
    #[default]
    CountDesc,
    /// By label; years in their order.
    LabelAsc,
}

impl From<FacetOrder> for ValueOrder {
    fn from(order: FacetOrder) -> Self {
        match order {
            FacetOrder::CountDesc => Self::Frequent,
            FacetOrder::LabelAsc => Self::Label,
        }
    }
}

/// A facet, and which of its values are told.
#[derive(Debug, Clone, InputObject)]
pub struct FacetInput {
    /// By what to count.
    pub dimension: Dimension,
    /// The most values, 1,000 at most.
    #[graphql(default = 20)]
    pub first: i32,
    /// Only values with this in their label; case does not matter.
    pub text: Option<String>,
    /// Most frequent first if not said.
    #[graphql(default)]
    pub order_by: FacetOrder,
    /// Chosen values, 100 at most: each as the `value` of a facet, or the slug of a node. Those that are not among the first stand behind
    /// them, with their count, be it 0, and `isAdded`. What is not in the catalogue is left out.
    pub include: Option<Vec<String>>,
}

impl FacetInput {
    /// Returns what is asked of the graph. `place` tells it apart from the other facets of the list.
    fn ask(self, graph: &Graph, place: usize) -> Result<FacetAsk> {
        let Self { dimension, first, text, order_by, include } = self;
        let dimension = dimension.into();
        let include = match include {
            Some(include) => chosen::values(graph, dimension, &include, &format!("dimensions[{place}].include"))?,
            None => Vec::new(),
        };
        let pick = Pick { order: order_by.into(), offset: 0, limit: bounded("first", first, MOST_VALUES)?, include };
        Ok(FacetAsk { dimension, text, pick })
    }
}

/// The number of times that each value of a dimension occurs in a list.
#[derive(Debug, SimpleObject)]
pub struct Facet {
    /// By what was counted.
    pub dimension: Dimension,
    /// The values that occur, as many as were asked for; behind them those that were asked for by `include` besides.
    pub values: QuickList<FacetValue>,
    /// The number of values that occur; with `text`, of those that fit it.
    pub distinct_values: i32,
    /// The number of resources of the list without a value, for example those that name no funder.
    pub unknown: i32,
}

/// A value of a dimension, and how many resources have it.
#[derive(Debug, Clone, SimpleObject)]
pub struct FacetValue {
    /// The text to show: a name, a label, a title, a year, the words of a format, the short name of a licence, the tag of a language.
    pub label: String,
    /// The value for a filter: an id, a year, the name of a format, the address of a licence or its words, the tag of a language.
    pub value: String,
    /// The organization, person, keyword or collection itself; null for years, formats, licences and languages.
    pub node: Option<Node>,
    /// The number of resources that have it.
    pub count: i32,
    /// True when it is not among the first values, and is told because it was asked for by `include`.
    pub is_added: bool,
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
            DimensionValue::Language(number) => (graph.language_at(number).ok_or_else(Error::gone)?.to_owned(), None),
        };
        Ok(Self { label, value, node, count: int(count), is_added: false })
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

/// The facets of a list. With `ignore_own`, each is counted as if the list's own condition on its dimension were not there.
pub(super) async fn count(ctx: &Context<'_>, selected: &Selected, facets: Vec<FacetInput>, ignore_own: bool) -> Result<QuickList<Facet>> {
    let is_quick = !ignore_own && facets.iter().all(|facet| facet.text.is_none()) && selected.is_quick(facets.len());
    let dimensions: Vec<Dimension> = facets.iter().map(|facet| facet.dimension).collect();
    let asks = facets.into_iter().enumerate().map(|(place, facet)| facet.ask(ctx.graph(), place)).collect::<Result<Vec<FacetAsk>>>()?;
    let ask = selected.ask.clone();
    let counting = move |graph: &Graph, deadline| counted(graph, &ask, asks, ignore_own, deadline);
    let view = ctx.view();
    let counted = if is_quick { counting(&view.graph, view.deadline)? } else { view.count(counting).await? };
    let facet = |(dimension, facet): (Dimension, graph::Facet)| {
        let value = |(place, tally): (usize, graph::Tally)| {
            Ok(FacetValue { is_added: place >= facet.first, ..FacetValue::new(ctx.graph(), tally.value, tally.count)? })
        };
        let distinct_values = i32::try_from(facet.distinct).unwrap_or(i32::MAX);
        let values = facet.values.into_iter().enumerate().map(value).collect::<Result<_>>()?;
        Ok(Facet { dimension, values: QuickList(values), distinct_values, unknown: int(facet.unknown) })
    };
    dimensions.into_iter().zip(counted).map(facet).collect::<Result<_>>().map(QuickList)
}

/// Facets that are counted over the same resources.
#[derive(Debug)]
struct Group {
    /// The dimension of which the list's own condition is left out; none for the list itself.
    without: Option<graph::Dimension>,
    ask: Ask,
    /// The places of the facets among all.
    places: Vec<usize>,
    facets: Vec<FacetAsk>,
}

/// Counts. Facets over the same resources are counted together.
fn counted(graph: &Graph, ask: &Ask, asks: Vec<FacetAsk>, ignore_own: bool, deadline: Deadline) -> Result<Vec<graph::Facet>, Late> {
    let group = |without, ask| Group { without, ask, places: Vec::new(), facets: Vec::new() };
    let condition = ask.condition.as_deref().filter(|_| ignore_own);
    let mut whole = group(None, ask.clone());
    let mut others: Vec<Group> = Vec::new();
    let mut facets = vec![graph::Facet::default(); asks.len()];
    for (place, asked) in asks.into_iter().enumerate() {
        if others.iter().all(|other| other.without != Some(asked.dimension))
            && let Some(rest) = condition.and_then(|condition| graph.without_own(condition, asked.dimension))
        {
            others.push(group(Some(asked.dimension), Ask { condition: Some(Arc::new(rest)), ..ask.clone() }));
        }
        let group = others.iter_mut().find(|other| other.without == Some(asked.dimension)).unwrap_or(&mut whole);
        group.places.push(place);
        group.facets.push(asked);
    }
    for Group { ask, places, facets: asks, .. } in others.into_iter().chain([whole]).filter(|group| !group.facets.is_empty()) {
        let counted = graph.facets(&graph.set(&ask, deadline)?, &asks, deadline)?;
        for (place, facet) in places.into_iter().zip(counted) {
            if let Some(slot) = facets.get_mut(place) {
                *slot = facet;
            }
        }
    }
    Ok(facets)
}
