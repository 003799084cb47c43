//! The program `colophon`.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Executing a query allocates and frees thousands of small pieces (docs/decisions/0022).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    colophon::cli::run().await
}
