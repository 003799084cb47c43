//! The text index: filled from the graph and the database, brought up to date by the change log, made anew when it is broken.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use entity::vocabulary::Operation;
use futures_util::future::try_join;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tracing::{debug, info, warn};
use uuid::Uuid;

use super::Catalog;
use super::document::{self, Node};
use super::projection::{Projection, supervise};
use crate::graph::Graph;
use crate::store::change::Change;
use crate::store::{Store, StoreError};
use crate::text::{Document, Index, Kind, Moment, Place, Searcher, TextError};

/// The time between two looks at the log.
const PERIOD: Duration = Duration::from_millis(250);
/// Changes that make one commit. A commit costs more than the documents in it, so there are many.
const MOST_CHANGES: u64 = 20_000;
/// Documents that are made at once.
const BATCH: usize = 2_000;
/// Batches that are read before they can be written.
const READ_AHEAD: usize = 2;

const OTHER_HISTORY: &str = "it is of another database, or of a moment that this database's history does not have";

/// The text index of a catalog.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) place: Place,
    index: Mutex<Option<Arc<Index>>>,
    searcher: ArcSwapOption<Searcher>,
    /// Held while the index is written to: there is one writer at a time.
    pub(super) writing: tokio::sync::Mutex<()>,
    /// Somebody asked for a new index, and it is not made yet.
    pub(super) is_asked: AtomicBool,
}

/// The result of a look at the text index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextVerdict {
    /// There is none that could be used, and why: the next start makes it.
    Absent(String),
    /// So many changes are not in it yet: the next start, or the server that runs, brings it up to date.
    Behind(i64),
    /// It was compared.
    Compared {
        /// The number of documents that it has.
        documents: usize,
        /// Differences in plain words; none is good.
        differences: Vec<String>,
    },
}

/// Why the text index could not be brought up to date.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TextFailure {
    /// The database could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The index could not be written.
    #[error(transparent)]
    Text(#[from] TextError),
}

impl Texts {
    pub(super) fn new(place: Place) -> Self {
        let (index, searcher, writing) = (Mutex::default(), ArcSwapOption::empty(), tokio::sync::Mutex::default());
        Self { place, index, searcher, writing, is_asked: AtomicBool::new(false) }
    }

    /// Returns the searcher of today; none while the index is being made.
    pub(super) fn searcher(&self) -> Option<Arc<Searcher>> {
        self.searcher.load_full()
    }

