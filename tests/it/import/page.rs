//! Catalogue pages become the graph that a reader of the page would expect.

use std::path::Path;

use colophon::import::Report;
use entity::vocabulary::IssueSeverity;
use serde_json::{Value, json};

use crate::harness::{SAMPLE, World};

const PAGE: &str = "{
  collections { nodes { title resources(first: 100) { totalCount edges {
    section highlighted position
    provenance { line }
    node {
      title titleAsPrinted year format description landingPage doi
      provenance { field provenance { line method } }
      producers { edges { role nameAsPrinted provenance { line } node { __typename name names { value kind } } } }
      funders { edges { kind nameAsPrinted provenance { line } node { name names { value kind } } } }
      keywords { edges { labelAsPrinted provenance { line } node { label altLabels } } }
    }
  } } } }
}";

fn texts(values: &Value, pointer: &str) -> Vec<String> {
    values.as_array().unwrap().iter().map(|value| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()).collect()
}

fn acronym(node: &Value) -> Value {
    let names = node["names"].as_array().unwrap();
    names.iter().find(|name| name["kind"] == "ACRONYM").map_or(Value::Null, |name| name["value"].clone())
}

/// Issues as `CODE SEVERITY line field`.
fn issues(report: &Report, severities: &[IssueSeverity]) -> Vec<String> {
    let chosen = report.issues.iter().filter(|told| severities.contains(&told.issue.severity));
    let mut issues: Vec<String> = chosen
        .map(|told| {
            let line = told.issue.at.line.map(|line| line.to_string()).unwrap_or_default();
            format!(
                "{} {} {line} {}",
                told.issue.code.as_str(),
                told.issue.severity.as_str(),
                told.issue.field.as_deref().unwrap_or_default()
            )
        })
        .collect();
    issues.sort();
    issues
}

fn expected_issues(list: &Value, severities: &[&str]) -> Vec<String> {
    let chosen = list.as_array().unwrap().iter().filter(|issue| severities.contains(&issue["severity"].as_str().unwrap()));
    let mut issues: Vec<String> = chosen
        .map(|issue| {
            let text = |name: &str| issue[name].as_str().unwrap_or_default().to_owned();
            format!("{} {} {} {}", text("code"), text("severity"), issue["line"], text("field"))
        })
        .collect();
    issues.sort();
    issues
}

/// Compares a catalogue with the records of the seed's `expected.json`.
fn assert_seed(answer: &Value, expected: &Value, whose: &str) {
    let collection = answer.pointer("/data/collections/nodes/0").unwrap();
    assert_eq!(collection["title"], expected["source"]["collectionTitle"], "{whose}");
    let edges = collection["resources"]["edges"].as_array().unwrap();
    let records = expected["records"].as_array().unwrap();
    assert_eq!(edges.len(), records.len(), "{whose}");
    for (edge, record) in edges.iter().zip(records) {
        let (node, whose) = (&edge["node"], format!("{whose}, record {}", record["ordinal"]));
        assert_eq!(edge["position"], record["ordinal"], "{whose}");
        for field in ["section", "highlighted"] {
            assert_eq!(edge[field], record[field], "{whose} {field}");
        }
        for field in ["title", "year", "description"] {
            assert_eq!(node[field], record[field], "{whose} {field}");
        }
        let format = record["format"].as_str().map(str::to_uppercase);
        assert_eq!(node["format"].as_str(), format.as_deref(), "{whose} format");
        assert_eq!(node["titleAsPrinted"], record["evidence"]["titleAsPrinted"], "{whose}");
        let lines = &record["evidence"]["lines"];
        assert_eq!(edge["provenance"]["line"], lines["title"], "{whose}");
        let producers: Vec<Value> = node["producers"]["edges"]
            .as_array()
            .unwrap()
            .iter()
            .map(|edge| {
                assert_eq!(edge["provenance"]["line"], lines["Produced By"], "{whose}");
                let mut producer = json!({ "name": edge["node"]["name"], "kind": edge["node"]["__typename"].as_str().unwrap().to_uppercase(), "asPrinted": edge["nameAsPrinted"] });
                if let Value::String(acronym) = acronym(&edge["node"]) {
                    producer["acronym"] = acronym.into();
                }
                producer
            })
            .collect();
        let mut wanted = record["producedBy"].as_array().unwrap().clone();
        for producer in &mut wanted {
            if producer.get("asPrinted").is_none() {
                producer["asPrinted"] = producer["name"].clone();
            }
        }
        assert_eq!(producers, wanted, "{whose}");
        assert_eq!(texts(&node["funders"]["edges"], "/node/name"), texts(&record["supportedBy"], "/name"), "{whose}");
        assert_eq!(texts(&node["funders"]["edges"], "/nameAsPrinted"), texts(&record["supportedBy"], "/asPrinted"), "{whose}");
        assert_eq!(texts(&node["keywords"]["edges"], "/node/label"), texts(&record["keywords"], ""), "{whose}");
        assert_eq!(texts(&node["keywords"]["edges"], "/labelAsPrinted"), texts(&record["keywordsAsPrinted"], ""), "{whose}");
    }
}

