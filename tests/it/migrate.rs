//! Migrations: up, down and up again, and a database of a newer program.

use colophon::store::{Store, StoreError};
use sea_orm::{ConnectionTrait, Database as SeaOrm};

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

#[tokio::test]
async fn edges_stay_when_their_tables_change() {
    for world in World::all().await {
        world.import("peer-support.txt", SAMPLE).await;
        let (store, url) = (&world.store, &world.database.url);
        let before = store.table_counts().await.unwrap();
        assert!(before.contributions > 0 && before.fundings > 0 && before.subjects > 0);
        let last = store.migrations().await.unwrap().len() - 1;
        let slim = store.migrations().await.unwrap().iter().position(|step| step.name.ends_with("slim_edges")).unwrap();
        for _ in slim..=last {
            store.migrate_down(url).await.unwrap();
        }
        assert_eq!(store.table_counts().await.unwrap(), before, "{} one step down", world.database.name);
        store.migrate_up(url).await.unwrap();
        assert_eq!(store.table_counts().await.unwrap(), before, "{} and up again", world.database.name);
        let again = World::on(&world.database).await;
        assert_eq!(again.catalog.verify().await.unwrap().differences, Vec::<String>::new());
        assert_eq!(again.import("peer-support.txt", SAMPLE).await.unchanged, 8);
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
