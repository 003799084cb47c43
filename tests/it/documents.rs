//! Documents that are asked for by an id: those that the operator trusts, and those that were sent before.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use colophon::http::{App, Documents, router};
use colophon::limits::Limits;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::command::{Server, run};
use crate::harness::World;
use crate::socket::Socket;

const COUNT: &str = "query Count($first: Int = 1) { resources(first: $first) { totalCount } }";
const CHANGES: &str = "subscription { catalogueChanged { resources } }";

fn sha256(text: &str) -> String {
    format!("{:x}", Bytes::copy_from_slice(&Sha256::digest(text)))
}

fn persisted(hash: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } })
}

async fn answering(world: &World, documents: Documents) -> Router {
    router(App::new(world.catalog.clone(), Limits::default(), Vec::new()).answering(documents, 1 << 20))
}

async fn ask(router: &Router, accept: &str, body: &Value) -> (StatusCode, HeaderMap, String) {
    let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json").header(header::ACCEPT, accept);
    answer(router, request.body(Body::from(body.to_string())).unwrap()).await
}

async fn answer(router: &Router, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    (parts.status, parts.headers, String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap())
}

const JSON: &str = "application/json";
const RESPONSE: &str = "application/graphql-response+json";
const EVENTS: &str = "text/event-stream";

#[tokio::test]
async fn only_trusted_documents_are_answered() {
    let world = World::sample().await;
    let file = json!({ "count": COUNT, sha256(COUNT): COUNT, "two": "query A { __typename } query B { resources { totalCount } }" });
    let documents = Documents::trusted(&file.to_string(), &Limits::default()).await.unwrap();
    let router = answering(&world, documents).await;
    let hash = sha256(COUNT);
    for body in [
        json!({ "documentId": "count" }),
        json!({ "documentId": "count", "variables": { "first": 3 } }),
        json!({ "documentId": hash }),
        json!({ "documentId": format!("sha256:{hash}") }),
        json!({ "extensions": persisted(&hash) }),
        json!({ "documentId": "two", "operationName": "B" }),
    ] {
        let (status, _, text) = ask(&router, RESPONSE, &body).await;
        assert!(status == 200 && text.contains("\"totalCount\":8"), "{body}: {status} {text}");
        let (status, _, text) = ask(&router, EVENTS, &body).await;
        assert!(status == 200 && text.contains("\"totalCount\":8") && text.contains("event: complete"), "{body}: {text}");
    }
    let get = |query: &str| Request::get(format!("/graphql?{query}")).body(Body::empty()).unwrap();
    let (status, _, text) = answer(&router, get("documentId=count&variables=%7B%22first%22:2%7D")).await;
    assert!(status == 200 && text.contains("\"totalCount\":8"), "{text}");

    for (body, status, code) in [
        (json!({ "query": COUNT }), 403, "FORBIDDEN"),
        (json!({ "query": COUNT, "documentId": "count" }), 403, "FORBIDDEN"),
        (json!({ "query": COUNT, "extensions": persisted(&hash) }), 403, "FORBIDDEN"),
        (json!({ "query": "{ __schema { queryType { name } } }" }), 403, "FORBIDDEN"),
        (json!({ "query": "{ nonsense" }), 403, "FORBIDDEN"),
        (json!({ "documentId": "other" }), 400, "PERSISTED_QUERY_NOT_FOUND"),
        (json!({ "extensions": persisted("00") }), 400, "PERSISTED_QUERY_NOT_FOUND"),
        (json!({ "documentId": "two" }), 400, "OPERATION_RESOLUTION_FAILURE"),
        (json!({ "documentId": "count", "variables": { "first": "x" } }), 400, "GRAPHQL_VALIDATION_FAILED"),
        (json!({ "documentId": 7 }), 400, "BAD_REQUEST"),
        (json!({ "extensions": { "persistedQuery": [] } }), 400, "BAD_REQUEST"),
        (json!({ "extensions": { "persistedQuery": { "version": 2, "sha256Hash": hash } } }), 400, "BAD_REQUEST"),
        (json!({}), 400, "BAD_REQUEST"),
    ] {
        let (got, _, text) = ask(&router, RESPONSE, &body).await;
        assert_eq!(got, status, "{body}: {text}");
        let answer: Value = serde_json::from_str(&text).unwrap();
        let told = answer.pointer("/errors/0/extensions/code").and_then(Value::as_str).unwrap();
        assert!(told == code || told == "BAD_USER_INPUT", "{body}: {text}");
    }
    let (status, _, text) = answer(&router, get("query=%7B__typename%7D")).await;
    assert!(status == 403 && text.contains("documentId"), "{text}");
}

/// A script of the pages asks for it, on every server.
#[tokio::test]
async fn the_documents_of_pages_are_always_answered() {
    let world = World::sample().await;
    let trusted = Documents::trusted(&json!({ "count": COUNT }).to_string(), &Limits::default()).await.unwrap();
    for documents in [Documents::Any, Documents::remembered(1_000_000), trusted] {
        let router = answering(&world, documents).await;
        let request =
            Request::get("/graphql?documentId=colophon%2Fsuggest&variables=%7B%22text%22:%22SAMHSA%22%7D").header(header::ACCEPT, RESPONSE);
        let (status, headers, text) = answer(&router, request.body(Body::empty()).unwrap()).await;
        assert!(status == 200 && text.contains("\"matched\":\"SAMHSA\"") && text.contains("\"funded\":{\"totalCount\":2}"), "{text}");
        assert!(headers.contains_key(header::ETAG), "{headers:?}");
    }
}

