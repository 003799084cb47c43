//! Files as no program writes them: whatever the bytes are, reading ends, without a panic, and each record is taken or reported.

use std::io::Cursor;

use entity::vocabulary::IssueSeverity;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::lines::LONGEST_LINE;
use super::{FORMATS, Format, Hints, Opened, ReadError, open};
use crate::model::Item;

const PAGE: &str = include_str!("../../collections/peer-support.txt");
const LINES: &str = concat!(
    r#"{"id":"a","title":"A brief","year":2024,"doi":"10.1000/xyz","producedBy":["River Trust",{"name":"B. Maker","orcid":"0000-0002-1825-0097"}]}"#,
    "\n",
    r#"{"title":"A webinar","supportedBy":[{"name":"Water Fund","award":"W-1"}],"keywords":["rivers",{"label":"Law (L)"}],"language":"en"}"#,
    "\n",
);

/// A web page and a JSON document, each with its name.
const DOCUMENTS: [(&str, &str); 3] = [
    ("library.html", include_str!("../../tests/fixtures/html/library.html")),
    ("table.html", include_str!("../../tests/fixtures/html/table.html")),
    ("airtable.json", include_str!("../../tests/fixtures/json/airtable.json")),
];

const BOOKS: [&[u8]; 3] = [
    include_bytes!("../../tests/fixtures/sheets/shelf.xlsx"),
    include_bytes!("../../tests/fixtures/sheets/shelf.ods"),
    include_bytes!("../../tests/fixtures/sheets/old.xls"),
];

