//! The text index: filled from the graph and the database, brought up to date by the change log, made anew when it is broken.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use entity::vocabulary::NodeKind;
use tokio::task::JoinHandle;
use tracing::{debug, info, warn};
use uuid::Uuid;

use super::Catalog;
use super::document::{self, Node};
use crate::graph::Graph;
use crate::store::change::Change;
use crate::store::{Store, StoreError};
use crate::text::{Document, Index, Kind, Place, Searcher, TextError};

/// How often the log is looked at.
const PERIOD: Duration = Duration::from_millis(250);
/// How often it is tried again while something is wrong.
const PERIOD_WHEN_FAILING: Duration = Duration::from_secs(2);
/// Changes that make one commit. A commit costs more than the documents in it, so there are many.
const MOST_CHANGES: u64 = 20_000;
/// Documents that are made at once.
const BATCH: usize = 2_000;

/// The text index of a catalog.
#[derive(Debug)]
pub(super) struct Texts {
    place: Place,
    index: Mutex<Option<Arc<Index>>>,
    searcher: ArcSwapOption<Searcher>,
    /// Held while the index is written to: there is one writer at a time.
    writing: tokio::sync::Mutex<()>,
}

/// What a look at the text index found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextVerdict {
    /// There is none that could be used, and why: the next start makes it.
    Absent(String),
    /// So many changes are not in it yet: the next start, or the server that runs, brings it up to date.
    Behind(i64),
    /// It was compared.
    Compared {
        /// How many documents it has.
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
        Self { place, index: Mutex::default(), searcher: ArcSwapOption::empty(), writing: tokio::sync::Mutex::default() }
    }

    /// What is searched now; none while the index is being made.
    pub(super) fn searcher(&self) -> Option<Arc<Searcher>> {
        self.searcher.load_full()
    }

    /// Lets go of an index that is broken: the next refresh makes it anew.
    pub(super) fn forget(&self) {
        self.searcher.store(None);
        self.index.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// The index, opened if it is not yet.
    fn index(&self, database: Uuid) -> Result<Arc<Index>, TextError> {
        let mut index = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = index.as_ref() {
            return Ok(Arc::clone(index));
        }
        let opened = Arc::new(Index::open(self.place.clone(), database)?);
        *index = Some(Arc::clone(&opened));
        Ok(opened)
    }
}

impl Catalog {
    /// Keeps the text index up to date until the task is aborted.
    pub fn follow_texts(self: &Arc<Self>) -> JoinHandle<()> {
        let catalog = Arc::clone(self);
        tokio::spawn(async move {
            let mut is_failing = false;
            loop {
                match catalog.refresh_texts().await {
                    Ok(()) => is_failing = false,
                    Err(error) => {
                        if !is_failing {
                            warn!(error = %error, "the text index cannot be brought up to date; everything but search goes on");
                        }
                        is_failing = true;
                    }
                }
                tokio::time::sleep(if is_failing { PERIOD_WHEN_FAILING } else { PERIOD }).await;
            }
        })
    }

    /// Brings the text index up to the graph.
    pub async fn refresh_texts(&self) -> Result<(), TextFailure> {
        let _one_writer = self.texts.writing.lock().await;
        match self.catch_up().await {
            Err(TextFailure::Text(TextError::Broken(reason))) => {
                warn!(reason, "the text index is made anew");
                self.texts.forget();
                self.catch_up().await
            }
            other => other,
        }
    }

    /// Makes the text index anew. Search is not there meanwhile.
    pub async fn reindex(&self) -> Result<(), TextFailure> {
        let _one_writer = self.texts.writing.lock().await;
        self.refresh().await?;
        let index = self.texts.index(self.instance)?;
        self.fill(&index).await
    }

    /// How many documents are searched.
    pub fn indexed(&self) -> u64 {
        self.texts.searcher().map_or(0, |searcher| searcher.documents())
    }

    /// Changes that the graph has and the text index has not; all of them while it is opened or made.
    pub fn text_lag(&self) -> i64 {
        // Whoever opens the index holds the lock, for seconds perhaps.
        let index = self.texts.index.try_lock().ok().and_then(|index| index.clone());
        self.graph().version() - index.and_then(|index| index.applied()).unwrap_or_default()
    }

    /// What the text index takes on disk, in bytes.
    pub fn index_size(&self) -> u64 {
        self.texts.index(self.instance).map_or(0, |index| index.size())
    }

