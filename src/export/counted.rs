//! Counts as tables: facets and crosstabs.

use super::Parameters;
use crate::catalog::View;
use crate::format::TableCell;
use crate::graph::{Ask, Axis, Dimension, FacetAsk, Pick};
use crate::graphql::error::{Error, Result};
use crate::graphql::{dimension, facet_value};

/// The most rows, and the most columns, of a crosstab.
const MOST: usize = 1_000;
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
        let Parameters { rows, row_limit, columns, column_limit, .. } = parameters;
        let axis = |name, dimension: &Option<String>, limit_name, limit: &Option<String>| -> Result<Axis> {
            let dimension = named(name, dimension.as_deref())?;
            Ok(Axis { dimension, pick: Pick::first(bounded(limit_name, limit.as_deref())?) })
        };
        let (rows, columns) = (axis("rows", rows, "rowLimit", row_limit)?, axis("columns", columns, "columnLimit", column_limit)?);
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

fn bounded(name: &str, value: Option<&str>) -> Result<usize> {
    let Some(value) = value else { return Ok(USUAL) };
    let limit = value.parse().ok().filter(|limit| (1..=MOST).contains(limit));
    limit.ok_or_else(|| Error::bad_input(format!("`{name}` is {value}; it must be between 1 and {MOST}.")))
}
