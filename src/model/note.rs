//! A value that fits no field.

use serde::Serialize;

/// A value under a label that is no field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The label as printed, without its colon.
    pub label: String,
    /// The value.
    pub value: String,
    /// The line it stood on.
    #[serde(skip)]
    pub line: u64,
}
