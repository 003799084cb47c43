//! Keywords.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object};
use entity::vocabulary::NodeKind;

use super::count::{AgentCountConnection, TopicConnection};
use super::resource::ResourceOrder;
use super::resource_connection::ResourceConnection;
use crate::global_id;
use crate::graph::Dimension;
use crate::graph::{Direction, Entry, Graph, KeywordNode, List, OrderBy, OrderKey};
use crate::graphql::connection::{Connection, Edge, Paging, Selected};
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::graphql::filter::ResourceFilter;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::order::OrderDirection;
use crate::graphql::quick::{QuickList, Quickly};
use crate::store::keyword::KeywordRecord;

/// A keyword, by its ordinal in the request's graph.
#[derive(Debug, Clone, Copy)]
pub struct Keyword(pub u32);

/// A page of keywords.
pub type KeywordConnection = Connection<KeywordEdge>;

impl Keyword {
    fn node(self, graph: &Graph) -> Result<&KeywordNode> {
        graph.keyword(self.0).ok_or_else(Error::gone)
    }

    async fn record(self, ctx: &Context<'_>) -> Result<Option<Arc<KeywordRecord>>> {
        Ok(ctx.view().keyword(self.node(ctx.graph())?.id()).await?)
    }
}

/// A topic that resources are about (skos:Concept).
#[Object]
impl Keyword {
    /// Opaque, stable, unique among all nodes.
    pub async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        Ok(global_id::encode(NodeKind::Keyword, self.node(ctx.graph())?.id()).into())
    }

    /// Readable and unique among keywords, for example `lived-experience`.
    fn slug<'ctx>(&self, ctx: &Context<'ctx>) -> Result<&'ctx str> {
        Ok(self.node(ctx.graph())?.slug())
    }

    /// The label that is shown (skos:prefLabel): the first spelling that was printed.
    fn label<'ctx>(&self, ctx: &Context<'ctx>) -> Result<&'ctx str> {
        Ok(self.node(ctx.graph())?.label())
    }

    /// Other labels, acronyms among them (skos:altLabel), for example `SIM`.
    fn alt_labels<'ctx>(&self, ctx: &Context<'ctx>) -> Result<Vec<&'ctx str>> {
        Ok(self.node(ctx.graph())?.alt_labels().iter().map(AsRef::as_ref).collect())
    }

    /// The meaning of the keyword (skos:scopeNote); null when nobody has said.
    async fn scope_note(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.record(ctx).await.map(|record| record?.scope_note.clone()).transpose()
    }

    /// The vocabulary that it belongs to (skos:inScheme); null when it belongs to none.
    async fn scheme(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.record(ctx).await.map(|record| record?.scheme.clone()).transpose()
    }

    /// Its address in that vocabulary; null when it has none.
    fn uri<'ctx>(&self, ctx: &Context<'ctx>) -> Result<Option<&'ctx str>> {
        Ok(self.node(ctx.graph())?.uri())
    }

    /// Keywords with a wider meaning (skos:broader).
    fn broader(&self, ctx: &Context<'_>) -> Result<QuickList<Self>> {
        Ok(QuickList(self.node(ctx.graph())?.broader().iter().copied().map(Self).collect()))
    }

    /// Keywords with a narrower meaning (skos:narrower).
    fn narrower(&self, ctx: &Context<'_>) -> QuickList<Self> {
        QuickList(ctx.graph().narrower(self.0).iter().copied().map(Self).collect())
    }

    /// Keywords that have to do with it (skos:related).
    fn related(&self, ctx: &Context<'_>) -> Result<QuickList<Self>> {
        Ok(QuickList(self.node(ctx.graph())?.related().iter().copied().map(Self).collect()))
    }

    /// The resources about it, newest first.
    async fn resources(
        &self,
        ctx: &Context<'_>,
        #[graphql(default, desc = "Also what is about a narrower keyword, at any depth.")] include_narrower: bool,
        #[graphql(
            desc = "Only what has this in its texts: words in any form, `\"phrases\"`, `-without`, `begin*`. Best matches come first."
        )]
        search: Option<String>,
        #[graphql(desc = "Only those that are like this; everything if not said.")] filter: Option<Box<ResourceFilter>>,
        #[graphql(desc = "Newest first if not said.")] order_by: Option<Vec<ResourceOrder>>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<ResourceConnection>> {
        let list = List::Tagged { keyword: self.0, include_narrower };
        Some(ResourceConnection::select(ctx, list, Narrowing { search, filter }, order_by, &Paging { first, after, last, before }).await)
    }

    /// The organizations and persons that pay for resources about it, each with the number of resources.
    async fn funders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
    ) -> Option<Result<AgentCountConnection>> {
        Some(
            AgentCountConnection::count(
                ctx,
                List::Tagged { keyword: self.0, include_narrower: false },
                Dimension::Funder,
                None,
                first,
                after,
            )
            .await,
        )
    }

    /// The organizations and persons that produce resources about it, each with the number of resources.
    async fn producers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
    ) -> Option<Result<AgentCountConnection>> {
        Some(
            AgentCountConnection::count(
                ctx,
                List::Tagged { keyword: self.0, include_narrower: false },
                Dimension::Producer,
                None,
                first,
                after,
            )
            .await,
        )
    }

    /// Keywords that are used together with it, each with the number of resources.
    async fn cooccurring(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
    ) -> Option<Result<TopicConnection>> {
        Some(
            TopicConnection::count(
                ctx,
                List::Tagged { keyword: self.0, include_narrower: false },
                Dimension::Keyword,
                Some(self.0),
                first,
                after,
            )
            .await,
        )
    }
}

