//! Two imports at the same time: each goes by the names as the other left them.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use colophon::catalog::Catalog;
use colophon::store::Store;

use crate::harness::World;

/// As many records as an import writes together, all of one maker.
fn records(from: u32) -> String {
    let record = |n| format!("{{\"id\":\"{n}\",\"title\":\"Record {n}\",\"producedBy\":[\"Harbour College\"]}}\n");
    (from..from + 1_000).map(record).collect()
}

#[tokio::test]
async fn names_that_another_import_changed_are_read_anew() {
    for world in World::all().await {
        let mut child = Command::new(env!("CARGO_BIN_EXE_colophon"))
            .args(["import", "--format", "jsonl", "--database", &world.database.url, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(records(0).as_bytes()).unwrap();
        input.flush().unwrap();
        // The import has met the name, and waits for more.
        let since = Instant::now();
        while world.store.table_counts().await.unwrap().resources < 1_000 {
            assert!(since.elapsed() < Duration::from_mins(1), "nothing went in on {}", world.database.name);
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let theirs = r#"{"title": "Elsewhere", "producedBy": [{"name": "Harbour College", "ror": "02nr0ka47"}]}"#;
        world.import("theirs.jsonl", theirs).await;
        let ours = r#"{"title": "Here", "producedBy": [{"name": "Harbour College", "ror": "05dxps055"}]}"#;
        input.write_all(format!("{ours}\n{}", records(1_000)).as_bytes()).unwrap();
        drop(input);
        let status = tokio::task::spawn_blocking(move || child.wait()).await.unwrap().unwrap();
        assert!(status.success(), "{status}");

        let store = Store::open(&world.database.url).await.unwrap();
        let catalog = Catalog::open(store, colophon::text::Place::Memory).await.unwrap();
        let counts = catalog.graph().counts();
        assert_eq!((counts.resources, counts.organizations), (2_002, 2), "{}", world.database.name);
        assert_eq!(catalog.verify().await.unwrap().differences, Vec::<String>::new());
        world.refresh().await;
        let query = r#"query {
            a: organization(identifier: "https://ror.org/02nr0ka47") { produced { totalCount } }
            b: organization(identifier: "https://ror.org/05dxps055") { produced { totalCount } }
        }"#;
        let answer = world.query(query).await;
        assert_eq!(
            (answer.at("/a/produced/totalCount"), answer.at("/b/produced/totalCount")),
            (&2_001.into(), &1.into()),
            "{}",
            answer.body
        );
    }
}
