//! The places in a resource where the words of a search stand.

use std::collections::HashSet;

use async_graphql::{Context, Enum, SimpleObject};
use futures_util::future::try_join_all;

use super::resource::Resource;
use crate::graph::Matches;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::model::Note;
use crate::store::resource::note;
use crate::text::Snippet;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum SearchField {
    /// Its title.
    Title,
    /// Its description.
    Description,
    /// A note: its label and its value.
    Note,
    /// A label of one of its keywords.
    Keyword,
    /// A name of one of its producers.
    Producer,
    /// A name of one of its funders.
    Funder,
    /// The number or the title of an award. Awards are looked at where the other texts do not have all that was searched for.
    Award,
}

/// The texts of a resource that hold the searched words: title, description, notes, then labels, names and awards in the resource's order.
pub(super) async fn find(ctx: &Context<'_>, matches: &Matches, resource: Resource) -> Result<Vec<SearchMatch>> {
    let (graph, view) = (ctx.graph(), ctx.view());
    let node = resource.node(graph)?;
    let record = resource.record(ctx).await?;
    let title = std::iter::once((SearchField::Title, node.title()));
    let description = record.as_ref().and_then(|record| record.description.as_deref()).map(|text| (SearchField::Description, text));
    let notes: Vec<String> =
        record.as_ref().map(|record| note::all(record.notes.as_deref())).unwrap_or_default().iter().map(Note::text).collect();
    let notes = notes.iter().map(|text| (SearchField::Note, text.as_str()));
    let keywords = node.subjects().filter_map(|keyword| graph.keyword(keyword)).flat_map(|keyword| {
        std::iter::once(keyword.label()).chain(keyword.alt_labels().iter().map(String::as_str)).map(|text| (SearchField::Keyword, text))
    });
    let producers = node.contributions().filter(|(_, role)| role.is_producer()).map(|(agent, _)| (SearchField::Producer, agent));
    let funders = node.fundings().map(|(agent, _)| (SearchField::Funder, agent));
    let names = producers.chain(funders).filter_map(|(field, agent)| Some((field, graph.agent(agent)?))).flat_map(|(field, agent)| {
        std::iter::once(agent.name()).chain(agent.names().iter().map(|name| name.value.as_str())).map(move |text| (field, text))
    });
    let mut seen = HashSet::new();
    let (mut found, mut is_found) = (Vec::new(), 0);
    for (field, text) in title.chain(description).chain(notes).chain(keywords).chain(names) {
        if seen.insert((field, text))
            && let Some(Snippet { html, found: bits }) = view.snippet(matches, text)
        {
            found.push(SearchMatch { field, snippet: html });
            is_found |= bits;
        }
    }
    // To look at awards may take a statement.
    if is_found != view.sought(matches) {
        let statements = node.fundings().filter_map(|(agent, kind)| Some(view.funding(node.id(), graph.agent(agent)?.id(), kind)));
        for statement in try_join_all(statements).await?.into_iter().flatten() {
            let texts = statement.awards.into_iter().flat_map(|award| award.number.into_iter().chain(award.title));
            let snippets = texts.filter_map(|text| view.snippet(matches, &text));
            found.extend(snippets.map(|snippet| SearchMatch { field: SearchField::Award, snippet: snippet.html }));
        }
    }
    Ok(found)
}
