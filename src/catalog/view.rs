//! The view of one request: one snapshot of the graph, and loaders for the data that the graph does not have.

use std::collections::HashMap;
use std::future::pending;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use entity::import_issue;
use entity::vocabulary::{ContributionRole, FundingKind, IssueSeverity};
use rustc_hash::FxHashSet;
use uuid::Uuid;

use super::State;
use super::batch::{Attempt, Batch, Pending};
use super::kept::{Contributions, Fundings, Items, Kept, Subjects};
use super::loads::Loads;
use super::records::Weigh;
use super::search::Searched;
use super::text::Texts;
use super::workers::Workers;
use crate::graph::{Deadline, Graph};
use crate::identifier::Identifier;
use crate::model::ShownResource;
use crate::store::agent::AgentRecord;
use crate::store::import_run::{NumberWindow, Run};
use crate::store::keyword::KeywordRecord;
use crate::store::provenance::Statement;
use crate::store::resource::ResourceRecord;
use crate::store::source_record::SourceStatement;
use crate::store::{Store, StoreError};
use crate::text::Searcher;

/// A part of a run's report: the run, a severity, a window.
type IssuesKey = (i64, Option<IssueSeverity>, NumberWindow);

/// The catalogue for the length of one request. Everything it answers agrees, because it is of one moment.
#[derive(Debug)]
pub struct View {
    /// The graph at that moment.
    pub graph: Arc<Graph>,
    /// When the request's time is over.
    pub deadline: Deadline,
    pub(super) texts: Arc<Texts>,
    /// The text index at that moment, or a little before.
    pub(super) searcher: Option<Arc<Searcher>>,
    /// The results of the searches of this request, by the name of the search.
    pub(super) searches: Mutex<HashMap<u64, Arc<Searched>>>,
    pub(super) workers: Arc<Workers>,
    pub(super) pending: Arc<Pending>,
    /// The caller's numbers of the fields that had to wait. `has_waited` is true when there are any.
    waited: Mutex<FxHashSet<usize>>,
    has_waited: AtomicBool,
    store: Store,
    /// The record cache, and the loaders that all requests share.
    kept: Arc<Kept>,
    resources: Batch<Uuid, Arc<ResourceRecord>>,
    agents: Batch<Uuid, Arc<AgentRecord>>,
    keywords: Batch<Uuid, Arc<KeywordRecord>>,
    contributions: Batch<Uuid, Arc<Contributions>>,
    fundings: Batch<Uuid, Arc<Fundings>>,
    subjects: Batch<Uuid, Arc<Subjects>>,
    items: Batch<Uuid, Arc<Items>>,
    identified: Batch<Identifier, Uuid>,
    pages: Batch<String, Uuid>,
    sources: Batch<Uuid, Arc<Vec<SourceStatement>>>,
    runs: Batch<Uuid, Arc<Run>>,
    issues: Batch<IssuesKey, Arc<Vec<import_issue::Model>>>,
    issue_counts: Batch<(i64, Option<IssueSeverity>), u64>,
}

impl View {
    pub(super) fn new(
        store: Store,
        graph: Arc<Graph>,
        texts: Arc<Texts>,
        searcher: Option<Arc<Searcher>>,
        deadline: Deadline,
        workers: Arc<Workers>,
        kept: Arc<Kept>,
    ) -> Self {
        let pending = Arc::<Pending>::default();
        Self {
            graph,
            deadline,
            texts,
            searcher,
            searches: Mutex::default(),
            workers,
            store,
            kept,
            resources: Batch::new("resources", &pending),
            identified: Batch::new("identified", &pending),
            pages: Batch::new("pages", &pending),
            agents: Batch::new("agents", &pending),
            keywords: Batch::new("keywords", &pending),
            contributions: Batch::new("contributions", &pending),
            fundings: Batch::new("fundings", &pending),
            subjects: Batch::new("subjects", &pending),
            items: Batch::new("items", &pending),
            sources: Batch::new("sources", &pending),
            runs: Batch::new("runs", &pending),
            issues: Batch::new("issues", &pending),
            issue_counts: Batch::new("issue counts", &pending),
            pending,
            waited: Mutex::default(),
            has_waited: AtomicBool::new(false),
        }
    }

    /// The state of the catalogue that this is a view of. Records may be newer.
    pub fn state(&self) -> State {
        State::of(&self.graph, self.searcher.as_deref())
    }

