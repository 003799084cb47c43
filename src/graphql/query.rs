//! The root of queries.

use async_graphql::{Context, ID, Object};
use entity::vocabulary::{self, AgentKind};
use futures_util::future::join_all;

use super::connection::{Connection, Paging};
use super::entities::Key;
use super::error::{Error, Result};
use super::filter::{AgentFilter, KeywordFilter, ResourceFilter};
use super::lookup;
use super::narrowing::Narrowing;
use super::quick::Quickly;
use super::types::agent::AgentOrder;
use super::types::collection::{Collection, CollectionConnection};
use super::types::completeness::{self, Completeness};
use super::types::cooccurrence::{CooccurrenceAsk, CooccurrenceConnection};
use super::types::crosstab::{AxisAsk, Crosstab, CrosstabAsk};
use super::types::facet::{Dimension, FacetOrder};
use super::types::import_run::ImportRunConnection;
use super::types::keyword::{Keyword, KeywordConnection, KeywordOrder};
use super::types::node::Node;
use super::types::organization::{Organization, OrganizationConnection};
use super::types::overlap::{self, Overlap};
use super::types::person::{Person, PersonConnection};
use super::types::resource::{Resource, ResourceOrder};
use super::types::resource_connection::ResourceConnection;
use super::types::suggestion::{self, NodeKind, Suggestion};
use crate::graph::List;

/// The most ids that `nodes` takes.
const MOST_NODES: usize = 100;

/// The query root.
#[derive(Debug, Default)]
pub struct Query;

/// The root of every question: find one thing, or list many, and follow its relations as deep as you like.
#[Object]
impl Query {
    /// Anything by its id; null when the catalogue has nothing with it.
    async fn node(&self, ctx: &Context<'_>, #[graphql(desc = "An `id` that this catalogue gave.")] id: ID) -> Option<Result<Node>> {
        Node::find(ctx, &id).await.transpose()
    }

