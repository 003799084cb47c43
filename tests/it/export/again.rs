//! An export that is imported again changes nothing.

use colophon::import::report::Report;
use entity::vocabulary::{AgentKind, NodeKind};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::{get, import_bytes, rich};
use crate::harness::{Database, World};

const FORMATS: [&str; 3] = ["jsonl", "csv", "xlsx"];

/// Exports all resources and imports the file, into a source that has them and into another one.
async fn there_and_back(world: &World, source: &str) {
    let total = world.catalog.graph().counts().resources as u64;
    for format in FORMATS {
        let file = get(world, &format!("/export/resources.{format}")).await;
        for source in [source, "another"] {
            let version = world.catalog.graph().version();
            let report = import_bytes(world, &format!("resources.{format}"), &file.body, source).await;
            assert_eq!(counts(&report), (0, 0, total, 0), "{format} into {source}: {:#?}", report.issues);
            let reading = world.store.read().await.unwrap();
            let changes = reading.changes_after(version, 100).await.unwrap();
            assert!(changes.iter().all(|change| change.kind == NodeKind::ImportRun), "{format} logged changes: {changes:?}");
            reading.end().await.unwrap();
        }
    }
}

fn counts(report: &Report) -> (u64, u64, u64, u64) {
    (report.created as u64, report.updated as u64, report.unchanged as u64, report.rejected as u64)
}

#[tokio::test]
async fn pages_sheets_and_objects_come_back_unchanged() {
    for world in World::all().await {
        rich(&world).await;
        let sheet = "Title,Authors,Funders,Year,Keywords,Shelf\nSheet one,\"Doe, J.; Smith, A.\",Water Fund (A 12),2018,\"law; rivers\",7\nSheet two,,,2017,,\n";
        import_bytes(&world, "sheet.csv", sheet.as_bytes(), "sheet").await;
        for source in ["peer-support", "rich", "sheet"] {
            there_and_back(&world, source).await;
        }
    }
}

#[tokio::test]
async fn merged_names_come_back_unchanged() {
    for world in World::all().await {
        rich(&world).await;
        let lines = "{\"title\":\"Merged\",\"producedBy\":[{\"name\":\"River Trust Ltd\",\"isni\":\"0000 0001 2103 2683\"}]}\n";
        world.import("more.jsonl", lines).await;
        let graph = world.catalog.graph();
        let id = |name: &str| graph.agents_by_name(AgentKind::Organization, name).first().map(|agent| graph.agent(*agent).unwrap().id());
        let (Some(from), Some(to)) = (id("River Trust Ltd"), id("River Trust")) else { panic!("the agents are not there") };
        let mut tx = world.store.begin().await.unwrap();
        assert!(tx.redirect(NodeKind::Organization, from, Some(to)).await.unwrap());
        tx.commit(None).await.unwrap();
        world.refresh().await;
        there_and_back(&world, "more").await;
    }
}

#[tokio::test]
async fn a_change_in_a_file_is_taken_and_the_rest_stays() {
    let world = World::new(Database::sqlite()).await;
    rich(&world).await;
    let file = get(&world, "/export/resources.csv?columns=colophon_id,colophon_version,title,year").await;
    let changed = file.text().replace("\"River law, revised\",2020", "\"River law, revised\",2021");
    assert_ne!(changed, file.text());
    let report = import_bytes(&world, "edited.csv", changed.as_bytes(), "rich").await;
    let total = world.catalog.graph().counts().resources as u64;
    assert_eq!(counts(&report), (0, 1, total - 1, 0), "{:#?}", report.issues);
    let query = "{ resource(identifier: \"10.1000/182\") { year description keywords { totalCount } funders { edges { awards { number } } } license { url } } }";
    let answer = world.query(query).await;
    let resource = answer.at("/resource");
    assert_eq!(resource["year"], 2021);
    assert_eq!((&resource["keywords"]["totalCount"], &resource["description"]), (&json!(3), &json!("=cmd()\n\nSecond paragraph.")));
    assert_eq!(resource["funders"]["edges"][0]["awards"].as_array().unwrap().len(), 2);
    there_and_back(&world, "rich").await;
}

#[tokio::test]
async fn another_catalogue_makes_the_same_of_it() {
    let (one, other) = (World::new(Database::sqlite()).await, World::new(Database::sqlite()).await);
    rich(&one).await;
    let file = get(&one, "/export/resources.jsonl").await;
    let report = import_bytes(&other, "resources.jsonl", &file.body, "one").await;
    assert_eq!(counts(&report), (one.catalog.graph().counts().resources as u64, 0, 0, 0), "{:#?}", report.issues);
    let bare = |text: &str| -> Vec<Value> {
        let mut objects: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for object in &mut objects {
            // Ids and the collection are those of each catalogue.
            for field in ["colophonId", "colophonVersion", "collections"] {
                object.as_object_mut().unwrap().remove(field);
            }
        }
        objects.sort_by_key(|object| object["title"].to_string());
        objects
    };
    let again = get(&other, "/export/resources.jsonl").await;
    assert_eq!(bare(again.text()), bare(file.text()));
}

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+@'\"-]{0,2}[;:,|\\\\a-z \"'\t\n&<>é🙂\u{202e}]{1,12}",
        "\\PC{1,12}",
        Just("&amp;lt;script&amp;gt;".to_owned()),
        Just("_x0041_ _x0000_".to_owned()),
        Just("a; \"b; c\"; d".to_owned()),
        Just("''=1+1".to_owned()),
        Just("1e5".to_owned()),
        Just("TRUE".to_owned()),
        Just("N/A".to_owned()),
        Just(" (ABC)".to_owned()),
    ]
}

fn record() -> impl Strategy<Value = Value> {
    let names = || prop::collection::vec(hostile(), 0..3);
    let optional = || prop::option::of(hostile());
    ((hostile(), optional(), optional(), prop::option::of(0..3_000_i32)), (names(), names(), names()), (optional(), optional(), hostile(), hostile())).prop_map(
        |((title, id, description, year), (makers, funders, keywords), (license, format, label, value))| {
            let funders: Vec<Value> = funders.into_iter().map(|name| json!({"name": name, "awards": [value]})).collect();
            json!({
                "title": format!("{title} t"), "id": id, "description": description, "year": year, "producedBy": makers, "supportedBy": funders,
                "keywords": keywords, "license": license, "format": format, "notes": [{"label": label, "value": value}],
            })
        },
    )
}

#[test]
fn hostile_records_come_back_unchanged() {
    let runtime = Runtime::new().unwrap();
    let mut runner = TestRunner::new(ProptestConfig { cases: proptest_cases(), ..ProptestConfig::default() });
    let files = prop::collection::vec(record(), 1..12);
    runner
        .run(&files, |records| {
            runtime.block_on(async {
                let world = World::new(Database::sqlite()).await;
                let lines = records.iter().map(|record| format!("{record}\n")).collect::<Vec<_>>().concat();
                world.import("hostile.jsonl", &lines).await;
                there_and_back(&world, "hostile").await;
            });
            Ok(())
        })
        .unwrap();
}

/// Each case makes a database: fewer than usual, and more where a campaign asks for it.
fn proptest_cases() -> u32 {
    (ProptestConfig::default().cases / 16).max(16)
}
