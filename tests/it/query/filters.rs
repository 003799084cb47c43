//! Filters that clients should not write, and some that they may.

use serde_json::{Value, json};

use crate::harness::World;

const QUERY: &str = "query($filter: ResourceFilter) { resources(filter: $filter) { totalCount } }";

/// `not` around a filter, so many times.
fn negated(times: usize) -> Value {
    (0..times).fold(json!({ "year": { "gte": 2020 } }), |filter, _| json!({ "not": filter }))
}

#[tokio::test]
async fn a_deep_filter_is_answered_or_refused() {
    let world = World::sample().await;
    let plain = world.query_with(QUERY, json!({ "filter": negated(0) })).await;
    assert_eq!(plain.at("/resources/totalCount"), 3);
    assert_eq!(world.query_with(QUERY, json!({ "filter": negated(1) })).await.at("/resources/totalCount"), 5);
    assert_eq!(world.query_with(QUERY, json!({ "filter": negated(20) })).await.at("/resources/totalCount"), 3);
    assert_eq!(world.query_with(QUERY, json!({ "filter": negated(100) })).await.code(), "BAD_USER_INPUT");
    let refused = world.query_with(QUERY, json!({ "filter": negated(1_000) })).await;
    assert_eq!(refused.status, 400, "{refused:?}");
}

#[tokio::test]
async fn a_filter_left_empty_finds_everything_and_an_empty_choice_nothing() {
    let world = World::sample().await;
    for (filter, count) in [
        (json!({}), 8),
        (json!(null), 8),
        (json!({ "and": [] }), 8),
        (json!({ "year": null, "title": {} }), 8),
        (json!({ "or": [] }), 0),
        (json!({ "year": { "in": [] } }), 0),
        (json!({ "format": { "in": [] } }), 0),
        (json!({ "year": { "gt": 2_147_483_647 } }), 0),
        (json!({ "year": { "isNull": true } }), 3),
        (json!({ "not": { "year": { "gt": 0 } } }), 3),
    ] {
        let answer = world.query_with(QUERY, json!({ "filter": filter })).await;
        assert_eq!(answer.at("/resources/totalCount"), count, "{filter}: {answer:?}");
    }
}

#[tokio::test]
async fn identifiers_and_languages_are_found_however_they_are_written() {
    for world in World::all().await {
        let records = "{\"id\":\"b-1\",\"title\":\"A\",\"doi\":\"10.1234/ABC\",\"language\":\"en\"}\n{\"title\":\"B\",\"language\":\"de\"}\n{\"title\":\"C\"}\n";
        world.import("few.jsonl", records).await;
        for (filter, count) in [
            (json!({ "identifier": { "eq": "https://doi.org/10.1234/abc" } }), 1),
            (json!({ "identifier": { "eq": "doi:10.1234/ABC", "in": ["10.1234/abc", "x"] } }), 1),
            (json!({ "identifier": { "eq": "B-1" } }), 1),
            (json!({ "identifier": { "startsWith": "10.1234" } }), 1),
            (json!({ "identifier": { "isNull": true } }), 2),
            (json!({ "language": { "eq": "EN" } }), 1),
            (json!({ "language": { "in": ["en", "de"] } }), 2),
            (json!({ "language": { "isNull": true } }), 1),
            (json!({ "not": { "language": { "eq": "en" } } }), 2),
        ] {
            let answer = world.query_with(QUERY, json!({ "filter": filter })).await;
            assert_eq!(answer.at("/resources/totalCount"), count, "{filter} on {}: {answer:?}", world.database.name);
        }
        let verdict = world.catalog.verify().await.unwrap();
        assert_eq!(verdict.differences, Vec::<String>::new());
    }
}

#[tokio::test]
async fn an_id_of_another_kind_is_nobody() {
    let world = World::sample().await;
    let keyword = world.query("{ keyword(label: \"crisis\") { id } }").await.at("/keyword/id").clone();
    for (filter, count) in [
        (json!({ "id": { "eq": keyword } }), 0),
        (json!({ "keywords": { "some": { "id": { "eq": keyword } } } }), 1),
        (json!({ "funders": { "some": { "id": { "eq": keyword } } } }), 0),
    ] {
        let answer = world.query_with(QUERY, json!({ "filter": filter })).await;
        assert_eq!(answer.at("/resources/totalCount"), count, "{filter}: {answer:?}");
    }
}
