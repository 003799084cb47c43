//! The terms under which a resource may be used.

use serde::Serialize;

/// The terms under which a resource may be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct License {
    /// The terms as printed, for example `CC-BY-4.0`.
    pub as_printed: String,
    /// The address of the terms.
    pub url: Option<String>,
}
