//! What resolvers call: the present snapshot of the graph, and the loaders of what the graph does not hold.
//!
//! The catalog follows the change log (`follow.rs`), so that each change, of whatever process, makes the next snapshot.

mod batch;
mod build;
mod document;
mod events;
mod follow;
mod saved;
mod search;
mod text;
pub mod verify;
mod view;
mod workers;

use std::path::PathBuf;
use std::sync::Arc;

use arc_swap::ArcSwap;
use tokio::sync::broadcast;
use uuid::Uuid;

pub use self::events::Event;
use self::saved::Keeper;
pub use self::search::{SearchError, Suggested};
use self::text::Texts;
pub use self::text::{TextFailure, TextVerdict};
pub use self::view::View;
use self::workers::Workers;
use crate::graph::{Deadline, Graph};
use crate::store::{Store, StoreError};
use crate::text::{Place, Searcher};

/// The catalogue as it is now. Shared by all requests.
#[derive(Debug)]
pub struct Catalog {
    store: Store,
    instance: Uuid,
    graph: ArcSwap<Graph>,
    /// Keeps the graph from one start to the next, where there is a place for it.
    keeper: Option<Keeper>,
    texts: Arc<Texts>,
    /// Held while the next snapshot is made: there is one maker at a time.
    making: tokio::sync::Mutex<()>,
    workers: Arc<Workers>,
    events: broadcast::Sender<Arc<Event>>,
}

impl Catalog {
    /// Builds the graph from the database. The text index, which has its place there, is opened by whoever brings it up to date first.
    pub async fn open(store: Store, place: Place) -> Result<Arc<Self>, StoreError> {
        let graph = build::graph(&store).await?;
        Self::with(store, graph, place, None).await
    }

    /// The same, with the graph that [`Self::save`] left in a file, if it can be used; what was changed since comes from the change log.
    pub async fn open_saved(store: Store, place: Place, file: PathBuf) -> Result<Arc<Self>, StoreError> {
        let (keeper, graph) = Keeper::open(&store, file).await?;
        let catalog = Self::with(store, graph, place, Some(keeper)).await?;
        catalog.refresh().await?;
        Ok(catalog)
    }

    async fn with(store: Store, graph: Graph, place: Place, keeper: Option<Keeper>) -> Result<Arc<Self>, StoreError> {
        let instance = store.instance().await?;
        let workers = Arc::new(Workers::new());
        Ok(Arc::new(Self {
            store,
            instance,
            graph: ArcSwap::from_pointee(graph),
            keeper,
            texts: Arc::new(Texts::new(place)),
            making: tokio::sync::Mutex::default(),
            workers,
            events: events::channel(),
        }))
    }

    /// The database behind it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The database's own id.
    pub fn instance(&self) -> Uuid {
        self.instance
    }

    /// The present snapshot.
    pub fn graph(&self) -> Arc<Graph> {
        self.graph.load_full()
    }

    /// What one request sees: the present snapshot, and loaders of its own. Work for it stops at the deadline.
    pub fn view(&self, deadline: std::time::Instant) -> View {
        // The index before the graph: it never knows more than the graph does.
        let searcher = self.texts.searcher();
        self.view_of(self.graph(), searcher, deadline)
    }

    /// What one step of a subscription sees: the snapshot that it led to.
    pub fn view_after(&self, event: &Event, deadline: std::time::Instant) -> View {
        self.view_of(Arc::clone(&event.after), self.texts.searcher(), deadline)
    }

    fn view_of(&self, graph: Arc<Graph>, searcher: Option<Arc<Searcher>>, deadline: std::time::Instant) -> View {
        View::new(self.store.clone(), graph, Arc::clone(&self.texts), searcher, Deadline::at(deadline), Arc::clone(&self.workers))
    }
}
