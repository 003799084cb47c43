//! The order in which Colophon lists resources, as tab-separated values: place, id, cursor.

use std::io::{self, BufWriter, Write};

use clap::Args;
use serde_json::{Value, json};

use crate::client::{Address, Connection};

/// Which server.
#[derive(Debug, Args)]
pub(crate) struct Order {
    /// The address of the server
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    url: Address,
}

const PAGE: &str =
    "query($after: String) { resources(first: 100, after: $after) { pageInfo { endCursor hasNextPage } edges { cursor node { id } } } }";

/// Reads all of them.
pub(crate) async fn run(args: &Order) -> io::Result<()> {
    let (mut connection, mut out) = (Connection::open(&args.url).await?, BufWriter::new(io::stdout()));
    let (mut after, mut place, mut more) = (Value::Null, 0_u64, true);
    while more {
        let answer = connection.ask(PAGE, &json!({ "after": after })).await?;
        for edge in answer.pointer("/resources/edges").and_then(Value::as_array).into_iter().flatten() {
            place += 1;
            let text = |path| edge.pointer(path).and_then(Value::as_str).unwrap_or_default();
            writeln!(out, "{place}\t{}\t{}", text("/node/id"), text("/cursor"))?;
        }
        more = answer.pointer("/resources/pageInfo/hasNextPage") == Some(&json!(true));
        after = answer.pointer("/resources/pageInfo/endCursor").cloned().unwrap_or_default();
    }
    out.flush()
}
