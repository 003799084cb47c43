//! Many rows in few statements.

use std::collections::HashSet;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Insert, Iterable, QueryFilter, QuerySelect};
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
