//! The schema is what `schema.graphql` says, and every node type can be found again.

use colophon::graphql;
use colophon::limits::Limits;
use serde_json::json;

use crate::harness::World;

#[test]
fn the_file_is_the_schema() {
    let sdl = graphql::sdl(&graphql::schema(&Limits::default()));
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schema.graphql")).unwrap();
    assert!(file.trim_end() == sdl.trim_end(), "write it anew: cargo run -- schema > schema.graphql");
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
