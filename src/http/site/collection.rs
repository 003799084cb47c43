//! The page of a collection: its resources under its headings, in page order.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::answer::{Card, EdgesShape, ProvenanceShape};
use super::ask::PageDocument;
use super::frame::{SiteFrame, page};
use super::jsonld;
use super::links::PageLinks;
use super::sources::Sources;
use super::thing::Thing;
use super::visit::Visit;
use crate::format::ExportKind;
use crate::http::error::Refusal;

pub(super) static DOCUMENT: PageDocument = PageDocument::new(concat!(
    include_str!("documents/collection.graphql"),
    include_str!("documents/card.graphql"),
    include_str!("documents/said.graphql")
));

#[derive(Debug, Deserialize)]
pub(super) struct Collection {
    pub(super) slug: String,
    pub(super) title: String,
    sections: Vec<String>,
    pub(super) resources: EdgesShape<CollectionEntry>,
}

/// A resource and its place in the collection.
#[derive(Debug, Deserialize)]
pub(super) struct CollectionEntry {
    pub(super) node: Card,
    section: Option<String>,
    highlighted: bool,
    provenance: Option<ProvenanceShape>,
}

impl Collection {
    /// Returns the entries of the page in groups: those that stand one behind the other under the same heading.
    fn groups(&self) -> impl Iterator<Item = (Option<&str>, &[CollectionEntry])> {
        let groups = self.resources.edges.chunk_by(|one, other| one.section == other.section);
        groups.map(|entries| (entries.first().and_then(|entry| entry.section.as_deref()), entries))
    }
}

impl Thing for Collection {
    const NOUN: &'static str = "collections";
    const EXPORT: Option<ExportKind> = None;
    const CURSORS: &'static [&'static str] = &[];
    const IS_PAGED: bool = true;

    fn document() -> &'static PageDocument {
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

    fn data(&self, to: PageLinks<'_>) -> Value {
        jsonld::collection(self, to)
    }

    fn page(&self, visit: &Visit, frame: SiteFrame<'_>) -> Result<Response, Refusal> {
        let sources = Sources::new(frame.t);
        page(visit, &CollectionPage { frame, collection: self, sources })
    }
}

impl CollectionPage<'_> {
    fn path(&self) -> String {
        format!("/collections/{}", self.collection.slug)
    }
}

#[derive(Template)]
#[template(path = "collection.html")]
struct CollectionPage<'a> {
    frame: SiteFrame<'a>,
    collection: &'a Collection,
    sources: Sources,
}
