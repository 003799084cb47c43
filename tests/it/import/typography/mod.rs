//! Names that differ in typography only are one, and joiners are shown as they were printed.

mod upgrade;

use std::collections::BTreeSet;

use entity::{agent, keyword};
use sea_orm::{Database as SeaOrm, EntityTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::{Database, World};

/// Apostrophes of three kinds.
pub(super) const CAMPUS: &str = include_str!("campus.txt");
/// Names, labels and titles in several spellings, some in one record, some with identifiers that tell them apart.
pub(super) const SHELF: &str = include_str!("shelf.jsonl");
/// Text of scripts that are spelled with joiners.
const JOINERS: &str = include_str!("joiners.jsonl");

/// The agents and keywords of a database, by id.
pub(super) async fn nodes(database: &Database) -> (Vec<agent::Model>, Vec<keyword::Model>) {
    let connection = SeaOrm::connect(&database.url).await.unwrap();
    let (mut agents, mut keywords) =
        (agent::Entity::find().all(&connection).await.unwrap(), keyword::Entity::find().all(&connection).await.unwrap());
    connection.close().await.unwrap();
    agents.sort_by_key(|agent| agent.id);
    keywords.sort_by_key(|keyword| keyword.id);
    (agents, keywords)
}

#[tokio::test]
async fn apostrophes_make_no_other_node() {
    for world in World::all().await {
        assert_eq!(world.import("campus.txt", CAMPUS).await.created, 3);
        let query = r#"{
            organizations { totalCount nodes { name names { value } producedCount: produced { totalCount } funded { totalCount } } }
            keywords { totalCount nodes { label altLabels resources { totalCount } } }
            collections { nodes { resources { nodes {
                producers { edges { nameAsPrinted } } funders { edges { nameAsPrinted } } keywords { edges { labelAsPrinted } }
            } } } }
            organization(name: "kings college hill") { name }
            straight: organization(name: "King's College Hill") { name }
            keyword(label: "womenʼs health") { label }
        }"#;
        let answer = world.query(query).await;
        assert_eq!(answer.at("/organizations/totalCount"), 2, "{:#}", answer.body);
        assert_eq!(answer.at("/keywords/totalCount"), 1);
        assert_eq!(
            answer.at("/keywords/nodes/0"),
            &json!({ "label": "women’s health", "altLabels": [], "resources": { "totalCount": 3 } })
        );
        assert_eq!(answer.at("/organization"), &Value::Null);
        assert_eq!(answer.at("/straight/name"), "King’s College Hill", "the first spelling is shown");
        assert_eq!(answer.at("/keyword/label"), "women’s health");
        let printed = |list: &str, field: &str| -> Vec<String> {
            let resources = answer.at("/collections/nodes/0/resources/nodes").as_array().unwrap();
            resources.iter().map(|resource| resource[list]["edges"][0][field].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(printed("producers", "nameAsPrinted"), ["King’s College Hill", "King's College Hill", "Kingʼs College Hill"]);
        assert_eq!(
            printed("funders", "nameAsPrinted"),
            ["Children's Fund for Play", "Children’s Fund for Play", "Childrenʼs Fund for Play"]
        );
        assert_eq!(printed("keywords", "labelAsPrinted"), ["women’s health", "women's health", "womenʼs health"]);
        assert_eq!(world.import("campus.txt", CAMPUS).await.unchanged, 3);
        assert_eq!(world.import("campus.txt", &CAMPUS.replace('ʼ', "'")).await.updated, 1, "the printed forms of the third guide");
    }
}

#[tokio::test]
async fn what_is_said_of_a_name_in_any_spelling_counts_for_it() {
    for world in World::all().await {
        let report = world.import("shelf.jsonl", SHELF).await;
        assert_eq!((report.created, report.rejected), (7, 0), "{report:#?}");
        let query = r#"{
            both: organizations(filter: { name: { eq: "Hill's Institute" } }) { nodes { identifiers { value } produced { totalCount } } }
            trust: organization(name: "River Trust, Inc") { name names { value } produced { totalCount } }
            ukri: organization(name: "UKRI") { name names { kind value } }
            estate: person(name: "Jane Roe's Estate") { name produced { totalCount } }
            keywords { nodes { label uri altLabels resources { totalCount } } }
        }"#;
        let answer = world.query(query).await;
        assert_eq!(answer.at("/both/nodes").as_array().map(Vec::len), Some(2), "{:#}", answer.body);
        assert_eq!(answer.at("/trust/name"), "River Trust, Inc.");
        assert_eq!(answer.at("/trust/produced/totalCount"), 2);
        assert_eq!(answer.at("/ukri/name"), "UK Research and Innovation");
        assert_eq!(answer.at("/estate/produced/totalCount"), 2);
        let labels: BTreeSet<String> =
            answer.at("/keywords/nodes").as_array().unwrap().iter().map(|node| node["label"].to_string()).collect();
        assert_eq!(labels.len(), 4, "{labels:?}");
        let again = world.import("shelf.jsonl", SHELF).await;
        assert_eq!((again.unchanged, again.rejected), (7, 0), "{again:#?}");
    }
}

#[tokio::test]
async fn a_name_gets_the_id_that_the_first_version_gave_it() {
    let printed = [
        ("campus.txt", "kings-college-hill", "0fbf80eb-d8ca-580b-96b5-52331c77f795"),
        ("campus.txt", "childrens-fund-for-play", "65da26eb-db4c-56cd-bde2-1d783611d64e"),
        ("campus.txt", "womens-health", "84f53548-2408-5513-b23d-1b246f549560"),
        ("shelf.jsonl", "river-trust-inc", "571b381e-a62e-51ce-bed8-5f61cfa9beb9"),
        ("shelf.jsonl", "uk-research-and-innovation", "b0b48e54-c2bb-5370-8c68-5880c7328fdc"),
        ("shelf.jsonl", "hills-institute", "65d7b8ff-d1e2-513e-9736-0433f78ccd80"),
        ("shelf.jsonl", "jane-roes-estate", "b8d6b498-5f58-5542-b09b-826c8945f213"),
    ];
    for (name, text) in [("campus.txt", CAMPUS), ("shelf.jsonl", SHELF)] {
        let world = World::new(Database::sqlite()).await;
        world.import(name, text).await;
        let (agents, keywords) = nodes(&world.database).await;
        let ids = agents.into_iter().map(|row| (row.slug, row.id)).chain(keywords.into_iter().map(|row| (row.slug, row.id)));
        let ids: std::collections::HashMap<String, Uuid> = ids.collect();
        for (_, slug, id) in printed.iter().filter(|(file, ..)| *file == name) {
            assert_eq!(ids.get(*slug).map(Uuid::to_string).as_deref(), Some(*id), "{slug}");
        }
    }
}

#[tokio::test]
async fn two_spellings_that_the_first_version_took_for_one_are_one() {
    for world in World::all().await {
        let text = r#"{"id": "1", "title": "One", "producedBy": ["UK Research and Innovation (UKRI)"], "keywords": ["AIDS Research Network (AIDSRN)"]}"#;
        world.import("one.jsonl", text).await;
        // Without capitals nothing says that the bracket is an acronym; 0.1 made one id of both spellings.
        world.import("two.jsonl", &text.to_lowercase().replace("producedby", "producedBy")).await;
        let answer = world.query("{ organizations { totalCount nodes { produced { totalCount } } } keywords { totalCount } }").await;
        assert_eq!(answer.at("/organizations"), &json!({ "totalCount": 1, "nodes": [{ "produced": { "totalCount": 2 } }] }));
        assert_eq!(answer.at("/keywords/totalCount"), 1);
        assert_eq!(world.catalog.verify().await.unwrap().differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn joiners_are_shown_as_they_were_printed() {
    for world in World::all().await {
        assert_eq!(world.import("joiners.jsonl", JOINERS).await.created, 5);
        let query =
            "{ resources(orderBy: { field: TITLE }) { nodes { title producers { nodes { name } } keywords { nodes { label } } } } }";
        let answer = world.query(query).await;
        let shown: BTreeSet<String> = answer
            .at("/resources/nodes")
            .as_array()
            .unwrap()
            .iter()
            .map(|node| {
                format!(
                    "{} / {} / {}",
                    node["title"].as_str().unwrap(),
                    node["producers"]["nodes"][0]["name"].as_str().unwrap(),
                    node["keywords"]["nodes"][0]["label"].as_str().unwrap()
                )
            })
            .collect();
        let wanted = [
            "برنامه\u{200c}های آموزش / سازمان داده\u{200c}های باز / پایگاه\u{200c}داده",
            "ශ්\u{200d}රී ලංකා water / ශ්\u{200d}රී ලංකා Water Board / ශ්\u{200d}රී",
            "Families 👨\u{200d}👩\u{200d}👧 at home / Family 🏳\u{fe0f}\u{200d}🌈 League / families",
            "هتل test (RTL) end / المركز العربي / عربي",
            "softhyphen zero / Example League / x",
        ];
        assert_eq!(shown, wanted.into_iter().map(str::to_owned).collect());
        for (name, wanted) in [
            ("سازمان دادههای باز", "سازمان داده\u{200c}های باز"),
            ("ශ්රී ලංකා Water Board", "ශ්\u{200d}රී ලංකා Water Board"),
            ("Family 🏳🌈 League", "Family 🏳\u{fe0f}\u{200d}🌈 League"),
        ] {
            let answer = world.query_with("query ($name: String!) { organization(name: $name) { name } }", json!({ "name": name })).await;
            assert_eq!(answer.at("/organization/name"), wanted);
        }
        // The same page without its joiners: nothing but what is shown differs.
        let without: String = JOINERS.chars().filter(|character| !matches!(character, '\u{200c}' | '\u{200d}')).collect();
        let again = world.import("joiners.jsonl", &without).await;
        assert_eq!((again.created, again.rejected), (0, 0), "{again:#?}");
        assert_eq!(world.query("{ organizations { totalCount } keywords { totalCount } }").await.at("/organizations/totalCount"), 5);
    }
}
