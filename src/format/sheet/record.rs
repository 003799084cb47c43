//! From a row to a record.
//!
//! While a row is read, the place of a column stands in for the line of a value: so each remark finds its cell, and a grant its funder.

use std::collections::HashSet;

use entity::vocabulary::{
    IdentifierScheme,
    IssueSeverity::{self, Error, Info, Warning},
    ProvenanceMethod,
};

use super::{
    aside::without_references,
    column::SheetColumn,
    exported::ExportedColumn,
    table::{SheetCell, SheetName, SheetRow, letters, place},
};
use crate::format::{
    export::items,
    label::Label,
    mapping::FieldMeaning,
    value::{
        Remark,
        address::{Addresses, addresses, dois},
        agents::{agents, is_of_persons},
        date,
        format::labelled_format,
        funders::funders,
        grants,
        keywords::Keywords,
        language::{SEVERAL, language},
        license::license,
        list::{Part, joined, paragraphs_of},
        markup,
        nothing::is_nothing,
        separators::{Item, keywords, names},
    },
};
use crate::identifier::Identifier;
use crate::model::{Exported, Issue, IssueCode, Note, Placement, Record, RecordPlace, Said};
use crate::name::{tidy, unjoined};

/// An issue quotes at most so much, in characters.
const EXCERPT: usize = 300;

/// An issue of a row, or of one of its cells.
pub(super) fn issue(
    sheet: &SheetName,
    (row, column): (&SheetRow, Option<usize>),
    (severity, code): (IssueSeverity, IssueCode),
    field: Option<&str>,
    text: Option<&str>,
    message: impl Into<String>,
) -> Issue {
    let excerpt = |text: &str| match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    };
    let at = place(sheet, row, column);
    Issue { at, field: field.map(str::to_owned), code, severity, text: text.map(excerpt), message: message.into() }
}

/// Reads a row. None for one without a title: the issues tell that it is not taken.
pub(super) fn read(
    sheet: &SheetName,
    row: &SheetRow,
    columns: &[SheetColumn],
    placement: Option<Placement>,
    exported: Option<Box<Exported>>,
    issues: &mut Vec<Issue>,
) -> Option<Record> {
    let kept = without_references(sheet, row, columns, issues);
    let row = kept.as_ref().unwrap_or(row);
    let title = columns.iter().find(|column| column.meaning == FieldMeaning::Field(Label::Title));
    let printed = title.map(|title| row.text(title.at)).unwrap_or_default();
    let is_exported = exported.is_some();
    let shown = markup::shown(printed).filter(|_| !is_exported).map_or_else(|| tidy(printed), |shown| tidy(&shown));
    // "Unknown" and "None" may be titles; signs and "N/A" are none.
    let is_known = is_exported && !shown.is_empty();
    if !is_known
        && is_nothing(&shown)
        && (shown.eq_ignore_ascii_case("n/a") || shown.starts_with('#') || !shown.contains(char::is_alphanumeric))
    {
        let text = row.filled().map(|(_, cell)| tidy(&cell.text)).collect::<Vec<_>>().join(" | ");
        let at = title.map(|title| title.at);
        let message = "The row has no title and is not taken: give it one.";
        issues.push(issue(sheet, (row, at), (Error, IssueCode::MissingTitle), Some("title"), Some(&text), message));
        return None;
    }
    let mut composer = RowComposer {
        sheet,
        row,
        columns,
        issues,
        record: Record { placement, exported, ..Record::new(Said::asserted(shown.clone(), row.line), shown) },
        keywords: Keywords::default(),
        identifiers: HashSet::new(),
    };
    let mut link = None;
    for column in columns {
        let Some(cell) = row.cells.get(column.at) else { continue };
        match column.meaning {
            FieldMeaning::Field(Label::Title) => link = cell.link.as_deref().map(|link| (column.at, link)),
            _ if !cell.is_blank() || cell.link.is_some() => composer.cell(column, cell),
            _ => {}
        }
    }
    composer.grants();
    for (at, cell) in row.filled().filter(|(at, _)| *at >= columns.len()) {
        let label = format!("Column {}", letters(at));
        composer.record.notes.extend(paragraphs_of(&cell.text).map(|value| Note { label, value, line: at as u64 }));
    }
    // The title is a link, and no column has the address.
    if let Some((at, link)) = link.filter(|_| composer.record.landing_page.is_none()) {
        let found = addresses(&[Part::alone(at as u64, link.to_owned())]);
        composer.record.landing_page = found.landing_page;
        composer.identify(found.identifiers);
    }
    Some(composer.finish())
}