    /// Lets go of an index that is broken: the next refresh makes it anew.
    pub(super) fn forget(&self) {
        self.searcher.store(None);
        self.index.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// The index, if it is open.
    fn opened(&self) -> Option<Arc<Index>> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The text index.
struct TextProjection(Arc<Catalog>);

impl Projection for TextProjection {
    type Error = TextFailure;
    const NAME: &'static str = "text";
    const MEANS: &'static str = "the text index cannot be brought up to date; everything but search goes on";
    const PERIOD: Duration = PERIOD;

    async fn step(&self) -> Result<(), TextFailure> {
        self.0.refresh_texts().await
    }

    fn recover(&self) {
        self.0.texts.forget();
    }
}

impl Catalog {
    /// Keeps the text index up to date until the task is aborted.
    pub fn follow_texts(self: &Arc<Self>) -> JoinHandle<()> {
        supervise(TextProjection(Arc::clone(self)), Arc::clone(&self.states))
    }

    /// Brings the text index up to the graph.
    pub async fn refresh_texts(&self) -> Result<(), TextFailure> {
        let _one_writer = self.texts.writing.lock().await;
        match self.catch_up().await {
            Err(TextFailure::Text(TextError::Broken(reason))) => {
                warn!(reason, "the text index is made anew");
                self.texts.forget();
                self.catch_up().await?;
            }
            other => other?,
        }
        self.fulfil_request().await
    }

    /// Returns the number of documents that are searched.
    pub fn indexed(&self) -> u64 {
        self.texts.searcher().map_or(0, |searcher| searcher.documents())
    }

    /// Changes that the graph has and the text index has not; all of them while it is opened or made.
    pub fn text_lag(&self) -> i64 {
        let applied = self.texts.opened().and_then(|index| index.applied());
        self.graph().version() - applied.map_or(0, |applied| applied.change)
    }

    /// Compares the text index with what the graph and the database say, without touching it: it may be another process's.
    pub async fn verify_texts(&self) -> Result<TextVerdict, TextFailure> {
        let Place::Folder(folder) = self.texts.place.clone() else { return Ok(TextVerdict::Absent("it is kept in memory".to_owned())) };
        self.refresh().await?;
        let graph = self.graph();
        let (searcher, applied) = match look(&self.store, folder).await? {
            Ok(found) => found,
            Err(reason) => return Ok(TextVerdict::Absent(reason)),
        };
        if applied < graph.version() {
            return Ok(TextVerdict::Behind(graph.version() - applied));
        }
        let digests = match blocking(move || searcher.digests()).await {
            Ok(digests) => digests,
            Err(error) => return Ok(TextVerdict::Absent(error.to_string())),
        };
        let mut indexed: HashMap<(Kind, Uuid), u64> = digests.into_iter().map(|(kind, id, digest)| ((kind, id), digest)).collect();
        let (number, mut differences) = (indexed.len(), Vec::new());
        for nodes in document::nodes(&graph).chunks(BATCH) {
            for document in self.documents(&graph, nodes).await? {
                match indexed.remove(&(document.kind, document.id)) {
                    Some(digest) if digest == document.digest() => {}
                    Some(_) => differences.push(format!("{:?} {}: its texts are others in the index", document.kind, document.id)),
                    None => differences.push(format!("{:?} {}: not in the index", document.kind, document.id)),
                }
            }
        }
        differences.extend(indexed.keys().map(|(kind, id)| format!("{kind:?} {id}: only in the index")));
        Ok(TextVerdict::Compared { documents: number, differences })
    }

    /// Returns true when search is there.
    pub fn can_search(&self) -> bool {
        self.texts.searcher().is_some()
    }

    async fn catch_up(&self) -> Result<(), TextFailure> {
        let index = self.index().await?;
        loop {
            let graph = self.graph();
            match index.applied().map(|applied| applied.change) {
                Some(applied) if applied <= graph.version() => {
                    if applied == graph.version() && self.can_search() {
                        return Ok(());
                    }
                    if applied == graph.version() {
                        return self.publish(&index, graph).await;
                    }
                    self.apply(&index, applied, &graph).await?;
                    self.publish(&index, graph).await?;
                }
                _ => self.fill(&index).await?,
            }
        }
    }

    /// The index, opened if it is not yet. One of another history is emptied. Who calls holds `writing`.
    pub(super) async fn index(&self) -> Result<Arc<Index>, TextFailure> {
        if let Some(index) = self.texts.opened() {
            return Ok(index);
        }
        let place = self.texts.place.clone();
        let index = Arc::new(blocking(move || Index::open(place)).await?);
        if let Some(Moment { change, mark }) = index.applied()
            && !self.store.has_change(change, &mark).await?
        {
            info!(reason = OTHER_HISTORY, "the text index cannot be used; it is made anew");
            let emptied = Arc::clone(&index);
            blocking(move || emptied.clear()).await?;
        }
        *self.texts.index.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&index));
        Ok(index)
    }

    /// The moment of a change, as the index keeps it.
    async fn moment(&self, change: i64) -> Result<Moment, StoreError> {
        let mark = self.store.change_mark(change).await?;
        // The graph follows the log, so it knows no change that the log has not, unless somebody put another database in its place.
        let mark = mark.ok_or_else(|| StoreError::Inconsistent(format!("the change log has no change {change}")))?;
        Ok(Moment { change, mark })
    }

