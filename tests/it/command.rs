//! The program as a person runs it: what it prints, and its exit status.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;

use serde_json::Value;
use tempfile::TempDir;

/// The program in a folder of its own.
pub fn colophon(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_colophon"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

pub fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = colophon(folder).args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// A server that is stopped when the test ends.
#[derive(Debug)]
pub struct Server {
    child: Child,
    pub address: String,
    pub said: Vec<String>,
    /// What it says after its start.
    pub says: mpsc::Receiver<String>,
}

impl Server {
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    /// With settings of its own.
    pub fn start_with(folder: &Path, settings: &[&str]) -> Self {
        let mut command = colophon(folder);
        command.args(["--log-format", "text", "serve", "--listen", "127.0.0.1:0"]).args(settings);
        Self::launch(command)
    }

    /// Runs a command that serves and logs as text; returns when it says where.
    pub fn launch(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (mut said, mut listening) = (Vec::new(), None);
        let address = loop {
            let line = lines.next().expect("the server stopped").unwrap();
            said.push(line.clone());
            // With a public address, it is another line that tells where the server listens.
            if let Some((_, rest)) = line.split_once("Listening   http://") {
                listening = Some(rest.to_owned());
            }
            if let Some((_, rest)) = line.split_once("GraphQL     http") {
                break listening.unwrap_or_else(|| rest.trim_start_matches("://").trim_end_matches("/graphql").to_owned());
            }
        };
        // Somebody must read on, or the server stops at a full pipe.
        let (sender, says) = mpsc::channel();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(sender.send(line))));
        Self { child, address, said, says }
    }

    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// What it holds of the memory, in bytes.
    #[cfg(target_os = "linux")]
    pub fn memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() << 10
    }

    pub fn get(&self, path: &str) -> String {
        self.get_with(path, "")
    }

    /// `headers` are whole lines.
    pub fn get_with(&self, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n{headers}\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }
}

