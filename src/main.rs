//! The program `colophon`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    colophon::cli::run().await
}