/// A cell of a table as a file has it.
fn cell() -> impl Strategy<Value = String> {
    let words = select(vec![
        "Title", "Author", "Year", "Keywords", "Funder", "Award", "URL", "ID", "Notes", "2020", "44197", "", "", "\"a, b\"", "\"", "a;b",
        "N/A",
    ]);
    prop_oneof![4 => words.prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

/// What is done to a file: bytes are put in place of others.
#[derive(Debug, Clone)]
struct Change {
    start: Index,
    length: usize,
    bytes: Vec<u8>,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let words = select(vec![
        "\n",
        "\r",
        "\n\n",
        "\t",
        "\u{feff}",
        "\u{200b}",
        "\u{202e}",
        "\u{a0}",
        "é",
        "🙂",
        "\0",
        "\"",
        "“",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\\u0000",
        "\\ud800",
        "Produced By:",
        "Supported By:",
        "Description:",
        "Keywords:",
        "Year:",
        "(2024)",
        "; ",
        "null",
        "1e999",
        "-0",
        "<",
        ">",
        "</",
        "<table><tr><td>",
        "<h3>",
        "<a href=\"",
        "<!--",
        "&amp;",
        "<script type=\"application/ld+json\">{",
        "{\"title\":\"x\"}\n",
    ]);
    let bytes = prop_oneof![
        8 => words.prop_map(|word: &str| word.as_bytes().to_vec()),
        2 => "\\PC{0,12}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..6),
        1 => Just(Vec::new()),
    ];
    prop::collection::vec((any::<Index>(), 0_usize..40, bytes).prop_map(|(start, length, bytes)| Change { start, length, bytes }), 0..8)
}

fn changed(text: &str, changes: Vec<Change>) -> Vec<u8> {
    changes.into_iter().fold(text.as_bytes().to_vec(), |mut file, Change { start, length, bytes }| {
        let start = start.index(file.len() + 1);
        file.splice(start..(start + length).min(file.len()), bytes);
        file
    })
}

/// No format in particular, and each one.
fn formats() -> Vec<Option<&'static Format>> {
    std::iter::once(None).chain(FORMATS.iter().copied().map(Some)).collect()
}

/// What a file is read as: its records, those that were not taken, and whether it could be read to its end.
fn read(file: &[u8], name: &str, format: Option<&'static Format>) -> (usize, usize, bool) {
    let (mut taken, mut rejected) = (0, 0);
    let Ok(Opened { items, .. }) = open(Box::new(Cursor::new(file.to_vec())), name, format, &Hints::default()) else {
        return (0, 0, false);
    };
    let is_packed = file.starts_with(&[0x1f, 0x8b]);
    let lines = if is_packed { u64::MAX } else { 1 + file.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64 };
    for item in items {
        match item {
            Ok(Item::Record(record)) => {
                taken += 1;
                assert!((1..=lines).contains(&record.line) && !record.title.value.is_empty(), "{record:?}");
            }
            Ok(Item::Issue(issue)) => {
                assert!(issue.at.line.is_none_or(|line| (1..=lines).contains(&line)) && !issue.message.is_empty(), "{issue:?}");
                if issue.severity == IssueSeverity::Error {
                    rejected += 1;
                    assert!(issue.at.line.is_some(), "{issue:?}");
                }
            }
            Ok(Item::Collection(_) | Item::Account(_)) => {}
            Err(ReadError::NotText { line, .. }) => {
                assert!((1..=lines).contains(&line));
                return (taken, rejected, false);
            }
            Err(_) => return (taken, rejected, false),
        }
    }
    (taken, rejected, true)
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_an_end(file in prop::collection::vec(any::<u8>(), 0..300), format in select(formats())) {
        read(&file, "-", format);
    }

    #[test]
    fn a_page_that_was_changed_anywhere_is_read_to_an_end(changes in changes(), cut in any::<Index>()) {
        let file = changed(PAGE, changes);
        read(&file, "page.txt", Format::named("page"));
        read(&file[..cut.index(file.len() + 1)], "page.txt", None);
    }

    #[test]
    fn each_line_of_a_changed_file_is_taken_or_rejected(changes in changes()) {
        let file = changed(LINES, changes);
        let (taken, rejected, whole) = read(&file, "records.jsonl", Format::named("jsonl"));
        if let Some(text) = String::from_utf8(file).ok().filter(|_| whole) {
            // Files that were joined have byte order marks in their middle.
            let is_said = |line: &&str| !line.trim_start_matches('\u{feff}').trim().is_empty();
            let lines = text.split(['\n', '\r']).filter(is_said).count();
            prop_assert_eq!(taken + rejected, lines);
        }
    }

    #[test]
    fn a_document_that_was_changed_anywhere_is_read_to_an_end((name, text) in select(DOCUMENTS.to_vec()), changes in changes(), cut in any::<Index>()) {
        let file = changed(text, changes);
        read(&file, name, None);
        read(&file[..cut.index(file.len() + 1)], name, None);
    }

    #[test]
    fn any_table_is_read_to_an_end(rows in prop::collection::vec(prop::collection::vec(cell(), 0..8), 0..24), sign in select(vec![",", ";", "\t", "|"])) {
        let text: String = rows.iter().map(|row| row.join(sign) + "\r\n").collect();
        let (taken, rejected, _) = read(text.as_bytes(), "table.csv", None);
        prop_assert!(taken + rejected <= rows.len());
    }

    #[test]
    fn packed_files_may_be_damaged(changes in changes()) {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(LINES.as_bytes()).unwrap();
        let mut packed = gzip.finish().unwrap();
        for Change { start, bytes, .. } in changes {
            let start = start.index(packed.len());
            packed.splice(start..=start, bytes);
        }
        read(&packed, "records.jsonl.gz", None);
    }
}

proptest! {
    // Workbooks take their time.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 4))]

    #[test]
    fn a_workbook_that_was_changed_anywhere_is_read_to_an_end(changes in changes(), cut in any::<Index>(), which in 0..BOOKS.len()) {
        let mut file = BOOKS[which].to_vec();
        for Change { start, length, bytes } in changes {
            let start = start.index(file.len() + 1);
            file.splice(start..(start + length).min(file.len()), bytes);
        }
        read(&file, "book", None);
        read(&file[..cut.index(file.len() + 1)], "book", None);
    }
}

#[test]
fn a_line_that_is_too_long_is_reported_in_both_formats() {
    let long = "x".repeat(LONGEST_LINE + 10);
    let (taken, rejected, whole) = read(format!("{{\"title\":\"{long}\"}}\n{{\"title\":\"B\"}}\n").as_bytes(), "-", Format::named("jsonl"));
    assert_eq!((taken, rejected, whole), (1, 1, true));
    assert!(read(format!("Title\n\nDescription: {long}\n\nProduced By: A\n").as_bytes(), "-", Format::named("page")).2);
}
