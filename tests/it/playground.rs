//! The playground in a real browser: examples, typed and linked queries, narrow windows.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use tempfile::TempDir;

use crate::command::Server;
use crate::peers::is_there;

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
pub fn is_required() -> bool {
    std::env::var("COLOPHON_REQUIRE_PLAYGROUND").is_ok()
}

/// The folder of the programs that drive a browser. None where Node or Chromium is missing and not required.
pub fn browser_tools() -> Option<PathBuf> {
    static INSTALLING: Mutex<()> = Mutex::new(());
    let checks = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/checks");
    if !is_there("node") || !is_there("chromium") {
        assert!(!is_required(), "Node or Chromium is missing");
        return None;
    }
    let _one_at_a_time = INSTALLING.lock().unwrap();
    if !checks.join("node_modules/axe-core").exists() {
        let installed =
            Command::new("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&checks).output().unwrap();
        assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
    }
    Some(checks)
}

#[test]
fn the_playground_is_used_in_a_browser() {
    if !colophon::http::has_playground() {
        assert!(!is_required(), "the program was built without its playground");
        return;
    }
    let Some(checks) = browser_tools() else { return };
    let (sample, nothing) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let server = Server::start(sample.path());
    let empty = Server::start_with(nothing.path(), &["--no-sample"]);
    let output = Command::new("node")
        .arg(checks.join("playground.mjs"))
        .args([&server, &empty].map(|server| format!("http://{}", server.address)))
        .arg(sample.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
