//! The GraphQL schema over the catalogue. Resolvers are one expression each: the graph says which nodes, the view's loaders say what is
//! in them.

mod connection;
mod context;
mod entities;
pub mod error;
mod filter;
mod lookup;
mod narrowing;
mod order;
mod query;
mod quick;
mod ranked;
mod selection;
mod statements;
mod subscription;
mod types;
mod validator;

use async_graphql::{EmptyMutation, SDLExportOptions, SchemaBuilder, ValidationMode};

pub use self::connection::PAGE_SIZE;
pub use self::entities::Root;
pub use self::selection::{RootList, Selection, dimension, facet_value};
pub use self::subscription::Subscription;
use self::types::agent::Agent;
use self::types::node::Node;
pub use self::validator::Validator;
use crate::limits::Limits;

/// The schema. Requests bring their [`crate::catalog::View`] as data.
pub type Schema = async_graphql::Schema<Root, EmptyMutation, Subscription>;

/// Builds the schema. It executes what a [`Validator`] found no fault with: validation would cost as much as many an execution, and
/// documents come again.
pub fn schema(limits: &Limits) -> Schema {
    builder(limits).validation_mode(ValidationMode::Fast).finish()
}

fn builder(limits: &Limits) -> SchemaBuilder<Root, EmptyMutation, Subscription> {
    async_graphql::Schema::build(Root, EmptyMutation, Subscription)
        .enable_federation()
        .enable_subscription_in_federation()
        .register_output_type::<Agent>()
        .register_output_type::<Node>()
        // The edge has admitted the document's size and depth before; this is for those who execute without an edge.
        .limit_recursive_depth(limits.max_nesting as usize)
}

/// The schema as a federation gateway reads it: the text of `schema.graphql`.
pub fn sdl(schema: &Schema) -> String {
    schema.sdl_with_options(SDLExportOptions::new().federation().compose_directive())
}
