//! Copies of the database, made while it is served, and put back.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{done, import};
use crate::command::{Server, run};

const COUNT: &str = "/graphql?query=%7Bresources%7BtotalCount%7D%7D";

fn total(server: &Server) -> String {
    let answer = server.get(COUNT);
    answer.split("\"totalCount\":").nth(1).unwrap_or_else(|| panic!("{answer}")).split('}').next().unwrap().to_owned()
}

#[cfg(unix)]
fn mode(file: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
#[test]
fn a_backup_of_a_running_server_is_whole_and_comes_back() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let mut server = Server::start(folder);
    import(folder, "more.jsonl", "{\"title\":\"A tide table\"}\n{\"title\":\"A weir\"}\n");
    let told = done(folder, &["backup", "kept.sqlite"]);
    assert!(told.starts_with("Backed up 10 resources ("), "{told}");
    assert_eq!(mode(&folder.join("kept.sqlite")), 0o600, "it holds hashes of tokens");

    // A name is given once.
    let (status, _, error) = run(folder, &["backup", "kept.sqlite"]);
    assert!(status == 3 && error.contains("kept.sqlite: it is there already"), "{error}");
    let (status, _, error) = run(folder, &["backup", "nowhere/kept.sqlite"]);
    assert!(status == 3 && error.contains("nowhere/kept.sqlite"), "{error}");
    assert_eq!(
        fs::read_dir(folder).unwrap().filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|e| e == "unfinished")).count(),
        0
    );

    // It is put nowhere where a server runs, or over what is there.
    let (status, _, error) = run(folder, &["restore", "kept.sqlite", "--replace"]);
    assert!(status == 3 && error.contains("serves from the data directory"), "{error}");
    import(folder, "later.jsonl", "{\"title\":\"A later thing\"}\n");
    assert_eq!(server.stop(), Some(0));
    let (status, _, error) = run(folder, &["restore", "kept.sqlite"]);
    assert!(status == 3 && error.contains("--replace"), "{error}");

    let (status, told, error) = run(folder, &["restore", "kept.sqlite", "--replace"]);
    assert!(status == 0 && told.starts_with("Restored 10 resources (") && error.contains("colophon.sqlite."), "{told}{error}");
    assert!(done(folder, &["verify"]).contains("The graph and the database agree"));
    let server = Server::start(folder);
    assert_eq!(total(&server), "10");
    drop(server);

    // The database that was there is kept, and can be served.
    let moved = fs::read_dir(folder.join("colophon-data")).unwrap().map(|entry| entry.unwrap().path());
    let moved = moved.into_iter().find(|path| path.to_string_lossy().contains("colophon.sqlite.2")).unwrap();
    done(folder, &["restore", moved.to_str().unwrap(), "--data-dir", "other"]);
    let other = Server::start_with(folder, &["--data-dir", "other"]);
    assert_eq!(total(&other), "11");
}

#[test]
fn what_is_no_copy_is_refused_and_nothing_is_touched() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    import(folder, "a.jsonl", "{\"title\":\"A weir\"}\n");
    fs::write(folder.join("text.sqlite"), "not a database, whatever its name says".repeat(200)).unwrap();
    fs::write(folder.join("empty.sqlite"), "").unwrap();
    for (file, words) in
        [("text.sqlite", "is no copy of a catalogue"), ("empty.sqlite", "none of the tables"), ("none.sqlite", "there is no file")]
    {
        let (status, told, error) = run(folder, &["restore", file, "--replace"]);
        assert!(status == 3 && error.contains(words), "{file}: {told}{error}");
    }
    done(folder, &["backup", "whole.sqlite"]);
    let mut damaged = fs::read(folder.join("whole.sqlite")).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 20_000].fill(0x5a);
    fs::write(folder.join("damaged.sqlite"), damaged).unwrap();
    let (status, _, error) = run(folder, &["restore", "damaged.sqlite", "--replace"]);
    assert!(status == 3, "{error}");
    assert!(done(folder, &["verify"]).starts_with("1 resources"));
    // No sign in a name means something to the database.
    for name in ["100%25 ?.sqlite", "a#b.sqlite"] {
        done(folder, &["backup", name]);
        done(folder, &["restore", name, "--replace"]);
    }
    // A damaged database makes way for a copy.
    fs::copy(folder.join("damaged.sqlite"), folder.join("colophon-data/colophon.sqlite")).unwrap();
    done(folder, &["restore", "whole.sqlite", "--replace"]);
    assert!(done(folder, &["verify"]).starts_with("1 resources"));
}

#[test]
fn postgresql_is_left_to_its_own_programs() {
    let folder = TempDir::new().unwrap();
    for (line, program) in [(&["backup", "x.sqlite"][..], "pg_dump"), (&["restore", "x.sqlite"], "pg_restore")] {
        let line = [line, &["--database", "postgres://looker:secret@127.0.0.1:1/shelf"]].concat();
        let (status, _, error) = run(folder.path(), &line);
        assert!(status == 2 && error.contains(program) && !error.contains("secret"), "{error}");
    }
}
