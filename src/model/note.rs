//! A value that fits no field.

use serde::{Deserialize, Serialize};

/// A value under a label that is no field of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The label as printed, without its colon.
    pub label: String,
    /// The value.
    pub value: String,
    /// The line it stood on. 0 for a stored one: its statement has the line.
    #[serde(skip)]
    pub line: u64,
}

impl Note {
    /// Returns label and value in one text, as they are printed.
    pub fn text(&self) -> String {
        format!("{}: {}", self.label, self.value)
    }
}
