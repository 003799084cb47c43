//! A look at a packed workbook before it is read: its kind, and the size that it unpacks to. What the file says of its size does not count.

use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{super::super::ReadError, ANEW, Book, LARGEST, cells::CELLS};

/// A workbook unpacks to at most so many times its size, when that is more than a small one has.
const RATIO: u64 = 200;
const SMALL: u64 = 16 << 20;
/// Its XML has at most so many tags: a cell with its text has eight.
const TAGS: u64 = 8 * CELLS as u64;

/// Tells the kind of a workbook. Fails when it is no workbook, or too large when it is unpacked.
pub(super) fn look(bytes: &[u8]) -> Result<Book, ReadError> {
    let damaged = |error: &dyn std::fmt::Display| ReadError::Workbook(format!("it is a damaged ZIP file ({error}): {ANEW}"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let has = |name: &str| archive.file_names().flatten().any(|own| own.eq_ignore_ascii_case(name));
    let format = if has("xl/workbook.xml") {
        Book::Xlsx
    } else if has("xl/workbook.bin") {
        return Err(ReadError::Shape { found: "a binary Excel workbook (.xlsb)", advice: ANEW });
    } else if has("content.xml") && is_spreadsheet(&mut archive) {
        Book::Ods
    } else {
        let advice = "of an office document, copy the text into a file and import that; of a ZIP file, unpack what is in it; of a Numbers \
                      file, export it as Excel or CSV";
        return Err(ReadError::Shape { found: "a ZIP file or an office document that is no spreadsheet", advice });
    };
    let most = LARGEST.min((bytes.len() as u64).saturating_mul(RATIO).max(SMALL));
    let mut count = Count { bytes: 0, tags: 0, most };
    for at in 0..archive.len() {
        let file = match archive.by_index(at) {
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                return Err(ReadError::Workbook(super::PROTECTED.to_owned()));
            }
            Err(error) => return Err(damaged(&error)),
        };
        let is_table = format == Book::Ods && file.name().is_ok_and(|name| name == "content.xml");
        let counted = Unpacked { inner: file, count: &mut count };
        let read = if is_table { repeats(counted) } else { io::copy(&mut { counted }, &mut io::sink()).map(drop) };
        read.map_err(|error| if count.is_over() { too_large() } else { damaged(&error) })?;
    }
    Ok(format)
}

/// The refusal of a workbook that is too large.
pub(super) fn too_large() -> ReadError {
    let reason = "it has more than 2 million cells or unpacks to more than 512 MiB, or to more than 200 times its size: part it into several \
                  files, or save it as CSV";
    ReadError::Workbook(reason.to_owned())
}

fn is_spreadsheet(archive: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    let mut kind = String::new();
    let read = archive.by_name("mimetype").ok().map(|file| file.take(200).read_to_string(&mut kind));
    read.is_some() && kind.contains("opendocument.spreadsheet")
}

/// The size of all that was unpacked.
struct Count {
    bytes: u64,
    tags: u64,
    most: u64,
}

impl Count {
    const fn is_over(&self) -> bool {
        self.bytes > self.most || self.tags > TAGS
    }
}

struct Unpacked<'a, R> {
    inner: R,
    count: &'a mut Count,
}

impl<R: Read> Read for Unpacked<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.bytes += read as u64;
        self.count.tags += memchr::memchr_iter(b'<', buffer.get(..read).unwrap_or_default()).count() as u64;
        if self.count.is_over() { Err(io::Error::other("too large")) } else { Ok(read) }
    }
}

/// Reads the tables of an ODS file, and fails when their rows and cells, which may stand for many, are too many.
fn repeats(content: Unpacked<'_, impl Read>) -> io::Result<()> {
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(content));
    let (mut buffer, mut table, mut row) = (Vec::new(), CellTable::default(), Repeated::default());
    let mut most = 0;
    loop {
        match xml.read_event_into(&mut buffer).map_err(io::Error::other)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "table" => table = CellTable::default(),
                "table-row" => row = Repeated { times: number(&tag, "number-rows-repeated"), ..Repeated::default() },
                "table-cell" | "covered-table-cell" => {
                    row.cells = row.cells.saturating_add(number(&tag, "number-columns-repeated"));
                    let has_value = |name: &str| name.ends_with("value-type") || name.ends_with("value") || name.ends_with("formula");
                    if tag.attributes().flatten().any(|attribute| has_value(attribute.key.local_name().as_ref())) {
                        row.width = row.cells;
                        table.add(&row);
                        most = table.cells().max(most);
                    }
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "table-row" => table.rows = table.rows.saturating_add(row.times),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if most > CELLS as u64 {
            xml.get_mut().get_mut().count.tags = u64::MAX;
            return Err(io::Error::other("too large"));
        }
        buffer.clear();
    }
}

/// A row that stands for several.
#[derive(Default)]
struct Repeated {
    times: u64,
    cells: u64,
    /// Up to the last cell with a value.
    width: u64,
}

/// A table up to its last row with a value.
#[derive(Default)]
struct CellTable {
    rows: u64,
    filled: u64,
    width: u64,
}

impl CellTable {
    fn add(&mut self, row: &Repeated) {
        self.filled = self.rows.saturating_add(row.times);
        self.width = self.width.max(row.width);
    }

    const fn cells(&self) -> u64 {
        self.filled.saturating_mul(self.width)
    }
}

/// The number in an attribute of a tag; 1 where there is none.
pub(super) fn number(tag: &BytesStart, name: &str) -> u64 {
    attribute(tag, name).and_then(|value| value.parse().ok()).unwrap_or(1)
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())
}
