//! Tables in text: cells parted by commas, semicolons, tabs or bars. They are read as a stream, in bounded memory.

mod text;
pub(super) mod write;

use std::io::{BufReader, Cursor, Read};

use ::csv::{ByteRecord, Reader, ReaderBuilder, Terminator};

use self::text::{Growth, TableText};
use super::{
    header::meaning,
    mapped::SheetMappings,
    reader::SheetReader,
    table::{COLUMNS, SheetCell, SheetRow},
};
use crate::format::Hints;
use crate::format::{Items, ReadError, encoding, label::Label, lines::Line, mapping::FieldMeaning, seen::Seen};
use crate::model::{Account, Item};

/// The signs that may part cells.
const SIGNS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// The sign is chosen by so much of a file, in bytes, and by so many rows of that.
const SAMPLE: usize = 256 * 1024;
const RECORDS: usize = 50;
/// The header is among so many rows.
const HEADERS: usize = 20;

/// Reads a table in text. Fails when its beginning cannot be read.
pub(super) fn csv(mut input: Box<dyn Read + Send>, hints: &Hints, seen: &Seen) -> Result<Items, ReadError> {
    let mut sample = Vec::new();
    input.by_ref().take(SAMPLE as u64).read_to_end(&mut sample)?;
    let directive = directive(&sample);
    let (length, sign) = match directive {
        Some((length, sign)) => (length, sign),
        None => (0, delimiter(&sample, sample.len() < SAMPLE)),
    };
    let is_whole = sample.len() < SAMPLE;
    let rest = sample.split_off(length);
    let cells = |cells: Vec<String>| SheetRow { cells: cells.into_iter().map(SheetCell::from).collect(), ..SheetRow::default() };
    let first = if hints.mappings().next().is_some() { first_rows(&rest, sign, !is_whole) } else { Vec::new() };
    let first: Vec<SheetRow> = first.into_iter().map(cells).collect();
    let mappings = SheetMappings::of(hints, std::iter::once(first.iter().collect::<Vec<_>>()));
    let rest = Cursor::new(rest).chain(input);
    let rows = CsvRows::new(Box::new(rest), sign, u64::from(directive.is_some()), seen.clone());
    let SheetMappings { map, uses, issues } = mappings;
    let items = SheetReader::new(None, rows, map).of_text().map(move |item| match item {
        Ok(Item::Account(account)) => Ok(Item::Account(Account { mappings: uses.clone(), ..account })),
        item => item,
    });
    Ok(Box::new(issues.into_iter().map(|issue| Ok(Item::Issue(issue))).chain(items)))
}

/// The sign that a text is a table, as the end of a sentence that begins with "because". None when there is none.
pub(super) fn sign_of(head: &[u8]) -> Option<&'static str> {
    if matches!(head.trim_ascii_start().first(), Some(b'{' | b'<')) {
        return None;
    }
    if directive(head).is_some() {
        return Some("its first line says which sign parts the cells");
    }
    let whole = head.len() < encoding::SAMPLE;
    let sign = delimiter(head, whole);
    let rows = first_rows(head, sign, !whole);
    let [header, first, ..] = rows.as_slice() else { return None };
    let known: Vec<FieldMeaning> = header.iter().filter_map(|cell| meaning(cell, &[])).collect();
    let is_header = known.len() > 1
        && known.len() * 2 >= header.len()
        && known.contains(&FieldMeaning::Field(Label::Title))
        && header.iter().all(|cell| !cell.trim().is_empty() && !cell.contains(": "));
    (is_header && first.len() == header.len() && sign != b'|').then_some("its first line is the header of a table")
}

/// The length of a first line `sep=;`, with its end, and the sign that it names.
fn directive(text: &[u8]) -> Option<(usize, u8)> {
    let line = text.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let bare = line.trim_ascii_end();
    // The sign may be a tab.
    let bare = if bare.len() < 5 { line.get(..5)? } else { bare };
    let bare = bare.strip_prefix(b"\"").map_or(bare, |bare| bare.strip_suffix(b"\"").unwrap_or(bare));
    let [sign] = *bare.get(4..)? else { return None };
    if !bare.get(..4)?.eq_ignore_ascii_case(b"sep=") || !SIGNS.contains(&sign) {
        return None;
    }
    let is_pair = line.ends_with(b"\r") && text.get(line.len()) == Some(&b'\n');
    Some((line.len() + usize::from(is_pair), sign))
}

