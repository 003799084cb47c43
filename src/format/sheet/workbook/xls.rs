//! A look at an old XLS file before it is read: facts that the library for workbooks does not tell, hidden rows and comments, and the size of
//! its sheets, for which the library makes room.
//!
//! Such a file is a small file system of its own ([MS-CFB]), in which one stream holds the records of all sheets ([MS-XLS]).

use super::{super::super::ReadError, ANEW, facts::SheetFacts};

/// The end of the header, and the room for the first sectors of the table in it.
const HEADER: usize = 512;
/// An entry of the directory has so many bytes.
const ENTRY: usize = 128;
/// The chain of sectors ends with a number that is not lower.
const NO_SECTOR: u32 = 0xffff_fffa;
/// A shorter stream shares the sectors of others, in bytes.
const SHORT: u32 = 4096;
/// A sheet has at most so many rows and columns.
const ROWS: u32 = 1 << 16;
const COLUMNS: u16 = 1 << 8;
/// The flag of a row that has no height.
const HIDDEN: u8 = 0x20;

/// The kinds of records.
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
/// A sheet of the list of sheets.
const SHEET: u16 = 0x0085;
const SIZE: u16 = 0x0200;
const ROW: u16 = 0x0208;
const COMMENT: u16 = 0x001c;

/// The facts of the sheets of a workbook, in the order of its list of sheets; none where it has no such list. Takes time in proportion to the
/// file.
///
/// Fails when a sheet says that it is larger than any can be, and when sheets lie upon one another.
pub(super) fn look(bytes: &[u8]) -> Result<Vec<SheetFacts>, ReadError> {
    stream(bytes).map_or_else(|| Ok(Vec::new()), |stream| of_stream(&stream))
}

/// The facts of each sheet that a stream of records lists.
fn of_stream(stream: &[u8]) -> Result<Vec<SheetFacts>, ReadError> {
    let damaged = || ReadError::Workbook(format!("it is damaged: {ANEW}"));
    let list = BiffRecords { stream, at: 0 }.take_while(|(_, kind, _)| *kind != END).filter(|(_, kind, _)| *kind == SHEET);
    let places = list.filter_map(|(_, _, data)| u32_at(data, 0));
    let mut found = Vec::new();
    // Sheets lie one behind the other.
    let mut left = stream.len();
    for place in places {
        let (facts, length) = of_sheet(stream, place as usize).ok_or_else(damaged)?;
        left = left.checked_sub(length).ok_or_else(damaged)?;
        found.push(facts);
    }
    Ok(found)
}

/// The facts of the sheet at this place, and the length of its records; none for one that says that it is larger than any can be.
fn of_sheet(stream: &[u8], place: usize) -> Option<(SheetFacts, usize)> {
    // A sheet may hold charts, which have rows of their own.
    let (mut facts, mut depth, mut end) = (SheetFacts::default(), 0_usize, place);
    for (at, kind, data) in (BiffRecords { stream, at: place }) {
        end = at;
        match kind {
            BEGIN => depth += 1,
            END => depth = depth.saturating_sub(1),
            SIZE if depth <= 1 && !fits(data) => return None,
            ROW if depth <= 1 && data.get(12).is_some_and(|flags| flags & HIDDEN != 0) => {
                facts.hidden.extend(u16_at(data, 0).map(|row| u32::from(row)..=u32::from(row)));
            }
            // One that goes on from the record before has no row.
            COMMENT if depth <= 1 => {
                if let Some((row, column)) = u16_at(data, 0).zip(u16_at(data, 2)).filter(|(row, _)| *row != u16::MAX) {
                    facts.comment((u32::from(row), u32::from(column)));
                }
            }
            _ => {}
        }
        if depth == 0 && kind == END {
            break;
        }
    }
    Some((facts, end.saturating_sub(place)))
}

/// True when a record names a size that a sheet can have: its first row, the end of its rows, the end of its columns.
fn fits(data: &[u8]) -> bool {
    let row = |place: usize| if data.len() < 14 { u16_at(data, place).map(u32::from) } else { u32_at(data, 2 * place) };
    let columns = u16_at(data, if data.len() < 14 { 6 } else { 10 });
    let (Some(first), Some(rows), Some(columns)) = (row(0), row(2), columns) else { return true };
    rows == 0 || columns == 0 || (first <= rows && rows <= ROWS && columns <= COLUMNS)
}

/// The records of a stream: of each its place, its kind and its data.
struct BiffRecords<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Iterator for BiffRecords<'a> {
    type Item = (usize, u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at;
        let (kind, length) = u16_at(self.stream, at).zip(u16_at(self.stream, at + 2))?;
        self.at = at + 4 + usize::from(length);
        Some((at, kind, self.stream.get(at + 4..self.at)?))
    }
}

/// The stream that holds the records of a workbook; none where it is not there.
fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = u32::from(u16_at(bytes, 30)?);
    let size = 1_usize.checked_shl(shift).filter(|size| (ENTRY..=1 << 16).contains(size))?;
    let file = Sectors { bytes: bytes.get(HEADER.max(size)..)?, size, next: Vec::new() };
    let file = Sectors { next: table(bytes, &file)?, ..file };
    let directory = file.chain(u32_at(bytes, 48)?);
    let mut entries = directory.chunks_exact(ENTRY);
    let root = entries.next()?;
    let named = |entry: &&[u8], name: &str| {
        let own = entry.chunks_exact(2).map(|unit| u8::try_from(u16_at(unit, 0).unwrap_or_default()).unwrap_or(u8::MAX));
        own.take(name.len() + 1).map(|letter| letter.to_ascii_lowercase()).eq(name.bytes().chain([0]))
    };
    let book = entries.clone().find(|entry| named(entry, "workbook")).or_else(|| entries.find(|entry| named(entry, "book")))?;
    let (start, length) = (u32_at(book, 116)?, u32_at(book, 120)?);
    let mut stream = if length < SHORT {
        // Short streams share the sectors of the root.
        let table = file.chain(u32_at(bytes, 60)?);
        let next = table.chunks_exact(4).filter_map(|number| u32_at(number, 0)).collect();
        let shared = file.chain(u32_at(root, 116)?);
        Sectors { bytes: &shared, size: 1_usize.checked_shl(u32::from(u16_at(bytes, 32)?)).filter(|size| *size >= 8)?, next }.chain(start)
    } else {
        file.chain(start)
    };
    stream.truncate(length as usize);
    Some(stream)
}

