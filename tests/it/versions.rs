//! The promises of `docs/develop/versions.md`: what version 0.1.0 had is still there, and its databases go on.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};

use colophon::import::rekey;
use colophon::store::Store;
use flate2::read::GzDecoder;
use sea_orm::{ConnectionTrait, Database as SeaOrm, DbBackend, Statement};
use serde_json::json;

use crate::command::run;
use crate::harness::{Database, SAMPLE, World};
use crate::peers;

/// Databases that version 0.1.0 made: the sample, a source that was imported twice, and a token. Something was removed again.
const SQLITE: &[u8] = include_bytes!("../fixtures/versions/colophon-0.1.0.sqlite.gz");
const POSTGRES: &[u8] = include_bytes!("../fixtures/versions/colophon-0.1.0.sql.gz");
/// Flags that went, each with its reason.
const GONE: [&str; 4] = [
    // They had no effect: the command opens no catalogue.
    "schema --config",
    "schema --data-dir",
    "schema --database",
    "schema --log-format",
];
/// The file that the second source was imported from.
const REPORTS: &str = include_str!("../fixtures/versions/reports-0.1.0.jsonl");
const COMMAND_LINE: &str = include_str!("../fixtures/versions/command-line-0.1.0.txt");

fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    bytes
}

/// Databases as version 0.1.0 left them.
async fn kept() -> Vec<Database> {
    let sqlite = Database::sqlite();
    std::fs::write(sqlite.url.strip_prefix("sqlite://").unwrap(), unpacked(SQLITE)).unwrap();
    let mut all = vec![sqlite];
    if let Some(postgres) = Database::postgres().await {
        let connection = SeaOrm::connect(&postgres.url).await.unwrap();
        connection.execute_unprepared(std::str::from_utf8(&unpacked(POSTGRES)).unwrap()).await.unwrap();
        connection.close().await.unwrap();
        all.push(postgres);
    }
    all
}

/// Returns the columns and indexes of a database, a line each.
async fn tables(database: &Database) -> Vec<String> {
    let connection = SeaOrm::connect(&database.url).await.unwrap();
    let query = match connection.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master WHERE tbl_name NOT LIKE 'sqlite_%' ORDER BY 1"
        }
        _ => {
            "SELECT 'column ' || table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' \
             || coalesce(column_default, '') FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' \
             UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
             WHERE connamespace = 'public'::regnamespace ORDER BY 1"
        }
    };
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), query)).await.unwrap();
    let lines = rows.iter().map(|row| row.try_get_by_index::<String>(0).unwrap()).collect();
    connection.close().await.unwrap();
    lines
}

#[tokio::test]
async fn a_database_of_the_first_version_becomes_one_of_this_and_loses_nothing() {
    for (old, new) in kept().await.into_iter().zip(Database::all().await) {
        // Every command that writes does this first.
        let store = Store::open(&old.url).await.unwrap();
        store.migrate_up(&old.url).await.unwrap();
        rekey(&store, &old.url).await.unwrap();
        store.close().await.unwrap();
        let world = World::new(old).await;
        let name = world.database.name;
        let fresh = World::new(new).await;
        assert_eq!(tables(&world.database).await, tables(&fresh.database).await, "{name}: a migration of an earlier version was changed");

        assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new(), "{name}");
        let counts = world.store.table_counts().await.unwrap();
        assert_eq!(counts.resources, 11, "{name}");
        let answer = world
            .query(
                "{ resources(search: \"the second report\", first: 1) { nodes { title year landingPage producers { nodes { name } }
                   funders { edges { node { name } awards { number } } } keywords { nodes { label } } } }
                   organizations { totalCount } persons { totalCount } keywords { totalCount } }",
            )
            .await;
        assert_eq!(
            answer.body["data"],
            json!({
                "resources": { "nodes": [{
                    "title": "Clean rivers, the second report", "year": 2021, "landingPage": "https://rivers.example/second",
                    "producers": { "nodes": [{ "name": "River Trust" }, { "name": "Lake Society" }] },
                    "funders": { "edges": [{ "node": { "name": "Water Fund" }, "awards": [{ "number": "W-2" }] }] },
                    "keywords": { "nodes": [{ "label": "rivers" }] },
                }] },
                "organizations": { "totalCount": 15 }, "persons": { "totalCount": 4 }, "keywords": { "totalCount": 16 },
            }),
            "{name}"
        );

        // The files that it was made of are still the same records, whatever this version reads in them besides.
        for (file, text, count) in [("peer-support.txt", SAMPLE, 8), ("reports.jsonl", REPORTS, 3)] {
            let report = world.import(file, text).await;
            assert_eq!((report.created, report.updated + report.unchanged), (0, count), "{name}: {file}");
        }
        assert_eq!(world.store.table_counts().await.unwrap().resources, 11, "{name}");
    }
}

#[test]
fn every_command_and_flag_of_the_first_version_is_still_there() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut gone = Vec::new();
    let mut help = (String::new(), String::new());
    for line in COMMAND_LINE.lines() {
        let (command, flag) = match line.split_once(" --") {
            Some((command, flag)) => (command, format!("--{flag}")),
            None => (line, String::new()),
        };
        if let Some(variable) = line.strip_prefix("variable ") {
            // All variables are settings of `serve`.
            let (_, serve, _) = run(folder.path(), &["serve", "--help"]);
            if !serve.contains(&format!("[env: {variable}")) {
                gone.push(line);
            }
            continue;
        }
        if help.0 != command {
            let words: Vec<&str> = command.split(' ').chain(["--help"]).collect();
            let (status, text, _) = run(folder.path(), &words);
            help = (command.to_owned(), if status == 0 { text } else { String::new() });
        }
        let is_there = |word: &str| word.split(['[', '=', ',']).next() == Some(&flag);
        if help.1.is_empty() || !(flag.is_empty() || help.1.split_whitespace().any(is_there)) {
            gone.push(line);
        }
    }
    assert_eq!(gone, GONE, "gone since 0.1.0, and so a promise broken");
    assert!(COMMAND_LINE.lines().count() > 150);
}

/// A change that breaks clients of the first version would be one of these. A test of the test: a schema without a field.
#[test]
fn every_query_of_the_first_version_is_still_answered() {
    let Some(programs) = peers::programs("protocol", "node") else { return };
    let compare = |old: &Path, new: &Path| {
        let mut command = Command::new("node");
        let output = command.arg(programs.join("breaking.mjs")).args([old, new]).stdin(Stdio::null()).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap())
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (old, new) = (root.join("tests/fixtures/versions/schema-0.1.0.graphql"), root.join("schema.graphql"));
    let (is_kept, said) = compare(&old, &new);
    assert!(is_kept, "{said}");

    let folder = tempfile::TempDir::new().unwrap();
    let less = folder.path().join("less.graphql");
    let schema = std::fs::read_to_string(&old).unwrap();
    std::fs::write(&less, schema.replacen("\tslug: String!\n", "", 1)).unwrap();
    let (is_kept, said) = compare(&old, &less);
    assert!(!is_kept && said.contains("slug was removed"), "{said}");
}
