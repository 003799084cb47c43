//! Writes lists of the catalogue as files: tables for people, objects for programs.
//!
//! `tables` tells what the tables of each kind of list hold, and `cell` how a value stands in a cell. A format writes rows, whatever is in
//! them ([`TableWriter`]).

mod cell;
mod given;
mod tables;

use std::io::{self, Write};

pub use self::cell::TableCell;
pub(super) use self::cell::{guarded, items, joined, unguarded};
pub use self::given::{complete, says};
use self::tables::ListTable;
use super::jsonl;
use super::table::Format;
use crate::model::{Listed, ShownResource};

/// A list that can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportKind {
    /// Resources, one row each.
    Resources,
    /// Organizations, one row each.
    Organizations,
    /// Persons, one row each.
    Persons,
    /// Keywords, one row each.
    Keywords,
    /// Fundings of resources, one row for each resource, funder and award.
    Fundings,
}

impl ExportKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Resources, Self::Organizations, Self::Persons, Self::Keywords, Self::Fundings];

    /// Its name: that of its file, without the ending.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Resources => "resources",
            Self::Organizations => "organizations",
            Self::Persons => "persons",
            Self::Keywords => "keywords",
            Self::Fundings => "fundings",
        }
    }

    /// The headers of its columns, in their order.
    pub fn headers(self) -> &'static [&'static str] {
        self.tables().first().map_or(&[], |table| table.headers)
    }

    /// Returns the part of the list's JSON Lines that one thing has.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn lines(self, listed: &Listed) -> io::Result<Vec<u8>> {
        let mut lines = Vec::new();
        let plan = jsonl::FORMAT.plan(self, None).map_err(io::Error::other)?;
        let mut writer = plan.begin(FileDress::default(), &mut lines)?;
        writer.write(listed, &mut lines)?;
        writer.finish(&mut lines)?;
        Ok(lines)
    }
}

/// The dress of a file.
#[derive(Debug, Clone, Default)]
pub struct FileDress {
    /// Begins a text with a byte order mark: without one, Excel takes UTF-8 for something else.
    pub has_mark: bool,
    /// The facts that a workbook tells of itself: names and values.
    pub about: Vec<(String, String)>,
}

/// The bytes that are written.
pub type Out<'a> = dyn Write + Send + 'a;

/// A table of a file, before its rows.
#[derive(Debug, Clone)]
pub(super) struct TableHead {
    /// Its name.
    pub(super) name: String,
    /// The headers of its columns.
    pub(super) headers: Vec<String>,
}

