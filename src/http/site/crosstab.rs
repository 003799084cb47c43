//! Crosstabs: the number of resources that have each pair of values of two fields, as a heat table.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::answer::{FacetShape, FacetValueShape};
use super::ask::PageDocument;
use super::explore::{
    Chip, CrosstabRowShape, CrosstabShape, ListField, ListState, chips, linker, names_asked, no_such, page_number, value_name, value_of,
};
use super::files::{self, ListFile};
use super::frame::{SiteFrame, page};
use super::links::PageLinks;
use super::picture::{Bar, YearScale};
use super::respond;
use super::texts::PageTexts;
use super::visit::Visit;
use crate::export::{self, Topic};
use crate::http::error::Refusal;

pub(super) static DOCUMENT: PageDocument = PageDocument::new(concat!(
    include_str!("documents/crosstab.graphql"),
    include_str!("documents/crossed.graphql"),
    include_str!("documents/named.graphql")
));
/// The query that the page gives to programs.
const AS_GRAPHQL: &str = include_str!("documents/crosstab_as_graphql.graphql");
#[cfg(test)]
pub(super) static GIVEN: PageDocument = PageDocument::new(AS_GRAPHQL);

/// The path of the page.
const PATH: &str = "/crosstab";
/// The rows of a page, the columns, and the columns where they are years.
const ROWS: i64 = 20;
const COLUMNS: i64 = 10;
const YEARS: i64 = 30;
/// The charts of a page.
const CHARTS: usize = 12;
/// The steps of the colours of cells.
const STEPS: f64 = 8.0;

#[derive(Deserialize)]
struct CrosstabAnswer {
    table: CrosstabShape,
    resources: NamesFound,
}

/// The names of the values of conditions.
#[derive(Deserialize)]
pub(super) struct NamesFound {
    pub(super) names: Vec<FacetShape>,
}

/// The table that an address asks for.
struct CrosstabAsked<'a> {
    rows: CrosstabSide,
    columns: CrosstabSide,
    /// True when cells show their share of the row.
    has_shares: bool,
    state: &'a ListState,
}

/// A side of the table.
struct CrosstabSide {
    field: &'static ListField,
    dimension: &'static str,
    is_by_label: bool,
    /// The number of the page, from 1.
    at: i64,
    limit: i64,
}

impl CrosstabSide {
    /// Reads a side from the address: the parameters of its field, its order and its page.
    fn of(visit: &Visit, [name, sort, page]: [&str; 3], usual: &str, limit: i64) -> Result<Self, Refusal> {
        let said = visit.parameter(name).unwrap_or(usual);
        let mut counted = ListField::counted();
        let (field, dimension) = counted.find(|(field, _)| field.name == said).ok_or_else(|| no_such(name, said))?;
        let is_by_label = match visit.parameter(sort) {
            None => field.name == "year",
            Some("label") => true,
            Some("count") => false,
            Some(other) => return Err(no_such(sort, other)),
        };
        let limit = if field.name == "year" { YEARS } else { limit };
        Ok(Self { field, dimension, is_by_label, at: page_number(visit.parameter(page)), limit })
    }

    fn order(&self) -> &'static str {
        if self.is_by_label { "LABEL_ASC" } else { "COUNT_DESC" }
    }

    fn offset(&self) -> i64 {
        (self.at - 1) * self.limit
    }
}

impl<'a> CrosstabAsked<'a> {
    fn of(visit: &Visit, state: &'a ListState) -> Result<Self, Refusal> {
        let has_shares = match visit.parameter("show") {
            None | Some("counts") => false,
            Some("shares") => true,
            Some(other) => return Err(no_such("show", other)),
        };
        let rows = CrosstabSide::of(visit, ["rows", "rowsort", "row"], "funder", ROWS)?;
        let columns = CrosstabSide::of(visit, ["columns", "columnsort", "column"], "keyword", COLUMNS)?;
        Ok(Self { rows, columns, has_shares, state })
    }

    /// Returns the variables of the query that the page gives to programs.
    fn variables(&self) -> Result<Map<String, Value>, Refusal> {
        let mut variables = self.state.variables()?;
        let sides = [
            ("rows", json!(self.rows.dimension)),
            ("columns", json!(self.columns.dimension)),
            ("rowLimit", json!(self.rows.limit)),
            ("columnLimit", json!(self.columns.limit)),
            ("rowOffset", json!(self.rows.offset())),
            ("columnOffset", json!(self.columns.offset())),
            ("rowOrder", json!(self.rows.order())),
            ("columnOrder", json!(self.columns.order())),
        ];
        variables.extend(sides.map(|(name, value)| (name.to_owned(), value)));
        Ok(variables)
    }
}

