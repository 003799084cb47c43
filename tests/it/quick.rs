//! What is resolved at once gives the answers that the executor gives: errors once and in their places, fields that are asked twice merged, fragments where they are meant.

use serde_json::{Value, json};

use crate::harness::{Answer, World};

fn paths(answer: &Answer) -> Vec<String> {
    let errors = answer.body["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|error| error["path"].to_string()).collect()
}

#[tokio::test]
async fn a_field_that_fails_beside_one_that_waits_fails_once() {
    let world = World::sample().await;
    let answer = world.query("{ resources(first: 3) { nodes { title producers(first: 1000) { totalCount } description } } }").await;
    let path = |place: usize| format!("[\"resources\",\"nodes\",{place},\"producers\"]");
    assert_eq!(paths(&answer), [path(0), path(1), path(2)], "{}", answer.body);
    for place in 0..3 {
        let node = answer.at(&format!("/resources/nodes/{place}"));
        assert!(node["title"].is_string() && node["description"].is_string() && node["producers"].is_null(), "{node}");
    }
    assert_eq!(answer.statements, 1);

    let inside = "{ resources(first: 2) { nodes { keywords(first: 2) { edges { labelAsPrinted node { label funders(first: -1) { totalCount } } } } } } }";
    let answer = world.query(inside).await;
    let mut found = paths(&answer);
    let all = found.len();
    found.sort();
    found.dedup();
    assert_eq!((found.len(), all), (3, 3), "{}", answer.body);
    assert_eq!(answer.statements, 1);
}

#[tokio::test]
async fn what_is_asked_twice_is_merged() {
    let world = World::sample().await;
    let twice = "{ resources(first: 2) { nodes { title keywords { totalCount } } nodes { year keywords { nodes { label } } description } totalCount } }";
    let once = "{ resources(first: 2) { nodes { title keywords { totalCount nodes { label } } year description } totalCount } }";
    assert_eq!(world.query(twice).await.body["data"], world.query(once).await.body["data"]);
    let aliases = world.query("{ resources(first: 1) { nodes { a: title b: title title } } }").await;
    let node = aliases.at("/resources/nodes/0");
    assert!(node["a"] == node["title"] && node["b"] == node["title"] && node["a"].is_string(), "{node}");
}

#[tokio::test]
async fn fragments_count_where_they_are_meant() {
    let world = World::sample().await;
    let query = "{ resources { nodes { ...Card ... on Node { id } ... { year } producers { nodes { __typename ... on Agent { name } ... on Person { orcid } ... on Organization { ror } } } } } }
        fragment Card on Resource { title ...Rest }
        fragment Rest on Resource { keywords(first: 1) { ...Page } }
        fragment Page on SubjectConnection { nodes { label } }";
    let answer = world.query(query).await;
    assert!(answer.body.get("errors").is_none(), "{}", answer.body);
    let nodes = answer.at("/resources/nodes").as_array().unwrap();
    let (mut persons, mut organizations) = (0, 0);
    for node in nodes {
        assert!(node["id"].is_string() && node["title"].is_string() && node["keywords"]["nodes"][0]["label"].is_string(), "{node}");
        assert!(node.get("year").is_some());
        for producer in node["producers"]["nodes"].as_array().unwrap() {
            let keys: Vec<&String> = producer.as_object().unwrap().keys().collect();
            if producer["__typename"] == "Person" {
                persons += 1;
                assert_eq!(keys, ["__typename", "name", "orcid"]);
            } else {
                organizations += 1;
                assert_eq!(keys, ["__typename", "name", "ror"]);
            }
        }
    }
    assert!(persons > 0 && organizations > 0);
}

#[tokio::test]
async fn directives_hide_what_they_hide() {
    let world = World::sample().await;
    let query = "query($yes: Boolean!) { resources(first: 1) { nodes { title @skip(if: $yes) year @include(if: $yes) ... @include(if: $yes) { slug } } } }";
    for (yes, expected) in [(true, vec!["slug", "year"]), (false, vec!["title"])] {
        let answer = world.query_with(query, json!({ "yes": yes })).await;
        let mut keys: Vec<&String> =
            answer.at("/resources/nodes/0").as_object().map(|node: &serde_json::Map<String, Value>| node.keys().collect()).unwrap();
        keys.sort();
        assert_eq!(keys, expected, "{}", answer.body);
    }
}
