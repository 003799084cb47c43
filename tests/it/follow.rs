//! Changes of this process and of others are seen, and what was imported can be taken back.

use std::time::{Duration, Instant};

use colophon::catalog::Catalog;
use colophon::import::Options;
use colophon::store::Store;
use colophon::text::Place;
use entity::vocabulary::{NodeKind, Operation};
use serde_json::json;
use uuid::Uuid;

use crate::harness::{Database, SAMPLE, World};

#[tokio::test]
async fn an_import_by_another_process_is_seen_within_a_second() {
    for world in World::all().await {
        let other = Store::open(&world.database.url).await.unwrap();
        let catalog = Catalog::open(other, Place::Memory).await.unwrap();
        let follower = catalog.follow();
        world.import("peer-support.txt", SAMPLE).await;
        let since = Instant::now();
        while catalog.graph().counts().resources < 8 {
            assert!(since.elapsed() < Duration::from_secs(1), "not seen on {}", world.database.name);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        follower.abort();
    }
}

#[tokio::test]
async fn a_followed_graph_is_the_graph_that_is_read_anew() {
    for world in World::all().await {
        world.import("peer-support.txt", SAMPLE).await;
        world
            .import("other.jsonl", "{\"title\":\"A\",\"producedBy\":[\"Mental Health America\"],\"keywords\":[\"peers\",\"new\"]}\n")
            .await;
        let options = Options { source: Some("other".to_owned()), ..Options::default() };
        world.import_with("again.jsonl", "{\"title\":\"A\",\"year\":2020,\"producedBy\":[\"Somebody Else Ltd\"]}\n", &options).await;
        let verdict = world.catalog.verify().await.unwrap();
        assert_eq!(verdict.differences, Vec::<String>::new(), "{}", world.database.name);
        assert_eq!(verdict.counts.resources, 9);
    }
}

#[tokio::test]
async fn a_source_can_be_taken_back_as_a_whole() {
    for world in World::all().await {
        world.import("peer-support.txt", SAMPLE).await;
        let before = world.query("{ keywords { totalCount } organizations { totalCount } }").await;
        world
            .import(
                "other.jsonl",
                "{\"title\":\"A\",\"producedBy\":[\"Mental Health America\",\"Only Here\"],\"keywords\":[\"peers\",\"only here\"]}\n",
            )
            .await;
        let mut tx = world.store.begin().await.unwrap();
        let source = tx.find_source("other").await.unwrap().unwrap();
        let removed = tx.remove_source(source).await.unwrap();
        tx.commit(None).await.unwrap();
        assert_eq!((removed.resources, removed.agents, removed.keywords), (1, 1, 1));
        world.refresh().await;
        let after = world.query("{ keywords { totalCount } organizations { totalCount } }").await;
        assert_eq!(after.body, before.body);
        assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new());
    }
}

/// Two transactions that overlap: the one that began first commits last. A follower must not step over its changes.
#[tokio::test]
async fn overlapping_writers_lose_no_change() {
    let Some(database) = Database::postgres().await else { return };
    let world = World::new(database).await;
    let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let mut first = world.store.begin().await.unwrap();
    first.touch(NodeKind::Keyword, one, Operation::Updated);
    let mut second = world.store.begin().await.unwrap();
    second.touch(NodeKind::Keyword, two, Operation::Updated);
    second.commit(None).await.unwrap();
    let reading = world.store.read().await.unwrap();
    let seen = reading.changes_after(0, 10).await.unwrap();
    reading.end().await.unwrap();
    first.commit(None).await.unwrap();
    let reading = world.store.read().await.unwrap();
    let later = reading.changes_after(seen.last().unwrap().id, 10).await.unwrap();
    reading.end().await.unwrap();
    assert_eq!(seen.iter().map(|change| change.node).collect::<Vec<_>>(), [two]);
    assert_eq!(later.iter().map(|change| change.node).collect::<Vec<_>>(), [one]);
}

#[tokio::test]
async fn answers_go_on_from_the_graph_when_the_database_is_gone() {
    let world = World::sample().await;
    world.store.clone().close().await.unwrap();
    let answer = world.query_with("{ resources(first: 1) { totalCount nodes { title description } } }", json!({})).await;
    assert_eq!(answer.at("/resources/totalCount"), 8);
    assert!(answer.at("/resources/nodes/0/title").is_string());
    assert!(answer.at("/resources/nodes/0/description").is_null());
    assert_eq!(answer.code(), "SERVICE_UNAVAILABLE");
    let text = answer.body.to_string();
    assert!(!text.contains("SELECT") && !text.to_lowercase().contains("sqlx") && !text.contains("pool"), "{text}");
}

/// More changes than one step of the log takes, in one transaction, and each resource with names of its own.
#[tokio::test]
async fn a_large_import_loses_no_link() {
    for world in World::all().await {
        let record = |n: usize| format!("{{\"title\":\"Record {n}\",\"producedBy\":[\"Maker {n}\"],\"keywords\":[\"word{n}\"]}}\n");
        let records: String = (0..3_000).map(record).collect();
        world.import("many.jsonl", &records).await;
        let query = "{ all: resources { totalCount } linked: resources(filter: { keywords: { some: {} }, producers: { some: {} } }) { totalCount } }";
        let answer = world.query(query).await;
        let counts = (answer.at("/all/totalCount"), answer.at("/linked/totalCount"));
        assert_eq!(counts, (&3_000.into(), &3_000.into()), "on {}", world.database.name);
    }
}