/// Answers a request for a table.
pub(super) async fn show(visit: Visit) -> Response {
    let answer = shown(&visit).await;
    respond(&visit, answer)
}

async fn shown(visit: &Visit) -> Result<Response, Refusal> {
    visit.takes_page()?;
    let (to, t) = (visit.links(), visit.texts());
    let state = ListState::of(visit)?;
    let asked = CrosstabAsked::of(visit, &state)?;
    let variables = asked.variables()?;
    let mut all = variables.clone();
    all.insert("names".to_owned(), names_asked(&state));
    let answer: CrosstabAnswer = visit.ask(&DOCUMENT, all).await?;
    let arguments = ["rows", "columns", "rowOrder", "columnOrder"]
        .map(|name| (name, variables.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()));
    // A file goes on where the page ends.
    let most = ["rowLimit", "columnLimit"].map(|name| (name, export::MOST_HEADERS.to_string()));
    let arguments: Vec<_> = arguments.into_iter().chain(most).chain(files::selection(&variables)).collect();
    let files = files::of(to, Topic::Crosstab, &arguments, answer.table.total_count);
    let kept: Vec<(&str, &str)> = visit.parameters(&["rows", "columns", "rowsort", "columnsort", "show"]).collect();
    let link = linker(to, PATH, &kept);
    let as_graphql = to.with("/playground/", &[("query", AS_GRAPHQL), ("variables", &Value::Object(variables).to_string())]);
    let frame = SiteFrame { searched: state.search.as_deref().unwrap_or_default(), ..SiteFrame::new(visit, t.crosstab) };
    let frame = frame.of_list(visit, "crosstab", PATH);
    let crosstab = CrosstabPage {
        chips: chips(&state, &answer.resources.names, &link, t),
        table: HeatTable::of(&asked, &answer.table, to, t),
        hidden: ListState { search: None, conditions: state.conditions.clone() }.parameters(&[]),
        total: answer.table.total_count,
        asked,
        files,
        as_graphql,
        frame,
    };
    page(visit, &crosstab)
}

/// A header of a row or a column.
struct HeatHeader {
    text: String,
    /// The address of the page of the thing, if it has one.
    page: Option<String>,
    count: i64,
    /// The address of the list that the number counts.
    list: String,
}

struct HeatRow {
    header: HeatHeader,
    cells: Vec<HeatCell>,
    bars: Vec<Bar>,
}

/// A cell: its number, the step of its colour, the list that it counts.
struct HeatCell {
    count: i64,
    step: i64,
    list: String,
}

struct HeatTable {
    columns: Vec<HeatHeader>,
    rows: Vec<HeatRow>,
    row_count: i64,
    column_count: i64,
    /// The years of the charts, where the columns are years.
    scale: Option<YearScale>,
}

impl HeatTable {
    fn of(asked: &CrosstabAsked<'_>, answer: &CrosstabShape, to: PageLinks<'_>, t: &PageTexts) -> Self {
        let CrosstabAsked { rows, columns, has_shares, state } = asked;
        let list = |state: &ListState| state.link(to, "/explore", &[]);
        let header = |field: &'static ListField, value: &FacetValueShape| HeatHeader {
            text: value_name(field, value, t),
            page: value.node.as_ref().map(|node| node.link(to)),
            count: value.count,
            list: list(&state.and(field, &value_of(field, value))),
        };
        let size = |count: i64, all: i64| if *has_shares { count * 1_000 / all.max(1) } else { count };
        let all = answer.rows.iter().flat_map(|row| row.cells.iter().map(|cell| size(cell.count, row.header.count)));
        let most = all.max().unwrap_or(1).max(1);
        let charts: Vec<BTreeMap<i32, i64>> = answer.rows.iter().map(CrosstabRowShape::years).collect();
        let scale = YearScale::shared(&charts).filter(|_| columns.field.name == "year");
        let row = |(row, years): (&CrosstabRowShape, &BTreeMap<i32, i64>)| {
            let narrowed = state.and(rows.field, &value_of(rows.field, &row.header));
            let cell = |column: &FacetValueShape| {
                let count = row.count(column);
                // The square root keeps small numbers apart where a few are very great.
                let step = (size(count, row.header.count) as f64 / most as f64).sqrt() * STEPS;
                HeatCell { count, step: step.ceil() as i64, list: list(&narrowed.and(columns.field, &value_of(columns.field, column))) }
            };
            HeatRow {
                header: header(rows.field, &row.header),
                cells: answer.columns.iter().map(cell).collect(),
                bars: scale.map_or_else(Vec::new, |scale| scale.bars(years)),
            }
        };
        Self {
            columns: answer.columns.iter().map(|column| header(columns.field, column)).collect(),
            rows: answer.rows.iter().zip(&charts).map(row).collect(),
            row_count: answer.row_count,
            column_count: answer.column_count,
            scale,
        }
    }
}

