//! The list of resources: search, conditions, order, pages.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::answer::{Card, EdgesShape};
use super::ask::PageDocument;
use super::files::{self, ListFile};
use super::form::Form;
use super::frame::{SiteFrame, page};
use super::respond;
use super::texts::PageTexts;
use super::thing::window;
use super::visit::Visit;
use crate::format::ExportKind;
use crate::http::error::Refusal;

pub(super) static DOCUMENT: PageDocument =
    PageDocument::new(concat!(include_str!("documents/resources.graphql"), include_str!("documents/card.graphql")));

/// The parameters of the address that are conditions.
const CONDITIONS: [&str; 16] = [
    "maker", "producer", "author", "editor", "publisher", "distributor", "host", "funder", "sponsor", "keyword", "collection", "year",
    "format", "language", "license", "without",
];
/// The most conditions of an address.
const MOST_CONDITIONS: usize = 20;
/// The orders, by their names in the address.
const ORDERS: [&str; 6] = ["relevance", "newest", "oldest", "title", "added", "updated"];

#[derive(Deserialize)]
struct ResourcesAnswer {
    resources: EdgesShape<Hit>,
    #[serde(default)]
    organizations: NamedNodes,
    #[serde(default)]
    persons: NamedNodes,
    #[serde(default)]
    keywords: NamedNodes,
    collection: Option<NamedNode>,
}

#[derive(Deserialize)]
struct Hit {
    node: Card,
    #[serde(default)]
    matches: Vec<Match>,
}

/// A text in which a searched word stands.
#[derive(Deserialize)]
struct Match {
    field: String,
    /// HTML: found words in `<mark>`, everything else escaped by the graph's API.
    snippet: String,
}

impl Hit {
    /// Returns the texts that show more than the title does.
    fn shown(&self) -> impl Iterator<Item = &Match> {
        self.matches.iter().filter(|found| matches!(found.field.as_str(), "DESCRIPTION" | "NOTE" | "AWARD")).take(2)
    }
}

/// Nodes that conditions name by their slugs.
#[derive(Default, Deserialize)]
struct NamedNodes {
    nodes: Vec<NamedNode>,
}

#[derive(Deserialize)]
struct NamedNode {
    slug: String,
    text: String,
}

/// A condition of the list, as the page shows it.
struct Chip<'a> {
    name: &'a str,
    text: &'a str,
    /// The address of the list without it.
    without: String,
}

/// Answers a request for the list.
pub(super) async fn list(visit: Visit) -> Response {
    let answer = listed(&visit).await;
    respond(&visit, answer)
}

async fn listed(visit: &Visit) -> Result<Response, Refusal> {
    if Form::preferred(&visit.headers, &[Form::Html]).is_none() {
        return Err(Refusal::no_such_form("`text/html` here, and as JSON at /graphql"));
    }
    let conditions: Vec<(&str, &str)> = visit.parameters(&CONDITIONS).collect();
    let search = visit.parameter("q");
    let sort = visit.parameter("sort").filter(|sort| !sort.is_empty());
    if let Some(sort) = sort.filter(|sort| !ORDERS.contains(sort)) {
        return Err(no_such_order(sort));
    }
    let variables = variables(visit, &conditions, search, sort)?;
    let answer: ResourcesAnswer = visit.ask(&DOCUMENT, variables.clone()).await?;
    let files = files::of(visit.links(), ExportKind::Resources, &variables, answer.resources.total_count);
    let frame = SiteFrame { searched: search.unwrap_or_default(), ..SiteFrame::new(visit, visit.texts().resources) };
    let is_whole = visit.query.is_empty();
    let frame = if is_whole { frame.at("resources", "/resources") } else { SiteFrame { noun: "resources", ..frame } };
    let chips = conditions.iter().map(|(name, value)| Chip {
        name,
        text: answer.text(name, value, frame.t),
        without: link_without(visit, name, value),
    });
    let chips = chips.collect();
    page(visit, &ResourcesPage { chips, sort: sort.unwrap_or_default(), hidden: conditions.clone(), list: &answer.resources, files, frame })
}

/// Returns the address of the list without a condition, from its first page.
fn link_without(visit: &Visit, name: &str, value: &str) -> String {
    let others = visit.query.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let others = others.filter(|(other, text)| !matches!(*other, "after" | "before") && (*other, *text) != (name, value));
    visit.links().with("/resources", &others.collect::<Vec<_>>())
}

