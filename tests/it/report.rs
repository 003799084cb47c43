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
fn a_table_is_read() {
    let folder = TempDir::new().unwrap();
    let rows: String =
        (1..=40).map(|row| format!("Guide {row},https://example.org/{row},2020,Example League\n")).collect::<Vec<_>>().concat();
    let text = format!("Resource Title,Address,Year,Maker\n{rows}");
    let (status, stdout, stderr) = import(&folder, "resources.csv", &text, &[]);
    assert_eq!(status, 0, "{stdout}{stderr}");
    for words in ["read as csv, because its first line is the header", "         40          0          0          0"] {
        assert!(stdout.contains(words), "`{words}` is not in: {stdout}");
    }
    assert!(!stdout.contains('\u{1b}'), "a pipe gets no colours");
    let (status, stdout, _) = import(&folder, "resources.csv", &text, &["--json"]);
    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(status, 0);
    assert_eq!((&report["files"][0]["lines"], &report["files"][0]["isRead"]), (&41.into(), &true.into()));
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
    assert!(stderr.contains("colophon serve") && stderr.contains("http://127.0.0.1:8080/"), "{stderr}");
    assert!(!stdout.contains("organization, producer"), "{stdout}");
}

#[test]
fn a_dry_run_shows_as_many_records_as_are_asked_for() {
    let folder = TempDir::new().unwrap();
    let rows = (1..=5).map(|number| format!("{{\"title\": \"Boat {number}\"}}")).collect::<Vec<_>>().join("\n");
    let shown = |more: &[&str]| {
        let (status, stdout, stderr) = import(&folder, "rows.jsonl", &rows, more);
        assert_eq!(status, 0, "{stdout}{stderr}");
        (1..=5).filter(|number| stdout.contains(&format!("Boat {number}"))).count()
    };
    assert_eq!(shown(&["--dry-run"]), 3);
    assert_eq!(shown(&["--dry-run", "--records", "0"]), 0);
    assert_eq!(shown(&["--dry-run", "--records", "99"]), 5);
    assert_eq!(shown(&["--records", "4"]), 4);
    assert_eq!(shown(&[]), 0);
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

/// Imports files with `--json`; returns the exit status, the report, and standard error.
fn json(folder: &TempDir, files: &[&str]) -> (i32, Value, String) {
    let (status, stdout, stderr) = run(folder.path(), &[&["import", "--json"], files].concat());
    (status, serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error}: {stdout}{stderr}")), stderr)
}

#[test]
fn json_names_each_file_and_the_reason_for_which_it_was_refused() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("good.txt", PAGE.as_bytes());
    write("wide.txt", b"c\0\0\0a\0\0\0f\0\0\0");
    write("bytes.txt", b"\x02\x93\xf1\x00\x07\x8a\x10\x0f\xfe\x05");
    write("sheet.xlsx", b"PK\x03\x04....");
    write("cut.jsonl", b"{\"title\": \"Nets\"}\n\xff\x00\xfe\n{\"title\": \"Oars\"}\n");
    fs::create_dir(folder.path().join("folder")).unwrap();
    for (name, words) in [
        ("wide.txt", "UTF-32"),
        ("bytes.txt", "a binary file"),
        ("sheet.xlsx", "a damaged ZIP file"),
        ("missing.txt", "there is no such file"),
        ("folder", "it is a folder"),
    ] {
        let (status, report, stderr) = json(&folder, &[name]);
        assert_eq!(status, 3);
        let [file] = report["files"].as_array().unwrap().as_slice() else { panic!("{report}") };
        let refused = file["refused"].as_str().unwrap();
        assert!(refused.contains(words) && stderr.contains(refused), "{refused} {stderr}");
        assert_eq!((&file["file"], &file["isRead"], &file["format"]), (&name.into(), &false.into(), &Value::Null));
    }
    let (status, report, _) = json(&folder, &["wide.txt", "good.txt", "missing.txt", "cut.jsonl"]);
    let files = report["files"].as_array().unwrap();
    let of = |key: &str| files.iter().map(|file| file[key].clone()).collect::<Vec<_>>();
    assert_eq!(status, 3);
    assert_eq!(of("file"), ["wide.txt", "good.txt", "missing.txt", "cut.jsonl"]);
    assert_eq!(of("format"), [Value::Null, "page".into(), Value::Null, "jsonl".into()]);
    assert_eq!(of("created"), [0, 1, 0, 1], "the files that can be read are taken");
    assert_eq!(of("refused").iter().map(Value::is_string).collect::<Vec<_>>(), [true, false, true, true]);
    assert_eq!((&report["created"], of("isRead")), (&2.into(), [false, true, false, false].map(Value::from).to_vec()));
}

#[test]
fn json_is_printed_when_the_database_cannot_be_opened() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("good.txt"), PAGE).unwrap();
    fs::write(folder.path().join("file"), "").unwrap();
    let (status, report, stderr) = json(&folder, &["good.txt", "--data-dir", "file/below"]);
    assert_eq!(status, 3);
    assert!(report["files"][0]["refused"].as_str().unwrap().contains("cannot write file/below"), "{report}");
    assert_eq!(stderr.matches("file/below").count(), 1, "{stderr}");
}

#[test]
fn a_refused_file_does_not_hide_the_report_of_the_others() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("good.txt"), PAGE).unwrap();
    let (status, stdout, stderr) = run(folder.path(), &["import", "--dry-run", "missing.txt", "good.txt"]);
    assert_eq!(status, 3);
    assert!(stdout.contains("Boats (2020)") && stderr.contains("missing.txt: there is no such file"), "{stdout}{stderr}");
    let (_, _, stderr) = run(folder.path(), &["import", "missing.txt", "good.txt", "none.txt"]);
    assert!(stderr.contains("2 of 3 files were not read"), "{stderr}");
    let (_, stdout, stderr) = run(folder.path(), &["import", "missing.txt"]);
    assert!(stdout.is_empty() && stderr.contains("there is no such file"), "{stdout}{stderr}");
}

/// A source that is in two files: while one of them cannot be read, no record of it has vanished.
#[test]
fn nothing_vanishes_with_a_file_that_is_refused() {
    let folder = TempDir::new().unwrap();
    for (name, text) in [("a.jsonl", "{\"title\": \"Nets\"}\n"), ("b.jsonl", "{\"title\": \"Oars\"}\n")] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let both = ["a.jsonl", "b.jsonl", "--source", "mine"];
    assert_eq!(json(&folder, &both).0, 0);
    fs::write(folder.path().join("a.jsonl"), "\u{0}").unwrap();
    let (status, report, _) = json(&folder, &both);
    assert!(status == 3 && report["issues"].as_array().unwrap().is_empty(), "{report}");
    fs::write(folder.path().join("a.jsonl"), "").unwrap();
    assert!(json(&folder, &both).1["issues"].to_string().contains("VANISHED"));
}

/// Linux has a directory in which nobody makes a file.
#[cfg(target_os = "linux")]
#[test]
fn a_directory_that_takes_no_files_is_named() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("good.txt"), PAGE).unwrap();
    let (status, _, stderr) = run(folder.path(), &["import", "good.txt", "--database", "sqlite:///proc/self/c.sqlite"]);
    assert_eq!(status, 3);
    assert!(stderr.contains("cannot open the database in the directory /proc/self, or make it") && !stderr.contains("code"), "{stderr}");
}
