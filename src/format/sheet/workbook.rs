//! Workbooks: XLSX, XLS and ODS. A workbook is read as a whole, within bounds.

mod cells;
mod facts;
mod guard;
mod ods;
pub(super) mod write;
mod xls;
mod xlsx;

use std::collections::{HashMap, VecDeque};
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Dimensions, Ods, OdsError, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use self::cells::{Sheet, Sheets};
use self::facts::SheetFacts;
use super::lookup::lookups;
use super::mapped::{self, SheetMappings};
use super::{ODS, XLS, XLSX, reader::SheetReader, table::SheetRow};
use crate::format::Hints;
use crate::format::{Format, Items, ReadError, lines::Line, seen::Seen};
use crate::model::{Account, Issue, Item};

/// A workbook is not larger than this, in bytes, packed or unpacked.
const LARGEST: u64 = 512 << 20;

const ANEW: &str = "open it in an office program, save it as .xlsx or .csv, and import that";

/// The kind of a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Book {
    Xlsx,
    Xls,
    Ods,
}

impl Book {
    const fn format(self) -> &'static Format {
        match self {
            Self::Xlsx => &XLSX,
            Self::Xls => &XLS,
            Self::Ods => &ODS,
        }
    }
}

/// A workbook that was opened.
pub(in crate::format) struct Workbook {
    /// Its format.
    pub(in crate::format) format: &'static Format,
    /// Its records and issues.
    pub(in crate::format) items: Items,
    /// The number of its rows.
    pub(in crate::format) rows: u64,
}

/// Reads a workbook whose first bytes are `head`. None for a file that is none.
///
/// Fails when it is damaged, protected by a password, or larger than the bounds, and when it has no sheet of the wanted name.
pub(in crate::format) fn workbook(head: &[u8], input: &mut dyn Read, options: &Hints, seen: &Seen) -> Result<Option<Workbook>, ReadError> {
    let is_zip = head.starts_with(b"PK\x03\x04");
    if !is_zip && !head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    input.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(ReadError::Workbook("it is larger than 512 MiB: part it into several files".to_owned()));
    }
    let book = if is_zip { guard::look(&bytes)? } else { Book::Xls };
    // The library for workbooks may panic on a damaged one: that ends the file, not the program.
    let read = catch_unwind(AssertUnwindSafe(|| sheets(book, bytes, options)));
    let (mut sheets, mut told) = read.unwrap_or_else(|_| Err(ReadError::Workbook(format!("it is damaged: {ANEW}"))))?;
    let SheetMappings { map, uses, issues } =
        SheetMappings::of(options, sheets.iter().map(|sheet| sheet.rows.iter().take(mapped::ROWS).collect()));
    let is_one = sheets.len() == 1;
    told.extend(issues);
    let lists = lookups(sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.rows.as_slice())), &map);
    for (at, _) in lists.iter().rev() {
        sheets.remove(*at);
    }
    told.extend(lists.into_iter().map(|(_, issue)| issue));
    let rows = sheets.iter().map(|sheet| sheet.rows.len() as u64).sum();
    let each = sheets.into_iter().map(|sheet| {
        let name = Some(sheet.name).filter(|_| !is_one);
        let seen = seen.clone();
        let rows = sheet.rows.into_iter().inspect(move |row| see(row, &seen)).map(Ok);
        let rows: Box<dyn Iterator<Item = Result<SheetRow, ReadError>> + Send> = Box::new(rows);
        (sheet.issues.into_iter().map(Item::Issue).collect::<Vec<_>>(), SheetReader::new(name, rows, map.clone()))
    });
    let items = joined(each.collect(), Account { mappings: uses, ..Account::default() });
    let items = Box::new(told.into_iter().map(|issue| Ok(Item::Issue(issue))).chain(items));
    Ok(Some(Workbook { format: book.format(), items, rows }))
}

type Readers = VecDeque<(Vec<Item>, SheetReader<Box<dyn Iterator<Item = Result<SheetRow, ReadError>> + Send>>)>;

/// The items of all sheets, with one account at the end, which adds to this one.
fn joined(mut readers: Readers, account: Account) -> Items {
    let mut account = Some(account);
    let mut waiting: VecDeque<Item> = VecDeque::new();
    Box::new(std::iter::from_fn(move || {
        loop {
            if let Some(item) = waiting.pop_front() {
                return Some(Ok(item));
            }
            let Some((issues, reader)) = readers.front_mut() else {
                return account.take().map(|account| Ok(Item::Account(account)));
            };
            waiting.extend(std::mem::take(issues));
            match reader.next() {
                Some(Ok(Item::Account(more))) => add(account.as_mut(), more),
                Some(Ok(item)) => waiting.push_back(item),
                Some(Err(error)) => return Some(Err(error)),
                None => drop(readers.pop_front()),
            }
        }
    }))
}

fn add(account: Option<&mut Account>, more: Account) {
    let Some(account) = account else { return };
    account.unread_lines += more.unread_lines;
    for column in more.labels {
        match account.labels.iter_mut().find(|used| used.label == column.label && used.field == column.field) {
            Some(used) => used.count += column.count,
            None => account.labels.push(column),
        }
    }
}

