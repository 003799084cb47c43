//! A file as its reader understood it.

use serde::Serialize;

/// A file as its reader understood it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// The labels of a page or the fields of JSON Lines, in the order in which they first occur.
    pub labels: Vec<LabelUse>,
    /// Lines with text that belong to no record.
    pub unread_lines: u64,
}

/// A label of a page or a field of JSON Lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelUse {
    /// The label as it was first printed.
    pub label: String,
    /// The field that it was read as; none for one that is not known.
    pub field: Option<String>,
    /// How many times it occurs.
    pub count: u64,
}
