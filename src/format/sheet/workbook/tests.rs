mod left_out;

use std::io::Write;

use super::*;
use crate::model::{Issue, IssueCode, Record};

const XLSX: &[u8] = include_bytes!("../../../../tests/fixtures/sheets/shelf.xlsx");
const ODS: &[u8] = include_bytes!("../../../../tests/fixtures/sheets/shelf.ods");
const XLS: &[u8] = include_bytes!("../../../../tests/fixtures/sheets/old.xls");

fn open(bytes: &[u8], options: &Hints) -> Result<Option<Workbook>, ReadError> {
    workbook(bytes, &mut Cursor::new(bytes), options, &Seen::default())
}

fn read(bytes: &[u8], options: &Hints) -> (Vec<Record>, Vec<Issue>, Account) {
    let (mut records, mut issues, mut account) = (Vec::new(), Vec::new(), Account::default());
    for item in open(bytes, options).unwrap().unwrap().items {
        match item.unwrap() {
            Item::Record(record) => records.push(*record),
            Item::Issue(issue) => issues.push(issue),
            Item::Account(found) => account = found,
            Item::Collection(_) => {}
        }
    }
    (records, issues, account)
}

fn refused(bytes: &[u8], options: &Hints) -> String {
    open(bytes, options).err().unwrap().to_string()
}

#[test]
fn a_workbook_of_excel_is_read() {
    let (records, issues, account) = read(XLSX, &Hints::default());
    let titles: Vec<&str> = records.iter().map(|record| record.title.value.as_str()).collect();
    assert_eq!(titles, ["Weirs in small rivers", "Nets and boats", "Tides", "A film of eels", "A film of herons"]);
    let years: Vec<Option<i32>> = records.iter().map(|record| record.year.as_ref().map(|said| said.value)).collect();
    assert_eq!(years, [Some(2021), Some(2020), None, None, Some(2018)]);
    let pages: Vec<Option<&str>> = records.iter().map(|record| record.landing_page.as_ref().map(|said| said.value.as_str())).collect();
    let expected =
        [Some("https://shelf.example/weirs"), Some("https://shelf.example/nets"), Some("https://shelf.example/tides"), None, None];
    assert_eq!(pages, expected);
    let sections: Vec<Option<&str>> =
        records.iter().map(|record| record.placement.as_ref().and_then(|place| place.section.as_deref())).collect();
    assert_eq!(sections, [Some("Guides"), Some("Guides"), Some("Guides"), Some("Films"), Some("Films")]);
    assert_eq!(records[0].funders[0].awards[0].number.as_deref(), Some("W-12"));
    assert_eq!(records[4].notes[0].value, "South", "merged cells have one value");
    let told: Vec<(IssueCode, Option<&str>)> = issues.iter().map(|issue| (issue.code, issue.at.cell.as_deref())).collect();
    assert!(told.contains(&(IssueCode::FormulaWithoutValue, Some("Shelf!C9"))), "{told:?}");
    assert!(told.contains(&(IssueCode::BadValue, Some("Shelf!C7"))), "a date without its format: {told:?}");
    assert!(told.contains(&(IssueCode::HeaderNotFound, Some("Prices!A1"))), "{told:?}");
    assert!(account.labels.iter().any(|used| used.label == "Resource: Name" && used.field.as_deref() == Some("title")));
}

#[test]
fn one_sheet_can_be_named() {
    let of = |sheet: &str| Hints { sheet: Some(sheet.to_owned()), ..Hints::default() };
    let (records, issues, _) = read(XLSX, &of("Shelf"));
    assert_eq!(records.len(), 5);
    assert!(issues.iter().all(|issue| issue.at.cell.as_deref().is_none_or(|cell| !cell.contains('!'))));
    assert!(refused(XLSX, &of("Shelves")).contains("its sheets are Shelf, Prices, Empty"));
}

#[test]
fn a_spreadsheet_of_libre_office_is_read() {
    let (records, issues, _) = read(ODS, &Hints::default());
    let shown: Vec<(&str, Option<i32>, usize)> = records
        .iter()
        .map(|record| (record.title.value.as_str(), record.year.as_ref().map(|said| said.value), record.producers.len()))
        .collect();
    assert_eq!(shown, [("Weirs in small rivers", Some(2021), 2), ("Nets and boats", Some(2020), 1)]);
    assert!(issues.is_empty(), "{issues:?}");
}

#[test]
fn an_old_workbook_of_excel_is_read() {
    let (records, issues, _) = read(XLS, &Hints::default());
    let shown: Vec<(&str, Option<i32>, Option<&str>)> = records
        .iter()
        .map(|record| {
            let page = record.landing_page.as_ref().map(|said| said.value.as_str());
            (record.title.value.as_str(), record.year.as_ref().map(|said| said.value), page)
        })
        .collect();
    assert_eq!(shown, [("Weirs", Some(2021), None), ("Nets", Some(2020), Some("https://x.example/1"))]);
    let section = |record: &Record| record.placement.as_ref().and_then(|place| place.section.clone());
    assert!(records.iter().all(|record| section(record).as_deref() == Some("Guides")) && issues.is_empty(), "{issues:?}");
}

/// A ZIP file with these files.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn bombs_and_other_files_are_refused() {
    let default = Hints::default();
    let zeros = " ".repeat(40 << 20);
    assert!(refused(&zip(&[("xl/workbook.xml", &zeros)]), &default).contains("more than 200 times its size"));
    let tags = "<a/>".repeat(17_000_000);
    assert!(refused(&zip(&[("xl/workbook.xml", &tags)]), &default).contains("2 million cells"));
    let rows = "<t:table><t:table-row t:number-rows-repeated=\"1048576\"><t:table-cell o:value-type=\"string\" t:number-columns-repeated=\"900\"/>";
    let book = zip(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", rows)]);
    assert!(refused(&book, &default).contains("2 million cells"));
    assert!(refused(&zip(&[("word/document.xml", "")]), &default).contains("no spreadsheet"));
    assert!(refused(&XLSX[..XLSX.len() / 2], &default).contains("damaged"));
    assert!(refused(b"\xd0\xcf\x11\xe0 and no more", &default).contains("damaged"));
    assert!(open(b"Title,Year", &default).unwrap().is_none());
}
