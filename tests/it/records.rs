//! Records that are kept change no answer, and spare statements.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use colophon::graph::ResourceNode;
use futures_util::future::join_all;
use tokio::time::timeout;
use uuid::Uuid;

use crate::harness::{Database, SAMPLE, World};

/// All golden queries.
pub fn queries() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/query");
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let files = entries(&folder).into_iter().filter(|path| path.is_dir()).flat_map(|path| entries(&path));
    let queries: Vec<String> = files
        .filter(|file| file.extension().is_some_and(|ending| ending == "graphql"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    assert!(queries.len() > 10);
    queries
}

const PRINTED: &str = "{ resources(first: 20) { nodes { description producers { edges { nameAsPrinted provenance { source line at } } }
    funders { edges { nameAsPrinted } } keywords { edges { labelAsPrinted } } } } }";

#[tokio::test]
async fn answers_are_the_same_with_kept_records() {
    for database in Database::all().await {
        let world = World::keeping(database).await;
        world.import("peer-support.txt", SAMPLE).await;
        let plain = World::on(&world.database).await;
        let changed = SAMPLE.replace("Webinar", "Web seminar").replace("2021", "2020").replacen("National", "Nationwide", 2);
        for (step, page) in ["", changed.as_str(), SAMPLE].into_iter().enumerate() {
            if !page.is_empty() {
                world.import("peer-support.txt", page).await;
                plain.refresh().await;
            }
            for query in queries() {
                let answers = [world.query(&query).await, world.query(&query).await, plain.query(&query).await];
                let [first, again, plain] = answers.map(|answer| (answer.body, answer.statements));
                assert_eq!(first.0, plain.0, "step {step} on {}: {query}", world.database.name);
                assert_eq!(again.0, plain.0, "step {step} on {}: {query}", world.database.name);
                assert!(again.1 <= first.1 && first.1 <= plain.1, "{} {} {}: {query}", first.1, again.1, plain.1);
            }
            let (first, again) = (world.query(PRINTED).await, world.query(PRINTED).await);
            assert_eq!((first.body, again.statements), (plain.query(PRINTED).await.body, 0));
        }
    }
}

#[tokio::test]
async fn many_requests_are_read_for_together() {
    for database in Database::all().await {
        let world = World::on(&database).await;
        world.import("peer-support.txt", SAMPLE).await;
        let graph = world.catalog.graph();
        let nodes: Vec<Uuid> = graph.newest().filter_map(|node| graph.resource(node)).map(ResourceNode::id).collect();
        let before = world.catalog.store().statements();
        let asking = (0..100).map(|number| {
            let (view, node) = (world.catalog.view(Instant::now() + Duration::from_secs(9)), nodes[number % nodes.len()]);
            async move {
                let asked = view.resource(node);
                // Some go away while they wait, and keep nobody else from an answer.
                let patience = if number % 7 == 0 { Duration::ZERO } else { Duration::from_secs(9) };
                timeout(patience, asked).await.map(|record| assert_eq!(record.unwrap().unwrap().id, node)).is_ok()
            }
        });
        let answered = join_all(asking).await.into_iter().filter(|answered| *answered).count();
        assert!(answered >= 85, "{answered}");
        // One or two are under way when the others come, and those are answered by the next ones.
        let statements = world.catalog.store().statements() - before;
        assert!((1..20).contains(&statements), "{statements}");
    }
}

#[tokio::test]
async fn records_are_read_ahead() {
    let world = World::keeping(Database::sqlite()).await;
    world.import("peer-support.txt", SAMPLE).await;
    let expected = World::on(&world.database).await.query(PRINTED).await;
    assert!(expected.statements > 0);
    world.catalog.read_newest().await.unwrap();
    let answer = world.query(PRINTED).await;
    assert_eq!((answer.statements, answer.body), (0, expected.body));
}
