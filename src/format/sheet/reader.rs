//! The rows of one sheet: the header, records, headings of sections, and rows that are none of these.

use std::collections::{BTreeMap, VecDeque};

use entity::vocabulary::IssueSeverity::{Info, Warning};

use super::workbook::write;
use super::{
    aside, exported,
    header::SheetHeader,
    record::{self, issue},
    table::{COLUMNS, SheetName, SheetRow},
};
use crate::format::mapping::Mapping;
use crate::format::{ReadError, export::unguarded, label::nearest};
use crate::model::{Account, Issue, IssueCode, Item, LabelUse, Placement};
use crate::name::tidy;

/// The sheet is read so far ahead, to learn what its columns hold: in rows, and in bytes.
const AHEAD: (usize, usize) = (1_000, 8 << 20);
/// So many columns without a field are told one by one.
const UNKNOWN: usize = 200;
/// So many columns are in the account.
const ACCOUNTED: usize = 500;

/// Reads the records of a sheet from its rows. Each record is followed by the issues that it has; the account comes last.
pub(super) struct SheetReader<I> {
    sheet: SheetName,
    rows: I,
    ahead: VecDeque<SheetRow>,
    bytes_ahead: usize,
    /// The error that ended the rows.
    error: Option<ReadError>,
    ended: bool,
    waiting: VecDeque<Item>,
    /// None before the header is found, and after the end.
    body: Option<Body>,
    map: Vec<Mapping>,
    begun: bool,
    /// True for a text: an export guards what spreadsheets would take for formulas.
    is_text: bool,
}

/// The part of a sheet below its header.
struct Body {
    header: SheetHeader,
    header_row: SheetRow,
    /// The rows that were read ahead show that a single filled cell is a heading, and no record with a title alone.
    has_sections: bool,
    section: Option<String>,
    records: u32,
    /// The filled cells of each column, with an example.
    filled: Vec<(u64, String)>,
    /// The first row that is longer than the header, with the number of such rows.
    longer: Option<(SheetRow, u64)>,
    /// The columns of which a cell has commas that part nothing, each with the first such row and the number of them.
    commas: BTreeMap<usize, (SheetRow, u64)>,
    unread: u64,
}

impl<I: Iterator<Item = Result<SheetRow, ReadError>>> SheetReader<I> {
    /// Reads these rows. `sheet` names the sheet where the file has several; `map` are the mappings that count for the file.
    pub(super) fn new(sheet: SheetName, rows: I, map: Vec<Mapping>) -> Self {
        Self {
            sheet,
            rows,
            ahead: VecDeque::new(),
            bytes_ahead: 0,
            error: None,
            ended: false,
            waiting: VecDeque::new(),
            body: None,
            map,
            begun: false,
            is_text: false,
        }
    }

    /// The same of a text, and not of a workbook.
    pub(super) fn of_text(self) -> Self {
        Self { is_text: true, ..self }
    }

    /// Reads on until as much as wanted is read ahead.
    fn look_ahead(&mut self) {
        let (rows, bytes) = AHEAD;
        while !self.ended && self.ahead.len() < rows && self.bytes_ahead < bytes {
            match self.rows.next() {
                Some(Ok(row)) if row.is_blank() => {}
                Some(Ok(row)) => {
                    self.bytes_ahead += row.weight();
                    self.ahead.push_back(row);
                }
                end => {
                    self.ended = true;
                    self.error = end.and_then(Result::err);
                }
            }
        }
    }

    fn take(&mut self) -> Option<SheetRow> {
        self.look_ahead();
        let row = self.ahead.pop_front()?;
        self.bytes_ahead -= row.weight();
        Some(row)
    }

    /// Finds the header, and learns from the rows below it.
    fn begin(&mut self) {
        self.begun = true;
        self.look_ahead();
        let rows: Vec<&SheetRow> = self.ahead.iter().collect();
        let Some(mut header) = SheetHeader::find(&self.sheet, &rows, &self.map) else {
            return self.refuse();
        };
        let body: Vec<&SheetRow> = rows.iter().skip(header.at + 1).copied().collect();
        for column in &mut header.columns {
            let at = column.at;
            column.decide(body.iter().map(|row| row.text(at)).filter(|text| !text.is_empty()));
        }
        let single = body.iter().filter(|row| row.only().is_some()).count();
        let has_sections = header.columns.len() > 1 && single * 3 <= body.len();
        let above: Vec<SheetRow> = (0..header.at).filter_map(|_| self.take()).collect();
        let grouped = usize::from(header.columns.iter().any(|column| column.header.contains(": ")));
        let titles: Vec<&SheetRow> = above.iter().take(above.len() - grouped.min(above.len())).collect();
        let Some(header_row) = self.take() else { return };
        if let Some(first) = titles.first() {
            let message = match titles.len() {
                1 => "This row stands above the header and was left out.".to_owned(),
                rows => format!("{rows} rows stand above the header and were left out."),
            };
            let text = first.filled().map(|(_, cell)| tidy(&cell.text)).collect::<Vec<_>>().join(" | ");
            self.tell(issue(&self.sheet, (first, None), (Info, IssueCode::UnplacedText), None, Some(&text), message));
        }
        self.waiting.extend(header.issues.drain(..).map(Item::Issue));
        let filled = vec![(0, String::new()); header.columns.len()];
        let unread = 0;
        self.body = Some(Body {
            header,
            header_row,
            has_sections,
            section: None,
            records: 0,
            filled,
            longer: None,
            commas: BTreeMap::new(),
            unread,
        });
    }

