//! Mappings of columns that are kept with a source from one import to the next.

use colophon::format::{Hints, MapFlag};
use colophon::import::{Options, Report};
use serde_json::json;
use tempfile::TempDir;

use crate::command::run;
use crate::harness::World;

const TABLE: &str = "Item,Grant maker,Marks\nTides,Example Water Fund,a/b\n";

/// The report of an import of this table, named `shelf.csv`, with these values of `--map`.
async fn import(world: &World, text: &str, map: &[&str], dry_run: bool) -> Report {
    let (mut given, mut forget) = (Vec::new(), Vec::new());
    for text in map {
        match text.parse().unwrap() {
            MapFlag::Given(mapping) => given.push(mapping),
            MapFlag::Forgotten(header) => forget.push(header),
        }
    }
    let hints = Hints { map: given, ..Hints::default() };
    world.import_with("shelf.csv", text, &Options { hints, forget, dry_run, ..Options::default() }).await
}

/// The mappings of the report: text, kept, used.
fn uses(report: &Report) -> Vec<(&str, bool, bool)> {
    report.files[0].mappings.iter().map(|used| (used.mapping.as_str(), used.is_kept, used.is_used)).collect()
}

async fn kept(world: &World) -> Vec<String> {
    world.store.mappings("shelf").await.unwrap()
}

fn told(report: &Report) -> Vec<String> {
    report.issues.iter().filter(|told| told.issue.code.as_str() == "UNUSED_HINT").map(|told| told.issue.message.clone()).collect()
}

#[tokio::test]
async fn mappings_are_kept_with_their_source() {
    for world in World::all().await {
        let name = world.database.name;
        let map = ["Item=title", "Grant maker=supportedBy", "Marks=keywords:/"];
        let report = import(&world, TABLE, &map, true).await;
        assert_eq!(report.created, 1, "{name}");
        assert!(kept(&world).await.is_empty(), "{name}: a dry run keeps nothing");
        import(&world, TABLE, &[&map[..], &["Shelf=notes"]].concat(), false).await;
        assert_eq!(kept(&world).await, map, "{name}: what is not in the file is not kept");

        let report = import(&world, &TABLE.replace("Tides", "Eels"), &[], false).await;
        assert_eq!((report.created, uses(&report)), (1, map.map(|text| (text, true, true)).to_vec()), "{name}");
        let answer = world.query("{ resources { nodes { title funders { nodes { name } } keywords { nodes { label } } } } }").await;
        let nodes = answer.at("/resources/nodes");
        for (at, title) in ["Eels", "Tides"].into_iter().enumerate() {
            let expected = json!({ "title": title, "funders": { "nodes": [{ "name": "Example Water Fund" }] },
                "keywords": { "nodes": [{ "label": "a" }, { "label": "b" }] } });
            assert_eq!(nodes[at], expected, "{name}: {nodes}");
        }

        // A new one replaces that of its header.
        let report = import(&world, TABLE, &["MARKS=notes"], false).await;
        let expected = [("MARKS=notes", false, true), (map[0], true, true), (map[1], true, true)];
        assert_eq!(uses(&report), expected, "{name}");
        assert_eq!(kept(&world).await, [map[0], map[1], "MARKS=notes"], "{name}");

        // A file of another kind.
        let report = import(&world, "Title,Marks\nHerons,a\n", &[], false).await;
        assert!(uses(&report).iter().all(|(_, is_kept, is_used)| *is_kept && !is_used), "{name}");
        assert!(told(&report)[0].contains("no column “Item”, “Grant maker”"), "{name}: {:?}", told(&report));
        assert_eq!(kept(&world).await.len(), 3, "{name}");

        let report = import(&world, TABLE, &["Item=", "Grant maker=", "Year="], true).await;
        assert_eq!(report.created + report.updated + report.unchanged, 0, "{name}: nothing tells the title");
        assert_eq!(told(&report).len(), 1, "{name}: {:?}", told(&report));
        import(&world, "Title,Marks\nHerons,a\n", &["Item=", "Grant maker="], false).await;
        assert_eq!(kept(&world).await, ["MARKS=notes"], "{name}");
        let mut tx = world.store.begin().await.unwrap();
        let source = tx.find_source("shelf").await.unwrap().unwrap();
        tx.remove_source(source).await.unwrap();
        tx.commit(None).await.unwrap();
        assert!(kept(&world).await.is_empty(), "{name}");
    }
}

#[test]
fn the_program_tells_what_is_kept() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("shelf.jsonl"), "{\"title\": \"A\", \"funder\": {\"name\": \"Example Water Fund\"}}\n").unwrap();
    let (status, _, error) = run(folder.path(), &["import", "shelf.jsonl", "--map", "funder.name=supportedBy"]);
    assert_eq!(status, 0, "{error}");
    let (_, told, _) = run(folder.path(), &["import", "shelf.jsonl"]);
    assert!(told.contains("`funder.name=supportedBy` counted: an earlier import of `shelf` kept it"), "{told}");
    let (_, told, _) = run(folder.path(), &["source", "list"]);
    assert!(told.contains("funder.name=supportedBy"), "{told}");
    let (_, told, _) = run(folder.path(), &["source", "list", "--json"]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&told).unwrap()[0]["mappings"], json!(["funder.name=supportedBy"]));
    let (_, told, _) = run(folder.path(), &["import", "shelf.jsonl", "--map", "funder.name="]);
    assert!(!told.contains("counted"), "{told}");
    let (_, told, _) = run(folder.path(), &["source", "list", "--json"]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&told).unwrap()[0]["mappings"], json!([]));
}

#[test]
fn a_dry_run_shows_each_column() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("shelf.csv"), "Title,Author,Keywords,Shelf,URL\nTides,\"Rhea Hollis; Jan Smit\",a|b,North,\n")
        .unwrap();
    let (_, told, _) = run(folder.path(), &["import", "shelf.csv", "--dry-run"]);
    let columns: Vec<&str> = told.lines().skip(1).take(5).map(str::trim).collect();
    let expected = [
        "Title     title  once  [Tides]",
        "Author    author  parted by ;  once  [Rhea Hollis; Jan Smit]",
        "Keywords  keywords  parted by |  once  [a|b]",
        "Shelf     kept as a note  once  [North]",
        "URL       url  empty",
    ];
    assert_eq!(columns, expected, "{told}");
    let (_, told, _) = run(folder.path(), &["import", "shelf.csv", "--dry-run", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&told).unwrap();
    let column = json!({ "label": "Author", "field": "author", "count": 1, "sign": ";", "example": "Rhea Hollis; Jan Smit" });
    assert_eq!(report["files"][0]["labels"][1], column);
}
