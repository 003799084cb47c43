//! Persons.

use async_graphql::{Context, ID, Object};
use entity::vocabulary::{IdentifierScheme, NodeKind};

use super::agent::{self, AgentName};
use super::contribution::ContributionRole;
use super::count::{AgentCountConnection, AgentRole, TopicConnection};
use super::identifier::{Identifier, of_scheme};
use super::resource::ResourceOrder;
use super::resource_connection::ResourceConnection;
use crate::global_id;
use crate::graph::{Entry, Graph};
use crate::graphql::connection::{Connection, Edge, Paging, Selected};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::filter::ResourceFilter;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::quick::{QuickList, Quickly};
use crate::store::agent::AgentRecord;
use std::sync::Arc;

/// A person, by their ordinal in the request's graph.
#[derive(Debug, Clone, Copy)]
pub struct Person(pub u32);

/// A page of persons.
pub type PersonConnection = Connection<PersonEdge>;

impl Person {
    async fn record(self, ctx: &Context<'_>) -> Result<Option<Arc<AgentRecord>>> {
        Ok(ctx.view().agent(agent::node(ctx.graph(), self.0)?.id()).await?)
    }
}

/// A human being who makes resources.
#[Object]
impl Person {
    /// Opaque, stable, unique among all nodes.
    pub async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        Ok(global_id::encode(NodeKind::Person, agent::node(ctx.graph(), self.0)?.id()).into())
    }

    /// Readable and unique among agents, for example `joseph-wright`.
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

    /// The identifiers that registries give them; empty when none is known.
    pub async fn identifiers(&self, ctx: &Context<'_>) -> Result<QuickList<Identifier>> {
        agent::identifiers(ctx, self.0)
    }

    /// Their ORCID iD, for example `0000-0002-1825-0097`; null when it is not known.
    fn orcid(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(of_scheme(agent::node(ctx.graph(), self.0)?.identifiers(), IdentifierScheme::Orcid))
    }

    /// The given name; null when it is not known apart.
    async fn given_name(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.record(ctx).await.map(|record| record?.given_name.clone()).transpose()
    }

    /// The family name; null when it is not known apart.
    async fn family_name(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.record(ctx).await.map(|record| record?.family_name.clone()).transpose()
    }

    /// The resources that they produced, newest first: as PRODUCER, AUTHOR or PUBLISHER, or in the one role that `role`
    /// says.
    pub async fn produced(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what they did in this role.")] role: Option<ContributionRole>,
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
}

/// A person and their place in a list.
#[derive(Debug)]
pub struct PersonEdge {
    selected: Arc<Selected>,
    entry: Entry,
}

impl Edge for PersonEdge {
    type Node = Person;
    const CONNECTION: &'static str = "PersonConnection";

    fn new(selected: &Arc<Selected>, entry: Entry) -> Self {
        Self { selected: Arc::clone(selected), entry }
    }

    fn node(_: &Graph, entry: &Entry) -> Result<Person> {
        Ok(Person(entry.node))
    }
}

/// A person and their place in a list.
#[Object]
impl PersonEdge {
    /// The place of this edge in its list.
    fn cursor(&self, ctx: &Context<'_>) -> String {
        self.selected.cursor(ctx.graph(), &self.entry)
    }

    /// The person.
    fn node(&self) -> Quickly<Person> {
        Quickly(Person(self.entry.node))
    }
}
