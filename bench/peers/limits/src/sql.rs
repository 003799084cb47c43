//! The limit of a design with a database behind it: no GraphQL at all, one prepared statement for a question, which makes the whole answer as JSON.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Statement};

use crate::{Result, connect};

/// Statements go in a row on each connection, so few are enough.
const CONNECTIONS: usize = 8;

/// Name, variables in the order of their places, statement.
const QUESTIONS: [(&str, &[&str], &str); 9] = [
    ("q1", &["id"], include_str!("../../sql/queries/q1.sql")),
    ("q2", &["after"], include_str!("../../sql/queries/q2.sql")),
    ("q3", &["id"], include_str!("../../sql/queries/q3.sql")),
    ("q4", &["keyword", "funder", "year"], include_str!("../../sql/queries/q4.sql")),
    ("q5", &[], include_str!("../../sql/queries/q5.sql")),
    ("q6", &["search"], include_str!("../../sql/queries/q6.sql")),
    ("q7", &["after"], include_str!("../../sql/queries/q7.sql")),
    ("records", &["after"], include_str!("../../sql/queries/records.sql")),
    ("offset", &["offset"], include_str!("../../sql/queries/offset.sql")),
];

struct Connection {
    client: Client,
    statements: HashMap<&'static str, (&'static [&'static str], Statement)>,
}

struct Pool {
    connections: Vec<Connection>,
    next: AtomicUsize,
}

#[derive(Deserialize)]
struct Asked {
    query: String,
    #[serde(default)]
    variables: Map<String, Value>,
}

pub(crate) async fn router(database: &str) -> Result<Router> {
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        let client = connect(database).await?;
        let mut statements = HashMap::new();
        for (name, variables, sql) in QUESTIONS {
            statements.insert(name, (variables, client.prepare(sql).await?));
        }
        connections.push(Connection { client, statements });
    }
    let pool = Arc::new(Pool { connections, next: AtomicUsize::new(0) });
    Ok(Router::new().route("/graphql", post(answer)).with_state(pool))
}

async fn answer(State(pool): State<Arc<Pool>>, body: Bytes) -> Response {
    match ask(&pool, &body).await {
        Ok(text) => ([(CONTENT_TYPE, "application/json")], text).into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, Json(serde_json::json!({ "errors": [{ "message": error.to_string() }] }))).into_response(),
    }
}

async fn ask(pool: &Pool, body: &[u8]) -> Result<String> {
    let asked: Asked = serde_json::from_slice(body)?;
    let number = pool.next.fetch_add(1, Ordering::Relaxed) % pool.connections.len();
    let connection = pool.connections.get(number).ok_or("no connection")?;
    let (names, statement) = connection.statements.get(asked.query.trim()).ok_or("an unknown question")?;
    let values: Vec<Box<dyn ToSql + Sync + Send>> = names.iter().map(|name| value(asked.variables.get(*name))).collect();
    let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| &**value as &(dyn ToSql + Sync)).collect();
    let row = connection.client.query_one(statement, &values).await?;
    Ok(format!("{{\"data\":{}}}", row.try_get::<_, &str>(0)?))
}

fn value(value: Option<&Value>) -> Box<dyn ToSql + Sync + Send> {
    match value {
        Some(Value::String(text)) => Box::new(text.clone()),
        other => Box::new(other.and_then(Value::as_i64).unwrap_or_default() as i32),
    }
}
