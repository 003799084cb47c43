//! Resources.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object};
use chrono::{DateTime, NaiveDate, Utc};
use entity::vocabulary::{IdentifierScheme, NodeKind};

use super::collection::{self, CollectionItemEdge};
use super::contribution::{ContributionEdge, ContributionRole};
use super::funding::{FundingEdge, FundingKind};
use super::identifier::Identifier;
use super::license::License;
use super::note::Note;
use super::provenance::{FieldProvenance, Provenance};
use super::search_match::{self, SearchMatch};
use super::subject::SubjectEdge;
use crate::global_id;
use crate::graph::{Direction, Entry, Graph, List, OrderBy, OrderKey, ResourceNode};
use crate::graphql::connection::{Connection, Edge, Paging, Selected};
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::graphql::order::OrderDirection;
use crate::graphql::quick::{QuickList, Quickly};
use crate::graphql::statements;
use crate::store::resource::ResourceRecord;

/// A resource, by its ordinal in the request's graph.
#[derive(Debug, Clone, Copy)]
pub struct Resource(pub u32);

impl Resource {
    pub(super) fn node(self, graph: &Graph) -> Result<ResourceNode<'_>> {
        graph.resource(self.0).ok_or_else(Error::gone)
    }

    pub(super) async fn record(self, ctx: &Context<'_>) -> Result<Option<Arc<ResourceRecord>>> {
        Ok(ctx.view().resource(self.node(ctx.graph())?.id()).await?)
    }

    /// A value of the record; null, with an error of its own, when the record cannot be read.
    async fn value<T>(self, ctx: &Context<'_>, value: impl FnOnce(&ResourceRecord) -> Option<T>) -> Option<Result<T>> {
        self.record(ctx).await.map(|record| value(record?.as_ref())).transpose()
    }

    /// A text of the record, which is not read where the graph knows that there is none.
    async fn text(self, ctx: &Context<'_>, has: bool, text: impl FnOnce(&ResourceRecord) -> Option<&String>) -> Option<Result<String>> {
        if has { self.value(ctx, |record| text(record).cloned()).await } else { None }
    }
}

