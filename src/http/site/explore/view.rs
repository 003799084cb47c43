//! The ways to look at a list: its resources, or what they have in common, counted: funders, makers, topics, years.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use super::facets::value_of;
use super::field::ListField;
use super::state::ListState;
use super::value_name;
use crate::http::site::answer::{FacetValueShape, ValueNode};
use crate::http::site::links::PageLinks;
use crate::http::site::picture::{Bar, YearScale};
use crate::http::site::texts::PageTexts;

/// The rows of a page of a counted view.
pub(super) const ROWS: i64 = 50;
/// The last page that can be asked for.
const MOST_PAGES: i64 = 20_000;

/// A way to look at the list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ListView {
    /// The name in the address; empty for the list itself.
    pub(super) name: &'static str,
    /// The field whose values are counted; none for the list itself.
    field: &'static str,
}

pub(super) static VIEWS: [ListView; 5] = [
    ListView { name: "", field: "" },
    ListView { name: "funders", field: "funder" },
    ListView { name: "makers", field: "maker" },
    ListView { name: "topics", field: "keyword" },
    ListView { name: "years", field: "year" },
];

impl ListView {
    /// Returns the one with this name.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        VIEWS.iter().find(|view| view.name == name)
    }

    pub(super) fn title(&self, t: &PageTexts) -> &'static str {
        match self.name {
            "funders" => t.funders,
            "makers" => t.producers,
            "topics" => t.topics,
            "years" => t.years,
            _ => t.resources,
        }
    }

    /// Returns the field whose values are counted, with its dimension.
    pub(super) fn counted(&self) -> Option<(&'static ListField, &'static str)> {
        let field = ListField::named(self.field)?;
        Some((field, field.dimension?))
    }

    /// Returns true when its rows are years.
    fn is_of_years(&self) -> bool {
        self.field == "year"
    }

    /// Returns the variables that ask for its table.
    pub(super) fn variables(&self, is_by_label: bool, page: i64) -> [(&'static str, Value); 6] {
        let (columns, column_limit) = if self.is_of_years() { ("FORMAT", 0) } else { ("YEAR", 100) };
        [
            ("isTable", json!(self.counted().is_some())),
            ("rows", json!(self.counted().map_or("KEYWORD", |(_, dimension)| dimension))),
            ("columns", json!(columns)),
            ("columnLimit", json!(column_limit)),
            ("rowOrder", json!(if is_by_label { "LABEL_ASC" } else { "COUNT_DESC" })),
            ("rowOffset", json!((page - 1) * ROWS)),
        ]
    }

    /// Returns true when the rows are in the order of their labels: years are, if nothing else was asked for.
    pub(super) fn is_by_label(&self, sort: Option<&str>) -> bool {
        sort.map_or(self.is_of_years(), |sort| sort == "label")
    }
}

/// Returns the number of the page that an address names, from 1.
pub(in crate::http::site) fn page_number(text: Option<&str>) -> i64 {
    text.and_then(|text| text.parse().ok()).unwrap_or(1).clamp(1, MOST_PAGES)
}

/// Counts by two dimensions.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::http::site) struct CrosstabShape {
    pub(in crate::http::site) rows: Vec<CrosstabRowShape>,
    pub(in crate::http::site) columns: Vec<FacetValueShape>,
    pub(in crate::http::site) row_count: i64,
    pub(in crate::http::site) column_count: i64,
    pub(in crate::http::site) total_count: i64,
}

#[derive(Debug, Deserialize)]
pub(in crate::http::site) struct CrosstabRowShape {
    pub(in crate::http::site) header: FacetValueShape,
    pub(in crate::http::site) cells: Vec<CrosstabCellShape>,
}

#[derive(Debug, Deserialize)]
pub(in crate::http::site) struct CrosstabCellShape {
    pub(in crate::http::site) count: i64,
    column: ColumnKey,
}

#[derive(Debug, Deserialize)]
struct ColumnKey {
    value: Option<String>,
}

impl CrosstabCellShape {
    /// Returns true when it stands in a column.
    pub(in crate::http::site) fn is_in(&self, column: &FacetValueShape) -> bool {
        self.column.value == column.value
    }
}

impl CrosstabRowShape {
    /// Returns the number of resources that the row has in common with a column.
    pub(in crate::http::site) fn count(&self, column: &FacetValueShape) -> i64 {
        self.cells.iter().find(|cell| cell.is_in(column)).map_or(0, |cell| cell.count)
    }

    /// Returns the number of resources of each year, where the columns are years.
    pub(in crate::http::site) fn years(&self) -> BTreeMap<i32, i64> {
        self.cells.iter().filter_map(|cell| Some((cell.column.value.as_ref()?.parse().ok()?, cell.count))).collect()
    }
}

/// A row of a counted view.
pub(super) struct ViewRow {
    pub(super) text: String,
    /// The address of the page of the thing, if it has one.
    pub(super) page: Option<String>,
    pub(super) count: i64,
    /// The address of the list that the number counts.
    pub(super) list: String,
    pub(super) bars: Vec<Bar>,
}

/// A counted view as the page shows it.
pub(super) struct ViewTable {
    pub(super) rows: Vec<ViewRow>,
    /// The number of values, on whatever page.
    pub(super) values: i64,
    /// The years of the bars.
    pub(super) scale: Option<YearScale>,
    /// The bars of all rows, where the rows are years.
    pub(super) bars: Vec<(String, Bar)>,
}

impl ViewTable {
    pub(super) fn of(view: &ListView, answer: &CrosstabShape, state: &ListState, to: PageLinks<'_>, t: &PageTexts) -> Option<Self> {
        let (field, _) = view.counted()?;
        let list = |value: &str| state.and(field, value).link(to, "/explore", &[]);
        let charts: Vec<_> = answer.rows.iter().map(CrosstabRowShape::years).collect();
        let scale = YearScale::shared(&charts);
        let row = |row: &CrosstabRowShape, years| {
            let header = &row.header;
            let bars = scale.filter(|_| header.value.is_some()).map_or_else(Vec::new, |scale| scale.bars(years));
            ViewRow {
                text: value_name(field, header, t),
                page: header.node.as_ref().map(|node: &ValueNode| node.link(to)),
                count: header.count,
                list: list(&value_of(field, header)),
                bars,
            }
        };
        let rows = answer.rows.iter().zip(&charts).map(|(shape, years)| row(shape, years)).collect();
        let bars = if view.is_of_years() {
            let counts = answer.rows.iter().filter_map(|row| Some((row.header.value.as_ref()?.parse().ok()?, row.header.count))).collect();
            let bars = YearScale::of(&counts).map_or_else(Vec::new, |scale| scale.bars(&counts));
            bars.into_iter().map(|bar| (list(&bar.year), bar)).collect()
        } else {
            Vec::new()
        };
        Some(Self { rows, values: answer.row_count, scale, bars })
    }
}
