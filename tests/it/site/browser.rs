//! The pages in a real browser, behind a proxy that strips a path: accessibility, widths, keyboard, content policy.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use colophon::http::has_playground;
use tempfile::TempDir;

use super::hostile;
use crate::command::{Server, colophon};
use crate::playground::{browser_tools, is_required};

#[test]
fn pages_are_accessible_and_harmless() {
    drive("pages.mjs", Some(&hostile::records()));
}

#[test]
fn suggestions_come_while_somebody_types() {
    if has_playground() {
        drive("explorer.mjs", None);
    } else {
        assert!(!is_required(), "the program was built without its scripts");
    }
}

/// Runs a program that drives a browser, with a server over the sample and some records.
fn drive(program: &str, records: Option<&str>) {
    let Some(checks) = browser_tools() else { return };
    let folder = TempDir::new().unwrap();
    // The public address must be known before the server starts.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let public = format!("http://127.0.0.1:{port}/some/catalogue");
    let server = Server::start_with(folder.path(), &["--public-url", &public]);
    if let Some(records) = records {
        std::fs::write(folder.path().join("more.jsonl"), records).unwrap();
        let imported = colophon(folder.path()).args(["import", "more.jsonl"]).output().unwrap();
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    }
    let output = Command::new("node")
        .arg(checks.join(program))
        .arg(format!("http://{}", server.address))
        .arg(&public)
        .arg(screenshots().unwrap_or_else(|| folder.path().to_path_buf()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

/// The folder for pictures of the pages, where somebody wants to look at them.
#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn screenshots() -> Option<std::path::PathBuf> {
    std::env::var("COLOPHON_SCREENSHOTS").ok().map(|folder| Path::new(&folder).to_path_buf())
}
