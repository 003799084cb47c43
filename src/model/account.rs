//! A file as its reader understood it.

use serde::Serialize;

/// A file as its reader understood it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// The labels of a page, the columns of sheets or the fields of JSON Lines, in the order in which they first occur.
    pub labels: Vec<LabelUse>,
    /// Lines with text that belong to no record.
    pub unread_lines: u64,
    /// The mappings of the user, and those that are kept with the source; none for a format that takes none.
    pub mappings: Vec<MappingUse>,
}

/// A mapping of a header or a path to a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MappingUse {
    /// The mapping as `--map` has it.
    pub mapping: String,
    /// True when an earlier import gave it, and it was kept with the source.
    pub is_kept: bool,
    /// True when the file has its header or path, and it counted.
    pub is_used: bool,
}

/// A label of a page, a column of a sheet or a field of JSON Lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelUse {
    /// The label as it was first printed.
    pub label: String,
    /// The field that it was read as; none for one that is not known.
    pub field: Option<String>,
    /// How many times it occurs.
    pub count: u64,
    /// The sign that parts the items in the cells of a column; `newline` for the ends of lines. None where each is read by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<String>,
    /// The first value of a column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
}
