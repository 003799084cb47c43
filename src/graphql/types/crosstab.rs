//! Crosstabs: how many resources have each pair of values of two dimensions.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use super::facet::{Dimension, FacetOrder, FacetValue, bounded, int};
use super::node::Node;
use super::resource_connection::ResourceConnection;
use crate::graph::{self, Ask, Axis, DimensionValue, Graph, List, Pick};
use crate::graphql::chosen;
use crate::graphql::connection::Paging;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::filter::ResourceFilter;
use crate::graphql::narrowing::Narrowing;
use crate::graphql::quick::QuickList;

/// The most rows, and the most columns.
const MOST_HEADERS: i32 = 100;
/// The most values in front of a page.
const MOST_LEFT_OUT: i32 = 1_000_000;

/// The label of the row or column for resources without a value.
const UNKNOWN: &str = "(none)";

/// The number of resources that have each pair of values of two dimensions.
#[derive(Debug, SimpleObject)]
pub struct Crosstab {
    /// A row for each value of the page, behind them those that were asked for by `includeRows` besides, last the one of what has no value.
    pub rows: QuickList<CrosstabRow>,
    /// A column for each value of the page, behind them those that were asked for by `includeColumns` besides, last the one of what has no
    /// value.
    pub columns: QuickList<CrosstabHeader>,
    /// The number of values that occur down the side, on whatever page.
    pub row_count: i32,
    /// The number of values that occur along the top, on whatever page.
    pub column_count: i32,
    /// The number of resources that were looked at, whether or not a cell counts them.
    pub total_count: i32,
}

/// A value that has a row or a column.
#[derive(Debug, Clone, SimpleObject)]
pub struct CrosstabHeader {
    /// The text to show, for example a name; `(none)` for resources without a value.
    pub label: String,
    /// The value for a filter: an id, a year, the name of a format, the address of a licence or its words, the tag of a language. Null for
    /// what has no value.
    pub value: Option<String>,
    /// The organization, person, keyword or collection itself; null for years, formats, licences, languages and what has no value.
    pub node: Option<Node>,
    /// The number of resources that have it, in whatever row or column.
    pub count: i32,
    /// True when it stands for resources without a value.
    pub is_unknown: bool,
    /// True when it is not on the page, and is told because it was asked for by `includeRows` or `includeColumns`.
    pub is_added: bool,
}

/// A row of a crosstab.
#[derive(Debug, SimpleObject)]
pub struct CrosstabRow {
    /// The value of the row.
    pub header: CrosstabHeader,
    /// The cells that count anything, in the order of the columns. A cell that is not here counts 0.
    pub cells: QuickList<CrosstabCell>,
}

/// The number of resources that have a row's and a column's value.
#[derive(Debug)]
pub struct CrosstabCell {
    column: Arc<CrosstabHeader>,
    count: u32,
    of: u32,
    ask: Arc<Ask>,
    /// The value of the row and that of the column; none for resources without a value.
    values: [(graph::Dimension, Option<DimensionValue>); 2],
}

/// The number of resources that have a row's and a column's value.
#[Object]
impl CrosstabCell {
    /// The value of the column.
    fn column(&self) -> &CrosstabHeader {
        &self.column
    }

    /// The number of resources that have both values, each counted once.
    fn count(&self) -> i32 {
        int(self.count)
    }

    /// Which part that is of the resources of the row, from 0 to 1.
    fn share(&self) -> f64 {
        f64::from(self.count) / f64::from(self.of.max(1))
    }