struct RowComposer<'a> {
    sheet: &'a SheetName,
    row: &'a SheetRow,
    columns: &'a [SheetColumn],
    issues: &'a mut Vec<Issue>,
    record: Record,
    keywords: Keywords,
    /// The identifiers of the record: a cell may hold many.
    identifiers: HashSet<Identifier>,
}

impl RowComposer<'_> {
    fn cell(&mut self, column: &SheetColumn, cell: &SheetCell) {
        let at = column.at as u64;
        let label = match column.meaning {
            FieldMeaning::Field(label) => label,
            FieldMeaning::Key => return self.key(at, &cell.text),
            FieldMeaning::Exported(exported) => return self.exported(exported, at, &cell.text),
        };
        if matches!(label, Label::Url | Label::Identifier("DOI")) {
            let parts = Part::lines_of(at, &linked(cell));
            let found = if label == Label::Url { addresses(&parts) } else { dois(&parts) };
            return self.addresses(column, found);
        }
        let text = self.shown(column, cell);
        match label {
            // Several columns of one field are one list.
            Label::Made(_) | Label::Paid(_)
                if self.columns.iter().any(|other| other.at < column.at && other.meaning == column.meaning && !self.is_blank(other)) => {}
            Label::Made(role) => {
                let read = agents(&self.list(column.meaning), role, is_of_persons(role)).below(&column.header);
                self.record.producers.extend(read.mentions);
                self.remarks(column, read.remarks);
            }
            Label::Paid(kind) => {
                let read = funders(&self.list(column.meaning), kind);
                self.record.funders.extend(read.mentions);
                self.remarks(column, read.remarks);
            }
            Label::Keywords => {
                let found = &mut self.keywords;
                // An export parts its keywords itself; a column of which commas part nothing is told as a whole.
                let is_sure = self.record.exported.is_some() || column.keeps_commas(&text);
                let add = |item| if is_sure { found.add(item, None) } else { found.add_parted(item) };
                let remarks = keywords(&column.parts(at, &text)).into_iter().filter_map(add).collect();
                self.remarks(column, remarks);
            }
            Label::Identifier(scheme) => self.identifiers(column, scheme, &column.parts(at, &text)),
            Label::Note(_) => self.note(column, &text),
            // The title is read; grants wait for all funders.
            Label::Title | Label::Award => {}
            _ if is_nothing(&tidy(&text)) => {}
            Label::Description => self.record.description = paragraphs_of(&text).map(|text| Said::asserted(text, at)),
            Label::Year => self.year(column, &tidy(&text)),
            Label::Format => {
                let printed = tidy(&text);
                let (value, method) = labelled_format(&printed);
                self.record.format = Some(Said { value, line: at, method });
                self.record.format_as_printed = Some(printed);
            }
            Label::License => self.record.license = Some(Said::asserted(license(&text), at)),
            Label::Language => self.language(column, &tidy(&text)),
            Label::Url => {}
        }
    }

    /// Reads a column that only exports have.
    fn exported(&mut self, column: ExportedColumn, at: u64, text: &str) {
        match column {
            ExportedColumn::Id | ExportedColumn::Version | ExportedColumn::Collections => {}
            ExportedColumn::Identifiers => {
                let read = |item: String| Identifier::detect(&item).or_else(|| Identifier::parse(IdentifierScheme::Local, &item));
                self.identify(items(text).into_iter().filter_map(read).map(|found| Said::asserted(found, at)).collect::<Vec<_>>());
            }
            ExportedColumn::LicenseUrl => {
                if let Some(license) = &mut self.record.license {
                    license.value.url = Some(tidy(text));
                }
            }
            ExportedColumn::Notes => {
                let read = |item: &String| item.split_once(": ").map(|(label, value)| (label.to_owned(), value.to_owned()));
                let notes = items(text).iter().filter_map(read).map(|(label, value)| Note { label, value, line: at }).collect::<Vec<_>>();
                self.record.notes.extend(notes);
            }
        }
    }

    fn is_blank(&self, column: &SheetColumn) -> bool {
        self.row.cells.get(column.at).is_none_or(SheetCell::is_blank)
    }

    /// The text of a cell as a browser shows it.
    fn shown(&mut self, column: &SheetColumn, cell: &SheetCell) -> String {
        if self.record.exported.is_some() {
            return cell.text.clone();
        }
        let Some(shown) = markup::shown(&cell.text) else { return cell.text.clone() };
        self.tell(column, Info, IssueCode::Markup, &cell.text, markup::TOLD);
        shown
    }

    /// The items of all columns with this meaning.
    fn list(&self, meaning: FieldMeaning) -> Vec<Part> {
        let columns = self.columns.iter().filter(|column| column.meaning == meaning && !self.is_blank(column));
        let parts = columns.flat_map(|column| {
            let text = self.row.text(column.at);
            column.parts(column.at as u64, markup::shown(text).as_deref().unwrap_or(text))
        });
        parts.collect()
    }

    /// Takes the id that the sheet gives to its record.
    fn key(&mut self, at: u64, text: &str) {
        let text = tidy(text);
        if is_nothing(&text) {
            return;
        }
        self.identify(Identifier::detect(&text).map(|found| Said::asserted(found, at)));
        self.record.key = Some(unjoined(&text));
    }

    fn year(&mut self, column: &SheetColumn, text: &str) {
        // Programs that know no empty whole number write "2021.0".
        let whole = text.strip_suffix(".0").filter(|whole| whole.len() == 4);
        let method = |method| if whole.is_some() { ProvenanceMethod::Normalized } else { method };
        // The days 1900 to 2035 of spreadsheets.
        if text.len() > 4 && date::year(text).is_ok_and(|read| read.value == 1905) {
            let message = "A year such as 2021 that stands in a cell for dates is shown as a day of 1905. If it is one, give the cell the \
                           format of a number.";
            self.tell(column, Warning, IssueCode::UnsureValue, text, message);
        }
        match (date::year(whole.unwrap_or(text)), &self.record.year) {
            (Err(message), _) => self.tell(column, Warning, IssueCode::BadValue, text, message),
            (Ok(read), Some(stated)) if read.value != stated.value => {
                let message = "Another column of the row has another year; that of the first one was kept.";
                self.tell(column, Warning, IssueCode::Conflict, text, message);
            }
            (Ok(read), stated) => {
                if stated.is_none() {
                    self.record.year = Some(Said { value: read.value, line: column.at as u64, method: method(read.method) });
                }
                if let Some(message) = read.remark {
                    self.tell(column, Warning, IssueCode::UnsureValue, text, message);
                }
            }
        }
    }

    fn language(&mut self, column: &SheetColumn, text: &str) {
        let Some(read) = language(text) else {
            let message = "This is no language that is known by its name, and no language tag. The value was left out.";
            return self.tell(column, Warning, IssueCode::BadValue, text, message);
        };
        self.record.language = Some(Said { value: read.tag, line: column.at as u64, method: read.method });
        if read.is_one_of_several {
            self.tell(column, Warning, IssueCode::UnsureValue, text, SEVERAL);
        }
    }

    /// Takes the addresses of a column. The first one of the row is the landing page.
    fn addresses(&mut self, column: &SheetColumn, found: Addresses) {
        let Addresses { landing_page, identifiers, remarks, .. } = found;
        if let Some(other) = landing_page.clone().filter(|_| self.record.landing_page.is_some()) {
            self.identify(Identifier::parse(IdentifierScheme::Url, &other.value).map(|value| Said::asserted(value, other.line)));
        }
        self.record.landing_page = self.record.landing_page.take().or(landing_page);
        self.identify(identifiers);
        self.remarks(column, remarks);
    }

    fn identify(&mut self, found: impl IntoIterator<Item = Said<Identifier>>) {
        for said in found {
            if said.value.scheme.is_of_resources() && self.identifiers.insert(said.value.clone()) {
                self.record.identifiers.push(said);
            }
        }
    }

    fn identifiers(&mut self, column: &SheetColumn, scheme: &str, parts: &[Part]) {
        for item in names(parts) {
            if let Some(found) = IdentifierScheme::from_term(scheme).and_then(|scheme| Identifier::parse(scheme, &item.text)) {
                self.identify([Said::asserted(found, item.line)]);
            } else {
                let message = "This is no identifier of the kind that the header names. The value was left out.";
                self.tell(column, Warning, IssueCode::BadValue, &item.text, message);
            }
        }
    }

    /// Keeps the value of a column that is no field.
    fn note(&mut self, column: &SheetColumn, text: &str) {
        if let Some(value) = paragraphs_of(text).filter(|value| !is_nothing(value)) {
            self.record.notes.push(Note { label: column.header.clone(), value, line: column.at as u64 });
        }
    }

    /// Gives the grants to the funders that they are of; where that is not known, they are notes.
    fn grants(&mut self) {
        let parts = self.list(FieldMeaning::Field(Label::Award));
        let columns = self.columns;
        let items: Vec<Item> = names(&parts).into_iter().filter(|item| !is_nothing(&item.text)).collect();
        let Some(first) = items.first().and_then(|item| columns.get(item.line as usize)) else { return };
        let (code, message) = match grants::give(&items, &mut self.record.funders) {
            Ok(false) => return,
            Ok(true) => (IssueCode::UnsureValue, grants::PAIRED),
            Err(message) => {
                for column in columns.iter().filter(|column| column.meaning == first.meaning) {
                    self.note(column, self.row.text(column.at));
                }
                (IssueCode::BadValue, message)
            }
        };
        self.tell(first, Warning, code, &joined(&parts), message);
    }

    fn remarks(&mut self, column: &SheetColumn, remarks: Vec<Remark>) {
        for Remark { code, severity, line, text, message } in remarks {
            let column = self.columns.get(line as usize).unwrap_or(column);
            self.tell(column, severity, code, &text, message);
        }
    }

    fn tell(&mut self, column: &SheetColumn, severity: IssueSeverity, code: IssueCode, text: &str, message: &str) {
        let (at, field) = ((self.row, Some(column.at)), Some(column.meaning.field()));
        self.issues.push(issue(self.sheet, at, (severity, code), field, Some(text), message));
    }

    /// The record, with the line of the row in the place of the columns.
    fn finish(self) -> Record {
        let Self { sheet, row, columns, mut record, keywords, .. } = self;
        record.keywords = keywords.all;
        let line = record.line;
        let cell = |at: usize| place(sheet, row, Some(at)).cell.unwrap_or_default();
        let title = columns.iter().find(|column| column.meaning == FieldMeaning::Field(Label::Title));
        let producers = record.producers.iter().map(|mention| (&mention.as_printed, mention.line));
        let funders = record.funders.iter().map(|mention| (&mention.as_printed, mention.line));
        let keywords = record.keywords.iter().map(|mention| (&mention.as_printed, mention.line));
        let names = producers.chain(funders).chain(keywords).map(|(name, at)| (name.clone(), cell(at as usize))).collect();
        record.place = Some(Box::new(RecordPlace { cell: title.map(|title| cell(title.at)), path: None, names }));
        record.producers.iter_mut().for_each(|mention| mention.line = line);
        record.funders.iter_mut().for_each(|mention| mention.line = line);
        record.keywords.iter_mut().for_each(|mention| mention.line = line);
        record.notes.iter_mut().for_each(|note| note.line = line);
        record.identifiers.iter_mut().for_each(|said| said.line = line);
        let lines = [
            record.description.as_mut().map(|said| &mut said.line),
            record.year.as_mut().map(|said| &mut said.line),
            record.format.as_mut().map(|said| &mut said.line),
            record.language.as_mut().map(|said| &mut said.line),
            record.landing_page.as_mut().map(|said| &mut said.line),
            record.license.as_mut().map(|said| &mut said.line),
        ];
        lines.into_iter().flatten().for_each(|own| *own = line);
        record
    }
}

/// The address that a cell holds: that of its link, where its text is only the name of the link.
fn linked(cell: &SheetCell) -> String {
    let is_address = cell.text.contains("://") || cell.text.trim_start().starts_with("www.");
    match &cell.link {
        Some(link) if !is_address => link.clone(),
        _ => markup::with_links(&cell.text),
    }
}
