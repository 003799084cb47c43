//! Queries while a catalogue grows: every answer is of one moment, so the numbers in it agree with each other.

use std::time::{Duration, Instant};

use colophon::import::{self, Input, Options, Progress};
use colophon::store::Store;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::twins::count;
use crate::harness::World;

/// How many files are imported, and the records of each.
const FILES: usize = 12;
const RECORDS: usize = 150;

/// How long it may take until the last record is seen.
const PATIENCE: Duration = Duration::from_mins(1);

const QUERY: &str = "{
    resources(first: 0) {
        totalCount
        facets(by: [FORMAT, FUNDER, YEAR], first: 1000) { dimension unknown distinctValues values { label value count } }
    }
    webinars: resources(filter: { format: { eq: WEBINAR } }, first: 0) { totalCount }
    reports: resources(filter: { format: { eq: REPORT } }, first: 0) { totalCount }
    undated: resources(filter: { year: { isNull: true } }, first: 0) { totalCount }
    unfunded: resources(filter: { funders: { none: {} } }, first: 0) { totalCount }
    funders: organizations(filter: { fundedCount: { gte: 1 } }, first: 100) { totalCount nodes { name funded(first: 0) { totalCount } } }
    crosstab(rows: FUNDER, columns: KEYWORD, rowLimit: 100, columnLimit: 100) {
        totalCount
        columns { label count isUnknown }
        rows { header { label count isUnknown } cells { column { label count } count resources(first: 0) { totalCount } } }
    }
    completeness { resources missing { field count resources(first: 0) { totalCount } } }
    cooccurrence(dimension: KEYWORD, first: 20) { nodes { count resources(first: 0) { totalCount } } }
}";

fn file(number: usize) -> String {
    let record = |n: usize| {
        let n = number * RECORDS + n;
        let paid = if n.is_multiple_of(5) { Vec::new() } else { vec![format!("Payer {}", n % 7), format!("Payer {}", n % 11)] };
        let format = [None, Some("webinar"), Some("report")][n % 3];
        let record = json!({
            "id": n,
            "title": format!("Brief {n}"),
            "year": (!n.is_multiple_of(4)).then_some(2010 + n % 9),
            "format": format,
            "producedBy": format!("Maker {}", n % 13),
            "supportedBy": paid,
            "keywords": [format!("k{}", n % 17), format!("k{}", n % 6)],
        });
        format!("{record}\n")
    };
    (0..RECORDS).map(record).collect()
}

/// One answer agrees with itself. Returns how many resources there were.
fn assert_agrees(data: &Value) -> usize {
    let total = count(&data["resources"]["totalCount"]);
    let facets = data["resources"]["facets"].as_array().unwrap();
    let facet = |dimension: &str| facets.iter().find(|facet| facet["dimension"] == dimension).unwrap();
    let counted = |facet: &Value, label: &str| {
        let value = facet["values"].as_array().unwrap().iter().find(|value| value["label"] == label);
        value.map_or(0, |value| count(&value["count"]))
    };
    for dimension in ["FORMAT", "YEAR"] {
        let facet = facet(dimension);
        let sum: usize = facet["values"].as_array().unwrap().iter().map(|value| count(&value["count"])).sum();
        assert_eq!(sum + count(&facet["unknown"]), total, "{dimension}: {facet}");
    }
    assert_eq!(counted(facet("FORMAT"), "Webinar"), count(&data["webinars"]["totalCount"]));
    assert_eq!(counted(facet("FORMAT"), "Report"), count(&data["reports"]["totalCount"]));
    assert_eq!(count(&facet("YEAR")["unknown"]), count(&data["undated"]["totalCount"]));
    assert_eq!(count(&facet("FUNDER")["unknown"]), count(&data["unfunded"]["totalCount"]));
    assert_eq!(count(&facet("FUNDER")["distinctValues"]), count(&data["funders"]["totalCount"]));
    for funder in data["funders"]["nodes"].as_array().unwrap() {
        let name = funder["name"].as_str().unwrap();
        assert_eq!(counted(facet("FUNDER"), name), count(&funder["funded"]["totalCount"]), "{name}");
    }
    let crosstab = &data["crosstab"];
    assert_eq!(count(&crosstab["totalCount"]), total);
    for row in crosstab["rows"].as_array().unwrap() {
        let header = &row["header"];
        let wanted = if header["isUnknown"] == true {
            count(&data["unfunded"]["totalCount"])
        } else {
            counted(facet("FUNDER"), header["label"].as_str().unwrap())
        };
        assert_eq!(count(&header["count"]), wanted, "{header}");
        for cell in row["cells"].as_array().unwrap() {
            assert_eq!(count(&cell["count"]), count(&cell["resources"]["totalCount"]), "{header}: {cell}");
            assert!(count(&cell["count"]) <= count(&cell["column"]["count"]).min(wanted), "{header}: {cell}");
        }
    }
    assert_eq!(count(&data["completeness"]["resources"]), total);
    for missing in data["completeness"]["missing"].as_array().unwrap() {
        assert_eq!(count(&missing["count"]), count(&missing["resources"]["totalCount"]), "{missing}");
    }
    for pair in data["cooccurrence"]["nodes"].as_array().unwrap() {
        assert_eq!(count(&pair["count"]), count(&pair["resources"]["totalCount"]), "{pair}");
    }
    total
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_agrees_with_itself_while_others_import() {
    for world in World::all().await {
        let follower = world.catalog.follow();
        let import = tokio::spawn({
            let url = world.database.url.clone();
            async move {
                let store = Store::open(&url).await.unwrap();
                let folder = TempDir::new().unwrap();
                for number in 0..FILES {
                    let path = folder.path().join(format!("part-{number}.jsonl"));
                    std::fs::write(&path, file(number)).unwrap();
                    let inputs = vec![Input::file(&path)];
                    let report = import::import(&store, inputs, &Options::default(), &Progress::default()).await.whole().unwrap();
                    assert_eq!(report.created, RECORDS as i64, "{report:?}");
                }
            }
        });
        let (mut totals, all, since) = (Vec::new(), FILES * RECORDS, Instant::now());
        while totals.last() != Some(&all) && since.elapsed() < PATIENCE {
            let answer = world.query(QUERY).await;
            assert!(answer.body.get("errors").is_none(), "{}: {}", world.database.name, answer.body["errors"]);
            totals.push(assert_agrees(&answer.body["data"]));
        }
        import.await.unwrap();
        follower.abort();
        assert_eq!(totals.last(), Some(&all), "{} did not see all of it: {totals:?}", world.database.name);
        assert!(totals.is_sorted(), "{} forgets: {totals:?}", world.database.name);
        assert!(totals.len() > 2, "{}: nothing was asked while it grew: {totals:?}", world.database.name);
    }
}
