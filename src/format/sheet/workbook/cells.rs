//! The cells of a workbook as rows of text.

use std::collections::BTreeMap;

use calamine::{Data, Dimensions, ExcelDateTime, Range, Reader};
use entity::vocabulary::IssueSeverity::Warning;

use super::{super::super::ReadError, facts::SheetFacts, guard::too_large, names};
use crate::format::Hints;
use crate::format::sheet::table::{COLUMNS, SheetCell, SheetRow, letters};
use crate::model::{Issue, IssueCode, Locator};

/// A workbook has at most so many cells, those between filled ones too.
pub(super) const CELLS: usize = 2_000_000;
/// So many cells are looked at for links and merged cells.
const LOOKS: usize = 8 * CELLS;
/// So many cells with a value that cannot be taken are told one by one, of each kind.
const TOLD: usize = 100;

/// A sheet with its rows.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Vec<SheetRow>,
    pub(super) issues: Vec<Issue>,
}

/// The sheets of a workbook while they are read.
pub(super) struct Sheets {
    /// The names of all its sheets, for a message.
    all: String,
    wanted: Vec<String>,
    /// The name that the user gave.
    named: Option<String>,
    /// The issues about sheets that are not read.
    told: Vec<Issue>,
    is_one: bool,
    done: Vec<Sheet>,
    /// The rows of the present sheet, by their place, counted from 0.
    rows: BTreeMap<u32, Vec<SheetCell>>,
    /// Cells of the present sheet whose value cannot be taken.
    errors: BTreeMap<(u32, u32), String>,
    formulas: Vec<((u32, u32), String)>,
    cells: usize,
    /// So many cells were looked at for links and merged cells, those twice that stand in two of them.
    looked_at: usize,
}

impl Sheets {
    /// The sheets to read. Fails when a sheet is wanted that the workbook does not have.
    pub(super) fn of<R: Reader<std::io::Cursor<Vec<u8>>>>(book: &R, options: &Hints) -> Result<Self, ReadError> {
        let own = names(book);
        let all = own.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        let (mut wanted, mut told) = (Vec::new(), Vec::new());
        for (name, is_hidden) in own {
            match &options.sheet {
                Some(named) if name.trim() != named.trim() => {}
                None if is_hidden => told.push(hidden(&name)),
                _ => wanted.push(name),
            }
        }
        if let Some(name) = options.sheet.as_ref().filter(|_| wanted.is_empty()) {
            return Err(ReadError::Workbook(format!("it has no sheet “{name}”, which `--sheet` names; its sheets are {all}")));
        }
        let is_one = wanted.len() == 1;
        Ok(Self {
            all,
            wanted,
            named: options.sheet.clone(),
            told,
            is_one,
            done: Vec::new(),
            rows: BTreeMap::new(),
            errors: BTreeMap::new(),
            formulas: Vec::new(),
            cells: 0,
            looked_at: 0,
        })
    }

    /// The names of the sheets to read.
    pub(super) fn wanted(&self) -> Vec<String> {
        self.wanted.clone()
    }

    /// The sheets that have rows, and the issues about others. Fails when the user named one that has none.
    pub(super) fn finish(self) -> Result<(Vec<Sheet>, Vec<Issue>), ReadError> {
        match &self.named {
            Some(name) if self.done.is_empty() => Err(ReadError::Workbook(format!(
                "its sheet “{name}”, which `--sheet` names, has no filled cells; its sheets are {}",
                self.all
            ))),
            _ => Ok((self.done, self.told)),
        }
    }

    /// Takes the values and formulas of a sheet whose cells are all at hand.
    pub(super) fn dense(&mut self, values: &Range<Data>, formulas: &Range<String>) -> Result<(), ReadError> {
        let absolute = |start: Option<(u32, u32)>, (row, column): (usize, usize)| {
            let (first_row, first_column) = start.unwrap_or_default();
            (first_row.saturating_add(row as u32), first_column.saturating_add(column as u32))
        };
        for (row, column, value) in values.used_cells() {
            self.put(absolute(values.start(), (row, column)), value)?;
        }
        for (row, column, formula) in formulas.used_cells() {
            self.formula(absolute(formulas.start(), (row, column)), formula)?;
        }
        Ok(())
    }

