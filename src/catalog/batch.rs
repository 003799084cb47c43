//! A loader for one request: what its resolvers want is gathered until none of them can go on without it, and then
//! loaded at once.
//!
//! There is no timer. All resolvers of a request run in one task, so once the task has been polled through and nobody
//! has asked for more, everybody has asked but those that wait for an analysis on another thread ([`Pending`]), and
//! these are waited for. One statement answers them all, however deep they stand in the query.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashSet;
use tokio::sync::Notify;
use tracing::{Instrument, debug_span};

use crate::store::StoreError;

/// Answers by key, none for a key that there is nothing for.
type Answer<V> = Result<Option<V>, StoreError>;

/// Loads values of one kind by key.
#[derive(Debug)]
pub(super) struct Batch<K, V> {
    /// The kind of the values, for traces.
    what: &'static str,
    state: Mutex<State<K, V>>,
    answered: Notify,
    pending: Arc<Pending>,
}

/// The work of a request that goes on outside its task.
#[derive(Debug, Default)]
pub(super) struct Pending {
    number: AtomicUsize,
    done: Notify,
    /// True during an attempt. Nothing may begin then that would have to be waited for.
    attempting: AtomicBool,
    /// The number of wishes: keys that attempts lacked.
    wishes: AtomicUsize,
}

/// An attempt, until it is dropped. A future that would have to wait begins nothing and stays pending, so that one poll
/// tells that it has to wait.
#[derive(Debug)]
pub struct Attempt<'a> {
    pending: &'a Pending,
    /// True when this is a part of another attempt.
    within: bool,
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        self.pending.attempting.store(self.within, Ordering::Relaxed);
    }
}

/// Some of that work, for as long as it goes on.
pub(super) struct Underway<'a>(&'a Pending);

impl Pending {
    /// One thing more is under way.
    pub(super) fn begin(&self) -> Underway<'_> {
        self.number.fetch_add(1, Ordering::AcqRel);
        Underway(self)
    }

    /// Begins an attempt. A request is polled by one thread at a time.
    pub(super) fn attempt(&self) -> Attempt<'_> {
        Attempt { pending: self, within: self.attempting.swap(true, Ordering::Relaxed) }
    }

    /// Returns true during an attempt.
    pub(super) fn is_attempting(&self) -> bool {
        self.attempting.load(Ordering::Relaxed)
    }

    /// Returns the number of wishes so far.
    pub(super) fn wishes(&self) -> usize {
        self.wishes.load(Ordering::Relaxed)
    }

    /// Goes on unless an attempt is made: what comes next has to be waited for.
    pub(super) async fn in_earnest(&self) {
        if self.is_attempting() {
            std::future::pending::<()>().await;
        }
    }

    /// Waits until something is done; returns at once, and false, when nothing is under way.
    async fn wait(&self) -> bool {
        let mut done = std::pin::pin!(self.done.notified());
        done.as_mut().enable();
        if self.number.load(Ordering::Acquire) == 0 {
            return false;
        }
        done.await;
        true
    }
}

impl Drop for Underway<'_> {
    fn drop(&mut self) {
        self.0.number.fetch_sub(1, Ordering::AcqRel);
        self.0.done.notify_waiters();
    }
}

#[derive(Debug)]
struct State<K, V> {
    wanted: FxHashSet<K>,
    answers: HashMap<K, Answer<V>>,
    has_leader: bool,
}

impl<K, V> Batch<K, V> {
    pub(super) fn new(what: &'static str, pending: &Arc<Pending>) -> Self {
        let state = State { wanted: FxHashSet::default(), answers: HashMap::new(), has_leader: false };
        Self { what, state: Mutex::new(state), answered: Notify::new(), pending: Arc::clone(pending) }
    }
}

/// The one that loads for all. Dropped before it is done (its branch of the query failed), it leaves the place to
/// another.
struct Leader<'a, K, V>(&'a Batch<K, V>);

impl<K, V> Drop for Leader<'_, K, V> {
    fn drop(&mut self) {
        self.0.state().has_leader = false;
        self.0.answered.notify_waiters();
    }
}

impl<K, V> Batch<K, V> {
    fn state(&self) -> MutexGuard<'_, State<K, V>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Batch<K, V> {
    /// The value for a key; `fetch` loads many at once.
    pub(super) async fn load<F>(&self, key: K, fetch: impl Fn(Vec<K>) -> F) -> Answer<V>
    where
        F: Future<Output = Result<HashMap<K, V>, StoreError>>,
    {
        if let Some(answer) = self.state().answers.get(&key) {
            return answer.clone();
        }
        self.pending.in_earnest().await;
        loop {
            let mut answered = std::pin::pin!(self.answered.notified());
            answered.as_mut().enable();
            let leads = {
                let mut state = self.state();
                if let Some(answer) = state.answers.get(&key) {
                    return answer.clone();
                }
                state.wanted.insert(key.clone());
                !std::mem::replace(&mut state.has_leader, true)
            };
            if leads {
                self.lead(&fetch).await;
            } else {
                answered.await;
            }
        }
    }

