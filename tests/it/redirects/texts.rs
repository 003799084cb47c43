//! Search finds the survivor, and the resources of both.

use colophon::catalog::{Catalog, TextVerdict};
use colophon::store::Store;
use colophon::text::Place;
use serde_json::json;

use super::{filled, id, merge, redirect, titles};
use crate::harness::{Database, World};

#[tokio::test]
async fn search_finds_the_survivor_once() {
    const FOUND: &str = "query($s: String!) {
        organizations(search: $s) { totalCount nodes { slug } } keywords(search: $s) { totalCount nodes { slug } }
        suggest(text: $s) { text kind } resources(search: $s) { nodes { title } }
    }";
    for database in Database::all().await {
        let world = filled(database).await;
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&world.database.url).await.unwrap();
        let texts = Catalog::open(store, Place::Folder(folder.path().to_owned())).await.unwrap();
        let right = async || {
            texts.refresh().await.unwrap();
            texts.refresh_texts().await.unwrap();
            let verdict = texts.verify_texts().await.unwrap();
            assert!(matches!(&verdict, TextVerdict::Compared { differences, .. } if differences.is_empty()), "{verdict:?}");
        };
        right().await;
        let (trust, other) = (id(&world, "organization", "river-trust").await, id(&world, "organization", "the-trust-for-rivers").await);
        let (streams, brooks) = (id(&world, "keyword", "streams").await, id(&world, "keyword", "brooks").await);
        assert!(redirect(&world, &other, Some(&trust)).await.unwrap());
        assert!(redirect(&world, &brooks, Some(&streams)).await.unwrap());
        // The graph is ahead of the texts: their documents lead to the survivors already.
        world.catalog.refresh().await.unwrap();
        for is_late in [true, false] {
            let answer = world.query_with(FOUND, json!({ "s": "TFR" })).await;
            assert_eq!(answer.at("/organizations"), &json!({ "totalCount": 1, "nodes": [{ "slug": "river-trust" }] }), "{answer:?}");
            assert_eq!(answer.at("/suggest"), &json!([{ "text": "River Trust", "kind": "ORGANIZATION" }]));
            let answer = world.query_with(FOUND, json!({ "s": "brooks" })).await;
            assert_eq!(answer.at("/keywords"), &json!({ "totalCount": 1, "nodes": [{ "slug": "streams" }] }));
            assert_eq!(answer.at("/suggest"), &json!([{ "text": "streams", "kind": "KEYWORD" }]));
            if !is_late {
                for name in ["\"River Trust\"", "TFR"] {
                    let answer = world.query_with(FOUND, json!({ "s": name })).await;
                    assert_eq!(titles(&answer, "/resources/nodes").len(), 3, "{name}: {answer:?}");
                }
                let answer = world.query_with(FOUND, json!({ "s": "streams" })).await;
                assert_eq!(titles(&answer, "/resources/nodes").len(), 3, "{answer:?}");
            }
            world.catalog.refresh_texts().await.unwrap();
        }
        right().await;
        merge(&world, &other, None).await;
        merge(&world, &brooks, None).await;
        let answer = world.query_with(FOUND, json!({ "s": "\"River Trust\"" })).await;
        assert_eq!(titles(&answer, "/resources/nodes").len(), 2);
        let answer = world.query_with(FOUND, json!({ "s": "TFR" })).await;
        assert_eq!(answer.at("/organizations/nodes"), &json!([{ "slug": "the-trust-for-rivers" }]));
        right().await;
    }
}

/// The survivor is called as before: it is the resources of the other that are found by more names.
#[tokio::test]
async fn resources_are_found_by_names_that_only_the_survivor_had() {
    let records = r#"{"id":"1","title":"Rivers","producedBy":[{"name":"Water Board (WB)","ror":"02nr0ka47"}]}
{"id":"2","title":"Lakes","producedBy":[{"name":"Water Board","ror":"05dxps055"}]}
"#;
    for database in Database::all().await {
        let world = World::new(database).await;
        world.import("boards.jsonl", records).await;
        let found = async || {
            let answer =
                world.query("{ resources(search: \"WB\") { nodes { title } } organizations(search: \"water\") { totalCount } }").await;
            (titles(&answer, "/resources/nodes").len(), answer.at("/organizations/totalCount").as_u64().unwrap())
        };
        let board = async |ror: &str| {
            let answer = world.query(&format!("{{ organization(identifier: \"{ror}\") {{ id }} }}")).await;
            answer.at("/organization/id").as_str().unwrap().to_owned()
        };
        let (survivor, other) = (board("02nr0ka47").await, board("05dxps055").await);
        assert_eq!(found().await, (1, 2));
        merge(&world, &other, Some(&survivor)).await;
        assert_eq!(found().await, (2, 1), "on {}", world.database.name);
        merge(&world, &other, None).await;
        assert_eq!(found().await, (1, 2));
    }
}