    /// Takes the value of a cell.
    pub(super) fn put(&mut self, at: (u32, u32), value: &Data) -> Result<(), ReadError> {
        match value {
            Data::Empty => Ok(()),
            Data::Error(error) => {
                self.errors.insert(at, error.to_string());
                Ok(())
            }
            value => {
                let text = text(value);
                if let Some(cell) = self.cell(at)? {
                    cell.text = text;
                }
                Ok(())
            }
        }
    }

    /// Takes a formula: the address of a link, or the reason why a cell is empty.
    pub(super) fn formula(&mut self, at: (u32, u32), formula: &str) -> Result<(), ReadError> {
        if formula.is_empty() {
            return Ok(());
        }
        let has_value = self.rows.get(&at.0).and_then(|row| row.get(at.1 as usize)).is_some_and(|cell| !cell.text.is_empty());
        if let Some((address, shown)) = hyperlink(formula) {
            if let Some(cell) = self.cell(at)? {
                cell.link = Some(address.clone());
                if !has_value {
                    cell.text = shown.unwrap_or(address);
                }
            }
        } else if !has_value && !self.errors.contains_key(&at) {
            self.formulas.push((at, formula.chars().take(200).collect()));
        }
        Ok(())
    }

    /// Takes the address that cells are a link to.
    pub(super) fn link(&mut self, range: Dimensions, address: &str) -> Result<(), ReadError> {
        for cells in self.rows.range_mut(range.start.0..=range.end.0.max(range.start.0)).map(|(_, cells)| cells) {
            self.looked_at += cells.len();
            if self.looked_at > LOOKS {
                return Err(too_large());
            }
            let columns = range.start.1 as usize..=range.end.1 as usize;
            for (_, cell) in cells.iter_mut().enumerate().filter(|(at, _)| columns.contains(at)) {
                cell.link.get_or_insert_with(|| address.to_owned());
            }
        }
        Ok(())
    }

    /// Ends the present sheet. Merged cells all have the value of the first of them.
    pub(super) fn end(&mut self, name: String, merged: &[Dimensions], facts: &SheetFacts) -> Result<(), ReadError> {
        let width = self.rows.values().map(Vec::len).max().unwrap_or_default() as u32;
        for range in merged {
            let (start, end) = (range.start, range.end);
            let Some(first) = self.rows.get(&start.0).and_then(|row| row.get(start.1 as usize)).cloned() else { continue };
            if first.text.is_empty() {
                continue;
            }
            let last = self.rows.keys().next_back().copied().unwrap_or_default().min(end.0);
            // One row may be merged across the whole sheet, whatever its width is.
            for row in start.0..=last {
                for column in start.1..=end.1.min(width.max(start.1 + 1)) {
                    self.looked_at += 1;
                    if self.looked_at > LOOKS {
                        return Err(too_large());
                    }
                    if (row, column) != start
                        && let Some(cell) = self.cell((row, column))?
                        && cell.text.is_empty()
                    {
                        *cell = SheetCell { is_copy: row == start.0, ..first.clone() };
                    }
                }
            }
        }
        let rows = std::mem::take(&mut self.rows);
        let (errors, formulas) = (std::mem::take(&mut self.errors), std::mem::take(&mut self.formulas));
        let sheet = Some(name.as_str()).filter(|_| !self.is_one);
        let mut issues = Vec::new();
        let errors = errors.into_iter().collect();
        tell(&mut issues, sheet, IssueCode::BadValue, errors, "The cell shows an error of its formula. It was left out.");
        let message = "The cell has a formula and no value: the program that wrote the file did not work it out. Open the file in an office \
                       program and save it. The cell was left out.";
        tell(&mut issues, sheet, IssueCode::FormulaWithoutValue, formulas, message);
        facts.tell(&sheet.map(str::to_owned), &rows, &mut issues);
        if !rows.is_empty() || !issues.is_empty() {
            let row = |(at, cells)| {
                let number = u64::from(at) + 1;
                SheetRow { line: number, number, cells, is_cut: false, swallows: None }
            };
            self.done.push(Sheet { name, rows: rows.into_iter().map(row).collect(), issues });
        }
        Ok(())
    }