fn assert_seed_report(report: &Report, expected: &Value, whose: &str) {
    let wanted = &expected["report"]["issues"];
    let loud = [IssueSeverity::Warning, IssueSeverity::Error];
    assert_eq!(issues(report, &loud), expected_issues(wanted, &["WARNING", "ERROR"]), "{whose}");
    let notes = issues(report, &[IssueSeverity::Info]);
    for note in expected_issues(wanted, &["INFO"]) {
        assert!(notes.contains(&note), "{whose} does not report {note}; it reports {notes:#?}");
    }
}

/// The folder with the real page, where `COLOPHON_SEED` names one.
#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn seed() -> Option<(String, Value)> {
    let folder = std::env::var("COLOPHON_SEED").ok()?;
    let page = std::fs::read_to_string(Path::new(&folder).join("peer-support-specialists.txt")).unwrap();
    let expected = std::fs::read_to_string(Path::new(&folder).join("expected.json")).unwrap();
    Some((page, serde_json::from_str(&expected).unwrap()))
}

#[tokio::test]
async fn the_seed_page_is_what_a_reader_sees_in_it() {
    let Some((page, expected)) = seed() else { return };
    for world in World::all_generous().await {
        let report = world.import("seed.txt", &page).await;
        assert_eq!((report.created, report.rejected), (8, 0));
        assert_seed_report(&report, &expected, world.database.name);
        assert_seed(&world.query(PAGE).await.body, &expected, world.database.name);
        let counts = world.catalog.graph().counts();
        let wanted = &expected["counts"];
        for (count, name) in [
            (counts.organizations, "distinctOrganizations"),
            (counts.persons, "distinctProducerPersons"),
            (counts.keywords, "distinctKeywords"),
            (counts.contributions, "producedByEdges"),
            (counts.fundings, "supportedByEdges"),
            (counts.subjects, "keywordEdges"),
        ] {
            assert_eq!(json!(count), wanted[name], "{name}");
        }
        for keyword in expected["keywords"].as_array().unwrap() {
            let query = "query($l: String) { keyword(label: $l) { label altLabels resources { totalCount } } }";
            let answer = world.query_with(query, json!({ "l": keyword["prefLabel"] })).await;
            let alt = keyword.get("altLabels").cloned().unwrap_or_else(|| json!([]));
            let wanted = json!({ "label": keyword["prefLabel"], "altLabels": alt, "resources": { "totalCount": keyword["count"] } });
            assert_eq!(answer.at("/keyword"), &wanted);
        }
    }
}

/// The page with other dirt on it: the records stay the same.
fn dirty(page: &str) -> Vec<(&'static str, String)> {
    let labels = ["Produced By", "Supported By", "Description", "Keywords"];
    let relabelled = |change: &dyn Fn(&str) -> String| {
        let line = |line: &str| match labels.iter().find(|label| line.starts_with(*label)) {
            Some(label) => format!("{}{}", change(label), &line[label.len() + 1..]),
            None => line.to_owned(),
        };
        page.lines().map(line).collect::<Vec<_>>().join("\n")
    };
    vec![
        ("CRLF", page.replace('\n', "\r\n")),
        ("lone CR", page.replace('\n', "\r")),
        ("byte order mark", format!("\u{feff}{page}")),
        ("tabs", page.replace(": ", ":\t").replace(" by ", "\tby ")),
        ("no-break blanks", page.replace(' ', "\u{a0}")),
        ("upper case", relabelled(&|label| format!("{}:", label.to_uppercase()))),
        ("lower case", relabelled(&|label| format!("{}:", label.to_lowercase()))),
        ("semicolons", relabelled(&|label| format!("{label};"))),
        ("hyphens", relabelled(&|label| format!("{label} -"))),
        ("en dashes", relabelled(&|label| format!("{label} – "))),
        ("em dashes", relabelled(&|label| format!("{label}—"))),
        ("blanks before labels", relabelled(&|label| format!("   \u{a0}{label} :"))),
        ("blanks before punctuation", relabelled(&|label| format!("{label} : "))),
        ("en dash before the format", page.replace(" - Webinar", " – Webinar")),
        ("em dash before the format", page.replace(" - Webinar", " — Webinar")),
        ("no blank lines", page.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")),
        ("many blank lines", page.replace('\n', "\n\n\n")),
    ]
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|key, _| !matches!(key.as_str(), "provenance" | "titleAsPrinted"));
            map.values_mut().for_each(strip);
        }
        Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}

