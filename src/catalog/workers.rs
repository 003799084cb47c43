//! Work that looks at many nodes: on threads that answer no requests, and only so much of it at once.
//!
//! Its futures are boxed: the future of a field has room for the largest of all fields of its type, and most fields
//! wait for nothing.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tracing::{Span, debug_span};

use super::view::View;
use crate::graph::{Deadline, Graph, Late};

/// The limits of work at the same time.
#[derive(Debug)]
pub(super) struct Workers {
    /// Searches and counts of one dimension: milliseconds. There is one for each core.
    counting: Arc<Semaphore>,
    /// Analyses of pairs: up to seconds. One core is left to all else.
    analysing: Arc<Semaphore>,
}

impl Workers {
    pub(super) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let (counting, analysing) = (Semaphore::new(cores.max(2)), Semaphore::new(cores.saturating_sub(1).max(1)));
        Self { counting: Arc::new(counting), analysing: Arc::new(analysing) }
    }
}

impl View {
    /// Searches, or counts by single values. It waits for others of its kind, not for analyses.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over; also for work that died.
    pub async fn count<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Graph, Deadline) -> Result<T, Late> + Send + 'static,
    ) -> Result<T, Late> {
        Box::pin(self.work(debug_span!("count"), Arc::clone(&self.workers.counting), work)).await
    }

    /// Counts pairs of values, which takes longer.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over; also for work that died.
    pub async fn analyse<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Graph, Deadline) -> Result<T, Late> + Send + 'static,
    ) -> Result<T, Late> {
        Box::pin(self.work(debug_span!("analyse"), Arc::clone(&self.workers.analysing), work)).await
    }

    async fn work<T: Send + 'static>(
        &self,
        span: Span,
        places: Arc<Semaphore>,
        work: impl FnOnce(&Graph, Deadline) -> Result<T, Late> + Send + 'static,
    ) -> Result<T, Late> {
        self.pending.in_earnest().await;
        let _underway = self.pending.begin();
        let place = places.acquire_owned().await.map_err(|_| Late)?;
        let (graph, deadline) = (Arc::clone(&self.graph), self.deadline);
        let work = tokio::task::spawn_blocking(move || {
            let _place = place;
            deadline.check()?;
            span.in_scope(|| work(&graph, deadline))
        });
        work.await.map_err(|_| Late)?
    }
}
