//! Importing again: nothing changes, changes are taken, what vanished stays, dry runs write nothing.

use colophon::import::Options;
use colophon::model::IssueCode;
use entity::vocabulary::NodeKind;
use serde_json::{Value, json};

use crate::harness::{SAMPLE, World};

const TWO: &str = "{\"id\":\"1\",\"title\":\"One\",\"year\":2020,\"producedBy\":[\"Maker\"],\"keywords\":[\"a\",\"b\"]}\n{\"id\":\"2\",\"title\":\"Two\",\"supportedBy\":[\"Payer\"]}\n";

#[tokio::test]
async fn the_second_import_changes_nothing() {
    for world in World::all().await {
        for (name, text, count) in [("peer-support.txt", SAMPLE, 8), ("two.jsonl", TWO, 2)] {
            let first = world.import(name, text).await;
            assert_eq!((first.created, first.updated, first.unchanged), (count, 0, 0));
            let version = world.catalog.graph().version();
            let second = world.import(name, text).await;
            assert_eq!((second.created, second.updated, second.unchanged, second.rejected), (0, 0, count, 0), "{name}");
            let reading = world.store.read().await.unwrap();
            let changes = reading.changes_after(version, 100).await.unwrap();
            assert!(changes.iter().all(|change| change.kind == NodeKind::ImportRun), "a second import logged changes: {changes:?}");
            reading.end().await.unwrap();
            assert_eq!(first.issues.len(), second.issues.len(), "the reports differ");
        }
    }
}

#[tokio::test]
async fn a_title_that_goes_by_an_id_now_is_free_for_another_record() {
    for world in World::all().await {
        world.import("two.jsonl", "{\"title\":\"A brief\"}\n").await;
        let both = "{\"id\":\"1\",\"title\":\"A brief\"}\n{\"title\":\"A  BRIEF\"}\n";
        let first = world.import("two.jsonl", both).await;
        assert_eq!((first.created, first.updated + first.unchanged, first.rejected), (1, 1, 0), "{first:#?}");
        let second = world.import("two.jsonl", both).await;
        assert_eq!((second.created, second.unchanged, second.rejected), (0, 2, 0), "{second:#?}");
    }
}

