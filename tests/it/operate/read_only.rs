//! Serving where nothing can be written.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sea_orm::{ConnectionTrait, Database as Sea};
use tempfile::TempDir;

use super::{done, import};
use crate::cluster::{Cluster, required};
use crate::command::{Server, colophon, run};

/// The files below a folder, with their sizes and times.
fn files(folder: &Path) -> BTreeMap<PathBuf, (u64, SystemTime)> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            let metadata = fs::metadata(&path).unwrap();
            all.insert(path, (metadata.len(), metadata.modified().unwrap()));
        }
    }
    all
}

#[cfg(unix)]
fn protect(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            protect(&path);
        } else {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        }
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_data_directory_that_cannot_be_written_is_served() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let mut server = Server::start(folder);
    import(folder, "more.jsonl", "{\"title\":\"A tide table for sailors\"}\n");
    while !server.get("/graphql?query=%7Bresources(search%3A%22sailors%22)%7BtotalCount%7D%7D").contains("\"totalCount\":1") {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(server.stop(), Some(0));
    let data = folder.join("colophon-data");
    protect(&data);
    let before = files(&data);
    let serve = |settings: &[&str]| {
        let mut command = colophon(folder);
        command.args(["serve", "--read-only", "--listen", "127.0.0.1:0", "--log-format", "text"]).args(settings);
        super::as_nobody(command)
    };
    let mut server = Server::launch(serve(&[]));
    let said = server.said.join("\n");
    assert!(said.contains("to read only") && said.contains("Nothing can be written"), "{said}");
    let answer = server.get("/graphql?query=%7Bresources(search%3A%22sailors%22)%7BtotalCount%7D%7D");
    assert!(answer.contains("\"totalCount\":1"), "{answer}");
    let answer = server.get("/graphql?query=%7Bsuggest(text%3A%22tibe%20tabel%22)%7Btext%7D%7D");
    assert!(answer.contains("\"text\":\"A tide table for sailors\""), "{answer}");
    assert!(server.get("/resources/a-tide-table-for-sailors").contains("200 OK"));
    assert!(server.get("/export/resources.csv").contains("A tide table"));
    assert!(server.get("/health/ready").contains("\"ready\""));
    assert_eq!(server.stop(), Some(0));
    let mut command = colophon(folder);
    command.args(["doctor", "--read-only", "--listen", "127.0.0.1:0"]);
    let output = super::as_nobody(command).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && told.contains("to read only") && told.contains("9 resources"), "{told}");
    assert_eq!(files(&data), before);

    // Without the flag, the reason is told.
    let mut command = colophon(folder);
    command.args(["serve", "--listen", "127.0.0.1:0"]);
    let output = super::as_nobody(command).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(3) && error.contains("nothing may be written there"), "{error}");
}

#[test]
fn a_database_that_is_not_there_or_too_old_is_not_served_read_only() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let line = ["serve", "--read-only", "--listen", "127.0.0.1:0", "--log-format", "text"];
    let (status, _, error) = run(folder, &line);
    assert!(status == 3 && error.contains("there is no database at"), "{error}");
    import(folder, "a.jsonl", "{\"title\":\"A weir\"}\n");
    done(folder, &["migrate", "down"]);
    let (status, _, error) = run(folder, &line);
    assert!(status == 3 && error.contains("colophon migrate up"), "{error}");
}

/// An account that was granted SELECT and nothing else.
#[tokio::test]
async fn an_account_that_only_reads_serves() {
    let Some(cluster) = required(Cluster::start("")) else { return };
    let admin = Sea::connect(cluster.admin_url()).await.unwrap();
    admin.execute_unprepared("CREATE DATABASE shelf").await.unwrap();
    let url = cluster.url("shelf");
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.jsonl"), "{\"title\":\"A weir\",\"producedBy\":[\"Sea Trust\"]}\n").unwrap();
    done(folder, &["import", "a.jsonl", "--database", &url]);
    let owner = Sea::connect(&url).await.unwrap();
    owner.execute_unprepared("CREATE ROLE looker LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker").await.unwrap();
    let reader = url.replace("colophon@", "looker@");
    for flags in [&["--database", &reader][..], &["--database", &reader, "--read-only"]] {
        let mut server = Server::start_with(folder, flags);
        let answer = server.get("/graphql?query=%7Bresources%7BtotalCount%7D%7D");
        assert!(answer.contains("\"totalCount\":1"), "{answer}");
        #[cfg(unix)]
        assert_eq!(server.stop(), Some(0));
    }
    assert!(done(folder, &["doctor", "--database", &reader, "--listen", "127.0.0.1:0"]).contains("1 resources"));
    // A read-only server writes nothing, even with an account that may.
    let (status, _, error) = run(folder, &["import", "a.jsonl", "--database", &reader]);
    assert!(status != 0 && error.contains("lacks a right"), "{error}");
    done(folder, &["migrate", "down", "--database", &url]);
    let (status, _, error) = run(folder, &["serve", "--database", &reader, "--listen", "127.0.0.1:0", "--log-format", "text"]);
    assert!(status == 3 && error.contains("migrations are to be run, and this account may not"), "{error}");
}
