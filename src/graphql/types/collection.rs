//! Collections, and the edges of `Resource.collections`.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::vocabulary::NodeKind;

use super::provenance::Provenance;
use super::resource::ResourceOrder;
use super::resource_connection::ResourceConnection;
use crate::global_id;
use crate::graph::{CollectionNode, Entry, Graph, List};
use crate::graphql::connection::{Connection, Edge, Paging, Selected};
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::graphql::filter::ResourceFilter;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::quick::Quickly;

/// A collection, by its ordinal in the request's graph.
#[derive(Debug, Clone, Copy)]
pub struct Collection(pub u32);

/// A page of collections.
pub type CollectionConnection = Connection<CollectionEdge>;

impl Collection {
    fn node(self, graph: &Graph) -> Result<&CollectionNode> {
        graph.collection(self.0).ok_or_else(Error::gone)
    }
}

/// A page or list that presents resources under headings.
#[Object]
impl Collection {
    /// Opaque, stable, unique among all nodes.
    pub async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        Ok(global_id::encode(NodeKind::Collection, self.node(ctx.graph())?.id()).into())
    }

    /// Readable and unique among collections, for example `peer-support-specialists`.
    fn slug<'ctx>(&self, ctx: &Context<'ctx>) -> Result<&'ctx str> {
        Ok(self.node(ctx.graph())?.slug())
    }

    /// Its heading.
    fn title<'ctx>(&self, ctx: &Context<'ctx>) -> Result<&'ctx str> {
        Ok(self.node(ctx.graph())?.title())
    }

    /// The headings in it, in page order, for example `Highlighted Resource`.
    fn sections(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        Ok(self.node(ctx.graph())?.sections().iter().map(ToString::to_string).collect())
    }

    /// The resources that stand in it, in page order. The edges tell section, position and whether it is highlighted.
    async fn resources(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only what has this in its texts: words in any form, `\"phrases\"`, `-without`, `begin*`. Best matches come first."
        )]
        search: Option<String>,
        #[graphql(desc = "Only those that are like this; everything if not said.")] filter: Option<Box<ResourceFilter>>,
        #[graphql(desc = "Page order if not said.")] order_by: Option<Vec<ResourceOrder>>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<ResourceConnection>> {
        let list = List::Items { collection: self.0 };
        Some(ResourceConnection::select(ctx, list, Narrowing { search, filter }, order_by, &Paging { first, after, last, before }).await)
    }
}

/// A collection and its place in a list.
#[derive(Debug)]
pub struct CollectionEdge {
    selected: Arc<Selected>,
    entry: Entry,
}

impl Edge for CollectionEdge {
    type Node = Collection;
    const CONNECTION: &'static str = "CollectionConnection";

    fn new(selected: &Arc<Selected>, entry: Entry) -> Self {
        Self { selected: Arc::clone(selected), entry }
    }

    fn node(_: &Graph, entry: &Entry) -> Result<Collection> {
        Ok(Collection(entry.node))
    }
}

/// A collection and its place in a list.
#[Object]
impl CollectionEdge {
    /// The place of this edge in its list.
    fn cursor(&self, ctx: &Context<'_>) -> String {
        self.selected.cursor(ctx.graph(), &self.entry)
    }

    /// The collection.
    fn node(&self) -> Quickly<Collection> {
        Quickly(Collection(self.entry.node))
    }
}

/// A collection and where the resource stands in it.
#[derive(Debug)]
pub struct CollectionItemEdge {
    selected: Arc<Selected>,
    entry: Entry,
}

impl Edge for CollectionItemEdge {
    type Node = Collection;
    const CONNECTION: &'static str = "CollectionItemConnection";

    fn new(selected: &Arc<Selected>, entry: Entry) -> Self {
        Self { selected: Arc::clone(selected), entry }
    }

    fn node(_: &Graph, entry: &Entry) -> Result<Collection> {
        Ok(Collection(entry.node))
    }
}

/// A collection and where the resource stands in it.
#[Object]
impl CollectionItemEdge {
    /// The place of this edge in its list.
    fn cursor(&self, ctx: &Context<'_>) -> String {
        self.selected.cursor(ctx.graph(), &self.entry)
    }

    /// The collection.
    fn node(&self) -> Quickly<Collection> {
        Quickly(Collection(self.entry.node))
    }

    /// The heading that the resource stands under; null when it stands under none.
    async fn section(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        section(ctx.graph(), self.entry.node, &self.entry)
    }

    /// Its place in the collection, counted from 1.
    async fn position(&self) -> u32 {
        self.entry.position
    }

    /// True when the heading singles it out.
    async fn highlighted(&self) -> bool {
        self.entry.highlighted
    }

    /// The source of this statement.
    async fn provenance(&self, ctx: &Context<'_>) -> Option<Result<Provenance>> {
        let List::CollectionsOf { resource } = self.selected.ask.list else { return Some(Err(Error::gone())) };
        provenance(ctx, self.entry.node, resource).await.transpose()
    }
}

/// The heading that an item of a collection stands under.
pub(super) fn section(graph: &Graph, collection: u32, entry: &Entry) -> Result<Option<String>> {
    let sections = Collection(collection).node(graph)?.sections();
    Ok(entry.section.and_then(|section| sections.get(section as usize)).map(ToString::to_string))
}

/// Returns the source that says that a resource stands in a collection.
pub(super) async fn provenance(ctx: &Context<'_>, collection: u32, resource: u32) -> Result<Option<Provenance>> {
    let collection = Collection(collection).node(ctx.graph())?.id();
    let resource = ctx.graph().resource(resource).ok_or_else(Error::gone)?.id();
    Ok(ctx.view().item(collection, resource).await?.map(|statement| statement.provenance.into()))
}