    /// Tells that the sheet has no header, and passes over its rows.
    fn refuse(&mut self) {
        let first = self.ahead.front().cloned();
        let mut unread = 0;
        while self.take().is_some() {
            unread += 1;
        }
        // A workbook that was exported says in its further sheets what the first one says, and what it is.
        if first.as_ref().is_some_and(|row| write::FIRST_CELLS.contains(&row.text(0))) {
            return self.waiting.push_back(Item::Account(Account::default()));
        }
        if let Some(row) = first {
            let name = self.sheet.as_ref().map_or_else(|| "The table".to_owned(), |sheet| format!("The sheet “{sheet}”"));
            let message = format!(
                "{name} has no header that names a title, so its {unread} rows were left out. The header is one of the first 20 rows, with \
                 names such as Title, Author, Year and Keywords; `--map 'HEADER=title'` tells which column is the title."
            );
            let text = row.filled().map(|(_, cell)| tidy(&cell.text)).collect::<Vec<_>>().join(" | ");
            self.tell(issue(&self.sheet, (&row, None), (Warning, IssueCode::HeaderNotFound), None, Some(&text), message));
        }
        self.waiting.push_back(Item::Account(Account { unread_lines: unread, ..Account::default() }));
    }

    fn tell(&mut self, issue: Issue) {
        self.waiting.push_back(Item::Issue(issue));
    }

    fn read(&mut self, body: &mut Body, row: SheetRow) {
        if let Some((at, cell)) = row.only() {
            let text = tidy(&cell.text);
            let is_title = body.header.title().is_some_and(|title| title.at == at);
            let is_merged = row.cells.iter().any(|cell| cell.is_copy);
            let is_above = self.ahead.front().is_some_and(|next| next.only().is_none());
            if is_merged || (body.has_sections && is_above) {
                if is_title && !is_merged {
                    let message = "One cell of this row is filled, and it was read as the heading of the rows below it. If the row is a \
                                   record, fill another cell.";
                    self.tell(issue(&self.sheet, (&row, Some(at)), (Warning, IssueCode::UnsureValue), None, Some(&text), message));
                }
                body.section = Some(text);
                return;
            }
            if !is_title {
                body.unread += 1;
                let message = "One cell of this row is filled, and no records stand below it: the row was left out.";
                return self.tell(issue(&self.sheet, (&row, Some(at)), (Warning, IssueCode::UnplacedText), None, Some(&text), message));
            }
        }
        if body.is_header(&row) {
            let message = "The header stands here again; the row was passed over.";
            return self.tell(issue(&self.sheet, (&row, None), (Info, IssueCode::TableHead), None, None, message));
        }
        if let Some(title) = body.header.title().filter(|title| aside::is_total(&row, title.at)) {
            body.unread += 1;
            let message = "The row looks like a row of totals and was left out. If it is a record, fill a cell with words.";
            let (at, text) = ((&row, Some(title.at)), tidy(row.text(title.at)));
            return self.tell(issue(&self.sheet, at, (Warning, IssueCode::UnplacedText), None, Some(&text), message));
        }
        if row.is_cut {
            let message = format!("The row has more than {COLUMNS} cells; what stands behind them was left out.");
            self.tell(issue(&self.sheet, (&row, None), (Warning, IssueCode::TooLong), None, None, message));
        }
        if let Some(at) = row.swallows.filter(|_| !body.header.is_export) {
            let message = "The cell goes over several lines that look like rows: the quote (\") that opens it perhaps closes too late.";
            let text = tidy(row.text(at));
            self.tell(issue(&self.sheet, (&row, Some(at)), (Warning, IssueCode::UnsureValue), None, Some(&text), message));
        }
        body.count(&row);
        body.records += 1;
        let position = body.records;
        let placement = body.section.clone().map(|section| Placement { section: Some(section), highlighted: false, position });
        let mut issues = Vec::new();
        let mut row = row;
        if body.header.is_export && self.is_text {
            for cell in &mut row.cells {
                let bare = unguarded(&cell.text);
                if bare.len() < cell.text.len() {
                    cell.text = bare.to_owned();
                }
            }
        }
        let exported = body.header.is_export.then(|| exported::exported(&row, &body.header.columns)).flatten();
        let record = record::read(&self.sheet, &row, &body.header.columns, placement, exported, &mut issues);
        self.waiting.extend(record.map(|record| Item::Record(Box::new(record))));
        self.waiting.extend(issues.into_iter().map(Item::Issue));
    }

