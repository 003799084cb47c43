//! Organizations.

use async_graphql::{Context, ID, Object};
use entity::vocabulary::{IdentifierScheme, NodeKind};

use super::agent::{self, AgentName};
use super::contribution::ContributionRole;
use super::count::{AgentCountConnection, AgentRole, TopicConnection};
use super::funding::FundingKind;
use super::identifier::{Identifier, of_scheme};
use super::resource::ResourceOrder;
use super::resource_connection::ResourceConnection;
use crate::global_id;
use crate::graph::Dimension;
use crate::graph::{Entry, Graph, List};
use crate::graphql::connection::{Connection, Edge, Paging, Selected};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::filter::ResourceFilter;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::quick::{QuickList, Quickly};
use crate::store::agent::AgentRecord;
use std::sync::Arc;

/// An organization, by its ordinal in the request's graph.
#[derive(Debug, Clone, Copy)]
pub struct Organization(pub u32);

/// A page of organizations.
pub type OrganizationConnection = Connection<OrganizationEdge>;

impl Organization {
    async fn record(self, ctx: &Context<'_>) -> Result<Option<Arc<AgentRecord>>> {
        Ok(ctx.view().agent(agent::node(ctx.graph(), self.0)?.id()).await?)
    }
}

/// A body that makes or funds resources.
#[Object]
impl Organization {
    /// Opaque, stable, unique among all nodes.
    pub async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        Ok(global_id::encode(NodeKind::Organization, agent::node(ctx.graph(), self.0)?.id()).into())
    }

    /// Readable and unique among agents, for example `mental-health-america`.
    pub async fn slug<'ctx>(&self, ctx: &Context<'ctx>) -> Result<&'ctx str> {
        Ok(agent::node(ctx.graph(), self.0)?.slug())
    }

    /// The name that is shown: the first spelling that was printed.
    pub async fn name<'ctx>(&self, ctx: &Context<'ctx>) -> Result<&'ctx str> {
        Ok(agent::node(ctx.graph(), self.0)?.name())
    }

    /// All names: the one that is shown, aliases, acronyms.
    pub async fn names(&self, ctx: &Context<'_>) -> Result<QuickList<AgentName>> {
        agent::names(ctx, self.0)
    }

    /// The identifiers that registries give it; empty when none is known.
    pub async fn identifiers(&self, ctx: &Context<'_>) -> Result<QuickList<Identifier>> {
        agent::identifiers(ctx, self.0)
    }

    /// Its id in the Research Organization Registry, for example `02nr0ka47`; null when it is not known.
    fn ror(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(of_scheme(agent::node(ctx.graph(), self.0)?.identifiers(), IdentifierScheme::Ror))
    }

    /// Its country as an ISO 3166-1 code of two letters, for example `US`; null when it is not known.
    fn country<'ctx>(&self, ctx: &Context<'ctx>) -> Result<Option<&'ctx str>> {
        Ok(agent::node(ctx.graph(), self.0)?.country())
    }

    /// Its page; null when it is not known.
    async fn homepage(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.record(ctx).await.map(|record| record?.homepage.clone()).transpose()
    }

    /// The kinds of organization in the terms of the Research Organization Registry, for example `nonprofit`; empty
    /// when they are not known.
    async fn types(&self, ctx: &Context<'_>) -> Option<Result<Vec<String>>> {
        Some(self.record(ctx).await.map(|record| record.map(|record| record.types.clone()).unwrap_or_default()))
    }

    /// The resources that it produced, newest first: as PRODUCER, AUTHOR or PUBLISHER, or in the one role that
    /// `role` says.
    pub async fn produced(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what it did in this role.")] role: Option<ContributionRole>,
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
        Some(agent::produced(ctx, self.0, role, Narrowing { search, filter }, order_by, &Paging { first, after, last, before }).await)
    }

    /// The resources that it paid for, newest first.
    async fn funded(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what it paid for in this way.")] kind: Option<FundingKind>,
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
        let list = List::Funded { agent: self.0, kind: kind.map(Into::into) };
        Some(ResourceConnection::select(ctx, list, Narrowing { search, filter }, order_by, &Paging { first, after, last, before }).await)
    }

    /// Keywords of what it produced, or with `as: FUNDER` of what it paid for, each with the number of resources.
    pub async fn topics(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "as", desc = "As what: PRODUCER if not said.")] as_role: Option<AgentRole>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
    ) -> Option<Result<TopicConnection>> {
        Some(agent::topics(ctx, self.0, as_role.unwrap_or_default(), first, after).await)
    }

    /// The organizations and persons that produced the same resources.
    pub async fn partners(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
    ) -> Option<Result<AgentCountConnection>> {
        Some(agent::partners(ctx, self.0, first, after).await)
    }

    /// The other organizations and persons that pay for the resources that it pays for.
    async fn co_funders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
    ) -> Option<Result<AgentCountConnection>> {
        Some(
            AgentCountConnection::count(ctx, List::Funded { agent: self.0, kind: None }, Dimension::Funder, Some(self.0), first, after)
                .await,
        )
    }

    /// The organizations and persons that pay for the resources that it produced; it may be among them itself.
    async fn funders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
    ) -> Option<Result<AgentCountConnection>> {
        Some(AgentCountConnection::count(ctx, List::Produced { agent: self.0, role: None }, Dimension::Funder, None, first, after).await)
    }
}

/// An organization and its place in a list.
#[derive(Debug)]
pub struct OrganizationEdge {
    selected: Arc<Selected>,
    entry: Entry,
}

impl Edge for OrganizationEdge {
    type Node = Organization;
    const CONNECTION: &'static str = "OrganizationConnection";

    fn new(selected: &Arc<Selected>, entry: Entry) -> Self {
        Self { selected: Arc::clone(selected), entry }
    }

    fn node(_: &Graph, entry: &Entry) -> Result<Organization> {
        Ok(Organization(entry.node))
    }
}

/// An organization and its place in a list.
#[Object]
impl OrganizationEdge {
    /// The place of this edge in its list.
    fn cursor(&self, ctx: &Context<'_>) -> String {
        self.selected.cursor(ctx.graph(), &self.entry)
    }

    /// The organization.
    fn node(&self) -> Quickly<Organization> {
        Quickly(Organization(self.entry.node))
    }
}