/// The sign that parts the cells: the one by which a row has the most known headers; then the one by which the most of the first rows have
/// the same number of cells. `whole` says that the sample is the whole file.
fn delimiter(sample: &[u8], whole: bool) -> u8 {
    let score = |sign: u8| {
        let rows = first_rows(sample, sign, !whole);
        let known = |row: &Vec<String>| row.iter().filter(|cell| meaning(cell, &[]).is_some()).count();
        let known = rows.iter().take(HEADERS).map(known).max().filter(|known| *known > 1).unwrap_or_default();
        let same = |count: usize| rows.iter().filter(|row| row.len() == count).count();
        let alike = rows.iter().map(Vec::len).filter(|count| *count > 1).map(|count| (same(count), count)).max().unwrap_or_default();
        (known, alike)
    };
    // Of equal ones, the first counts.
    SIGNS.into_iter().rev().max_by_key(|sign| score(*sign)).unwrap_or(b',')
}

/// The first rows of a sample. `cut` says that its last row may go on behind it.
fn first_rows(sample: &[u8], sign: u8, cut: bool) -> Vec<Vec<String>> {
    let mut reader = reader(TableText::new(sample, Growth::default()), sign);
    let mut rows = Vec::new();
    let mut record = ByteRecord::new();
    while rows.len() <= RECORDS && reader.read_byte_record(&mut record).unwrap_or(false) {
        rows.push(record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
    }
    if cut || rows.len() > RECORDS {
        rows.pop();
    }
    rows
}

fn reader<R: Read>(text: R, sign: u8) -> Reader<R> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(sign).terminator(Terminator::Any(b'\n')).buffer_capacity(64 * 1024);
    builder.from_reader(text)
}

/// The rows of a table in text.
struct CsvRows {
    reader: Reader<TableText<BufReader<Box<dyn Read + Send>>>>,
    growth: Growth,
    record: ByteRecord,
    sign: u8,
    /// The most cells of a row so far.
    width: usize,
    /// So many lines stand before the table.
    before: u64,
    /// The line behind the last row, and the number of that row.
    end: u64,
    number: u64,
    seen: Seen,
    failed: bool,
}

impl CsvRows {
    fn new(input: Box<dyn Read + Send>, sign: u8, before: u64, seen: Seen) -> Self {
        let growth = Growth::default();
        let text = TableText::new(BufReader::with_capacity(64 * 1024, input), growth.clone());
        let (record, reader) = (ByteRecord::new(), reader(text, sign));
        Self { reader, growth, record, sign, width: 0, before, end: 1 + before, number: before, seen, failed: false }
    }

    fn read(&mut self) -> Result<Option<SheetRow>, ReadError> {
        self.growth.reset();
        if !self.reader.read_byte_record(&mut self.record).map_err(std::io::Error::from)? {
            return Ok(None);
        }
        // Every row ends with the end of a line, and blank lines may stand before it.
        let inside: usize = self.record.iter().map(|cell| memchr::memchr_iter(b'\n', cell).count()).sum();
        let behind = self.before + self.reader.position().line();
        let line = behind.saturating_sub(1 + inside as u64).max(self.end);
        self.number += 1 + line - self.end;
        self.end = behind;
        let text = |cell: &[u8]| match std::str::from_utf8(cell) {
            Ok(text) if !text.contains('\0') => Ok(SheetCell::from(text.to_owned())),
            _ => Err(ReadError::NotText { line, kind: encoding::guess(cell, false) }),
        };
        let cells = self.record.iter().take(COLUMNS).map(text).collect::<Result<Vec<SheetCell>, _>>()?;
        let swallows = if inside > 0 { self.record.iter().position(|cell| self.holds_rows(cell)) } else { None };
        self.width = self.width.max(self.record.len());
        let row = SheetRow { line, number: self.number, cells, is_cut: self.record.len() > COLUMNS, swallows };
        self.see(&row);
        Ok(Some(row))
    }

    /// Returns true when the lines of a cell, from the second on, are parted as rows are. The last one may be cut off.
    fn holds_rows(&self, cell: &[u8]) -> bool {
        let is_row = |line: &[u8]| memchr::memchr_iter(self.sign, line).count() + 1 >= self.width;
        let mut lines = cell.split(|byte| *byte == b'\n').skip(1).filter(|line| !line.trim_ascii().is_empty()).peekable();
        // Prose has commas too. In a narrow table it counts as rows only where the row lacks cells.
        let is_telling = self.width > 3 || (self.width > 1 && self.record.len() < self.width);
        let Some(first) = lines.next().filter(|_| is_telling) else { return false };
        let mut rest = lines.collect::<Vec<_>>();
        rest.pop();
        is_row(first) && rest.into_iter().all(is_row)
    }

    /// Lets the file's judge see the row.
    fn see(&self, row: &SheetRow) {
        let text: Vec<&str> = row.cells.iter().take(8).map(|cell| cell.text.as_str()).collect();
        self.seen.note(&Line { number: row.line, text: text.join(","), truncated: false });
    }
}

impl Iterator for CsvRows {
    type Item = Result<SheetRow, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let row = self.read().transpose();
        self.failed = matches!(row, Some(Err(_)));
        row
    }
}

#[cfg(test)]
mod tests;