/// A keyword and its place in a list.
#[derive(Debug)]
pub struct KeywordEdge {
    selected: Arc<Selected>,
    entry: Entry,
}

impl Edge for KeywordEdge {
    type Node = Keyword;
    const CONNECTION: &'static str = "KeywordConnection";

    fn new(selected: &Arc<Selected>, entry: Entry) -> Self {
        Self { selected: Arc::clone(selected), entry }
    }

    fn node(_: &Graph, entry: &Entry) -> Result<Keyword> {
        Ok(Keyword(entry.node))
    }
}

/// A keyword and its place in a list.
#[Object]
impl KeywordEdge {
    /// The place of this edge in its list.
    fn cursor(&self, ctx: &Context<'_>) -> String {
        self.selected.cursor(ctx.graph(), &self.entry)
    }

    /// The keyword.
    fn node(&self) -> Quickly<Keyword> {
        Quickly(Keyword(self.entry.node))
    }
}

/// The values that keywords can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum KeywordOrderField {
    /// The score of its match with `search`, the best match first whatever the direction. Without `search` it is a
    /// mistake.
    Relevance,
    /// The label that is shown; case and accents do not matter, numbers count by their value.
    Label,
    /// The number of resources about it.
    ResourceCount,
    /// The number of organizations that fund resources about it.
    FunderCount,
}

/// An order of keywords. Ties are broken by id.
#[derive(Debug, InputObject)]
pub struct KeywordOrder {
    /// By what.
    pub field: KeywordOrderField,
    /// Which way.
    #[graphql(default)]
    pub direction: OrderDirection,
}

impl KeywordOrder {
    pub(in crate::graphql) fn keys(order_by: Option<Vec<Self>>) -> Vec<OrderBy> {
        let key = |order: Self| OrderBy {
            key: match order.field {
                KeywordOrderField::Relevance => OrderKey::Relevance,
                KeywordOrderField::Label => OrderKey::Label,
                KeywordOrderField::ResourceCount => OrderKey::ResourceCount,
                KeywordOrderField::FunderCount => OrderKey::FunderCount,
            },
            direction: if order.field == KeywordOrderField::Relevance { Direction::Descending } else { order.direction.into() },
        };
        order_by.unwrap_or_default().into_iter().map(key).collect()
    }
}
