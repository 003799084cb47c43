//! Rows of cells, each with its place.

use std::fmt::Write as _;

use crate::model::Locator;

/// A row has at most so many cells, as in spreadsheets; what is more is left out and told.
pub(super) const COLUMNS: usize = 16_384;

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SheetCell {
    /// Its text as it stands; empty for an empty cell.
    pub(super) text: String,
    /// The address that the cell is a link to.
    pub(super) link: Option<String>,
    /// True when it is a copy of the cell at the beginning of its merged cells.
    pub(super) is_copy: bool,
}

impl SheetCell {
    /// Returns true when nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(|letter| letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}'))
    }
}

impl From<String> for SheetCell {
    fn from(text: String) -> Self {
        Self { text, link: None, is_copy: false }
    }
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SheetRow {
    /// The line of the file that it begins on, or the number of the row in a workbook; counted from 1.
    pub(super) line: u64,
    /// Its number in its sheet, counted from 1: the number in the names of its cells.
    pub(super) number: u64,
    /// From the first column on.
    pub(super) cells: Vec<SheetCell>,
    /// True when it has more cells than are kept.
    pub(super) is_cut: bool,
    /// The column of a cell whose lines look like rows: the quote around it perhaps closes too late.
    pub(super) swallows: Option<usize>,
}

impl SheetRow {
    /// The columns that are filled, with their cells.
    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, &SheetCell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank())
    }

    /// The only filled cell, with its column; merged cells count once. None for any other row.
    pub(super) fn only(&self) -> Option<(usize, &SheetCell)> {
        let mut filled = self.filled().filter(|(_, cell)| !cell.is_copy);
        let only = filled.next()?;
        filled.next().is_none().then_some(only)
    }

    /// Returns true when no cell is filled.
    pub(super) fn is_blank(&self) -> bool {
        self.filled().next().is_none()
    }

    /// The text of a column; empty where the row has no such cell.
    pub(super) fn text(&self, column: usize) -> &str {
        self.cells.get(column).map(|cell| cell.text.as_str()).unwrap_or_default()
    }

    /// The length of its text, in bytes.
    pub(super) fn weight(&self) -> usize {
        self.cells.iter().map(|cell| cell.text.len() + size_of::<SheetCell>()).sum()
    }
}

/// The name of a sheet that its cells are named with; none where the file has one sheet.
pub(super) type SheetName = Option<String>;

/// The place of a row, or of one of its cells.
pub(super) fn place(sheet: &SheetName, row: &SheetRow, column: Option<usize>) -> Locator {
    let cell = column.map(|column| match sheet {
        Some(sheet) => format!("{sheet}!{}{}", letters(column), row.number),
        None => format!("{}{}", letters(column), row.number),
    });
    // Without a column, the first cell stands for the row of a sheet among others.
    let cell = cell.or_else(|| sheet.as_ref().map(|sheet| format!("{sheet}!A{}", row.number)));
    Locator { line: Some(row.line), cell, path: None }
}

/// The letters of a column, which is counted from 0: A, B … Z, AA.
pub(super) fn letters(column: usize) -> String {
    let mut name = String::new();
    if let Some(above) = (column / 26).checked_sub(1) {
        let _ = write!(name, "{}", letters(above));
    }
    name.push(char::from(b'A' + (column % 26) as u8));
    name
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A row of a sheet that begins on line 1.
    pub(in crate::format::sheet) fn row(number: u64, cells: &[&str]) -> SheetRow {
        SheetRow {
            line: number,
            number,
            cells: cells.iter().map(|text| SheetCell::from((*text).to_owned())).collect(),
            is_cut: false,
            swallows: None,
        }
    }

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
        }
        let place = |sheet: Option<&str>, column| place(&sheet.map(str::to_owned), &row(7, &[]), column).cell;
        assert_eq!(place(None, Some(1)), Some("B7".to_owned()));
        assert_eq!(place(Some("Grants"), Some(1)), Some("Grants!B7".to_owned()));
        assert_eq!(place(Some("Grants"), None), Some("Grants!A7".to_owned()));
        assert_eq!(place(None, None), None);
    }

    #[test]
    fn a_row_tells_its_only_filled_cell() {
        assert_eq!(row(1, &["", "A", " "]).only().map(|(column, cell)| (column, cell.text.as_str())), Some((1, "A")));
        assert_eq!(row(1, &["A", "B"]).only(), None);
        assert!(row(1, &["", " \u{200b}"]).is_blank());
    }
}
