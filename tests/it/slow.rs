//! Clients that take their time: each is given up, and nobody else notices.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;

use crate::command::{Server, run};
use crate::hostile::repeated;
use crate::socket::Socket;

/// Whatever it is, it is over by then; the server's own limits are one second.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the server says until it closes the connection.
fn heard(mut stream: TcpStream) -> String {
    let began = Instant::now();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut text = String::new();
    let _ = stream.read_to_string(&mut text);
    assert!(began.elapsed() < PATIENCE, "the connection is still open");
    text
}

#[test]
fn slow_clients_are_given_up() {
    let folder = TempDir::new().unwrap();
    let settings = ["--header-timeout", "1", "--body-timeout", "1", "--max-connections", "4"];
    let server = Server::start_with(folder.path(), &settings);
    let open = || TcpStream::connect(&server.address).unwrap();

    // More connections than there are places: the silent ones make room.
    let silent: Vec<TcpStream> = (0..4).map(|_| open()).collect();
    let mut half = open();
    write!(half, "GET /health/live HTTP/1.1\r\nhost: x\r\nx-slow: ").unwrap();
    heard(half);
    for stream in silent {
        assert_eq!(heard(stream), "");
    }

    let mut drop_by_drop = open();
    let began = Instant::now();
    // A byte now and then does not make the time begin anew.
    while drop_by_drop.write_all(b"G").is_ok() && began.elapsed() < PATIENCE {
        sleep(Duration::from_millis(100));
    }
    assert!(began.elapsed() < PATIENCE, "a header that comes byte by byte is read on");

    let mut body = open();
    write!(body, "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{").unwrap();
    let answer = heard(body);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("REQUEST_TIMEOUT"), "{answer}");

    let mut patient = open();
    write!(patient, "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert!(heard(patient).starts_with("HTTP/1.1 200"), "an idle connection is closed after its answer");
}

#[test]
fn a_socket_that_answers_no_pings_is_closed() {
    let folder = TempDir::new().unwrap();
    let server = Server::start_with(folder.path(), &["--ping-interval", "1"]);
    let mut gone = Socket::open(&server.address);
    gone.begin();
    let began = Instant::now();
    let pings = std::iter::from_fn(|| gone.hear().ok()).take(10).collect::<Vec<String>>();
    assert_eq!(pings, ["{\"type\":\"ping\"}"; 2]);
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    let mut there = Socket::open(&server.address);
    there.begin();
    for _ in 0..5 {
        assert_eq!(there.hear().as_deref(), Ok("{\"type\":\"ping\"}"));
        there.say(&json!({ "type": "pong" }));
    }
}

#[test]
fn whoever_leaves_answers_unread_loses_the_connection() {
    let folder = TempDir::new().unwrap();
    let server = Server::start_with(folder.path(), &["--write-timeout", "1", "--max-connections", "1"]);
    let aliases = repeated(50, |n| format!("a{n}: resources {{ nodes {{ description }} }} "));
    let body = json!({ "query": format!("{{ {aliases} }}") }).to_string();
    let request =
        format!("POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let mut unread = TcpStream::connect(&server.address).unwrap();
    unread.set_write_timeout(Some(PATIENCE)).unwrap();
    // More than the system keeps for a connection; the server leaves some of it unread, too.
    for _ in 0..200 {
        if unread.write_all(request.as_bytes()).is_err() {
            break;
        }
    }
    // The one place is free again.
    let mut next = TcpStream::connect(&server.address).unwrap();
    write!(next, "GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    next.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut answer = String::new();
    next.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

/// Much that every subscriber is told of.
fn change(folder: &Path, round: usize) {
    let description = "word ".repeat(400);
    let line = |n| json!({ "id": n, "title": format!("Title {n}"), "description": format!("{round} {description}") }).to_string() + "\n";
    std::fs::write(folder.join("many.jsonl"), (0..100).map(|n: u32| line(n.to_string())).collect::<String>()).unwrap();
    assert_eq!(run(folder, &["import", "many.jsonl"]).0, 0);
}

/// A subscription whose events are large: some 80 kilobytes each.
fn subscription() -> String {
    let aliases = repeated(40, |n| format!("a{n}: resource {{ description }} "));
    format!("subscription {{ resourceChanged {{ {aliases} }} }}")
}

fn stream(address: &str) -> TcpStream {
    let body = json!({ "query": subscription() }).to_string();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = "POST /graphql HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\nconnection: close\r\n";
    write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len()).unwrap();
    stream
}

/// The same on a socket; what it hears is never read.
fn unread_socket(address: &str) -> TcpStream {
    let connection = TcpStream::connect(address).unwrap();
    let mut socket = Socket::over(address, connection.try_clone().unwrap());
    socket.begin();
    socket.say(&json!({ "type": "subscribe", "id": "1", "payload": { "query": subscription() } }));
    connection
}

/// Whether there is a place for a subscription.
fn is_free(address: &str) -> bool {
    let mut stream = stream(address);
    stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let mut said = String::new();
    let _ = stream.read_to_string(&mut said);
    !said.contains("SERVICE_UNAVAILABLE")
}

#[cfg(target_os = "linux")]
#[test]
fn subscribers_that_never_read_are_given_up() {
    let folder = TempDir::new().unwrap();
    let settings = ["--write-timeout", "1", "--max-subscriptions", "1", "--ping-interval", "60"];
    let server = Server::start_with(folder.path(), &settings);
    change(folder.path(), 0);
    let mut memory = Vec::new();
    let mut kept: Vec<TcpStream> = Vec::new();
    for round in 1..=4 {
        // A client that looked whether there is a place may still hold it; seen twice, it is another's.
        let began = Instant::now();
        while is_free(&server.address) || is_free(&server.address) {
            assert!(began.elapsed() < 2 * PATIENCE, "nobody can subscribe");
            kept.push(if round % 2 == 0 { stream(&server.address) } else { unread_socket(&server.address) });
        }
        // Twice, since one may fit into what the system keeps for a connection.
        change(folder.path(), 2 * round);
        change(folder.path(), 2 * round + 1);
        let began = Instant::now();
        while !is_free(&server.address) {
            assert!(began.elapsed() < 4 * PATIENCE, "a subscriber that never reads is still there");
        }
        memory.push(server.memory());
    }
    let (first, last) = (memory[1], memory[3]);
    assert!(last < first + (64 << 20), "the memory grew: {memory:?}");
}