    /// Many things by their ids, in the order asked, null where there is nothing. 100 ids at most.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Ids that this catalogue gave, 100 at most.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Result<Node>>>> {
        if ids.len() > MOST_NODES {
            return Err(Error::bad_input(format!("`ids` has {} entries; {MOST_NODES} are the most. Ask in several requests.", ids.len())));
        }
        Ok(join_all(ids.iter().map(async |id| Node::find(ctx, id).await.transpose())).await)
    }

    /// One resource; null when there is none. Give exactly one argument.
    async fn resource(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<ID>,
        #[graphql(desc = "Its slug, for example `left-alone-when-the-cops-go-home`.")] slug: Option<String>,
        #[graphql(desc = "A DOI in any spelling, a landing page, or the id that its source uses.")] identifier: Option<String>,
    ) -> Option<Result<Quickly<Resource>>> {
        lookup::resource(ctx, id, slug, identifier).await.transpose().map(|found| found.map(Quickly))
    }

    /// One organization; null when there is none. Give exactly one argument.
    fn organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<ID>,
        #[graphql(desc = "Its slug, for example `mental-health-america`.")] slug: Option<String>,
        #[graphql(desc = "Its name, an alias or an acronym, in any case, for example `SAMHSA`.")] name: Option<String>,
        #[graphql(desc = "A ROR, ISNI, Wikidata or Crossref funder id in any spelling.")] identifier: Option<String>,
    ) -> Option<Result<Quickly<Organization>>> {
        let found = lookup::agent(ctx, AgentKind::Organization, id, slug, name, identifier);
        found.map(|found| found.map(|agent| Quickly(Organization(agent)))).transpose()
    }

    /// One person; null when there is none. Give exactly one argument.
    fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Their id.")] id: Option<ID>,
        #[graphql(desc = "Their slug, for example `joseph-wright`.")] slug: Option<String>,
        #[graphql(desc = "Their name or an alias, in any case.")] name: Option<String>,
        #[graphql(desc = "An ORCID iD or ISNI in any spelling.")] identifier: Option<String>,
    ) -> Option<Result<Quickly<Person>>> {
        let found = lookup::agent(ctx, AgentKind::Person, id, slug, name, identifier);
        found.map(|found| found.map(|agent| Quickly(Person(agent)))).transpose()
    }

    /// One keyword; null when there is none. Give exactly one argument.
    fn keyword(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<ID>,
        #[graphql(desc = "Its slug, for example `lived-experience`.")] slug: Option<String>,
        #[graphql(desc = "Its label or another label of it, in any case, for example `Peer support specialists` or `SIM`.")] label: Option<
            String,
        >,
    ) -> Option<Result<Quickly<Keyword>>> {
        lookup::keyword(ctx, id, slug, label).map(|found| found.map(|keyword| Quickly(Keyword(keyword)))).transpose()
    }

    /// One collection; null when there is none. Give exactly one argument.
    fn collection(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id.")] id: Option<ID>,
        #[graphql(desc = "Its slug, for example `peer-support-specialists`.")] slug: Option<String>,
    ) -> Option<Result<Quickly<Collection>>> {
        lookup::collection(ctx, id, slug).map(|found| found.map(|collection| Quickly(Collection(collection)))).transpose()
    }

    /// All resources, newest first.
    async fn resources(
        &self,
        ctx: &Context<'_>,
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
        Some(
            ResourceConnection::select(
                ctx,
                List::Resources,
                Narrowing { search, filter },
                order_by,
                &Paging { first, after, last, before },
            )
            .await,
        )
    }

    /// All organizations, by name.
    async fn organizations(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only what has this in its texts: words in any form, `\"phrases\"`, `-without`, `begin*`. Best matches come first."
        )]
        search: Option<String>,
        #[graphql(desc = "Only those that are like this; everything if not said.")] filter: Option<Box<AgentFilter>>,
        #[graphql(desc = "By name if not said.")] order_by: Option<Vec<AgentOrder>>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<Quickly<OrganizationConnection>>> {
        let ask = Narrowing { search, filter }.ask_for_page(ctx, List::Organizations, AgentOrder::keys(order_by)).await;
        Some(Connection::find(ctx, ask, &Paging { first, after, last, before }).await.map(Quickly))
    }

    /// All persons, by name.
    async fn persons(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only what has this in its texts: words in any form, `\"phrases\"`, `-without`, `begin*`. Best matches come first."
        )]
        search: Option<String>,
        #[graphql(desc = "Only those that are like this; everything if not said.")] filter: Option<Box<AgentFilter>>,
        #[graphql(desc = "By name if not said.")] order_by: Option<Vec<AgentOrder>>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<Quickly<PersonConnection>>> {
        let ask = Narrowing { search, filter }.ask_for_page(ctx, List::Persons, AgentOrder::keys(order_by)).await;
        Some(Connection::find(ctx, ask, &Paging { first, after, last, before }).await.map(Quickly))
    }

    /// All keywords, by label.
    async fn keywords(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only what has this in its texts: words in any form, `\"phrases\"`, `-without`, `begin*`. Best matches come first."
        )]
        search: Option<String>,
        #[graphql(desc = "Only those that are like this; everything if not said.")] filter: Option<Box<KeywordFilter>>,
        #[graphql(desc = "By label if not said.")] order_by: Option<Vec<KeywordOrder>>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<Quickly<KeywordConnection>>> {
        let ask = Narrowing { search, filter }.ask_for_page(ctx, List::Keywords, KeywordOrder::keys(order_by)).await;
        Some(Connection::find(ctx, ask, &Paging { first, after, last, before }).await.map(Quickly))
    }

    /// All collections, by title.
    fn collections(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<Quickly<CollectionConnection>>> {
        Some(Connection::select(ctx, List::Collections, &Paging { first, after, last, before }).map(Quickly))
    }

    /// Type-ahead: what begins with the text, or has a word that does, among titles, names, aliases, acronyms and labels.
    ///
    /// First comes what is called just so, then all kinds in turn: of each kind what begins with the text before what has it inside, and
    /// what has most resources first. The best of each kind is among the first ten. If fewer than three fit, words of four letters or more
    /// may have one letter wrong, those of eight or more two, but not the first; such suggestions come last.
    async fn suggest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is typed so far, for example `crisis in`.")] text: String,
        #[graphql(desc = "Only these kinds; all if not said.")] kinds: Option<Vec<NodeKind>>,
        #[graphql(desc = "How many, 100 at most.", default = 10)] first: i32,
    ) -> Option<Result<Vec<Suggestion>>> {
        Some(suggestion::suggest(ctx, text, kinds, first).await)
    }

    /// The number of resources that have each pair of values of two dimensions: which FUNDER supports which KEYWORD,
    /// for example. A cell counts distinct resources.
    ///
    /// A table of many values is read by pages: `rowOffset` and `columnOffset` leave out those of the pages before, and `rowCount` and
    /// `columnCount` tell how many there are. The row and the column of what has no value stand on every page.
    async fn crosstab(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Down the side.")] rows: Dimension,
        #[graphql(desc = "Along the top.")] columns: Dimension,
        #[graphql(desc = "Only of resources that have this in their texts.")] search: Option<String>,
        #[graphql(desc = "Only of resources that are like this; of all if not said.")] filter: Option<Box<ResourceFilter>>,
        #[graphql(desc = "The most rows: those of the first values in `rowOrder`, 100 at most.", default = 20)] row_limit: i32,
        #[graphql(desc = "The most columns: those of the first values in `columnOrder`, 100 at most.", default = 20)] column_limit: i32,
        #[graphql(desc = "Whether what has no value has a row and a column of its own, the last.", default = true)] include_unknown: bool,
        #[graphql(desc = "So many values in front of the rows are left out, 1,000,000 at most.", default = 0)] row_offset: i32,
        #[graphql(desc = "So many values in front of the columns are left out, 1,000,000 at most.", default = 0)] column_offset: i32,
        #[graphql(desc = "The order of the rows: most frequent first if not said, years too. LABEL_ASC has years in order.", default)]
        row_order: FacetOrder,
        #[graphql(desc = "The order of the columns: most frequent first if not said, years too. LABEL_ASC has years in order.", default)]
        column_order: FacetOrder,
        #[graphql(
            desc = "Chosen values that have a row on every page, 100 at most: each as the `value` of a header, or the slug of a node. What is not in the catalogue is left out."
        )]
        include_rows: Option<Vec<String>>,
        #[graphql(
            desc = "Chosen values that have a column on every page, 100 at most: each as the `value` of a header, or the slug of a node. What is not in the catalogue is left out."
        )]
        include_columns: Option<Vec<String>>,
    ) -> Option<Result<Crosstab>> {
        let rows = AxisAsk { dimension: rows, order: row_order, offset: row_offset, limit: row_limit, include: include_rows };
        let columns =
            AxisAsk { dimension: columns, order: column_order, offset: column_offset, limit: column_limit, include: include_columns };
        Some(CrosstabAsk { rows, columns, of: Narrowing { search, filter }, include_unknown }.count(ctx).await)
    }

    /// Pairs of values of one dimension that resources have together, the most frequent first: topics that go together, producers that work
    /// together, funders of the same resources. A resource has one year, one format, one licence and one language, so
    /// these have no pairs.
    async fn cooccurrence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Pairs of what.")] dimension: Dimension,
        #[graphql(desc = "Only of resources that have this in their texts.")] search: Option<String>,
        #[graphql(desc = "Only in resources that are like this; in all if not said.")] filter: Option<Box<ResourceFilter>>,
        #[graphql(desc = "Only pairs that so many resources have.", default = 1)] min_count: i32,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
    ) -> Option<Result<CooccurrenceConnection>> {
        Some(CooccurrenceAsk { dimension, of: Narrowing { search, filter }, min_count, first, after }.find(ctx).await)
    }

    /// The overlap of values of one dimension in another: the number of topics that two funders have in common, for
    /// example. The pairs that share most come first; of the 400 most frequent values.
    async fn overlap(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Pairs of what.")] of: Dimension,
        #[graphql(desc = "What they may have in common.")] by: Dimension,
        #[graphql(desc = "Only of resources that have this in their texts.")] search: Option<String>,
        #[graphql(desc = "Only in resources that are like this; in all if not said.")] filter: Option<Box<ResourceFilter>>,
        #[graphql(desc = "How many pairs, 1,000 at most.", default = 20)] first: i32,
    ) -> Option<Result<Vec<Overlap>>> {
        Some(overlap::find(ctx, of, by, Narrowing { search, filter }, first).await)
    }

    /// The fields that the records lack: how many have no year, name no funder, and so on.
    async fn completeness(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of resources that have this in their texts.")] search: Option<String>,
        #[graphql(desc = "Only resources that are like this; all if not said.")] filter: Option<Box<ResourceFilter>>,
    ) -> Option<Result<Completeness>> {
        Some(completeness::look(ctx, Narrowing { search, filter }).await)
    }

    /// The imports that filled the catalogue, newest first.
    async fn import_runs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of each source only the last import that ended: `totalCount` is the number of such sources.", default)]
        last_of_source: bool,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<ImportRunConnection>> {
        Some(ImportRunConnection::select(ctx, last_of_source, &Paging { first, after, last, before }).await)
    }

    #[graphql(entity)]
    async fn resource_by_id(&self, ctx: &Context<'_>, id: Key) -> Option<Resource> {
        lookup::by_id(ctx, vocabulary::NodeKind::Resource, id.text()?).map(Resource)
    }

    #[graphql(entity)]
    async fn resource_by_slug(&self, ctx: &Context<'_>, slug: Key) -> Option<Resource> {
        lookup::resource_by_slug(ctx, slug.text()?).map(Resource)
    }

    #[graphql(entity)]
    async fn resource_by_doi(&self, ctx: &Context<'_>, doi: Key) -> Option<Result<Resource>> {
        lookup::resource_by_doi(ctx, doi.text()?).await.transpose()
    }

    #[graphql(entity)]
    async fn organization_by_id(&self, ctx: &Context<'_>, id: Key) -> Option<Organization> {
        lookup::by_id(ctx, vocabulary::NodeKind::Organization, id.text()?).map(Organization)
    }

    #[graphql(entity)]
    async fn organization_by_slug(&self, ctx: &Context<'_>, slug: Key) -> Option<Organization> {
        lookup::agent_by_slug(ctx, AgentKind::Organization, slug.text()?).map(Organization)
    }

    #[graphql(entity)]
    async fn organization_by_ror(&self, ctx: &Context<'_>, ror: Key) -> Option<Organization> {
        lookup::agent_by_identifier(ctx, AgentKind::Organization, lookup::ror(ror.text()?)?).map(Organization)
    }

    #[graphql(entity)]
    async fn person_by_id(&self, ctx: &Context<'_>, id: Key) -> Option<Person> {
        lookup::by_id(ctx, vocabulary::NodeKind::Person, id.text()?).map(Person)
    }

    #[graphql(entity)]
    async fn person_by_slug(&self, ctx: &Context<'_>, slug: Key) -> Option<Person> {
        lookup::agent_by_slug(ctx, AgentKind::Person, slug.text()?).map(Person)
    }

    #[graphql(entity)]
    async fn person_by_orcid(&self, ctx: &Context<'_>, orcid: Key) -> Option<Person> {
        lookup::agent_by_identifier(ctx, AgentKind::Person, lookup::orcid(orcid.text()?)?).map(Person)
    }

    #[graphql(entity)]
    async fn keyword_by_id(&self, ctx: &Context<'_>, id: Key) -> Option<Keyword> {
        lookup::by_id(ctx, vocabulary::NodeKind::Keyword, id.text()?).map(Keyword)
    }

    #[graphql(entity)]
    async fn keyword_by_slug(&self, ctx: &Context<'_>, slug: Key) -> Option<Keyword> {
        lookup::keyword_by_slug(ctx, slug.text()?).map(Keyword)
    }

    #[graphql(entity)]
    async fn keyword_by_uri(&self, ctx: &Context<'_>, uri: Key) -> Option<Keyword> {
        lookup::keyword_by_uri(ctx, uri.text()?).map(Keyword)
    }

    #[graphql(entity)]
    async fn collection_by_id(&self, ctx: &Context<'_>, id: Key) -> Option<Collection> {
        lookup::by_id(ctx, vocabulary::NodeKind::Collection, id.text()?).map(Collection)
    }

    #[graphql(entity)]
    async fn collection_by_slug(&self, ctx: &Context<'_>, slug: Key) -> Option<Collection> {
        lookup::collection_by_slug(ctx, slug.text()?).map(Collection)
    }
}
