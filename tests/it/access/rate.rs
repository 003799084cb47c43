//! How much a client may ask for.

use serde_json::json;

use super::client::QUERY;
use super::{Live, Reply, Socket};

/// Costs 502 of the 1,000 that a client has.
const HALF: &str = "{ resources(first: 100) { nodes { title slug year description language } } }";

fn refused(reply: &Reply) -> bool {
    assert!(reply.status == 429 || reply.status == 200, "{} {}", reply.status, reply.text);
    reply.status == 429
}

#[tokio::test]
async fn a_client_is_told_what_is_left_and_when_there_is_more() {
    let live = Live::sqlite("rate_limit = 1000").await;
    let reply = live.query(QUERY, &[]).await;
    assert_eq!(reply.header("ratelimit-policy"), "\"cost\";q=1000;w=60");
    assert_eq!(reply.header("ratelimit"), "\"cost\";r=998;t=1");
    assert!(!refused(&live.query(HALF, &[]).await));
    let reply = live.query(HALF, &[("accept", "application/graphql-response+json")]).await;
    assert_eq!((reply.status, reply.code().as_str()), (429, "RATE_LIMITED"));
    let wait: u64 = reply.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(reply.header("ratelimit"), format!("\"cost\";r=0;t={wait}"));
    assert_eq!(live.query(HALF, &[("accept", "text/event-stream")]).await.status, 429);
    assert!(!refused(&live.query(QUERY, &[]).await), "what is small still fits");
}

#[tokio::test]
async fn nonsense_is_not_free() {
    let live = Live::sqlite("rate_limit = 1000").await;
    let mut codes = Vec::new();
    for times in 0..60 {
        let reply =
            if times % 2 == 0 { live.query("{ nonsense", &[]).await } else { live.query(QUERY, &[("authorization", "Bearer x")]).await };
        codes.push(reply.code());
    }
    assert_eq!((codes[0].as_str(), codes[1].as_str()), ("GRAPHQL_PARSE_FAILED", "UNAUTHENTICATED"));
    assert!(!codes[..40].iter().any(|code| code == "RATE_LIMITED"));
    let mut more = 0;
    while live.query("{ nonsense", &[]).await.status != 429 {
        more += 1;
        assert!(more < 100, "nonsense is free");
    }
    assert_eq!(live.query(QUERY, &[("authorization", "Bearer x")]).await.status, 429);
}

#[tokio::test]
async fn only_a_trusted_proxy_says_who_asks() {
    let open = Live::sqlite("rate_limit = 1000").await;
    assert!(!refused(&open.query(HALF, &[("x-forwarded-for", "192.0.2.1")]).await));
    assert!(refused(&open.query(HALF, &[("x-forwarded-for", "192.0.2.2")]).await), "a header made another client of it");

    let behind = Live::sqlite("rate_limit = 1000\ntrusted_proxies = ['127.0.0.1']").await;
    assert!(!refused(&behind.query(HALF, &[("x-forwarded-for", "192.0.2.1")]).await));
    assert!(!refused(&behind.query(HALF, &[("x-forwarded-for", "192.0.2.2")]).await));
    assert!(refused(&behind.query(HALF, &[("x-forwarded-for", "203.0.113.1, 192.0.2.2")]).await), "what stands left was believed");
    assert!(!refused(&behind.query(HALF, &[("x-forwarded-for", "2001:db8::1")]).await));
    assert!(refused(&behind.query(HALF, &[("x-forwarded-for", "2001:db8::ffff:2")]).await), "a /64 is one client");
    assert!(!refused(&behind.query(HALF, &[("x-forwarded-for", "2001:db8:0:1::1")]).await));
    let forwarded = ("forwarded", "for=\"[2001:db8:0:2::1]:80\";proto=https");
    assert!(!refused(&behind.query(HALF, &[forwarded]).await));
    assert!(refused(&behind.query(HALF, &[forwarded]).await), "`Forwarded` was not read");
}

#[tokio::test]
async fn a_credential_is_a_client_of_its_own() {
    let live = Live::sqlite("rate_limit = 1000").await;
    let [one, two] = [live.token("reader").await, live.token("reader").await].map(|token| format!("Bearer {token}"));
    for headers in [vec![], vec![("authorization", one.as_str())], vec![("authorization", two.as_str())]] {
        assert!(!refused(&live.query(HALF, &headers).await));
        assert!(refused(&live.query(HALF, &headers).await));
    }
}

#[tokio::test]
async fn each_operation_on_a_socket_is_charged() {
    let live = Live::sqlite("rate_limit = 1000").await;
    let mut socket = Socket::open(live.address, None).await.ok().unwrap();
    socket.init(json!({})).await.unwrap();
    socket.ask("1", HALF).await;
    assert_eq!(
        (socket.hear().await.unwrap()["type"].clone(), socket.hear().await.unwrap()["type"].clone()),
        (json!("next"), json!("complete"))
    );
    socket.ask("2", HALF).await;
    let message = socket.hear().await.unwrap();
    assert_eq!((&message["type"], &message["payload"][0]["extensions"]["code"]), (&json!("error"), &json!("RATE_LIMITED")));
    assert!(refused(&live.query(HALF, &[]).await), "the socket's client is the same");
    socket.ask("2", QUERY).await;
    assert_eq!(socket.hear().await.unwrap()["type"], "next");
}
