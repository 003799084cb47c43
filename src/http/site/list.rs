//! The lists of organizations, persons, keywords and collections.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Nodes, Total};
use super::ask::Document;
use super::form::Form;
use super::frame::{Frame, page};
use super::respond;
use super::texts::Texts;
use super::thing::window;
use super::visit::Visit;
use crate::http::error::Refusal;

pub(super) static ORGANIZATIONS: Document = Document::new(include_str!("documents/organizations.graphql"));
pub(super) static PERSONS: Document = Document::new(include_str!("documents/persons.graphql"));
pub(super) static KEYWORDS: Document = Document::new(include_str!("documents/keywords.graphql"));
pub(super) static COLLECTIONS: Document = Document::new(include_str!("documents/collections.graphql"));

/// A list of nodes of one kind.
struct Kind {
    noun: &'static str,
    document: &'static Document,
    title: fn(&Texts) -> &'static str,
    count: fn(&Texts) -> &'static str,
    /// The orders: the name in the address, the words, the field. Without any, the list can be neither searched nor
    /// ordered.
    orders: &'static [(&'static str, fn(&Texts) -> &'static str, &'static str)],
}

/// The order of a search, which comes first and holds where nothing was searched for in the list's own order.
const RELEVANCE: &str = "relevance";

const AGENTS: &[(&str, fn(&Texts) -> &'static str, &str)] = &[
    (RELEVANCE, |t| t.by_relevance, "RELEVANCE"),
    ("name", |t| t.by_name, "NAME"),
    ("resources", |t| t.by_resources, "PRODUCED_COUNT"),
    ("funded", |t| t.by_funded, "FUNDED_COUNT"),
];
const LABELS: &[(&str, fn(&Texts) -> &'static str, &str)] = &[
    (RELEVANCE, |t| t.by_relevance, "RELEVANCE"),
    ("label", |t| t.by_label, "LABEL"),
    ("resources", |t| t.by_resources, "RESOURCE_COUNT"),
];

#[derive(Deserialize)]
struct Answer {
    list: Nodes<Row>,
}

#[derive(Deserialize)]
struct Row {
    slug: String,
    text: String,
    #[serde(default)]
    made: Total,
    #[serde(default)]
    funded: Total,
    #[serde(default)]
    resources: Total,
}

pub(super) async fn organizations(visit: Visit) -> Response {
    let kind =
        Kind { noun: "organizations", document: &ORGANIZATIONS, title: |t| t.organizations, count: |t| t.n_organizations, orders: AGENTS };
    show(&visit, &kind).await
}

pub(super) async fn persons(visit: Visit) -> Response {
    let orders = AGENTS.get(..3).unwrap_or(AGENTS);
    let kind = Kind { noun: "persons", document: &PERSONS, title: |t| t.persons, count: |t| t.n_persons, orders };
    show(&visit, &kind).await
}

pub(super) async fn keywords(visit: Visit) -> Response {
    let kind = Kind { noun: "keywords", document: &KEYWORDS, title: |t| t.keywords, count: |t| t.n_keywords, orders: LABELS };
    show(&visit, &kind).await
}

pub(super) async fn collections(visit: Visit) -> Response {
    let kind = Kind { noun: "collections", document: &COLLECTIONS, title: |t| t.collections, count: |t| t.n_collections, orders: &[] };
    show(&visit, &kind).await
}

async fn show(visit: &Visit, kind: &Kind) -> Response {
    respond(visit, listed(visit, kind).await)
}

async fn listed(visit: &Visit, kind: &Kind) -> Result<Response, Refusal> {
    if Form::preferred(&visit.headers, &[Form::Html]).is_none() {
        return Err(Refusal::no_such_form("`text/html` here, and as JSON at /graphql"));
    }
    let search = visit.parameter("q").filter(|_| !kind.orders.is_empty());
    let sort = visit.parameter("sort").and_then(|name| kind.orders.iter().find(|(order, ..)| *order == name));
    let sort = sort.filter(|(name, ..)| *name != RELEVANCE || search.is_some());
    let mut variables = window(visit);
    if !kind.orders.is_empty() {
        let direction = |field: &str| if field.ends_with("COUNT") { "DESC" } else { "ASC" };
        let order = sort.map_or(Value::Null, |(.., field)| json!([{ "field": field, "direction": direction(field) }]));
        variables.extend([("search".to_owned(), json!(search)), ("order".to_owned(), order)]);
    }
    let Answer { list } = visit.ask(kind.document, variables).await?;
    let frame = Frame { searched: search.unwrap_or_default(), ..Frame::new(visit, (kind.title)(visit.texts())) };
    let path = format!("/{}", kind.noun);
    let frame = if visit.query.is_empty() { frame.at(kind.noun, path) } else { Frame { noun: kind.noun, ..frame } };
    page(visit, &Page { frame, kind, list, sort: sort.map_or("", |(name, ..)| name) })
}

#[derive(Template)]
#[template(path = "list.html")]
struct Page<'a> {
    frame: Frame<'a>,
    kind: &'a Kind,
    list: Nodes<Row>,
    sort: &'a str,
}

impl Page<'_> {
    fn count(&self) -> String {
        self.frame.t.count((self.kind.count)(self.frame.t), self.list.total_count)
    }

    /// Returns the orders that the reader can choose, each with its words.
    fn orders(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let is_shown = |name: &str| name != RELEVANCE || !self.frame.searched.is_empty();
        self.kind.orders.iter().map(|(name, words, _)| (*name, words(self.frame.t))).filter(move |(name, _)| is_shown(name))
    }

    /// Returns the condition of a list of resources that names an entry of this list.
    fn condition(&self) -> &'static str {
        if self.kind.noun == "keywords" { "keyword" } else { "collection" }
    }

    fn path(&self) -> String {
        format!("/{}", self.kind.noun)
    }
}
