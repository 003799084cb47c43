//! Where in a resource what was searched for stands.

use async_graphql::{Context, Enum, SimpleObject};

use super::resource::Resource;
use crate::graph::Matches;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;

/// A text in which what was searched for stands.
#[derive(Debug, SimpleObject)]
pub struct SearchMatch {
    /// Which text.
    pub field: SearchField,
    /// The part of it that matters, as HTML: found words in `<mark>`, everything else escaped, `…` where the text goes on. For example
    /// `Responding to <mark>Crises</mark>`.
    pub snippet: String,
}

/// The texts of a resource that are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum SearchField {
    /// Its title.
    Title,
    /// Its description.
    Description,
    /// A label of one of its keywords.
    Keyword,
    /// A name of one of its producers.
    Producer,
    /// A name of one of its funders.
    Funder,
}

/// Where what a search is for stands in a resource: title, description, then labels and names in the resource's order.
pub(super) async fn find(ctx: &Context<'_>, matches: &Matches, resource: Resource) -> Result<Vec<SearchMatch>> {
    let (graph, view) = (ctx.graph(), ctx.view());
    let node = resource.node(graph)?;
    let record = resource.record(ctx).await?;
    let title = std::iter::once((SearchField::Title, node.title()));
    let description = record.as_ref().and_then(|record| record.description.as_deref()).map(|text| (SearchField::Description, text));
    let keywords = node.subjects().filter_map(|keyword| graph.keyword(keyword)).flat_map(|keyword| {
        std::iter::once(keyword.label()).chain(keyword.alt_labels().iter().map(String::as_str)).map(|text| (SearchField::Keyword, text))
    });
    let producers = node.contributions().filter(|(_, role)| role.is_producer()).map(|(agent, _)| (SearchField::Producer, agent));
    let funders = node.fundings().map(|(agent, _)| (SearchField::Funder, agent));
    let names = producers.chain(funders).filter_map(|(field, agent)| Some((field, graph.agent(agent)?))).flat_map(|(field, agent)| {
        std::iter::once(agent.name()).chain(agent.names().iter().map(|name| name.value.as_str())).map(move |text| (field, text))
    });
    let mut seen = Vec::new();
    let mut found = Vec::new();
    for (field, text) in title.chain(description).chain(keywords).chain(names) {
        if !seen.contains(&(field, text)) {
            seen.push((field, text));
            found.extend(view.snippet(matches, text).map(|snippet| SearchMatch { field, snippet }));
        }
    }
    Ok(found)
}
