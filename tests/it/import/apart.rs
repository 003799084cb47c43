//! Records of one title or at one address: what says the same again is a repetition, what says something else is another record.

use std::path::Path;

use colophon::import::Report;
use colophon::model::IssueCode;
use serde_json::Value;

use crate::harness::World;

fn repetitions(report: &Report) -> usize {
    report.issues.iter().filter(|told| told.issue.code == IssueCode::DuplicateRecord).count()
}

/// A line of JSON Lines.
fn line(title: &str, rest: &str) -> String {
    format!("{{\"title\":\"{title}\"{rest}}}\n")
}

#[tokio::test]
async fn files_of_the_kind_have_as_many_records_as_a_librarian_counts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases");
    let names = [
        "4-01-highlighted-again.txt",
        "4-02-jsonl-identical.jsonl",
        "4-03-jsonl-same-title-other-body.jsonl",
        "4-07-jsonl-same-doi.jsonl",
        "4-09-jsonl-andere-volgorde.jsonl",
        "4-10-webinar-and-report.txt",
    ];
    for world in World::all().await {
        for name in names {
            let (file, text) = (folder.join(name), std::fs::read_to_string(folder.join(name)).unwrap());
            let answer: Value = serde_json::from_str(&std::fs::read_to_string(file.with_extension("expected.json")).unwrap()).unwrap();
            let wanted = answer["records"].as_array().unwrap().len() as i64;
            let first = world.import(name, &text).await;
            assert_eq!(first.created, wanted, "{name}: {first:#?}");
            assert_eq!(first.rejected as usize, repetitions(&first), "{name}");
            let again = world.import(name, &text).await;
            assert_eq!((again.created, again.updated, again.unchanged, again.rejected), (0, 0, wanted, first.rejected), "{name}");
        }
        assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn each_repetition_is_reported_with_a_year_and_without() {
    let dated = line("Peers and Housing", r#","year":2020,"supportedBy":["Example Fund"]"#);
    let bare = line("No Year", r#","supportedBy":["Example Fund"]"#);
    for world in World::all().await {
        let report = world.import("a.jsonl", &format!("{dated}{dated}{dated}{bare}{bare}")).await;
        assert_eq!((report.created, repetitions(&report)), (2, 3), "{report:#?}");
        // Repetitions in later batches are found too.
        let many: String = (0..1_500).map(|number| line(&format!("Title {number}"), "")).collect();
        let report = world.import("b.jsonl", &format!("{dated}{many}{dated}{bare}{many}")).await;
        assert_eq!((report.created, repetitions(&report)), (1_502, 1_501));
    }
}

#[tokio::test]
async fn what_differs_makes_another_record() {
    let at = |url: &str| format!(r#","url":"{url}""#);
    let different = [
        line("Annual Review", r#","year":2020,"producedBy":["Example League"]"#),
        line("Annual Review", r#","year":2020,"producedBy":["Example Office"]"#),
        line("Annual Review", r#","year":2021,"producedBy":["Example League"]"#),
        line("Annual Review", r#","year":2020,"producedBy":["Example League"],"language":"es""#),
        line("Annual Review", r#","year":2020,"producedBy":["Example League"],"format":"Webinar""#),
        line("Annual Review", r#","year":2020,"producedBy":["Example League"],"doi":"10.5555/a""#),
        line("Part 1", &at("https://example.org/course")),
        line("Part 2", &at("https://example.org/course")),
        line("Part 3", &at("https://example.org/course#three")),
    ];
    let count = different.len() as i64;
    for world in World::all().await {
        let report = world.import("a.jsonl", &different.concat()).await;
        assert_eq!((report.created, report.rejected), (count, 0), "{report:#?}");
        // In another order they are the same.
        let mut turned = different.clone();
        turned.reverse();
        let report = world.import("a.jsonl", &turned.concat()).await;
        assert_eq!((report.created, report.updated, report.unchanged, report.rejected), (0, 0, count, 0), "{report:#?}");
        // A new one above them takes nothing from them.
        let newest = line("Annual Review", r#","year":2022,"producedBy":["Example League"]"#);
        let report = world.import("a.jsonl", &format!("{newest}{}", different.concat())).await;
        assert_eq!((report.created, report.updated, report.unchanged), (1, 0, count), "{report:#?}");
    }
}

#[tokio::test]
async fn a_record_that_was_corrected_is_the_same_record() {
    for world in World::all().await {
        world.import("a.jsonl", &line("A Brief", r#","year":2020"#)).await;
        let report = world.import("a.jsonl", &line("A Brief", r#","year":2021,"producedBy":["Example League"]"#)).await;
        assert_eq!((report.created, report.updated), (0, 1), "{report:#?}");
        world.import("b.jsonl", &line("A Brief", r#","url":"https://example.org/b""#)).await;
        let report = world.import("b.jsonl", &line("A Longer Brief", r#","url":"https://example.org/b""#)).await;
        assert_eq!((report.created, report.updated), (0, 1), "{report:#?}");
    }
}

#[tokio::test]
async fn one_of_several_dois_is_enough() {
    for world in World::all().await {
        let both = r#"{"id":"1","title":"Two","doi":["10.5555/a","10.5555/b"]}"#;
        let second = r#"{"id":"2","title":"Second","doi":"10.5555/b"}"#;
        let report = world.import("a.jsonl", &format!("{both}\n{second}\n")).await;
        assert_eq!((report.created, repetitions(&report)), (1, 1), "{report:#?}");
        let report = world.import("b.jsonl", second).await;
        assert_eq!((report.created, report.rejected), (0, 0), "{report:#?}");
    }
}