    /// Puts everything in.
    pub(super) async fn fill(&self, index: &Arc<Index>) -> Result<(), TextFailure> {
        let (began, graph) = (Instant::now(), self.graph());
        let applied = self.moment(graph.version()).await?;
        let nodes = document::nodes(&graph);
        if nodes.len() > BATCH {
            info!(nodes = nodes.len(), reason = index.reason(), "making the text index");
        }
        self.texts.searcher.store(None);
        let cleared = Arc::clone(index);
        blocking(move || cleared.clear()).await?;
        // One batch is written while the next is read.
        let (sender, mut batches) = mpsc::channel(READ_AHEAD);
        let reading = async {
            for nodes in nodes.chunks(BATCH) {
                if sender.send(self.documents(&graph, nodes).await?).await.is_err() {
                    break;
                }
            }
            drop(sender);
            Ok(())
        };
        let writing = async {
            let mut written = 0;
            while let Some(documents) = batches.recv().await {
                written += documents.len();
                let writing = Arc::clone(index);
                blocking(move || writing.write(documents, &[])).await?;
                if written % (50 * BATCH) == 0 {
                    info!(nodes = written, "making the text index");
                }
            }
            Ok::<_, TextFailure>(())
        };
        try_join(reading, writing).await?;
        let writing = Arc::clone(index);
        blocking(move || writing.commit(applied)).await?;
        debug!(nodes = nodes.len(), seconds = began.elapsed().as_secs_f64(), "the text index was made");
        self.publish(index, graph).await
    }

    /// Puts in what changed after `applied`, as far as the graph has it.
    async fn apply(&self, index: &Arc<Index>, applied: i64, graph: &Arc<Graph>) -> Result<(), TextFailure> {
        let reading = self.store.read().await?;
        let mut changes = reading.changes_after(applied, MOST_CHANGES).await?;
        reading.end().await?;
        changes.retain(|change| change.id <= graph.version());
        let last = self.moment(changes.last().map_or(graph.version(), |change| change.id)).await?;
        let searcher = Arc::new(self.resolved(index, Arc::clone(graph)).await?);
        let (named, mut resources) = changed(&changes, graph);
        let mut removed: Vec<(Kind, Uuid)> = named.gone;
        let mut written = self.write_changed(index, graph, &searcher, named.nodes).await?;
        // Resources are found by the names of their agents and the labels of their keywords. A node may say what it said before although
        // another was merged into it: the other's resources say more now.
        let renamed: BTreeSet<Node> = written.iter().copied().chain(named.survivors).collect();
        resources.nodes.extend(renamed.iter().flat_map(|node| document::resources_of(graph, *node)));
        removed.extend(resources.gone);
        written.extend(self.write_changed(index, graph, &searcher, resources.nodes).await?);
        let (writing, number, version) = (Arc::clone(index), removed.len(), last.change);
        blocking(move || {
            writing.write([], &removed)?;
            writing.commit(last)
        })
        .await?;
        debug!(changes = changes.len(), documents = written.len(), removed = number, version, "the text index was updated");
        Ok(())
    }

    /// Writes the documents of nodes that say something else now; returns these nodes.
    async fn write_changed(
        &self,
        index: &Arc<Index>,
        graph: &Arc<Graph>,
        searcher: &Arc<Searcher>,
        nodes: BTreeSet<Node>,
    ) -> Result<Vec<Node>, TextFailure> {
        let (nodes, held): (Vec<Node>, _) = (nodes.into_iter().collect(), Arc::clone(graph));
        let mut written = Vec::new();
        for nodes in nodes.chunks(BATCH) {
            let documents = self.documents(graph, nodes).await?;
            let (writing, searcher, graph) = (Arc::clone(index), Arc::clone(searcher), Arc::clone(graph));
            let ids = blocking(move || {
                let mut ids = BTreeSet::new();
                let mut changed = Vec::new();
                for document in documents {
                    // A node that was removed and made again has another number than its old document is known by.
                    let now = (document.digest(), document::find(&graph, document.kind, &document.id));
                    if searcher.document(document.kind, &document.id)? != Some(now) {
                        ids.insert(document.id);
                        changed.push(document);
                    }
                }
                writing.write(changed, &[])?;
                Ok(ids)
            })
            .await?;
            written.extend(nodes.iter().filter(|node| document::id(&held, **node).is_some_and(|id| ids.contains(&id))));
        }
        Ok(written)
    }

