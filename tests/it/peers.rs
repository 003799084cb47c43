//! Programs of others against the real server: the audits of GraphQL over HTTP, published clients, tools of frontends, gateways, a generator of queries.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use tempfile::TempDir;

use crate::command::Server;

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
pub fn is_required() -> bool {
    std::env::var("COLOPHON_REQUIRE_PEERS").is_ok()
}

pub fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Returns a folder of programs that a tool runs, with the packages that they need; none where a tool is missing and none is required.
pub fn programs(folder: &str, tool: &str) -> Option<PathBuf> {
    static INSTALLING: Mutex<()> = Mutex::new(());
    if !is_there(tool) {
        assert!(!is_required(), "{tool} is missing");
        return None;
    }
    let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    // Two tests may want the same packages.
    let _alone = INSTALLING.lock();
    if tool == "node" && !programs.join("node_modules").exists() {
        let mut install = Command::new("npm");
        let installed = install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&programs).output().unwrap();
        if !installed.status.success() {
            assert!(!is_required(), "{}", String::from_utf8_lossy(&installed.stderr));
            return None;
        }
    }
    Some(programs)
}

/// A server over the sample, and the folder of the programs that ask it.
struct Peers {
    folder: TempDir,
    server: Server,
    programs: PathBuf,
}

impl Peers {
    /// None where a tool is missing and none is required.
    fn new(folder: &str, tool: &str) -> Option<Self> {
        let programs = programs(folder, tool)?;
        let folder = TempDir::new().unwrap();
        let server = Server::start_with(folder.path(), &["--socket-init-timeout", "2"]);
        Some(Self { folder, server, programs })
    }

    /// Imports a record that is new each time, with the program's own command line.
    fn trigger(&self) -> String {
        let data = self.folder.path().join("colophon-data");
        format!(
            "printf '{{\"id\":\"trigger\",\"title\":\"Trigger %s\"}}\\n' \"${{TRIGGER_RUN:-$(date +%s%N)}}\" | '{}' --data-dir '{}' import - --format jsonl --source trigger",
            env!("CARGO_BIN_EXE_colophon"),
            data.display()
        )
    }

    #[expect(clippy::print_stdout, reason = "what was left out is told with `--nocapture`")]
    fn run(&self, program: &str, script: &str) {
        let output = Command::new(program)
            .arg(self.programs.join(script))
            .arg(format!("http://{}", self.server.address))
            .arg(self.trigger())
            .env("TRIGGER", self.trigger())
            .env("INIT_WAIT_MS", "2000")
            .env("AUTH_REFUSED", "1")
            .current_dir(&self.programs)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}\n{said}");
        for skipped in said.lines().filter(|line| line.starts_with("skipped ")) {
            println!("{script}: {skipped}");
        }
    }
}

#[test]
fn all_audits_of_graphql_over_http_pass() {
    if let Some(peers) = Peers::new("protocol", "node") {
        peers.run("node", "audits.mjs");
        peers.run("node", "sse.mjs");
        peers.run("node", "websocket.mjs");
    }
}

#[test]
fn tools_of_frontends_take_the_plain_schema() {
    if let Some(peers) = Peers::new("frontends", "node") {
        peers.run("node", "run.mjs");
    }
}

#[test]
fn gateways_compose_and_join() {
    if let Some(peers) = Peers::new("gateway", "node") {
        peers.run("node", "run.mjs");
        peers.run("node", "subscriptions.mjs");
    }
}

#[test]
fn generated_queries_find_no_failure() {
    if let Some(peers) = Peers::new("protocol", "python3") {
        peers.run("bash", "fuzz.sh");
    }
}
