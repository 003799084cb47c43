//! Pages and files in the layouts of public catalogues, each with the records that a librarian reads in it.
//!
//! `tests/fixtures/cases` holds them: `K-NN-name.txt` or `.jsonl` is the input, `K-NN-name.expected.json` the right answer. `K` is the kind
//! of trap. An answer names only what is judged; a list that it gives is compared whole. Cases of the kinds 3 and 4 are about several
//! records together and are judged after an import (`tests/it/import/cases.rs`).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use entity::vocabulary::IssueSeverity;
use serde_json::{Value, json};

use super::{Hints, open};
use crate::model::{Award, Issue, Item, Record};

/// The kinds that a single record shows.
const KINDS: [u64; 6] = [1, 2, 5, 6, 7, 8];

/// Cases that are read wrongly. The list only shrinks.
const WRONG: &[&str] = &[];

fn read(file: &Path) -> (Vec<Record>, Vec<Issue>) {
    let input = fs::File::open(file).unwrap();
    let items = open(Box::new(input), &file.to_string_lossy(), None, &Hints::default()).unwrap().items;
    let (mut records, mut issues) = (Vec::new(), Vec::new());
    for item in items {
        match item.unwrap() {
            Item::Record(record) => records.push(*record),
            Item::Issue(issue) => issues.push(issue),
            Item::Collection(_) | Item::Account(_) => {}
        }
    }
    (records, issues)
}

fn awards(awards: &[Award]) -> Vec<Value> {
    awards.iter().map(|award| json!(award.number)).collect()
}

/// A record in the form of the answers.
fn shown(record: &Record) -> Value {
    json!({
        "title": record.title.value,
        "year": record.year.as_ref().map(|said| said.value),
        "format": record.format.as_ref().map(|said| said.value.as_str()),
        "description": record.description.as_ref().map(|said| &said.value),
        "language": record.language.as_ref().map(|said| &said.value),
        "landingPage": record.landing_page.as_ref().map(|said| &said.value),
        "license": record.license.as_ref().map(|said| &said.value.as_printed),
        "identifiers": record.identifiers.iter()
            .map(|said| json!({ "scheme": said.value.scheme.as_str(), "value": said.value.value }))
            .collect::<Vec<_>>(),
        "producedBy": record.producers.iter()
            .map(|mention| json!({ "name": mention.name, "kind": mention.kind.as_str(), "role": mention.role.as_str() }))
            .collect::<Vec<_>>(),
        "supportedBy": record.funders.iter()
            .map(|mention| json!({ "name": mention.name, "kind": mention.role.as_str(), "awards": awards(&mention.awards) }))
            .collect::<Vec<_>>(),
        "keywords": record.keywords.iter().map(|mention| &mention.label).collect::<Vec<_>>(),
        "notes": record.notes.iter().map(|note| json!({ "label": note.label, "value": note.value })).collect::<Vec<_>>(),
    })
}

/// An answer's record with the lists of awards that it leaves out.
fn complete(record: &Value) -> Value {
    let mut record = record.clone();
    for funder in record["supportedBy"].as_array_mut().into_iter().flatten() {
        if funder.get("awards").is_none() {
            funder["awards"] = json!([]);
        }
    }
    record
}

/// Differences between a file and its answer, one line each.
fn differences(file: &Path, answer: &Value) -> Vec<String> {
    let (records, issues) = read(file);
    let wanted = answer["records"].as_array().unwrap();
    let mut found = Vec::new();
    if records.len() != wanted.len() {
        let titles: Vec<_> = records.iter().map(|record| record.title.value.as_str()).collect();
        found.push(format!("{} records instead of {}: {titles:?}", records.len(), wanted.len()));
    }
    for (at, (record, wanted)) in records.iter().map(shown).zip(wanted.iter().map(complete)).enumerate() {
        for (field, value) in wanted.as_object().unwrap() {
            if record[field] != *value {
                found.push(format!("record {}, {field}: {} instead of {value}", at + 1, record[field]));
            }
        }
    }
    for warning in answer["warnings"].as_array().into_iter().flatten() {
        let text = warning.as_str().unwrap().to_lowercase();
        let tells = |issue: &Issue| {
            let texts = [issue.text.as_deref(), issue.field.as_deref(), Some(issue.message.as_str())];
            issue.severity != IssueSeverity::Info && texts.into_iter().flatten().any(|told| told.to_lowercase().contains(&text))
        };
        if !issues.iter().any(tells) {
            found.push(format!("no warning tells `{text}`"));
        }
    }
    found
}

/// The cases: name, file and answer.
fn cases() -> Vec<(String, PathBuf, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases");
    let mut cases: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|file| file.extension().is_some_and(|ending| ending != "json"))
        .map(|file| {
            let answer = serde_json::from_str(&fs::read_to_string(file.with_extension("expected.json")).unwrap()).unwrap();
            (file.file_stem().unwrap().to_string_lossy().into_owned(), file, answer)
        })
        .collect();
    cases.sort_by(|(first, ..), (second, ..)| first.cmp(second));
    cases
}

#[test]
fn each_case_is_read_as_a_librarian_reads_it() {
    let mut score: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (name, file, answer) in cases() {
        let kind = answer["kind"].as_u64().unwrap();
        if !KINDS.contains(&kind) {
            continue;
        }
        let differences = differences(&file, &answer);
        let (right, all) = score.entry(kind).or_default();
        *all += 1;
        *right += usize::from(differences.is_empty());
        if !differences.is_empty() {
            println!("{name}\n    {}", differences.join("\n    "));
            wrong.push(name);
        }
    }
    println!("right, of all, by kind: {score:?}");
    assert!(score.values().map(|(_, all)| all).sum::<usize>() >= 60, "cases are missing");
    assert_eq!(wrong, WRONG);
}
