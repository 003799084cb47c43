//! The edges of `Resource.producers`: organizations and persons that made a resource.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object};

use super::agent::Agent;
use super::provenance::Provenance;
use crate::graph::{Entry, Graph, List};
use crate::graphql::connection::{Edge, Selected};
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::graphql::quick::Quickly;
use crate::store::provenance::Statement;

/// The part that an agent had in a resource. *Producers* are PRODUCER, AUTHOR and PUBLISHER.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::vocabulary::ContributionRole")]
pub enum ContributionRole {
    /// Produced it ("Produced By").
    Producer,
    /// Wrote it.
    Author,
    /// Edited it.
    Editor,
    /// Published it.
    Publisher,
    /// Distributes it.
    Distributor,
    /// Hosts it.
    Host,
}

/// An agent and what it did for the resource.
#[derive(Debug)]
pub struct ContributionEdge {
    selected: Arc<Selected>,
    entry: Entry,
}

impl Edge for ContributionEdge {
    type Node = Agent;
    const CONNECTION: &'static str = "ContributionConnection";

    fn new(selected: &Arc<Selected>, entry: Entry) -> Self {
        Self { selected: Arc::clone(selected), entry }
    }

    fn node(graph: &Graph, entry: &Entry) -> Result<Agent> {
        Agent::of(graph, entry.node)
    }
}

impl ContributionEdge {
    fn role_of(&self) -> Result<entity::vocabulary::ContributionRole> {
        entity::vocabulary::ContributionRole::ALL.get(usize::from(self.entry.role)).copied().ok_or_else(Error::gone)
    }

    async fn statement(&self, ctx: &Context<'_>) -> Result<Option<Statement>> {
        let List::Producers { resource, .. } = self.selected.ask.list else { return Err(Error::gone()) };
        let resource = ctx.graph().resource(resource).ok_or_else(Error::gone)?.id();
        let agent = ctx.graph().named(self.selected.ask.list, &self.entry).ok_or_else(Error::gone)?;
        Ok(ctx.view().contribution(resource, agent, self.role_of()?).await?)
    }
}

/// An agent and what it did for the resource.
#[Object]
impl ContributionEdge {
    /// The place of this edge in its list.
    fn cursor(&self, ctx: &Context<'_>) -> String {
        self.selected.cursor(ctx.graph(), &self.entry)
    }

    /// The organization or person.
    fn node(&self, ctx: &Context<'_>) -> Result<Quickly<Agent>> {
        <Self as Edge>::node(ctx.graph(), &self.entry).map(Quickly)
    }

    /// The part that it had.
    fn role(&self) -> Result<ContributionRole> {
        Ok(self.role_of()?.into())
    }

    /// Its place in the list as printed, counted from 1.
    fn position(&self) -> u32 {
        self.entry.position
    }

    /// The name as the source prints it, for example `Policy Research Associates (PRA)`; null for what a curator set.
    async fn name_as_printed(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.statement(ctx).await.map(|statement| statement?.as_printed).transpose()
    }

    /// The source of this statement.
    async fn provenance(&self, ctx: &Context<'_>) -> Option<Result<Provenance>> {
        self.statement(ctx).await.map(|statement| Some(statement?.provenance.into())).transpose()
    }
}