impl Server {
    /// Asks it to stop, and waits until it has.
    #[cfg(unix)]
    pub fn stop(&mut self) -> Option<i32> {
        let status = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_first_start_makes_everything_and_says_so() {
    let folder = TempDir::new().unwrap();
    let server = Server::start(folder.path());
    let said = server.said.join("\n");
    let order = ["Created the SQLite database", "schema up to date", "Imported the sample page: 8 resources", "Playground  http://"];
    let places: Vec<_> = order.iter().map(|words| said.find(words).unwrap_or_else(|| panic!("`{words}` is not in: {said}"))).collect();
    assert!(places.is_sorted(), "{said}");
    assert!(server.get("/health/ready").contains("200 OK"));
    assert!(server.get("/graphql?query=%7Bresources%7BtotalCount%7D%7D").contains("{\"data\":{\"resources\":{\"totalCount\":8}}"));
    drop(server);
    let again = Server::start(folder.path());
    let said = again.said.join("\n");
    assert!(said.contains("Opened the SQLite database") && !said.contains("Imported"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_signal_stops_it_in_good_order() {
    let folder = TempDir::new().unwrap();
    let mut server = Server::start(folder.path());
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn what_cannot_be_done_is_said_plainly_with_status_3() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    std::fs::write(folder.path().join("file"), "").unwrap();
    std::fs::write(folder.path().join("bad.toml"), "listen = 7\n").unwrap();
    std::fs::write(folder.path().join("wide.txt"), b"c\0\0\0a\0\0\0f\0\0\0").unwrap();
    for (arguments, words) in [
        (vec!["serve", "--listen", &address], "another program listens there"),
        (
            vec!["serve", "--listen", "127.0.0.1:0", "--database", "postgres://ada:secret@127.0.0.1:1/none"],
            "cannot open the database postgres://ada@127.0.0.1:1/none",
        ),
        (vec!["serve", "--listen", "127.0.0.1:0", "--database", "mysql://x"], "begins with sqlite:// or postgres://"),
        (vec!["serve", "--listen", "127.0.0.1:0", "--data-dir", "file/below"], "cannot write file/below"),
        (vec!["import", "missing.txt"], "there is no such file"),
        (vec!["import", "colophon-data"], "it is a folder"),
        (vec!["import", "wide.txt"], "UTF-8"),
        (vec!["--config", "bad.toml", "verify"], "bad.toml"),
        (vec!["--data-dir", "nowhere", "verify"], "there is no database"),
        (vec!["--data-dir", "nowhere", "source", "list"], "there is no database"),
    ] {
        let (status, _, stderr) = run(folder.path(), &arguments);
        assert_eq!(status, 3, "{arguments:?}: {stderr}");
        assert!(stderr.contains(words), "{arguments:?}: {stderr}");
        assert!(!stderr.contains("secret") && !stderr.contains("panicked"), "{stderr}");
    }
    assert_eq!(run(folder.path(), &["nonsense"]).0, 2);
    assert_eq!(run(folder.path(), &["import"]).0, 2);
}

#[test]
fn an_import_reports_for_people_and_for_programs() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("r.jsonl"), "{\"title\":\"Good\"}\nbad\n").unwrap();
    let (status, stdout, stderr) = run(folder.path(), &["import", "--dry-run", "r.jsonl"]);
    assert_eq!(status, 1);
    assert!(stdout.contains("r.jsonl:2") && stdout.contains("BAD_LINE") && stdout.contains("would be"), "{stdout}");
    assert!(stderr.contains("Nothing was written"), "{stderr}");
    assert!(!folder.path().join("colophon-data/colophon.sqlite").exists(), "a dry run made a database");
    let (status, stdout, _) = run(folder.path(), &["import", "--json", "--source", "mine", "r.jsonl"]);
    assert_eq!(status, 1);
    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((report["created"].as_u64(), report["rejected"].as_u64()), (Some(1), Some(1)));
    assert_eq!((&report["issues"][0]["line"], &report["runs"][0]["source"]), (&Value::from(2), &Value::from("mine")));
    let (_, stdout, _) = run(folder.path(), &["source", "list"]);
    let lines: Vec<Vec<&str>> = stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0], ["name", "resources", "since", "mappings"]);
    assert_eq!(lines[1][..2], ["mine", "1"]);
    assert_eq!(stdout.lines().next().unwrap().find("since"), stdout.lines().nth(1).unwrap().find("20"), "{stdout}");
    let (status, stdout, _) = run(folder.path(), &["verify"]);
    assert_eq!(status, 0, "{stdout}");
    let (_, stdout, _) = run(folder.path(), &["doctor"]);
    assert!(stdout.contains("database: SQLite") && stdout.contains("text index: "), "{stdout}");
    let (_, stdout, _) = run(folder.path(), &["source", "remove", "mine"]);
    assert!(stdout.contains("1 resources"), "{stdout}");
    let (_, stdout, _) = run(folder.path(), &["migrate", "status"]);
    assert!(stdout.contains("applied  m20"), "{stdout}");
    assert_eq!(run(folder.path(), &["source", "remove", "mine"]).0, 3);
    let sdl = run(folder.path(), &["schema"]).1;
    std::fs::write(folder.path().join("s.graphql"), sdl).unwrap();
    assert_eq!(run(folder.path(), &["schema", "--check", "s.graphql"]).0, 0);
    std::fs::write(folder.path().join("s.graphql"), "type Query").unwrap();
    assert_eq!(run(folder.path(), &["schema", "--check", "s.graphql"]).0, 1);
}

#[test]
fn compressed_files_and_standard_input_are_read() {
    let folder = TempDir::new().unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(b"{\"title\":\"Packed\"}\n").unwrap();
    std::fs::write(folder.path().join("packed.jsonl.gz"), gzip.finish().unwrap()).unwrap();
    assert_eq!(run(folder.path(), &["import", "packed.jsonl.gz"]).0, 0);
    let mut child =
        colophon(folder.path()).args(["import", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"{\"title\":\"Piped\"}\n").unwrap();
    assert!(child.wait().unwrap().success());
    let (_, stdout, _) = run(folder.path(), &["source", "list", "--json"]);
    let names: Vec<String> =
        serde_json::from_str::<Value>(&stdout).unwrap().as_array().unwrap().iter().map(|source| source["name"].to_string()).collect();
    assert_eq!(names, ["\"packed\"", "\"stdin\""]);
}
