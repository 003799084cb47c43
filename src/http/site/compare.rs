//! Two to five funders or makers side by side: topics, years, formats, partners, and what they have in common.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::answer::{FacetShape, FacetValueShape, Total};
use super::ask::PageDocument;
use super::explore::{
    COUNT, Chip, CountAnswer, CrosstabRowShape, CrosstabShape, ListField, ListState, NamedThing, chips, linker, name, names_asked, no_such,
    value_name, value_of,
};
use super::frame::{SiteFrame, page};
use super::picture::{Bar, YearScale};
use super::respond;
use super::visit::Visit;
use crate::http::error::Refusal;

pub(super) static DOCUMENT: PageDocument = PageDocument::new(concat!(
    include_str!("documents/compare.graphql"),
    include_str!("documents/crossed.graphql"),
    include_str!("documents/named.graphql")
));
pub(super) static PAIR: PageDocument = PageDocument::new(include_str!("documents/compare_pair.graphql"));

/// The path of the page.
const PATH: &str = "/compare";
/// The most things side by side.
const MOST: usize = 5;

#[derive(Deserialize)]
struct CompareAnswer {
    resources: ComparedList,
    #[serde(default)]
    topics: CrosstabShape,
    #[serde(default)]
    years: CrosstabShape,
    #[serde(default)]
    formats: CrosstabShape,
    #[serde(default)]
    partners: CrosstabShape,
    #[serde(default)]
    suggest: Vec<NamedThing>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ComparedList {
    total_count: i64,
    names: Vec<FacetShape>,
}

#[derive(Deserialize)]
struct PairAnswer {
    resources: Total,
    keywords: Total,
    organizations: Total,
    persons: Total,
}

/// A thing that is compared.
struct Compared {
    text: String,
    /// The address of its page; none for what is not in the catalogue.
    page: Option<String>,
    count: i64,
    /// The address of its resources.
    list: String,
    /// The resources that it has to do with and no other one has, and their list.
    alone: (i64, String),
    /// The address of the comparison without it.
    without: String,
    bars: Vec<Bar>,
}

/// A table with a column for each thing.
struct CompareTable {
    id: &'static str,
    title: &'static str,
    rows: Vec<CompareRow>,
}

struct CompareRow {
    text: String,
    page: Option<String>,
    /// The numbers of resources, each with their list.
    cells: Vec<(i64, String)>,
}

/// Two things, and the number of what they have in common.
struct ComparePair {
    texts: [String; 2],
    resources: i64,
    list: String,
    topics: i64,
    partners: i64,
}

/// The comparison that an address asks for.
struct CompareAsked<'a> {
    /// Funders or makers.
    field: &'static ListField,
    dimension: &'static str,
    /// The field and the dimension of those on the other side.
    partners: (&'static ListField, &'static str),
    with: Vec<&'a str>,
    /// The conditions of the page.
    state: ListState,
}

impl<'a> CompareAsked<'a> {
    fn of(visit: &'a Visit) -> Result<Self, Refusal> {
        let of = visit.parameter("of").unwrap_or("funder");
        let (of, other) = match of {
            "funder" => ("funder", "maker"),
            "maker" => ("maker", "funder"),
            other => return Err(no_such("of", other)),
        };
        let found = |wanted: &str| ListField::counted().find(|(field, _)| field.name == wanted).ok_or_else(|| no_such("of", wanted));
        let ((field, dimension), partners) = (found(of)?, found(other)?);
        let mut with: Vec<&str> = Vec::new();
        for value in visit.parameters(&["with"]).flat_map(|(_, values)| values.split(',')).map(str::trim).filter(|value| !value.is_empty())
        {
            if !with.contains(&value) {
                with.push(value);
            }
        }
        if with.len() > MOST {
            return Err(Refusal::bad_request(format!("{} things are too many to compare; {MOST} are the most.", with.len())));
        }
        let state = ListState { search: None, ..ListState::of(visit)? };
        Ok(Self { field, dimension, partners, with, state })
    }

    /// Returns the state in which the resources have to do with one of the things at least.
    fn any(&self) -> ListState {
        self.state.and_any(self.field, &self.with)
    }