    /// The answer for a key, if it was loaded.
    pub(super) fn answer(&self, key: &K) -> Option<Answer<V>> {
        self.state().answers.get(key).cloned()
    }

    /// Has a key loaded by whoever fulfils wishes, or loads something, next.
    pub(super) fn wish(&self, key: K) {
        self.state().wanted.insert(key);
        self.pending.wishes.fetch_add(1, Ordering::Relaxed);
    }

    /// Loads what was wished for.
    pub(super) async fn fulfil<F>(&self, fetch: impl Fn(Vec<K>) -> F)
    where
        F: Future<Output = Result<HashMap<K, V>, StoreError>>,
    {
        loop {
            let mut answered = std::pin::pin!(self.answered.notified());
            answered.as_mut().enable();
            let leads = {
                let mut state = self.state();
                if state.wanted.is_empty() && !state.has_leader {
                    return;
                }
                !std::mem::replace(&mut state.has_leader, true)
            };
            if leads {
                self.lead(&fetch).await;
            } else {
                answered.await;
            }
        }
    }

    async fn lead<F>(&self, fetch: &impl Fn(Vec<K>) -> F)
    where
        F: Future<Output = Result<HashMap<K, V>, StoreError>>,
    {
        let _leader = Leader(self);
        let mut before = 0;
        loop {
            let now = self.state().wanted.len();
            if now == before && !self.pending.wait().await {
                break;
            }
            before = now;
            // What was waited for goes on, and may ask for more.
            tokio::task::yield_now().await;
        }
        let keys: Vec<K> = std::mem::take(&mut self.state().wanted).into_iter().collect();
        let span = debug_span!("load", what = self.what, keys = keys.len());
        let result = fetch(keys.clone()).instrument(span).await;
        let mut state = self.state();
        match result {
            Ok(mut values) => state.answers.extend(keys.into_iter().map(|key| {
                let value = values.remove(&key);
                (key, Ok(value))
            })),
            Err(error) => state.answers.extend(keys.into_iter().map(|key| (key, Err(error.clone())))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn double(calls: &AtomicUsize, keys: Vec<u32>) -> Result<HashMap<u32, u32>, StoreError> {
        calls.fetch_add(1, Ordering::Relaxed);
        tokio::task::yield_now().await;
        Ok(keys.into_iter().filter(|key| *key != 13).map(|key| (key, key * 2)).collect())
    }

    #[tokio::test]
    async fn a_hundred_askers_are_one_load() {
        let (batch, calls) = (Batch::new("numbers", &Arc::default()), AtomicUsize::new(0));
        let asking = (0..100_u32).map(|key| batch.load(key % 50, |keys| double(&calls, keys)));
        let answers = futures_util::future::join_all(asking).await;
        assert_eq!(calls.load(Ordering::Relaxed), 1);
        assert_eq!(answers[7].clone().unwrap(), Some(14));
        assert_eq!(answers[13].clone().unwrap(), None);
    }

    #[tokio::test]
    async fn what_waits_for_other_work_is_waited_for() {
        let (pending, calls) = (Arc::new(Pending::default()), AtomicUsize::new(0));
        let batch = Batch::new("numbers", &pending);
        let late = async {
            let underway = pending.begin();
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            drop(underway);
            batch.load(2, |keys| double(&calls, keys)).await
        };
        let early = batch.load(1, |keys| double(&calls, keys));
        let (late, early) = futures_util::future::join(late, early).await;
        assert_eq!((late.unwrap(), early.unwrap()), (Some(4), Some(2)));
        assert_eq!(calls.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn wishes_are_fulfilled_together() {
        let (pending, calls) = (Arc::new(Pending::default()), AtomicUsize::new(0));
        let batch = Batch::new("numbers", &pending);
        batch.fulfil(|keys| double(&calls, keys)).await;
        for key in [1, 2, 2, 13] {
            batch.wish(key);
        }
        assert_eq!((pending.wishes(), batch.answer(&1).is_none()), (4, true));
        batch.fulfil(|keys| double(&calls, keys)).await;
        assert_eq!(batch.answer(&2).unwrap().unwrap(), Some(4));
        assert_eq!(batch.load(13, |keys| double(&calls, keys)).await.unwrap(), None);
        assert_eq!(calls.load(Ordering::Relaxed), 1);
    }

    #[tokio::test]
    async fn a_leader_that_is_dropped_is_replaced() {
        let (batch, calls) = (Batch::new("numbers", &Arc::default()), AtomicUsize::new(0));
        {
            let mut first = std::pin::pin!(batch.load(1, |keys| double(&calls, keys)));
            assert!(futures_util::poll!(first.as_mut()).is_pending());
        }
        assert_eq!(batch.load(2, |keys| double(&calls, keys)).await.unwrap(), Some(4));
    }
}