#[derive(Template)]
#[template(path = "crosstab.html")]
struct CrosstabPage<'a> {
    frame: SiteFrame<'a>,
    asked: CrosstabAsked<'a>,
    /// The conditions as parameters, for the form.
    hidden: Vec<(String, String)>,
    chips: Vec<Chip>,
    total: i64,
    table: HeatTable,
    files: Vec<ListFile>,
    as_graphql: String,
}

impl CrosstabPage<'_> {
    /// Returns the fields that a side can be of.
    fn fields(&self) -> impl Iterator<Item = &'static ListField> {
        ListField::counted().map(|(field, _)| field)
    }

    /// Returns the sides, for the menus: name, words, field, name of the order, true when it is by label.
    fn sides(&self) -> [(&'static str, &'static str, &CrosstabSide, &'static str); 2] {
        let t = self.frame.t;
        [("rows", t.rows, &self.asked.rows, "rowsort"), ("columns", t.columns, &self.asked.columns, "columnsort")]
    }

    /// Returns the parameters of the table: fields, orders, what cells show, and the numbers of the pages.
    fn parameters(&self, [rows, columns]: [&CrosstabSide; 2], [row, column]: [i64; 2]) -> Vec<(&'static str, String)> {
        let mut parameters = vec![("rows", rows.field.name.to_owned()), ("columns", columns.field.name.to_owned())];
        for (name, side) in [("rowsort", rows), ("columnsort", columns)] {
            if side.is_by_label != (side.field.name == "year") {
                parameters.push((name, if side.is_by_label { "label" } else { "count" }.to_owned()));
            }
        }
        if self.asked.has_shares {
            parameters.push(("show", "shares".to_owned()));
        }
        for (name, at) in [("row", row), ("column", column)] {
            if at > 1 {
                parameters.push((name, at.to_string()));
            }
        }
        parameters
    }

    fn link(&self, parameters: &[(&'static str, String)]) -> String {
        let parameters: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.asked.state.link(self.frame.to, PATH, &parameters)
    }

    /// Returns the pages beside this one: words and address.
    fn turns(&self) -> Vec<(&'static str, String)> {
        let (t, CrosstabAsked { rows, columns, .. }) = (self.frame.t, &self.asked);
        let to = |row: i64, column: i64| self.link(&self.parameters([rows, columns], [row, column]));
        let has_next = |side: &CrosstabSide, count: i64| side.at * side.limit < count;
        [
            (rows.at > 1, t.previous_rows, rows.at - 1, columns.at),
            (has_next(rows, self.table.row_count), t.next_rows, rows.at + 1, columns.at),
            (columns.at > 1, t.previous_columns, rows.at, columns.at - 1),
            (has_next(columns, self.table.column_count), t.next_columns, rows.at, columns.at + 1),
        ]
        .into_iter()
        .filter(|(is_there, ..)| *is_there)
        .map(|(_, words, row, column)| (words, to(row, column)))
        .collect()
    }

    /// Returns the address of the table with its sides changed.
    fn swapped(&self) -> String {
        let CrosstabAsked { rows, columns, .. } = &self.asked;
        self.link(&self.parameters([columns, rows], [1, 1]))
    }

    /// Returns the address that a suggestion adds a condition to.
    fn here(&self) -> String {
        let state = ListState { search: None, conditions: self.asked.state.conditions.clone() };
        let parameters = self.parameters([&self.asked.rows, &self.asked.columns], [1, 1]);
        state.link(self.frame.to, PATH, &parameters.iter().map(|(name, value)| (*name, value.as_str())).collect::<Vec<_>>())
    }

    /// Returns the address of the resources that the table counts.
    fn list(&self) -> String {
        self.asked.state.link(self.frame.to, "/explore", &[])
    }

    /// Returns the rows that have a chart.
    fn charts(&self) -> impl Iterator<Item = &HeatRow> {
        self.table.rows.iter().filter(|row| self.table.scale.is_some() && !row.bars.is_empty()).take(CHARTS)
    }
}