fn variables(visit: &Visit, conditions: &[(&str, &str)], search: Option<&str>, sort: Option<&str>) -> Result<Map<String, Value>, Refusal> {
    if conditions.len() > MOST_CONDITIONS {
        return Err(Refusal::bad_request(format!("The address has {} conditions; {MOST_CONDITIONS} are the most.", conditions.len())));
    }
    let all = conditions.iter().map(|(name, value)| condition(name, value)).collect::<Result<Vec<Value>, Refusal>>()?;
    let slugs =
        |names: &[&str]| -> Vec<&str> { conditions.iter().filter(|(name, _)| names.contains(name)).map(|(_, slug)| *slug).collect() };
    let agents = slugs(&["maker", "producer", "author", "editor", "publisher", "distributor", "host", "funder", "sponsor"]);
    let order = match sort.filter(|sort| *sort != "relevance" || search.is_some()) {
        None => Value::Null,
        Some("relevance") => json!([{ "field": "RELEVANCE" }]),
        Some("oldest") => json!([{ "field": "YEAR", "direction": "ASC" }]),
        Some("title") => json!([{ "field": "TITLE", "direction": "ASC" }]),
        Some("added") => json!([{ "field": "CREATED_AT", "direction": "DESC" }]),
        Some("updated") => json!([{ "field": "UPDATED_AT", "direction": "DESC" }]),
        Some(_) => json!([{ "field": "YEAR", "direction": "DESC" }]),
    };
    let (keywords, collection) = (slugs(&["keyword"]), slugs(&["collection"]));
    let mut variables = window(visit);
    variables.extend(
        [
            ("search", json!(search)),
            ("filter", if all.is_empty() { Value::Null } else { json!({ "and": all }) }),
            ("order", order),
            ("hasAgents", json!(!agents.is_empty())),
            ("agents", json!(agents)),
            ("hasKeywords", json!(!keywords.is_empty())),
            ("keywords", json!(keywords)),
            ("hasCollection", json!(!collection.is_empty())),
            ("collection", json!(collection.first().copied().unwrap_or_default())),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    Ok(variables)
}

/// Returns the condition that a parameter of the address stands for, as the graph takes it.
fn condition(name: &str, value: &str) -> Result<Value, Refusal> {
    let some = json!({ "slug": { "eq": value } });
    Ok(match name {
        "maker" => json!({ "producers": { "some": some } }),
        "producer" | "author" | "editor" | "publisher" | "distributor" | "host" => {
            json!({ "producers": { "role": name.to_ascii_uppercase(), "some": some } })
        }
        "funder" => json!({ "funders": { "some": some } }),
        "sponsor" => json!({ "funders": { "kind": "SPONSOR", "some": some } }),
        "keyword" => json!({ "keywords": { "some": some } }),
        "collection" => json!({ "collection": some }),
        "language" => json!({ "language": { "eq": value } }),
        "license" => json!({ "license": { "eq": value } }),
        "format" if value.len() < 20 && value.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_') => {
            json!({ "format": { "eq": value.to_ascii_uppercase() } })
        }
        "year" => json!({ "year": years(value)? }),
        "without" => lacking(value)?,
        _ => return Err(unknown(name, value)),
    })
}

/// Returns the condition on the year that `2021` or `2015..2021` stands for.
fn years(text: &str) -> Result<Value, Refusal> {
    let year = |text: &str| text.parse::<i32>().map_err(|_| unknown("year", text));
    Ok(match text.split_once("..") {
        None => json!({ "eq": year(text)? }),
        Some((first, "")) => json!({ "gte": year(first)? }),
        Some(("", last)) => json!({ "lte": year(last)? }),
        Some((first, last)) => {
            let (first, last) = (year(first)?, year(last)?);
            if last < first {
                return Err(Refusal::bad_request(format!("The years `{text}` end before they begin.")));
            }
            json!({ "gte": first, "lte": last })
        }
    })
}

/// Returns the condition that a field has no value.
fn lacking(field: &str) -> Result<Value, Refusal> {
    let absent = json!({ "isNull": true });
    Ok(match field {
        "year" | "format" | "description" | "language" | "landingPage" | "license" => json!({ field: absent }),
        "identifiers" => json!({ "identifier": absent }),
        "collections" => json!({ "collection": absent }),
        "producers" | "funders" | "keywords" => json!({ field: { "none": {} } }),
        _ => return Err(unknown("without", field)),
    })
}

/// Says that a list has no such order.
pub(super) fn no_such_order(name: &str) -> Refusal {
    let name: String = name.chars().take(100).collect();
    Refusal::bad_request(format!("The list has no order `{name}`."))
}

fn unknown(name: &str, value: &str) -> Refusal {
    let value: String = value.chars().take(100).collect();
    Refusal::bad_request(format!("The list has no condition `{name}={value}`."))
}

impl ResourcesAnswer {
    /// Returns the text to show for the value of a condition.
    fn text<'a>(&'a self, name: &str, value: &'a str, t: &PageTexts) -> &'a str {
        let named = match name {
            "keyword" => self.keywords.nodes.iter().find(|node| node.slug == value),
            "collection" => self.collection.iter().find(|node| node.slug == value),
            "format" => return t.format(value),
            "without" => return t.field_name(value),
            "language" => return super::texts::language_name(value),
            "year" | "license" => None,
            _ => self.organizations.nodes.iter().chain(&self.persons.nodes).find(|node| node.slug == value),
        };
        named.map_or(value, |node| &node.text)
    }
}

#[derive(Template)]
#[template(path = "resources.html")]
struct ResourcesPage<'a> {
    frame: SiteFrame<'a>,
    chips: Vec<Chip<'a>>,
    hidden: Vec<(&'a str, &'a str)>,
    sort: &'a str,
    list: &'a EdgesShape<Hit>,
    files: Vec<ListFile>,
}

impl ResourcesPage<'_> {
    /// Returns the orders that the reader can choose, each with its words.
    fn orders(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let t = self.frame.t;
        let words = [t.by_relevance, t.by_newest, t.by_oldest, t.by_title, t.by_added, t.by_updated];
        ORDERS.into_iter().zip(words).filter(|(name, _)| *name != "relevance" || !self.frame.searched.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_become_conditions() {
        assert_eq!(condition("year", "2015..2021").unwrap(), json!({ "year": { "gte": 2015, "lte": 2021 } }));
        assert_eq!(condition("year", "2021").unwrap(), json!({ "year": { "eq": 2021 } }));
        assert_eq!(condition("without", "funders").unwrap(), json!({ "funders": { "none": {} } }));
        assert_eq!(condition("format", "brief").unwrap(), json!({ "format": { "eq": "BRIEF" } }));
        for (name, value) in
            [("year", "soon"), ("year", "1..x"), ("year", "2015..2013"), ("without", "colour"), ("format", "\"}"), ("colour", "red")]
        {
            assert!(condition(name, value).is_err(), "{name}={value}");
        }
    }
}
