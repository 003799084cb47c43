//! The list of resources: search, conditions, facets, and the same list counted by what its resources have in common.

mod chips;
mod facets;
mod field;
mod hit;
mod nothing;
mod state;
mod view;

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub(super) use self::chips::{Chip, chips, name, names_asked};
use self::facets::{FacetsAsked, ShownFacet};
pub(super) use self::facets::{linker, value_of};
pub(super) use self::field::{ListField, without};
use self::hit::Hit;
pub(super) use self::nothing::{COUNT, CountAnswer};
use self::nothing::{Wider, wider};
pub(super) use self::state::ListState;
pub(super) use self::view::{CrosstabRowShape, CrosstabShape, page_number};
use self::view::{ListView, ROWS, VIEWS, ViewTable};
use super::answer::{FacetShape, FacetValueShape, PageInfo, ValueNode};
use super::ask::PageDocument;
use super::files::{self, ListFile};
use super::frame::{SiteFrame, page};
use super::playground::sent;
use super::respond;
use super::texts::{PageTexts, language_name};
use super::thing::{moved as moved_for_good, window};
use super::visit::Visit;
use crate::export::Topic;
use crate::format::ExportKind;
use crate::http::error::Refusal;

pub(super) static DOCUMENT: PageDocument = PageDocument::new(concat!(
    include_str!("../documents/explore.graphql"),
    include_str!("../documents/crossed.graphql"),
    include_str!("../documents/named.graphql"),
    include_str!("../documents/card.graphql")
));

/// The path of the page.
const PATH: &str = "/explore";
/// The orders of resources, by their names in the address.
const ORDERS: [&str; 6] = ["relevance", "newest", "oldest", "title", "added", "updated"];
/// The orders of a counted view.
const COUNTED_ORDERS: [&str; 2] = ["count", "label"];