    /// The resources that were counted, newest first.
    async fn resources(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<ResourceConnection>> {
        let paging = Paging { first, after, last, before };
        let has = |(dimension, value): (graph::Dimension, Option<DimensionValue>)| {
            value.map_or_else(|| dimension.has_none(), |value| dimension.has(value))
        };
        let ask = self.values.into_iter().fold((*self.ask).clone(), |ask, value| ask.and(has(value)));
        Some(ResourceConnection::of(ctx, ask, &paging).await)
    }
}

/// A side of the table that a client asks for.
#[derive(Debug)]
pub struct AxisAsk {
    /// By what.
    pub dimension: Dimension,
    /// The order of the values.
    pub order: FacetOrder,
    /// So many values at the front are left out.
    pub offset: i32,
    /// The most values of the page.
    pub limit: i32,
    /// Values that somebody chose.
    pub include: Option<Vec<String>>,
}

/// The names of an axis's arguments: the most values, those left out, those chosen.
type AxisNames = [&'static str; 3];

const ROWS: AxisNames = ["rowLimit", "rowOffset", "includeRows"];
const COLUMNS: AxisNames = ["columnLimit", "columnOffset", "includeColumns"];

impl AxisAsk {
    fn axis(self, graph: &Graph, [limit, offset, include]: AxisNames) -> Result<Axis> {
        let dimension = self.dimension.into();
        let pick = Pick {
            order: self.order.into(),
            offset: bounded(offset, self.offset, MOST_LEFT_OUT)?,
            limit: bounded(limit, self.limit, MOST_HEADERS)?,
            include: chosen::values(graph, dimension, self.include.as_deref().unwrap_or_default(), include)?,
        };
        Ok(Axis { dimension, pick })
    }
}

/// The counts that a client asks for.
#[derive(Debug)]
pub struct CrosstabAsk {
    /// Down the side.
    pub rows: AxisAsk,
    /// Along the top.
    pub columns: AxisAsk,
    /// Of which resources.
    pub(in crate::graphql) of: Narrowing<ResourceFilter>,
    /// True when resources without a value have a row and a column.
    pub include_unknown: bool,
}

impl CrosstabAsk {
    /// Counts.
    pub async fn count(self, ctx: &Context<'_>) -> Result<Crosstab> {
        let graph = ctx.graph();
        let (rows, columns) = (self.rows.axis(graph, ROWS)?, self.columns.axis(graph, COLUMNS)?);
        let dimensions = (rows.dimension, columns.dimension);
        let ask = self.of.ask(ctx, List::Resources).await?;
        let (of, include_unknown) = (ask.clone(), self.include_unknown);
        let counting = ctx.view().analyse(move |graph, deadline| {
            let set = graph.set(&of, deadline)?;
            graph.crosstab(&set, &rows, &columns, include_unknown, deadline)
        });
        let counted = counting.await?;
        let header = |header: &graph::Header| {
            let Some(value) = header.value else {
                let label = UNKNOWN.to_owned();
                return Ok(CrosstabHeader { label, value: None, node: None, count: int(header.count), is_unknown: true, is_added: false });
            };
            let FacetValue { label, value, node, count, .. } = FacetValue::new(graph, value, header.count)?;
            Ok(CrosstabHeader { label, value: Some(value), node, count, is_unknown: false, is_added: header.is_added })
        };
        let headers = counted.columns.iter().map(|column| header(column).map(Arc::new)).collect::<Result<Vec<_>>>()?;
        let ask = Arc::new(ask);
        let mut table = Vec::with_capacity(counted.rows.len());
        for (row, cells) in counted.rows.iter().zip(counted.cells) {
            let cell = |cell: graph::Cell| {
                let (column, value) = (Arc::clone(headers.get(cell.column)?), counted.columns.get(cell.column)?.value);
                let values = [(dimensions.0, row.value), (dimensions.1, value)];
                Some(CrosstabCell { column, count: cell.count, of: row.count, ask: Arc::clone(&ask), values })
            };
            table.push(CrosstabRow { header: header(row)?, cells: QuickList(cells.into_iter().filter_map(cell).collect()) });
        }
        let columns = QuickList(headers.iter().map(|header| (**header).clone()).collect());
        let number = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        Ok(Crosstab {
            rows: QuickList(table),
            columns,
            row_count: number(counted.row_count),
            column_count: number(counted.column_count),
            total_count: i32::try_from(counted.total).unwrap_or(i32::MAX),
        })
    }
}