    fn variables(&self, add: Option<&str>) -> Result<Map<String, Value>, Refusal> {
        let is_chosen = !self.with.is_empty();
        let state = if is_chosen { self.any() } else { self.state.clone() };
        let mut names = names_asked(&state);
        if let (false, Value::Array(names)) = (is_chosen, &mut names) {
            // The greatest ones can be chosen.
            names.retain(|asked| asked["dimension"] != self.dimension);
            names.push(json!({ "dimension": self.dimension, "first": 12 }));
        }
        let variables = [
            ("filter", state.filter()?),
            ("of", json!(self.dimension)),
            ("partners", json!(self.partners.1)),
            ("with", json!(self.with)),
            ("isChosen", json!(is_chosen)),
            ("names", names),
            ("add", json!(add.unwrap_or_default())),
            ("isAdding", json!(add.is_some())),
        ];
        Ok(variables.map(|(name, value)| (name.to_owned(), value)).into_iter().collect())
    }

    fn link(&self, visit: &Visit, with: &[&str]) -> String {
        let joined = with.join(",");
        let more = [("of", self.field.name), ("with", joined.as_str())];
        self.state.link(visit.links(), PATH, &more.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
    }

    /// Returns the filters for what two things have in common: resources, topics, partners.
    fn pair(&self, one: &str, other: &str) -> Result<Map<String, Value>, Refusal> {
        let [a, b] = [one, other].map(|value| self.state.and(self.field, value));
        let [a, b] = [a.filter()?, b.filter()?];
        let role = if self.field.name == "funder" { "produced" } else { "funded" };
        let both = self.state.and(self.field, one).and(self.field, other).filter()?;
        let related = |field: &str| json!({ "and": [{ field: { "some": a } }, { field: { "some": b } }] });
        let filters = [("both", both), ("topics", related("resources")), ("partners", related(role))];
        Ok(filters.map(|(name, value)| (name.to_owned(), value)).into_iter().collect())
    }
}

/// Answers a request for a comparison.
pub(super) async fn show(visit: Visit) -> Response {
    let answer = compared(&visit).await;
    respond(&visit, answer)
}

async fn compared(visit: &Visit) -> Result<Response, Refusal> {
    visit.takes_page()?;
    let (to, t) = (visit.links(), visit.texts());
    let asked = CompareAsked::of(visit)?;
    let add = visit.parameter("add").filter(|_| asked.with.len() < MOST);
    let answer: CompareAnswer = visit.ask(&DOCUMENT, asked.variables(add)?).await?;
    let names = &answer.resources.names;
    let text = |value: &str| name(asked.field, value, names, t);
    let list = |state: &ListState| state.link(to, "/explore", &[]);
    let pairs = pairs(visit, &asked, &text, &list).await?;
    let charts: Vec<BTreeMap<i32, i64>> = asked.with.iter().map(|value| years(&answer.years, asked.field, value)).collect();
    let scale = YearScale::shared(&charts);
    let mut members = Vec::new();
    for (value, years) in asked.with.iter().zip(&charts) {
        let others: Vec<&str> = asked.with.iter().copied().filter(|other| other != value).collect();
        let alone = others.iter().fold(asked.state.and(asked.field, value), |state, other| state.or(asked.field, other, true));
        let CountAnswer { resources } = visit.ask(&COUNT, alone.variables()?).await?;
        let column = answer.topics.columns.iter().find(|column| value_of(asked.field, column) == **value);
        members.push(Compared {
            text: text(value),
            page: column.and_then(|column| column.node.as_ref()).map(|node| node.link(to)),
            count: column.map_or(0, |column| column.count),
            list: list(&asked.state.and(asked.field, value)),
            alone: (resources.total_count, list(&alone)),
            without: asked.link(visit, &others),
            bars: scale.map_or_else(Vec::new, |scale| scale.bars(years)),
        });
    }
    let table = |id, title, field: &'static ListField, shape: &CrosstabShape| CompareTable {
        id,
        title,
        rows: rows(&asked, field, shape, &|value| value_name(field, value, t), &list, visit),
    };
    let field = |name: &str| ListField::named(name).unwrap_or(asked.field);
    let partners = if asked.field.name == "funder" { t.makers_funded } else { t.funders_of };
    let tables = vec![
        table("topics", t.topics, field("keyword"), &answer.topics),
        table("partners", partners, asked.partners.0, &answer.partners),
        table("formats", t.format, field("format"), &answer.formats),
        table("years", t.years, field("year"), &answer.years),
    ];
    let suggested: Vec<(String, String)> = answer
        .suggest
        .iter()
        .map(|thing| {
            let with: Vec<&str> = asked.with.iter().copied().chain([thing.node.slug.as_str()]).collect();
            (thing.text.clone(), asked.link(visit, &with))
        })
        .collect();
    let candidates = names.iter().filter(|_| asked.with.is_empty()).filter(|facet| facet.dimension == asked.dimension);
    let candidates =
        candidates.flat_map(|facet| &facet.values).map(|value| (value.label.clone(), asked.link(visit, &[&value_of(asked.field, value)])));
    let kept: Vec<(&str, &str)> = visit.parameters(&["of", "with"]).collect();
    let chips = chips(&asked.state, names, &linker(to, PATH, &kept), t);
    let frame = SiteFrame::new(visit, t.compare);
    let frame = frame.of_list(visit, "compare", PATH);
    let compare = ComparePage {
        chips,
        total: answer.resources.total_count,
        tables: tables.into_iter().filter(|table| !asked.with.is_empty() && !table.rows.is_empty()).collect(),
        candidates: candidates.collect(),
        kinds: [("funder", t.funders), ("maker", t.producers)],
        hidden: asked.state.parameters(&[]),
        with: asked.with.join(","),
        of: asked.field.name,
        can_add: asked.with.len() < MOST,
        added: add.unwrap_or_default(),
        scale,
        suggested,
        members,
        pairs,
        frame,
    };
    page(visit, &compare)
}

