//! Bytes that are not the HTTP that they should be: the answer is right, or there is none, and the process lives.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command::Server;
use crate::harness::tells_nothing;
use crate::hostile::repeated;
use crate::socket::Socket;

const PATIENCE: Duration = Duration::from_secs(10);

/// A connection that is kept alive ends after a second.
const PATIENCE_OF_SERVER: [&str; 4] = ["--header-timeout", "1", "--body-timeout", "1"];

/// What comes back for some bytes.
fn exchange(address: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    // The server may have refused the beginning already.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    tells_nothing(&answer);
    answer
}

fn statuses(answer: &str) -> Vec<&str> {
    answer.match_indices("HTTP/1.").filter_map(|(at, version)| answer[at + version.len()..].get(2..5)).collect()
}

#[test]
fn bytes_that_are_no_request_are_refused() {
    let folder = TempDir::new().unwrap();
    let server = Server::start_with(folder.path(), &PATIENCE_OF_SERVER);
    let body = "{\"query\":\"{ resources { totalCount } }\"}";
    let post =
        |headers: &str, body: &str| format!("POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{headers}\r\n{body}");
    let length = body.len();
    let live = "GET /health/live HTTP/1.1\r\nhost: x\r\n";
    let many = repeated(1_000, |n| format!("x-{n}: y\r\n"));
    let chunked = format!("{length:x}\r\n{body}\r\n0\r\n\r\n");
    for (name, bytes, wanted) in [
        ("garbage", "\u{1}\u{2}garbage\r\n\r\n".to_owned(), &["400"][..]),
        ("a TLS hello", "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{fc}\u{3}\u{3}".repeat(20), &["400"]),
        ("another version", "GET /health/live HTTP/3.0\r\nhost: x\r\n\r\n".to_owned(), &["400"]),
        ("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), &[]),
        ("HTTP/1.0", "GET /health/live HTTP/1.0\r\n\r\n".to_owned(), &["200"]),
        ("a header of a mebibyte", format!("{live}x-long: {}\r\n\r\n", "x".repeat(1 << 20)), &["431"]),
        ("a long address", format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(100_000)), &["414"]),
        ("a thousand headers", format!("{live}{many}\r\n"), &["431"]),
        ("a header without a name", format!("{live}: y\r\n\r\n"), &["400"]),
        ("a header on two lines", format!("{live}x-folded: a\r\n b\r\n\r\n"), &["400"]),
        ("two lengths", post(&format!("content-length: {length}\r\ncontent-length: 5\r\n"), body), &["400"]),
        ("a list of lengths", post(&format!("content-length: {length}, 5\r\n"), body), &["400"]),
        ("a length with a sign", post(&format!("content-length: +{length}\r\n"), body), &["400"]),
        ("a length beyond numbers", post("content-length: 99999999999999999999999\r\n", body), &["400"]),
        ("an unknown coding", post("transfer-encoding: chunked, x\r\n", &chunked), &["400"]),
        ("a coding of HTTP/1.0", format!("POST /graphql HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n{chunked}"), &["400"]),
        ("a bad chunk", post("transfer-encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"), &["413"]),
        ("chunks", post("transfer-encoding: chunked\r\n", &chunked), &["200"]),
        (
            "pipelined requests",
            format!("{live}\r\n{}{live}\r\n", post(&format!("content-length: {length}\r\n"), body)),
            &["200", "200", "200"],
        ),
        ("half a body", post("content-length: 1000\r\n", body), &["408"]),
    ] {
        let answer = exchange(&server.address, bytes.as_bytes());
        let got = statuses(&answer);
        assert_eq!(got, wanted, "{name}: {answer:?}");
    }
    // With both a length and chunks the chunks count, and what follows them is no second request.
    let smuggled = format!("{chunked}GET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n");
    let answer = exchange(
        &server.address,
        post(&format!("content-length: {}\r\ntransfer-encoding: chunked\r\n", smuggled.len()), &smuggled).as_bytes(),
    );
    assert!(!statuses(&answer).contains(&"404"), "a request was smuggled: {answer}");
    assert_eq!(statuses(&exchange(&server.address, format!("{live}connection: close\r\n\r\n").as_bytes())), ["200"]);
}

#[test]
fn variables_are_bounded_whichever_way_they_come() {
    let folder = TempDir::new().unwrap();
    let server = Server::start_with(folder.path(), &PATIENCE_OF_SERVER);
    let query = "query($f: ResourceFilter) { resources(filter: $f) { totalCount } }";
    let deep = |levels| (0..levels).fold(json!({}), |inner, _| json!({ "not": inner }));
    let long = json!({ "and": vec![json!({}); 1_001] });
    // The JSON reader itself goes no deeper than 128.
    let bottomless = format!("{{\"query\":\"{query}\",\"variables\":{{\"f\":{}1{}}}}}", "[".repeat(50_000), "]".repeat(50_000));
    let post = |accept: &str, body: &str| {
        let head =
            format!("POST /graphql HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\naccept: {accept}\r\n");
        exchange(&server.address, format!("{head}content-length: {}\r\n\r\n{body}", body.len()).as_bytes())
    };
    let mut socket = Socket::open(&server.address);
    socket.begin();
    for variables in [json!({ "f": deep(60) }), json!({ "f": long })] {
        let body = json!({ "query": query, "variables": variables }).to_string();
        for accept in ["application/json", "text/event-stream"] {
            let answer = post(accept, &body);
            assert!(answer.contains("BAD_USER_INPUT"), "{accept}: {answer}");
        }
        let bytes = variables.to_string().into_bytes();
        let text = repeated(bytes.len(), |at| format!("%{:02x}", bytes[at]));
        let uri = format!("/graphql?query={}&variables={text}", query.replace(' ', "%20"));
        let answer = exchange(&server.address, format!("GET {uri} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes());
        assert!(answer.contains("BAD_USER_INPUT"), "{answer}");
        socket.say(&json!({ "type": "subscribe", "id": "1", "payload": serde_json::from_str::<Value>(&body).unwrap() }));
        let said = socket.hear().unwrap();
        tells_nothing(&said);
        assert!(said.contains("BAD_USER_INPUT"), "{said}");
    }
    for accept in ["application/json", "text/event-stream"] {
        assert!(post(accept, &bottomless).contains("BAD_REQUEST"));
    }
    socket.say_text(&bottomless);
    assert_eq!(socket.hear(), Err(4400));
    let batch = format!("[{}]", vec!["{\"query\":\"{ __typename }\"}"; 1_000].join(","));
    for accept in ["application/json", "text/event-stream"] {
        assert!(post(accept, &batch).contains("Batches are not answered"));
    }
    let mut batching = Socket::open(&server.address);
    batching.begin();
    batching.say_text(&batch);
    assert_eq!(batching.hear(), Err(4400));
    let mut large = Socket::open(&server.address);
    large.begin();
    large.say_text(&"x".repeat(300_000));
    assert_eq!(large.hear(), Err(1009));
}
