//! The words and deeds of the program when something is away, and when it is told to load its settings anew.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::done;
use crate::cluster::{Cluster, required};
use crate::command::{Server, run};

#[test]
fn a_connection_that_fails_tells_the_true_reason_at_once() {
    let folder = TempDir::new().unwrap();
    let line = |url: &str| {
        let began = Instant::now();
        let (status, _, error) = run(folder.path(), &["import", "x.jsonl", "--database", url]);
        assert_eq!(status, 3, "{error}");
        assert!(!error.contains("secret") && !error.contains("at line"), "{error}");
        (error, began.elapsed())
    };
    fs::write(folder.path().join("x.jsonl"), "{\"title\":\"A weir\"}\n").unwrap();
    // Nothing listens on port 1.
    let (error, took) = line("postgres://looker:secret@127.0.0.1:1/shelf");
    assert!(error.contains("Connection refused") && took < Duration::from_secs(1), "{took:?}: {error}");
    for url in ["postgres://looker:p@secret/w:rd@127.0.0.1:1/shelf", "postgres://looker:p#secret@127.0.0.1:1/shelf"] {
        let (error, _) = line(url);
        assert!(error.contains("%40 (@)"), "{error}");
    }
    let Some(cluster) = required(Cluster::start("")) else { return };
    let (error, took) = line(&cluster.url("none"));
    assert!(error.contains("database \"none\" does not exist (3D000)") && took < Duration::from_secs(1), "{took:?}: {error}");
    let (error, _) = line(&cluster.admin_url().replace("colophon@", "stranger@"));
    assert!(error.contains("role \"stranger\" does not exist"), "{error}");
}

#[test]
fn readiness_is_told_at_once_when_the_database_goes() {
    let Some(cluster) = required(Cluster::start("")) else { return };
    let folder = TempDir::new().unwrap();
    let url = cluster.admin_url();
    fs::write(folder.path().join("a.jsonl"), "{\"title\":\"A weir\",\"description\":\"Of stones.\"}\n").unwrap();
    done(folder.path(), &["import", "a.jsonl", "--database", &url]);
    let server = Server::start_with(folder.path(), &["--database", &url, "--cache-size", "0", "--answer-cache", "0"]);
    let ready = server.get("/health/ready");
    assert!(ready.contains("200 OK") && ready.contains("\"graph\":\"following\""), "{ready}");
    drop(cluster);
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let began = Instant::now();
        let ready = server.get("/health/ready");
        assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
        if ready.contains("503 ") && ready.contains("database does not answer") {
            break;
        }
        assert!(Instant::now() < until, "{ready}");
        std::thread::sleep(Duration::from_millis(100));
    }
    // What is in memory is answered, and what is not says so.
    assert!(server.get("/graphql?query=%7Bresources%7BtotalCount%7D%7D").contains("\"totalCount\":1"));
    let answer = server.get("/graphql?query=%7Bresources%7Bnodes%7Bdescription%7D%7D%7D");
    assert!(answer.contains("SERVICE_UNAVAILABLE") && answer.to_lowercase().contains("retry-after: 5"), "{answer}");
}

#[cfg(unix)]
#[test]
fn documents_and_log_lines_are_loaded_anew_on_a_signal() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let documents = |query: &str| fs::write(folder.join("documents.json"), format!("{{\"one\": \"{query}\"}}")).unwrap();
    documents("{ resources { totalCount } }");
    fs::write(folder.join("colophon.toml"), "trusted_documents = \"documents.json\"\nlog_filter = \"warn,colophon=info\"\n").unwrap();
    let server = Server::start_with(folder, &[]);
    let ask = || server.get("/graphql?documentId=one");
    assert!(ask().contains("\"resources\""));
    let hang_up = || assert!(Command::new("kill").args(["-HUP", &server.process().to_string()]).status().unwrap().success());
    let heard = |words: &str| {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let line = server.says.recv_timeout(left).unwrap_or_else(|_| panic!("`{words}` was not said"));
            if line.contains(words) {
                return line;
            }
        }
    };
    documents("{ keywords { totalCount } }");
    fs::write(folder.join("colophon.toml"), "trusted_documents = \"documents.json\"\nlog_filter = \"debug\"\nmax_age = 7\n").unwrap();
    hang_up();
    assert!(heard("hold from the next start on").contains("max_age"));
    assert!(ask().contains("\"keywords\""));
    heard("answered");
    // What cannot be used changes nothing.
    documents("{ nonsense }");
    hang_up();
    assert!(heard("were not loaded anew").contains("nonsense"));
    assert!(ask().contains("\"keywords\""));
}

#[test]
fn each_request_is_a_line_in_the_log() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    done(folder, &["import", "--help"]);
    let server = Server::start(folder);
    let secret = done(folder, &["token", "create", "--role", "reader"]);
    let secret = secret.split_whitespace().find(|word| word.len() > 30).unwrap().to_owned();
    let line = |path: &str, headers: &str| {
        server.get_with(path, headers);
        let wanted = path.split('?').next().unwrap();
        let until = Instant::now() + Duration::from_secs(5);
        loop {
            let line = server.says.recv_timeout(until.saturating_duration_since(Instant::now())).expect("a line");
            if line.contains(&format!("path=\"{wanted}\"")) {
                return line;
            }
        }
    };
    let asked = line(
        "/graphql?query=query%20Mine%7Bresources(search%3A%22tides%22)%7BtotalCount%7D%7D",
        &format!("authorization: Bearer {secret}\r\n"),
    );
    for part in ["method=\"GET\"", "status=200", "bytes=", "milliseconds=", "client=\"token:", "operation=\"Mine\""] {
        assert!(asked.contains(part), "`{part}` is not in: {asked}");
    }
    assert!(!asked.contains("tides") && !asked.contains(&secret) && !asked.contains("127.0.0.1"), "{asked}");
    assert!(!asked.contains("left"), "{asked}");
    let missing = line("/resources/none", "");
    assert!(missing.contains("status=404") && !missing.contains("client="), "{missing}");
    drop(server);
    let server = Server::start_with(folder, &["--access-log", "addresses"]);
    server.get("/health/live");
    let line = server.says.recv_timeout(Duration::from_secs(5)).unwrap();
    assert!(line.contains("address=127.0.0.1"), "{line}");
}

#[test]
fn the_settings_tell_where_they_come_from() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::write(folder.join("colophon.toml"), "max_age = 7\n[limits]\nmax_depth = 9\n").unwrap();
    let url = "postgres://looker:secret@db.example/shelf";
    let told = done(folder, &["config", "--database", url, "--read", "closed"]);
    let line = |key: &str| told.lines().find(|line| line.starts_with(&format!("{key} "))).unwrap().split_whitespace().collect::<Vec<_>>();
    assert_eq!(line("database"), ["database", "postgres://looker@db.example/shelf", "--database"]);
    assert_eq!(line("access.read"), ["access.read", "closed", "--read"]);
    assert_eq!(line("max_age"), ["max_age", "7", "colophon.toml"]);
    assert_eq!(line("limits.max_depth"), ["limits.max_depth", "9", "colophon.toml"]);
    assert_eq!(line("limits.max_cost"), ["limits.max_cost", "200000", "default"]);
    assert!(!told.contains("secret"));
    let json: serde_json::Value = serde_json::from_str(&done(folder, &["config", "--json"])).unwrap();
    assert_eq!(json["max_age"], serde_json::json!({ "value": "7", "from": "colophon.toml" }));
}
