//! The report of an import, as a person reads it on a terminal and a program in JSON.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::command::run;

/// Imports a file of this text; returns the exit status, standard output and standard error.
fn import(folder: &TempDir, name: &str, text: &str, flags: &[&str]) -> (i32, String, String) {
    fs::write(folder.path().join(name), text).unwrap();
    run(folder.path(), &[&["import", name], flags].concat())
}

const PAGE: &str = "Shelf\n\nBoats (2020)\n\nProduced By: Example League\nSupported By: Example Fund\nDescription: One.\nKeywords: boats\n";

#[test]
fn a_table_is_told_and_fails() {
    let folder = TempDir::new().unwrap();
    let rows: String =
        (1..=40).map(|row| format!("Guide {row},https://example.org/{row},2020,Example League\n")).collect::<Vec<_>>().concat();
    let text = format!("Resource Title,Address,Year,Maker\n{rows}");
    let (status, stdout, stderr) = import(&folder, "resources.csv", &text, &[]);
    assert_eq!(status, 1, "{stdout}{stderr}");
    for words in ["NOTHING_READ", "No record was found in 41 lines", "columns parted by commas (CSV)", "JSON Lines"] {
        assert!(stdout.contains(words), "`{words}` is not in: {stdout}");
    }
    assert!(!stdout.contains('\u{1b}'), "a pipe gets no colours");
    let (status, stdout, _) = import(&folder, "resources.csv", &text, &["--json"]);
    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(status, 1);
    assert_eq!((&report["files"][0]["lines"], &report["files"][0]["isRead"]), (&41.into(), &false.into()));
}

#[test]
fn text_that_no_record_takes_fails_when_it_is_most_of_the_file() {
    let folder = TempDir::new().unwrap();
    let news = "The council met on Monday, and nobody said anything that was worth a line.\n\n".repeat(40);
    let (status, stdout, stderr) = import(&folder, "page.txt", &format!("{PAGE}\nOther News\n\n• {}", news.replace("\n\n", "\n\n• ")), &[]);
    assert!(status == 1 && stdout.contains("MOSTLY_UNREAD"), "{stdout}{stderr}");
}

#[test]
fn an_empty_file_is_told_and_is_no_failure() {
    let folder = TempDir::new().unwrap();
    for (name, text) in [("a.txt", ""), ("b.jsonl", "\n \n")] {
        let (status, stdout, _) = import(&folder, name, text, &[]);
        assert!(status == 0 && stdout.contains("EMPTY_FILE"), "{stdout}");
        assert_eq!(import(&folder, name, text, &["--strict"]).0, 1);
    }
}

#[test]
fn equal_errors_are_one_line_with_a_count() {
    let folder = TempDir::new().unwrap();
    let (status, stdout, _) = import(&folder, "rows.jsonl", &"{\"Resource Title\": \"A\"}\n".repeat(40), &[]);
    assert_eq!(status, 1);
    assert!(stdout.contains("MISSING_TITLE  40 times"), "{stdout}");
    assert!(stdout.contains("rows.jsonl:1, rows.jsonl:2, rows.jsonl:3 and 37 more"), "{stdout}");
    assert!(stdout.lines().count() < 20, "{stdout}");
}

#[test]
fn a_dry_run_shows_the_first_records_and_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let (status, stdout, stderr) = import(&folder, "page.txt", PAGE, &["--dry-run"]);
    assert_eq!(status, 0);
    for words in ["Boats (2020)", "Example League (organization, producer)", "Example Fund", "would be", "read as page"] {
        assert!(stdout.contains(words), "`{words}` is not in: {stdout}");
    }
    assert!(stderr.contains("dry run"), "{stderr}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "a dry run leaves nothing behind");
    let (_, stdout, stderr) = import(&folder, "page.txt", PAGE, &[]);
    assert!(stderr.contains("colophon serve") && stderr.contains("http://127.0.0.1:8080/playground"), "{stderr}");
    assert!(!stdout.contains("organization, producer"), "{stdout}");
}

#[test]
fn notes_are_counted_and_shown_on_request() {
    let folder = TempDir::new().unwrap();
    let page = PAGE.replace("Description: One.\n", "");
    let (_, stdout, stderr) = import(&folder, "page.txt", &page, &[]);
    assert!(!stdout.contains("MISSING_FIELD") && stderr.contains("1 note is not shown"), "{stdout}{stderr}");
    let (_, stdout, _) = import(&folder, "page.txt", &page.replace("One", "Two"), &["--verbose"]);
    assert!(stdout.contains("MISSING_FIELD"), "{stdout}");
}

#[test]
fn the_records_of_another_source_are_told() {
    let folder = TempDir::new().unwrap();
    let text = "{\"title\": \"A\", \"url\": \"https://example.org/a\"}\n{\"title\": \"B\", \"url\": \"https://example.org/b\"}\n";
    let (status, stdout, _) = import(&folder, "t1.jsonl", text, &[]);
    assert!(status == 0 && !stdout.contains("SAME_SOURCE"), "{stdout}");
    let (status, stdout, _) = import(&folder, "t2.jsonl", text, &[]);
    assert_eq!(status, 0);
    assert!(stdout.contains("SAME_SOURCE") && stdout.contains("--source t1"), "{stdout}");
    let (_, stdout, _) = import(&folder, "t3.jsonl", "{\"title\": \"Other\", \"url\": \"https://example.org/a\"}\n", &[]);
    assert!(!stdout.contains("SAME_SOURCE"), "{stdout}");
    let (_, stdout, _) = import(&folder, "t2.jsonl", text, &[]);
    assert!(!stdout.contains("SAME_SOURCE"), "an import that adds nothing asks nothing: {stdout}");
}
