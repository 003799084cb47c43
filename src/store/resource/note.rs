//! The column that holds the notes of a resource.

use crate::model::Note;

/// Returns notes as the column `notes` holds them; none when there are none.
pub fn column(notes: &[Note]) -> Option<String> {
    if notes.is_empty() { None } else { serde_json::to_string(notes).ok() }
}

/// Returns the notes that the column holds.
pub fn all(column: Option<&str>) -> Vec<Note> {
    column.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}
