//! Spreadsheets: rows of cells below a header.
//!
//! `docs/import.md` states the rules. `csv` and `workbook` make rows (`table`) of a file. `header` finds the header and maps its columns;
//! `column` decides how the cells of a column are parted; `reader` tells records from headings, and `record` reads one.

mod column;
mod csv;
mod header;
mod mapping;
mod reader;
mod record;
mod table;
mod workbook;

pub(super) use self::csv::{csv, is_csv};
pub use self::mapping::{BadMapping, Mapping};
pub(super) use self::workbook::{Workbook, workbook};

/// How sheets are read.
#[derive(Debug, Clone, Default)]
pub struct SheetOptions {
    /// Headers and the fields that they mean, where the dictionary does not know or knows otherwise.
    pub map: Vec<Mapping>,
    /// The only sheet of a workbook that is read; all sheets when none is named.
    pub sheet: Option<String>,
}
