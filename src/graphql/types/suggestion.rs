//! Type-ahead.

use async_graphql::{Context, Enum, SimpleObject};

use super::collection::Collection;
use super::facet::bounded;
use super::keyword::Keyword;
use super::node::Node;
use super::organization::Organization;
use super::person::Person;
use super::resource::Resource;
use crate::catalog::Suggested;
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::text::Kind;

/// The most suggestions.
const MOST: i32 = 100;

/// The kind of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "Kind")]
pub enum NodeKind {
    /// A resource.
    Resource,
    /// An organization.
    Organization,
    /// A person.
    Person,
    /// A keyword.
    Keyword,
    /// A collection.
    Collection,
}

/// Something that could be meant by what is typed.
#[derive(Debug, SimpleObject)]
pub struct Suggestion {
    /// The kind of the node.
    pub kind: NodeKind,
    /// The thing itself.
    pub node: Node,
    /// The text to show: its title, name or label.
    pub text: String,
    /// The title, name, alias, acronym or label by which it was found, for example `SAMHSA`.
    pub matched: String,
}

/// Returns the nodes that could be meant.
pub(in crate::graphql) async fn suggest(
    ctx: &Context<'_>,
    text: String,
    kinds: Option<Vec<NodeKind>>,
    first: i32,
) -> Result<Vec<Suggestion>> {
    let first = bounded("first", first, MOST)?;
    let mut asked: Vec<Kind> = Vec::new();
    for kind in kinds.map_or_else(|| Kind::ALL.to_vec(), |kinds| kinds.into_iter().map(Into::into).collect()) {
        if !asked.contains(&kind) {
            asked.push(kind);
        }
    }
    let graph = ctx.graph();
    let suggestion = |Suggested { kind, node, matched }: Suggested| {
        let agent = || graph.agent(node).map(|agent| agent.name().to_owned());
        let (thing, text) = match kind {
            Kind::Resource => (Node::Resource(Resource(node)), graph.resource(node).map(|resource| resource.title().to_owned())),
            Kind::Organization => (Node::Organization(Organization(node)), agent()),
            Kind::Person => (Node::Person(Person(node)), agent()),
            Kind::Keyword => (Node::Keyword(Keyword(node)), graph.keyword(node).map(|keyword| keyword.label().to_owned())),
            Kind::Collection => {
                (Node::Collection(Collection(node)), graph.collection(node).map(|collection| collection.title().to_owned()))
            }
        };
        Ok(Suggestion { kind: kind.into(), node: thing, text: text.ok_or_else(Error::gone)?, matched })
    };
    ctx.view().suggest(asked, text, first).await?.into_iter().map(suggestion).collect()
}
