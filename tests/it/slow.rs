//! Clients that take their time: each is given up, and nobody else notices.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::command::Server;

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

    let mut body = open();
    write!(body, "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{").unwrap();
    let answer = heard(body);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("REQUEST_TIMEOUT"), "{answer}");

    let mut patient = open();
    write!(patient, "GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert!(heard(patient).starts_with("HTTP/1.1 200"), "an idle connection is closed after its answer");
}
