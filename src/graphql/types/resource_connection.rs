//! Lists of resources: pages, and counts over the whole list.

use async_graphql::{Context, Object};

use super::facet::{self, Dimension, Facet, FacetInput, FacetOrder};
use super::resource::{Resource, ResourceEdge, ResourceOrder};
use crate::graph::{Ask, List};
use crate::graphql::connection::{Connection, PageInfo, Paging};
use crate::graphql::error::Result;
use crate::graphql::filter::ResourceFilter;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::quick::{QuickList, Quickly};

/// A page of resources, and the list that it is of.
#[derive(Debug)]
pub struct ResourceList(Connection<ResourceEdge>);

/// The same, as fields give it.
pub type ResourceConnection = Quickly<ResourceList>;

impl ResourceConnection {
    /// The page that a client asks of a list.
    pub(in crate::graphql) async fn select(
        ctx: &Context<'_>,
        list: List,
        narrowing: Narrowing<ResourceFilter>,
        order_by: Option<Vec<ResourceOrder>>,
        paging: &Paging,
    ) -> Result<Self> {
        Self::of(ctx, narrowing.ask_for_page(ctx, list, ResourceOrder::keys(order_by)).await?, paging).await
    }

    /// The page that a client asks of what was counted.
    pub async fn of(ctx: &Context<'_>, ask: Ask, paging: &Paging) -> Result<Self> {
        Ok(Self(ResourceList(Connection::find(ctx, Ok(ask), paging).await?)))
    }
}

/// A page of a list of resources: its entries, where it stands in the whole, and counts over the whole.
#[Object(name = "ResourceConnection")]
impl ResourceList {
    /// The entries with what their place in this list adds: cursor, section, position.
    fn edges(&self) -> QuickList<ResourceEdge> {
        self.0.edges_of()
    }

    /// The resources themselves: `nodes { … }` is short for `edges { node { … } }`.
    fn nodes(&self, ctx: &Context<'_>) -> Result<QuickList<Resource>> {
        self.0.nodes_of(ctx)
    }

    /// Tells if there is more, and the cursors to get it.
    fn page_info(&self, ctx: &Context<'_>) -> PageInfo {
        self.0.page_info_of(ctx)
    }

    /// The number of entries of the whole list, whatever the page.
    fn total_count(&self) -> Option<i32> {
        self.0.total()
    }

    /// Counts over the whole list, not the page, for example how many of its resources each funder paid for. The count of a value is the
    /// `totalCount` of the same list with that value added to its filter.
    async fn facets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By what to count.")] by: Vec<Dimension>,
        #[graphql(desc = "How many values of each, 1,000 at most.", default = 20)] first: i32,
        #[graphql(desc = "Only values with this in their label; case does not matter.")] text: Option<String>,
        #[graphql(desc = "Most frequent first if not said.", default)] order_by: FacetOrder,
        #[graphql(
            desc = "Count each dimension as if the filter's own condition on it were not there, inside `and` too: for facets of which several values can be chosen.",
            default
        )]
        ignore_own: bool,
    ) -> Option<Result<QuickList<Facet>>> {
        let facet = |dimension| FacetInput { dimension, first, text: text.clone(), order_by, include: None };
        let facets = by.into_iter().map(facet).collect();
        Some(facet::count(ctx, self.0.selected(), facets, ignore_own).await)
    }

    /// The same, where each facet says for itself how many values, which and in which order, and takes values that somebody chose.
    async fn facets_of(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By what to count, and which values to tell.")] dimensions: Vec<FacetInput>,
        #[graphql(
            desc = "Count each dimension as if the filter's own condition on it were not there, inside `and` too: for facets of which several values can be chosen.",
            default
        )]
        ignore_own: bool,
    ) -> Option<Result<QuickList<Facet>>> {
        Some(facet::count(ctx, self.0.selected(), dimensions, ignore_own).await)
    }
}
