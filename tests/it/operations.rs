//! What an operator sees of a server: figures, traces, lines in the log.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

use crate::command::Server;

/// Whatever is waited for, it comes before that.
const PATIENCE: Duration = Duration::from_secs(20);

/// The samples of a scrape by name and labels, rounded.
type Scrape = BTreeMap<String, i64>;

/// Reads the text of a scrape, strictly: each sample belongs to a family that was described before, and nothing comes after the end.
fn parse(text: &str) -> (BTreeSet<String>, Scrape) {
    let body = text.strip_suffix("# EOF\n").expect("no end");
    let (mut families, mut samples) = (BTreeSet::new(), Scrape::new());
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    for line in body.lines() {
        if let Some(description) = line.strip_prefix("# ") {
            let (what, rest) = description.split_once(' ').unwrap();
            let (family, rest) = rest.split_once(' ').unwrap();
            match what {
                "TYPE" => drop(kinds.insert(family.to_owned(), rest.to_owned())),
                "HELP" => assert!(rest.ends_with('.') && families.insert(family.to_owned()), "{line}"),
                "UNIT" => assert!(family.ends_with(rest), "{line}"),
                _ => panic!("{line}"),
            }
            continue;
        }
        let (name, value) = line.rsplit_once(' ').unwrap();
        let bare = name.split('{').next().unwrap();
        let family = kinds.iter().find(|(family, kind)| {
            let endings: &[&str] = match kind.as_str() {
                "counter" => &["_total"],
                "histogram" => &["_bucket", "_sum", "_count"],
                "info" => &["_info"],
                _ => &[""],
            };
            endings.iter().any(|ending| bare == format!("{family}{ending}"))
        });
        assert!(family.is_some(), "{line} is of no family");
        assert!(samples.insert(name.to_owned(), value.parse::<f64>().unwrap().round() as i64).is_none(), "{line} twice");
    }
    (families, samples)
}

/// A text as it stands in a query string.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |encoded, byte| encoded + &format!("%{byte:02x}"))
}

impl Server {
    fn scrape(&self) -> Scrape {
        let answer = self.get("/metrics");
        let (head, text) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200") && head.contains("application/openmetrics-text; version=1.0.0"), "{head}");
        parse(text).1
    }

    fn query(&self, query: &str) -> String {
        self.get(&format!("/graphql?query={}", encoded(query)))
    }
}

#[test]
fn figures_count_what_was_asked() {
    let folder = TempDir::new().unwrap();
    let server = Server::start_with(folder.path(), &["--metrics", "open", "--max-operation-names", "3"]);
    let before = server.scrape();
    assert_eq!(before["colophon_nodes{kind=\"resource\"}"], 8);
    assert_eq!((before["colophon_searchable"], before["colophon_graph_lag_changes"], before["colophon_text_lag_changes"]), (1, 0, 0));
    assert!(before["colophon_process_start_seconds"] > 1_000_000_000 && before["colophon_sql_statements_total"] > 10);
    // The same again is at hand as an answer, another question about the same as records.
    for field in ["description", "description", "titleAsPrinted"] {
        server.query(&format!("query First {{ resources {{ nodes {{ {field} }} }} }}"));
    }
    server.query("{ resources { totalCount } }");
    server.query("query First { resource(slug: \"nothing-like-that\") { title } nothing }");
    server.query("{");
    for number in 0..50 {
        server.query(&format!("query Name{number} {{ __typename }}"));
    }
    server.get("/nowhere/at/all");
    let after = server.scrape();
    let counted = |operation: &str, kind: &str, code: &str| {
        let name = format!("colophon_graphql_requests_total{{operation=\"{operation}\",kind=\"{kind}\",code=\"{code}\"}}");
        after.get(&name).copied().unwrap_or_default()
    };
    assert_eq!(counted("First", "query", "OK"), 3);
    assert_eq!(counted("First", "query", "GRAPHQL_VALIDATION_FAILED"), 1);
    assert_eq!(counted("anonymous", "query", "OK"), 1);
    assert_eq!(counted("unknown", "unknown", "GRAPHQL_PARSE_FAILED"), 1);
    assert_eq!((counted("Name0", "query", "OK"), counted("Name2", "query", "OK"), counted("other", "query", "OK")), (1, 0, 48));
    assert_eq!(after["colophon_graphql_execution_seconds_count{operation=\"First\",kind=\"query\"}"], 4);
    assert_eq!(after["colophon_graphql_cost_count"], 55);
    assert_eq!(after["colophon_http_responses_total{route=\"none\",status=\"404\"}"], 1);
    assert_eq!(after["colophon_http_responses_total{route=\"/graphql\",status=\"200\"}"], 56);
    assert!(after["colophon_record_cache_hits_total"] > 0 && after["colophon_record_cache_bytes"] > 0);
    assert!(after["colophon_answer_cache_hits_total"] > 0 && after["colophon_answer_cache_bytes"] > 0);
}

