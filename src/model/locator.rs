//! The place of something in a file.

use serde::Serialize;

/// A place in a file, as far as it is known. Places compare in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Locator {
    /// The line, or the row of a sheet, counted from 1; none for the file as a whole.
    pub line: Option<u64>,
    /// The cell of a sheet, as spreadsheets name it: `Grants!B7`, or `B7` where the file has one sheet.
    pub cell: Option<String>,
    /// The place in a structure: `message.items[3]` of JSON.
    pub path: Option<String>,
}

impl Locator {
    /// A line, counted from 1.
    pub const fn line(line: u64) -> Self {
        Self { line: Some(line), cell: None, path: None }
    }

    /// The place in words, for a message: `line 7`, `Grants!B7`, `items[3] (line 1)`.
    pub fn in_words(&self) -> String {
        let line = self.line.map(|line| format!("line {line}")).unwrap_or_default();
        match (&self.cell, &self.path) {
            (Some(cell), _) => cell.clone(),
            (None, Some(path)) => format!("{path} ({line})"),
            (None, None) => line,
        }
    }
}
