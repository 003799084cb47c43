//! The edges of `Resource.keywords`: the keywords of a resource.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::keyword::Keyword;
use super::provenance::Provenance;
use crate::graph::{Entry, Graph, List};
use crate::graphql::connection::{Edge, Selected};
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::graphql::quick::Quickly;
use crate::store::provenance::Statement;

/// A keyword and how the resource's source prints it.
#[derive(Debug)]
pub struct SubjectEdge {
    selected: Arc<Selected>,
    entry: Entry,
}

impl Edge for SubjectEdge {
    type Node = Keyword;
    const CONNECTION: &'static str = "SubjectConnection";

    fn new(selected: &Arc<Selected>, entry: Entry) -> Self {
        Self { selected: Arc::clone(selected), entry }
    }

    fn node(_: &Graph, entry: &Entry) -> Result<Keyword> {
        Ok(Keyword(entry.node))
    }
}

impl SubjectEdge {
    async fn statement(&self, ctx: &Context<'_>) -> Result<Option<Statement>> {
        let List::Subjects { resource } = self.selected.ask.list else { return Err(Error::gone()) };
        let resource = ctx.graph().resource(resource).ok_or_else(Error::gone)?.id();
        let keyword = ctx.graph().named(self.selected.ask.list, &self.entry).ok_or_else(Error::gone)?;
        Ok(ctx.view().subject(resource, keyword).await?)
    }
}

/// A keyword and how the resource's source prints it.
#[Object]
impl SubjectEdge {
    /// The place of this edge in its list.
    fn cursor(&self, ctx: &Context<'_>) -> String {
        self.selected.cursor(ctx.graph(), &self.entry)
    }

    /// The keyword.
    fn node(&self) -> Quickly<Keyword> {
        Quickly(Keyword(self.entry.node))
    }

    /// Its place in the list as printed, counted from 1.
    fn position(&self) -> u32 {
        self.entry.position
    }

    /// The label as the source prints it, for example `Sequential Intercept Model (SIM)`; null for what a curator set.
    async fn label_as_printed(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.statement(ctx).await.map(|statement| statement?.as_printed).transpose()
    }

    /// The source of this statement.
    async fn provenance(&self, ctx: &Context<'_>) -> Option<Result<Provenance>> {
        self.statement(ctx).await.map(|statement| Some(statement?.provenance.into())).transpose()
    }
}
