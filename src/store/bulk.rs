//! Many rows in few statements.

use std::collections::HashSet;
use std::iter;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityName, EntityTrait, IdenStatic, Iterable, QueryFilter,
    QuerySelect, Statement,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::clock;

/// The number of values that one statement may bind. PostgreSQL allows 65,535 and SQLite 32,766.
pub(super) const MAX_BINDS: usize = 30_000;

/// How many rows one statement inserts, most first. The same few statements again and again: the database has read them before, and
/// reading 30,000 placeholders takes it longer than inserting what they stand for.
const ROWS: [usize; 5] = [256, 64, 16, 4, 1];

/// Inserts all rows, of each the same columns; a row whose key or unique value is there already is left as it is.
pub(super) async fn insert_new<A, C>(connection: &C, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + Send,
    C: ConnectionTrait,
{
    insert(connection, rows, "DO NOTHING").await
}

/// Inserts all rows; a row with the same key takes on what the new one says.
pub(super) async fn insert_or_replace<A, C>(connection: &C, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + Send,
    C: ConnectionTrait,
{
    let key: Vec<&str> = <A::Entity as EntityTrait>::PrimaryKey::iter().map(|column| column.as_str()).collect();
    let others = <A::Entity as EntityTrait>::Column::iter().map(|column| column.as_str()).filter(|column| !key.contains(column));
    let said: Vec<String> = others.map(|column| format!("\"{column}\" = excluded.\"{column}\"")).collect();
    insert(connection, rows, &format!("(\"{}\") DO UPDATE SET {}", key.join("\", \""), said.join(", "))).await
}

async fn insert<A, C>(connection: &C, rows: Vec<A>, on_conflict: &str) -> Result<(), DbErr>
where
    A: ActiveModelTrait + Send,
    C: ConnectionTrait,
{
    let Some(first) = rows.first() else { return Ok(()) };
    let columns: Vec<_> = <A::Entity as EntityTrait>::Column::iter().filter(|column| !first.is_not_set(*column)).collect();
    let names: Vec<&str> = columns.iter().map(IdenStatic::as_str).collect();
    let into = format!("INSERT INTO \"{}\" (\"{}\") VALUES ", A::Entity::default().table_name(), names.join("\", \""));
    let backend = connection.get_database_backend();
    let mut left = rows.len();
    let mut rows = rows.into_iter();
    for size in ROWS {
        let mut sql = None;
        while left >= size {
            let sql = sql.get_or_insert_with(|| format!("{into}{} ON CONFLICT {on_conflict}", placeholders(backend, size, columns.len())));
            let values = rows
                .by_ref()
                .take(size)
                .flat_map(|mut row| columns.iter().filter_map(move |column| row.take(*column).into_value()).collect::<Vec<_>>());
            connection.execute_raw(Statement::from_sql_and_values(backend, sql.as_str(), values)).await?;
            left -= size;
        }
    }
    Ok(())
}

/// `(?, ?), (?, ?)`, or `($1, $2), ($3, $4)`.
fn placeholders(backend: DbBackend, rows: usize, columns: usize) -> String {
    let mut text = String::with_capacity(8 * rows * columns);
    for number in 1..=rows * columns {
        text.push_str(if number % columns == 1 || columns == 1 { "(" } else { ", " });
        if backend == DbBackend::Postgres {
            text.push_str(&format!("${number}"));
        } else {
            text.push('?');
        }
        if number % columns == 0 {
            text.push_str(if number == rows * columns { ")" } else { "), " });
        }
    }
    text
}

/// These ids, the last one again and again until there are as many as the next power of two: look-ups of any number share a dozen statements,
/// which the database has read before.
pub(super) fn among(ids: &[Uuid]) -> impl Iterator<Item = Uuid> {
    let missing = ids.len().next_power_of_two() - ids.len();
    ids.iter().chain(iter::repeat_n(ids.last(), missing).flatten()).copied()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_those_of_the_database() {
        assert_eq!(placeholders(DbBackend::Sqlite, 2, 3), "(?, ?, ?), (?, ?, ?)");
        assert_eq!(placeholders(DbBackend::Postgres, 2, 2), "($1, $2), ($3, $4)");
        assert_eq!(placeholders(DbBackend::Postgres, 2, 1), "($1), ($2)");
    }
}
