//! Counts as tables: facets and crosstabs.

use super::Parameters;
use crate::catalog::View;
use crate::format::TableCell;
use crate::graph::{Ask, Axis, Dimension, FacetAsk, Pick, ValueOrder};
use crate::graphql::error::{Error, Result};
use crate::graphql::{dimension, facet_value};

/// The most rows, and the most columns, of a crosstab.
pub const MOST_HEADERS: usize = 1_000;
/// The most values in front that can be left out.
const MOST_LEFT_OUT: usize = 1_000_000;
/// The number of rows and columns of a crosstab when none is said.
const USUAL: usize = 100;
/// The label for resources without a value.
const UNKNOWN: &str = "(none)";

/// Counts that are asked for.
#[derive(Debug, Clone)]
pub(super) enum CountsAsked {
    Facet(Dimension),
    Crosstab(Axis, Axis),
}

/// A table of counts.
#[derive(Debug)]
pub(super) struct CountTable {
    pub(super) headers: Vec<String>,
    pub(super) rows: Vec<Vec<TableCell<'static>>>,
}

impl CountsAsked {
    pub(super) fn facet(parameters: &Parameters) -> Result<Self> {
        Ok(Self::Facet(named("by", parameters.by.as_deref())?))
    }

    pub(super) fn crosstab(parameters: &Parameters) -> Result<Self> {
        let Parameters { rows, row_limit, row_order, row_offset, columns, column_limit, column_order, column_offset, .. } = parameters;
        let axis = |[name, limit_name, order_name, offset_name]: [&str; 4], [dimension, limit, order, offset]: [&Option<String>; 4]| {
            let pick = Pick {
                order: ordered(order_name, order.as_deref())?,
                offset: offset.as_deref().map_or(Ok(0), |offset| whole(offset_name, offset, 0, MOST_LEFT_OUT))?,
                ..Pick::first(limit.as_deref().map_or(Ok(USUAL), |limit| whole(limit_name, limit, 1, MOST_HEADERS))?)
            };
            Ok::<Axis, Error>(Axis { dimension: named(name, dimension.as_deref())?, pick })
        };
        let rows = axis(["rows", "rowLimit", "rowOrder", "rowOffset"], [rows, row_limit, row_order, row_offset])?;
        let columns =
            axis(["columns", "columnLimit", "columnOrder", "columnOffset"], [columns, column_limit, column_order, column_offset])?;
        Ok(Self::Crosstab(rows, columns))
    }

    /// Counts the resources that are asked for.
    pub(super) async fn count(self, view: &View, ask: Ask) -> Result<CountTable> {
        match self {
            Self::Facet(dimension) => facet(view, ask, dimension).await,
            Self::Crosstab(rows, columns) => crosstab(view, ask, rows, columns).await,
        }
    }
}

/// A row for each value, the most frequent first; the last one stands for resources without a value.
async fn facet(view: &View, ask: Ask, dimension: Dimension) -> Result<CountTable> {
    let counting = view.count(move |graph, deadline| {
        let set = graph.set(&ask, deadline)?;
        let ask = FacetAsk { dimension, text: None, pick: Pick::first(usize::MAX) };
        graph.facets(&set, &[ask], deadline)
    });
    let facet = counting.await?.pop().unwrap_or_default();
    let mut rows = Vec::with_capacity(facet.values.len() + 1);
    for tally in &facet.values {
        let (label, value) = facet_value(&view.graph, tally.value)?;
        rows.push(vec![label.into(), value.into(), TableCell::Number(tally.count.into())]);
    }
    if facet.unknown > 0 {
        rows.push(vec![UNKNOWN.to_owned().into(), TableCell::Empty, TableCell::Number(facet.unknown.into())]);
    }
    Ok(CountTable { headers: ["label", "value", "resources"].map(str::to_owned).into(), rows })
}

/// A row for each of the most frequent values of one dimension, a column for each of the other.
async fn crosstab(view: &View, ask: Ask, rows: Axis, columns: Axis) -> Result<CountTable> {
    let counting = view.analyse(move |graph, deadline| {
        let set = graph.set(&ask, deadline)?;
        graph.crosstab(&set, &rows, &columns, true, deadline)
    });
    let counted = counting.await?;
    let label = |value: Option<_>| match value {
        Some(value) => facet_value(&view.graph, value).map(|(label, _)| label),
        None => Ok(UNKNOWN.to_owned()),
    };
    let mut headers = vec!["label".to_owned(), "resources".to_owned()];
    for column in &counted.columns {
        headers.push(label(column.value)?);
    }
    let mut table = Vec::with_capacity(counted.rows.len());
    for (row, cells) in counted.rows.iter().zip(&counted.cells) {
        let mut line = vec![label(row.value)?.into(), TableCell::Number(row.count.into())];
        line.extend((0..counted.columns.len()).map(|_| TableCell::Number(0)));
        for cell in cells {
            if let Some(place) = line.get_mut(cell.column + 2) {
                *place = TableCell::Number(cell.count.into());
            }
        }
        table.push(line);
    }
    Ok(CountTable { headers, rows: table })
}

fn named(name: &str, value: Option<&str>) -> Result<Dimension> {
    dimension(value.ok_or_else(|| Error::bad_input(format!("`{name}` is missing: say by what to count, for example `{name}=FUNDER`.")))?)
}

fn whole(name: &str, value: &str, least: usize, most: usize) -> Result<usize> {
    let number = value.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| Error::bad_input(format!("`{name}` is {value}; it must be between {least} and {most}.")))
}

fn ordered(name: &str, value: Option<&str>) -> Result<ValueOrder> {
    match value {
        None | Some("COUNT_DESC") => Ok(ValueOrder::Frequent),
        Some("LABEL_ASC") => Ok(ValueOrder::Label),
        Some(other) => Err(Error::bad_input(format!("`{name}` is {other}; it must be COUNT_DESC or LABEL_ASC."))),
    }
}
