//! Spreadsheets: rows of cells below a header.
//!
//! `docs/use/import.md` states the rules. `csv` and `workbook` make rows (`table`) of a file. `header` finds the header and maps its columns;
//! `mapped` chooses the mappings of the user that count; `column` decides how the cells of a column are parted; `reader` tells records from
//! headings, and `record` reads one. `aside` knows words that are no values, `lookup` sheets that are no resources.

mod aside;
mod column;
mod csv;
mod exported;
mod header;
mod lookup;
mod mapped;
mod reader;
mod record;
mod table;
mod workbook;

pub(super) use self::exported::ExportedColumn;
pub(super) use self::workbook::write::cut;
pub(super) use self::workbook::{Workbook, workbook};
use super::hints::Hint;
use super::table::{Confidence, Format, Source};
use super::{Items, ReadError};

/// Refuses a file that is no workbook, unless it is empty: then there is nothing to read.
fn no_workbook(mut source: Source, format: &'static Format) -> Result<Items, ReadError> {
    let is_empty = source.input.read(&mut [0])? == 0;
    if is_empty { Ok(Box::new(std::iter::empty())) } else { Err(ReadError::NoWorkbook(format)) }
}

/// Tables in text.
pub(super) static CSV: Format = Format {
    name: "csv",
    noun: "a table in text (CSV)",
    about: "A table in text: cells parted by commas, semicolons, tabs or bars",
    media_types: &["text/csv", "text/tab-separated-values"],
    endings: &["csv", "tsv", "tab"],
    hints: &[Hint::Map],
    sniff: |beginning| csv::sign_of(beginning.bytes).map(Confidence::Sure),
    read: |source, hints| csv::csv(source.input, hints, &source.seen),
    write: Some(&csv::write::WRITES),
};
/// Workbooks of Excel.
pub(super) static XLSX: Format = Format {
    name: "xlsx",
    noun: "an Excel workbook",
    about: "A workbook of Excel",
    media_types: &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    endings: &["xlsx", "xlsm"],
    hints: &[Hint::Map, Hint::Sheet],
    sniff: |_| None,
    read: |source, _| no_workbook(source, &XLSX),
    write: Some(&workbook::write::WRITES),
};
/// Workbooks of Excel up to 2003.
pub(super) static XLS: Format = Format {
    name: "xls",
    noun: "an old Excel workbook",
    about: "A workbook of Excel, as it was written up to 2003",
    media_types: &["application/vnd.ms-excel"],
    endings: &["xls"],
    hints: &[Hint::Map, Hint::Sheet],
    sniff: |_| None,
    read: |source, _| no_workbook(source, &XLS),
    write: None,
};
/// Spreadsheets of `LibreOffice`.
pub(super) static ODS: Format = Format {
    name: "ods",
    noun: "an OpenDocument spreadsheet",
    about: "A spreadsheet of LibreOffice",
    media_types: &["application/vnd.oasis.opendocument.spreadsheet"],
    endings: &["ods"],
    hints: &[Hint::Map, Hint::Sheet],
    sniff: |_| None,
    read: |source, _| no_workbook(source, &ODS),
    write: None,
};
