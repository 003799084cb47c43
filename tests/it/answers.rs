//! Answers that are kept change no answer, are never older than the catalogue, and can be kept by clients and caches, too.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use colophon::http::{App, router};
use colophon::limits::Limits;
use http_body_util::BodyExt;
use serde_json::json;
use tower::ServiceExt;

use crate::harness::{Database, SAMPLE, World};
use crate::records::queries;

#[tokio::test]
async fn answers_are_the_same_when_they_are_kept() {
    for database in Database::all().await {
        let world = World::remembering(database).await;
        world.import("peer-support.txt", SAMPLE).await;
        let plain = World::on(&world.database).await;
        let changed = SAMPLE.replace("Webinar", "Web seminar").replace("2021", "2020");
        for page in ["", changed.as_str(), SAMPLE] {
            if !page.is_empty() {
                world.import("peer-support.txt", page).await;
                plain.refresh().await;
            }
            for query in queries() {
                let answers = [world.query(&query).await, world.query(&query).await, plain.query(&query).await];
                let [first, again, plain] = answers.map(|answer| (answer.status, answer.body, answer.statements));
                assert_eq!((first.0, &first.1), (plain.0, &plain.1), "on {}: {query}", world.database.name);
                assert_eq!((again.0, &again.1), (plain.0, &plain.1), "on {}: {query}", world.database.name);
                // What has an error is asked anew.
                assert!(again.2 == 0 || plain.1.get("errors").is_some(), "{} statements: {query}", again.2);
            }
        }
    }
}

const TITLED: &str = "query Titled($first: Int!) { resources(first: $first) { totalCount nodes { title description } } }";

#[tokio::test]
async fn a_question_is_its_document_its_variables_and_its_operation() {
    let world = World::remembering(Database::sqlite()).await;
    world.import("peer-support.txt", SAMPLE).await;
    let statements = async |query, variables| world.query_with(query, variables).await.statements;
    assert_eq!(statements(TITLED, json!({ "first": 2 })).await, 1);
    assert_eq!(statements(TITLED, json!({ "first": 2 })).await, 0);
    assert_eq!(statements(TITLED, json!({ "first": 3 })).await, 1);
    let two = "query A { resources(first: 1) { nodes { description } } } query B { resources(first: 1) { nodes { landingPage } } }";
    let (a, b) = (world.operation(two, "A").await, world.operation(two, "B").await);
    assert_ne!(a.body, b.body);
    assert_eq!(world.operation(two, "B").await.body, b.body);
}

#[tokio::test]
async fn variables_are_looked_at_each_time() {
    let world = World::remembering(Database::sqlite()).await;
    world.import("peer-support.txt", SAMPLE).await;
    for _ in 0..2 {
        assert_eq!(world.query_with(TITLED, json!({ "first": 1 })).await.status, StatusCode::OK);
        for wrong in [json!({ "first": "1" }), json!({ "first": null }), json!({})] {
            let answer = world.query_with(TITLED, wrong.clone()).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}: {}", answer.body);
        }
        let answer = world.query_with(TITLED, json!({ "first": 1_000 })).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{}", answer.body);
    }
    let format = "query($format: ResourceFormat!) { resources(filter: { format: { eq: $format } }) { totalCount } }";
    for (value, status) in [("WEBINAR", 200), ("NONSENSE", 400), ("BRIEF", 200), ("NONSENSE", 400)] {
        assert_eq!(world.query_with(format, json!({ "format": value })).await.status, status, "{value}");
    }
}

