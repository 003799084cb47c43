//! Import runs and their reports. Their lists come from SQL: no projection holds them.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use entity::import_issue;
use entity::vocabulary::NodeKind;

use crate::global_id;
use crate::graphql::connection::{PageInfo, Paging};
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::store::import_run::{NumberWindow, Run};

/// A run of the importer over one file.
#[derive(Debug, Clone)]
pub struct ImportRun(Arc<Run>);

impl From<Run> for ImportRun {
    fn from(run: Run) -> Self {
        Self(Arc::new(run))
    }
}

impl From<Arc<Run>> for ImportRun {
    fn from(run: Arc<Run>) -> Self {
        Self(run)
    }
}

/// The state of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::vocabulary::ImportState")]
pub enum ImportState {
    /// It runs, or its process died.
    Running,
    /// It read its file to the end.
    Complete,
    /// It stopped before the end; run the import again to complete it.
    Incomplete,
}

/// The severity of an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::vocabulary::IssueSeverity")]
pub enum IssueSeverity {
    /// Worth knowing; nothing to do.
    Info,
    /// Read, but somebody should look.
    Warning,
    /// Not taken.
    Error,
}

/// A run of the importer over one file: what it read, what it changed, what it has to report.
#[Object]
impl ImportRun {
    /// Opaque, stable, unique among all nodes.
    pub async fn id(&self) -> ID {
        global_id::encode(NodeKind::ImportRun, self.0.row.uuid).into()
    }

    /// The name of the source, for example `peer-support`.
    fn source(&self) -> &str {
        &self.0.source
    }

    /// The file's name.
    fn file(&self) -> &str {
        &self.0.row.file
    }

    /// The format that it was read in: `page`, `jsonl` …
    fn format(&self) -> &str {
        &self.0.row.format
    }

    /// The state of the run.
    fn state(&self) -> ImportState {
        self.0.row.state.into()
    }

    /// When it began.
    fn started_at(&self) -> DateTime<Utc> {
        self.0.row.started_at
    }

    /// When it ended; null while it runs.
    fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.row.finished_at
    }

    /// Resources that are new.
    fn created(&self) -> i64 {
        self.0.row.created
    }

    /// Resources that changed.
    fn updated(&self) -> i64 {
        self.0.row.updated
    }

    /// Resources that were as they are.
    fn unchanged(&self) -> i64 {
        self.0.row.unchanged
    }

    /// Records that were not taken; `issues` says why.
    fn rejected(&self) -> i64 {
        self.0.row.rejected
    }

    /// The issues of the file, in the order of its lines.
    async fn issues(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only issues that matter this much.")] severity: Option<IssueSeverity>,
        #[graphql(desc = "How many from the front: 20 if not said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "Only what comes behind this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the back, instead of `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes in front of this cursor.")] before: Option<String>,
    ) -> Option<Result<ImportIssueConnection>> {
        Some(self.issues_page(ctx, severity.map(Into::into), &Paging { first, after, last, before }).await)
    }
}

impl ImportRun {
    async fn issues_page(
        &self,
        ctx: &Context<'_>,
        severity: Option<entity::vocabulary::IssueSeverity>,
        paging: &Paging,
    ) -> Result<ImportIssueConnection> {
        let run = self.0.row.id;
        let (window, size) = window(paging, "issue")?;
        let rows = ctx.view().issues(run, severity, window).await?;
        let (edges, info) = page(rows.iter().cloned(), window, size, |row| cursor("issue", row.position));
        Ok(ImportIssueConnection { run, severity, edges, info })
    }
}

/// Something that an import has to report.
#[derive(Debug, Clone, SimpleObject)]
pub struct ImportIssue {
    /// The kind of the issue, for example `MISSING_FIELD`.
    pub code: String,
    /// The severity of the issue.
    pub severity: IssueSeverity,
    /// The line, or the row of a sheet, counted from 1; null when it is about the file as a whole.
    pub line: Option<i64>,
    /// The cell of a sheet, for example `Grants!B7`; null in other formats.
    pub cell: Option<String>,
    /// The place in a structure, for example `message.items[3]`; null where lines tell the place.
    pub path: Option<String>,
    /// The field, for example `supportedBy`; null when it is about none.
    pub field: Option<String>,
    /// The text that stood there; null when there was none.
    pub text: Option<String>,
    /// The explanation, with advice.
    pub message: String,
}

impl From<import_issue::Model> for ImportIssue {
    fn from(row: import_issue::Model) -> Self {
        let import_issue::Model { code, severity, line, cell, path, field, text, message, .. } = row;
        Self { code, severity: severity.into(), line, cell, path, field, text, message }
    }
}

/// A page of runs, newest first.
#[derive(Debug)]
pub struct ImportRunConnection {
    last_of_source: bool,
    edges: Vec<(String, ImportRun)>,
    info: PageInfoParts,
}

impl ImportRunConnection {
    pub(in crate::graphql) async fn select(ctx: &Context<'_>, last_of_source: bool, paging: &Paging) -> Result<Self> {
        let (window, size) = window(paging, "run")?;
        let rows = ctx.view().runs(last_of_source, window).await?;
        let (edges, info) = page(rows.into_iter(), window, size, |run| cursor("run", run.row.id));
        Ok(Self { last_of_source, edges: edges.into_iter().map(|(cursor, run)| (cursor, run.into())).collect(), info })
    }
}