    /// Compares the text index with what the graph and the database say, without touching it: it may be another process's.
    pub async fn verify_texts(&self) -> Result<TextVerdict, TextFailure> {
        let Place::Folder(folder) = self.texts.place.clone() else { return Ok(TextVerdict::Absent("it is kept in memory".to_owned())) };
        self.refresh().await?;
        let (graph, database) = (self.graph(), self.instance);
        let looked = blocking(move || {
            let (searcher, applied) = Index::look(&folder, database)?;
            Ok((searcher.digests()?, applied))
        });
        let (digests, applied) = match looked.await {
            Ok(found) => found,
            Err(error) => return Ok(TextVerdict::Absent(error.to_string())),
        };
        if applied < graph.version() {
            return Ok(TextVerdict::Behind(graph.version() - applied));
        }
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

    /// Whether search is there.
    pub fn can_search(&self) -> bool {
        self.texts.searcher().is_some()
    }

    async fn catch_up(&self) -> Result<(), TextFailure> {
        let (texts, instance) = (Arc::clone(&self.texts), self.instance);
        let index = blocking(move || texts.index(instance)).await?;
        loop {
            let graph = self.graph();
            match index.applied() {
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

    /// Puts everything in.
    async fn fill(&self, index: &Arc<Index>) -> Result<(), TextFailure> {
        let (began, graph) = (Instant::now(), self.graph());
        let nodes = document::nodes(&graph);
        if nodes.len() > BATCH {
            info!(nodes = nodes.len(), reason = index.reason(), "making the text index");
        }
        self.texts.searcher.store(None);
        let cleared = Arc::clone(index);
        blocking(move || cleared.clear()).await?;
        for (step, nodes) in nodes.chunks(BATCH).enumerate() {
            let documents = self.documents(&graph, nodes).await?;
            let writing = Arc::clone(index);
            blocking(move || writing.write(documents, &[])).await?;
            if step % 50 == 49 {
                info!(nodes = (step + 1) * BATCH, "making the text index");
            }
        }
        let (writing, version) = (Arc::clone(index), graph.version());
        blocking(move || writing.commit(Some(version))).await?;
        debug!(nodes = nodes.len(), seconds = began.elapsed().as_secs_f64(), "the text index was made");
        self.publish(index, graph).await
    }

    /// Puts in what changed after `applied`, as far as the graph has it.
    async fn apply(&self, index: &Arc<Index>, applied: i64, graph: &Arc<Graph>) -> Result<(), TextFailure> {
        let reading = self.store.read().await?;
        let mut changes = reading.changes_after(applied, MOST_CHANGES).await?;
        reading.end().await?;
        changes.retain(|change| change.id <= graph.version());
        let last = changes.last().map_or(graph.version(), |change| change.id);
        let searcher = Arc::new(self.resolved(index, Arc::clone(graph)).await?);
        let (named, mut resources) = changed(&changes, graph);
        let mut removed: Vec<(Kind, Uuid)> = named.gone;
        let mut written = self.write_changed(index, graph, &searcher, named.nodes).await?;
        // Resources are found by the names of their agents and the labels of their keywords.
        resources.nodes.extend(written.iter().flat_map(|node| document::resources_of(graph, *node)));
        removed.extend(resources.gone);
        written.extend(self.write_changed(index, graph, &searcher, resources.nodes).await?);
        let (writing, number) = (Arc::clone(index), removed.len());
        blocking(move || {
            writing.write([], &removed)?;
            writing.commit(Some(last))
        })
        .await?;
        debug!(changes = changes.len(), documents = written.len(), removed = number, version = last, "the text index was updated");
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

    /// What is committed, with the graph's numbers.
    async fn resolved(&self, index: &Arc<Index>, graph: Arc<Graph>) -> Result<Searcher, TextError> {
        let index = Arc::clone(index);
        blocking(move || index.searcher(|kind, id| document::find(&graph, kind, id))).await
    }
}

/// Work on the index: it reads and writes files, and takes its time.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, TextError> + Send + 'static) -> Result<T, TextError> {
    let died = |error: tokio::task::JoinError| TextError::Broken(error.to_string());
    tokio::task::spawn_blocking(work).await.map_err(died)?
}

/// Nodes that changed.
#[derive(Debug, Default)]
struct Changed {
    nodes: BTreeSet<Node>,
    gone: Vec<(Kind, Uuid)>,
}

/// What changed: first what has names, then resources.
fn changed(changes: &[Change], graph: &Graph) -> (Changed, Changed) {
    let (mut named, mut resources) = (Changed::default(), Changed::default());
    let ids: BTreeSet<(NodeKind, Uuid)> = changes.iter().map(|change| (change.kind, change.node)).collect();
    for (kind, id) in ids {
        let Some(kind) = document::kind(kind) else { continue };
        let changed = if kind == Kind::Resource { &mut resources } else { &mut named };
        match document::find(graph, kind, &id) {
            Some(node) => drop(changed.nodes.insert((kind, node))),
            None => changed.gone.push((kind, id)),
        }
    }
    (named, resources)
}
