//! `colophon doctor`

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use tokio::net::TcpListener;

use super::lock::{self, Holder};
use super::{Common, Failure, Listen, Reads, WriteFlag, check_replicas, print};
use crate::catalog;
use crate::config::{Config, Layer};
use crate::database_url::redacted;
use crate::http;
use crate::import::Rekeying;
use crate::store::{Store, StoreError};

/// So many bytes are written to see whether there is room for them.
const TRIED_BYTES: usize = 1 << 20;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    reads: Reads,
    #[command(flatten)]
    writes: WriteFlag,
}

impl Args {
    /// Returns what the flags and variables of the command say.
    pub(super) fn layer(&self) -> Layer {
        Layer { listen: self.listen.listen, read_only: self.writes.read_only, ..self.reads.layer() }
    }
}

/// A finding about one thing.
struct Finding {
    what: &'static str,
    result: Result<String, String>,
}

pub(super) async fn run(config: &Config) -> Result<ExitCode, Failure> {
    check_replicas(config)?;
    let mut findings = vec![folder(config), database(config).await];
    for url in &config.read_databases {
        findings.push(replica(config, url).await);
    }
    let holder = lock::holder(config);
    findings.extend([texts(config).await, server(config, holder.as_ref()), listen(config, holder.as_ref()).await]);
    findings.push(Finding {
        what: "playground",
        result: if http::has_playground() {
            Ok("built in".to_owned())
        } else {
            Ok("not built in: Node 20.19 or later was missing when the program was built, so /playground is a plain page".to_owned())
        },
    });
    let is_well = findings.iter().all(|finding| finding.result.is_ok());
    for Finding { what, result } in findings {
        match result {
            Ok(words) => print(&format!("ok    {what}: {words}"))?,
            Err(words) => print(&format!("FAIL  {what}: {words}"))?,
        }
    }
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

fn folder(config: &Config) -> Finding {
    let path = config.data_dir.display();
    let result = match fs::metadata(&config.data_dir) {
        Ok(metadata) if !metadata.is_dir() => Err(format!("{path} is not a folder")),
        Ok(_) if config.read_only => Ok(format!("{path}, to read only")),
        Ok(_) => match try_writing(&config.data_dir) {
            Ok(()) => Ok(format!("{path}")),
            Err(error) => Err(StoreError::unwritable(&config.data_dir, &error).to_string()),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(format!("{path} is not there yet: the first start makes it")),
        Err(error) => Err(format!("{path}: {error}")),
    };
    Finding { what: "data directory", result }
}

/// Writes a file and takes it away again: only that shows a full disk.
fn try_writing(folder: &Path) -> io::Result<()> {
    let path = folder.join(format!("doctor-{}.unfinished", std::process::id()));
    let written = File::create_new(&path).and_then(|mut file| {
        file.write_all(&vec![0; TRIED_BYTES])?;
        file.sync_all()
    });
    let removed = fs::remove_file(&path);
    written.and(removed)
}

async fn database(config: &Config) -> Finding {
    let url = redacted(&config.database);
    let result = if config.sqlite_file().is_some_and(|file| !file.exists()) {
        Ok(format!("{url} is not there yet: the first start makes it"))
    } else {
        look(config).await.map_err(|error| error.at(&config.database).to_string())
    };
    Finding { what: "database", result }
}

async fn look(config: &Config) -> Result<String, StoreError> {
    let store = Store::open_read_only(&config.database, None).await?;
    let pending = store.pending().await?;
    let state = if pending > 0 {
        format!("{pending} migrations to run: `serve` and `import` run them")
    } else {
        let is_old = Rekeying::of(&store).await?.is_some();
        let later = if is_old { ", names compared as in an older version: `serve` and `import` change that" } else { "" };
        format!("{} resources{later}", store.table_counts().await?.resources)
    };
    let words = format!("{} at {}, {state}", store.database(), redacted(&config.database));
    store.close().await?;
    Ok(words)
}

/// A replica that is behind is no failure: reads that need what it lacks go to the database.
async fn replica(config: &Config, url: &str) -> Finding {
    let result = match look_at_replica(config, url).await {
        Ok(0) => Ok(format!("{}, up to date", redacted(url))),
        Ok(behind) => Ok(format!("{}, {behind} changes behind", redacted(url))),
        Err(error) => Err(error.to_string()),
    };
    Finding { what: "replica", result }
}

async fn look_at_replica(config: &Config, url: &str) -> Result<i64, StoreError> {
    let store = Store::open_read_only(&config.database, None).await?;
    if store.pending().await? > 0 {
        return Err(StoreError::TooOld);
    }
    let behind = store.look_at_replica(url).await?;
    store.close().await?;
    Ok(behind)
}

/// A text index that is not there, or behind, is no failure: a start mends that.
async fn texts(config: &Config) -> Finding {
    let result = if config.sqlite_file().is_some_and(|file| !file.exists()) {
        Ok("not there yet: the first start makes it".to_owned())
    } else {
        look_at_texts(config).await.map_err(|error| error.at(&config.database).to_string())
    };
    Finding { what: "text index", result }
}

async fn look_at_texts(config: &Config) -> Result<String, StoreError> {
    let store = Store::open_read_only(&config.database, None).await?;
    if store.pending().await? > 0 {
        return Ok("not looked at before the migrations are run".to_owned());
    }
    let last = store.last_change().await?;
    let looked = catalog::look(&store, config.text_index()).await?;
    store.close().await?;
    Ok(match looked {
        Ok((searcher, applied)) if applied >= last => format!("{} documents, up to date", searcher.documents()),
        Ok((searcher, applied)) => format!(
            "{} documents, {} changes behind: a server that runs, or the next start, puts them in",
            searcher.documents(),
            last - applied
        ),
        Err(reason) => format!("cannot be used ({reason}): the next start makes it"),
    })
}

/// Says which server runs on the data directory; both answers are well.
fn server(config: &Config, holder: Option<&Holder>) -> Finding {
    let path = config.data_dir.display();
    let words = match holder {
        Some(holder) => format!("{holder} serves from {path}"),
        None => format!("none serves from {path}"),
    };
    Finding { what: "server", result: Ok(words) }
}

/// An address that is taken by the server of this data directory is in good order.
async fn listen(config: &Config, holder: Option<&Holder>) -> Finding {
    let address = config.listen;
    let result = match (TcpListener::bind(address).await, holder) {
        (Ok(_), _) => Ok(format!("{address} is free")),
        (Err(error), Some(holder)) if error.kind() == io::ErrorKind::AddrInUse && holder.listens_on(address) => {
            Ok(format!("{address} is where {holder} listens"))
        }
        (Err(error), _) if error.kind() == io::ErrorKind::AddrInUse => {
            Err(format!("{address} is taken by another program (--listen chooses another)"))
        }
        (Err(error), _) => Err(format!("{address}: {error}")),
    };
    Finding { what: "address", result }
}
