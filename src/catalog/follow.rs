//! Following the change log: each batch of changes, of this process or another, makes the next snapshot.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use entity::vocabulary::NodeKind;
use tokio::task::JoinHandle;
use tracing::debug;
use uuid::Uuid;

use super::projection::{Projection, supervise};
use super::{Catalog, Event};
use crate::graph::{Delta, Graph};
use crate::store::StoreError;
use crate::store::change::Change;
use crate::store::snapshot::{Reading, Which};

/// The time between two reads of the change log. A change of another process is seen after this time at most.
const PERIOD: Duration = Duration::from_millis(200);
/// The most changes that make one snapshot. When there are many, the first do not wait for the last.
const MOST_CHANGES: u64 = 4_000;

/// The graph in memory.
struct GraphProjection(Arc<Catalog>);

impl Projection for GraphProjection {
    type Error = StoreError;
    const NAME: &'static str = "graph";
    const MEANS: &'static str = "cannot follow the change log; answers stay as they are until the database is back";
    const PERIOD: Duration = PERIOD;

    async fn step(&self) -> Result<(), StoreError> {
        self.0.refresh().await.map(drop)
    }
}

impl Catalog {
    /// Follows the change log until the task is aborted.
    pub fn follow(self: &Arc<Self>) -> JoinHandle<()> {
        supervise(GraphProjection(Arc::clone(self)), Arc::clone(&self.states))
    }

    /// Brings the snapshot up to date; returns how many changes that took.
    pub async fn refresh(&self) -> Result<usize, StoreError> {
        let _one_maker = self.making.lock().await;
        let mut total = 0;
        while self.store.last_change().await? > self.graph().version() {
            let reading = self.store.read().await?;
            let changes = self.step(&reading).await?;
            reading.end().await?;
            if changes == 0 {
                break;
            }
            total += changes;
        }
        Ok(total)
    }

    /// Begins to read the database at the present moment, with the snapshot of exactly that moment. Brings the snapshot up to date for
    /// that.
    pub(super) async fn pin(&self) -> Result<(Reading, Arc<Graph>), StoreError> {
        // A connection may have to be waited for, which must keep nobody from making snapshots.
        let reading = self.store.read().await?;
        // While this is held, nobody makes a snapshot that the reading does not see: its moment is that of its first statement.
        let _one_maker = self.making.lock().await;
        let moment = reading.last_change().await?;
        while self.graph().version() < moment {
            if self.step(&reading).await? == 0 {
                break;
            }
        }
        let graph = self.graph();
        if graph.version() != moment {
            let (graph, moment) = (graph.version(), moment);
            return Err(StoreError::Inconsistent(format!("the graph is of change {graph} and the database of change {moment}")));
        }
        Ok((reading, graph))
    }

    /// Makes the next snapshot of the changes that a reading sees; returns how many there were. Who calls holds `making`.
    async fn step(&self, reading: &Reading) -> Result<usize, StoreError> {
        let changes = reading.changes_after(self.graph().version(), MOST_CHANGES).await?;
        let Some(last) = changes.last().map(|change| change.id) else { return Ok(0) };
        // Replicas may have it by the time that requests see it.
        self.store.announce(last);
        let delta = delta(reading, &changes).await?;
        let before = self.graph();
        let graph = Arc::clone(&before);
        // Some milliseconds of work on a large catalogue: not on a thread that answers requests.
        let next = tokio::task::spawn_blocking(move || graph.apply(delta, last)).await;
        let next = next.map_err(|error| StoreError::Inconsistent(format!("the graph could not be updated: {error}")))?;
        let after = Arc::new(next);
        // Before anybody sees that they changed.
        self.kept.records.forget(&changes);
        self.graph.store(Arc::clone(&after));
        let count = changes.len();
        debug!(changes = count, version = last, "the graph was updated");
        // Nobody may be there to hear it.
        let _ = self.events.send(Arc::new(Event { before, after, changes }));
        Ok(count)
    }
}

/// Reads the changed nodes as they are now.
async fn delta(reading: &Reading, changes: &[Change]) -> Result<Delta, StoreError> {
    let changed = |kinds: &[NodeKind]| -> Vec<Uuid> {
        let ids: BTreeSet<Uuid> = changes.iter().filter(|change| kinds.contains(&change.kind)).map(|change| change.node).collect();
        ids.into_iter().collect()
    };
    let mut delta = Delta::default();
    for ids in changed(&[NodeKind::Organization, NodeKind::Person]).chunks(Which::MOST) {
        let rows = reading.agents(&Which::Ids(ids.to_vec())).await?;
        delta.agents.extend(beside(ids, rows.into_iter().map(|row| (row.id, row))));
    }
    for ids in changed(&[NodeKind::Keyword]).chunks(Which::MOST) {
        let rows = reading.keywords(&Which::Ids(ids.to_vec())).await?;
        delta.keywords.extend(beside(ids, rows.into_iter().map(|row| (row.id, row))));
    }
    for ids in changed(&[NodeKind::Resource]).chunks(Which::MOST) {
        let rows = reading.resources(ids).await?;
        delta.resources.extend(beside(ids, rows.into_iter().map(|row| (row.id, row))));
    }
    for ids in changed(&[NodeKind::Collection]).chunks(Which::MOST) {
        let rows = reading.collections(&Which::Ids(ids.to_vec())).await?;
        delta.collections.extend(beside(ids, rows.into_iter().map(|row| (row.id, row))));
    }
    Ok(delta)
}

/// Each id beside its row; beside nothing when the row is gone.
fn beside<R>(ids: &[Uuid], rows: impl Iterator<Item = (Uuid, R)>) -> Vec<(Uuid, Option<R>)> {
    let mut rows: HashMap<Uuid, R> = rows.collect();
    ids.iter().map(|id| (*id, rows.remove(id))).collect()
}
