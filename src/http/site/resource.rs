//! The page of a resource.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::answer::{Agent, EdgesShape, IdentifierShape, Keyword, ProvenanceShape, Total, day, tag, web};
use super::ask::PageDocument;
use super::frame::{SiteFrame, page};
use super::jsonld;
use super::links::PageLinks;
use super::signposts::Signpost;
use super::sources::Sources;
use super::texts::{PageTexts, language_name};
use super::thing::Thing;
use super::visit::Visit;
use crate::format::ExportKind;
use crate::http::error::Refusal;

pub(super) static DOCUMENT: PageDocument =
    PageDocument::new(concat!(include_str!("documents/resource.graphql"), include_str!("documents/said.graphql")));

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Resource {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) title_as_printed: Option<String>,
    pub(super) description: Option<String>,
    pub(super) year: Option<i32>,
    pub(super) published: Option<String>,
    pub(super) format: Option<String>,
    pub(super) format_as_printed: Option<String>,
    pub(super) language: Option<String>,
    pub(super) landing_page: Option<String>,
    pub(super) license: Option<LicenseShape>,
    pub(super) notes: Vec<NoteShape>,
    pub(super) identifiers: Vec<IdentifierShape>,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    provenance: Option<Vec<FieldShape>>,
    pub(super) producers: EdgesShape<Maker>,
    pub(super) authors: EdgesShape<Maker>,
    pub(super) editors: EdgesShape<Maker>,
    pub(super) publishers: EdgesShape<Maker>,
    pub(super) distributors: EdgesShape<Maker>,
    pub(super) hosts: EdgesShape<Maker>,
    pub(super) funders: EdgesShape<Funder>,
    pub(super) keywords: EdgesShape<Subject>,
    pub(super) collections: EdgesShape<ItemShape>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LicenseShape {
    pub(super) name: Option<String>,
    pub(super) url: Option<String>,
    pub(super) as_printed: String,
}

impl LicenseShape {
    pub(super) fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.as_printed)
    }

    pub(super) fn link(&self) -> Option<&str> {
        web(self.url.as_ref())
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct NoteShape {
    pub(super) label: String,
    pub(super) value: String,
}

#[derive(Debug, Deserialize)]
struct FieldShape {
    field: String,
    provenance: ProvenanceShape,
}

/// An agent that had a part in the resource.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Maker {
    pub(super) node: Agent,
    pub(super) name_as_printed: Option<String>,
    pub(super) provenance: Option<ProvenanceShape>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Funder {
    pub(super) node: Agent,
    pub(super) kind: String,
    pub(super) name_as_printed: Option<String>,
    pub(super) awards: Vec<AwardShape>,
    pub(super) provenance: Option<ProvenanceShape>,
}

#[derive(Debug, Deserialize)]
pub(super) struct AwardShape {
    pub(super) number: Option<String>,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
}

impl AwardShape {
    fn label(&self) -> String {
        let parts = [self.number.as_deref(), self.title.as_deref()];
        let label = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        if label.is_empty() { self.url.clone().unwrap_or_default() } else { label }
    }

    pub(super) fn link(&self) -> Option<&str> {
        web(self.url.as_ref())
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Subject {
    pub(super) node: Keyword,
    pub(super) label_as_printed: Option<String>,
    pub(super) provenance: Option<ProvenanceShape>,
}

/// A collection that the resource stands in.
#[derive(Debug, Deserialize)]
pub(super) struct ItemShape {
    pub(super) node: CollectionLink,
    section: Option<String>,
    highlighted: bool,
    provenance: Option<ProvenanceShape>,
}

#[derive(Debug, Deserialize)]
pub(super) struct CollectionLink {
    pub(super) slug: String,
    pub(super) title: String,
    count: Total,
}

impl Maker {
    /// Returns the condition of the list of what it made, and the size of the list. A role that is not counted as making has a list of its
    /// own.
    fn list<'a>(&self, role: &'a str) -> (&'a str, i64) {
        self.node.in_role.map_or(("maker", self.node.count.total_count), |total| (role, total.total_count))
    }
}

impl Resource {
    /// Returns the agents that made it, by role, with the condition of a list for the same role.
    pub(super) fn makers(&self) -> impl Iterator<Item = (&'static str, &'static str, &EdgesShape<Maker>)> {
        [
            ("producer", "producers", &self.producers),
            ("author", "authors", &self.authors),
            ("editor", "editors", &self.editors),
            ("publisher", "publishers", &self.publishers),
            ("distributor", "distributors", &self.distributors),
            ("host", "hosts", &self.hosts),
        ]
        .into_iter()
        .filter(|(_, _, edges)| edges.total_count > 0)
    }

    /// Returns the source of a field.
    fn said(&self, field: &str) -> Option<&ProvenanceShape> {
        let fields = self.provenance.as_deref().unwrap_or_default();
        fields.iter().find(|said| said.field == field).map(|said| &said.provenance)
    }

    fn created(&self) -> &str {
        day(&self.created_at)
    }

    fn updated(&self) -> &str {
        day(&self.updated_at)
    }

    /// Returns the words that its format was read from, where they say more.
    fn printed_format(&self, t: &PageTexts) -> Option<&str> {
        let shown = t.format(self.format.as_deref().unwrap_or_default());
        self.format_as_printed.as_deref().filter(|printed| !printed.eq_ignore_ascii_case(shown))
    }

    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        let text = self.description.as_deref().unwrap_or_default();
        text.split("\n\n").map(str::trim).filter(|text| !text.is_empty())
    }

    /// Returns the words for its language.
    fn language_name(&self) -> &str {
        language_name(self.language.as_deref().unwrap_or_default())
    }

    fn tag(&self) -> Option<&str> {
        tag(self.language.as_ref())
    }

    /// Returns the address where it can be read, if a browser may be sent there.
    fn link(&self) -> Option<&str> {
        web(self.landing_page.as_ref())
    }

    /// Returns the host of that address.
    fn host(&self) -> &str {
        let rest = self.link().and_then(|link| link.split_once("://")).map_or("", |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().unwrap_or_default().trim_start_matches("www.")
    }

    /// Returns the title as printed, where it differs.
    fn printed_title(&self) -> Option<&str> {
        self.title_as_printed.as_deref().filter(|printed| *printed != self.title)
    }
}

/// Returns a name as its source prints it, where that differs from the name that is shown.
fn printed<'a>(printed: Option<&'a String>, shown: &str) -> Option<&'a str> {
    printed.map(String::as_str).filter(|printed| *printed != shown)
}

