//! The files of a list: exports that have the rows of the list that a page shows.

use serde_json::{Map, Value};

use super::links::PageLinks;
use crate::export::Topic;
use crate::format::Format;

/// A link to a file.
pub(super) struct ListFile {
    pub(super) name: String,
    pub(super) media_type: &'static str,
    pub(super) href: String,
}

/// Returns the arguments of an export that select what a list has, by the variables of the document that asked for the list.
pub(super) fn selection(variables: &Map<String, Value>) -> Vec<(&'static str, String)> {
    let said = |name: &str| match variables.get(name) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
    };
    let names = [("search", "search"), ("filter", "filter"), ("orderBy", "order")];
    names.into_iter().filter_map(|(argument, variable)| Some((argument, said(variable)?))).collect()
}

/// Returns the files of a list or of counts by the arguments of the export. A list without a row has none, and a list that is too long
/// for a format has none of this format.
pub(super) fn of(to: PageLinks<'_>, topic: Topic, arguments: &[(&str, String)], rows: i64) -> Vec<ListFile> {
    let has_room = |most: Option<usize>| most.is_none_or(|most| usize::try_from(rows).is_ok_and(|rows| rows <= most));
    let mut formats: Vec<&Format> = topic.formats().filter(|format| rows > 0 && has_room(format.most_rows())).collect();
    // Most readers want a table.
    formats.sort_by_key(|format| !format.has_tables());
    let file = |format: &'static Format| {
        // Excel takes UTF-8 without a byte order mark for something else.
        let mark = (format.name == "csv").then_some(("bom", "1"));
        let arguments = arguments.iter().map(|(name, value)| (*name, value.as_str()));
        ListFile {
            name: format.name.to_ascii_uppercase(),
            media_type: format.media_types.first().copied().unwrap_or_default(),
            href: to.file(&format!("/export/{}.{}", topic.name(), format.name), &arguments.chain(mark).collect::<Vec<_>>()),
        }
    };
    formats.into_iter().map(file).collect()
}
