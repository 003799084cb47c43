//! The text index follows the catalogue: changes are found, whatever way they came, and whatever is wrong with it is mended.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use colophon::catalog::{Catalog, TextVerdict};
use colophon::import::Options;
use colophon::store::Store;
use colophon::text::Place;
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::harness::{Database, SAMPLE, World};

const QUERY: &str = "query($search: String) { resources(search: $search, orderBy: [{ field: TITLE }]) { nodes { title } } }";

async fn titles(world: &World, search: &str) -> Vec<String> {
    let answer = world.query_with(QUERY, json!({ "search": search })).await;
    let nodes = answer.at("/resources/nodes").as_array().unwrap_or_else(|| panic!("{answer:?}")).clone();
    nodes.iter().map(|node| node["title"].as_str().unwrap().to_owned()).collect()
}

async fn import(world: &World, text: &str) {
    let options = Options { source: Some("notes".to_owned()), ..Options::default() };
    world.import_with("notes.jsonl", text, &options).await;
}

#[tokio::test]
async fn what_changes_is_found_as_it_is_now() {
    for world in World::all().await {
        let first = "{\"id\":\"1\",\"title\":\"Rivers\",\"description\":\"Of water.\",\"producedBy\":[\"River Trust\"],\"keywords\":[\"streams\"]}\n\
                     {\"id\":\"2\",\"title\":\"Lakes\",\"supportedBy\":[\"River Trust\"],\"keywords\":[\"ponds\"]}\n";
        import(&world, first).await;
        assert_eq!(titles(&world, "water").await, ["Rivers"]);
        assert_eq!(titles(&world, "trust").await, ["Lakes", "Rivers"]);
        assert_eq!(titles(&world, "stream").await, ["Rivers"]);
        let second = "{\"id\":\"1\",\"title\":\"Rivers\",\"description\":\"Of stone.\",\"producedBy\":[\"Stone Office\"],\"keywords\":[\"rocks\"]}\n\
                      {\"id\":\"2\",\"title\":\"Seas\",\"supportedBy\":[\"River Trust (RT)\"],\"keywords\":[\"ponds\"]}\n";
        import(&world, second).await;
        assert_eq!(titles(&world, "water").await, [] as [&str; 0]);
        assert_eq!(titles(&world, "stone").await, ["Rivers"]);
        assert_eq!(titles(&world, "lakes").await, [] as [&str; 0]);
        // The acronym is a new name of an organization whose other name the resource had already.
        assert_eq!(titles(&world, "RT").await, ["Seas"], "{}", world.database.name);
        let mut tx = world.store.begin().await.unwrap();
        let source = tx.find_source("notes").await.unwrap().unwrap();
        tx.remove_source(source).await.unwrap();
        tx.commit(None).await.unwrap();
        world.refresh().await;
        assert_eq!(titles(&world, "stone").await, [] as [&str; 0]);
        import(&world, first).await;
        assert_eq!(titles(&world, "water").await, ["Rivers"], "removed and made again");
        assert_eq!(titles(&world, "trust").await, ["Lakes", "Rivers"], "removed and made again");
    }
}

