//! The GraphQL schema over the catalogue. Resolvers are one expression each: the graph says which nodes, the view's loaders say what is
//! in them.

mod chosen;
mod connection;
mod context;
mod entities;
pub mod error;
mod filter;
mod lookup;
mod meant;
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
        // The library would suggest names to callers who may not read the schema. [`Validator::advise`] is for those who may.
        .disable_suggestions()
        // The edge has admitted the document's size and depth before; this is for those who execute without an edge.
        .limit_recursive_depth(limits.max_nesting as usize)
}

/// The schema as a federation gateway reads it: the text of `schema.graphql`.
pub fn sdl(schema: &Schema) -> String {
    schema.sdl_with_options(SDLExportOptions::new().federation().compose_directive())
}

/// The schema as clients read it: the same without what is for gateways only.
pub fn api_sdl(schema: &Schema) -> String {
    let sdl = schema.sdl_with_options(SDLExportOptions::new());
    let mut plain = String::with_capacity(sdl.len());
    // A description of a type is kept or dropped with the line behind it, and the fields of a type with its head.
    let (mut described, mut description) = (false, String::new());
    let mut is_dropped_type = false;
    for line in sdl.split_inclusive('\n') {
        if line.starts_with(QUOTES) {
            described = !described;
            description.push_str(line);
        } else if described {
            description.push_str(line);
        } else {
            is_dropped_type |= line.starts_with("type _Service ");
            if !is_dropped_type && !GATEWAYS.iter().any(|start| line.starts_with(start)) {
                plain.push_str(&description);
                plain.push_str(line);
            }
            description.clear();
            is_dropped_type &= !line.starts_with('}');
        }
    }
    plain
}

/// Begins and ends a description of a type.
const QUOTES: &str = "\"\"\"";

/// The beginnings of lines that are for gateways.
const GATEWAYS: [&str; 4] = ["scalar _Any", "union _Entity", "\t_service:", "\t_entities("];
