//! Migrations: up, down and up again, and a database of a newer program.

use colophon::identifier::Identifier;
use colophon::store::{Store, StoreError};
use entity::vocabulary::IdentifierScheme;
use sea_orm::{ConnectionTrait, Database as SeaOrm, DatabaseConnection, Statement};

use crate::harness::{Database, SAMPLE, World};

#[tokio::test]
async fn all_the_way_down_and_up_again() {
    for database in Database::all().await {
        let store = Store::open(&database.url).await.unwrap();
        let steps = store.migrate_up(&database.url).await.unwrap();
        assert_eq!(steps, store.migrations().await.unwrap().len());
        assert_eq!(store.migrate_up(&database.url).await.unwrap(), 0);
        for _ in 0..steps {
            store.migrate_down(&database.url).await.unwrap();
        }
        assert_eq!(store.pending().await.unwrap(), steps);
        store.close().await.unwrap();
        let world = World::new(database).await;
        assert_eq!(world.import("peer-support.txt", SAMPLE).await.created, 8);
    }
}

/// The tables whose keys have changed since they were made.
const CHANGED: [&str; 7] = ["resource", "contribution", "funding", "subject", "resource_identifier", "collection_item", "source_record"];

async fn rows(connection: &DatabaseConnection) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in CHANGED {
        let count = Statement::from_string(connection.get_database_backend(), format!("SELECT count(*) FROM {table}"));
        counts.push(connection.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap());
    }
    counts
}

#[tokio::test]
async fn what_belongs_to_resources_stays_when_tables_change() {
    const PAPERS: &str = r#"{"id": "1", "title": "Counting on peers", "producedBy": ["Riverside College"], "doi": "10.5555/counting"}"#;
    for world in World::all().await {
        world.import("peer-support.txt", SAMPLE).await;
        assert_eq!(world.import("papers.jsonl", PAPERS).await.created, 1);
        let (store, url) = (&world.store, &world.database.url);
        let connection = SeaOrm::connect(url).await.unwrap();
        let doi = [Identifier { scheme: IdentifierScheme::Doi, value: "10.5555/counting".to_owned() }];
        let (counts, identified) = (store.table_counts().await.unwrap(), store.resources_identified(&doi).await.unwrap());
        let before = rows(&connection).await;
        assert!(before.iter().all(|count| *count > 0) && identified.len() == 1, "{before:?}");

        let steps = store.migrations().await.unwrap();
        let slim = steps.iter().position(|step| step.name.ends_with("slim_edges")).unwrap();
        for step in steps[slim..].iter().rev() {
            store.migrate_down(url).await.unwrap();
            assert_eq!(rows(&connection).await, before, "{} without {}", world.database.name, step.name);
        }
        store.migrate_up(url).await.unwrap();
        assert_eq!(rows(&connection).await, before, "{} and up again", world.database.name);
        assert_eq!(store.table_counts().await.unwrap(), counts);
        assert_eq!(store.resources_identified(&doi).await.unwrap(), identified);
        let again = World::on(&world.database).await;
        assert_eq!(again.catalog.verify().await.unwrap().differences, Vec::<String>::new());
        assert_eq!(again.import("peer-support.txt", SAMPLE).await.unchanged, 8);
        assert_eq!(again.import("papers.jsonl", PAPERS).await.unchanged, 1);
    }
}

#[tokio::test]
async fn without_notes_and_licences_the_rest_stays() {
    const LINE: &str =
        r#"{"id": "1", "title": "A", "notes": {"Audience": "Towns"}, "license": "CC0", "supportedBy": {"name": "Fund", "awards": [1, 2]}}"#;
    for world in World::all().await {
        assert_eq!(world.import("lines.jsonl", LINE).await.created, 1);
        let (store, url) = (&world.store, &world.database.url);
        let steps = store.migrations().await.unwrap();
        let place = steps.iter().position(|step| step.name.ends_with("keep_notes")).unwrap();
        for _ in &steps[place..] {
            store.migrate_down(url).await.unwrap();
        }
        store.migrate_up(url).await.unwrap();
        let again = World::on(&world.database).await;
        let query = "{ resources { nodes { license { url } notes { value } funders { edges { awards { number } } } } } }";
        let awards = |numbers: &[&str]| numbers.iter().map(|number| serde_json::json!({ "number": number })).collect::<Vec<_>>();
        let found = again.query(query).await.at("/resources/nodes/0").clone();
        assert_eq!((&found["license"], &found["notes"]), (&serde_json::Value::Null, &serde_json::json!([])), "{}", world.database.name);
        assert_eq!(found["funders"]["edges"][0]["awards"], serde_json::json!(awards(&["1"])));
        let more = LINE.replace("[1, 2]", "[1, 2, 3]");
        assert_eq!(again.import("lines.jsonl", &more).await.updated, 1);
        let found = again.query(query).await.at("/resources/nodes/0").clone();
        assert_eq!(found["funders"]["edges"][0]["awards"], serde_json::json!(awards(&["1", "2", "3"])));
    }
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    for database in Database::all().await {
        let store = Store::open(&database.url).await.unwrap();
        store.migrate_up(&database.url).await.unwrap();
        let connection = SeaOrm::connect(&database.url).await.unwrap();
        connection
            .execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_future', 0)")
            .await
            .unwrap();
        let error = store.pending().await.unwrap_err();
        assert!(matches!(error, StoreError::TooNew(_)), "{error}");
    }
}

#[tokio::test]
async fn two_processes_migrate_one_after_the_other() {
    for database in Database::all().await {
        let stores = [Store::open(&database.url).await.unwrap(), Store::open(&database.url).await.unwrap()];
        let steps = futures_util::future::join_all(stores.iter().map(|store| store.migrate_up(&database.url))).await;
        let mut steps: Vec<usize> = steps.into_iter().map(Result::unwrap).collect();
        steps.sort_unstable();
        assert_eq!(steps, [0, stores[0].migrations().await.unwrap().len()], "{}", database.name);
    }
}