/// A brief, webinar, paper, toolkit: what the catalogue is about.
#[Object]
impl Resource {
    /// Opaque, stable, unique among all nodes.
    pub async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        Ok(global_id::encode(NodeKind::Resource, self.node(ctx.graph())?.id()).into())
    }

    /// Readable and unique among resources, for example `supporting-peers-providing-services-at-intercept-0`.
    fn slug<'ctx>(&self, ctx: &Context<'ctx>) -> Result<&'ctx str> {
        Ok(self.node(ctx.graph())?.slug())
    }

    /// The title, without the year and the format that may be printed with it.
    fn title<'ctx>(&self, ctx: &Context<'ctx>) -> Result<&'ctx str> {
        Ok(self.node(ctx.graph())?.title())
    }

    /// The title as its source prints it, for example `Supporting Peers Providing Services at Intercept 0 (2021) - Webinar`.
    async fn title_as_printed(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.value(ctx, |record| Some(record.title_as_printed.clone())).await
    }

    /// The description, in prose; null when its source says nothing. Paragraphs are parted by an empty line.
    async fn description(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.text(ctx, self.node(ctx.graph()).map_or(true, ResourceNode::has_description), |record| record.description.as_ref()).await
    }

    /// The year of publication; null when it is not known.
    fn year(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(self.node(ctx.graph())?.year())
    }

    /// The day of publication; null when it is not known.
    async fn published(&self, ctx: &Context<'_>) -> Option<Result<NaiveDate>> {
        self.value(ctx, |record| record.published).await
    }

    /// The kind of resource, for example WEBINAR; null when its source does not say.
    fn format(&self, ctx: &Context<'_>) -> Result<Option<ResourceFormat>> {
        Ok(self.node(ctx.graph())?.format().map(Into::into))
    }

    /// The words that `format` was read from; null when there are none.
    async fn format_as_printed(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.value(ctx, |record| record.format_as_printed.clone()).await
    }

    /// Its language as a BCP 47 tag, for example `en`; null when it is not known.
    fn language<'ctx>(&self, ctx: &Context<'ctx>) -> Option<&'ctx str> {
        ctx.graph().language(self.0)
    }

    /// The page where it can be read; null when it is not known.
    async fn landing_page(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        self.text(ctx, self.node(ctx.graph()).map_or(true, ResourceNode::has_landing_page), |record| record.landing_page.as_ref()).await
    }

    /// The terms under which it may be used; null when its source does not say.
    async fn license(&self, ctx: &Context<'_>) -> Option<Result<License>> {
        ctx.graph().license(self.0)?;
        self.value(ctx, License::of).await
    }

    /// The values that its source prints under labels that fit no other field, in the order printed; empty when there is none.
    async fn notes(&self, ctx: &Context<'_>) -> Result<Vec<Note>> {
        if !self.node(ctx.graph())?.has_notes() {
            return Ok(Vec::new());
        }
        Ok(self.record(ctx).await?.map(|record| Note::all(&record)).unwrap_or_default())
    }

    /// Its Digital Object Identifier, for example `10.1000/182`; null when it has none.
    fn doi<'ctx>(&self, ctx: &Context<'ctx>) -> Result<Option<&'ctx str>> {
        let mut identifiers = self.node(ctx.graph())?.identifiers();
        Ok(identifiers.find(|(scheme, _)| *scheme == IdentifierScheme::Doi).map(|(_, value)| value))
    }

    /// The identifiers that registries and its source give it; empty when it has none.
    async fn identifiers(&self, ctx: &Context<'_>) -> Result<QuickList<Identifier>> {
        let identifiers = self.node(ctx.graph())?.identifiers();
        let owned = identifiers.map(|(scheme, value)| crate::identifier::Identifier { scheme, value: value.to_owned() });
        Ok(QuickList(owned.map(|identifier| Identifier::from(&identifier)).collect()))
    }

    /// When it came into the catalogue.
    fn created_at(&self, ctx: &Context<'_>) -> Result<DateTime<Utc>> {
        time(self.node(ctx.graph())?.created_at())
    }

    /// When it, or one of its edges, last changed.
    fn updated_at(&self, ctx: &Context<'_>) -> Result<DateTime<Utc>> {
        time(self.node(ctx.graph())?.updated_at())
    }

    /// Counts its changes, from 1.
    async fn version(&self, ctx: &Context<'_>) -> Option<Result<i32>> {
        self.value(ctx, |record| Some(record.version)).await
    }

    /// The source of each of its fields, with the line and the way in which it was read.
    async fn provenance(&self, ctx: &Context<'_>) -> Option<Result<Vec<FieldProvenance>>> {
        let node = match self.node(ctx.graph()) {
            Ok(node) => node,
            Err(error) => return Some(Err(error)),
        };
        statements::of_fields(ctx, node).await.transpose()
    }

    /// The organizations and persons that made it, as printed. Edges tell role, position, printed name and provenance.
    fn producers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only agents in this role; PRODUCER, AUTHOR and PUBLISHER if not said.")] role: Option<ContributionRole>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<Quickly<Connection<ContributionEdge>>>> {
        let list = List::Producers { resource: self.0, role: role.map(Into::into) };
        Some(Connection::select(ctx, list, &Paging { first, after, last, before }).map(Quickly))
    }

    /// The organizations and persons that paid for it, as printed. Edges tell kind, award, position, printed name and
    /// provenance.
    fn funders(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only who paid in this way; FUNDER and SPONSOR if not said.")] kind: Option<FundingKind>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<Quickly<Connection<FundingEdge>>>> {
        let list = List::Funders { resource: self.0, kind: kind.map(Into::into) };
        Some(Connection::select(ctx, list, &Paging { first, after, last, before }).map(Quickly))
    }

    /// The keywords, as printed. Edges tell position, printed label and provenance.
    fn keywords(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<Quickly<Connection<SubjectEdge>>>> {
        let list = List::Subjects { resource: self.0 };
        Some(Connection::select(ctx, list, &Paging { first, after, last, before }).map(Quickly))
    }

    /// The collections that it stands in, by title. Edges tell section, position and whether it is highlighted.
    fn collections(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<Quickly<Connection<CollectionItemEdge>>>> {
        let list = List::CollectionsOf { resource: self.0 };
        Some(Connection::select(ctx, list, &Paging { first, after, last, before }).map(Quickly))
    }
}

fn time(micros: i64) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros).ok_or_else(Error::gone)
}

/// A resource and its place in a list.
#[derive(Debug)]
pub struct ResourceEdge {
    selected: Arc<Selected>,
    entry: Entry,
}

impl Edge for ResourceEdge {
    type Node = Resource;
    const CONNECTION: &'static str = "ResourcePage";

