//! A throw-away PostgreSQL for the tests.
//!
//! It is stopped and deleted when the test process ends in whatever way: a shell beside it makes the folder, runs the server, and reads
//! from a pipe that only the test process holds open. At the end of that pipe it stops the server and deletes the folder.

use std::io::{self, Read};
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// How often to try: a free port can be taken by somebody else before the server has it.
const ATTEMPTS: usize = 3;

/// What the shell does with the folder of programs, the port, and settings. It says "ready", or what went wrong, and nothing more.
const WATCHDOG: &str = r#"
trap '' HUP INT PIPE TERM
folder=$(mktemp -d "${TMPDIR:-/tmp}/colophon-postgres-XXXXXX" 2>&1) || { echo "$folder"; exit; }
start() {
  "$1/initdb" -D "$folder/data" --username=colophon --auth=trust --encoding=UTF8 --locale=C --no-sync &&
  cat >>"$folder/data/postgresql.conf" <<END &&
listen_addresses = '127.0.0.1'
port = $2
unix_socket_directories = '$folder'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
$3
END
  "$1/pg_ctl" -D "$folder/data" -l "$folder/log" -t 60 -w start
}
if start "$@" >"$folder/out" 2>&1; then echo ready; else cat "$folder/out" "$folder/log" 2>/dev/null; fi
exec >/dev/null 2>&1
cat
"$1/pg_ctl" -D "$folder/data" -m immediate -w stop
rm -rf "$folder"
"#;

/// A running server.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    /// Holds the pipe that keeps the server alive.
    _watchdog: Child,
}

impl Cluster {
    /// A server of its own.
    pub fn start(settings: &str) -> Result<Self, String> {
        let programs = programs(&PROGRAMS)?;
        let mut reason = String::new();
        for _ in 0..ATTEMPTS {
            match Self::attempt(&programs, settings).map_err(|error| error.to_string())? {
                Ok(cluster) => return Ok(cluster),
                Err(said) => reason = said,
            }
        }
        Err(reason)
    }

    /// A server, or what PostgreSQL says against it.
    fn attempt(programs: &Path, settings: &str) -> io::Result<Result<Self, String>> {
        let port = free_port()?;
        let mut watchdog = watchdog(WATCHDOG, programs, &[&port.to_string(), settings])?;
        let mut said = String::new();
        if let Some(mut out) = watchdog.stdout.take() {
            out.read_to_string(&mut said)?;
        }
        if said.trim_end() == "ready" {
            return Ok(Ok(Self { port, _watchdog: watchdog }));
        }
        watchdog.wait()?;
        Ok(Err(said))
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of a database.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://colophon@127.0.0.1:{}/{database}", self.port)
    }

    /// The address of the database that is always there.
    pub fn admin_url(&self) -> String {
        self.url("postgres")
    }
}

/// The server of this test process; none where PostgreSQL is not installed, unless it is required.
pub fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER.get_or_init(|| required(Cluster::start(""))).as_ref()
}

/// What was started; none where it cannot be, unless it is required.
pub fn required<T>(started: Result<T, String>) -> Option<T> {
    match started {
        Ok(started) => Some(started),
        Err(reason) => {
            assert!(!is_required(), "PostgreSQL is required here: {reason}");
            None
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn is_required() -> bool {
    std::env::var("COLOPHON_REQUIRE_POSTGRES").is_ok_and(|value| value == "1")
}

/// What is needed for a server.
const PROGRAMS: [&str; 3] = ["initdb", "postgres", "pg_ctl"];

/// The folder with some of PostgreSQL's programs: on the path, or where Debian keeps them, newest first.
#[expect(clippy::disallowed_methods, reason = "a setting of the machine, not of the program")]
pub fn programs(needed: &[&str]) -> Result<PathBuf, String> {
    let path = std::env::var("PATH").unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut versions: Vec<PathBuf> = versions.collect();
    versions.sort_by_key(|folder| folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()));
    let debian = versions.into_iter().rev().map(|folder| folder.join("bin"));
    std::env::split_paths(&path)
        .chain(debian)
        .find(|folder| needed.iter().all(|program| folder.join(program).exists()))
        .ok_or_else(|| format!("{needed:?} are neither on the path nor in /usr/lib/postgresql"))
}

/// The user that the server runs as, where the tests run as root, which PostgreSQL refuses.
fn user() -> Option<(u32, u32)> {
    if std::fs::metadata("/proc/self").ok()?.uid() != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let of = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    of("postgres").or_else(|| of("nobody"))
}

/// A port that nobody listens on, now.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// A shell that lives no longer than this process holds its standard input open.
pub fn watchdog(script: &str, programs: &Path, arguments: &[&str]) -> io::Result<Child> {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", script, "watchdog"]).arg(programs).args(arguments).current_dir("/");
    if let Some((uid, gid)) = user() {
        command.uid(uid).gid(gid);
    }
    // Ctrl-C at the terminal goes to the test process; the server then follows by the pipe.
    command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
}
