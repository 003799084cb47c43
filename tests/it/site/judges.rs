//! Programs of others that read what the pages tell programs: linked data, signposts, the sitemap.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::command::{Server, colophon};
use crate::peers::{is_required, is_there};

#[test]
fn programs_of_others_read_the_pages() {
    if !is_there("python3") {
        assert!(!is_required(), "Python is missing");
        return;
    }
    let folder = TempDir::new().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let listen = format!("127.0.0.1:{port}");
    let mut command = colophon(folder.path());
    command.args(["--log-format", "text", "serve", "--listen", &listen, "--public-url", &format!("http://{listen}")]);
    let server = Server::launch(command);
    assert_eq!(server.address, listen);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/judge.sh");
    let output = Command::new("bash").arg(script).arg(format!("http://{listen}")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