    /// Begins an attempt to do something at once: while it lives, what would have to wait begins nothing and is never
    /// done.
    pub fn attempt(&self) -> Attempt<'_> {
        self.pending.attempt()
    }

    /// Returns true during an attempt.
    pub fn is_attempting(&self) -> bool {
        self.pending.is_attempting()
    }

    /// Returns true when the field with this number had to wait in this request.
    pub fn has_waited(&self, number: usize) -> bool {
        self.has_waited.load(Ordering::Relaxed) && self.waited.lock().unwrap_or_else(PoisonError::into_inner).contains(&number)
    }

    /// Something that the caller knows by a number had to wait.
    pub fn waited(&self, number: usize) {
        self.waited.lock().unwrap_or_else(PoisonError::into_inner).insert(number);
        self.has_waited.store(true, Ordering::Relaxed);
    }

    /// Asks a database that is no older than this request's snapshot.
    async fn ask<T, F>(&self, ask: impl Fn(Store) -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        self.store.ask(self.graph.version(), ask).await
    }

    /// A record that is at hand, or else is read together with others and kept.
    async fn record<V: Weigh>(&self, loads: &Arc<Loads<V>>, batch: &Batch<Uuid, Arc<V>>, id: Uuid) -> Result<Option<Arc<V>>, StoreError> {
        if self.wishes() > 0
            && let Some(answer) = batch.answer(&id)
        {
            return answer;
        }
        if let Some(record) = loads.at_hand(id) {
            return Ok(Some(record));
        }
        if self.is_attempting() {
            batch.wish(id);
            return pending().await;
        }
        // Boxed: what is at hand needs no room for this.
        Box::pin(batch.load(id, |ids| loads.read(ids, self.graph.version()))).await
    }

    /// Returns the number of wishes so far: records that attempts lacked.
    pub fn wishes(&self) -> usize {
        self.pending.wishes()
    }

    /// Reads the records that attempts wished for. They are at hand then, for this request at least.
    pub async fn fulfil(&self) {
        let (kept, since) = (&self.kept, self.graph.version());
        tokio::join!(
            self.resources.fulfil(|ids| kept.resources.read(ids, since)),
            self.contributions.fulfil(|ids| kept.contributions.read(ids, since)),
            self.fundings.fulfil(|ids| kept.fundings.read(ids, since)),
            self.subjects.fulfil(|ids| kept.subjects.read(ids, since)),
            self.items.fulfil(|ids| kept.items.read(ids, since)),
            self.agents.fulfil(|ids| kept.agents.read(ids, since)),
            self.keywords.fulfil(|ids| kept.keywords.read(ids, since)),
        );
    }

    /// A whole resource.
    pub async fn resource(&self, id: Uuid) -> Result<Option<Arc<ResourceRecord>>, StoreError> {
        self.record(&self.kept.resources, &self.resources, id).await
    }

    /// A resource with all that is printed of it, as exports write it. Takes seven statements, and keeps nothing.
    pub async fn shown(&self, id: Uuid) -> Result<Option<ShownResource>, StoreError> {
        let found = self.ask(async |store| store.whole_resources(&[id]).await).await?;
        Ok(found.into_iter().next().map(|whole| whole.shown(&*self.graph, self.catalogue())))
    }

    /// The part of a revision that names this catalogue.
    pub fn catalogue(&self) -> u32 {
        self.kept.catalogue
    }

    /// The resource with an identifier; of several with the same web address or local id, the first by id.
    pub async fn resource_identified(&self, identifier: Identifier) -> Result<Option<Uuid>, StoreError> {
        self.identified
            .load(identifier, async |ids: Vec<Identifier>| {
                Ok(firsts(self.ask(async |store| store.resources_identified(&ids).await).await?))
            })
            .await
    }

    /// The resource with a landing page; of several, the first by id.
    pub async fn resource_at(&self, page: String) -> Result<Option<Uuid>, StoreError> {
        self.pages.load(page, async |pages: Vec<String>| Ok(firsts(self.ask(async |store| store.resources_at(&pages).await).await?))).await
    }

    /// Returns the record of an agent: the data that the graph does not have.
    pub async fn agent(&self, id: Uuid) -> Result<Option<Arc<AgentRecord>>, StoreError> {
        self.record(&self.kept.agents, &self.agents, id).await
    }

    /// Returns the record of a keyword: the data that the graph does not have.
    pub async fn keyword(&self, id: Uuid) -> Result<Option<Arc<KeywordRecord>>, StoreError> {
        self.record(&self.kept.keywords, &self.keywords, id).await
    }

    /// Returns the statement of a contribution.
    pub async fn contribution(&self, resource: Uuid, agent: Uuid, role: ContributionRole) -> Result<Option<Statement>, StoreError> {
        let statements = self.record(&self.kept.contributions, &self.contributions, resource).await?;
        Ok(statements.and_then(|statements| statements.get(&(agent, role)).cloned()))
    }

    /// Returns the statement of a funding.
    pub async fn funding(&self, resource: Uuid, agent: Uuid, kind: FundingKind) -> Result<Option<Statement>, StoreError> {
        let statements = self.record(&self.kept.fundings, &self.fundings, resource).await?;
        Ok(statements.and_then(|statements| statements.get(&(agent, kind)).cloned()))
    }

    /// Returns the statement of a subject.
    pub async fn subject(&self, resource: Uuid, keyword: Uuid) -> Result<Option<Statement>, StoreError> {
        let statements = self.record(&self.kept.subjects, &self.subjects, resource).await?;
        Ok(statements.and_then(|statements| statements.get(&keyword).cloned()))
    }

    /// Returns the statement of an item of a collection.
    pub async fn item(&self, collection: Uuid, resource: Uuid) -> Result<Option<Statement>, StoreError> {
        let statements = self.record(&self.kept.items, &self.items, resource).await?;
        Ok(statements.and_then(|statements| statements.get(&collection).cloned()))
    }

    /// Returns the statements of the sources of a resource.
    pub async fn sources(&self, resource: Uuid) -> Result<Option<Arc<Vec<SourceStatement>>>, StoreError> {
        self.sources
            .load(resource, async |ids: Vec<Uuid>| Ok(arcs(self.ask(async |store| store.source_statements(&ids).await).await?)))
            .await
    }

    /// A run by its public id.
    pub async fn run(&self, id: Uuid) -> Result<Option<Arc<Run>>, StoreError> {
        self.runs.load(id, async |ids: Vec<Uuid>| Ok(arcs(self.ask(async |store| store.runs_by_uuid(&ids).await).await?))).await
    }

    /// Runs, newest first; or the last of each source that ended.
    pub async fn runs(&self, last_of_source: bool, window: NumberWindow) -> Result<Vec<Run>, StoreError> {
        self.pending.in_earnest().await;
        self.ask(async |store| store.runs(last_of_source, window).await).await
    }

    /// The number of such runs.
    pub async fn run_count(&self, last_of_source: bool) -> Result<u64, StoreError> {
        self.pending.in_earnest().await;
        self.ask(async |store| store.run_count(last_of_source).await).await
    }

    /// A part of a run's report.
    pub async fn issues(
        &self,
        run: i64,
        severity: Option<IssueSeverity>,
        window: NumberWindow,
    ) -> Result<Arc<Vec<import_issue::Model>>, StoreError> {
        let issues = self.issues.load((run, severity, window), async |keys: Vec<IssuesKey>| {
            let mut found = HashMap::new();
            for ((severity, window), runs) in by_arguments(keys.into_iter().map(|(run, severity, window)| ((severity, window), run))) {
                for (run, issues) in self.ask(async |store| store.issues(&runs, severity, window).await).await? {
                    found.insert((run, severity, window), Arc::new(issues));
                }
            }
            Ok(found)
        });
        Ok(issues.await?.unwrap_or_default())
    }

    /// Returns the number of issues of a run.
    pub async fn issue_count(&self, run: i64, severity: Option<IssueSeverity>) -> Result<u64, StoreError> {
        let count = self.issue_counts.load((run, severity), async |keys: Vec<(i64, Option<IssueSeverity>)>| {
            let mut found = HashMap::new();
            for (severity, runs) in by_arguments(keys.into_iter().map(|(run, severity)| (severity, run))) {
                let counts = self.ask(async |store| store.issue_counts(&runs, severity).await).await?;
                found.extend(counts.into_iter().map(|(run, count)| ((run, severity), count)));
            }
            Ok(found)
        });
        Ok(count.await?.unwrap_or_default())
    }
}

fn arcs<K: std::hash::Hash + Eq, V>(values: HashMap<K, V>) -> HashMap<K, Arc<V>> {
    values.into_iter().map(|(key, value)| (key, Arc::new(value))).collect()
}

/// The first value of each key.
fn firsts<K: std::hash::Hash + Eq, V>(pairs: Vec<(K, V)>) -> HashMap<K, V> {
    let mut firsts = HashMap::new();
    for (key, value) in pairs {
        firsts.entry(key).or_insert(value);
    }
    firsts
}

/// Groups the items that are asked for with the same arguments.
fn by_arguments<A: std::hash::Hash + Eq, T>(asked: impl Iterator<Item = (A, T)>) -> HashMap<A, Vec<T>> {
    let mut groups: HashMap<A, Vec<T>> = HashMap::new();
    for (arguments, item) in asked {
        groups.entry(arguments).or_default().push(item);
    }
    groups
}
