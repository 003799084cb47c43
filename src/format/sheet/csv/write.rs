//! Tables in text (RFC 4180): UTF-8, cells parted by commas, lines that end in CR and LF.

use std::borrow::Cow;
use std::io;

use crate::format::export::{FileDress, Out, TableCell, TableHead, TableWriter, Writes, guarded, joined};

/// Writes tables in text.
pub(in crate::format) static WRITES: Writes = Writes { begin, tables: 1, most_rows: None, resource: None };

struct CsvWriter;

fn begin(sheets: Vec<TableHead>, dress: FileDress, out: &mut Out<'_>) -> io::Result<Box<dyn TableWriter>> {
    if dress.has_mark {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let headers = sheets.first().map_or(&[][..], |sheet| &sheet.headers);
    write(headers.iter().map(|header| guarded(header)), out)?;
    Ok(Box::new(CsvWriter))
}

impl TableWriter for CsvWriter {
    fn row(&mut self, _: usize, cells: &[&TableCell<'_>], out: &mut Out<'_>) -> io::Result<()> {
        let text = |cell: &&TableCell<'_>| match cell {
            TableCell::Empty => Cow::Borrowed(""),
            // A number is no formula, whatever its sign.
            TableCell::Number(number) => Cow::Owned(number.to_string()),
            TableCell::Text(text) => Cow::Owned(guarded(text).into_owned()),
            TableCell::List(texts) => Cow::Owned(guarded(&joined(texts)).into_owned()),
        };
        write(cells.iter().map(text), out)
    }

    fn finish(self: Box<Self>, _: &mut Out<'_>) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a line.
fn write<'a>(cells: impl ExactSizeIterator<Item = Cow<'a, str>>, out: &mut Out<'_>) -> io::Result<()> {
    let is_alone = cells.len() == 1;
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        // A blank line is no row to most readers.
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') || (is_alone && cell.is_empty()) {
            out.write_all(b"\"")?;
            out.write_all(cell.replace('"', "\"\"").as_bytes())?;
            out.write_all(b"\"")?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}
