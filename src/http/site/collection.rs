//! The page of a collection: its resources under its headings, in page order.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::answer::{Card, Edges, Provenance};
use super::ask::Document;
use super::frame::{Frame, page};
use super::jsonld;
use super::links::Links;
use super::sources::Sources;
use super::thing::Thing;
use super::visit::Visit;
use crate::http::error::Refusal;

pub(super) static DOCUMENT: Document = Document::new(concat!(
    include_str!("documents/collection.graphql"),
    include_str!("documents/card.graphql"),
    include_str!("documents/said.graphql")
));

#[derive(Debug, Deserialize)]
pub(super) struct Collection {
    pub(super) slug: String,
    pub(super) title: String,
    sections: Vec<String>,
    pub(super) resources: Edges<Entry>,
}

/// A resource and its place in the collection.
#[derive(Debug, Deserialize)]
pub(super) struct Entry {
    pub(super) node: Card,
    section: Option<String>,
    highlighted: bool,
    provenance: Option<Provenance>,
}

impl Collection {
    /// Returns the entries of the page in groups: those that stand one behind the other under the same heading.
    fn groups(&self) -> impl Iterator<Item = (Option<&str>, &[Entry])> {
        let groups = self.resources.edges.chunk_by(|one, other| one.section == other.section);
        groups.map(|entries| (entries.first().and_then(|entry| entry.section.as_deref()), entries))
    }
}

impl Thing for Collection {
    const NOUN: &'static str = "collections";
    const CURSORS: &'static [&'static str] = &[];
    const IS_PAGED: bool = true;

    fn document() -> &'static Document {
        &DOCUMENT
    }

    fn slug(&self) -> &str {
        &self.slug
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn summary(&self) -> String {
        self.sections.join(" · ")
    }

    fn kind(&self) -> &'static str {
        "Collection"
    }

    fn data(&self, to: Links<'_>) -> Value {
        jsonld::collection(self, to)
    }

    fn page(&self, visit: &Visit, frame: Frame<'_>) -> Result<Response, Refusal> {
        let sources = Sources::new(frame.t);
        page(visit, &Page { frame, collection: self, sources })
    }
}

impl Page<'_> {
    fn path(&self) -> String {
        format!("/collections/{}", self.collection.slug)
    }
}

#[derive(Template)]
#[template(path = "collection.html")]
struct Page<'a> {
    frame: Frame<'a>,
    collection: &'a Collection,
    sources: Sources,
}
