//! Finding one node by what a client knows of it.

use async_graphql::{Context, ID};
use entity::vocabulary::{AgentKind, IdentifierScheme, NodeKind};

use super::context::ContextExt;
use super::error::{Error, Result};
use super::types::resource::Resource;
use crate::global_id;
use crate::graph::Graph;
use crate::identifier::{self, Identifier};

/// Candidates that an ambiguous look-up names.
const MOST_CANDIDATES: usize = 10;

/// The one argument that was given, with its name.
fn only<const N: usize>(arguments: [(&'static str, Option<String>); N]) -> Result<(&'static str, String)> {
    let names = arguments.each_ref().map(|(name, _)| format!("`{name}`")).join(", ");
    let mut given = arguments.into_iter().filter_map(|(name, value)| Some((name, value?)));
    match (given.next(), given.next()) {
        (Some(argument), None) => Ok(argument),
        _ => Err(Error::bad_input(format!("Give exactly one of {names}."))),
    }
}

pub(super) async fn resource(
    ctx: &Context<'_>,
    id: Option<ID>,
    slug: Option<String>,
    identifier: Option<String>,
) -> Result<Option<Resource>> {
    let (name, value) = only([("id", id.map(|id| id.0)), ("slug", slug), ("identifier", identifier)])?;
    Ok(match name {
        "id" => by_id(ctx, NodeKind::Resource, &value).map(Resource),
        "slug" => resource_by_slug(ctx, &value).map(Resource),
        _ => resource_by_identifier(ctx, &value).await?,
    })
}

async fn resource_by_identifier(ctx: &Context<'_>, text: &str) -> Result<Option<Resource>> {
    // What looks like an identifier of a registry may still be a page, or a source's own id.
    let others = [IdentifierScheme::Url, IdentifierScheme::Local].into_iter().filter_map(|scheme| Identifier::parse(scheme, text));
    let mut tried = None;
    for identifier in Identifier::detect(text).into_iter().chain(others) {
        if tried.as_ref() == Some(&identifier) {
            continue;
        }
        let is_page = identifier.scheme == IdentifierScheme::Url;
        let page = if is_page { ctx.view().resource_at(identifier.value.clone()).await? } else { None };
        let found = match page {
            Some(id) => Some(id),
            None => ctx.view().resource_identified(identifier.clone()).await?,
        };
        if let Some(id) = found {
            return Ok(ctx.graph().find_resource(&id).map(Resource));
        }
        tried = Some(identifier);
    }
    Ok(None)
}

pub(super) async fn resource_by_doi(ctx: &Context<'_>, doi: &str) -> Result<Option<Resource>> {
    let Some(doi) = Identifier::parse(IdentifierScheme::Doi, doi) else { return Ok(None) };
    let found = ctx.view().resource_identified(doi).await?;
    Ok(found.and_then(|id| ctx.graph().find_resource(&id)).map(Resource))
}

pub(super) fn agent(
    ctx: &Context<'_>,
    kind: AgentKind,
    id: Option<ID>,
    slug: Option<String>,
    name: Option<String>,
    identifier: Option<String>,
) -> Result<Option<u32>> {
    let arguments = [("id", id.map(|id| id.0)), ("slug", slug), ("name", name), ("identifier", identifier)];
    let (argument, value) = only(arguments)?;
    let graph = ctx.graph();
    Ok(match argument {
        "id" => by_id(ctx, crate::store::agent::node_kind(kind), &value),
        "slug" => agent_by_slug(ctx, kind, &value),
        "name" => {
            let found = graph.agents_by_name(kind, &value);
            unambiguous(&value, &found, |agent| {
                let node = graph.agent(agent)?;
                Some(format!("`{}` (slug `{}`)", node.name(), node.slug()))
            })?
        }
        _ => Identifier::detect(&value).and_then(|identifier| agent_by_identifier(ctx, kind, identifier)),
    })
}

pub(super) fn keyword(ctx: &Context<'_>, id: Option<ID>, slug: Option<String>, label: Option<String>) -> Result<Option<u32>> {
    let (argument, value) = only([("id", id.map(|id| id.0)), ("slug", slug), ("label", label)])?;
    let graph = ctx.graph();
    Ok(match argument {
        "id" => by_id(ctx, NodeKind::Keyword, &value),
        "slug" => keyword_by_slug(ctx, &value),
        _ => unambiguous(&value, &graph.keywords_by_label(&value), |keyword| {
            let node = graph.keyword(keyword)?;
            Some(format!("`{}` (slug `{}`)", node.label(), node.slug()))
        })?,
    })
}

pub(super) fn collection(ctx: &Context<'_>, id: Option<ID>, slug: Option<String>) -> Result<Option<u32>> {
    let (argument, value) = only([("id", id.map(|id| id.0)), ("slug", slug)])?;
    Ok(if argument == "id" { by_id(ctx, NodeKind::Collection, &value) } else { collection_by_slug(ctx, &value) })
}

/// The one node that a name fits; several are the client's to choose from.
fn unambiguous(text: &str, found: &[u32], describe: impl Fn(u32) -> Option<String>) -> Result<Option<u32>> {
    if let [] | [_] = found {
        return Ok(found.first().copied());
    }
    let candidates: Vec<String> = found.iter().take(MOST_CANDIDATES).filter_map(|node| describe(*node)).collect();
    Err(Error::bad_input(format!("`{text}` fits {} of them: {}. Ask by slug or id.", found.len(), candidates.join(", "))))
}

/// The ordinal of the node of this kind with this global id.
pub(super) fn by_id(ctx: &Context<'_>, kind: NodeKind, id: &str) -> Option<u32> {
    let (found, id) = global_id::decode(id)?;
    if found != kind {
        return None;
    }
    let graph = ctx.graph();
    let agent = |kind: AgentKind| graph.find_agent(&id).filter(|agent| is_kind(graph, *agent, kind));
    match kind {
        NodeKind::Resource => graph.find_resource(&id),
        NodeKind::Organization => agent(AgentKind::Organization),
        NodeKind::Person => agent(AgentKind::Person),
        NodeKind::Keyword => graph.find_keyword(&id),
        NodeKind::Collection => graph.find_collection(&id),
        NodeKind::ImportRun => None,
    }
}

fn is_kind(graph: &Graph, agent: u32, kind: AgentKind) -> bool {
    graph.agent(agent).is_some_and(|node| node.kind() == kind)
}

pub(super) fn resource_by_slug(ctx: &Context<'_>, slug: &str) -> Option<u32> {
    ctx.graph().resource_by_slug(slug)
}

pub(super) fn agent_by_slug(ctx: &Context<'_>, kind: AgentKind, slug: &str) -> Option<u32> {
    ctx.graph().agent_by_slug(kind, slug)
}

pub(super) fn agent_by_identifier(ctx: &Context<'_>, kind: AgentKind, identifier: Identifier) -> Option<u32> {
    ctx.graph().agent_by_identifier(kind, &identifier)
}

pub(super) fn keyword_by_slug(ctx: &Context<'_>, slug: &str) -> Option<u32> {
    ctx.graph().keyword_by_slug(slug)
}

pub(super) fn keyword_by_uri(ctx: &Context<'_>, uri: &str) -> Option<u32> {
    ctx.graph().keyword_by_uri(&identifier::uri(uri)?)
}

pub(super) fn collection_by_slug(ctx: &Context<'_>, slug: &str) -> Option<u32> {
    ctx.graph().collection_by_slug(slug)
}

pub(super) fn ror(text: &str) -> Option<Identifier> {
    Identifier::parse(IdentifierScheme::Ror, text)
}

pub(super) fn orcid(text: &str) -> Option<Identifier> {
    Identifier::parse(IdentifierScheme::Orcid, text)
}
