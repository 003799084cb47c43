//! Servers that show where the limits are. `limits sql|memory|constant PORT DATABASE`

mod constant;
mod memory;
mod sql;

use axum::Router;
use tokio::net::TcpListener;
use tokio_postgres::{Client, NoTls};

/// What goes wrong here is for who runs the benchmark to see.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

async fn connect(database: &str) -> Result<Client> {
    let (client, connection) = tokio_postgres::connect(database, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("limits sql|memory|constant PORT DATABASE");
    let (mode, port, database) = (next()?, next()?, next()?);
    let router: Router = match mode.as_str() {
        "sql" => sql::router(&database).await?,
        "memory" => memory::router(&database).await?,
        "constant" => constant::router(),
        other => return Err(format!("{other}: neither sql nor memory nor constant").into()),
    };
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    axum::serve(listener, router).await?;
    Ok(())
}