impl Thing for Resource {
    const NOUN: &'static str = "resources";
    const EXPORT: Option<ExportKind> = Some(ExportKind::Resources);
    const CURSORS: &'static [&'static str] =
        &["producers", "authors", "editors", "publishers", "distributors", "hosts", "funders", "keywords", "collections"];

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
        let makers = self.makers().flat_map(|(_, _, edges)| &edges.edges).map(|edge| edge.node.name.as_str());
        self.description.clone().unwrap_or_else(|| makers.take(5).collect::<Vec<_>>().join(", "))
    }

    fn kind(&self) -> &'static str {
        jsonld::kind(self.format.as_deref())
    }

    fn cite_as(&self) -> Option<String> {
        let doi = self.identifiers.iter().find(|identifier| identifier.scheme == "DOI");
        doi.and_then(IdentifierShape::link).map(str::to_owned)
    }

    fn signposts(&self, to: PageLinks<'_>) -> Vec<Signpost> {
        let authors = self.authors.edges.iter().chain(&self.producers.edges).map(|edge| Signpost::new("author", registry(&edge.node, to)));
        let license = self.license.as_ref().and_then(LicenseShape::link).map(|link| Signpost::new("license", link));
        let collections =
            self.collections.edges.iter().map(|item| Signpost::new("collection", to.plain(&format!("/collections/{}", item.node.slug))));
        license.into_iter().chain(collections).chain(authors).collect()
    }

    fn data(&self, to: PageLinks<'_>) -> Value {
        jsonld::resource(self, to)
    }

    fn page(&self, visit: &Visit, frame: SiteFrame<'_>) -> Result<Response, Refusal> {
        let sources = Sources::new(frame.t);
        page(visit, &ResourcePage { frame, resource: self, sources })
    }
}

/// Returns the address that a registry gave an agent, or else the address of its page.
fn registry(agent: &Agent, to: PageLinks<'_>) -> String {
    let known = agent.identifiers.iter().find(|identifier| matches!(identifier.scheme.as_str(), "ORCID" | "ROR"));
    let page = || to.plain(&format!("/{}/{}", agent.noun(), agent.slug));
    known.and_then(IdentifierShape::link).map_or_else(page, str::to_owned)
}

#[derive(Template)]
#[template(path = "resource.html")]
struct ResourcePage<'a> {
    frame: SiteFrame<'a>,
    resource: &'a Resource,
    sources: Sources,
}
