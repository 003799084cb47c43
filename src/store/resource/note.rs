//! Notes: values under labels that fit no other field of a resource.

use serde::{Deserialize, Serialize};

/// A value under its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The label as printed, without its colon.
    pub label: String,
    /// The value.
    pub value: String,
}

impl Note {
    /// Notes as the column `notes` holds them; none when there are none.
    pub fn column(notes: &[Self]) -> Option<String> {
        if notes.is_empty() { None } else { serde_json::to_string(notes).ok() }
    }

    /// The notes that the column holds.
    pub fn all(column: Option<&str>) -> Vec<Self> {
        column.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }

    /// Label and value in one text, as they are printed.
    pub fn text(&self) -> String {
        format!("{}: {}", self.label, self.value)
    }
}