/// What is asserted of a dirty page: everything but line numbers and printed blanks.
fn facts(answer: &Value) -> Value {
    let mut facts = answer.clone();
    strip(&mut facts);
    facts
}

#[tokio::test]
async fn dirt_changes_nothing() {
    let page = seed().map_or_else(|| SAMPLE.to_owned(), |(page, _)| page);
    let world = World::sample().await;
    let clean = {
        let world = World::generous(crate::harness::Database::sqlite()).await;
        world.import("page.txt", &page).await;
        facts(&world.query(PAGE).await.body)
    };
    drop(world);
    for (dirt, text) in dirty(&page) {
        let world = World::generous(crate::harness::Database::sqlite()).await;
        let report = world.import("page.txt", &text).await;
        assert_eq!((report.created, report.rejected), (8, 0), "{dirt}: {:#?}", report.issues);
        assert_eq!(facts(&world.query(PAGE).await.body), clean, "{dirt}");
    }
}

#[tokio::test]
async fn pages_of_other_publishers_work_too() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if file.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        seen += 1;
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let expected: Value = serde_json::from_str(&std::fs::read_to_string(file.with_extension("expected.json")).unwrap()).unwrap();
        let world = World::generous(crate::harness::Database::sqlite()).await;
        let report = world.import(&name, &text).await;
        let loud = issues(&report, &[IssueSeverity::Warning, IssueSeverity::Error]);
        assert_eq!(loud, expected_issues(&expected["issues"], &["WARNING", "ERROR"]), "{name}");
        let answer = world.query(PAGE).await.body;
        let collection = answer.pointer("/data/collections/nodes/0").unwrap();
        assert_eq!(collection["title"], expected["collection"], "{name}");
        let found: Vec<Value> = collection["resources"]["edges"].as_array().unwrap().iter().map(shown).collect();
        let wanted: Vec<Value> = expected["records"].as_array().unwrap().iter().map(complete).collect();
        for (found, wanted) in found.iter().zip(&wanted) {
            assert_eq!(found, wanted, "{name}");
        }
        assert_eq!(found.len(), wanted.len(), "{name}");
    }
    assert!(seen >= 3, "the fixture pages were not found");
}

/// A record as the fixtures write it.
fn shown(edge: &Value) -> Value {
    let node = &edge["node"];
    let list =
        |field: &str, one: &dyn Fn(&Value) -> Value| -> Vec<Value> { node[field]["edges"].as_array().unwrap().iter().map(one).collect() };
    json!({
        "line": edge["provenance"]["line"], "section": edge["section"], "highlighted": edge["highlighted"],
        "title": node["title"], "titleAsPrinted": node["titleAsPrinted"], "year": node["year"], "format": node["format"],
        "description": node["description"], "landingPage": node["landingPage"], "doi": node["doi"],
        "producedBy": list("producers", &|edge| json!({ "name": edge["node"]["name"], "kind": edge["node"]["__typename"].as_str().unwrap().to_uppercase(), "acronym": acronym(&edge["node"]), "role": edge["role"] })),
        "supportedBy": list("funders", &|edge| json!({ "name": edge["node"]["name"], "acronym": acronym(&edge["node"]), "kind": edge["kind"] })),
        "keywords": list("keywords", &|edge| json!({ "label": edge["node"]["label"], "acronym": edge["node"]["altLabels"].get(0).cloned() })),
    })
}

/// A fixture's record with the defaults that it leaves out.
fn complete(record: &Value) -> Value {
    let get = |name: &str| record.get(name).cloned().unwrap_or(Value::Null);
    let or = |value: &Value, name: &str, default: &str| value.get(name).cloned().unwrap_or_else(|| json!(default));
    let list =
        |name: &str, one: &dyn Fn(&Value) -> Value| -> Vec<Value> { record[name].as_array().into_iter().flatten().map(one).collect() };
    json!({
        "line": get("line"), "section": get("section"), "highlighted": get("highlighted"),
        "title": get("title"), "titleAsPrinted": get("titleAsPrinted"), "year": get("year"), "format": get("format"),
        "description": get("description"), "landingPage": get("landingPage"), "doi": get("doi"),
        "producedBy": list("producedBy", &|agent| json!({ "name": agent["name"], "kind": agent["kind"], "acronym": agent.get("acronym").cloned(), "role": or(agent, "role", "PRODUCER") })),
        "supportedBy": list("supportedBy", &|agent| json!({ "name": agent["name"], "acronym": agent.get("acronym").cloned(), "kind": or(agent, "kind", "FUNDER") })),
        "keywords": list("keywords", &|keyword| json!({ "label": keyword["label"], "acronym": keyword.get("acronym").cloned() })),
    })
}
