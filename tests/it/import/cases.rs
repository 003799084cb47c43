//! Files in the layouts of public catalogues, judged after an import: the same names are one node, the same record is one resource.
//!
//! `src/format/cases.rs` tells about the files and judges what each record says by itself.

use std::fs;
use std::path::{Path, PathBuf};

use colophon::import::Report;
use entity::vocabulary::IssueSeverity;
use serde_json::{Map, Value, json};

use crate::harness::{Database, World};

/// Cases that come out wrong. The list only shrinks.
const WRONG: &[&str] = &[];

const RESOURCES: &str = "{
  organizations { totalCount } persons { totalCount } keywords { totalCount }
  resources(first: 100) { nodes {
    title year format description language landingPage license { asPrinted } notes { label value } identifiers { scheme value }
    producers { edges { role position node { __typename name } } } editors: producers(role: EDITOR) { edges { role position node { __typename name } } }
    distributors: producers(role: DISTRIBUTOR) { edges { role position node { __typename name } } }
    hosts: producers(role: HOST) { edges { role position node { __typename name } } }
    funders { edges { kind awards { number } node { name } } }
    keywords { nodes { label } }
  } }
}";

fn list(value: &Value, pointer: &str, one: impl Fn(&Value) -> Value) -> Value {
    value.pointer(pointer).and_then(Value::as_array).into_iter().flatten().map(one).collect()
}

/// Agents in all roles, in the order printed.
fn makers(node: &Value) -> Value {
    let roles = ["producers", "editors", "distributors", "hosts"];
    let mut edges: Vec<&Value> = roles.iter().flat_map(|role| node[role]["edges"].as_array().unwrap()).collect();
    edges.sort_by_key(|edge| edge["position"].as_i64());
    let maker = |edge: &&Value| {
        let kind = edge["node"]["__typename"].as_str().unwrap().to_uppercase();
        json!({ "name": edge["node"]["name"], "kind": kind, "role": edge["role"] })
    };
    edges.iter().map(maker).collect()
}

/// Identifiers of registries. An import adds the id that only its source knows, and the address of the page without a fragment.
fn registered(node: &Value) -> Value {
    let identifiers =
        node["identifiers"].as_array().unwrap().iter().filter(|one| !["LOCAL", "URL"].iter().any(|own| one["scheme"] == *own));
    identifiers.map(|one| json!({ "scheme": one["scheme"], "value": one["value"] })).collect()
}

/// A resource in the form of the answers.
fn shown(node: &Value) -> Value {
    json!({
        "title": node["title"], "year": node["year"], "format": node["format"], "description": node["description"],
        "language": node["language"], "landingPage": node["landingPage"], "license": node["license"]["asPrinted"],
        "notes": node["notes"],
        "identifiers": registered(node),
        "producedBy": makers(node),
        "supportedBy": list(node, "/funders/edges", |edge| json!({
            "name": edge["node"]["name"], "kind": edge["kind"], "awards": list(edge, "/awards", |award| award["number"].clone()),
        })),
        "keywords": list(node, "/keywords/nodes", |keyword| keyword["label"].clone()),
    })
}

/// What an answer and a resource say about the fields that the answer judges in all its records, as texts in one order.
fn judged<'a>(records: impl Iterator<Item = &'a Value>, fields: &[&String]) -> Vec<String> {
    let mut texts: Vec<String> = records
        .map(|record| {
            let mut chosen: Map<String, Value> = fields.iter().map(|field| ((*field).clone(), record[field.as_str()].clone())).collect();
            for funder in chosen.get_mut("supportedBy").and_then(Value::as_array_mut).into_iter().flatten() {
                if funder.get("awards").is_none() {
                    funder["awards"] = json!([]);
                }
            }
            Value::Object(chosen).to_string()
        })
        .collect();
    texts.sort();
    texts
}

async fn differences(world: &World, report: &Report, answer: &Value) -> Vec<String> {
    let found = world.query(RESOURCES).await;
    assert!(found.body.get("errors").is_none(), "{}", found.body);
    let mut differences = Vec::new();
    for kind in ["organizations", "persons", "keywords"] {
        let (count, wanted) = (found.at(&format!("/{kind}/totalCount")), &answer["nodes"][kind]);
        if !wanted.is_null() && count != wanted {
            differences.push(format!("{count} {kind} instead of {wanted}"));
        }
    }
    let wanted = answer["records"].as_array().unwrap();
    let common = |field: &&String| wanted.iter().all(|record| record.get(field.as_str()).is_some());
    let fields: Vec<&String> = wanted[0].as_object().unwrap().keys().filter(common).collect();
    let nodes: Vec<Value> = found.at("/resources/nodes").as_array().unwrap().iter().map(shown).collect();
    let (shown, wanted) = (judged(nodes.iter(), &fields), judged(wanted.iter(), &fields));
    differences.extend(shown.iter().filter(|text| !wanted.contains(text)).map(|text| format!("is there:   {text}")));
    differences.extend(wanted.iter().filter(|text| !shown.contains(text)).map(|text| format!("is missing: {text}")));
    if shown.len() != wanted.len() {
        differences.push(format!("{} resources instead of {}", shown.len(), wanted.len()));
    }
    for search in answer["search"].as_array().into_iter().flatten() {
        let query = "query($text: String!) { resources(search: $text, first: 100) { nodes { title } } }";
        let found = world.query_with(query, json!({ "text": search["text"] })).await;
        let titles = list(&found.body, "/data/resources/nodes", |node| node["title"].clone());
        for title in search["titles"].as_array().unwrap() {
            if !titles.as_array().unwrap().contains(title) {
                differences.push(format!("a search for {} does not find {title}", search["text"]));
            }
        }
    }
    let told: Vec<String> = report
        .issues
        .iter()
        .filter(|told| told.issue.severity != IssueSeverity::Info)
        .map(|told| {
            format!(
                "{} {} {}",
                told.issue.text.as_deref().unwrap_or_default(),
                told.issue.field.as_deref().unwrap_or_default(),
                told.issue.message
            )
            .to_lowercase()
        })
        .collect();
    for warning in answer["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !told.iter().any(|text| text.contains(&warning.to_lowercase())) {
            differences.push(format!("no warning tells `{warning}`"));
        }
    }
    differences
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending != "json"));
    files.sort();
    files
}

#[tokio::test]
async fn each_file_becomes_the_catalogue_that_a_librarian_makes_of_it() {
    let mut wrong = Vec::new();
    for file in files() {
        let answer: Value = serde_json::from_str(&fs::read_to_string(file.with_extension("expected.json")).unwrap()).unwrap();
        let (name, text) = (file.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&file).unwrap());
        // Names and repetitions are decided with the help of the database, so both are asked.
        let is_about_names = [3, 4].contains(&answer["kind"].as_u64().unwrap());
        let databases = if is_about_names { Database::all().await } else { vec![Database::sqlite()] };
        let mut differences = Vec::new();
        for database in databases {
            let world = World::generous(database).await;
            let report = world.import(&name, &text).await;
            differences.extend(self::differences(&world, &report, &answer).await);
        }
        if !differences.is_empty() {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            println!("{name}\n    {}", differences.join("\n    "));
            wrong.push(name);
        }
    }
    assert_eq!(wrong, WRONG);
}
