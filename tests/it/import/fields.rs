//! Everything that a record can say comes back: notes, licences, awards, identifiers of all schemes.

use colophon::model::IssueCode;
use serde_json::{Value, json};

use crate::harness::World;

/// A record that says all that a record can say.
fn full() -> Value {
    json!({
        "id": "f-1",
        "title": "Rivers of the north",
        "license": "Creative Commons Attribution 4.0 International (CC BY 4.0)",
        "notes": [
            { "label": "Audience", "value": "Towns and villages" },
            { "label": "Pages", "value": 24 },
            { "label": "Audience", "value": ["Mayors", "Clerks"] },
        ],
        "doi": ["10.5555/A", "https://doi.org/10.5555/b"],
        "isbn": "0-306-40615-2",
        "pmid": 31_452_104,
        "arxiv": "arXiv:2101.00001v2",
        "handle": "https://hdl.handle.net/2027/mdp.39015",
        "oai": "oai:example.org:1",
        "identifiers": [{ "scheme": "url", "value": "https://example.org/item" }, "shelf 12", "PMID 31452104"],
        "producedBy": [
            { "name": "River Trust", "ror": "02nr0ka47", "isni": "0000 0001 2103 2683", "orgId": "US-EIN-52-1693387", "grid": "grid.5386.8", "wikidata": "q42" },
            { "name": "Ada Example", "identifiers": ["https://orcid.org/0000-0002-1825-0097", { "scheme": "Wikidata", "value": "Q43" }] },
        ],
        "supportedBy": [
            {
                "name": "Water Fund",
                "crossrefFunder": "100000001",
                "award": { "number": "R01 MH123456", "title": "Water for all", "url": "https://example.org/award" },
                "awards": ["2010-XX-0007", { "title": "Zephyr grant" }, "R01 MH123456", "2010-XX-0007"],
            },
            "Lake Fund",
        ],
    })
}

const QUERY: &str = "{ resources { totalCount nodes { version license { name url asPrinted } notes { label value } doi \
    identifiers { scheme value url } \
    producers { nodes { __typename name identifiers { scheme value } } } \
    funders { edges { award { number } awards { number title url } node { name identifiers { scheme value } } } } \
    provenance { field provenance { source line method } } } } }";

async fn record(world: &World) -> Value {
    let answer = world.query(QUERY).await;
    assert_eq!(answer.at("/resources/totalCount"), 1, "{answer:?}");
    answer.at("/resources/nodes/0").clone()
}

async fn import(world: &World, record: &Value) -> (i64, i64, i64) {
    let report = world.import("full.jsonl", &format!("{record}\n")).await;
    assert_eq!((report.rejected, report.issues.len()), (0, 0), "{report:#?}");
    (report.created, report.updated, report.unchanged)
}

