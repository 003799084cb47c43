//! Reading records for all requests together.
//!
//! A request reads the records that it lacks in one SQL statement (`batch.rs`). Under load, many requests lack records
//! at the same time, and most of the cost of a statement does not depend on the number of its rows. So only few
//! statements for one part of the records run at once. Requests that come meanwhile share the next statement. A request
//! that is alone does not wait.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::records::{Part, Records, Weigh};
use crate::store::snapshot::Which;
use crate::store::{Store, StoreError};

/// The most statements for one part of the records that run at once.
const AT_ONCE: usize = 2;
/// The most ids in one shared statement. A single request may ask for more, and does not wait for that.
const TOGETHER: usize = 2_048;

/// The records that were found, by node.
type Found<V> = HashMap<Uuid, Arc<V>>;
/// Reads one part of the records of these nodes, in one statement.
type Fetch<V> = fn(Store, Vec<Uuid>) -> BoxFuture<'static, Result<HashMap<Uuid, V>, StoreError>>;

/// Reads one part of the records.
pub(super) struct Loads<V> {
    part: Part,
    fetch: Fetch<V>,
    store: Store,
    records: Arc<Records>,
    queue: Mutex<Queue<V>>,
}

struct Queue<V> {
    underway: usize,
    waiting: Vec<Asked<V>>,
}

impl<V> Queue<V> {
    /// Those that the next statement is for; none while enough is under way.
    fn next(&mut self) -> Option<Vec<Asked<V>>> {
        if self.waiting.is_empty() || self.underway == AT_ONCE {
            return None;
        }
        self.underway += 1;
        let mut ids = 0;
        let together = self.waiting.iter().take_while(|asked| {
            ids += asked.ids.len();
            ids <= TOGETHER
        });
        let number = together.count().max(1);
        Some(self.waiting.drain(..number).collect())
    }
}

/// The records that one request lacks.
struct Asked<V> {
    ids: Vec<Uuid>,
    /// A change that what is read must not be older than.
    since: i64,
    answer: oneshot::Sender<Result<Found<V>, StoreError>>,
}

impl<V> std::fmt::Debug for Loads<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loads").field("part", &self.part).finish_non_exhaustive()
    }
}

impl<V: Weigh> Loads<V> {
    pub(super) fn new(part: Part, store: &Store, records: &Arc<Records>, fetch: Fetch<V>) -> Arc<Self> {
        let queue = Mutex::new(Queue { underway: 0, waiting: Vec::new() });
        Arc::new(Self { part, fetch, store: store.clone(), records: Arc::clone(records), queue })
    }

    /// A record that is at hand.
    pub(super) fn at_hand(&self, id: Uuid) -> Option<Arc<V>> {
        self.records.get(self.part, id)
    }

    /// Reads records that are not at hand, as they were at a change or later.
    pub(super) async fn read(self: &Arc<Self>, ids: Vec<Uuid>, since: i64) -> Result<Found<V>, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.queue().waiting.push(Asked { ids, since, answer });
        self.go_on();
        answered.await.unwrap_or_else(|_| Err(StoreError::Inconsistent("reading records came to no end".to_owned())))
    }

    fn queue(&self) -> MutexGuard<'_, Queue<V>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to read for those that wait, unless enough is under way.
    fn go_on(self: &Arc<Self>) {
        let next = self.queue().next();
        // In a task of its own: one that asked may be dropped, or stand still because its client reads slowly. A
        // runtime that ends drops the task at once, and with it the turn, which looks at the queue: it must not be held
        // here.
        if let Some(asked) = next
            && let Ok(runtime) = Handle::try_current()
        {
            runtime.spawn(Turn(Arc::clone(self)).answer(asked));
        }
    }

    async fn find(&self, asked: &[Asked<V>]) -> Result<Found<V>, StoreError> {
        let ids: BTreeSet<Uuid> = asked.iter().flat_map(|asked| asked.ids.iter().copied()).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        self.records.missed(ids.len());
        let reading = self.records.reading();
        let since = asked.iter().map(|asked| asked.since).fold(reading.change(), i64::max);
        let mut found = Found::with_capacity(ids.len());
        for ids in ids.chunks(Which::MOST) {
            let records = self.store.ask(since, |store| (self.fetch)(store, ids.to_vec())).await?;
            found.extend(records.into_iter().map(|(id, record)| (id, Arc::new(record))));
        }
        reading.keep(self.part, &found);
        Ok(found)
    }
}

/// A statement that is under way. When it is over, however it ends, the next one begins.
struct Turn<V: Weigh>(Arc<Loads<V>>);

impl<V: Weigh> Turn<V> {
    async fn answer(self, asked: Vec<Asked<V>>) {
        let found = self.0.find(&asked).await;
        for Asked { ids, answer, .. } in asked {
            let own = |found: &Found<V>| ids.iter().filter_map(|id| Some((*id, Arc::clone(found.get(id)?)))).collect();
            // Who asked may be gone.
            let _ = answer.send(found.as_ref().map(own).map_err(Clone::clone));
        }
    }
}

impl<V: Weigh> Drop for Turn<V> {
    fn drop(&mut self) {
        self.0.queue().underway -= 1;
        self.0.go_on();
    }
}