    /// The documents of nodes: what the graph holds of them, and the prose that it does not.
    pub(super) async fn documents(&self, graph: &Graph, nodes: &[Node]) -> Result<Vec<Document>, StoreError> {
        let ids = |is_meant: fn(&Graph, Node) -> bool| -> Vec<Uuid> {
            nodes.iter().filter(|node| is_meant(graph, **node)).filter_map(|node| document::id(graph, *node)).collect()
        };
        let (described, funded) = (ids(document::is_described), ids(document::is_funded));
        let reading = async |store: Store| Ok((store.prose(&described).await?, store.award_texts(&funded).await?));
        let (mut prose, mut awards) = self.store.ask(graph.version(), reading).await?;
        Ok(nodes.iter().filter_map(|node| document::document(graph, *node, &mut prose, &mut awards)).collect())
    }

    async fn publish(&self, index: &Arc<Index>, graph: Arc<Graph>) -> Result<(), TextFailure> {
        self.texts.searcher.store(Some(Arc::new(self.resolved(index, graph).await?)));
        Ok(())
    }

    /// Returns a searcher of the committed documents, with the graph's numbers.
    async fn resolved(&self, index: &Arc<Index>, graph: Arc<Graph>) -> Result<Searcher, TextError> {
        let index = Arc::clone(index);
        blocking(move || index.searcher(|kind, id| document::find(&graph, kind, id))).await
    }
}

/// Opens the index in a folder to be searched only, with the last change that is in it; in words why it cannot be used.
pub async fn look(store: &Store, folder: PathBuf) -> Result<Result<(Searcher, i64), String>, StoreError> {
    match blocking(move || Index::look(&folder)).await {
        Ok((searcher, applied)) => {
            let is_ours = store.has_change(applied.change, &applied.mark).await?;
            Ok(if is_ours { Ok((searcher, applied.change)) } else { Err(OTHER_HISTORY.to_owned()) })
        }
        Err(error) => Ok(Err(error.to_string())),
    }
}

/// Runs work on the index apart from other tasks: it reads and writes files.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, TextError> + Send + 'static) -> Result<T, TextError> {
    let died = |error: tokio::task::JoinError| TextError::Broken(error.to_string());
    tokio::task::spawn_blocking(work).await.map_err(died)?
}

/// Nodes that changed.
#[derive(Debug, Default)]
struct Changed {
    nodes: BTreeSet<Node>,
    /// Those that have no document: they are gone or merged.
    gone: Vec<(Kind, Uuid)>,
    /// The nodes that others were merged into now.
    survivors: BTreeSet<Node>,
}

/// Returns the nodes that changed: first those that have names, then resources.
fn changed(changes: &[Change], graph: &Graph) -> (Changed, Changed) {
    let (mut named, mut resources) = (Changed::default(), Changed::default());
    let ids = |changes: &mut dyn Iterator<Item = &Change>| changes.map(|change| (change.kind, change.node)).collect::<BTreeSet<_>>();
    let vanished = ids(&mut changes.iter().filter(|change| change.operation == Operation::Deleted));
    for (kind, id) in ids(&mut changes.iter()) {
        let is_new = vanished.contains(&(kind, id));
        let Some(kind) = document::kind(kind) else { continue };
        let changed = if kind == Kind::Resource { &mut resources } else { &mut named };
        if let Some(node) = document::find(graph, kind, &id) {
            changed.nodes.insert((kind, node));
        } else {
            let survivor = document::lead(graph, kind, &id).map(|node| (kind, node));
            changed.gone.push((kind, id));
            changed.nodes.extend(survivor);
            changed.survivors.extend(survivor.filter(|_| is_new));
        }
    }
    (named, resources)
}