    /// The cell at a place, made where there is none. None beyond the last column of spreadsheets.
    fn cell(&mut self, (row, column): (u32, u32)) -> Result<Option<&mut SheetCell>, ReadError> {
        let column = column as usize;
        if column >= COLUMNS {
            return Ok(None);
        }
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            if self.cells > CELLS {
                return Err(too_large());
            }
            cells.resize_with(column + 1, SheetCell::default);
        }
        Ok(cells.get_mut(column))
    }
}

/// Tells that a hidden sheet was not read.
fn hidden(name: &str) -> Issue {
    let message = format!("The sheet “{name}” is hidden and was not read. To read it: `--sheet '{name}'`.");
    let (code, severity) = (IssueCode::UnplacedText, Warning);
    Issue { at: Locator::default(), field: None, code, severity, text: Some(name.to_owned()), message }
}

/// Tells of cells that were left out.
fn tell(issues: &mut Vec<Issue>, sheet: Option<&str>, code: IssueCode, cells: Vec<((u32, u32), String)>, message: &str) {
    let more = cells.len().saturating_sub(TOLD);
    for (place, ((row, column), text)) in cells.into_iter().take(TOLD).enumerate() {
        let number = u64::from(row) + 1;
        let cell = match sheet {
            Some(sheet) => format!("{sheet}!{}{number}", letters(column as usize)),
            None => format!("{}{number}", letters(column as usize)),
        };
        let message = match more {
            1.. if place + 1 == TOLD => format!("{message} {more} further cells of this kind are not reported."),
            _ => message.to_owned(),
        };
        let at = Locator { line: Some(number), cell: Some(cell), path: None };
        issues.push(Issue { at, field: None, code, severity: Warning, text: Some(text), message });
    }
}

/// The text of a value as a person writes it.
fn text(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        // Whole numbers are written with a fraction in most files.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Float(number) => number.to_string(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(date) => date_text(date),
        Data::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

fn date_text(date: &ExcelDateTime) -> String {
    let (year, month, day, hours, minutes, seconds, _) = date.to_ymd_hms_milli();
    match (date.as_f64() < 1.0 || date.is_duration(), hours, minutes, seconds) {
        (true, ..) => format!("{hours:02}:{minutes:02}:{seconds:02}"),
        (_, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02} {hours:02}:{minutes:02}"),
    }
}

/// The address and the text of a formula that is a link: `HYPERLINK("address","text")`.
fn hyperlink(formula: &str) -> Option<(String, Option<String>)> {
    let formula = formula.trim_start_matches(['=', '+']);
    let formula = formula.strip_prefix("of:=").unwrap_or(formula).trim_start();
    let name = formula.get(.."HYPERLINK".len()).filter(|name| name.eq_ignore_ascii_case("HYPERLINK"))?;
    let mut quoted = formula.get(name.len()..)?.trim_start().strip_prefix('(')?.trim_start().strip_prefix('"')?.split('"');
    let address = quoted.next().filter(|address| !address.is_empty())?;
    // The sign between the two is a comma or a semicolon.
    let shown = quoted.next().filter(|between| matches!(between.trim(), "," | ";")).and_then(|_| quoted.next());
    Some((address.to_owned(), shown.map(str::to_owned)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_of_links_are_read() {
        let link = |formula: &str| hyperlink(formula);
        let both = Some(("https://a.example/1".to_owned(), Some("Weirs".to_owned())));
        for formula in [r#"=HYPERLINK("https://a.example/1","Weirs")"#, r#"of:=HYPERLINK("https://a.example/1";"Weirs")"#] {
            assert_eq!(link(formula), both, "{formula}");
        }
        assert_eq!(link(r#"HYPERLINK("https://a.example/1")"#), Some(("https://a.example/1".to_owned(), None)));
        for formula in ["SUM(A1:A2)", "HYPERLINK(A1)", "", "HYPERLINK"] {
            assert_eq!(link(formula), None, "{formula}");
        }
    }

    #[test]
    fn numbers_are_written_as_persons_write_them() {
        assert_eq!(text(&Data::Float(2021.0)), "2021");
        assert_eq!(text(&Data::Float(2.5)), "2.5");
        assert_eq!(text(&Data::DateTimeIso("2021-05-03T00:00:00".to_owned())), "2021-05-03");
    }
}
