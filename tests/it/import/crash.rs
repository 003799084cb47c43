//! An import that is killed in the middle, and run again: complete, and no doubles.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use colophon::catalog::Catalog;
use colophon::store::Store;
use serde_json::Value;

use crate::harness::Database;

#[tokio::test]
async fn a_killed_import_is_completed_by_the_next() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("records.jsonl");
    let total = 20_000;
    let line = |n: u32| {
        format!("{{\"id\":\"{n}\",\"title\":\"Record {n}\",\"producedBy\":[\"Maker {}\"],\"keywords\":[\"k{}\"]}}\n", n % 50, n % 70)
    };
    std::fs::write(&file, (0..total).map(line).collect::<String>()).unwrap();
    for database in Database::all().await {
        let import = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_colophon"));
            command.args(["import", "--json", "--database", &database.url]).arg(&file).stdout(Stdio::piped()).stderr(Stdio::null());
            command
        };
        let mut child = import().spawn().unwrap();
        // Wait until some of it is in, and kill it there.
        let since = Instant::now();
        let mut partly = 0;
        while partly == 0 && since.elapsed() < Duration::from_mins(1) {
            tokio::time::sleep(Duration::from_millis(5)).await;
            if let Ok(store) = Store::open(&database.url).await {
                if store.pending().await.is_ok_and(|pending| pending == 0) {
                    partly = store.table_counts().await.map_or(0, |counts| counts.resources);
                }
                let _ = store.close().await;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(partly > 0, "nothing went in on {}", database.name);

        let output = import().output().unwrap();
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{report}");
        let sum = report["created"].as_u64().unwrap() + report["unchanged"].as_u64().unwrap();
        assert_eq!(sum, u64::from(total), "{} on {}", report["created"], database.name);
        let store = Store::open(&database.url).await.unwrap();
        let catalog = Catalog::open(store.clone(), colophon::text::Place::Memory).await.unwrap();
        assert_eq!(catalog.graph().counts().resources, total as usize);
        assert_eq!(catalog.verify().await.unwrap().differences, Vec::<String>::new());
        let runs = store
            .runs(false, colophon::store::import_run::NumberWindow { after: None, before: None, limit: 10, backwards: false })
            .await
            .unwrap();
        let states: Vec<&str> = runs.iter().map(|run| run.row.state.as_str()).collect();
        assert_eq!(states, ["COMPLETE", "INCOMPLETE"]);
    }
}