/// A resource whose title counts; imported again and again while others read it.
fn record(number: u64) -> String {
    json!({ "id": "counted", "title": format!("Version {number:06}"), "description": format!("{number}"), "keywords": ["counting"] })
        .to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_is_older_than_one_before_it() {
    const WRITES: u64 = 60;
    let world = Arc::new(World::remembering(Database::sqlite()).await);
    world.import("counted.jsonl", &record(0)).await;
    let (published, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let query = "{ keyword(label: \"counting\") { resources { nodes { title description } } } }";
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let (world, published, done) = (Arc::clone(&world), Arc::clone(&published), Arc::clone(&done));
            tokio::spawn(async move {
                let mut reads = 0;
                while !done.load(Ordering::Relaxed) {
                    let least = published.load(Ordering::SeqCst);
                    let answer = world.query(query).await;
                    let node = answer.at("/keyword/resources/nodes/0");
                    let title: u64 = node["title"].as_str().unwrap().trim_start_matches("Version ").parse().unwrap();
                    let description: u64 = node["description"].as_str().unwrap().parse().unwrap();
                    assert!(title >= least, "{title} after {least}");
                    // The record may be of a change that the graph is about to follow, never of one before.
                    assert!(description >= title, "{description} beside {title}");
                    reads += 1;
                    // An answer that is at hand waits for nothing.
                    tokio::task::yield_now().await;
                }
                reads
            })
        })
        .collect();
    for number in 1..=WRITES {
        world.import("counted.jsonl", &record(number)).await;
        published.store(number, Ordering::SeqCst);
    }
    done.store(true, Ordering::Relaxed);
    for reader in readers {
        assert!(reader.await.unwrap() > WRITES, "too few readings to tell");
    }
}

async fn get(router: &Router, query: &str, headers: &[(header::HeaderName, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    let uri = format!("/graphql?query={}", query.replace(' ', "%20").replace('{', "%7B").replace('}', "%7D").replace('"', "%22"));
    let mut request = Request::get(uri);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let (parts, body) = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap().into_parts();
    (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

const LISTED: &str = "{ resources { nodes { id slug title year } } }";

#[tokio::test]
async fn who_has_an_answer_is_not_sent_it_again() {
    let world = World::remembering(Database::sqlite()).await;
    world.import("peer-support.txt", SAMPLE).await;
    for (answer_bytes, max_age, cache_control) in [(0, 0, "no-cache"), (1 << 20, 60, "public, max-age=60")] {
        let app = App::new(Arc::clone(&world.catalog), Limits::default(), Vec::new()).keeping_answers(answer_bytes, max_age);
        let router = router(app);
        let (status, headers, body) = get(&router, LISTED, &[]).await;
        assert_eq!((status, headers[header::CACHE_CONTROL].to_str().unwrap()), (StatusCode::OK, cache_control));
        assert!(!body.is_empty());
        let tag = headers[header::ETAG].to_str().unwrap().to_owned();
        let (status, headers, body) = get(&router, LISTED, &[(header::IF_NONE_MATCH, &tag)]).await;
        assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
        assert_eq!((headers[header::ETAG].to_str().unwrap(), headers[header::CACHE_CONTROL].to_str().unwrap()), (&*tag, cache_control));
        assert_eq!(headers[header::VARY], "accept, authorization");
        assert_eq!(get(&router, LISTED, &[(header::IF_NONE_MATCH, "\"another\"")]).await.0, StatusCode::OK);

        // A compressed answer has other bytes, and so another tag.
        let (_, headers, _) = get(&router, LISTED, &[(header::ACCEPT_ENCODING, "gzip")]).await;
        assert_eq!(headers[header::CONTENT_ENCODING], "gzip");
        let compressed = headers[header::ETAG].to_str().unwrap().to_owned();
        assert_ne!(compressed, tag);
        assert_eq!(get(&router, LISTED, &[(header::IF_NONE_MATCH, &compressed)]).await.0, StatusCode::NOT_MODIFIED);

        // What went wrong is not for keeping.
        let (_, headers, _) = get(&router, "{ resources(first: 1000) { totalCount } }", &[]).await;
        assert_eq!((headers.get(header::ETAG), headers[header::CACHE_CONTROL].to_str().unwrap()), (None, "no-store"));
    }
    let router = router(App::new(Arc::clone(&world.catalog), Limits::default(), Vec::new()).keeping_answers(1 << 20, 0));
    let tag = get(&router, LISTED, &[]).await.1[header::ETAG].to_str().unwrap().to_owned();
    world.import("more.jsonl", r#"{"title":"One more"}"#).await;
    let (status, headers, _) = get(&router, LISTED, &[(header::IF_NONE_MATCH, &tag)]).await;
    assert_eq!(status, StatusCode::OK);
    assert_ne!(headers[header::ETAG].to_str().unwrap(), tag);
}