    fn new(selected: &Arc<Selected>, entry: Entry) -> Self {
        Self { selected: Arc::clone(selected), entry }
    }

    fn node(_: &Graph, entry: &Entry) -> Result<Resource> {
        Ok(Resource(entry.node))
    }
}

impl ResourceEdge {
    /// The collection whose list this is.
    fn collection(&self) -> Option<u32> {
        match self.selected.ask.list {
            List::Items { collection } => Some(collection),
            _ => None,
        }
    }
}

/// A resource and its place in a list.
#[Object]
impl ResourceEdge {
    /// The place of this edge in its list.
    fn cursor(&self, ctx: &Context<'_>) -> String {
        self.selected.cursor(ctx.graph(), &self.entry)
    }

    /// The resource.
    fn node(&self) -> Quickly<Resource> {
        Quickly(Resource(self.entry.node))
    }

    /// The score of its match with the search: the higher the better, comparable within one search only. Null without a
    /// search.
    fn score(&self) -> Option<f64> {
        let score = self.selected.ask.matches.as_ref()?.score(self.entry.node)?;
        Some(score as f64 / 1_000.0)
    }

    /// The places where the words of the search stand in it; empty without a search.
    async fn matches(&self, ctx: &Context<'_>) -> Result<Vec<SearchMatch>> {
        match &self.selected.ask.matches {
            Some(matches) => search_match::find(ctx, matches, Resource(self.entry.node)).await,
            None => Ok(Vec::new()),
        }
    }

    /// In a collection: the heading that it stands under. Null elsewhere.
    fn section(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        self.collection().map_or(Ok(None), |collection| collection::section(ctx.graph(), collection, &self.entry))
    }

    /// In a collection: its place on the page, counted from 1. Null elsewhere.
    fn position(&self) -> Option<u32> {
        self.collection().map(|_| self.entry.position)
    }

    /// In a collection: whether the heading singles it out. Null elsewhere.
    fn highlighted(&self) -> Option<bool> {
        self.collection().map(|_| self.entry.highlighted)
    }

    /// In a collection: where it is said that it stands there. Null elsewhere.
    async fn provenance(&self, ctx: &Context<'_>) -> Option<Result<Provenance>> {
        collection::provenance(ctx, self.collection()?, self.entry.node).await.transpose()
    }
}

/// A kind of resource. A printed format that has no term here is OTHER, and stays in `formatAsPrinted`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::vocabulary::ResourceFormat")]
pub enum ResourceFormat {
    /// A recorded or live session.
    Webinar,
    /// A short report.
    Brief,
    /// A report.
    Report,
    /// A scholarly paper or article.
    Paper,
    /// A set of tools.
    Toolkit,
    /// A single tool, such as a checklist.
    Tool,
    /// A guide or manual.
    Guide,
    /// A fact sheet.
    FactSheet,
    /// Slides.
    Presentation,
    /// A poster.
    Poster,
    /// Data.
    Dataset,
    /// A program.
    Software,
    /// Something else.
    Other,
}

/// The values that resources can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ResourceOrderField {
    /// The score of its match with `search`, the best match first whatever the direction. Without `search` it is a
    /// mistake.
    Relevance,
    /// The title; case, accents and leading quotes do not matter, numbers count by their value.
    Title,
    /// The year of publication.
    Year,
    /// When it came into the catalogue.
    CreatedAt,
    /// When it last changed.
    UpdatedAt,
}

/// An order of resources. Ties are broken by id.
#[derive(Debug, InputObject)]
pub struct ResourceOrder {
    /// By what.
    pub field: ResourceOrderField,
    /// Which way.
    #[graphql(default)]
    pub direction: OrderDirection,
}

impl ResourceOrder {
    pub(in crate::graphql) fn keys(order_by: Option<Vec<Self>>) -> Vec<OrderBy> {
        let key = |order: Self| OrderBy {
            key: match order.field {
                ResourceOrderField::Relevance => OrderKey::Relevance,
                ResourceOrderField::Title => OrderKey::Title,
                ResourceOrderField::Year => OrderKey::Year,
                ResourceOrderField::CreatedAt => OrderKey::CreatedAt,
                ResourceOrderField::UpdatedAt => OrderKey::UpdatedAt,
            },
            direction: if order.field == ResourceOrderField::Relevance { Direction::Descending } else { order.direction.into() },
        };
        order_by.unwrap_or_default().into_iter().map(key).collect()
    }
}
