//! The page of a keyword.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::answer::{Agent, Card, CountedShape, Keyword, NodesShape, web};
use super::ask::PageDocument;
use super::frame::{SiteFrame, page};
use super::jsonld;
use super::links::PageLinks;
use super::thing::Thing;
use super::visit::Visit;
use crate::format::ExportKind;
use crate::http::error::Refusal;

pub(super) static DOCUMENT: PageDocument =
    PageDocument::new(concat!(include_str!("documents/keyword.graphql"), include_str!("documents/card.graphql")));

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KeywordProfile {
    pub(super) slug: String,
    pub(super) label: String,
    pub(super) alt_labels: Vec<String>,
    pub(super) scope_note: Option<String>,
    pub(super) scheme: Option<String>,
    pub(super) uri: Option<String>,
    broader: Vec<Keyword>,
    narrower: Vec<Keyword>,
    related: Vec<Keyword>,
    resources: NodesShape<Card>,
    funders: NodesShape<CountedShape<Agent>>,
    producers: NodesShape<CountedShape<Agent>>,
    cooccurring: NodesShape<CountedShape<Keyword>>,
}

impl KeywordProfile {
    fn link(&self) -> Option<&str> {
        web(self.uri.as_ref())
    }
}

impl Thing for KeywordProfile {
    const NOUN: &'static str = "keywords";
    const EXPORT: Option<ExportKind> = Some(ExportKind::Keywords);
    const CURSORS: &'static [&'static str] = &["funders", "producers", "cooccurring"];

    fn document() -> &'static PageDocument {
        &DOCUMENT
    }

    fn slug(&self) -> &str {
        &self.slug
    }

    fn title(&self) -> &str {
        &self.label
    }

    fn summary(&self) -> String {
        let titles = self.resources.nodes.iter().take(3).map(|card| card.title.as_str());
        self.scope_note.clone().unwrap_or_else(|| titles.collect::<Vec<_>>().join(" · "))
    }

    fn kind(&self) -> &'static str {
        "DefinedTerm"
    }

    fn cite_as(&self) -> Option<String> {
        self.link().map(str::to_owned)
    }

    fn data(&self, to: PageLinks<'_>) -> Value {
        jsonld::keyword(self, to)
    }

    fn page(&self, visit: &Visit, frame: SiteFrame<'_>) -> Result<Response, Refusal> {
        page(visit, &KeywordPage { frame, keyword: self })
    }
}

impl KeywordPage<'_> {
    /// Returns the agents that have to do with the keyword: title, parameter of the next part, list, condition.
    fn parties(&self) -> impl Iterator<Item = (&'static str, &'static str, &NodesShape<CountedShape<Agent>>, &'static str)> {
        let (t, keyword) = (self.frame.t, self.keyword);
        [(t.keyword_funders, "funders", &keyword.funders, "funder"), (t.keyword_producers, "producers", &keyword.producers, "maker")]
            .into_iter()
            .filter(|(_, _, list, _)| list.total_count > 0)
    }

    /// Returns the keywords that a vocabulary puts around this one.
    fn kin(&self) -> impl Iterator<Item = (&'static str, &[Keyword])> {
        let (t, keyword) = (self.frame.t, self.keyword);
        [(t.broader, &keyword.broader), (t.narrower, &keyword.narrower), (t.related, &keyword.related)]
            .into_iter()
            .map(|(title, list)| (title, list.as_slice()))
            .filter(|(_, list)| !list.is_empty())
    }
}

#[derive(Template)]
#[template(path = "keyword.html")]
struct KeywordPage<'a> {
    frame: SiteFrame<'a>,
    keyword: &'a KeywordProfile,
}
