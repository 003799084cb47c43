//! The commands that packages and orchestrators run: the version, the readiness of a server, completions, and manual pages.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::cluster::free_port;
use crate::command::{Server, run};
use crate::peers::is_there;

#[test]
fn the_version_is_that_of_the_package() {
    let (status, said, _) = run(TempDir::new().unwrap().path(), &["--version"]);
    let mut words = said.trim_end().splitn(3, ' ');
    assert_eq!((status, words.next(), words.next()), (0, Some("colophon"), Some(env!("CARGO_PKG_VERSION"))));
    // A build for development does not know the commit.
    let commit = words.next().unwrap_or("(0)");
    assert!(commit.starts_with('(') && commit.ends_with(')'), "{said}");
}

#[test]
fn a_server_that_runs_is_ready_and_one_that_does_not_is_not() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path());
    let (status, said, _) = run(folder.path(), &["health", "--listen", &server.address]);
    assert!(status == 0 && said.contains("\"ready\""), "{said}");
    assert_eq!(run(folder.path(), &["health", &format!("http://{}/", server.address)]).0, 0);
    let (status, said, told) = run(folder.path(), &["health", &format!("http://{}/nowhere", server.address)]);
    assert_eq!((status, said.as_str()), (1, ""), "{told}");
    assert!(told.contains("/nowhere/health/ready is not ready"), "{told}");
    drop(server);
    let (status, _, told) = run(folder.path(), &["health", "--listen", &format!("127.0.0.1:{}", free_port().unwrap())]);
    assert!(status == 1 && told.contains("Connection refused"), "{told}");
    assert_eq!(run(folder.path(), &["health", "file:///etc"]).0, 2);
}

#[test]
fn shells_read_the_completions() {
    let folder = TempDir::new().unwrap();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (status, script, _) = run(folder.path(), &["completions", shell]);
        assert!(status == 0 && script.contains("trusted-documents") && script.contains("reindex"), "{shell}: {script}");
        if ["bash", "fish", "zsh"].contains(&shell) && is_there(shell) {
            let file = folder.path().join(shell);
            std::fs::write(&file, script).unwrap();
            let output = Command::new(shell).arg("-n").arg(&file).output().unwrap();
            assert!(output.status.success(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    assert_eq!(run(folder.path(), &["completions", "cobol"]).0, 2);
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = TempDir::new().unwrap();
    let (status, page, _) = run(folder.path(), &["man"]);
    assert!(status == 0 && page.contains(".TH colophon 1") && page.contains("colophon\\-serve(1)"), "{page}");
    assert_eq!(run(folder.path(), &["man", "share/man1"]).0, 0);
    let page = |name: &str| std::fs::read_to_string(folder.path().join("share/man1").join(name)).unwrap();
    assert!(page("colophon-serve.1").contains("COLOPHON_TRUSTED_DOCUMENTS"));
    assert!(page("colophon-token-create.1").contains("role"));
    std::fs::write(folder.path().join("file"), "").unwrap();
    let (status, _, told) = run(folder.path(), &["man", "file"]);
    assert!(status == 3 && told.contains("cannot write file"), "{told}");
}

/// The unit and the image wait for a stop longer than the program does.
#[test]
fn a_stop_has_the_time_that_it_needs() {
    let drain = colophon::limits::Limits::default().drain_timeout;
    let seconds = |file: &str, key: &str| {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging").join(file)).unwrap();
        let value = text.lines().find_map(|line| line.trim().strip_prefix(key)).unwrap().trim();
        value.trim_end_matches('s').parse::<u64>().unwrap()
    };
    assert!(seconds("colophon.service", "TimeoutStopSec=") > 2 * drain);
    assert!(seconds("compose.yaml", "stop_grace_period:") > 2 * drain);
}