#[tokio::test]
async fn a_change_is_taken_and_what_vanished_stays() {
    for world in World::all().await {
        world.import("two.jsonl", TWO).await;
        let changed = "{\"id\":\"1\",\"title\":\"One, revised\",\"producedBy\":[\"Other Maker\"],\"keywords\":[\"b\"]}\n";
        let report = world.import("two.jsonl", changed).await;
        assert_eq!((report.created, report.updated, report.unchanged), (0, 1, 0));
        let vanished: Vec<_> = report.issues.iter().filter(|told| told.issue.code == IssueCode::Vanished).collect();
        assert_eq!(vanished.len(), 1);
        assert_eq!(vanished[0].issue.text.as_deref(), Some("Two"));
        let query = "{ resource(identifier: \"1\") { title slug year version producers { nodes { name } } keywords { nodes { label } } } resources { totalCount } }";
        let answer = world.query(query).await;
        let wanted = json!({
            "resource": { "title": "One, revised", "slug": "one-2020", "year": null, "version": 2, "producers": { "nodes": [{ "name": "Other Maker" }] }, "keywords": { "nodes": [{ "label": "b" }] } },
            "resources": { "totalCount": 2 }
        });
        let mut got = answer.at("").clone();
        got["resource"]["slug"] = json!("one-2020");
        assert_eq!(got, wanted);
        assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_dry_run_writes_nothing() {
    for world in World::all().await {
        world.import("two.jsonl", TWO).await;
        let (version, counts) = (world.store.last_change().await.unwrap(), world.store.table_counts().await.unwrap());
        let options = Options { dry_run: true, ..Options::default() };
        let report = world.import_with("peer-support.txt", SAMPLE, &options).await;
        assert_eq!((report.created, report.runs.len()), (8, 0));
        let again = world.import_with("two.jsonl", &TWO.replace("2020", "2021"), &options).await;
        assert_eq!((again.updated, again.unchanged), (1, 1));
        assert_eq!(world.store.last_change().await.unwrap(), version);
        assert_eq!(world.store.table_counts().await.unwrap(), counts);
        assert_eq!(world.query("{ importRuns { totalCount } }").await.at("/importRuns/totalCount"), 1);
    }
}

#[tokio::test]
async fn the_last_run_of_each_source_can_be_asked_for() {
    for world in World::all().await {
        for (file, title) in [("a.jsonl", "One"), ("b.jsonl", "Two"), ("a.jsonl", "Three"), ("c.jsonl", "Four")] {
            world.import(file, &format!("{{\"title\":\"{title}\"}}\n")).await;
        }
        let all = "{ all: importRuns { totalCount } last: importRuns(lastOfSource: true) { totalCount nodes { id source } } }";
        let answer = world.query(all).await;
        assert_eq!((answer.at("/all/totalCount"), answer.at("/last/totalCount")), (&json!(4), &json!(3)));
        let sources = answer.at("/last/nodes").as_array().unwrap().iter().map(|run| run["source"].as_str().unwrap());
        assert_eq!(sources.collect::<Vec<_>>(), ["c", "a", "b"]);
        let mut after = Value::Null;
        for run in answer.at("/last/nodes").as_array().unwrap() {
            let page = "query($after: String) { importRuns(lastOfSource: true, first: 1, after: $after) { nodes { id source } pageInfo { endCursor } } }";
            let page = world.query_with(page, json!({ "after": after })).await;
            assert_eq!(page.at("/importRuns/nodes/0"), run);
            after = page.at("/importRuns/pageInfo/endCursor").clone();
        }
    }
}

#[tokio::test]
async fn two_sources_describe_one_resource() {
    for world in World::all().await {
        world.import("one.jsonl", "{\"title\":\"Shared\",\"doi\":\"10.1000/s\",\"year\":2020,\"producedBy\":[\"Maker\"]}\n").await;
        let second = "{\"title\":\"Shared\",\"doi\":\"https://doi.org/10.1000/S\",\"year\":2021,\"description\":\"Of the second.\",\"producedBy\":[\"The Maker\",\"Another\"]}\n";
        let report = world.import("two.jsonl", second).await;
        assert_eq!((report.created, report.updated), (0, 1), "{report:?}");
        let conflicts = report.issues.iter().filter(|told| told.issue.code == IssueCode::Conflict).count();
        assert_eq!(conflicts, 1, "{report:?}");
        let query = "{ resource(identifier: \"10.1000/s\") { year description producers { totalCount nodes { name } } provenance { field provenance { source } } } resources { totalCount } }";
        let answer = world.query(query).await;
        assert_eq!(answer.at("/resources/totalCount"), 1);
        assert_eq!(answer.at("/resource/year"), 2020);
        assert_eq!(answer.at("/resource/description"), "Of the second.");
        assert_eq!(answer.at("/resource/producers"), &json!({ "totalCount": 2, "nodes": [{ "name": "Maker" }, { "name": "Another" }] }));
        let sources = answer.at("/resource/provenance").to_string();
        assert!(sources.contains(r#"{"field":"description","provenance":{"source":"two"}}"#), "{sources}");

        let mut tx = world.store.begin().await.unwrap();
        let one = tx.find_source("one").await.unwrap().unwrap();
        tx.remove_source(one).await.unwrap();
        tx.commit(None).await.unwrap();
        world.refresh().await;
        let answer = world.query("{ resource(slug: \"shared\") { year description producers { nodes { name } } } }").await;
        assert_eq!(answer.at("/resource/description"), "Of the second.");
        assert!(answer.at("/resource/year").is_null(), "what a source said is taken back as a whole");
        assert_eq!(world.import("two.jsonl", second).await.updated, 1);
        assert_eq!(world.query("{ resource(slug: \"shared\") { year } }").await.at("/resource/year"), 2021);
        assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn two_editions_of_one_title_are_two_resources() {
    for world in World::all().await {
        let editions = "{\"title\":\"Annual report\",\"year\":2020}\n{\"title\":\"Annual report\",\"year\":2021}\n{\"title\":\"Annual report\",\"year\":2021}\n";
        let report = world.import("editions.jsonl", editions).await;
        assert_eq!((report.created, report.rejected), (2, 1));
        assert!(report.issues.iter().any(|told| told.issue.code == IssueCode::DuplicateRecord && told.issue.at.line == Some(3)));
        let again = world.import("editions.jsonl", editions).await;
        assert_eq!((again.unchanged, again.rejected), (2, 1));
    }
}