    /// The last items of the sheet.
    fn finish(&mut self, body: Body) {
        let Body { header, header_row, filled, longer, commas, unread, .. } = body;
        let mut labels = Vec::new();
        let mut unknown = 0;
        for (column, (count, example)) in header.columns.iter().zip(filled) {
            let is_known = !column.meaning.is_note();
            if labels.len() < ACCOUNTED {
                labels.push(LabelUse {
                    label: column.header.clone(),
                    field: is_known.then(|| column.meaning.name()),
                    count,
                    sign: column.parting.sign(),
                    example: Some(example.clone()).filter(|example| !example.is_empty()),
                });
            }
            if count == 0 || is_known || column.gave_way || self.is_told(&column.header) {
                continue;
            }
            unknown += 1;
            if unknown > UNKNOWN {
                continue;
            }
            let advice = match nearest(&column.header) {
                Some(near) => format!(" Did you mean “{near}”?"),
                None => String::new(),
            };
            let records = if count == 1 { "1 row has it".to_owned() } else { format!("{count} rows have it") };
            let message = format!(
                "The column “{}” fits no field ({records}); its values were kept as notes.{advice} To give it a field: `--map '{}=FIELD'`.",
                column.header, column.header
            );
            let text = format!("{}: {example}", column.header);
            let at = (&header_row, Some(column.at));
            self.tell(issue(&self.sheet, at, (Warning, IssueCode::UnknownLabel), Some("notes"), Some(&text), message));
        }
        for (at, (row, count)) in commas {
            let Some(column) = header.columns.get(at) else { continue };
            let message = format!(
                "{count} cells of the column “{}” have commas and not the sign that parts the others; each was read as one keyword. This is \
                 the first. If commas part its keywords, write that sign.",
                column.header
            );
            let issue =
                issue(&self.sheet, (&row, Some(at)), (Warning, IssueCode::UnsureValue), Some("keywords"), Some(row.text(at)), message);
            self.tell(issue);
        }
        if let Some((row, count)) = longer {
            let message = format!(
                "{count} rows have more cells than the header; this is the first. What stands behind the last column was kept as notes: look \
                 whether a value holds the sign that parts the cells and stands in no quotes."
            );
            let text = row.text(header.columns.len()).to_owned();
            let at = (&row, Some(header.columns.len()));
            self.tell(issue(&self.sheet, at, (Warning, IssueCode::UnsureValue), None, Some(&text), message));
        }
        self.waiting.push_back(Item::Account(Account { labels, unread_lines: unread, ..Account::default() }));
    }

    /// Returns true when the user said that the column holds notes.
    fn is_told(&self, header: &str) -> bool {
        self.map.iter().any(|mapping| mapping.is_of(header))
    }
}

impl Body {
    fn is_header(&self, row: &SheetRow) -> bool {
        row.filled().count() > 1 && row.cells.iter().zip(&self.header_row.cells).all(|(own, other)| own.text == other.text)
    }

    fn count(&mut self, row: &SheetRow) {
        for column in self.header.columns.iter().filter(|column| column.keeps_commas(row.text(column.at))) {
            self.commas.entry(column.at).or_insert_with(|| (row.clone(), 0)).1 += 1;
        }
        for (at, cell) in row.filled() {
            if let Some((count, example)) = self.filled.get_mut(at) {
                *count += 1;
                if example.is_empty() {
                    *example = tidy(&cell.text).chars().take(80).collect();
                }
            } else {
                self.longer.get_or_insert_with(|| (row.clone(), 0)).1 += 1;
                break;
            }
        }
    }
}

impl<I: Iterator<Item = Result<SheetRow, ReadError>>> Iterator for SheetReader<I> {
    type Item = Result<Item, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.waiting.pop_front() {
                return Some(Ok(item));
            }
            if !self.begun {
                self.begin();
                continue;
            }
            let body = self.body.take();
            match (self.take(), body) {
                (Some(row), Some(mut body)) => {
                    self.read(&mut body, row);
                    self.body = Some(body);
                }
                (_, body) => match self.error.take() {
                    // Nothing comes after an error.
                    Some(error) => return Some(Err(error)),
                    None => self.finish(body?),
                },
            }
        }
    }
}
