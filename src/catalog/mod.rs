//! The data for resolvers: the current snapshot of the graph, and loaders for the data that the graph does not have.
//!
//! The catalog follows the change log (`follow.rs`), so that changes by any process make the next snapshot.

mod addresses;
mod batch;
mod build;
mod document;
mod events;
mod follow;
mod kept;
mod loads;
mod projection;
mod records;
mod reindex;
mod saved;
mod search;
mod stream;
mod text;
pub mod verify;
mod view;
mod warm;
mod workers;

use std::path::PathBuf;
use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::sync::broadcast;

pub use self::addresses::{LISTS, PageAddress, PageAddresses};
pub use self::batch::Attempt;
pub use self::events::Event;
use self::kept::Kept;
pub use self::projection::ProjectionState;
use self::projection::ProjectionStates;
pub use self::records::Usage;
pub use self::reindex::Reindexed;
use self::saved::Keeper;
pub use self::search::{SearchError, Suggested};
pub use self::stream::{Blocks, Pinned, StreamError};
use self::text::Texts;
pub use self::text::{TextFailure, TextVerdict, look};
pub use self::view::View;
use self::workers::Workers;
use crate::graph::{Deadline, Graph};
use crate::model::Revision;
use crate::store::{Store, StoreError};
use crate::text::{Place, Searcher};

/// The files and the cache of a catalogue.
#[derive(Debug)]
pub struct Settings {
    /// The text index.
    pub texts: Place,
    /// The file of the graph between starts; without one every start reads the database.
    pub graph: Option<PathBuf>,
    /// True when nothing can be written to these files.
    pub is_read_only: bool,
    /// Room for records that were read, in bytes; 0 keeps none.
    pub record_bytes: u64,
}

/// The state that a catalogue is in: as long as it is the same, so are answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The version of the graph.
    graph: i64,
    /// The version of the text index; none while there is none.
    texts: Option<u64>,
}

impl State {
    fn of(graph: &Graph, searcher: Option<&Searcher>) -> Self {
        Self { graph: graph.version(), texts: searcher.map(Searcher::generation) }
    }
}

/// A text index, and nothing else.
impl From<Place> for Settings {
    fn from(texts: Place) -> Self {
        Self { texts, graph: None, is_read_only: false, record_bytes: 0 }
    }
}

/// The catalogue as it is now. Shared by all requests.
#[derive(Debug)]
pub struct Catalog {
    store: Store,
    graph: ArcSwap<Graph>,
    /// Keeps the graph from one start to the next, where there is a place for it.
    keeper: Option<Keeper>,
    texts: Arc<Texts>,
    kept: Arc<Kept>,
    /// Held while the next snapshot is made: there is one maker at a time.
    making: tokio::sync::Mutex<()>,
    workers: Arc<Workers>,
    events: broadcast::Sender<Arc<Event>>,
    states: Arc<ProjectionStates>,
}

impl Catalog {
    /// Takes up the graph that [`Self::save`] left, with what the change log has since, or builds it from the database.
    /// The text index is opened by whoever brings it up to date first.
    pub async fn open(store: Store, settings: impl Into<Settings>) -> Result<Arc<Self>, StoreError> {
        let Settings { texts, graph: file, is_read_only, record_bytes } = settings.into();
        let (keeper, graph) = match file {
            Some(file) => Keeper::open(&store, file, is_read_only).await.map(|(keeper, graph)| (Some(keeper), graph))?,
            None => (None, build::present(&store).await?),
        };
        let catalogue = Revision::catalogue_of(store.instance().await?);
        let catalog = Arc::new(Self {
            kept: Arc::new(Kept::new(&store, record_bytes, catalogue)),
            store,
            graph: ArcSwap::from_pointee(graph),
            keeper,
            texts: Arc::new(Texts::new(texts)),
            making: tokio::sync::Mutex::default(),
            workers: Arc::new(Workers::new()),
            events: events::channel(),
            states: Arc::default(),
        });
        catalog.refresh().await?;
        Ok(catalog)
    }

    /// The part of a revision that names this catalogue.
    pub fn catalogue(&self) -> u32 {
        self.kept.catalogue
    }

    /// The database behind it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The present snapshot.
    pub fn graph(&self) -> Arc<Graph> {
        self.graph.load_full()
    }

    /// Returns the size of the record cache, and its hits and misses.
    pub fn records(&self) -> Usage {
        self.kept.records.usage()
    }

    /// The present state. What a view sees may be of a later one, never of an earlier.
    pub fn state(&self) -> State {
        let searcher = self.texts.searcher();
        State::of(&self.graph.load(), searcher.as_deref())
    }

    /// Returns the view of one request: the current snapshot, and loaders of its own. Its work stops at the deadline.
    pub fn view(&self, deadline: std::time::Instant) -> View {
        // The index before the graph: it never knows more than the graph does.
        let searcher = self.texts.searcher();
        self.view_of(self.graph(), searcher, deadline)
    }

    /// Returns the view of a subscription for one step: the snapshot after that step.
    pub fn view_after(&self, event: &Event, deadline: std::time::Instant) -> View {
        self.view_of(Arc::clone(&event.after), self.texts.searcher(), deadline)
    }

    fn view_of(&self, graph: Arc<Graph>, searcher: Option<Arc<Searcher>>, deadline: std::time::Instant) -> View {
        View::new(
            self.store.clone(),
            graph,
            Arc::clone(&self.texts),
            searcher,
            Deadline::at(deadline),
            Arc::clone(&self.workers),
            Arc::clone(&self.kept),
        )
    }
}
