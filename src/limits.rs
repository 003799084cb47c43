//! What a client may ask for, with the defaults.

use std::time::Duration;

/// The bounds of a request.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a request's body.
    pub body_bytes: usize,
    /// Bytes of a query's text.
    pub query_bytes: usize,
    /// Brackets inside brackets in a query's text: deeper ones could overflow the parser's stack.
    pub nesting: usize,
    /// Fields inside fields.
    pub depth: usize,
    /// Aliases in a document.
    pub aliases: usize,
    /// Directives in a document.
    pub directives: usize,
    /// Time to execute a query.
    pub timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1024 * 1024,
            query_bytes: 64 * 1024,
            nesting: 48,
            depth: 20,
            aliases: 50,
            directives: 50,
            timeout: Duration::from_secs(10),
        }
    }
}
