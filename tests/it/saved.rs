//! The graph that one start leaves to the next.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use colophon::catalog::{Catalog, Settings};
use colophon::store::Store;
use colophon::text::Place;
use sea_orm::ConnectionTrait;

use crate::harness::{Database, SAMPLE, World};

const OTHER: &str = "{\"title\":\"Another resource\",\"producedBy\":[\"Mental Health America\"],\"keywords\":[\"peers\",\"new\"]}\n";

async fn open(database: &Database, file: &Path) -> Arc<Catalog> {
    let store = Store::open(&database.url).await.unwrap();
    Catalog::open(store, Settings { texts: Place::Memory, graph: Some(file.to_owned()), is_read_only: false, record_bytes: 0 })
        .await
        .unwrap()
}

/// Changes the database behind the change log's back.
async fn behind_its_back(database: &Database, statement: &str) {
    let connection = sea_orm::Database::connect(&database.url).await.unwrap();
    connection.execute_unprepared(statement).await.unwrap();
    connection.close().await.unwrap();
}

/// Whether the catalogue has the titles as they are in the database now: if so it read them there.
fn is_read_anew(catalog: &Arc<Catalog>) -> bool {
    let graph = catalog.graph();
    let resource = graph.newest().next().and_then(|node| graph.resource(node)).unwrap();
    resource.title() == "Changed"
}

#[tokio::test]
async fn a_start_takes_up_what_was_saved_and_what_came_later() {
    let folder = tempfile::tempdir().unwrap();
    for world in World::all().await {
        let file = folder.path().join(world.database.name);
        world.import("peer-support.txt", SAMPLE).await;
        open(&world.database, &file).await.save().await;
        world.import("other.jsonl", OTHER).await;
        let catalog = open(&world.database, &file).await;
        assert_eq!(catalog.graph().counts().resources, 9);
        assert_eq!(catalog.verify().await.unwrap().differences, Vec::<String>::new());
        behind_its_back(&world.database, "UPDATE resource SET title = 'Changed'").await;
        let catalog = open(&world.database, &file).await;
        assert!(!is_read_anew(&catalog), "{}", world.database.name);
        assert_ne!(catalog.verify().await.unwrap().differences, Vec::<String>::new(), "`colophon verify` finds it");

        let before = fs::metadata(&file).unwrap().modified().unwrap();
        catalog.save().await;
        assert_ne!(fs::metadata(&file).unwrap().modified().unwrap(), before, "what came later is saved");
        let before = fs::metadata(&file).unwrap().modified().unwrap();
        catalog.save().await;
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before, "what is saved is not saved again");
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_read_from_the_database() {
    let folder = tempfile::tempdir().unwrap();
    for world in World::all().await {
        world.import("peer-support.txt", SAMPLE).await;
        let saved = folder.path().join(world.database.name);
        open(&world.database, &saved).await.save().await;
        behind_its_back(&world.database, "UPDATE resource SET title = 'Changed'").await;
        assert!(!is_read_anew(&open(&world.database, &saved).await));

        let bytes = fs::read(&saved).unwrap();
        let file = folder.path().join("file");
        for damaged in [&bytes[..bytes.len() / 2], &[bytes.as_slice(), &[0]].concat()[1..], b""] {
            fs::write(&file, damaged).unwrap();
            assert!(is_read_anew(&open(&world.database, &file).await));
        }
        fs::remove_file(&file).unwrap();
        assert!(is_read_anew(&open(&world.database, &file).await));
        open(&world.database, &file).await.save().await;
        assert!(!is_read_anew(&open(&world.database, &saved).await), "another file is none of its business");

        // What became of a backup has other changes at the same places.
        behind_its_back(&world.database, "UPDATE change SET at = '2001-02-03T04:05:06Z'").await;
        assert!(is_read_anew(&open(&world.database, &saved).await), "{}", world.database.name);
        behind_its_back(&world.database, "DELETE FROM change").await;
        assert!(is_read_anew(&open(&world.database, &saved).await), "{}", world.database.name);
    }
    let (one, other) = (World::sample().await, World::sample().await);
    let file = folder.path().join("one");
    open(&one.database, &file).await.save().await;
    behind_its_back(&other.database, "UPDATE resource SET title = 'Changed'").await;
    assert!(is_read_anew(&open(&other.database, &file).await), "it is another's");
}
