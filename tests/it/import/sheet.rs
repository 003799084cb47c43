//! Spreadsheets on the command line: the exports of other programs, mapped columns, workbooks.

use serde_json::Value;
use tempfile::TempDir;

use crate::command::run;

/// The columns of Zotero's export that matter, all cells in quotes, with a byte order mark.
const ZOTERO: &str = "\u{feff}\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\",\"Publication Title\",\"ISBN\",\"DOI\",\"Url\",\
\"Abstract Note\",\"Date\",\"Manual Tags\",\"Automatic Tags\",\"Editor\"\n\
\"AB12CD34\",\"journalArticle\",\"2019\",\"Hollis, Rhea; Smit, Jan\",\"Weirs in small rivers\",\"Journal of Examples\",\"\",\
\"10.5555/weirs.1\",\"https://shelf.example/weirs\",\"How a weir is made passable.\nFor fish.\",\"2019-05-03\",\"rivers; weirs\",\"law\",\"\"\n\
\"EF56GH78\",\"report\",\"2021\",\"Example Rivers Trust\",\"Nets, boats\",\"\",\"\",\"\",\"\",\"\",\"2021\",\"nets\",\"\",\"Roe, Ana\"\n";

/// Airtable joins what is chosen from a list by commas without blanks.
const AIRTABLE: &str = "Name,Funder,Award,Tags,Website\n\
Tides,Example Water Fund,W-1,\"Rivers,Law\",https://shelf.example/tides\n\
Eels,Example Water Fund,W-2,\"Law,Nets\",https://shelf.example/eels\n\
Herons,,,Law,\n";

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
    let (status, told, error) = report("library.csv", ZOTERO.as_bytes(), &[]);
    assert_eq!(status, 0, "{error}");
    let file = &told["files"][0];
    assert_eq!((file["format"].as_str(), file["created"].as_i64()), (Some("csv"), Some(2)), "{told}");
    let first = &file["records"][0];
    assert_eq!(list(&first["producedBy"]), ["Rhea Hollis (person, author)", "Jan Smit (person, author)"]);
    assert_eq!(list(&first["keywords"]), ["rivers", "weirs", "law"]);
    assert!(list(&first["identifiers"]).contains(&"DOI 10.5555/weirs.1"));
    assert_eq!(first["url"], "https://shelf.example/weirs");
    assert_eq!(list(&first["notes"]), ["Publication Title: Journal of Examples"]);
    assert_eq!((file["records"][1]["line"].as_i64(), file["records"][1]["title"].as_str()), (Some(4), Some("Nets, boats")));
}

#[test]
fn a_table_of_airtable_is_imported() {
    let (status, told, error) = report("grid.csv", AIRTABLE.as_bytes(), &["--strict"]);
    assert_eq!(status, 0, "{error} {told}");
    let records = &told["files"][0]["records"];
    assert_eq!(list(&records[0]["keywords"]), ["Rivers", "Law"]);
    assert_eq!(list(&records[1]["supportedBy"]), ["Example Water Fund (award W-2)"]);
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
