//! A data directory belongs to one server at a time; other commands work beside it, and what a backup brings back is noticed.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait;
use tempfile::TempDir;

use crate::command::{Server, colophon, run};
use crate::harness::Database;

/// The number of resources that a search finds, once search is there.
fn found(server: &Server, word: &str) -> i64 {
    let path = format!("/graphql?query=%7Bresources%28search%3A%22{word}%22%29%7BtotalCount%7D%7D");
    let until = Instant::now() + Duration::from_secs(20);
    loop {
        let answer = server.get(&path);
        if let Some((_, rest)) = answer.split_once("\"totalCount\":") {
            return rest.split(|character: char| !character.is_ascii_digit()).next().unwrap().parse().unwrap();
        }
        assert!(answer.contains("SERVICE_UNAVAILABLE") && Instant::now() < until, "{answer}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn import(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
    let (status, _, error) = run(folder, &["import", name]);
    assert_eq!(status, 0, "{error}");
}

#[cfg(unix)]
fn start_and_stop(folder: &Path) {
    assert_eq!(Server::start(folder).stop(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_restored_backup_is_searched_as_it_is() {
    let folder = TempDir::new().unwrap();
    let (folder, file) = (folder.path(), folder.path().join("colophon-data/colophon.sqlite"));
    import(folder, "base.jsonl", "{\"title\":\"Base thing\"}\n");
    start_and_stop(folder);
    fs::copy(&file, folder.join("backup")).unwrap();
    import(folder, "alpha.jsonl", "{\"title\":\"Alpha thing\"}\n");
    start_and_stop(folder);
    fs::copy(folder.join("backup"), &file).unwrap();
    // As many changes as Alpha brought: the numbers of the changes are the same.
    import(folder, "beta.jsonl", "{\"title\":\"Beta thing\"}\n");

    let (status, told, _) = run(folder, &["verify"]);
    assert!(status == 0 && told.contains("history"), "{status}: {told}");
    let (_, told, _) = run(folder, &["doctor"]);
    assert!(told.contains("text index: cannot be used") && told.contains("history"), "{told}");
    let mut server = Server::start(folder);
    assert_eq!((found(&server, "base"), found(&server, "alpha"), found(&server, "beta")), (1, 0, 1));
    assert_eq!(server.stop(), Some(0));
    let (status, told, _) = run(folder, &["verify"]);
    assert!(status == 0 && told.contains("2 documents, 0 of them wrong"), "{status}: {told}");
}

#[test]
fn a_second_server_waits_and_is_refused_with_the_process_of_the_first() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path());
    let began = Instant::now();
    let line = ["serve", "--listen", "127.0.0.1:0", "--wait-for-lock", "1s", "--log-format", "text"];
    let (status, _, error) = run(folder.path(), &line);
    assert_eq!(status, 3, "{error}");
    assert!(began.elapsed() >= Duration::from_secs(1));
    let process = format!("a server (process {})", server.process());
    assert!(error.contains(&format!("Waiting for {process}")), "{error}");
    assert!(error.contains(&format!("{process} serves from the data directory colophon-data")), "{error}");
    // It took nothing from the first.
    assert_eq!(found(&server, "crisis"), 5);
    // Another directory is another server's.
    let other = Server::start_with(folder.path(), &["--data-dir", "other"]);
    assert_eq!(found(&other, "crisis"), 5);
    drop(server);
    // The first was killed: nothing of it is in the way.
    let next = Server::start_with(folder.path(), &["--wait-for-lock", "0"]);
    assert_eq!(found(&next, "crisis"), 5);
}

#[cfg(unix)]
#[test]
fn a_restart_may_overlap_the_stop_of_the_one_before() {
    let folder = TempDir::new().unwrap();
    let mut first = Server::start(folder.path());
    let mut command = colophon(folder.path());
    command.args(["serve", "--listen", "127.0.0.1:0", "--log-format", "text", "--wait-for-lock", "1m"]);
    let second = std::thread::spawn(move || Server::launch(command));
    std::thread::sleep(Duration::from_millis(500));
    assert!(!second.is_finished());
    assert_eq!(first.stop(), Some(0));
    let second = second.join().unwrap();
    assert!(second.said.iter().any(|line| line.contains("Waiting for a server (process ")), "{:?}", second.said);
    assert_eq!(found(&second, "crisis"), 5);
}

#[cfg(unix)]
#[test]
fn a_server_that_waits_can_be_stopped() {
    let folder = TempDir::new().unwrap();
    let _first = Server::start(folder.path());
    let mut command = colophon(folder.path());
    command.args(["serve", "--listen", "127.0.0.1:0", "--wait-for-lock", "1h"]).stderr(std::process::Stdio::null());
    let mut waiting = command.spawn().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    std::process::Command::new("kill").args(["-TERM", &waiting.id().to_string()]).status().unwrap();
    assert_eq!(waiting.wait().unwrap().code(), Some(0));
}

#[tokio::test]
async fn commands_work_beside_a_server() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let server = Server::start(folder);
    import(folder, "more.jsonl", "{\"title\":\"Rivers\"}\n");
    let until = Instant::now() + Duration::from_secs(20);
    while found(&server, "rivers") < 1 {
        assert!(Instant::now() < until, "the import is not found");
        std::thread::sleep(Duration::from_millis(50));
    }
    // A change that the log does not know: only a new index finds it.
    let url = format!("sqlite://{}", folder.join("colophon-data/colophon.sqlite").display());
    let connection = sea_orm::Database::connect(&url).await.unwrap();
    connection.execute_unprepared("UPDATE resource SET description = 'zebra' WHERE description IS NOT NULL").await.unwrap();
    connection.close().await.unwrap();
    assert_eq!(found(&server, "zebra"), 0);
    let (status, told, error) = run(folder, &["reindex"]);
    assert_eq!(status, 0, "{error}");
    assert!(told.starts_with("The server made the text index of ") && error.contains("Waiting until it is done"), "{told} {error}");
    assert_eq!(found(&server, "zebra"), 8);
    let (status, told, _) = run(folder, &["verify"]);
    assert!(status == 0 && told.contains("0 of them wrong"), "{told}");
    let (status, told, _) = run(folder, &["doctor", "--listen", &server.address]);
    assert_eq!(status, 0, "{told}");
    let process = format!("a server (process {})", server.process());
    assert!(told.contains(&format!("server: {process} serves from")) && told.contains(&format!("is where {process} listens")), "{told}");
    assert_eq!(run(folder, &["source", "list"]).0, 0);
    drop(server);
    let (status, told, _) = run(folder, &["reindex"]);
    assert!(status == 0 && told.starts_with("Made the text index of "), "{told}");
    assert!(!folder.join("colophon-data/text.anew").exists());
    let (_, told, _) = run(folder, &["doctor", "--listen", "127.0.0.1:0"]);
    assert!(told.contains("server: none serves from"), "{told}");
}

#[tokio::test]
async fn two_servers_share_a_database_with_directories_of_their_own() {
    let Some(database) = Database::postgres().await else { return };
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("r.jsonl"), "{\"title\":\"Rivers\"}\n").unwrap();
    assert_eq!(run(folder.path(), &["import", "--database", &database.url, "r.jsonl"]).0, 0);
    let start = |data: &str| Server::start_with(folder.path(), &["--database", &database.url, "--data-dir", data, "--wait-for-lock", "0"]);
    let servers = [start("one"), start("two")];
    assert!(servers.iter().all(|server| found(server, "rivers") == 1));
    let line = ["serve", "--database", &database.url, "--data-dir", "one", "--wait-for-lock", "0", "--listen", "127.0.0.1:0"];
    assert_eq!(run(folder.path(), &line).0, 3);
}
