//! Golden queries: each `.graphql` file beside this one is run on the sample page, on every database, and its answer and its number of
//! SQL statements are held by a snapshot. An N+1 is a diff in review.

mod filters;
mod lookup;
mod pages;

use std::path::Path;

use crate::harness::{Database, SAMPLE, World};

#[tokio::test]
async fn goldens() {
    let mut worlds = Vec::new();
    for database in Database::all().await {
        let world = World::new(database).await;
        world.import("peer-support.txt", SAMPLE).await;
        worlds.push(world);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/query");
    let mut seen = 0;
    for noun in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in std::fs::read_dir(&noun).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_none_or(|ending| ending != "graphql") {
                continue;
            }
            seen += 1;
            let query = std::fs::read_to_string(&file).unwrap();
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let mut first: Option<String> = None;
            for world in &worlds {
                let answer = world.query(&query).await;
                let body = serde_json::to_string_pretty(&answer.body).unwrap();
                let text = format!("status: {}\nstatements: {}\n{body}", answer.status, answer.statements);
                match &first {
                    Some(first) => assert_eq!(&text, first, "{name} differs on {}", world.database.name),
                    None => first = Some(text),
                }
            }
            insta::with_settings!({ snapshot_path => &noun, prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(name, first.unwrap_or_default());
            });
        }
    }
    assert!(seen > 10, "the golden queries were not found");
}

/// The questions that the playground opens with have answers.
#[tokio::test]
async fn the_examples_of_the_playground_answer() {
    let world = World::sample().await;
    let examples = include_str!("../../../web/playground/examples.graphql");
    let names: Vec<&str> = examples.lines().filter_map(|line| line.strip_prefix("query ")?.split([' ', '(', '{']).next()).collect();
    assert!(names.len() >= 5, "{names:?}");
    for name in names {
        let answer = world.operation(examples, name).await;
        assert!(answer.body.get("errors").is_none(), "{name}: {}", answer.body);
        let text = answer.body.to_string();
        assert!(!text.contains("\"nodes\":[]}}}"), "{name} finds nothing: {text}");
    }
}
