//! A primary with a streaming hot standby that the tests may stop, freeze and start again.

use std::io::{self, BufRead, BufReader, Lines, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout};
use std::sync::{Mutex, OnceLock, PoisonError};

use tokio::sync::MutexGuard;

use crate::cluster::{Cluster, free_port, programs, required, watchdog};

/// What the primary needs beside what every server of the tests has: WAL is sent once it is written, and kept for a standby that was away.
const PRIMARY: &str = "synchronous_commit = on\nwal_keep_size = 256MB";

/// What the shell does with the folder of programs, the port, and that of the primary. It says "ready", or what went wrong, and then does what it
/// is told, each with an answer: "done", or "failed". Like the primary's, it ends the server when nobody can tell it anything more.
const WATCHDOG: &str = r#"
trap '' HUP INT PIPE TERM
folder=$(mktemp -d "${TMPDIR:-/tmp}/colophon-standby-XXXXXX" 2>&1) || { echo "$folder"; exit; }
control() { "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -t 60 -w "$@"; }
signal() {
  server=$(head -n 1 "$folder/data/postmaster.pid") && kill -s "$1" "$server" $(pgrep -P "$server")
}
copy() {
  "$programs/pg_basebackup" -D "$folder/data" -R -X stream -c fast --no-sync -d "host=127.0.0.1 port=$2 user=colophon" &&
  cat >>"$folder/data/postgresql.conf" <<END
port = $1
unix_socket_directories = '$folder'
hot_standby = on
wal_retrieve_retry_interval = 100ms
max_standby_streaming_delay = 300ms
END
}
programs=$1
if { copy "$2" "$3" && control start; } >"$folder/out" 2>&1; then
  echo ready
else
  cat "$folder/out" "$folder/log" 2>/dev/null
  exec </dev/null
fi
while read -r order; do
  case $order in
    start) control status || control start ;;
    stop) control -m immediate stop ;;
    freeze) signal STOP ;;
    thaw) signal CONT ;;
  esac >>"$folder/out" 2>&1 && echo done || echo failed
done
exec >/dev/null 2>&1
signal CONT
control -m immediate stop
rm -rf "$folder"
"#;

/// A primary and its standby.
#[derive(Debug)]
pub struct Pair {
    pub primary: Cluster,
    port: u16,
    watchdog: Mutex<Watchdog>,
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Watchdog {
    process: Child,
    says: Lines<BufReader<ChildStdout>>,
}

/// The pair, for one test at a time.
#[derive(Debug)]
pub struct Turn {
    pub pair: &'static Pair,
    _turn: MutexGuard<'static, ()>,
}

impl Turn {
    /// The pair of this test process, once no other test has it; none where PostgreSQL is not installed, unless it is required.
    pub async fn take() -> Option<Self> {
        static PAIR: OnceLock<Option<Pair>> = OnceLock::new();
        let pair = PAIR.get_or_init(|| required(Pair::start())).as_ref()?;
        let turn = Self { pair, _turn: pair.turn.lock().await };
        // A test that failed may have left it anyhow.
        turn.try_to("thaw");
        turn.tell("start");
        Some(turn)
    }

    /// `start` and `stop` the standby, which ends without a word; `freeze` it, so that it is there and does nothing, and `thaw` it.
    pub fn tell(&self, order: &str) {
        assert!(self.try_to(order), "the standby could not {order}");
    }

    fn try_to(&self, order: &str) -> bool {
        self.pair.watchdog.lock().unwrap_or_else(PoisonError::into_inner).tell(order)
    }
}

impl Watchdog {
    fn tell(&mut self, order: &str) -> bool {
        writeln!(self.process.stdin.as_mut().unwrap(), "{order}").unwrap();
        self.says.next().unwrap().unwrap() == "done"
    }
}

impl Pair {
    fn start() -> Result<Self, String> {
        let programs = programs(&["pg_basebackup", "postgres", "pg_ctl"])?;
        let primary = Cluster::start(PRIMARY)?;
        let (port, watchdog) = Self::copy(&programs, &primary).map_err(|error| error.to_string())?;
        Ok(Self { primary, port, watchdog: Mutex::new(watchdog), turn: tokio::sync::Mutex::default() })
    }

    fn copy(programs: &Path, primary: &Cluster) -> io::Result<(u16, Watchdog)> {
        let port = free_port()?;
        let mut process = watchdog(WATCHDOG, programs, &[&port.to_string(), &primary.port().to_string()])?;
        let mut says = BufReader::new(process.stdout.take().unwrap());
        let mut said = String::new();
        says.read_line(&mut said)?;
        if said == "ready\n" {
            return Ok((port, Watchdog { process, says: says.lines() }));
        }
        says.read_to_string(&mut said)?;
        process.wait()?;
        Err(io::Error::other(said))
    }

    /// The address of a database of the primary, on the standby.
    pub fn standby(&self, primary: &str) -> String {
        primary.replacen(&format!(":{}/", self.primary.port()), &format!(":{}/", self.port), 1)
    }
}