/// Returns what every two of the things have in common. Each pair costs a query.
async fn pairs(
    visit: &Visit,
    asked: &CompareAsked<'_>,
    text: &(dyn Fn(&str) -> String + Sync),
    list: &(dyn Fn(&ListState) -> String + Sync),
) -> Result<Vec<ComparePair>, Refusal> {
    let mut pairs = Vec::new();
    for (place, one) in asked.with.iter().enumerate() {
        for other in asked.with.iter().skip(place + 1) {
            let PairAnswer { resources, keywords, organizations, persons } = visit.ask(&PAIR, asked.pair(one, other)?).await?;
            pairs.push(ComparePair {
                texts: [text(one), text(other)],
                resources: resources.total_count,
                list: list(&asked.state.and(asked.field, one).and(asked.field, other)),
                topics: keywords.total_count,
                partners: organizations.total_count + persons.total_count,
            });
        }
    }
    Ok(pairs)
}

/// Returns the number of resources of each year of a thing.
fn years(shape: &CrosstabShape, field: &'static ListField, value: &str) -> BTreeMap<i32, i64> {
    let Some(column) = shape.columns.iter().find(|column| value_of(field, column) == value) else { return BTreeMap::new() };
    shape.rows.iter().filter_map(|row| Some((row.header.value.as_ref()?.parse().ok()?, row.count(column)))).collect()
}

fn rows(
    asked: &CompareAsked<'_>,
    field: &'static ListField,
    shape: &CrosstabShape,
    text: &dyn Fn(&FacetValueShape) -> String,
    list: &dyn Fn(&ListState) -> String,
    visit: &Visit,
) -> Vec<CompareRow> {
    let row = |row: &CrosstabRowShape| {
        let cells = asked.with.iter().map(|value| {
            let column = shape.columns.iter().find(|column| value_of(asked.field, column) == **value);
            let state = asked.state.and(asked.field, value).and(field, &value_of(field, &row.header));
            (column.map_or(0, |column| row.count(column)), list(&state))
        });
        let page = row.header.node.as_ref().map(|node| node.link(visit.links()));
        CompareRow { text: text(&row.header), page, cells: cells.collect() }
    };
    let rows = shape.rows.iter().map(row);
    rows.filter(|row| row.cells.iter().any(|(count, _)| *count > 0)).collect()
}

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage<'a> {
    frame: SiteFrame<'a>,
    chips: Vec<Chip>,
    /// The resources that one of the things at least has to do with.
    total: i64,
    members: Vec<Compared>,
    pairs: Vec<ComparePair>,
    tables: Vec<CompareTable>,
    scale: Option<YearScale>,
    /// Things that can be added: those that the reader searched for, and the greatest ones.
    suggested: Vec<(String, String)>,
    candidates: Vec<(String, String)>,
    kinds: [(&'static str, &'static str); 2],
    hidden: Vec<(String, String)>,
    with: String,
    of: &'static str,
    can_add: bool,
    added: &'a str,
}

impl ComparePage<'_> {
    /// Returns the things that can be added, each with the address that does it.
    fn choices(&self) -> &[(String, String)] {
        if self.added.is_empty() { &self.candidates } else { &self.suggested }
    }
}
