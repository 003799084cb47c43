//! The graph from one start to the next: saved at a stop, taken up at a start, and then brought up to date by the
//! change log.
//!
//! The file is a projection like any other: whatever is wrong with it, the graph is read from the database.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, UNIX_EPOCH};

use tracing::{debug, info, warn};

use super::{Catalog, build};
use crate::graph::{Graph, Saved, SavedError};
use crate::store::{Store, StoreError};

/// Of so many nodes one may have changed since the graph was saved: of more, reading them all takes less time than
/// following them.
const CHANGED: usize = 10;
/// That many may have changed anyhow.
const FEW: usize = 4_000;
/// No graph was saved or taken up yet.
const NEVER: i64 = -1;
/// The size of the buffer for reading and writing, in bytes.
const BUFFER: usize = 1 << 20;

/// Saves the graph in a file.
#[derive(Debug)]
pub(super) struct Keeper {
    file: PathBuf,
    /// True when the file cannot be written.
    is_read_only: bool,
    /// The version that is in the file.
    version: AtomicI64,
}

impl Keeper {
    /// Takes the graph up from the file, or reads it from the database.
    pub(super) async fn open(store: &Store, file: PathBuf, is_read_only: bool) -> Result<(Self, Graph), StoreError> {
        let began = Instant::now();
        let (version, graph) = match take_up(store, &file).await? {
            Ok(graph) => {
                debug!(version = graph.version(), seconds = began.elapsed().as_secs_f64(), "took the saved graph up");
                (graph.version(), graph)
            }
            Err(reason) => {
                // A first start has none.
                if file.exists() {
                    info!(%reason, "the saved graph cannot be used; reading the database");
                }
                let graph = build::present(store).await?;
                debug!(seconds = began.elapsed().as_secs_f64(), "read the graph from the database");
                (NEVER, graph)
            }
        };
        Ok((Self { file, is_read_only, version: AtomicI64::new(version) }, graph))
    }
}

impl Catalog {
    /// Saves the graph, if there is a place for it and what is there is another; a failure costs the next start its
    /// time and is logged.
    pub async fn save(&self) {
        let (Some(keeper), graph) = (&self.keeper, self.graph()) else { return };
        if keeper.is_read_only || graph.version() == keeper.version.load(Ordering::Relaxed) {
            return;
        }
        match save(&self.store, &graph, &keeper.file).await {
            Ok(()) => keeper.version.store(graph.version(), Ordering::Relaxed),
            Err(error) => warn!(%error, "the graph was not saved; the next start reads it from the database"),
        }
    }

    /// Saves the graph while the catalogue is served: after a crash too, the next start is a quick one.
    pub fn save_soon(self: &Arc<Self>) {
        let catalog = Arc::clone(self);
        tokio::spawn(async move { catalog.save().await });
    }
}

/// Why a graph was not saved.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Saved(#[from] SavedError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the work was broken off")]
    BrokenOff(#[from] tokio::task::JoinError),
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Saved(error.into())
    }
}

async fn save(store: &Store, graph: &Arc<Graph>, file: &Path) -> Result<(), Failure> {
    let Some(stamp) = stamp(store, graph.version()).await? else { return Ok(()) };
    let (graph, file) = (Arc::clone(graph), file.to_owned());
    let saving = move || -> Result<(), Failure> {
        // Whoever reads the file meanwhile, or after a crash, finds the one before.
        let unfinished = file.with_extension("unfinished");
        let output = File::create(&unfinished)?;
        graph.save(&stamp, BufWriter::with_capacity(BUFFER, &output))?;
        output.sync_all()?;
        Ok(fs::rename(&unfinished, &file)?)
    };
    tokio::task::spawn_blocking(saving).await?
}

/// The graph in the file; in words why it cannot be used.
async fn take_up(store: &Store, file: &Path) -> Result<Result<Graph, String>, StoreError> {
    let saved = match File::open(file).map_err(SavedError::from).and_then(|file| Saved::open(BufReader::with_capacity(BUFFER, file))) {
        Ok(saved) => saved,
        Err(error) => return Ok(Err(error.to_string())),
    };
    if stamp(store, saved.version()).await?.as_deref() != Some(saved.stamp()) {
        return Ok(Err("the saved graph is of another database, or of another program".to_owned()));
    }
    let behind = store.last_change().await? - saved.version();
    let graph = match tokio::task::spawn_blocking(|| saved.graph()).await {
        Ok(Ok(graph)) => graph,
        Ok(Err(error)) => return Ok(Err(error.to_string())),
        Err(error) => return Ok(Err(error.to_string())),
    };
    let counts = graph.counts();
    let nodes = counts.resources + counts.organizations + counts.persons + counts.keywords + counts.collections;
    if usize::try_from(behind).is_ok_and(|behind| behind <= FEW.max(nodes / CHANGED)) {
        return Ok(Ok(graph));
    }
    Ok(Err(format!("the saved graph lacks {behind} changes")))
}

/// Says which database a graph is of, at which moment of its history, and which program made it: another may sort or
/// hash differently. None when the database's history has no such moment.
async fn stamp(store: &Store, version: i64) -> Result<Option<String>, StoreError> {
    let program = std::env::current_exe().and_then(fs::metadata).and_then(|program| {
        let modified = program.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        Ok(format!("{} {}", program.len(), modified.as_nanos()))
    });
    let program = program.unwrap_or_else(|_| env!("CARGO_PKG_VERSION").to_owned());
    Ok(store.change_mark(version).await?.map(|mark| format!("{mark} / {program}")))
}
