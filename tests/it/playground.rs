//! The playground in a real browser: type a query, run it, see the answer.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::command::Server;

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn is_required() -> bool {
    std::env::var("COLOPHON_REQUIRE_PLAYGROUND").is_ok()
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

#[test]
fn a_query_typed_in_the_browser_is_answered() {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
    if !colophon::http::has_playground() || !is_there("node") || !is_there("chromium") {
        assert!(!is_required(), "Node or Chromium is missing");
        return;
    }
    if !web.join("node_modules/playwright-core").exists() {
        let installed = Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&web).output().unwrap();
        assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
    }
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path());
    let output = Command::new("node")
        .arg(web.join("tests/playground.mjs"))
        .arg(format!("http://{}", server.address))
        .arg(folder.path().join("playground"))
        .arg("{ organization(name: \"mental health america\") { name } }")
        .arg("Mental Health America")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
