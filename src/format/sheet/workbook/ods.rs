//! Facts of ODS files that the library for workbooks does not tell: merged cells, the links of cells, hidden rows, comments.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use calamine::Dimensions;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::facts::SheetFacts;
use super::guard::{attribute, number};

/// The cells of a table that stand for others or lead elsewhere, and other facts of it.
#[derive(Debug, Default)]
pub(super) struct OdsTable {
    /// Cells that are merged.
    pub(super) merged: Vec<Dimensions>,
    /// Cells with the address that they are a link to.
    pub(super) links: Vec<(Dimensions, String)>,
    pub(super) facts: SheetFacts,
}

/// Reads the tables of a spreadsheet by their names. Fails when the file is damaged. Its size has to be known.
pub(super) fn tables(bytes: &[u8]) -> Result<HashMap<String, OdsTable>, String> {
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let content = archive.by_name("content.xml").map_err(|error| failed(&error))?;
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(content));
    let (mut walk, mut buffer) = (OdsWalk::default(), Vec::new());
    loop {
        match xml.read_event_into(&mut buffer).map_err(|error| failed(&error))? {
            Event::Start(tag) => walk.begin(&tag),
            Event::Empty(tag) => {
                walk.begin(&tag);
                walk.end(tag.local_name().as_ref());
            }
            Event::End(tag) => walk.end(tag.local_name().as_ref()),
            Event::Eof => return Ok(walk.tables),
            _ => {}
        }
        buffer.clear();
    }
}

/// A place in the tables while they are read.
#[derive(Default)]
struct OdsWalk {
    tables: HashMap<String, OdsTable>,
    table: OdsTable,
    name: String,
    /// The present row and cell, counted from 0, and the number of those that each stands for.
    row: (u32, u32),
    cell: (u32, u32),
    /// So many comments are open: what stands in them is not the text of a cell.
    comments: usize,
}

impl OdsWalk {
    fn begin(&mut self, tag: &BytesStart) {
        let count = |name: &str| u32::try_from(number(tag, name)).unwrap_or(u32::MAX).max(1);
        match tag.local_name().as_ref() {
            "annotation" => {
                self.comments += 1;
                self.table.facts.comment((self.row.0, self.cell.0));
            }
            _ if self.comments > 0 => {}
            "table" => {
                self.name = attribute(tag, "name").unwrap_or_default();
                (self.table, self.row) = (OdsTable::default(), (0, 1));
            }
            "table-row" => {
                (self.row.1, self.cell) = (count("number-rows-repeated"), (0, 1));
                if attribute(tag, "visibility").is_some_and(|shown| matches!(shown.as_str(), "collapse" | "filter")) {
                    self.table.facts.hidden.push(self.row.0..=self.row.0.saturating_add(self.row.1 - 1));
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.cell.1 = count("number-columns-repeated");
                let (rows, columns) = (count("number-rows-spanned"), count("number-columns-spanned"));
                if rows > 1 || columns > 1 {
                    self.table.merged.push(self.here(rows, columns));
                }
            }
            "a" => {
                // A link that begins with `#` leads to a place in the file.
                if let Some(address) = attribute(tag, "href").filter(|address| !address.starts_with('#')) {
                    self.table.links.push((self.here(self.row.1, self.cell.1), address));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "annotation" => self.comments = self.comments.saturating_sub(1),
            _ if self.comments > 0 => {}
            "table" => drop(self.tables.insert(std::mem::take(&mut self.name), std::mem::take(&mut self.table))),
            "table-row" => self.row.0 = self.row.0.saturating_add(self.row.1),
            "table-cell" | "covered-table-cell" => self.cell.0 = self.cell.0.saturating_add(self.cell.1),
            _ => {}
        }
    }

    /// So many rows and columns from the present cell on.
    fn here(&self, rows: u32, columns: u32) -> Dimensions {
        let (row, column) = (self.row.0, self.cell.0);
        Dimensions::new((row, column), (row.saturating_add(rows - 1), column.saturating_add(columns - 1)))
    }
}