#[test]
fn every_figure_is_in_the_documentation() {
    let folder = TempDir::new().unwrap();
    let server = Server::start_with(folder.path(), &["--metrics", "open"]);
    server.query("{ __typename }");
    let answer = server.get("/metrics");
    let (families, _) = parse(answer.split_once("\r\n\r\n").unwrap().1);
    let page = include_str!("../../docs/operate/settings.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `colophon_")?.split('`').next());
    // This server has no replicas; the tests of replicas look for their figures.
    let rows = rows.filter(|name| !name.starts_with("replica_"));
    let documented: BTreeSet<String> = rows.map(|name| format!("colophon_{name}")).collect();
    assert_eq!(families, documented);
}

#[test]
fn slow_operations_are_logged_without_their_variables() {
    let folder = TempDir::new().unwrap();
    let server = Server::start_with(folder.path(), &["--query-timeout", "5", "--slow-query-ms", "1"]);
    let query = "query Slow($text: String!) { resources(search: $text) { totalCount } \
        crosstab(rows: KEYWORD, columns: KEYWORD, rowLimit: 50, columnLimit: 50) { rows { cells { resources(first: 3) { nodes { title } } } } } }";
    let path = format!("/graphql?query={}&variables={}", encoded(query), encoded("{\"text\":\"secretword\"}"));
    let answer = server.get_with(&path, "x-request-id: the-slow-one\r\n");
    assert!(answer.to_lowercase().contains("x-request-id: the-slow-one"), "{answer}");
    let mut said = Vec::new();
    while !said.iter().any(|line: &String| line.contains("WARN")) {
        said.push(server.says.recv_timeout(PATIENCE).expect("no line about a slow operation"));
    }
    let line = said.pop().unwrap();
    for part in ["slow", "the-slow-one", "Slow", "milliseconds=", "cost=", "statements=", "document="] {
        assert!(line.contains(part), "{part} is not in: {line}");
    }
    assert!(!said.join("").contains("secretword") && !line.contains("secretword"), "{line}");
}

/// A collector of traces: what it was sent.
fn collector() -> (String, mpsc::Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, sent) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let sender = sender.clone();
            std::thread::spawn(move || {
                let mut bytes = Vec::new();
                loop {
                    let mut more = [0; 4096];
                    let read = stream.read(&mut more).unwrap_or(0);
                    if read == 0 {
                        return;
                    }
                    bytes.extend(&more[..read]);
                    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
                    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
                    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok()).unwrap_or(0);
                    if bytes.len() >= end + 4 + length {
                        assert!(head.starts_with("post /v1/traces") && head.contains("application/x-protobuf"), "{head}");
                        let rest = bytes.split_off(end + 4 + length);
                        sender.send(std::mem::replace(&mut bytes, rest)).unwrap();
                        write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
                    }
                }
            });
        }
    });
    (address, sent)
}

#[cfg(unix)]
#[test]
fn traces_go_on_from_the_caller_and_are_sent_at_a_stop() {
    let folder = TempDir::new().unwrap();
    let (endpoint, sent) = collector();
    let mut server = Server::start_with(folder.path(), &["--otlp-endpoint", &endpoint, "--otlp-service-name", "library"]);
    let (trace, parent) = ("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
    let path = "/graphql?query=query%20Named%7Bresources%7Bnodes%7Bdescription%7D%7D%7D";
    let answer = server.get_with(path, &format!("traceparent: 00-{trace}-{parent}-01\r\n"));
    assert!(answer.contains("\"data\""), "{answer}");
    assert_eq!(server.stop(), Some(0));
    let mut all = Vec::new();
    while let Ok(more) = sent.recv_timeout(Duration::from_millis(200)) {
        all.extend(more);
    }
    let bytes = |hex: &str| (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect::<Vec<u8>>();
    let has = |part: &[u8]| all.windows(part.len()).any(|window| window == part);
    for part in ["library", "GET /graphql", "query Named", "graphql.operation.name", "load", "http.response.status_code"] {
        assert!(has(part.as_bytes()), "{part} was not sent");
    }
    assert!(has(&bytes(trace)) && has(&bytes(parent)));
}

#[test]
fn a_collector_that_is_not_there_harms_nobody() {
    let folder = TempDir::new().unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let server = Server::start_with(folder.path(), &["--otlp-endpoint", &format!("http://{closed}")]);
    for _ in 0..20 {
        assert!(server.query("{ resources { totalCount } }").contains("\"totalCount\":8"));
    }
    let (status, _, error) = crate::command::run(folder.path(), &["serve", "--otlp-endpoint", "no address"]);
    assert_eq!(status, 3);
    assert!(error.contains("`no address` is no collector"), "{error}");
}
