//! Relay connections: one shape for every list of nodes (Relay Cursor Connections Specification).

use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject, TypeName};

use super::context::ContextExt;
use super::error::{Error, Result};
use super::quick::{Quick, QuickList};
use crate::graph::{Ask, Cursor, Entry, FEW, Graph, Page, Window};

/// The page size when none is said.
pub const PAGE_SIZE: u64 = 20;
const DEFAULT_SIZE: i32 = PAGE_SIZE as i32;
/// The largest page.
const LARGEST_SIZE: i32 = 100;

/// The arguments of a page.
#[derive(Debug, Default)]
pub struct Paging {
    /// From the front.
    pub first: Option<i32>,
    /// Behind a cursor.
    pub after: Option<String>,
    /// From the back.
    pub last: Option<i32>,
    /// In front of a cursor.
    pub before: Option<String>,
}

impl Paging {
    /// Returns the number of entries, and true when they are taken from the back.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` when both `first` and `last` are given, or one is negative or too large.
    pub fn size(&self) -> Result<(usize, bool)> {
        let (name, size, backwards) = match (self.first, self.last) {
            (Some(_), Some(_)) => return Err(Error::bad_input("Give `first` or `last`, not both.")),
            (None, Some(last)) => ("last", last, true),
            (first, None) => ("first", first.unwrap_or(DEFAULT_SIZE), false),
        };
        match usize::try_from(size) {
            Ok(limit) if size <= LARGEST_SIZE => Ok((limit, backwards)),
            _ => Err(Error::bad_input(format!("`{name}` is {size}; it must be between 0 and {LARGEST_SIZE}. Page with cursors for more."))),
        }
    }

    fn window(&self) -> Result<Window> {
        let (limit, backwards) = self.size()?;
        let decode = |text: &Option<String>| text.as_deref().map(Cursor::decode).transpose();
        Ok(Window { limit, backwards, after: decode(&self.after)?, before: decode(&self.before)? })
    }
}

/// A page, and what was asked for: cursors are made from it.
#[derive(Debug)]
pub struct Selected {
    /// The list, the condition and the order that were asked for.
    pub ask: Ask,
    page: Page,
}

impl Selected {
    /// Returns true when its nodes are found and counted by so many values in no time.
    pub(super) fn is_quick(&self, values: usize) -> bool {
        self.ask.is_quick() && self.page.total.saturating_mul(values) <= FEW * 4
    }

    /// The cursor of an entry.
    pub fn cursor(&self, graph: &Graph, entry: &Entry) -> String {
        graph.cursor(&self.ask, entry)
    }
}

/// An edge type: how an entry of a list is shown.
pub trait Edge: Quick {
    /// The node that the edge leads to.
    type Node: Quick;
    /// The name of its connection type.
    const CONNECTION: &'static str;

    /// The edge of an entry.
    fn new(selected: &Arc<Selected>, entry: Entry) -> Self;

    /// Returns the node that an entry leads to.
    fn node(graph: &Graph, entry: &Entry) -> Result<Self::Node>;
}

/// A page of a list.
#[derive(Debug)]
pub struct Connection<E> {
    selected: Arc<Selected>,
    edge: PhantomData<fn() -> E>,
}

impl<E: Edge> Connection<E> {
    /// The page that a client asks for.
    pub fn select(ctx: &Context<'_>, ask: impl Into<Ask>, paging: &Paging) -> Result<Self> {
        let ask = ask.into();
        let page = ctx.graph().select(&ask, &paging.window()?, ctx.view().deadline)?;
        Ok(Self { selected: Arc::new(Selected { ask, page }), edge: PhantomData })
    }

    /// The page of what may take long to find: if so, on a thread that answers nobody else.
    pub async fn find(ctx: &Context<'_>, ask: Result<Ask>, paging: &Paging) -> Result<Self> {
        let ask = ask?;
        if ask.is_quick() {
            return Self::select(ctx, ask, paging);
        }
        let window = paging.window()?;
        let finding = ctx.view().count(move |graph, deadline| {
            let page = graph.select(&ask, &window, deadline);
            Ok((ask, page))
        });
        let (ask, page) = finding.await?;
        Ok(Self { selected: Arc::new(Selected { ask, page: page? }), edge: PhantomData })
    }

    pub(super) fn edges_of(&self) -> QuickList<E> {
        QuickList(self.selected.page.entries.iter().map(|entry| E::new(&self.selected, *entry)).collect())
    }

    pub(super) fn nodes_of(&self, ctx: &Context<'_>) -> Result<QuickList<E::Node>> {
        self.selected.page.entries.iter().map(|entry| E::node(ctx.graph(), entry)).collect::<Result<_>>().map(QuickList)
    }

    pub(super) fn page_info_of(&self, ctx: &Context<'_>) -> PageInfo {
        let page = &self.selected.page;
        let cursor = |entry: Option<&Entry>| entry.map(|entry| self.selected.cursor(ctx.graph(), entry));
        PageInfo {
            has_next_page: page.has_next,
            has_previous_page: page.has_previous,
            start_cursor: cursor(page.entries.first()),
            end_cursor: cursor(page.entries.last()),
        }
    }

    pub(super) fn total(&self) -> Option<i32> {
        i32::try_from(self.selected.page.total).ok()
    }

    /// Returns the list, the condition, the order and the page that were asked for.
    pub fn selected(&self) -> &Selected {
        &self.selected
    }
}

impl<E: Edge> TypeName for Connection<E> {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(E::CONNECTION)
    }
}

/// A page of a list: its entries, where it stands in the whole, and how long the whole is.
#[Object(name_type)]
impl<E: Edge> Connection<E> {
    /// The entries with what their place in this list adds: cursor, role, position, provenance.
    fn edges(&self) -> QuickList<E> {
        self.edges_of()
    }

    /// The entries themselves: `nodes { … }` is short for `edges { node { … } }`.
    fn nodes(&self, ctx: &Context<'_>) -> Result<QuickList<E::Node>> {
        self.nodes_of(ctx)
    }

    /// Tells if there is more, and the cursors to get it.
    fn page_info(&self, ctx: &Context<'_>) -> PageInfo {
        self.page_info_of(ctx)
    }

    /// The number of entries of the whole list, whatever the page.
    fn total_count(&self) -> Option<i32> {
        self.total()
    }
}

/// The place of a page in its list.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(shareable)]
pub struct PageInfo {
    /// True when something comes behind this page: ask again with `after: endCursor`.
    pub has_next_page: bool,
    /// True when something comes in front of this page: ask with `last` and `before: startCursor`.
    pub has_previous_page: bool,
    /// The cursor of the page's first entry; null when the page is empty.
    pub start_cursor: Option<String>,
    /// The cursor of the page's last entry; null when the page is empty.
    pub end_cursor: Option<String>,
}
