//! Statements that a query waits for end with it; work that nobody waits for may take its time.

use std::time::{Duration, Instant};

use colophon::store::Store;
use sea_orm::{ConnectionTrait, Database as SeaOrm};

use crate::harness::World;

#[tokio::test]
async fn postgres_cancels_what_nobody_waits_for() {
    let Some(database) = crate::harness::Database::postgres().await else { return };
    let world = World::new(database).await;
    world.import("one.jsonl", "{\"title\":\"One\"}\n").await;
    let longest = Duration::from_millis(500);
    let store = Store::open_for(&world.database.url, Some(longest)).await.unwrap();
    // Whoever holds a table makes every statement on it wait.
    let holder = SeaOrm::connect(&world.database.url).await.unwrap();
    let hold = "DO $$ BEGIN LOCK TABLE resource IN ACCESS EXCLUSIVE MODE; PERFORM pg_sleep(2); END $$";
    let held = tokio::spawn(async move { holder.execute_unprepared(hold).await.map(drop) });
    let watcher = SeaOrm::connect(&world.database.url).await.unwrap();
    let is_held = "SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted AND relation = 'resource'::regclass";
    while watcher.query_one_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Postgres, is_held)).await.unwrap().is_none() {}

    let began = Instant::now();
    let refused = store.table_counts().await.unwrap_err().to_string();
    assert!(
        refused.contains("statement timeout") && began.elapsed() < Duration::from_millis(1_500),
        "{refused} after {:?}",
        began.elapsed()
    );
    let reading = store.read().await.unwrap();
    let blocks = reading.resource_blocks(10).await;
    assert!(blocks.is_ok() && began.elapsed() > longest * 2, "{blocks:?} after {:?}", began.elapsed());
    reading.end().await.unwrap();
    assert_eq!(store.table_counts().await.unwrap().resources, 1, "the bound is back after a reading");
    held.await.unwrap().unwrap();
}