#[derive(Deserialize)]
struct ExploreAnswer {
    resources: FoundList,
    #[serde(default)]
    table: CrosstabShape,
    #[serde(default)]
    suggest: Vec<NamedThing>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FoundList {
    total_count: i64,
    page_info: PageInfo,
    #[serde(default)]
    edges: Vec<Hit>,
    any: Vec<FacetShape>,
    #[serde(default)]
    all: Vec<FacetShape>,
}

/// A thing with a name that is searched for.
#[derive(Deserialize)]
pub(super) struct NamedThing {
    pub(super) text: String,
    matched: String,
    pub(super) node: ValueNode,
}

/// Answers a request for the list.
pub(super) async fn show(visit: Visit) -> Response {
    let answer = explored(&visit).await;
    respond(&visit, answer)
}

/// Sends the address that lists of other kinds would have to the one of this list.
pub(super) async fn moved(visit: Visit) -> Response {
    let query: Vec<(&str, &str)> = visit.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    moved_for_good(&visit.links().with(PATH, &query))
}

async fn explored(visit: &Visit) -> Result<Response, Refusal> {
    visit.takes_page()?;
    let (to, t) = (visit.links(), visit.texts());
    let state = ListState::of(visit)?;
    let view = visit.parameter("view").unwrap_or_default();
    let view = ListView::named(view).ok_or_else(|| no_such("view", view))?;
    let orders: &[&str] = if view.counted().is_some() { &COUNTED_ORDERS } else { &ORDERS };
    let sort = visit.parameter("sort");
    if let Some(sort) = sort.filter(|sort| !orders.contains(sort)) {
        return Err(no_such("sort", sort));
    }
    if let Some(link) = years_asked(visit, &state) {
        return Ok(sent(&link));
    }
    let asked = FacetsAsked::of(visit, &state);
    let at = page_number(visit.parameter("page"));
    let is_by_label = view.is_by_label(sort);
    let mut variables = variables(visit, &state, sort)?;
    variables.extend(view.variables(is_by_label, at).map(|(name, value)| (name.to_owned(), value)));
    if view.counted().is_some() {
        variables.extend([("first", json!(0)), ("after", Value::Null), ("last", Value::Null), ("before", Value::Null)].map(owned));
    }
    let facets = asked.variables();
    variables.insert("hasAll".to_owned(), json!(facets.iter().any(|(name, asked)| name == "all" && asked != &json!([]))));
    variables.extend(facets);
    let answer: ExploreAnswer = visit.ask(&DOCUMENT, variables.clone()).await?;
    let total = answer.resources.total_count;
    let files = match view.counted() {
        None => files::of(to, Topic::List(ExportKind::Resources), &files::selection(&variables), total),
        Some((_, dimension)) => {
            let by = [("by", dimension.to_owned())];
            files::of(to, Topic::Facet, &by.into_iter().chain(files::selection(&variables)).collect::<Vec<_>>(), total)
        }
    };
    // The choice of a condition keeps the way to look at the list, and the facet that is open.
    let kept: Vec<(&str, &str)> = visit.parameters(&["view", "sort", "open", "find", "by"]).collect();
    let link = linker(to, PATH, &kept);
    let counted: Vec<FacetShape> = answer.resources.any.into_iter().chain(answer.resources.all).collect();
    let chips = chips(&state, &counted, &link, t);
    let wider = if total == 0 { wider(visit, &state, &chips).await? } else { Vec::new() };
    let frame = SiteFrame { searched: visit.parameter("q").unwrap_or_default(), ..SiteFrame::new(visit, t.explore) };
    let frame = frame.of_list(visit, "explore", PATH);
    let table = ViewTable::of(view, &answer.table, &state, to, t);
    let explore = ExplorePage {
        facets: asked.shown(&counted, &link, t),
        find: asked.text.unwrap_or_default(),
        is_by_label: asked.is_by_label,
        chips,
        wider,
        total,
        info: answer.resources.page_info,
        hits: answer.resources.edges,
        named: answer.suggest,
        table,
        view,
        sort: sort.unwrap_or(if is_by_label { "label" } else { "" }),
        at,
        files,
        state: &state,
        frame,
    };
    page(visit, &explore)
}

fn owned((name, value): (&str, Value)) -> (String, Value) {
    (name.to_owned(), value)
}

fn variables(visit: &Visit, state: &ListState, sort: Option<&str>) -> Result<Map<String, Value>, Refusal> {
    let order = match sort.filter(|sort| *sort != "relevance" || state.search.is_some()) {
        Some("relevance") => json!([{ "field": "RELEVANCE" }]),
        Some("newest") => json!([{ "field": "YEAR", "direction": "DESC" }]),
        Some("oldest") => json!([{ "field": "YEAR", "direction": "ASC" }]),
        Some("title") => json!([{ "field": "TITLE", "direction": "ASC" }]),
        Some("added") => json!([{ "field": "CREATED_AT", "direction": "DESC" }]),
        Some("updated") => json!([{ "field": "UPDATED_AT", "direction": "DESC" }]),
        _ => Value::Null,
    };
    let mut variables = window(visit);
    variables.extend(state.variables()?);
    variables.extend(
        [("order", order), ("text", json!(state.search.as_deref().unwrap_or_default())), ("hasText", json!(state.search.is_some()))]
            .map(owned),
    );
    Ok(variables)
}

/// Returns the address of the list of the years that the form asks for: it says the first and the last one apart.
fn years_asked(visit: &Visit, state: &ListState) -> Option<String> {
    let (from, to) = (visit.parameter("from"), visit.parameter("to"));
    let year = ListField::named("year").filter(|_| from.is_some() || to.is_some())?;
    let range =
        if from == to { from.unwrap_or_default().to_owned() } else { format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default()) };
    let kept: Vec<(&str, &str)> = visit.parameters(&["view", "sort"]).collect();
    Some(state.only(year, &range).link(visit.links(), PATH, &kept))
}

/// Says that a parameter of the address has no such value.
pub(super) fn no_such(name: &str, value: &str) -> Refusal {
    let value: String = value.chars().take(100).collect();
    Refusal::bad_request(format!("There is no `{name}={value}`."))
}

/// Returns the text to show for a value of a field.
pub(super) fn value_name(field: &ListField, value: &FacetValueShape, t: &PageTexts) -> String {
    match (field.name, &value.value) {
        (_, None) => t.not_stated.to_owned(),
        ("format", Some(format)) => t.format(format).to_owned(),
        ("language", Some(tag)) => language_name(tag).to_owned(),
        _ => value.label.clone(),
    }
}

