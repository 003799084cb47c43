//! The arguments of a list beside the page: the search and the filter.

use std::sync::Arc;

use async_graphql::Context;

use super::context::ContextExt;
use super::error::Result;
use super::filter::{Filter, Place};
use crate::catalog::View;
use crate::graph::{Ask, List, OrderBy};
use crate::text::Kind;

/// A search and a filter.
#[derive(Debug)]
pub(super) struct Narrowing<F> {
    /// The text that was typed.
    pub(super) search: Option<String>,
    /// The condition that must hold. Filters have many fields, and a resolver that takes one is moved about before it
    /// begins.
    pub(super) filter: Option<Box<F>>,
}

impl<F: Filter> Narrowing<F> {
    /// Returns what is asked of a list when the field that is resolved shows a page of it. A search that only counts
    /// needs no scores.
    pub(super) async fn ask_for_page(self, ctx: &Context<'_>, list: List, order: Vec<OrderBy>) -> Result<Ask> {
        let shows_entries = || ["nodes", "edges", "pageInfo"].iter().any(|field| ctx.look_ahead().field(field).exists());
        let with_scores = self.search.is_some() && shows_entries();
        self.put(ctx, list, order, with_scores).await
    }

    /// Returns what is asked of a list.
    pub(super) async fn ask(self, ctx: &Context<'_>, list: List) -> Result<Ask> {
        self.put(ctx, list, Vec::new(), true).await
    }

    async fn put(self, ctx: &Context<'_>, list: List, order: Vec<OrderBy>, with_scores: bool) -> Result<Ask> {
        self.narrow(ctx.view(), list, order, with_scores).await
    }

    /// Returns what is asked of a list that a view shows.
    pub(super) async fn narrow(self, view: &View, list: List, order: Vec<OrderBy>, with_scores: bool) -> Result<Ask> {
        let condition = self.filter.map(|filter| filter.condition(&view.graph, &Place::ARGUMENT)).transpose()?;
        let matches = match self.search {
            Some(text) => view.search(kind(list), &text, with_scores).await?,
            None => None,
        };
        Ok(Ask { list, condition: condition.map(Arc::new), matches, order })
    }
}

/// Returns the kind of nodes that are searched for in a list.
fn kind(list: List) -> Kind {
    match list {
        List::Organizations => Kind::Organization,
        List::Persons => Kind::Person,
        List::Keywords => Kind::Keyword,
        List::Collections => Kind::Collection,
        _ => Kind::Resource,
    }
}
