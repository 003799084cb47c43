//! The steps from one snapshot to the next, for subscriptions.

use std::sync::Arc;

use tokio::sync::broadcast;

use super::Catalog;
use crate::graph::Graph;
use crate::store::change::Change;

/// Steps that a reader may be behind; it is told when it misses one.
const BACKLOG: usize = 64;

/// A step: some changes, and the catalogue before and after them.
#[derive(Debug)]
pub struct Event {
    /// The catalogue without the changes.
    pub before: Arc<Graph>,
    /// The catalogue with them.
    pub after: Arc<Graph>,
    /// The changes, in the order in which they were committed.
    pub changes: Vec<Change>,
}

impl Event {
    /// A step on which nothing happened.
    pub fn nothing(graph: Arc<Graph>) -> Self {
        Self { before: Arc::clone(&graph), after: graph, changes: Vec::new() }
    }
}

pub(super) fn channel() -> broadcast::Sender<Arc<Event>> {
    broadcast::Sender::new(BACKLOG)
}

impl Catalog {
    /// The steps from now on.
    pub fn events(&self) -> broadcast::Receiver<Arc<Event>> {
        self.events.subscribe()
    }
}
