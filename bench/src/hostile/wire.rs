//! Hostile bodies, headers and clients: what is not a well-formed request.

use hyper::body::Bytes;
use serde_json::{Value, json};

use super::{Kind, Sent, repeated};
use crate::client::body;

const JSON: &str = "application/json";
const HOST: &str = "host: localhost\r\n";

/// A POST of this body, after which the connection is closed.
pub(super) fn post(kind: &str, body: &[u8]) -> Bytes {
    let length = body.len();
    let mut request =
        format!("POST /graphql HTTP/1.1\r\n{HOST}connection: close\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n")
            .into_bytes();
    request.extend_from_slice(body);
    request.into()
}

/// The same with other headers, and nothing said of its length.
fn with(headers: &str, body: &[u8]) -> Bytes {
    let mut request = format!("POST /graphql HTTP/1.1\r\n{HOST}connection: close\r\n{headers}\r\n").into_bytes();
    request.extend_from_slice(body);
    request.into()
}

fn get(path: &str, headers: &str) -> Bytes {
    format!("GET {path} HTTP/1.1\r\n{HOST}connection: close\r\n{headers}\r\n").into()
}

/// Returns the status and the code of the last answer of a server.
pub(super) fn outcome(answer: &[u8]) -> String {
    if answer.is_empty() {
        return "closed".to_owned();
    }
    let text = String::from_utf8_lossy(answer);
    let Some(status) = text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)) else { return "not HTTP".to_owned() };
    let code = text.split("\"code\":\"").nth(1).and_then(|rest| rest.split('"').next());
    match code {
        Some(code) => format!("{status} {code}"),
        None => status.to_owned(),
    }
}

fn bodies() -> Vec<Kind> {
    let ask = body("{ __typename }", &Value::Null);
    let batch: Value = (0..1_000).map(|_| json!({ "query": "{ __typename }" })).collect();
    let large = body(&" ".repeat(2 << 20), &Value::Null);
    let chunked = [format!("{:x}\r\n", large.len()).as_bytes(), &large, b"\r\n0\r\n\r\n"].concat();
    vec![
        Kind::new("a batch of 1,000", post(JSON, batch.to_string().as_bytes())),
        Kind::new("a body of 2 MiB", post(JSON, &large)),
        Kind::new("a body of 2 MiB", post(JSON, &large)).times(32),
        Kind::new("a body of 2 MiB in one chunk", with(&format!("content-type: {JSON}\r\ntransfer-encoding: chunked\r\n"), &chunked))
            .times(32),
        Kind::new("a body that is said to be 10 GB", with(&format!("content-type: {JSON}\r\ncontent-length: 10000000000\r\n"), b"{")),
        Kind::new("a body of brackets, 900 kB", post(JSON, "[".repeat(900_000).as_bytes())),
        Kind::new("a body that is not UTF-8", post(JSON, b"{\"query\":\"\xff\xfe\"}")),
        Kind::new(
            "a body that is compressed",
            with(&format!("content-type: {JSON}\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n"), b"\x1f\x8b"),
        ),
        Kind::new("text/plain", post("text/plain", &ask)),
        Kind::new("a form", post("application/x-www-form-urlencoded", b"query=%7B__typename%7D")),
        Kind::new("an upload", post("multipart/form-data; boundary=x", b"--x\r\n\r\n--x--")),
        Kind::new("no body", post(JSON, b"")),
        Kind::new("a number", post(JSON, b"42")),
    ]
}

fn headers() -> Vec<Kind> {
    let both = format!("content-type: {JSON}\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n");
    vec![
        Kind::new("a mutation by GET", get("/graphql?query=mutation%7B__typename%7D", "")),
        Kind::new("a subscription by GET", get("/graphql?query=subscription%7BcatalogueChanged%7Bversion%7D%7D", "")),
        Kind::new("a path of 200 kB", get(&format!("/graphql?query={}", "a".repeat(200_000)), "")),
        Kind::new("a header of 1 MB", get("/graphql", &format!("x-large: {}\r\n", "a".repeat(1 << 20)))),
        Kind::new("5,000 headers", get("/graphql", &repeated(5_000, |n| format!("x-{n}: 1\r\n")))),
        Kind::new("an Accept of 60 kB", get("/graphql?query=%7B__typename%7D", &format!("accept: {}\r\n", "a/b,".repeat(15_000)))),
        Kind::new("a length and chunks at once", with(&both, b"0\r\n\r\nGET / HTTP/1.1\r\nhost: x\r\n\r\n")),
        Kind::new("two lengths", with(&format!("content-type: {JSON}\r\ncontent-length: 2\r\ncontent-length: 3\r\n"), b"{}")),
        Kind::new("a negative length", with(&format!("content-type: {JSON}\r\ncontent-length: -1\r\n"), b"{}")),
        Kind::new("TRACE", format!("TRACE /graphql HTTP/1.1\r\n{HOST}connection: close\r\n\r\n")),
        Kind::new("a path with ..", get("/../../etc/passwd", "")),
        Kind::new("garbage", (0..100_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect::<Vec<u8>>()),
        Kind::new("the beginning of TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()),
        Kind::new("the beginning of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec()),
    ]
}

/// Clients that take their time; each kind lasts until the server has had enough.
fn slow(clients: usize) -> Vec<Kind> {
    let kind =
        |name: &str, first: String, drip, reads| Kind { name: name.to_owned(), sent: Sent { first: first.into(), drip, reads }, clients };
    let head = format!("POST /graphql HTTP/1.1\r\n{HOST}content-type: {JSON}\r\ncontent-length: 100000\r\n\r\n{{");
    // Answers of a megabyte or so, one after the other on one connection: more than any buffer on the way holds.
    let page = body("{ resources(first: 100) { nodes { title description } } }", &Value::Null);
    let ask = format!(
        "POST /graphql HTTP/1.1\r\n{HOST}content-type: {JSON}\r\ncontent-length: {}\r\n\r\n{}",
        page.len(),
        String::from_utf8_lossy(&page)
    );
    let kinds = [
        kind("clients that say nothing", String::new(), None, true),
        kind("clients that send a header a second", format!("GET /graphql HTTP/1.1\r\n{HOST}"), Some(b"x-slow: 1\r\n"), true),
        kind("clients that send a byte of the body a second", head, Some(b" "), true),
        kind("clients that do not read their answers", ask.repeat(100), None, false),
    ];
    kinds
        .into_iter()
        .map(|kind| {
            let clients = kind.clients;
            kind.times(clients)
        })
        .collect()
}

pub(super) fn kinds(clients: usize) -> Vec<Kind> {
    [bodies(), headers(), slow(clients)].concat()
}