/// Writes the rows of tables.
pub(super) trait TableWriter: Send {
    /// Writes the next row of a table.
    fn row(&mut self, table: usize, cells: &[&TableCell<'_>], out: &mut Out<'_>) -> io::Result<()>;

    /// Writes what is left.
    fn finish(self: Box<Self>, out: &mut Out<'_>) -> io::Result<()>;
}

/// Begins a file with these tables; a text takes the first one only.
type Begin = fn(Vec<TableHead>, FileDress, &mut Out<'_>) -> io::Result<Box<dyn TableWriter>>;
/// Writes all that is known of a resource.
type WriteResource = fn(&ShownResource, &mut Out<'_>) -> io::Result<()>;

/// A format as its files are written.
pub(super) struct Writes {
    /// Begins a file.
    pub(super) begin: Begin,
    /// The number of tables that a file holds at most.
    pub(super) tables: usize,
    /// The number of rows that a table holds at most; any number where there is none.
    pub(super) most_rows: Option<usize>,
    /// Writes all that is known of a resource, in place of a row.
    pub(super) resource: Option<WriteResource>,
}

/// The reason why a file cannot be written as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotWritten {
    /// No files are written in this format.
    #[error("`{0}` is not written: choose {1}")]
    Format(&'static str, String),
    /// The list has no such column.
    #[error("there is no column `{column}`; there are {}", headers.join(", "))]
    Column {
        /// The header that was asked for.
        column: String,
        /// The headers that there are.
        headers: &'static [&'static str],
    },
    /// A format of objects has no columns.
    #[error("`columns` is for tables: a {0} file has all fields")]
    NoColumns(&'static str),
}

/// Writes a list.
pub struct ListWriter {
    rows: Box<dyn TableWriter>,
    resource: Option<WriteResource>,
    /// The tables, and which of their columns are written.
    tables: Vec<(&'static ListTable, Vec<usize>)>,
}

/// The order of a list's file: checked, and not begun.
pub struct ListPlan {
    writes: &'static Writes,
    resource: Option<WriteResource>,
    tables: Vec<(&'static ListTable, Vec<usize>)>,
}

impl Format {
    /// The formats that are written.
    pub fn written() -> impl Iterator<Item = &'static Self> {
        super::FORMATS.iter().copied().filter(|format| format.write.is_some())
    }

    /// Returns true when a file is a table, and no list of objects.
    pub fn has_tables(&self) -> bool {
        self.write.is_some_and(|writes| writes.resource.is_none())
    }

    /// The number of rows that a file holds at most; any number where there is none.
    pub fn most_rows(&self) -> Option<usize> {
        self.write?.most_rows
    }

    fn writes(&self) -> Result<&'static Writes, NotWritten> {
        let all = || Self::written().map(|format| format!("`{}`", format.name)).collect::<Vec<_>>().join(", ");
        self.write.ok_or_else(|| NotWritten::Format(self.name, all()))
    }

    /// Plans the file of a list; `columns` are the headers that are wanted, in their order, and all where none are named.
    ///
    /// # Errors
    /// [`NotWritten`] for a format that is not written, and for columns that there are not.
    pub fn plan(&self, kind: ExportKind, columns: Option<&[String]>) -> Result<ListPlan, NotWritten> {
        let writes = self.writes()?;
        let resource = writes.resource.filter(|_| kind == ExportKind::Resources);
        if columns.is_some() && resource.is_some() {
            return Err(NotWritten::NoColumns(self.name));
        }
        let all = |table: &'static ListTable| (0..table.headers.len()).collect();
        let mut tables: Vec<(&'static ListTable, Vec<usize>)> =
            kind.tables().iter().take(writes.tables).map(|table| (*table, all(table))).collect();
        if let (Some(columns), Some((table, chosen))) = (columns, tables.first_mut()) {
            let headers = table.headers;
            let find = |column: &String| {
                let place = headers.iter().position(|header| *header == column.trim());
                place.ok_or_else(|| NotWritten::Column { column: column.clone(), headers })
            };
            *chosen = columns.iter().map(find).collect::<Result<_, _>>()?;
        }
        Ok(ListPlan { writes, resource, tables })
    }

    /// Writes a table whole.
    ///
    /// # Errors
    /// [`io::Error`] when it cannot be written, and for a format that is not.
    pub fn write_table(
        &self,
        name: &str,
        headers: Vec<String>,
        rows: impl Iterator<Item = Vec<TableCell<'static>>>,
        dress: FileDress,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let writes = self.writes().map_err(io::Error::other)?;
        let mut writer = (writes.begin)(vec![TableHead { name: name.to_owned(), headers }], dress, out)?;
        for row in rows {
            writer.row(0, &row.iter().collect::<Vec<_>>(), out)?;
        }
        writer.finish(out)
    }
}

impl ListPlan {
    /// Begins the file.
    pub fn begin(self, dress: FileDress, out: &mut Out<'_>) -> io::Result<ListWriter> {
        let Self { writes, resource, tables } = self;
        let sheet = |(table, chosen): &(&ListTable, Vec<usize>)| {
            let headers = chosen.iter().filter_map(|place| table.headers.get(*place)).map(|header| (*header).to_owned());
            TableHead { name: table.name.to_owned(), headers: headers.collect() }
        };
        let rows = (writes.begin)(tables.iter().map(sheet).collect(), dress, out)?;
        Ok(ListWriter { rows, resource, tables })
    }
}

impl ListWriter {
    /// Writes the next thing of the list. Returns the number of rows that it has in the first table.
    pub fn write(&mut self, listed: &Listed, out: &mut Out<'_>) -> io::Result<usize> {
        if let (Some(write), Listed::Resource(resource)) = (self.resource, listed) {
            write(resource, out)?;
            return Ok(1);
        }
        let mut first = 0;
        for (place, (table, chosen)) in self.tables.iter().enumerate() {
            for row in (table.rows)(listed) {
                let cells: Vec<&TableCell<'_>> = chosen.iter().filter_map(|column| row.get(*column)).collect();
                self.rows.row(place, &cells, out)?;
                first += usize::from(place == 0);
            }
        }
        Ok(first)
    }

    /// Writes what is left.
    pub fn finish(self, out: &mut Out<'_>) -> io::Result<()> {
        self.rows.finish(out)
    }
}

impl std::fmt::Debug for ListWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListWriter").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for ListPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ListPlan").finish_non_exhaustive()
    }
}
