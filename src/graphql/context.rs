//! The values that resolvers find in their context.

use async_graphql::ContextBase;

use crate::catalog::View;
use crate::graph::Graph;

/// Shorthands for what every request carries.
pub(super) trait ContextExt<'a> {
    /// The catalogue as this request sees it.
    fn view(&self) -> &'a View;

    /// The graph of this request.
    fn graph(&self) -> &'a Graph;
}

impl<'a, T> ContextExt<'a> for ContextBase<'a, T> {
    fn view(&self) -> &'a View {
        self.data_unchecked::<View>()
    }

    fn graph(&self) -> &'a Graph {
        &self.view().graph
    }
}
