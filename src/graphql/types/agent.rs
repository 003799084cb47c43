//! Agents: what organizations and persons have in common.

use async_graphql::parser::types::Field;
use async_graphql::{Context, ContextSelectionSet, Enum, ID, InputObject, Interface, Positioned, ServerResult, SimpleObject, Value};
use entity::vocabulary::AgentKind;

use super::contribution::ContributionRole;
use super::count::{AgentCountConnection, AgentRole, TopicConnection};
use super::identifier::Identifier;
use super::organization::Organization;
use super::person::Person;
use super::resource::ResourceOrder;
use super::resource_connection::ResourceConnection;
use crate::graph::{AgentNode, Dimension, Direction, Graph, List, OrderBy, OrderKey};
use crate::graphql::connection::Paging;
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::graphql::filter::ResourceFilter;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::order::OrderDirection;
use crate::graphql::quick::{Quick, QuickList};

/// An organization or a person that makes resources. Fields of this interface can be asked without a fragment.
#[expect(
    clippy::duplicated_attributes,
    reason = "the fields of the interface are attributes, and several have a `name` or an argument in common"
)]
#[derive(Debug, Clone, Copy, Interface)]
#[graphql(
    field(name = "id", ty = "Result<ID>", desc = "Opaque, stable, unique among all nodes."),
    field(name = "slug", ty = "Result<&'ctx str>", desc = "Readable and unique among agents, for example `mental-health-america`."),
    field(name = "name", ty = "Result<&'ctx str>", desc = "The name that is shown: the first spelling that was printed."),
    field(name = "names", ty = "Result<QuickList<AgentName>>", desc = "All names: the one that is shown, aliases, acronyms."),
    field(name = "identifiers", ty = "Result<QuickList<Identifier>>", desc = "What registries call it; empty when none is known."),
    field(
        name = "produced",
        ty = "Option<Result<ResourceConnection>>",
        desc = "The resources that it produced, newest first: as PRODUCER, AUTHOR or PUBLISHER, or in the one role that `role` says.",
        arg(name = "role", ty = "Option<ContributionRole>", desc = "Only what it did in this role."),
        arg(
            name = "search",
            ty = "Option<String>",
            desc = "Only what has this in its texts: words in any form, `\"phrases\"`, `-without`, `begin*`. Best matches come first."
        ),
        arg(name = "filter", ty = "Option<Box<ResourceFilter>>", desc = "Only those that are like this; everything if not said."),
        arg(name = "order_by", ty = "Option<Vec<ResourceOrder>>", desc = "Newest first if not said."),
        arg(name = "first", ty = "Option<i32>", desc = "How many from the front: 20 if not said, 100 at most."),
        arg(name = "after", ty = "Option<String>", desc = "Only what comes behind this cursor."),
        arg(name = "last", ty = "Option<i32>", desc = "How many from the back, instead of `first`."),
        arg(name = "before", ty = "Option<String>", desc = "Only what comes in front of this cursor.")
    ),
    field(
        name = "topics",
        ty = "Option<Result<TopicConnection>>",
        desc = "Keywords of what it produced, or with `as: FUNDER` of what it paid for, each with the number of resources.",
        arg(name = "as", ty = "Option<AgentRole>", desc = "As what: PRODUCER if not said."),
        arg(name = "first", ty = "Option<i32>", desc = "How many from the front: 20 if not said, 100 at most."),
        arg(name = "after", ty = "Option<String>", desc = "Only what comes behind this cursor.")
    ),
    field(
        name = "partners",
        ty = "Option<Result<AgentCountConnection>>",
        desc = "Who it produces with: organizations and persons that produced the same resources.",
        arg(name = "first", ty = "Option<i32>", desc = "How many from the front: 20 if not said, 100 at most."),
        arg(name = "after", ty = "Option<String>", desc = "Only what comes behind this cursor.")
    )
)]
pub enum Agent {
    /// A body.
    Organization(Organization),
    /// A human being.
    Person(Person),
}

impl Agent {
    /// The agent with this ordinal.
    pub(in crate::graphql) fn of(graph: &Graph, agent: u32) -> Result<Self> {
        Ok(match node(graph, agent)?.kind() {
            AgentKind::Organization => Self::Organization(Organization(agent)),
            AgentKind::Person => Self::Person(Person(agent)),
        })
    }
}

