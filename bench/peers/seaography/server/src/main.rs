//! Seaography over the plain tables. `seaography-server PORT DATABASE`

mod entities;

use async_graphql::dynamic::Schema;
use async_graphql::{Request, Response};
use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use sea_orm::{ConnectOptions, Database};
use seaography::{Builder, BuilderContext};
use tokio::net::TcpListener;

use crate::entities::{agent, funding, keyword, production, resource, subject};

async fn answer(State(schema): State<Schema>, Json(request): Json<Request>) -> Json<Response> {
    Json(schema.execute(request).await)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("seaography-server PORT DATABASE");
    let (port, database) = (next()?, next()?);
    let mut options = ConnectOptions::new(database);
    options.max_connections(32).min_connections(8).set_schema_search_path("plain").sqlx_logging(false);
    let database = Database::connect(options).await?;
    let context: &'static BuilderContext = Box::leak(Box::new(BuilderContext::default()));
    let mut builder = Builder::new(context, database.clone());
    seaography::register_entities!(builder, [agent, funding, keyword, production, resource, subject]);
    let schema = builder.schema_builder().data(database).finish()?;
    let router = Router::new().route("/graphql", post(answer)).with_state(schema);
    axum::serve(TcpListener::bind(format!("127.0.0.1:{port}")).await?, router).await?;
    Ok(())
}
