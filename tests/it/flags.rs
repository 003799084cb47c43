//! Flags before the command, and variables: each has its effect, or the program says why not. `src/cli/arguments.rs` tests every flag.

use std::net::TcpListener;
use std::path::Path;

use tempfile::TempDir;

use crate::command::{Server, colophon, run};

const TITLES: &str = "/graphql?query=%7Bresources%7Bnodes%7Bfunders%7Bnodes%7Bname%7D%7D%7D%7D%7D";

/// A server with all its arguments and variables.
fn serve(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Server {
    let mut command = colophon(folder);
    command.args(["--log-format", "text"]).args(arguments).envs(variables.iter().copied());
    Server::launch(command)
}

#[test]
fn flags_before_the_command_close_the_server() {
    let folder = TempDir::new().unwrap();
    let settings = ["--listen", "127.0.0.1:0", "--read", "closed", "--metrics", "closed", "--playground", "closed", "serve"];
    let server = serve(folder.path(), &settings, &[]);
    for path in [TITLES, "/metrics", "/playground"] {
        let answer = server.get(path);
        assert!(["401", "403", "404"].iter().any(|status| answer.starts_with(&format!("HTTP/1.1 {status}"))), "{path}: {answer}");
        assert!(!answer.contains("\"data\""), "{answer}");
    }
}

#[test]
fn flags_before_the_command_bound_and_choose() {
    let folder = TempDir::new().unwrap();
    let settings = ["--listen", "127.0.0.1:0", "--max-depth", "3", "--data-dir", "elsewhere", "--no-sample", "serve"];
    let server = serve(folder.path(), &settings, &[]);
    assert!(server.get(TITLES).contains("levels of fields; 3 are the most"));
    assert!(server.get("/graphql?query=%7Bresources%7BtotalCount%7D%7D").contains("\"totalCount\":0"));
    assert!(folder.path().join("elsewhere/colophon.sqlite").exists());

    let (status, _, error) = run(folder.path(), &["--trusted-documents", "nowhere.json", "serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(status, 3);
    assert!(error.contains("nowhere.json"), "{error}");
}

#[test]
fn a_flag_of_another_command_is_refused() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("r.jsonl"), "{\"title\":\"Good\"}\n").unwrap();
    for line in [&["--read", "closed", "import", "r.jsonl"][..], &["import", "--read", "closed", "r.jsonl"]] {
        let (status, _, error) = run(folder.path(), line);
        assert_eq!(status, 2, "{error}");
        assert!(error.contains("'--read' is a flag of `colophon config`, `colophon serve`"), "{error}");
    }
    assert!(!folder.path().join("colophon-data").exists(), "nothing was imported");
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    for line in [["--listen", &free, "doctor"], ["doctor", "--listen", &free]] {
        let (_, found, _) = run(folder.path(), &line);
        assert!(found.contains(&format!("address: {free} is free")), "{found}");
    }
}

#[test]
fn a_misspelt_variable_is_told_and_an_empty_one_is_none() {
    let folder = TempDir::new().unwrap();
    let server = serve(
        folder.path(),
        &["serve", "--listen", "127.0.0.1:0"],
        &[("COLOPHON_RAED", "closed"), ("COLOPHON_MAX_DEPTH", ""), ("COLOPHON_DATABASE", ""), ("COLOPHON_SERVICE_HOST", "10.0.0.1")],
    );
    let warnings: Vec<&String> = server.said.iter().filter(|line| line.contains("WARN")).collect();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].contains("COLOPHON_RAED is not known and changes nothing; did you mean COLOPHON_READ?"), "{warnings:?}");
    assert!(server.get(TITLES).contains("\"data\""));
}

#[test]
fn the_sample_can_be_left_out_by_a_variable() {
    for (value, wanted) in [("true", 0), ("1", 0), ("false", 8)] {
        let folder = TempDir::new().unwrap();
        let server =
            serve(folder.path(), &["serve", "--listen", "127.0.0.1:0"], &[("COLOPHON_NO_SAMPLE", value), ("COLOPHON_WARM", "yes")]);
        let answer = server.get("/graphql?query=%7Bresources%7BtotalCount%7D%7D");
        assert!(answer.contains(&format!("\"totalCount\":{wanted}")), "{value}: {answer}");
    }
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("colophon.toml"), "sample = false\n").unwrap();
    let server = serve(folder.path(), &["--no-sample=false", "--listen=127.0.0.1:0"], &[]);
    assert!(server.get("/graphql?query=%7Bresources%7BtotalCount%7D%7D").contains("\"totalCount\":8"), "a flag goes before the file");
}
