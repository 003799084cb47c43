//! Workbooks of Excel. Rows go to temporary files as they come, so that a workbook of any length needs little memory.

use std::borrow::Cow;
use std::io;

use rust_xlsxwriter::{Format as Style, Workbook, Worksheet, XlsxError};

use crate::format::export::{FileDress, Out, TableCell, TableHead, TableWriter, Writes, joined};

/// Writes workbooks.
pub(in crate::format) static WRITES: Writes = Writes { begin, tables: usize::MAX, most_rows: Some(MOST_ROWS as usize - 1), resource: None };

/// A sheet has so many rows at most, the header among them.
const MOST_ROWS: u32 = 1_048_576;
/// A cell holds so much text at most, in units of UTF-16.
const LONGEST: usize = 32_767;
/// Stands where a text was cut.
const CUT: &str = " … [cut here: a cell holds no more; CSV and JSON Lines have the whole text]";
/// The first cells of the sheets beside the list, by which a reader knows them.
pub(in crate::format::sheet) const FIRST_CELLS: [&str; 2] = ["resource_id", "Exported file"];
/// The columns that programs read and people need not.
const HIDDEN: [&str; 2] = ["colophon_id", "colophon_version"];
/// Headers whose columns are wide.
const WIDE: [&str; 4] = ["title", "resource", "description", "name"];

struct BookWriter {
    book: Workbook,
    /// For each sheet the number of rows that it has, and of those that it has no room for.
    rows: Vec<(u32, u64)>,
    sheets: Vec<TableHead>,
    about: Vec<(String, String)>,
}

fn begin(sheets: Vec<TableHead>, dress: FileDress, _: &mut Out<'_>) -> io::Result<Box<dyn TableWriter>> {
    let mut book = Workbook::new();
    let bold = Style::new().set_bold();
    for TableHead { name, headers } in &sheets {
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (column, header) in (0..).zip(headers) {
            let width = if WIDE.contains(&header.as_str()) { 48 } else { 16 };
            sheet.set_column_width(column, width).map_err(failed)?;
            if HIDDEN.contains(&header.as_str()) {
                sheet.set_column_hidden(column).map_err(failed)?;
            }
        }
        for (column, header) in (0..).zip(headers) {
            sheet.write_string_with_format(0, column, header, &bold).map_err(failed)?;
        }
    }
    Ok(Box::new(BookWriter { rows: vec![(1, 0); sheets.len()], book, sheets, about: dress.about }))
}

impl TableWriter for BookWriter {
    fn row(&mut self, table: usize, cells: &[&TableCell<'_>], _: &mut Out<'_>) -> io::Result<()> {
        let Some((row, missing)) = self.rows.get_mut(table) else { return Ok(()) };
        if *row == MOST_ROWS {
            *missing += 1;
            return Ok(());
        }
        let sheet = self.book.worksheet_from_index(table).map_err(failed)?;
        for (column, cell) in (0..).zip(cells) {
            let written = match cell {
                TableCell::Empty => continue,
                // Numbers of Excel have 15 digits.
                TableCell::Number(number) => sheet.write_number(*row, column, *number as f64),
                TableCell::Text(text) if text.is_empty() => continue,
                TableCell::Text(text) => sheet.write_string(*row, column, cut(text)),
                TableCell::List(texts) if texts.is_empty() => continue,
                TableCell::List(texts) => sheet.write_string(*row, column, cut(&joined(texts))),
            };
            written.map_err(failed)?;
        }
        *row += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>, out: &mut Out<'_>) -> io::Result<()> {
        for (place, (sheet, (rows, _))) in self.sheets.iter().zip(&self.rows).enumerate() {
            let last = u16::try_from(sheet.headers.len().saturating_sub(1)).unwrap_or(u16::MAX);
            self.book.worksheet_from_index(place).map_err(failed)?.autofilter(0, 0, rows - 1, last).map_err(failed)?;
        }
        let mut about = std::mem::take(&mut self.about);
        for (sheet, (_, missing)) in self.sheets.iter().zip(&self.rows).filter(|(_, (_, missing))| *missing > 0) {
            let told = format!("{missing} rows are missing: a sheet holds no more. CSV and JSON Lines have them all.");
            about.push((format!("TableHead {}", sheet.name), told));
        }
        if !about.is_empty() {
            tell(self.book.add_worksheet_with_constant_memory().map_err(failed)?, &about).map_err(failed)?;
        }
        self.book.save_to_writer(out).map_err(failed)
    }
}

/// Writes what the workbook says of itself.
fn tell(sheet: &mut Worksheet, about: &[(String, String)]) -> Result<(), XlsxError> {
    sheet.set_name("Read me")?.set_column_width(0, 24)?.set_column_width(1, 96)?;
    for (row, (name, value)) in (0..).zip(about) {
        sheet.write_string(row, 0, cut(name))?.write_string(row, 1, cut(value))?;
    }
    Ok(())
}

/// A text that a cell holds.
pub(in crate::format) fn cut(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let room = LONGEST - CUT.encode_utf16().count();
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|letter| {
            used += letter.len_utf16();
            used <= room
        })
        .collect();
    Cow::Owned(kept + CUT)
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_cut_and_says_so() {
        assert_eq!(cut("short"), "short");
        let whole = "é".repeat(LONGEST);
        assert_eq!(cut(&whole), whole.as_str());
        for letter in ["x", "é", "😀"] {
            let text = letter.repeat(LONGEST + 1);
            let cut = cut(&text);
            assert!(cut.encode_utf16().count() <= LONGEST && cut.ends_with(CUT), "{letter}");
        }
    }
}
