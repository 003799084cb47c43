//! The grid of a table: cells that span rows and columns keep the columns of the others in their places.

use super::node::Element;
use crate::format::page::EMPTY_CELL;

/// The text of a cell stands in the other rows that the cell spans when it is no longer than this, in bytes.
const LONGEST: usize = 200;
/// So much is written on behalf of spans, in bytes a page: a file could ask for any amount.
const ROOM: usize = 1 << 20;
/// No table has more columns that are kept in place.
const COLUMNS: usize = 1_000;

/// The open table.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The columns of the open row that are written.
    column: usize,
    /// Of each column, the rows that a cell above still spans, and its text.
    above: Vec<(u32, String)>,
    /// The open cell.
    cell: Cellspan,
}

#[derive(Debug, Default)]
struct Cellspan {
    /// The place in the line at which its text begins.
    start: usize,
    rows: u32,
    columns: usize,
}

/// The room that is left for what spans write.
#[derive(Debug)]
pub(super) struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(ROOM)
    }
}

impl Room {
    /// Writes a text. Returns false when there is no room for it.
    fn write(&mut self, line: &mut String, text: &str) -> bool {
        let Some(left) = self.0.checked_sub(text.len()) else { return false };
        self.0 = left;
        line.push_str(text);
        true
    }
}

impl Grid {
    /// Begins a cell, behind the cells of rows above that reach into this row. Returns false when these could not be written.
    pub(super) fn begin_cell(&mut self, element: Element<'_>, line: &mut String, room: &mut Room) -> bool {
        let is_whole = self.fill(line, room);
        self.part(line);
        let span = |name: &str| element.attr(name).and_then(|span| span.trim().parse::<u32>().ok());
        // `rowspan=0` goes to the end of the table.
        let rows = span("rowspan").map_or(1, |rows| if rows == 0 { u32::MAX } else { rows });
        let columns = span("colspan").unwrap_or(1).max(1) as usize;
        self.cell = Cellspan { start: line.len(), rows, columns };
        is_whole
    }

    /// Ends a cell. The other columns that it spans are empty. Returns false when these could not be written.
    pub(super) fn end_cell(&mut self, line: &mut String, room: &mut Room) -> bool {
        let Cellspan { start, rows, columns } = std::mem::take(&mut self.cell);
        let text = line.get(start..).unwrap_or_default().trim();
        let text = if text.len() <= LONGEST { text.to_owned() } else { String::new() };
        let end = (self.column + columns).min(COLUMNS);
        if rows > 1 && self.above.len() < end {
            self.above.resize(end, (0, String::new()));
        }
        if rows > 1 {
            for (place, above) in self.above.iter_mut().enumerate().take(end).skip(self.column) {
                *above = (rows - 1, if place == self.column { text.clone() } else { String::new() });
            }
        }
        let is_whole = (1..columns.min(COLUMNS)).all(|_| room.write(line, "\t"));
        self.column += columns;
        is_whole
    }

    /// Ends a row, with the cells of rows above that reach into it.
    pub(super) fn end_row(&mut self, line: &mut String, room: &mut Room) -> bool {
        let mut is_whole = true;
        while self.column < self.above.len() {
            is_whole &= self.fill(line, room);
            // A row may have fewer cells than the one above.
            self.column += 1;
        }
        self.column = 0;
        is_whole
    }

    /// Writes the cells of rows above that stand here.
    fn fill(&mut self, line: &mut String, room: &mut Room) -> bool {
        while let Some((rows, text)) = self.above.get_mut(self.column).filter(|(rows, _)| *rows > 0) {
            *rows -= 1;
            let text = std::mem::take(text);
            self.part(line);
            let is_whole = room.write(line, &text);
            if let Some((_, above)) = self.above.get_mut(self.column) {
                *above = text;
            }
            self.column += 1;
            if !is_whole {
                return false;
            }
        }
        true
    }

    /// Parts a cell from the one before.
    fn part(&self, line: &mut String) {
        if self.column > 0 {
            if line.is_empty() {
                line.push(EMPTY_CELL);
            }
            line.push('\t');
        }
    }
}