#[derive(Template)]
#[template(path = "explore.html")]
struct ExplorePage<'a> {
    frame: SiteFrame<'a>,
    state: &'a ListState,
    chips: Vec<Chip>,
    facets: Vec<ShownFacet>,
    /// The text that the values of the opened facet have inside.
    find: &'a str,
    /// True when the values of the opened facet are in alphabetical order.
    is_by_label: bool,
    total: i64,
    info: PageInfo,
    hits: Vec<Hit>,
    named: Vec<NamedThing>,
    wider: Vec<Wider>,
    view: &'static ListView,
    table: Option<ViewTable>,
    sort: &'a str,
    /// The number of the page of a counted view.
    at: i64,
    files: Vec<ListFile>,
}

impl ExplorePage<'_> {
    /// Returns the orders that the reader can choose, each with its words.
    fn orders(&self) -> Vec<(&'static str, &'static str)> {
        let t = self.frame.t;
        if self.table.is_some() {
            return vec![("count", t.by_count), ("label", t.by_label)];
        }
        let words = [t.by_relevance, t.by_newest, t.by_oldest, t.by_title, t.by_added, t.by_updated];
        ORDERS.into_iter().zip(words).filter(|(name, _)| *name != "relevance" || !self.frame.searched.is_empty()).collect()
    }

    /// Returns the ways to look at the list, each with its words and its address.
    fn views(&self) -> impl Iterator<Item = (&'static ListView, &'static str, String)> {
        VIEWS.iter().map(|view| {
            let more = [("view", view.name)];
            let more: &[(&str, &str)] = if view.name.is_empty() { &[] } else { &more };
            (view, view.title(self.frame.t), self.state.link(self.frame.to, PATH, more))
        })
    }

    /// Returns the address of the page with a facet opened, or of all closed.
    fn opened(&self, field: Option<&ListField>, more: &[(&str, &str)]) -> String {
        let open = field.map(|field| ("open", field.name));
        let view = (!self.view.name.is_empty()).then_some(("view", self.view.name));
        let link = self.state.link(self.frame.to, PATH, &view.into_iter().chain(open).chain(more.iter().copied()).collect::<Vec<_>>());
        field.map_or_else(|| link.clone(), |field| format!("{link}#facet-{}", field.name))
    }

    /// Returns the address of a page of a counted view.
    fn turned(&self, at: i64) -> String {
        let at = at.to_string();
        let more = [("view", self.view.name), ("sort", self.sort), ("page", &at)];
        let more: Vec<(&str, &str)> = more.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        self.state.link(self.frame.to, PATH, &more)
    }

    fn has_next(&self) -> bool {
        self.table.as_ref().is_some_and(|table| self.at * ROWS < table.values)
    }

    /// Returns the parameters of the state and of the way to look at it, but those that a form asks for itself.
    fn hidden(&self, asked: &str) -> Vec<(String, String)> {
        let kept: Vec<(&str, &str)> = self.kept().collect();
        self.state.parameters(&kept).into_iter().filter(|(name, _)| name != asked).collect()
    }

    /// Returns the parameters that keep the way to look at the list.
    fn kept(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        (!self.view.name.is_empty()).then_some(("view", self.view.name)).into_iter()
    }

    /// Returns the address of a view of the values of a field, all of them, if there is one.
    fn all_values(&self, field: &ListField) -> Option<String> {
        let view = VIEWS.iter().find(|view| view.counted().is_some_and(|(counted, _)| counted == field))?;
        Some(self.state.link(self.frame.to, PATH, &[("view", view.name)]))
    }

    /// Returns the address of the list without any condition or search.
    fn cleared(&self) -> String {
        self.frame.to.to(PATH)
    }

    fn page_of(&self, node: &ValueNode) -> String {
        node.link(self.frame.to)
    }

    /// Returns the address that a suggestion adds a condition to.
    fn here(&self) -> String {
        let more: Vec<(&str, &str)> = self.kept().collect();
        ListState { search: None, conditions: self.state.conditions.clone() }.link(self.frame.to, PATH, &more)
    }

    /// Returns the other pages about the same resources: words and address.
    fn others(&self) -> [(&'static str, String); 3] {
        let t = self.frame.t;
        [(t.crosstab, "/crosstab"), (t.network, "/network"), (t.compare, "/compare")]
            .map(|(words, path)| (words, self.state.link(self.frame.to, path, &[])))
    }
}
