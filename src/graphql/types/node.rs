//! Nodes: everything that has an id.

use async_graphql::{Context, ID, Interface};
use entity::vocabulary::NodeKind;

use super::collection::Collection;
use super::import_run::ImportRun;
use super::keyword::Keyword;
use super::organization::Organization;
use super::person::Person;
use super::resource::Resource;
use crate::global_id;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::lookup;

/// Anything that has an id (Relay's Global Object Identification).
#[derive(Debug, Clone, Interface)]
#[graphql(field(name = "id", ty = "Result<ID>", desc = "Opaque, stable, unique among all nodes."))]
pub enum Node {
    /// A resource.
    Resource(Resource),
    /// An organization.
    Organization(Organization),
    /// A person.
    Person(Person),
    /// A keyword.
    Keyword(Keyword),
    /// A collection.
    Collection(Collection),
    /// An import run.
    ImportRun(ImportRun),
}

impl Node {
    /// The node with this id; none for an id that this catalogue never gave.
    pub(in crate::graphql) async fn find(ctx: &Context<'_>, id: &str) -> Result<Option<Self>> {
        let Some((kind, uuid)) = global_id::decode(id) else { return Ok(None) };
        if kind == NodeKind::ImportRun {
            return Ok(ctx.view().run(uuid).await?.map(|run| Self::ImportRun(run.into())));
        }
        let node = |ordinal: u32| match kind {
            NodeKind::Resource => Some(Self::Resource(Resource(ordinal))),
            NodeKind::Organization => Some(Self::Organization(Organization(ordinal))),
            NodeKind::Person => Some(Self::Person(Person(ordinal))),
            NodeKind::Keyword => Some(Self::Keyword(Keyword(ordinal))),
            NodeKind::Collection => Some(Self::Collection(Collection(ordinal))),
            NodeKind::ImportRun => None,
        };
        Ok(lookup::by_id(ctx, kind, id).and_then(node))
    }
}
