//! Import runs and what they report.

use std::collections::HashMap;

use entity::vocabulary::{ImportState, IssueSeverity};
use entity::{import_issue, import_run, source};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, FromQueryResult, IntoActiveModel, JoinType, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationDef, Select, Set,
};
use uuid::Uuid;

use super::{Store, StoreError, Write, bulk};

/// A run with its source's name.
#[derive(Debug, Clone)]
pub struct Run {
    /// The row.
    pub row: import_run::Model,
    /// The source's name.
    pub source: String,
}

/// A window on a list that SQL orders by a number: rows after and before numbers, from the front or the back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NumberWindow {
    /// Only rows behind this one.
    pub after: Option<i64>,
    /// Only rows in front of this one.
    pub before: Option<i64>,
    /// At most this many; ask for one more than needed to learn whether there are more.
    pub limit: u64,
    /// Counted from the back.
    pub backwards: bool,
}

/// How many resources a run created, updated, left and rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RunCounts {
    /// New ones.
    pub created: i64,
    /// Changed ones.
    pub updated: i64,
    /// Those that were as they are.
    pub unchanged: i64,
    /// Records that were not taken.
    pub rejected: i64,
}

impl Write {
    /// Begins a run; runs of the same source that never ended are marked as incomplete.
    pub async fn start_run(&self, row: import_run::Model) -> Result<i64, StoreError> {
        import_run::Entity::update_many()
            .col_expr(import_run::Column::State, ImportState::Incomplete.into())
            .filter(import_run::Column::SourceId.eq(row.source_id))
            .filter(import_run::Column::State.eq(ImportState::Running))
            .exec(self.connection())
            .await?;
        let mut row = row.into_active_model().reset_all();
        row.id = sea_orm::NotSet;
        Ok(import_run::Entity::insert(row).exec(self.connection()).await?.last_insert_id)
    }

    /// Brings a run's counts up to date.
    pub async fn count_run(&self, run: i64, counts: RunCounts) -> Result<(), StoreError> {
        self.update_run(run, counts, |row| row).await
    }

    /// Ends a run.
    pub async fn finish_run(&self, run: i64, counts: RunCounts, checksum: Option<String>, state: ImportState) -> Result<(), StoreError> {
        let at = crate::clock::now();
        self.update_run(run, counts, |row| import_run::ActiveModel {
            checksum: Set(checksum),
            state: Set(state),
            finished_at: Set(Some(at)),
            ..row
        })
        .await
    }

    async fn update_run(
        &self,
        run: i64,
        counts: RunCounts,
        more: impl FnOnce(import_run::ActiveModel) -> import_run::ActiveModel,
    ) -> Result<(), StoreError> {
        let row = import_run::ActiveModel {
            id: sea_orm::Unchanged(run),
            created: Set(counts.created),
            updated: Set(counts.updated),
            unchanged: Set(counts.unchanged),
            rejected: Set(counts.rejected),
            ..Default::default()
        };
        import_run::Entity::update(more(row)).exec(self.connection()).await?;
        Ok(())
    }

    /// Adds to a run's report.
    pub async fn insert_issues(&self, issues: Vec<import_issue::Model>) -> Result<(), StoreError> {
        let rows = issues.into_iter().map(|row| row.into_active_model().reset_all()).collect();
        Ok(bulk::insert_new(self.connection(), rows).await?)
    }
}

fn to_source() -> RelationDef {
    import_run::Entity::belongs_to(source::Entity).from(import_run::Column::SourceId).to(source::Column::Id).into()
}

fn with_source((row, source): (import_run::Model, Option<source::Model>)) -> Run {
    Run { row, source: source.map(|source| source.name).unwrap_or_default() }
}

#[derive(FromQueryResult)]
struct Counted {
    run_id: i64,
    count: i64,
}

/// Selects all runs, or of each source the last that ended.
fn some_runs(last_of_source: bool) -> Select<import_run::Entity> {
    use import_run::Column::{FinishedAt, Id, SourceId};
    let select = import_run::Entity::find();
    if !last_of_source {
        return select;
    }
    let ended = import_run::Entity::find().filter(FinishedAt.is_not_null()).group_by(SourceId);
    select.filter(Id.in_subquery(ended.select_only().expr(Id.max()).into_query()))
}

