//! The mappings that count for a file: those of the user, and those that are kept with the source.

use super::header::SheetHeader;
use super::table::SheetRow;
use crate::format::hints::{self, Hints};
use crate::format::mapping::Mapping;
use crate::model::{Issue, MappingUse};

/// The header is looked for in so many rows of a sheet.
pub(super) const ROWS: usize = 50;

/// The mappings of a file.
#[derive(Debug, Default)]
pub(super) struct SheetMappings {
    /// Those that count.
    pub(super) map: Vec<Mapping>,
    /// All, with their use.
    pub(super) uses: Vec<MappingUse>,
    /// The issues about those that do not count.
    pub(super) issues: Vec<Issue>,
}

impl SheetMappings {
    /// Chooses by the first rows of each sheet. A mapping of the user counts where a sheet has its header. Those that are kept count when
    /// the sheets have the headers of all of them, since the file may be of another kind when one is missing.
    pub(super) fn of<'a>(hints: &Hints, sheets: impl Iterator<Item = Vec<&'a SheetRow>>) -> Self {
        let all: Vec<Mapping> = hints.mappings().map(|(mapping, _)| mapping.clone()).collect();
        if all.is_empty() {
            return Self::default();
        }
        let (headers, exports): (Vec<Vec<String>>, Vec<bool>) = sheets.map(|rows| names(&rows, &all)).unzip();
        let (headers, is_export) = (headers.concat(), exports.contains(&true));
        let has = |mapping: &&Mapping| headers.iter().any(|header| mapping.is_of(header));
        let missing: Vec<&str> = hints.kept.iter().filter(|mapping| !has(mapping)).map(|mapping| mapping.header.as_str()).collect();
        let is_used = |mapping: &Mapping, is_kept: bool| if is_kept { missing.is_empty() } else { has(&mapping) };
        let mut found = Self::default();
        for (mapping, is_kept) in hints.mappings() {
            let is_used = is_used(mapping, is_kept);
            found.uses.push(MappingUse { mapping: mapping.as_str().to_owned(), is_kept, is_used });
            found.map.extend(Some(mapping.clone()).filter(|_| is_used));
            found.issues.extend((!is_used && !is_kept).then(|| hints::unused(mapping, "the file has no column")));
        }
        // What is kept is for the files that people make, not for what Colophon exported.
        if !missing.is_empty() && !is_export {
            found.issues.push(hints::unused_kept(&hints.kept.iter().collect::<Vec<_>>(), &missing, "the file has no column"));
        }
        found
    }
}

/// The headers of a sheet, with their groups and without; true for an exported one. Where no header is found, all cells: that there is none
/// is told later.
fn names(rows: &[&SheetRow], map: &[Mapping]) -> (Vec<String>, bool) {
    let filled: Vec<&SheetRow> = rows.iter().copied().filter(|row| !row.is_blank()).collect();
    let cells = |row: &&SheetRow| row.filled().map(|(_, cell)| cell.text.clone()).collect::<Vec<_>>();
    match SheetHeader::find(&None, &filled, map) {
        Some(header) => {
            let own = filled.get(header.at).map(cells).unwrap_or_default();
            (header.columns.into_iter().map(|column| column.header).chain(own).collect(), header.is_export)
        }
        None => (filled.iter().flat_map(cells).collect(), false),
    }
}
