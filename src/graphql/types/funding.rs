//! The edges of `Resource.funders`: organizations and persons that paid for a resource.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};

use super::organization::Organization;
use super::provenance::Provenance;
use crate::graph::{Entry, Graph, List};
use crate::graphql::connection::{Edge, Selected};
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::graphql::quick::Quickly;
use crate::model;
use crate::store::provenance::Statement;

/// The way in which an organization or a person paid for a resource. *Funders* are both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::vocabulary::FundingKind")]
pub enum FundingKind {
    /// Funded it ("Supported By", "Funded By").
    Funder,
    /// Sponsored it.
    Sponsor,
}

/// The award that money came from.
#[derive(Debug, SimpleObject)]
#[graphql(shareable)]
pub struct Award {
    /// The funder's number for it.
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

impl From<model::Award> for Award {
    fn from(award: model::Award) -> Self {
        Self { number: award.number, title: award.title, url: award.url }
    }
}

/// An organization and how it paid for the resource.
#[derive(Debug)]
pub struct FundingEdge {
    selected: Arc<Selected>,
    entry: Entry,
}

impl Edge for FundingEdge {
    type Node = Organization;
    const CONNECTION: &'static str = "FundingConnection";

    fn new(selected: &Arc<Selected>, entry: Entry) -> Self {
        Self { selected: Arc::clone(selected), entry }
    }

    fn node(_: &Graph, entry: &Entry) -> Result<Organization> {
        Ok(Organization(entry.node))
    }
}

impl FundingEdge {
    fn kind_of(&self) -> Result<entity::vocabulary::FundingKind> {
        entity::vocabulary::FundingKind::ALL.get(usize::from(self.entry.role)).copied().ok_or_else(Error::gone)
    }

    async fn statement(&self, ctx: &Context<'_>) -> Result<Option<Statement>> {
        let List::Funders { resource, .. } = self.selected.ask.list else { return Err(Error::gone()) };
        let resource = ctx.graph().resource(resource).ok_or_else(Error::gone)?.id();
        let agent = ctx.graph().named(self.selected.ask.list, &self.entry).ok_or_else(Error::gone)?;
        Ok(ctx.view().funding(resource, agent, self.kind_of()?).await?)
    }
}

/// An organization and how it paid for the resource.
#[Object]
impl FundingEdge {
    /// The place of this edge in its list.
    fn cursor(&self, ctx: &Context<'_>) -> String {
        self.selected.cursor(ctx.graph(), &self.entry)
    }

    /// The organization.
    fn node(&self, ctx: &Context<'_>) -> Result<Quickly<Organization>> {
        <Self as Edge>::node(ctx.graph(), &self.entry).map(Quickly)
    }

    /// The way in which it paid.
    fn kind(&self) -> Result<FundingKind> {
        Ok(self.kind_of()?.into())
    }

    /// Its place in the list as printed, counted from 1.
    fn position(&self) -> u32 {
        self.entry.position
    }

    /// The name as the source prints it, for example `Bureau of Justice Assistance`; null for what a curator set.
    async fn name_as_printed(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.statement(ctx).await.map(|statement| statement?.as_printed).transpose()
    }

    /// The award that the money came from, the first of several; null where none is named.
    async fn award(&self, ctx: &Context<'_>) -> Option<Result<Award>> {
        let statement = self.statement(ctx).await;
        statement.map(|statement| statement?.awards.into_iter().next().map(Award::from)).transpose()
    }

    /// The awards that the money came from, in the order printed; empty where none is named.
    async fn awards(&self, ctx: &Context<'_>) -> Result<Vec<Award>> {
        let awards = self.statement(ctx).await?.map(|statement| statement.awards).unwrap_or_default();
        Ok(awards.into_iter().map(Award::from).collect())
    }

    /// The source of this statement.
    async fn provenance(&self, ctx: &Context<'_>) -> Option<Result<Provenance>> {
        self.statement(ctx).await.map(|statement| Some(statement?.provenance.into())).transpose()
    }
}
