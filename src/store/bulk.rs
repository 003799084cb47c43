//! Many rows in few statements.

use std::collections::HashSet;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, Insert, Iterable, QueryFilter, QuerySelect};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::clock;

/// The number of values that one statement may bind. PostgreSQL allows 65,535 and SQLite 32,766.
pub(super) const MAX_BINDS: usize = 30_000;

/// Inserts all rows; a row whose key or unique value is there already is left as it is.
pub(super) async fn insert_new<A, C>(connection: &C, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + Send,
    C: ConnectionTrait,
{
    let mut rows = rows.into_iter();
    let size = MAX_BINDS / <A::Entity as EntityTrait>::Column::iter().count().max(1);
    loop {
        let chunk: Vec<A> = rows.by_ref().take(size).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        Insert::<A>::many(chunk).on_conflict_do_nothing().exec_without_returning(connection).await?;
    }
}

/// Which of these values a text column holds.
pub(super) async fn taken<E, C>(connection: &C, column: E::Column, values: &[String]) -> Result<HashSet<String>, DbErr>
where
    E: EntityTrait,
    C: ConnectionTrait,
{
    let mut taken = HashSet::new();
    for chunk in values.chunks(MAX_BINDS) {
        let held = column.is_in(chunk.iter().map(String::as_str));
        let rows: Vec<String> = E::find().select_only().column(column).filter(held).into_tuple().all(connection).await?;
        taken.extend(rows);
    }
    Ok(taken)
}

/// A column of rows that are read as one text.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// A uuid, which SQLite keeps as bytes.
    Id(&'static str),
    /// Text, a number, a time.
    Plain(&'static str),
}

/// All rows of a select, in its order, as one JSON text, made by the database: for many small rows the driver's work for each row is
/// most of what reading them costs. `T` is a tuple or struct of the parts, in their order.
pub(super) async fn rows<T, C>(connection: &C, select: SelectStatement, parts: &[Part]) -> Result<Vec<T>, DbErr>
where
    T: DeserializeOwned,
    C: ConnectionTrait,
{
    let postgres = connection.get_database_backend() == DbBackend::Postgres;
    let (each, all) = if postgres { ("json_build_array", "json_agg") } else { ("json_array", "json_group_array") };
    let part = |part: &Part| match *part {
        Part::Id(name) if !postgres => Expr::from(Func::cust("hex").arg(Expr::col(name))),
        Part::Id(name) | Part::Plain(name) => Expr::col(name),
    };
    let all = Func::cust(all).arg(Func::cust(each).args(parts.iter().map(part)));
    let text = Query::select().expr(Expr::from(all).cast_as(Alias::new("text"))).from_subquery(select, "rows").to_owned();
    let row = connection.query_one(&text).await?;
    // PostgreSQL's aggregate of no rows is null.
    let text: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    text.map_or_else(|| Ok(Vec::new()), |text| serde_json::from_str(&text).map_err(|error| DbErr::Type(error.to_string())))
}

/// Counts one more version of these nodes.
pub(super) async fn bump<E, C>(connection: &C, id: E::Column, version: E::Column, updated_at: E::Column, ids: &[Uuid]) -> Result<(), DbErr>
where
    E: EntityTrait,
    C: ConnectionTrait,
{
    for chunk in ids.chunks(MAX_BINDS) {
        E::update_many()
            .col_expr(version, Expr::col(version).add(1))
            .col_expr(updated_at, clock::now().into())
            .filter(id.is_in(chunk.iter().copied()))
            .exec(connection)
            .await?;
    }
    Ok(())
}