#[tokio::test]
async fn all_that_a_record_says_comes_back() {
    for world in World::all().await {
        assert_eq!(import(&world, &full()).await, (1, 0, 0));
        let found = record(&world).await;
        let by = "https://creativecommons.org/licenses/by/4.0/";
        assert_eq!(found["license"], json!({ "name": "CC BY 4.0", "url": by, "asPrinted": full()["license"] }));
        let note = |label: &str, value: &str| json!({ "label": label, "value": value });
        let notes = [note("Audience", "Towns and villages"), note("Pages", "24"), note("Audience", "Mayors"), note("Audience", "Clerks")];
        assert_eq!(found["notes"], json!(notes));
        let identifiers = found["identifiers"].as_array().unwrap();
        let told: Vec<String> =
            identifiers.iter().map(|it| format!("{} {}", it["scheme"].as_str().unwrap(), it["value"].as_str().unwrap())).collect();
        let wanted = [
            "DOI 10.5555/a",
            "DOI 10.5555/b",
            "ISBN 9780306406157",
            "PMID 31452104",
            "ARXIV 2101.00001",
            "HANDLE 2027/mdp.39015",
            "OAI oai:example.org:1",
            "URL https://example.org/item",
            "LOCAL shelf 12",
            "LOCAL f-1",
        ];
        assert_eq!(told, wanted);
        assert_eq!(found["doi"], "10.5555/a");
        assert_eq!(identifiers[3]["url"], "https://pubmed.ncbi.nlm.nih.gov/31452104/");
        let of = |scheme: &str, value: &str| json!({ "scheme": scheme, "value": value });
        let [body, person] = found["producers"]["nodes"].as_array().unwrap().as_slice() else { panic!("{found}") };
        assert_eq!((&body["__typename"], &person["__typename"]), (&json!("Organization"), &json!("Person")));
        let of_body = [
            of("ROR", "02nr0ka47"),
            of("ISNI", "0000000121032683"),
            of("WIKIDATA", "Q42"),
            of("ORG_ID", "US-EIN-521693387"),
            of("GRID", "grid.5386.8"),
        ];
        assert_eq!(body["identifiers"], json!(of_body));
        assert_eq!(person["identifiers"], json!([of("ORCID", "0000-0002-1825-0097"), of("WIKIDATA", "Q43")]));
        let award = |number: Option<&str>, title: Option<&str>, url: Option<&str>| json!({ "number": number, "title": title, "url": url });
        let awards = [
            award(Some("R01 MH123456"), Some("Water for all"), Some("https://example.org/award")),
            award(Some("2010-XX-0007"), None, None),
            award(None, Some("Zephyr grant"), None),
            award(Some("R01 MH123456"), None, None),
        ];
        assert_eq!(found["funders"]["edges"][0]["awards"], json!(awards));
        assert_eq!(found["funders"]["edges"][0]["award"], json!({ "number": "R01 MH123456" }));
        assert_eq!(found["funders"]["edges"][0]["node"]["identifiers"], json!([of("CROSSREF_FUNDER", "10.13039/100000001")]));
        assert_eq!(
            found["funders"]["edges"][1],
            json!({ "award": null, "awards": [], "node": { "name": "Lake Fund", "identifiers": [] } })
        );
        let fields: Vec<&str> = found["provenance"].as_array().unwrap().iter().map(|it| it["field"].as_str().unwrap()).collect();
        assert!(fields.contains(&"license") && fields.contains(&"notes"), "{fields:?}");
        assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn what_is_said_again_changes_nothing_and_each_change_is_taken() {
    for world in World::all().await {
        let mut now = full();
        assert_eq!(import(&world, &now).await, (1, 0, 0));
        assert_eq!(import(&world, &now).await, (0, 0, 1), "{}", world.database.name);
        now["supportedBy"][0]["awards"] = json!(["2010-XX-0007"]);
        assert_eq!(import(&world, &now).await, (0, 1, 0), "an award less");
        now["supportedBy"][0]["awards"] = json!(["2010-XX-0007", "N-9"]);
        assert_eq!(import(&world, &now).await, (0, 1, 0), "an award more");
        now["notes"] = json!({ "Audience": "Cities" });
        assert_eq!(import(&world, &now).await, (0, 1, 0), "another note");
        now["license"] = json!({ "url": "https://example.org/terms", "asPrinted": "Our terms" });
        assert_eq!(import(&world, &now).await, (0, 1, 0), "another licence");
        now["license"] = json!("All rights reserved");
        assert_eq!(import(&world, &now).await, (0, 1, 0), "a licence without an address");
        now["isbn"] = Value::Null;
        assert_eq!(import(&world, &now).await, (0, 1, 0), "an identifier less");
        assert_eq!(import(&world, &now).await, (0, 0, 1));
        let found = record(&world).await;
        assert_eq!(found["version"], 7);
        assert_eq!(found["notes"], json!([{ "label": "Audience", "value": "Cities" }]));
        assert_eq!(found["license"], json!({ "name": null, "url": null, "asPrinted": "All rights reserved" }));
        now["notes"] = Value::Null;
        now["license"] = Value::Null;
        now["supportedBy"] = json!(["Water Fund"]);
        assert_eq!(import(&world, &now).await, (0, 1, 0));
        let found = record(&world).await;
        assert_eq!((&found["notes"], &found["license"]), (&json!([]), &Value::Null));
        assert_eq!(found["funders"]["edges"][0]["awards"], json!([]));
        assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn notes_and_awards_are_searched() {
    const SEARCH: &str = "query($s: String) { resources(search: $s) { totalCount edges { matches { field snippet } } } }";
    for world in World::all().await {
        let lines =
            format!("{}\n{}\n", full(), json!({ "title": "Lakes", "notes": { "Audience": "Cities" }, "supportedBy": "Water Fund" }));
        assert_eq!(world.import("full.jsonl", &lines).await.created, 2);
        for (search, field, snippet) in [
            ("villages", "NOTE", "Audience: Towns and <mark>villages</mark>"),
            ("MH123456", "AWARD", "R01 <mark>MH123456</mark>"),
            ("rivers 2010-XX-0007", "AWARD", "<mark>2010</mark>-<mark>XX</mark>-<mark>0007</mark>"),
            ("zephyr", "AWARD", "<mark>Zephyr</mark> grant"),
        ] {
            let answer = world.query_with(SEARCH, json!({ "s": search })).await;
            assert_eq!(answer.at("/resources/totalCount"), 1, "{search} on {}", world.database.name);
            let matches = answer.at("/resources/edges/0/matches").as_array().unwrap();
            assert!(matches.contains(&json!({ "field": field, "snippet": snippet })), "{search}: {matches:?}");
        }
        assert_eq!(world.query_with(SEARCH, json!({ "s": "audience" })).await.at("/resources/totalCount"), 2);
        let mut now = full();
        now["notes"] = json!({ "Audience": "Harbours" });
        now["supportedBy"] = json!(["Water Fund"]);
        assert_eq!(world.import("full.jsonl", &format!("{now}\n")).await.updated, 1);
        for (search, count) in [("villages", 0), ("MH123456", 0), ("zephyr", 0), ("harbours", 1)] {
            assert_eq!(world.query_with(SEARCH, json!({ "s": search })).await.at("/resources/totalCount"), count, "{search}");
        }
    }
}

#[tokio::test]
async fn licences_are_filtered_by_any_spelling_and_counted() {
    for world in World::all().await {
        let lines = ["CC-BY-4.0", "http://creativecommons.org/licenses/by/4.0/deed.de", "MIT License", "All rights reserved"]
            .map(|license| json!({ "title": license, "license": license }).to_string());
        world.import("terms.jsonl", &format!("{}\n{{\"title\":\"None\"}}\n", lines.join("\n"))).await;
        let query = "query($f: ResourceFilter) { resources(filter: $f) { totalCount facets(by: [LICENSE]) { unknown values { label value count } } } }";
        let count = async |filter: Value| {
            let answer = world.query_with(query, json!({ "f": { "license": filter } })).await;
            answer.at("/resources/totalCount").as_u64().unwrap_or_else(|| panic!("{answer:?}"))
        };
        for spelling in ["cc by 4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/legalcode"] {
            assert_eq!(count(json!({ "eq": spelling })).await, 2, "{spelling}");
        }
        assert_eq!(count(json!({ "in": ["MIT", "all RIGHTS reserved"] })).await, 2);
        assert_eq!(count(json!({ "contains": "creativecommons.org" })).await, 2);
        assert_eq!((count(json!({ "isNull": true })).await, count(json!({ "eq": "GPL-3.0" })).await), (1, 0));
        let answer = world.query_with(query, json!({})).await;
        let value = |label: &str, value: &str, count: u32| json!({ "label": label, "value": value, "count": count });
        let facet = json!({
            "unknown": 1,
            "values": [
                value("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", 2),
                value("All rights reserved", "All rights reserved", 1),
                value("MIT", "https://spdx.org/licenses/MIT.html", 1),
            ],
        });
        assert_eq!(answer.at("/resources/facets/0"), &facet);
    }
}

#[tokio::test]
async fn a_resource_goes_by_each_of_its_identifiers() {
    for world in World::all().await {
        assert_eq!(import(&world, &full()).await, (1, 0, 0));
        for spelling in [
            "10.5555/b",
            "DOI 10.5555/A",
            "978-0-306-40615-7",
            "pmid:31452104",
            "arxiv.org/abs/2101.00001",
            "hdl:2027/mdp.39015",
            "oai:example.org:1",
            "https://example.org/item",
            "shelf 12",
            "f-1",
        ] {
            let answer = world.query_with("query($i: String) { resource(identifier: $i) { title } }", json!({ "i": spelling })).await;
            assert_eq!(answer.at("/resource/title"), "Rivers of the north", "{spelling}");
            let answer = world
                .query_with(
                    "query($f: ResourceFilter) { resources(filter: $f) { totalCount } }",
                    json!({ "f": { "identifier": { "eq": spelling } } }),
                )
                .await;
            assert_eq!(answer.at("/resources/totalCount"), 1, "{spelling}");
        }
        for spelling in ["ISNI 0000 0001 2103 2683", "us-ein-52-1693387", "https://www.grid.ac/institutes/grid.5386.8", "Q42"] {
            let answer = world.query_with("query($i: String) { organization(identifier: $i) { name } }", json!({ "i": spelling })).await;
            assert_eq!(answer.at("/organization/name"), "River Trust", "{spelling}");
        }
        // A page at the address of a registry is found as a page.
        world.import("pages.jsonl", "{\"title\":\"A preprint\",\"url\":\"https://arxiv.org/abs/2202.00002\"}\n").await;
        let answer = world.query("{ resource(identifier: \"https://arxiv.org/abs/2202.00002\") { title } }").await;
        assert_eq!(answer.at("/resource/title"), "A preprint");
    }
}

#[tokio::test]
async fn records_that_share_one_of_several_dois_are_one_resource() {
    for world in World::all().await {
        let one = "{\"title\":\"One\",\"doi\":[\"10.5555/a\",\"10.5555/b\"]}\n";
        let report = world.import("one.jsonl", &format!("{one}{{\"title\":\"Two\",\"doi\":\"10.5555/B\"}}\n")).await;
        assert_eq!((report.created, report.rejected), (1, 1), "{report:#?}");
        assert_eq!((report.issues[0].issue.code, report.issues[0].issue.at.line), (IssueCode::DuplicateRecord, Some(2)));
        let report = world
            .import("two.jsonl", "{\"title\":\"One\",\"doi\":[\"10.5555/c\",\"10.5555/b\"]}\n{\"title\":\"Three\",\"doi\":\"10.5555/c\"}\n")
            .await;
        assert_eq!((report.created, report.updated, report.rejected), (0, 1, 1), "{report:#?}");
        assert_eq!(world.import("three.jsonl", "{\"title\":\"One\",\"doi\":\"10.5555/c\"}\n").await.created, 0);
        assert_eq!(world.query("{ resources { totalCount } }").await.at("/resources/totalCount"), 1);
    }
}

#[tokio::test]
async fn what_cannot_be_an_identifier_of_such_a_thing_is_told() {
    for world in World::all().await {
        let line = json!({
            "title": "A",
            "isbn": ["978-0-306-40615-8", true],
            "identifiers": [{ "scheme": "ROR", "value": "02nr0ka47" }, { "scheme": "ISSN", "value": "1" }, { "scheme": "DOI", "value": "x" }, 5, true],
            "producedBy": [
                { "name": "X", "kind": "person", "grid": "grid.5386.8" },
                { "name": "Y", "ror": "02nr0ka47", "identifiers": ["https://ror.org/05dxps055", "https://ror.org/02nr0ka47", "soon"] },
            ],
            "supportedBy": [{ "name": "Z", "awards": [[], { "url": "soon" }] }],
            "notes": ["x", { "Audience": { "a": 1 } }],
            "license": 5,
        });
        let report = world.import("flaws.jsonl", &format!("{line}\n")).await;
        assert_eq!(report.created, 1);
        let mut fields: Vec<&str> = report.issues.iter().map(|told| told.issue.field.as_deref().unwrap()).collect();
        fields.sort_unstable();
        let wanted = [
            "identifiers[0]",
            "identifiers[1].scheme",
            "identifiers[2].value",
            "identifiers[4]",
            "isbn[0]",
            "isbn[1]",
            "license",
            "notes[0]",
            "notes[1].Audience",
            "producedBy[0].grid",
            "producedBy[1].identifiers[0]",
            "producedBy[1].identifiers[2]",
            "supportedBy[0].awards[0]",
            "supportedBy[0].awards[1].url",
        ];
        assert_eq!(fields, wanted);
        assert!(report.issues.iter().all(|told| told.issue.code == IssueCode::BadValue), "{report:#?}");
    }
}

#[tokio::test]
async fn another_source_fills_what_is_empty_and_takes_it_back() {
    for world in World::all().await {
        world
            .import("one.jsonl", "{\"title\":\"Shared\",\"doi\":\"10.5555/s\",\"supportedBy\":{\"name\":\"Fund\",\"award\":\"1\"}}\n")
            .await;
        let second = json!({ "title": "Shared", "doi": "10.5555/s", "license": "CC0", "notes": { "Audience": "All" }, "supportedBy": { "name": "Fund", "awards": ["2", "1"] } });
        assert_eq!(world.import("two.jsonl", &format!("{second}\n")).await.updated, 1);
        let third = json!({ "title": "Shared", "doi": "10.5555/s", "license": "MIT", "notes": { "Audience": "Some" } });
        let report = world.import("three.jsonl", &format!("{third}\n")).await;
        let conflicts: Vec<_> = report.issues.iter().map(|told| (told.issue.code, told.issue.field.as_deref())).collect();
        assert_eq!(conflicts, [(IssueCode::Conflict, Some("license")), (IssueCode::Conflict, Some("notes"))]);
        let found = record(&world).await;
        assert_eq!(found["license"]["name"], "CC0 1.0");
        assert_eq!(found["funders"]["edges"][0]["awards"].as_array().unwrap().len(), 2, "awards of all sources");
        let sources = found["provenance"].to_string();
        assert!(sources.contains(r#"{"field":"notes","provenance":{"line":1,"method":"ASSERTED","source":"two"}}"#), "{sources}");

        let mut tx = world.store.begin().await.unwrap();
        let two = tx.find_source("two").await.unwrap().unwrap();
        tx.remove_source(two).await.unwrap();
        tx.commit(None).await.unwrap();
        world.refresh().await;
        let found = record(&world).await;
        assert_eq!((&found["license"], &found["notes"]), (&Value::Null, &json!([])));
        assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new());
    }
}
