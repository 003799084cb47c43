//! Many rows in few statements.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::iter;

use futures_util::future::join;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityName, EntityTrait, IdenStatic, Iterable, QueryFilter,
    QuerySelect, Select, Statement, Value,
};
use serde::de::{DeserializeOwned, IntoDeserializer, value};
use uuid::Uuid;

use crate::clock;

/// The number of values that one statement looks for: a power of two, see [`among`]. PostgreSQL binds at most 65,535 and SQLite 32,766.
pub(super) const MAX_BINDS: usize = 16_384;

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
    let mut statements = ROWS.into_iter().flat_map(|size| {
        let times = left / size;
        left %= size;
        let sql = (times > 0).then(|| format!("{into}{} ON CONFLICT {on_conflict}", placeholders(backend, size, columns.len())));
        iter::repeat_n((size, sql.unwrap_or_default()), times)
    });
    let mut next = || {
        let (size, sql) = statements.next()?;
        let values = rows.by_ref().take(size);
        let values = values.flat_map(|mut row| columns.iter().filter_map(move |column| row.take(*column).into_value()).collect::<Vec<_>>());
        Some(Statement::from_sql_and_values(backend, sql, values))
    };
    let mut statement = next();
    while let Some(present) = statement {
        // The next statement is put together while the database works on this one.
        let (executed, following) = join(connection.execute_raw(present), async { next() }).await;
        executed?;
        statement = following;
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

/// These values, the last one again and again until there are as many as the next power of two: look-ups of any number share a dozen
/// statements, which the database has read before.
pub(super) fn among<T: Clone>(values: &[T]) -> impl Iterator<Item = T> {
    let missing = values.len().next_power_of_two() - values.len();
    values.iter().chain(iter::repeat_n(values.last(), missing).flatten()).cloned()
}

/// Returns the rows of a select whose column holds one of these values. Takes a statement for each [`MAX_BINDS`] values.
pub(super) async fn rows_in<E, C, T>(connection: &C, select: Select<E>, column: E::Column, values: &[T]) -> Result<Vec<E::Model>, DbErr>
where
    E: EntityTrait,
    C: ConnectionTrait,
    T: Clone + Into<Value>,
{
    let mut rows = Vec::new();
    for chunk in values.chunks(MAX_BINDS) {
        rows.extend(select.clone().filter(column.is_in(among(chunk))).all(connection).await?);
    }
    Ok(rows)
}

/// Returns values by key; those of a key stay in their order.
pub(super) fn grouped<K: Eq + Hash, V>(values: impl IntoIterator<Item = (K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in values {
        groups.entry(key).or_default().push(value);
    }
    groups
}

/// Which of these values a text column holds.
pub(super) async fn taken<E, C>(connection: &C, column: E::Column, values: &[String]) -> Result<HashSet<String>, DbErr>
where
    E: EntityTrait,
    C: ConnectionTrait,
{
    let mut taken = HashSet::new();
    for chunk in values.chunks(MAX_BINDS) {
        let held = column.is_in(among(chunk));
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

/// All edges of a select, in its order: the resource's number, the other end, and a word that says what kind of edge it is. Each column is
/// one value, put together by the database: less for it and for us to do than by [`rows`], and there are many edges.
pub(super) async fn edges<K, C>(
    connection: &C,
    select: SelectStatement,
    end: &'static str,
    kind: Option<&'static str>,
) -> Result<Vec<(i64, Uuid, K)>, DbErr>
where
    K: DeserializeOwned,
    C: ConnectionTrait,
{
    let postgres = connection.get_database_backend() == DbBackend::Postgres;
    let text = |column: &str| if postgres { format!("string_agg({column}::text, ',')") } else { format!("group_concat({column})") };
    let bytes =
        if postgres { format!("string_agg(uuid_send({end}), ''::bytea)") } else { format!("CAST(group_concat({end}, '') AS blob)") };
    let columns = [text("resource_number"), bytes].into_iter().chain(kind.map(text)).map(Expr::cust);
    let columns = Query::select().exprs(columns).from_subquery(select, "rows").to_owned();
    let Some(row) = connection.query_one(&columns).await? else { return Ok(Vec::new()) };
    // An aggregate of no rows is null.
    let Some(numbers) = row.try_get_by_index::<Option<String>>(0)? else { return Ok(Vec::new()) };
    let ends: Vec<u8> = row.try_get_by_index(1)?;
    let kinds: Option<String> = kind.map(|_| row.try_get_by_index(2)).transpose()?;
    let (mut numbers, mut kinds) = (numbers.split(','), kinds.as_deref().map(|kinds| kinds.split(',')));
    let edge = |end: &[u8]| {
        let number = numbers.next()?.parse().ok()?;
        let word = kinds.as_mut().map_or(Some(""), Iterator::next)?;
        let kind = K::deserialize(IntoDeserializer::<value::Error>::into_deserializer(word)).ok()?;
        Some((number, Uuid::from_slice(end).ok()?, kind))
    };
    let edges: Option<Vec<_>> = ends.chunks(size_of::<Uuid>()).map(edge).collect();
    edges.filter(|_| numbers.next().is_none()).ok_or_else(|| DbErr::Type(format!("columns of edges do not fit: {end}, {kind:?}")))
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
            .filter(id.is_in(among(chunk)))
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