#[tokio::test]
async fn documents_are_remembered_by_their_hashes() {
    let world = World::sample().await;
    let router = answering(&world, Documents::remembered(1_000_000)).await;
    let (hash, wrong) = (sha256(COUNT), sha256("another"));
    let (alone, both) = (json!({ "extensions": persisted(&hash) }), json!({ "query": COUNT, "extensions": persisted(&hash) }));
    // What clients wait for: the words, and with `application/json` the status 200.
    let (status, headers, text) = ask(&router, JSON, &alone).await;
    assert!(
        status == 200 && text.contains("\"message\":\"PersistedQueryNotFound\"") && text.contains("PERSISTED_QUERY_NOT_FOUND"),
        "{text}"
    );
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(ask(&router, RESPONSE, &alone).await.0, 400);
    for (body, code) in [
        (json!({ "query": COUNT, "extensions": persisted(&wrong) }), "BAD_REQUEST"),
        (json!({ "query": "{ nonsense", "extensions": persisted(&sha256("{ nonsense")) }), "GRAPHQL_PARSE_FAILED"),
    ] {
        assert!(ask(&router, JSON, &body).await.2.contains(code));
    }
    for hash in [&hash, &wrong, &sha256("{ nonsense")] {
        assert!(
            ask(&router, JSON, &json!({ "extensions": persisted(hash) })).await.2.contains("NOT_FOUND"),
            "what was refused is remembered"
        );
    }
    for body in [&both, &alone, &json!({ "query": COUNT })] {
        let (status, _, text) = ask(&router, JSON, body).await;
        assert!(status == 200 && text.contains("\"totalCount\":8"), "{text}");
    }
    let uri = format!("/graphql?extensions=%7B%22persistedQuery%22:%7B%22version%22:1,%22sha256Hash%22:%22{hash}%22%7D%7D");
    let (status, _, text) = answer(&router, Request::get(uri).body(Body::empty()).unwrap()).await;
    assert!(status == 200 && text.contains("\"totalCount\":8"), "{text}");

    let off = answering(&world, Documents::Any).await;
    let (status, _, text) = ask(&off, JSON, &alone).await;
    assert!(status == 200 && text.contains("\"message\":\"PersistedQueryNotSupported\"") && text.contains("PERSISTED_QUERY_NOT_SUPPORTED"));
    assert!(ask(&off, JSON, &both).await.2.contains("\"totalCount\":8"), "a text that is sent is answered");
}

#[test]
fn a_server_with_trusted_documents_takes_them_on_sockets_too() {
    let folder = TempDir::new().unwrap();
    let file = json!({
        "format": "apollo-persisted-query-manifest",
        "version": 1,
        "operations": [
            { "id": sha256(COUNT), "name": "Count", "type": "query", "body": COUNT },
            { "id": "changes", "name": "", "type": "subscription", "body": CHANGES },
        ],
    });
    std::fs::write(folder.path().join("documents.json"), file.to_string()).unwrap();
    let server = Server::start_with(folder.path(), &["--trusted-documents", "documents.json"]);
    let mut socket = Socket::open(&server.address);
    socket.begin();
    for (payload, words) in [
        (json!({ "query": COUNT }), "FORBIDDEN"),
        (json!({ "documentId": "other" }), "PERSISTED_QUERY_NOT_FOUND"),
        (json!({ "extensions": persisted(&sha256(COUNT)) }), "\"totalCount\":8"),
    ] {
        socket.say(&json!({ "type": "subscribe", "id": "1", "payload": payload }));
        let heard = socket.hear().unwrap();
        assert!(heard.contains(words), "{heard}");
        if words.contains("totalCount") {
            assert!(socket.hear().unwrap().contains("complete"));
        }
    }
    socket.say(&json!({ "type": "subscribe", "id": "2", "payload": { "documentId": "changes" } }));
    let is_heard = AtomicBool::new(false);
    let change = std::thread::scope(|scope| {
        // Until one comes after the subscription.
        scope.spawn(|| {
            for n in 0..20 {
                std::fs::write(folder.path().join("new.jsonl"), json!({ "title": format!("New {n}") }).to_string()).unwrap();
                run(folder.path(), &["import", "new.jsonl"]);
                if is_heard.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        let change = socket.hear().unwrap();
        is_heard.store(true, Ordering::Relaxed);
        change
    });
    assert!(change.contains("catalogueChanged"), "{change}");
}

#[test]
fn a_file_of_documents_that_cannot_be_used_stops_the_start() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("bad.json"), "{\"q1\": \"{ __typename }\", \"q2\": \"{\\n  resources { nothing }\\n}\"}").unwrap();
    std::fs::write(folder.path().join("good.json"), "{\"q1\": \"{ __typename }\"}").unwrap();
    std::fs::write(folder.path().join("both.toml"), "trusted_documents = \"good.json\"\nautomatic_persisted_queries = 1000\n").unwrap();
    for (arguments, words) in [
        (
            vec!["serve", "--listen", "127.0.0.1:0", "--trusted-documents", "bad.json"],
            ["bad.json", "`q2`", "\"nothing\"", "line 2, column 15"],
        ),
        (vec!["serve", "--listen", "127.0.0.1:0", "--trusted-documents", "none.json"], ["none.json", "", "", ""]),
        (vec!["--config", "both.toml", "serve", "--listen", "127.0.0.1:0"], ["exclude each other", "", "", ""]),
    ] {
        let (status, _, stderr) = run(folder.path(), &arguments);
        assert_eq!(status, 3, "{stderr}");
        assert!(words.iter().all(|word| stderr.contains(word)), "{stderr}");
    }
    assert!(!folder.path().join("colophon-data").exists(), "a start that fails makes nothing");
}