impl Quick for Agent {
    async fn resolve_quickly(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        match self {
            Self::Organization(organization) => organization.resolve_quickly(ctx, field).await,
            Self::Person(person) => person.resolve_quickly(ctx, field).await,
        }
    }
}

pub(super) fn node(graph: &Graph, agent: u32) -> Result<&AgentNode> {
    graph.agent(agent).ok_or_else(Error::gone)
}

/// Returns the resources that an agent produced: the same for organizations and persons.
pub(super) async fn produced(
    ctx: &Context<'_>,
    agent: u32,
    role: Option<ContributionRole>,
    narrowing: Narrowing<ResourceFilter>,
    order_by: Option<Vec<ResourceOrder>>,
    paging: &Paging,
) -> Result<ResourceConnection> {
    let list = List::Produced { agent, role: role.map(Into::into) };
    ResourceConnection::select(ctx, list, narrowing, order_by, paging).await
}

/// The keywords of what an agent made or paid for.
pub(super) async fn topics(
    ctx: &Context<'_>,
    agent: u32,
    role: AgentRole,
    first: Option<i32>,
    after: Option<String>,
) -> Result<TopicConnection> {
    let list = match role {
        AgentRole::Producer => List::Produced { agent, role: None },
        AgentRole::Funder => List::Funded { agent, kind: None },
    };
    TopicConnection::count(ctx, list, Dimension::Keyword, None, first, after).await
}

/// Returns the agents that made something together with an agent.
pub(super) async fn partners(ctx: &Context<'_>, agent: u32, first: Option<i32>, after: Option<String>) -> Result<AgentCountConnection> {
    AgentCountConnection::count(ctx, List::Produced { agent, role: None }, Dimension::Producer, Some(agent), first, after).await
}

pub(super) fn names(ctx: &Context<'_>, agent: u32) -> Result<QuickList<AgentName>> {
    let name = |name: &crate::model::AgentName| AgentName { value: name.value.clone(), kind: name.kind.into(), lang: name.lang.clone() };
    Ok(QuickList(node(ctx.graph(), agent)?.names().iter().map(name).collect()))
}

pub(super) fn identifiers(ctx: &Context<'_>, agent: u32) -> Result<QuickList<Identifier>> {
    Ok(QuickList(node(ctx.graph(), agent)?.identifiers().iter().map(Identifier::from).collect()))
}

/// A name of an agent.
#[derive(Debug, SimpleObject)]
#[graphql(shareable)]
pub struct AgentName {
    /// The name, for example `SAMHSA`.
    pub value: String,
    /// The kind of the name, for example ACRONYM.
    pub kind: AgentNameKind,
    /// Its language as a BCP 47 tag; null when it is not known.
    pub lang: Option<String>,
}

/// A kind of name of an agent; follows ROR's schema v2.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::vocabulary::AgentNameKind")]
pub enum AgentNameKind {
    /// The name that is shown.
    Display,
    /// Another spelling.
    Alias,
    /// An acronym.
    Acronym,
    /// A name that it had.
    Former,
    /// The name in another language.
    Label,
}

/// The values that agents can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum AgentOrderField {
    /// The score of its match with `search`, the best match first whatever the direction. Without `search` it is a
    /// mistake.
    Relevance,
    /// The name that is shown; case and accents do not matter, numbers count by their value.
    Name,
    /// The number of resources that it produced.
    ProducedCount,
    /// The number of resources that it funded.
    FundedCount,
}

/// An order of agents. Ties are broken by id.
#[derive(Debug, InputObject)]
pub struct AgentOrder {
    /// By what.
    pub field: AgentOrderField,
    /// Which way.
    #[graphql(default)]
    pub direction: OrderDirection,
}

impl AgentOrder {
    pub(in crate::graphql) fn keys(order_by: Option<Vec<Self>>) -> Vec<OrderBy> {
        let key = |order: Self| OrderBy {
            key: match order.field {
                AgentOrderField::Relevance => OrderKey::Relevance,
                AgentOrderField::Name => OrderKey::Name,
                AgentOrderField::ProducedCount => OrderKey::ProducedCount,
                AgentOrderField::FundedCount => OrderKey::FundedCount,
            },
            direction: if order.field == AgentOrderField::Relevance { Direction::Descending } else { order.direction.into() },
        };
        order_by.unwrap_or_default().into_iter().map(key).collect()
    }
}
