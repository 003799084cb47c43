//! Files of odd values, one after the other into one catalogue: each record is counted once, importing comes to rest, and the graph stays what the database says.

use std::io::Cursor;

use colophon::format::{self, Format, Hints};
use colophon::import::report::ReportedIssue;
use colophon::model::{IssueCode, Item};
use entity::vocabulary::IssueSeverity;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use tokio::runtime::Runtime;

use crate::harness::{Database, World};

/// A field of a record, right or not.
fn field() -> impl Strategy<Value = String> {
    let name = select(vec![
        "id", "title", "title", "description", "year", "format", "url", "doi", "language", "producedBy", "supportedBy", "keywords",
        "colour",
    ]);
    let value = select(vec![
        "\"A brief\"",
        "\"a  BRIEF\"",
        "\"\"",
        "\" \"",
        "\"🙂\"",
        "\"\\u0000\"",
        "\"\\u202e(2020)\"",
        "null",
        "7",
        "-1",
        "1e300",
        "true",
        "[]",
        "{}",
        "[null]",
        "2021",
        "\"2021-05-03\"",
        "\"https://example.org/a?b#c\"",
        "\"10.1000/182\"",
        "\"doi:10.1000/182\"",
        "\"en\"",
        "[\"River Trust (RT)\",\"RIVER TRUST\",\"RT\"]",
        "[{\"name\":\"River Trust\",\"ror\":\"https://ror.org/042nb2s44\"}]",
        "[{\"name\":\"Ana Díaz\",\"orcid\":\"0000-0002-1694-233X\"}]",
        "[{\"name\":\"River Trust\",\"kind\":\"person\"}]",
        "[{\"label\":\"Law (L)\",\"uri\":\"https://example.org/terms#law\"}]",
        "[\"law\",\"LAW\",\"Law (L)\"]",
        "[{\"name\":\"River Trust\",\"award\":{\"number\":\"\",\"title\":\"x\"}}]",
        "[[[]]]",
        "\"ﬁ ß İ\"",
    ]);
    (name, value).prop_map(|(name, value)| format!("\"{name}\":{value}"))
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        9 => prop::collection::vec(field(), 0..8).prop_map(|fields| format!("{{{}}}", fields.join(","))),
        1 => "\\PC{0,20}",
    ]
}

/// How many records a file has, and how many lines are none.
fn read(file: &str) -> (usize, usize) {
    let items =
        format::open(Box::new(Cursor::new(file.to_owned().into_bytes())), "-", Format::named("jsonl"), &Hints::default()).unwrap().items;
    let items: Vec<Item> = items.map(Result::unwrap).collect();
    let records = items.iter().filter(|item| matches!(item, Item::Record(_))).count();
    let errors = items.iter().filter(|item| matches!(item, Item::Issue(issue) if issue.severity == IssueSeverity::Error)).count();
    (records, errors)
}

/// Whether an issue says that a record was not taken.
fn is_rejection(told: &ReportedIssue) -> bool {
    told.issue.severity == IssueSeverity::Error || told.issue.code == IssueCode::DuplicateRecord
}

#[test]
fn records_taken_and_rejected_are_all_that_there_are() {
    let runtime = Runtime::new().unwrap();
    let world = runtime.block_on(World::new(Database::sqlite()));
    // An import takes as long as many other cases do.
    let usual = ProptestConfig::default();
    let config = ProptestConfig { cases: usual.cases.div_ceil(8), failure_persistence: None, ..usual };
    let files = prop::collection::vec(line(), 1..12);
    let outcome = TestRunner::new(config).run(&files, |lines| {
        // A file that begins with `[` or a lone `{` is refused as a whole.
        let file = format!("{{\"title\":\"First\"}}\n{}\n", lines.join("\n"));
        let (records, errors) = read(&file);
        let report = runtime.block_on(world.import("records.jsonl", &file));
        let taken = report.created + report.updated + report.unchanged;
        prop_assert_eq!((taken + report.rejected) as usize, records + errors, "{:#?}\n{}", report, file);
        let rejected: Vec<&ReportedIssue> = report.issues.iter().filter(|told| is_rejection(told)).collect();
        prop_assert_eq!(report.rejected as usize, rejected.len(), "{:#?}\n{}", report, file);
        prop_assert!(
            rejected
                .iter()
                .all(|told| told.issue.at.line.is_some() && (told.issue.field.is_some() || told.issue.code == IssueCode::BadLine)),
            "{:#?}",
            rejected
        );
        // A DOI or a key that moves from one record to another is seen at the import after; then nothing moves any more.
        let comes_to_rest = (0..4).any(|_| {
            let again = runtime.block_on(world.import("records.jsonl", &file));
            (again.created, again.updated) == (0, 0)
        });
        prop_assert!(comes_to_rest, "{}", file);
        Ok(())
    });
    assert!(outcome.is_ok(), "{}", outcome.unwrap_err());
    let verdict = runtime.block_on(world.catalog.verify()).unwrap();
    assert!(verdict.differences.is_empty(), "{:#?}", verdict.differences);
}