/// The table of the sectors of a file: of each sector the next one of its chain.
fn table(bytes: &[u8], file: &Sectors<'_>) -> Option<Vec<u32>> {
    let mut places: Vec<u32> = bytes.get(76..HEADER)?.chunks_exact(4).filter_map(|number| u32_at(number, 0)).collect();
    // More of its places stand in sectors, each of which ends with the number of the next one.
    let mut more = u32_at(bytes, 68)?;
    for _ in 0..file.count() {
        let Some(sector) = file.sector(more) else { break };
        places.extend(sector.chunks_exact(4).filter_map(|number| u32_at(number, 0)));
        more = places.pop()?;
    }
    let sectors = places.into_iter().take(file.count()).filter_map(|place| file.sector(place));
    Some(sectors.flat_map(|sector| sector.chunks_exact(4).filter_map(|number| u32_at(number, 0))).collect())
}

/// Sectors of one size, and of each the number of the next one of its chain.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    next: Vec<u32>,
}

impl Sectors<'_> {
    fn count(&self) -> usize {
        self.bytes.len().div_ceil(self.size)
    }

    /// A sector; none at the end of a chain, and beyond the file. The last one may be short.
    fn sector(&self, number: u32) -> Option<&[u8]> {
        let start = (number as usize).checked_mul(self.size).filter(|_| number < NO_SECTOR)?;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..self.size).unwrap_or(rest))
    }

    /// The bytes of a chain of sectors. A chain that goes in circles ends when it is as long as the file.
    fn chain(&self, first: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut number = first;
        for _ in 0..self.count() {
            let Some(sector) = self.sector(number) else { break };
            bytes.extend_from_slice(sector);
            number = self.next.get(number as usize).copied().unwrap_or(NO_SECTOR);
        }
        bytes
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A record of a stream.
    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes()[..], data].concat()
    }

    fn row(number: u16, flags: u8) -> Vec<u8> {
        let mut data = [0; 16];
        data[..2].copy_from_slice(&number.to_le_bytes());
        data[12] = flags;
        record(ROW, &data)
    }

    #[test]
    fn rows_and_comments_belong_to_their_sheets() {
        let (begin, end) = (record(BEGIN, &[0; 16]), record(END, &[]));
        let note = |row: u16, column: u16| record(COMMENT, &[row.to_le_bytes(), column.to_le_bytes()].concat());
        let list = |places: [u32; 2]| places.map(|place| record(SHEET, &[&place.to_le_bytes()[..], b"\0\0\x01\0A"].concat())).concat();
        let length = [begin.clone(), list([0; 2]), end.clone()].concat().len() as u32;
        let first =
            [begin.clone(), row(3, HIDDEN), row(4, 0), begin.clone(), row(5, HIDDEN), end.clone(), note(2, 1), note(7, 0), end.clone()];
        let second = [begin.clone(), note(u16::MAX, 0), row(9, 0x61), end.clone()];
        // The list names the sheets in another order than that of the stream.
        let globals = [begin, list([length + second.concat().len() as u32, length]), end].concat();
        let found = of_stream(&[globals, second.concat(), first.concat()].concat()).unwrap();
        let shown: Vec<_> = found.iter().map(|sheet| (sheet.hidden.clone(), sheet.comments, sheet.first_comment)).collect();
        assert_eq!(shown, [(vec![3..=3], 2, (2, 1)), (vec![9..=9], 0, (0, 0))]);
        assert!(of_stream(&[first.concat(), second.concat()].concat()).unwrap().is_empty(), "no sheet is listed");
    }

    #[test]
    fn sheets_of_a_size_that_none_has_are_refused() {
        let size = |first: u32, rows: u32, columns: u16| {
            record(SIZE, &[&first.to_le_bytes()[..], &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat())
        };
        let book = |places: &[u32], sheet: Vec<u8>| {
            let (begin, end) = (record(BEGIN, &[0; 16]), record(END, &[]));
            let list: Vec<u8> = places.iter().flat_map(|place| record(SHEET, &place.to_le_bytes())).collect();
            of_stream(&[begin.clone(), list, end.clone(), begin, sheet, end].concat())
        };
        assert!(book(&[32], size(0, ROWS, COLUMNS)).is_ok());
        for sheet in [size(0, ROWS + 1, 1), size(0, 1, COLUMNS + 1), size(7, 2, 1), size(0, u32::MAX, u16::MAX)] {
            assert!(book(&[32], sheet).is_err());
        }
        assert!(book(&[104; 10], vec![0; 4_000]).is_err(), "sheets lie upon one another");
    }

    proptest! {
        #[test]
        fn any_bytes_are_looked_at(start: usize, bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let mut book = include_bytes!("../../../../tests/fixtures/sheets/old.xls").to_vec();
            let start = start % book.len();
            let end = (start + bytes.len()).min(book.len());
            book[start..end].copy_from_slice(&bytes[..end - start]);
            let _ = look(&book);
            let _ = look(&bytes);
        }
    }
}
