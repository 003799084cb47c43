//! A throw-away PostgreSQL for the tests.
//!
//! It is stopped and deleted when the test process ends in whatever way: a shell beside it reads from a pipe that only the test process
//! holds open, and stops the server at the end of that pipe.

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// How long the server may take to start.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a watchdog does: run the server, wait for the end of the pipe, stop the server, delete its folder.
const WATCHDOG: &str = r#"
"$1/postgres" -D "$2" -p "$3" -k "$2" >"$2/log" 2>&1 <&- &
server=$!
cat >/dev/null
kill -INT "$server"
wait "$server"
rm -rf "$2"
"#;

/// A running server.
#[derive(Debug)]
pub struct Cluster {
    port: u16,
    _watchdog: Child,
}

impl Cluster {
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
    CLUSTER
        .get_or_init(|| match start() {
            Ok(cluster) => Some(cluster),
            Err(reason) => {
                assert!(!is_required(), "PostgreSQL is required here: {reason}");
                None
            }
        })
        .as_ref()
}

#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn is_required() -> bool {
    std::env::var("COLOPHON_REQUIRE_POSTGRES").is_ok()
}

/// The folder with PostgreSQL's programs: on the path, or where Debian keeps them, newest first.
#[expect(clippy::disallowed_methods, reason = "a setting of the machine, not of the program")]
fn programs() -> Option<PathBuf> {
    let path = std::env::var("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).collect::<Vec<_>>();
    let mut debian: Vec<PathBuf> =
        std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin")).collect();
    debian.sort();
    on_path.into_iter().chain(debian.into_iter().rev()).find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// The user that the server runs as: PostgreSQL refuses root.
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

fn command(program: &Path, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program);
    command.current_dir("/");
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}

fn start() -> Result<Cluster, String> {
    let programs = programs().ok_or("its programs were not found on the path or in /usr/lib/postgresql")?;
    let user = user();
    let folder = tempfile::Builder::new().prefix("colophon-postgres-").tempdir().map_err(|error| error.to_string())?.keep();
    if let Some((uid, gid)) = user {
        chown(&folder, Some(uid), Some(gid)).map_err(|error| error.to_string())?;
    }
    let made = command(&programs.join("initdb"), user)
        .arg("-D")
        .arg(&folder)
        .args(["--username=colophon", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"])
        .output()
        .map_err(|error| error.to_string())?;
    if !made.status.success() {
        let _ = std::fs::remove_dir_all(&folder);
        return Err(format!("initdb failed: {}", String::from_utf8_lossy(&made.stderr)));
    }
    let settings =
        "\nlisten_addresses = '127.0.0.1'\nfsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 300\n";
    let file = folder.join("postgresql.conf");
    let before = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
    std::fs::write(&file, before + settings).map_err(|error| error.to_string())?;
    let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).map_err(|error| error.to_string())?.port();
    let watchdog = command(Path::new("/bin/sh"), user)
        .args(["-c", WATCHDOG, "watchdog"])
        .arg(&programs)
        .arg(&folder)
        .arg(port.to_string())
        // Ctrl-C at the terminal goes to the test process; the server then follows by the pipe.
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let since = Instant::now();
    loop {
        let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        if log.contains("ready to accept connections") {
            return Ok(Cluster { port, _watchdog: watchdog });
        }
        if since.elapsed() > PATIENCE {
            return Err(format!("it did not start: {log}"));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