impl Store {
    /// The number of runs; or of sources with a run that ended.
    pub async fn run_count(&self, last_of_source: bool) -> Result<u64, StoreError> {
        Ok(some_runs(last_of_source).count(&self.reader).await?)
    }

    /// Runs in the order of the window (newest first when it goes forwards); or of each source the last that ended.
    pub async fn runs(&self, last_of_source: bool, window: NumberWindow) -> Result<Vec<Run>, StoreError> {
        use import_run::Column::Id;
        let mut select = some_runs(last_of_source).join(JoinType::InnerJoin, to_source()).select_also(source::Entity);
        if let Some(after) = window.after {
            select = select.filter(Id.lt(after));
        }
        if let Some(before) = window.before {
            select = select.filter(Id.gt(before));
        }
        let select = if window.backwards { select.order_by_asc(Id) } else { select.order_by_desc(Id) };
        Ok(select.limit(window.limit).all(&self.reader).await?.into_iter().map(with_source).collect())
    }

    /// Runs by their public ids, in one statement.
    pub async fn runs_by_uuid(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Run>, StoreError> {
        let select = import_run::Entity::find().join(JoinType::InnerJoin, to_source()).select_also(source::Entity);
        let rows = select.filter(import_run::Column::Uuid.is_in(bulk::among(ids))).all(&self.reader).await?;
        Ok(rows.into_iter().map(with_source).map(|run| (run.row.uuid, run)).collect())
    }

    /// The same window of the reports of several runs, in one statement.
    pub async fn issues(
        &self,
        runs: &[i64],
        severity: Option<IssueSeverity>,
        window: NumberWindow,
    ) -> Result<HashMap<i64, Vec<import_issue::Model>>, StoreError> {
        use import_issue::Column::{Cell, Code, Field, Line, Message, Path, Position, RunId, Severity, Text};
        let mut matching = Condition::all().add(RunId.is_in(runs.iter().copied()));
        matching = matching.add_option(severity.map(|severity| Severity.eq(severity)));
        matching = matching.add_option(window.after.map(|after| Position.gt(after)));
        matching = matching.add_option(window.before.map(|before| Position.lt(before)));
        let direction = if window.backwards { "DESC" } else { "ASC" };
        let rank = Expr::cust(format!("ROW_NUMBER() OVER (PARTITION BY run_id ORDER BY position {direction})"));
        let columns = [RunId, Position, Code, Severity, Line, Cell, Path, Field, Text, Message];
        let ranked = import_issue::Entity::find().select_only().columns(columns).column_as(rank, "place").filter(matching);
        let ranked = ranked.into_query();
        let select = sea_orm::sea_query::Query::select()
            .columns(columns)
            .from_subquery(ranked, "ranked")
            .and_where(sea_orm::sea_query::ExprTrait::lte(Expr::col("place"), window.limit as i64))
            .order_by(RunId, sea_orm::Order::Asc)
            .order_by(Position, if window.backwards { sea_orm::Order::Desc } else { sea_orm::Order::Asc })
            .to_owned();
        let mut found: HashMap<i64, Vec<import_issue::Model>> = HashMap::new();
        for row in sea_orm::ConnectionTrait::query_all(&self.reader, &select).await? {
            let issue = import_issue::Model::from_query_result(&row, "")?;
            found.entry(issue.run_id).or_default().push(issue);
        }
        Ok(found)
    }

    /// How many issues each of these runs reports, in one statement.
    pub async fn issue_counts(&self, runs: &[i64], severity: Option<IssueSeverity>) -> Result<HashMap<i64, u64>, StoreError> {
        use import_issue::Column::{Position, RunId, Severity};
        let mut select = import_issue::Entity::find().filter(RunId.is_in(runs.iter().copied()));
        if let Some(severity) = severity {
            select = select.filter(Severity.eq(severity));
        }
        let select = select.select_only().column(RunId).column_as(Position.count(), "count").group_by(RunId);
        let rows: Vec<Counted> = select.into_model().all(&self.reader).await?;
        Ok(rows.into_iter().map(|row| (row.run_id, row.count.unsigned_abs())).collect())
    }
}