#[tokio::test]
async fn another_process_import_is_found_within_a_second() {
    for world in World::all().await {
        let other = Store::open(&world.database.url).await.unwrap();
        let catalog = Catalog::open(other, Place::Memory).await.unwrap();
        let followers = [catalog.follow(), catalog.follow_texts()];
        while !catalog.can_search() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        world.import("peer-support.txt", SAMPLE).await;
        let since = Instant::now();
        while catalog.indexed() < 8 {
            assert!(since.elapsed() < Duration::from_secs(1), "not found on {}", world.database.name);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        followers.iter().for_each(tokio::task::JoinHandle::abort);
    }
}

async fn open(database: &Database, folder: &Path) -> Arc<Catalog> {
    let store = Store::open(&database.url).await.unwrap();
    Catalog::open(store, Place::Folder(folder.to_owned())).await.unwrap()
}

/// Puts the index of a folder in order, and says how many documents it has.
async fn settled(database: &Database, folder: &Path) -> u64 {
    let catalog = open(database, folder).await;
    catalog.refresh_texts().await.unwrap();
    let verdict = catalog.verify_texts().await.unwrap();
    let TextVerdict::Compared { documents, differences } = verdict else { panic!("{verdict:?}") };
    assert_eq!(differences, Vec::<String>::new());
    documents as u64
}

#[tokio::test]
async fn an_index_on_disk_catches_up_and_is_mended() {
    for world in World::all().await {
        let folder = tempfile::tempdir().unwrap();
        world.import("peer-support.txt", SAMPLE).await;
        let before = settled(&world.database, folder.path()).await;
        world.import("more.jsonl", "{\"title\":\"Rivers\"}\n{\"title\":\"Lakes\"}\n").await;
        let verdict = open(&world.database, folder.path()).await.verify_texts().await.unwrap();
        // Two resources, and the run when it began and when it ended.
        assert!(matches!(verdict, TextVerdict::Behind(4)), "{verdict:?}");
        assert_eq!(settled(&world.database, folder.path()).await, before + 2);
        // A file of it is cut short.
        let files = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
        let largest = files.max_by_key(|file| std::fs::metadata(file).unwrap().len()).unwrap();
        std::fs::OpenOptions::new().write(true).open(&largest).unwrap().set_len(10).unwrap();
        let catalog = open(&world.database, folder.path()).await;
        let verdict = catalog.verify_texts().await.unwrap();
        assert!(matches!(verdict, TextVerdict::Absent(_)), "{verdict:?}");
        drop(catalog);
        assert_eq!(settled(&world.database, folder.path()).await, before + 2);
        std::fs::remove_dir_all(folder.path()).unwrap();
        assert_eq!(settled(&world.database, folder.path()).await, before + 2);
        // Another database's index is not this one's.
        let other = World::new(Database::sqlite()).await;
        assert_eq!(settled(&other.database, folder.path()).await, 0);
    }
}

/// A database that was restored from a backup, and changed since, has other changes at the same places.
#[tokio::test]
async fn an_index_of_another_history_is_made_anew() {
    for world in World::all().await {
        let folder = tempfile::tempdir().unwrap();
        world.import("peer-support.txt", SAMPLE).await;
        let documents = settled(&world.database, folder.path()).await;
        let making = colophon::text::Index::making(folder.path());
        assert_eq!(settled(&world.database, folder.path()).await, documents);
        assert_eq!(colophon::text::Index::making(folder.path()), making, "it is of this history");
        let connection = sea_orm::Database::connect(&world.database.url).await.unwrap();
        connection.execute_unprepared("UPDATE change SET at = '2001-02-03T04:05:06Z'").await.unwrap();
        connection.close().await.unwrap();
        let verdict = open(&world.database, folder.path()).await.verify_texts().await.unwrap();
        assert!(matches!(&verdict, TextVerdict::Absent(reason) if reason.contains("history")), "{verdict:?}");
        assert_eq!(settled(&world.database, folder.path()).await, documents);
        assert_ne!(colophon::text::Index::making(folder.path()), making, "{}", world.database.name);
    }
}

#[tokio::test]
async fn without_an_index_everything_but_search_works() {
    let world = World::sample_without_index().await;
    let answer = world.query_with(QUERY, json!({ "search": "crisis" })).await;
    assert_eq!(answer.code(), "SERVICE_UNAVAILABLE", "{answer:?}");
    let answer = world.query("{ resources { totalCount facets(by: [FUNDER]) { unknown } } suggest(text: \"cri\") { text } }").await;
    assert_eq!(answer.at("/resources/totalCount"), 8);
    assert_eq!(answer.code(), "SERVICE_UNAVAILABLE");
    world.refresh().await;
    assert_eq!(titles(&world, "crisis").await.len(), 5);
}
