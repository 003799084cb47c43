//! The files of exports, opened by programs of others.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::RICH;
use crate::command::Server;

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn is_required() -> bool {
    std::env::var("COLOPHON_REQUIRE_PEERS").is_ok()
}

#[test]
fn pandas_and_openpyxl_read_what_is_written() {
    let is_there = Command::new("python3").args(["-c", "import ensurepip"]).output().is_ok_and(|output| output.status.success());
    if !is_there {
        assert!(!is_required(), "python3-venv is missing");
        return;
    }
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("rich.jsonl");
    std::fs::write(&file, RICH).unwrap();
    let imported = Command::new(env!("CARGO_BIN_EXE_colophon")).arg("import").arg(&file).current_dir(folder.path()).output().unwrap();
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    let server = Server::start_with(folder.path(), &[]);
    let judges = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges");
    let venv = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/judges");
    let output = Command::new("bash").arg(judges.join("tables.sh")).arg(format!("http://{}", server.address)).arg(venv).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    // Status 3: the packages cannot be fetched.
    if output.status.code() == Some(3) && !is_required() {
        return;
    }
    assert!(output.status.success(), "{said}");
}
