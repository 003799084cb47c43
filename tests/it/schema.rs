//! The schema is what `schema.graphql` says, and every node type can be found again.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use axum::body::Body;
use axum::http::Request;
use colophon::graphql;
use colophon::limits::Limits;
use http_body_util::BodyExt;
use serde_json::json;

use crate::command::run;
use crate::harness::World;
use crate::peers;

#[test]
fn the_file_is_the_schema() {
    let sdl = graphql::sdl(&graphql::schema(&Limits::default()));
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schema.graphql")).unwrap();
    assert!(file.trim_end() == sdl.trim_end(), "write it anew: cargo run -- schema > schema.graphql");
}

/// The plain schema has nothing of federation, and all else. graphql-js, which the tools of clients are made with, finds no fault with it.
#[tokio::test]
async fn clients_have_a_plain_schema() {
    let world = World::sample().await;
    let get = async |path: &str| {
        let answer = world.send(Request::get(path).body(Body::empty()).unwrap()).await;
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(body.to_vec()).unwrap()
    };
    let plain = get("/schema.graphql?api").await;
    for word in ["_Any", "_Entity", "_Service", "_service", "_entities", "@key", "@shareable", "@link", "extend "] {
        assert!(!plain.contains(word), "{word}");
    }
    let types = |sdl: &str| -> BTreeSet<String> {
        let kinds = ["type ", "input ", "enum ", "union ", "interface ", "scalar "];
        let name = |line: &str| {
            kinds.iter().find_map(|kind| line.strip_prefix(kind)).and_then(|rest| rest.split_whitespace().next()).map(str::to_owned)
        };
        sdl.lines().filter_map(name).collect()
    };
    let file = get("/schema.graphql").await;
    assert_eq!(types(&plain), types(&file));
    let fields = |sdl: &str| sdl.lines().filter(|line| line.starts_with('\t')).count();
    // The words of `@link` and of the root types stand on two lines each.
    assert_eq!(fields(&plain), fields(&file));

    let Some(programs) = peers::programs("protocol", "node") else { return };
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("plain.graphql");
    let (status, printed, error) = run(folder.path(), &["schema", "--api"]);
    assert_eq!((status, printed.trim_end()), (0, plain.trim_end()), "{error}");
    std::fs::write(&path, printed).unwrap();
    let mut command = Command::new("node");
    let output = command.arg(programs.join("plain.mjs")).arg(&path).stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.trim() == "Query Subscription", "{said}");
    assert_eq!(run(folder.path(), &["schema", "--api", "--check", "plain.graphql"]).0, 0);
    assert_eq!(run(folder.path(), &["schema", "--check", "plain.graphql"]).0, 1);
}

/// Each node type, with a query that finds one.
const NODES: [(&str, &str); 6] = [
    ("Resource", "resources"),
    ("Organization", "organizations"),
    ("Person", "persons"),
    ("Keyword", "keywords"),
    ("Collection", "collections"),
    ("ImportRun", "importRuns"),
];

#[tokio::test]
async fn every_node_resolves_through_node_and_its_keys() {
    let world = World::sample().await;
    let types = world.query("{ __type(name: \"Node\") { possibleTypes { name } } }").await;
    assert_eq!(types.at("/__type/possibleTypes").as_array().unwrap().len(), NODES.len());
    for (name, list) in NODES {
        let answer = world.query(&format!("{{ {list}(first: 1) {{ nodes {{ id }} }} }}")).await;
        let id = answer.at(&format!("/{list}/nodes/0/id")).clone();
        let found = world.query_with("query($id: ID!) { node(id: $id) { __typename id } }", json!({ "id": id })).await;
        assert_eq!(found.at("/node"), &json!({ "__typename": name, "id": id }));
        if name == "ImportRun" {
            continue;
        }
        let query = format!("query($r: [_Any!]!) {{ _entities(representations: $r) {{ __typename ... on {name} {{ id slug }} }} }}");
        let by_id = world.query_with(&query, json!({ "r": [{ "__typename": name, "id": id }] })).await;
        let slug = by_id.at("/_entities/0/slug").clone();
        assert!(slug.is_string(), "{by_id:?}");
        let by_slug = world
            .query_with(&query, json!({ "r": [{ "__typename": name, "slug": slug }, { "__typename": name, "slug": "nothing" }, { "__typename": name, "slug": 7 }, { "__typename": name, "id": null }] }))
            .await;
        assert_eq!(by_slug.at("/_entities/0/id"), &id, "{by_slug:?}");
        assert_eq!(by_slug.at("/_entities").as_array().map(Vec::len), Some(4), "{by_slug:?}");
        assert!(by_slug.at("/_entities/1").is_null() && by_slug.at("/_entities/2").is_null() && by_slug.at("/_entities/3").is_null());
    }
}

#[tokio::test]
async fn a_hundred_entities_are_one_statement() {
    let world = World::sample().await;
    let answer = world.query("{ resources { nodes { id } } }").await;
    let ids = answer.at("/resources/nodes").as_array().unwrap().clone();
    let representations: Vec<_> = (0..100).map(|n| json!({ "__typename": "Resource", "id": ids[n % ids.len()]["id"] })).collect();
    let query = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Resource { title description doi } } }";
    let answer = world.query_with(query, json!({ "r": representations })).await;
    assert_eq!(answer.at("/_entities").as_array().unwrap().len(), 100);
    assert_eq!(answer.statements, 1);
}
