//! Saved web pages and JSON documents, from the file to the report.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command::run;
use crate::sources::root;

/// Imports a fixture without writing; returns the exit status, the report and standard error.
fn import(fixture: &str, flags: &[&str]) -> (i32, Value, String) {
    let folder = TempDir::new().unwrap();
    let name = Path::new(fixture).file_name().unwrap().to_str().unwrap();
    fs::copy(root().join("tests/fixtures").join(fixture), folder.path().join(name)).unwrap();
    let (status, stdout, stderr) = run(folder.path(), &[&["import", name, "--dry-run", "--json"], flags].concat());
    (status, serde_json::from_str(&stdout).unwrap(), stderr)
}

/// The values of a field of all records.
fn all<'a>(report: &'a Value, field: &str) -> Vec<&'a Value> {
    report["files"][0]["records"].as_array().unwrap().iter().map(|record| &record[field]).collect()
}

#[test]
fn a_saved_page_gives_its_records_with_their_addresses() {
    let (status, report, stderr) = import("html/library.html", &[]);
    assert_eq!(status, 0, "{stderr}{report}");
    assert_eq!((&report["files"][0]["format"], &report["created"]), (&json!("html"), &json!(2)));
    assert_eq!(all(&report, "title"), ["Fish Passes for Small Rivers", "Mills of the Valley"]);
    assert_eq!(all(&report, "url"), [&json!("https://rivers.example/library/fish-passes?id=1"), &json!("https://doi.org/10.1000/mills")]);
    assert_eq!(all(&report, "line"), [&json!(17), &json!(24)]);
    assert_eq!(all(&report, "description")[0], "This guide shows how fish pass a weir & a mill.");
    assert_eq!(all(&report, "identifiers")[1], &json!(["DOI 10.1000/mills"]));
    let codes: Vec<_> = report["issues"].as_array().unwrap().iter().map(|issue| &issue["severity"]).collect();
    assert!(codes.iter().all(|severity| *severity == "INFO"), "{}", report["issues"]);
}

#[test]
fn the_flags_of_web_pages_choose_elements_and_the_address() {
    let (_, report, _) = import("html/library.html", &["--select", ".card:last-child"]);
    assert_eq!(all(&report, "title"), ["Mills of the Valley"]);
    let (_, report, _) = import("html/library.html", &["--base", "https://mirror.example/x/"]);
    assert_eq!(all(&report, "url")[0], "https://mirror.example/x/fish-passes?id=1");
    let folder = TempDir::new().unwrap();
    for (flag, value, told) in [("--base", "rivers", "an address is expected"), ("--select", "..", "a CSS selector is expected")] {
        let (status, _, stderr) = run(folder.path(), &["import", "a.html", flag, value]);
        assert_eq!(status, 2);
        assert!(stderr.contains(told), "{stderr}");
    }
}

#[test]
fn the_rows_of_a_table_are_records() {
    let (status, report, stderr) = import("html/table.html", &[]);
    assert_eq!(status, 0, "{stderr}{report}");
    assert_eq!(all(&report, "title"), ["Fish at Weirs", "Mills of the Valley"]);
    assert_eq!(all(&report, "url"), ["https://rivers.example/a", "https://rivers.example/b"]);
    assert_eq!(all(&report, "producedBy")[0].as_array().unwrap().len(), 2, "{report}");
}

#[test]
fn a_table_of_airtable_is_read_and_issues_name_the_place() {
    let (status, report, stderr) = import("json/airtable.json", &[]);
    assert_eq!(status, 0, "{stderr}{report}");
    assert_eq!(all(&report, "title"), ["Fish at Weirs", "Mills of the Valley"]);
    assert_eq!(all(&report, "keywords")[0], &json!(["fish", "weirs"]));
    let issue = report["issues"].as_array().unwrap().iter().find(|issue| issue["field"] == "year").unwrap();
    assert_eq!((&issue["line"], &issue["code"]), (&json!(14), &json!("BAD_VALUE")));
}

#[test]
fn records_of_another_program_are_refused_by_name() {
    let (status, report, stderr) = import("json/datacite.json", &[]);
    assert_eq!(status, 3, "{report}");
    assert!(stderr.contains("DataCite JSON is not read yet"), "{stderr}");
    assert_eq!(report["created"], 0);
}
