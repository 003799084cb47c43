//! Spreadsheets on the command line: the exports of other programs, mapped columns, workbooks.

use colophon::import::{self, Input, Options, Progress};
use serde_json::Value;
use tempfile::TempDir;

use crate::command::run;
use crate::harness::{Database, World};

/// A library of two items, as Zotero exports it: all columns, all cells in quotes, a byte order mark.
const ZOTERO: &[u8] = include_bytes!("../../fixtures/sheets/zotero.csv");
/// A table as Airtable exports it: what is chosen from a list is joined by commas without blanks.
const AIRTABLE: &[u8] = include_bytes!("../../fixtures/sheets/airtable.csv");
/// A sheet as Google exports it: lines end in CRLF, the last one in nothing, and empty columns are there.
const GOOGLE: &[u8] = include_bytes!("../../fixtures/sheets/google.csv");

/// The report of a dry run of `import` with these arguments.
fn report(name: &str, bytes: &[u8], arguments: &[&str]) -> (i32, Value, String) {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    let line = [&["import", name, "--dry-run", "--json"], arguments].concat();
    let (status, told, error) = run(folder.path(), &line);
    (status, serde_json::from_str(&told).unwrap_or_default(), error)
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn a_library_of_zotero_is_imported() {
    let (status, told, error) = report("library.csv", ZOTERO, &[]);
    assert_eq!(status, 0, "{error}");
    let file = &told["files"][0];
    assert_eq!((file["format"].as_str(), file["created"].as_i64()), (Some("csv"), Some(2)), "{told}");
    let first = &file["records"][0];
    assert_eq!(list(&first["producedBy"]), ["Rhea Hollis (person, author)", "Jan Smit (person, author)"]);
    assert_eq!(list(&first["keywords"]), ["rivers", "weirs", "law"]);
    assert!(list(&first["identifiers"]).contains(&"DOI 10.5555/weirs.1"));
    assert_eq!(first["url"], "https://shelf.example/weirs");
    assert!(list(&first["notes"]).contains(&"Publication Title: Journal of Examples"), "{first}");
    let makers = ["Example Rivers Trust (organization, author)", "Example Press (organization, publisher)", "Ana Roe (person, editor)"];
    assert_eq!(list(&file["records"][1]["producedBy"]), makers);
    assert_eq!((file["records"][0]["year"].as_i64(), file["records"][1]["format"].as_str()), (Some(2019), Some("REPORT")), "{file}");
    assert_eq!((file["records"][1]["line"].as_i64(), file["records"][1]["title"].as_str()), (Some(4), Some("Nets, boats")));
}

#[test]
fn a_table_of_airtable_is_imported() {
    let (status, told, error) = report("grid.csv", AIRTABLE, &[]);
    assert_eq!(status, 0, "{error} {told}");
    let records = &told["files"][0]["records"];
    assert_eq!(list(&records[0]["keywords"]), ["Rivers", "Law"]);
    assert_eq!(list(&records[1]["supportedBy"]), ["Example Water Fund (award W-2)"]);
    let years: Vec<Option<i64>> = records.as_array().unwrap().iter().map(|record| record["year"].as_i64()).collect();
    assert_eq!(years, [Some(2021), Some(2020), None]);
    assert!(list(&records[0]["notes"]).contains(&"Files: tides.pdf (https://files.example/tides.pdf)"), "{records}");
}

#[test]
fn a_sheet_of_google_is_imported() {
    let (status, told, error) = report("List - Sheet1.csv", GOOGLE, &[]);
    assert_eq!(status, 0, "{error}");
    let records = told["files"][0]["records"].as_array().unwrap();
    let titles: Vec<&str> = records.iter().filter_map(|record| record["title"].as_str()).collect();
    assert_eq!(titles, ["Cafés by the river", "Two lines", "Tides"]);
    assert_eq!((records[0]["year"].as_i64(), list(&records[0]["keywords"])), (Some(2021), vec!["rivers", "cafés"]));
    assert_eq!(list(&records[2]["notes"]), ["Public: TRUE"]);
    let codes: Vec<&str> = told["issues"].as_array().unwrap().iter().filter_map(|issue| issue["code"].as_str()).collect();
    assert_eq!(codes, ["UNKNOWN_LABEL"], "{told}");
}

#[tokio::test]
async fn progress_goes_by_the_rows_of_a_workbook() {
    let world = World::new(Database::sqlite()).await;
    let input = Input::file(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sheets/shelf.xlsx")));
    let progress = Progress::default();
    assert_eq!(progress.rows(), None);
    let report = import::import(&world.store, vec![input], &Options::default(), &progress).await;
    let (row, all) = progress.rows().unwrap();
    assert_eq!((row, progress.records()), (all, report.created as u64));
    assert!(all > progress.records());
    let input = Input::file(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sheets/google.csv")));
    import::import(&world.store, vec![input], &Options::default(), &progress).await;
    assert_eq!((progress.rows(), progress.bytes()), (None, GOOGLE.len() as u64), "a table in text is told by its bytes");
}

#[test]
fn columns_can_be_mapped_and_a_sheet_named() {
    let table = b"Item,Grant maker,Marks\nTides,Example Water Fund,a/b\n";
    let (_, told, _) = report("t.csv", table, &[]);
    assert_eq!(told["files"][0]["created"], 0, "{told}");
    let flags = ["--map", "Item=title", "--map", "Grant maker=supportedBy", "--map", "Marks=keywords:;"];
    let (status, told, error) = report("t.csv", table, &flags);
    assert_eq!(status, 0, "{error}");
    assert_eq!(list(&told["files"][0]["records"][0]["supportedBy"]), ["Example Water Fund"]);
    let (status, _, error) = report("t.csv", table, &["--map", "Item=shelf"]);
    assert_eq!(status, 2);
    assert!(error.contains("`shelf` is no field"), "{error}");

    let book = include_bytes!("../../fixtures/sheets/shelf.xlsx");
    let (_, told, _) = report("shelf.xlsx", book, &["--sheet", "Shelf"]);
    assert_eq!((told["files"][0]["format"].as_str(), told["files"][0]["created"].as_i64()), (Some("xlsx"), Some(5)), "{told}");
    let (status, told, _) = report("shelf.xlsx", book, &["--sheet", "Shelves"]);
    assert_eq!(status, 3, "{told}");
}

#[test]
fn text_of_excel_in_other_encodings_is_read_and_told() {
    let text = "Title\tAuthor\nCafés\tRhea Hollis\n";
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (status, told, error) = report("t.txt", &utf16, &["--strict"]);
    assert_eq!(status, 0, "{error}");
    assert_eq!(told["files"][0]["records"][0]["title"], "Cafés");
    let western: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let (_, told, _) = report("t.txt", &western, &[]);
    assert_eq!(told["files"][0]["records"][0]["title"], "Cafés");
    assert!(told.to_string().contains("ENCODING_GUESSED"), "{told}");
}