/// A page of import runs, newest first.
#[Object]
impl ImportRunConnection {
    /// The runs with their cursors.
    fn edges(&self) -> Vec<ImportRunEdge> {
        self.edges.iter().map(|(cursor, run)| ImportRunEdge { cursor: cursor.clone(), node: run.clone() }).collect()
    }

    /// The runs themselves.
    fn nodes(&self) -> Vec<ImportRun> {
        self.edges.iter().map(|(_, run)| run.clone()).collect()
    }

    /// Tells if there is more, and the cursors to get it.
    fn page_info(&self) -> PageInfo {
        self.info.page_info(self.edges.iter().map(|(cursor, _)| cursor))
    }

    /// The number of runs.
    async fn total_count(&self, ctx: &Context<'_>) -> Option<Result<i32>> {
        let count = ctx.view().run_count(self.last_of_source).await.map_err(Error::from);
        count.map(|count| i32::try_from(count).ok()).transpose()
    }
}

/// A run and its place in the list.
#[derive(Debug, SimpleObject)]
pub struct ImportRunEdge {
    /// The place of this edge in its list.
    pub cursor: String,
    /// The run.
    pub node: ImportRun,
}

/// A page of a run's report.
#[derive(Debug)]
pub struct ImportIssueConnection {
    run: i64,
    severity: Option<entity::vocabulary::IssueSeverity>,
    edges: Vec<(String, import_issue::Model)>,
    info: PageInfoParts,
}

/// A page of an import's report, in the order of the file's lines.
#[Object]
impl ImportIssueConnection {
    /// The issues with their cursors.
    fn edges(&self) -> Vec<ImportIssueEdge> {
        self.edges.iter().map(|(cursor, row)| ImportIssueEdge { cursor: cursor.clone(), node: row.clone().into() }).collect()
    }

    /// The issues themselves.
    fn nodes(&self) -> Vec<ImportIssue> {
        self.edges.iter().map(|(_, row)| row.clone().into()).collect()
    }

    /// Tells if there is more, and the cursors to get it.
    fn page_info(&self) -> PageInfo {
        self.info.page_info(self.edges.iter().map(|(cursor, _)| cursor))
    }

    /// The number of issues.
    async fn total_count(&self, ctx: &Context<'_>) -> Option<Result<i32>> {
        let count = ctx.view().issue_count(self.run, self.severity).await.map_err(Error::from);
        count.map(|count| i32::try_from(count).ok()).transpose()
    }
}

/// An issue and its place in the report.
#[derive(Debug, SimpleObject)]
pub struct ImportIssueEdge {
    /// The place of this edge in its list.
    pub cursor: String,
    /// The issue.
    pub node: ImportIssue,
}

#[derive(Debug, Clone, Copy)]
struct PageInfoParts {
    has_next: bool,
    has_previous: bool,
}

impl PageInfoParts {
    fn page_info<'a>(self, mut cursors: impl DoubleEndedIterator<Item = &'a String>) -> PageInfo {
        let start = cursors.next().cloned();
        let end = cursors.next_back().cloned().or_else(|| start.clone());
        PageInfo { has_next_page: self.has_next, has_previous_page: self.has_previous, start_cursor: start, end_cursor: end }
    }
}

fn cursor(list: &str, number: i64) -> String {
    URL_SAFE_NO_PAD.encode(format!("{list}:{number}"))
}

fn number(text: &str, list: &str) -> Result<i64> {
    let read = |text: &str| -> Option<i64> {
        let decoded = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        decoded.strip_prefix(list)?.strip_prefix(':')?.parse().ok()
    };
    read(text).ok_or_else(|| Error::from(crate::graph::SelectError::Cursor))
}

/// The window to ask for, one row larger than the page, and the page's size.
fn window(paging: &Paging, list: &str) -> Result<(NumberWindow, usize)> {
    let (size, backwards) = paging.size()?;
    let number = |text: &Option<String>| text.as_deref().map(|text| number(text, list)).transpose();
    let (after, before) = (number(&paging.after)?, number(&paging.before)?);
    Ok((NumberWindow { after, before, limit: size as u64 + 1, backwards }, size))
}

/// Cuts the extra row off, and puts a page that was read from the back into the list's order.
fn page<T>(
    rows: impl Iterator<Item = T>,
    window: NumberWindow,
    size: usize,
    cursor: impl Fn(&T) -> String,
) -> (Vec<(String, T)>, PageInfoParts) {
    let mut rows: Vec<T> = rows.collect();
    let more = rows.len() > size;
    rows.truncate(size);
    if window.backwards {
        rows.reverse();
    }
    // A row was named by the cursor, so there is something on that side; rows of these lists are never deleted one by one.
    let (has_next, has_previous) = if window.backwards { (window.before.is_some(), more) } else { (more, window.after.is_some()) };
    (rows.into_iter().map(|row| (cursor(&row), row)).collect(), PageInfoParts { has_next, has_previous })
}
