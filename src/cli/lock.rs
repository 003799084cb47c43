//! One server to a data directory: the server holds a file locked for as long as it runs.
//!
//! The lock is the system's: it is free again when the process ends, however it ends. The file says who holds it: the process id and the
//! address, a line each. It stays there when the server stops; then it says nothing.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use tokio::time::Instant;
use tracing::warn;

use super::Failure;
use crate::config::Config;
use crate::store::StoreError;

/// The time between two attempts of a server that waits.
const PERIOD: Duration = Duration::from_millis(100);

/// The data directory belongs to this process until this is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

/// The server that holds a data directory, as far as its file says.
#[derive(Debug)]
pub(super) struct Holder {
    process: Option<u32>,
    address: Option<SocketAddr>,
}

impl Lock {
    /// Takes the data directory, which is made if it is not there. While another server holds it, this waits for `--wait-for-lock` at most,
    /// and tells so once.
    ///
    /// # Errors
    /// When another server still holds it, or when nothing can be written there.
    pub(super) async fn take(config: &Config, tell: impl Fn(String)) -> Result<Self, Failure> {
        let (folder, path) = (&config.data_dir, config.server_lock());
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        // What it says now may be of a server that runs.
        let opened = File::options().create(true).read(true).write(true).truncate(false).open(&path);
        let mut file = opened.map_err(|error| unwritable(&path, &error))?;
        let (until, mut is_told) = (Instant::now() + config.wait_for_lock, false);
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    warn!(path = %path.display(), "this file system has no locks: nothing keeps a second server out of the data directory");
                    break;
                }
                Err(TryLockError::Error(error)) => return Err(unwritable(&path, &error)),
            }
            let (holder, folder) = (Holder::read(&path), folder.display());
            if Instant::now() >= until {
                let waited = humantime::format_duration(config.wait_for_lock);
                return Err(Failure::Other(format!(
                    "{holder} serves from the data directory {folder}, still after {waited}: stop it, \
                     or give this server a directory of its own with --data-dir (--wait-for-lock waits longer)"
                )));
            }
            if !is_told {
                let longest = humantime::format_duration(config.wait_for_lock);
                tell(format!("Waiting for {holder} to let go of the data directory {folder} ({longest} at most)"));
                is_told = true;
            }
            tokio::time::sleep(PERIOD.min(until.saturating_duration_since(Instant::now()))).await;
        }
        let written = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        written.map_err(|error| unwritable(&path, &error))?;
        Ok(Self { file })
    }

    /// Adds where the server listens, for `colophon doctor`; that does without when it cannot be written.
    pub(super) fn tell_address(&mut self, address: SocketAddr) {
        let _ = writeln!(self.file, "{address}");
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    StoreError::unwritable(path, error).into()
}

/// Returns the server that runs on the data directory, if one does.
pub(super) fn holder(config: &Config) -> Option<Holder> {
    let path = config.server_lock();
    let file = File::open(&path).ok()?;
    // A server that starts at this moment tries again a little later.
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)).then(|| Holder::read(&path))
}

impl Holder {
    /// Reads the file of a server. On Windows a locked file cannot be read: then nobody knows the server.
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_default();
        let mut lines = text.lines();
        Self { process: lines.next().and_then(|line| line.parse().ok()), address: lines.next().and_then(|line| line.parse().ok()) }
    }

    pub(super) fn listens_on(&self, address: SocketAddr) -> bool {
        self.address == Some(address)
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.process {
            Some(process) => write!(f, "a server (process {process})"),
            None => f.write_str("a server"),
        }
    }
}
