//! Ranked counts: the topics of an agent, the funders of a topic, who produces with whom.

use async_graphql::{Context, Enum, Object, OutputType, TypeName};
use std::borrow::Cow;

use super::agent::Agent;
use super::facet::int;
use super::keyword::Keyword;
use super::resource_connection::ResourceConnection;
use crate::graph::{Ask, Dimension, DimensionValue, Graph, List, Tally};
use crate::graphql::connection::{PageInfo, Paging};
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::graphql::quick::QuickList;
use crate::graphql::ranked;

/// The part that an agent has in resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum AgentRole {
    /// It made them, as PRODUCER, AUTHOR or PUBLISHER.
    #[default]
    Producer,
    /// It paid for them, as FUNDER or SPONSOR.
    Funder,
}

/// The nodes that a ranked list counts, and the names of its types.
pub trait Counted: OutputType + Clone {
    /// The name of the type of an entry.
    const COUNT: &'static str;
    /// The name of the type of the list.
    const CONNECTION: &'static str;

    /// The node of a value.
    fn of(graph: &Graph, value: DimensionValue) -> Result<Self>;
}

impl Counted for Keyword {
    const COUNT: &'static str = "TopicCount";
    const CONNECTION: &'static str = "TopicConnection";

    fn of(_: &Graph, value: DimensionValue) -> Result<Self> {
        if let DimensionValue::Keyword(keyword) = value { Ok(Self(keyword)) } else { Err(Error::gone()) }
    }
}

impl Counted for Agent {
    const COUNT: &'static str = "AgentCount";
    const CONNECTION: &'static str = "AgentCountConnection";

    fn of(graph: &Graph, value: DimensionValue) -> Result<Self> {
        if let DimensionValue::Agent(agent) = value { Self::of(graph, agent) } else { Err(Error::gone()) }
    }
}

/// A node, and with how many resources of a list it has to do.
#[derive(Debug, Clone)]
pub struct NodeCount<T> {
    node: T,
    cursor: String,
    tally: Tally,
    list: List,
    dimension: Dimension,
    of: usize,
}

impl<T: Counted> TypeName for NodeCount<T> {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(T::COUNT)
    }
}

/// A node, and with how many resources it has to do.
#[Object(name_type)]
impl<T: Counted> NodeCount<T> {
    /// The place of this entry in its list.
    fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The node that was counted.
    fn node(&self) -> T {
        self.node.clone()
    }

    /// The number of resources, each counted once.
    fn resource_count(&self) -> i32 {
        int(self.tally.count)
    }

    /// Which part that is of all resources that were looked at, from 0 to 1.
    fn share(&self) -> f64 {
        f64::from(self.tally.count) / self.of.max(1) as f64
    }

    /// The resources that were counted, newest first.
    async fn resources(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<ResourceConnection>> {
        let paging = Paging { first, after, last, before };
        Some(ResourceConnection::of(ctx, Ask::from(self.list).and(self.dimension.has(self.tally.value)), &paging).await)
    }
}

/// A page of a ranked list.
#[derive(Debug)]
pub struct CountConnection<T> {
    counts: Vec<NodeCount<T>>,
    page_info: PageInfo,
    total: usize,
}

/// Keywords with counts.
pub type TopicConnection = CountConnection<Keyword>;
/// Organizations and persons with counts.
pub type AgentCountConnection = CountConnection<Agent>;

impl<T: Counted> TypeName for CountConnection<T> {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(T::CONNECTION)
    }
}

/// Nodes with the number of resources that they have to do with, the most first, then by name.
#[Object(name_type)]
impl<T: Counted> CountConnection<T> {
    /// The entries.
    fn edges(&self) -> QuickList<NodeCount<T>> {
        QuickList(self.counts.clone())
    }

    /// The entries: the same as `edges`.
    fn nodes(&self) -> QuickList<NodeCount<T>> {
        QuickList(self.counts.clone())
    }

    /// Tells if there is more, and the cursor to get it.
    fn page_info(&self) -> PageInfo {
        self.page_info.clone()
    }

    /// The number of entries of the whole list.
    fn total_count(&self) -> Option<i32> {
        i32::try_from(self.total).ok()
    }
}

impl<T: Counted> CountConnection<T> {
    /// Counts the resources of a list by a dimension, `without` one node.
    pub async fn count(
        ctx: &Context<'_>,
        list: List,
        dimension: Dimension,
        without: Option<u32>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Self> {
        let graph = ctx.graph();
        let counting = ctx.view().count(move |graph, deadline| {
            let set = graph.set(&list.into(), deadline)?;
            Ok((graph.ranked(&set, dimension, without, deadline)?, set.len() as usize))
        });
        let (tallies, of) = counting.await?;
        let page = ranked::page(graph, &tallies, dimension as u8, first, after.as_deref(), |tally| (tally.count, vec![tally.value]))?;
        let count = |(tally, cursor): (&Tally, &String)| {
            Ok(NodeCount { node: T::of(graph, tally.value)?, cursor: cursor.clone(), tally: *tally, list, dimension, of })
        };
        let counts = page.items.iter().zip(&page.cursors).map(count).collect::<Result<_>>()?;
        Ok(Self { counts, page_info: page.page_info(), total: tallies.len() })
    }
}
