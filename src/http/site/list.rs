//! The lists of organizations, persons, keywords and collections.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{NodesShape, Total};
use super::ask::PageDocument;
use super::explore::no_such;
use super::files::{self, ListFile};
use super::frame::{SiteFrame, page};
use super::respond;
use super::texts::PageTexts;
use super::thing::window;
use super::visit::Visit;
use crate::export::Topic;
use crate::format::ExportKind;
use crate::http::error::Refusal;

pub(super) static ORGANIZATIONS: PageDocument = PageDocument::new(include_str!("documents/organizations.graphql"));
pub(super) static PERSONS: PageDocument = PageDocument::new(include_str!("documents/persons.graphql"));
pub(super) static KEYWORDS: PageDocument = PageDocument::new(include_str!("documents/keywords.graphql"));
pub(super) static COLLECTIONS: PageDocument = PageDocument::new(include_str!("documents/collections.graphql"));

/// A list of nodes of one kind.
struct NodeList {
    noun: &'static str,
    export: Option<ExportKind>,
    document: &'static PageDocument,
    title: fn(&PageTexts) -> &'static str,
    count: fn(&PageTexts) -> &'static str,
    /// Without any, the list can be neither searched nor ordered.
    orders: &'static [ListOrder],
}

/// An order that the reader can choose.
struct ListOrder {
    /// The name in the address.
    name: &'static str,
    words: fn(&PageTexts) -> &'static str,
    /// The field of the graph's order.
    field: &'static str,
}

/// The order of a search, which comes first and holds where nothing was searched for in the list's own order.
const RELEVANCE: &str = "relevance";

const AGENTS: &[ListOrder] = &[
    ListOrder { name: RELEVANCE, words: |t| t.by_relevance, field: "RELEVANCE" },
    ListOrder { name: "name", words: |t| t.by_name, field: "NAME" },
    ListOrder { name: "resources", words: |t| t.by_resources, field: "PRODUCED_COUNT" },
    ListOrder { name: "funded", words: |t| t.by_funded, field: "FUNDED_COUNT" },
];
const LABELS: &[ListOrder] = &[
    ListOrder { name: RELEVANCE, words: |t| t.by_relevance, field: "RELEVANCE" },
    ListOrder { name: "label", words: |t| t.by_label, field: "LABEL" },
    ListOrder { name: "resources", words: |t| t.by_resources, field: "RESOURCE_COUNT" },
];

#[derive(Deserialize)]
struct ListAnswer {
    list: NodesShape<ListRow>,
}

#[derive(Deserialize)]
struct ListRow {
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
    let kind = NodeList {
        noun: "organizations",
        export: Some(ExportKind::Organizations),
        document: &ORGANIZATIONS,
        title: |t| t.organizations,
        count: |t| t.n_organizations,
        orders: AGENTS,
    };
    show(&visit, &kind).await
}

pub(super) async fn persons(visit: Visit) -> Response {
    let orders = AGENTS.get(..3).unwrap_or(AGENTS);
    let export = Some(ExportKind::Persons);
    let kind = NodeList { noun: "persons", export, document: &PERSONS, title: |t| t.persons, count: |t| t.n_persons, orders };
    show(&visit, &kind).await
}

pub(super) async fn keywords(visit: Visit) -> Response {
    let export = Some(ExportKind::Keywords);
    let kind = NodeList { noun: "keywords", export, document: &KEYWORDS, title: |t| t.keywords, count: |t| t.n_keywords, orders: LABELS };
    show(&visit, &kind).await
}

pub(super) async fn collections(visit: Visit) -> Response {
    let kind = NodeList {
        noun: "collections",
        export: None,
        document: &COLLECTIONS,
        title: |t| t.collections,
        count: |t| t.n_collections,
        orders: &[],
    };
    show(&visit, &kind).await
}

async fn show(visit: &Visit, kind: &NodeList) -> Response {
    respond(visit, listed(visit, kind).await)
}

async fn listed(visit: &Visit, kind: &NodeList) -> Result<Response, Refusal> {
    visit.takes_page()?;
    let search = visit.parameter("q").filter(|_| !kind.orders.is_empty());
    let sort = visit.parameter("sort").filter(|name| !name.is_empty() && !kind.orders.is_empty());
    let found = |name: &str| kind.orders.iter().find(|order| order.name == name).ok_or_else(|| no_such("sort", name));
    let sort = sort.map(found).transpose()?;
    let sort = sort.filter(|order| order.name != RELEVANCE || search.is_some());
    let mut variables = window(visit);
    if !kind.orders.is_empty() {
        let direction = |field: &str| if field.ends_with("COUNT") { "DESC" } else { "ASC" };
        let order = sort.map_or(Value::Null, |order| json!([{ "field": order.field, "direction": direction(order.field) }]));
        variables.extend([("search".to_owned(), json!(search)), ("order".to_owned(), order)]);
    }
    let ListAnswer { list } = visit.ask(kind.document, variables.clone()).await?;
    let files = kind
        .export
        .map_or_else(Vec::new, |export| files::of(visit.links(), Topic::List(export), &files::selection(&variables), list.total_count));
    let frame = SiteFrame { searched: search.unwrap_or_default(), ..SiteFrame::new(visit, (kind.title)(visit.texts())) };
    let path = format!("/{}", kind.noun);
    let frame = frame.of_list(visit, kind.noun, path);
    page(visit, &ListPage { frame, kind, list, files, sort: sort.map_or("", |order| order.name) })
}

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage<'a> {
    frame: SiteFrame<'a>,
    kind: &'a NodeList,
    list: NodesShape<ListRow>,
    files: Vec<ListFile>,
    sort: &'a str,
}

impl ListPage<'_> {
    fn count(&self) -> String {
        self.frame.t.count((self.kind.count)(self.frame.t), self.list.total_count)
    }

    /// Returns the orders that the reader can choose, each with its words.
    fn orders(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let is_shown = |name: &str| name != RELEVANCE || !self.frame.searched.is_empty();
        self.kind.orders.iter().map(|order| (order.name, (order.words)(self.frame.t))).filter(move |(name, _)| is_shown(name))
    }

    /// Returns the condition of a list of resources that names an entry of this list.
    fn condition(&self) -> &'static str {
        if self.kind.noun == "keywords" { "keyword" } else { "collection" }
    }

    fn path(&self) -> String {
        format!("/{}", self.kind.noun)
    }
}