/// Lets the file's judge see a row.
fn see(row: &SheetRow, seen: &Seen) {
    let text: Vec<&str> = row.filled().take(8).map(|(_, cell)| cell.text.as_str()).collect();
    seen.note(&Line { number: row.line, text: text.join(" | "), truncated: false });
}

/// The sheets of a workbook that have rows, and the issues about others.
///
/// Fails when the sheet that the user names is not there or has no rows.
fn sheets(book: Book, bytes: Vec<u8>, options: &Hints) -> Result<(Vec<Sheet>, Vec<Issue>), ReadError> {
    let input = Cursor::new(bytes);
    match book {
        Book::Xlsx => read_xlsx(input, options),
        Book::Ods => {
            let mut tables = ods::tables(input.get_ref()).map_err(|error| broken(&error))?;
            let mut book = Ods::new(input).map_err(|error| of_ods(&error))?;
            let mut sheets = Sheets::of(&book, options)?;
            for name in sheets.wanted() {
                let values = book.worksheet_range(&name).map_err(|error| of_ods(&error))?;
                let formulas = book.worksheet_formula(&name).map_err(|error| of_ods(&error))?;
                let table = tables.remove(&name).unwrap_or_default();
                sheets.dense(&values, &formulas)?;
                for (cells, address) in table.links {
                    sheets.link(cells, &address)?;
                }
                sheets.end(name, &table.merged, &table.facts)?;
            }
            sheets.finish()
        }
        Book::Xls => {
            let facts = xls::look(input.get_ref())?;
            let mut book = match Xls::new(input.clone()) {
                Ok(book) => book,
                // New workbooks that a password protects are packed like old ones.
                Err(error) => {
                    return Err(Xlsx::new(input).err().filter(is_protected).map_or_else(|| of_xls(&error), |error| of_xlsx(&error)));
                }
            };
            let named = book.sheets_metadata().iter().map(|sheet| sheet.name.clone());
            let mut facts: HashMap<String, SheetFacts> = named.zip(facts).collect();
            let mut sheets = Sheets::of(&book, options)?;
            for name in sheets.wanted() {
                let values = book.worksheet_range(&name).map_err(|error| of_xls(&error))?;
                let formulas = book.worksheet_formula(&name).map_err(|error| of_xls(&error))?;
                let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
                sheets.dense(&values, &formulas)?;
                let facts = facts.remove(&name).unwrap_or_default();
                sheets.end(name, &merged, &facts)?;
            }
            sheets.finish()
        }
    }
}

fn read_xlsx(input: Cursor<Vec<u8>>, options: &Hints) -> Result<(Vec<Sheet>, Vec<Issue>), ReadError> {
    let failed = |error: XlsxError| of_xlsx(&error);
    let mut facts = xlsx::facts(input.get_ref());
    let mut book = Xlsx::new(input).map_err(failed)?;
    let mut sheets = Sheets::of(&book, options)?;
    for name in sheets.wanted() {
        let mut cells = book.worksheet_cells_reader(&name).map_err(failed)?;
        while let Some(cell) = cells.next_cell().map_err(failed)? {
            sheets.put(cell.get_position(), &Data::from(cell.get_value().clone()))?;
        }
        drop(cells);
        let mut formulas = book.worksheet_cells_reader(&name).map_err(failed)?;
        while let Some(cell) = formulas.next_formula().map_err(failed)? {
            sheets.formula(cell.get_position(), cell.get_value())?;
        }
        drop(formulas);
        let merged: Vec<Dimensions> = book.merge_cells_by_sheet_name(&name).map_err(failed)?;
        for link in book.hyperlinks_by_sheet_name(&name).map_err(failed)? {
            if let Some(target) = &link.target {
                sheets.link(link.range, target)?;
            }
        }
        let facts = facts.remove(&name).unwrap_or_default();
        sheets.end(name, &merged, &facts)?;
    }
    sheets.finish()
}

/// The names of a workbook's sheets that hold cells; true for one that is hidden.
fn names<R: Reader<Cursor<Vec<u8>>>>(book: &R) -> Vec<(String, bool)> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

const PROTECTED: &str = "a password protects it: open it in an office program, save it without a password, and import that";

fn is_protected(error: &XlsxError) -> bool {
    matches!(error, XlsxError::Password)
}

fn broken(error: &dyn std::fmt::Display) -> ReadError {
    ReadError::Workbook(format!("it is damaged, or an office document that is no spreadsheet ({error}): {ANEW}"))
}

fn of_xlsx(error: &XlsxError) -> ReadError {
    if is_protected(error) { ReadError::Workbook(PROTECTED.to_owned()) } else { broken(error) }
}

fn of_ods(error: &OdsError) -> ReadError {
    if matches!(error, OdsError::Password) { ReadError::Workbook(PROTECTED.to_owned()) } else { broken(error) }
}

fn of_xls(error: &XlsError) -> ReadError {
    if matches!(error, XlsError::Password) { ReadError::Workbook(PROTECTED.to_owned()) } else { broken(error) }
}

#[cfg(test)]
mod tests;
