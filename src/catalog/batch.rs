//! A loader for one request: what its resolvers want is gathered until none of them can go on without it, and then loaded at once.
//!
//! There is no timer. All resolvers of a request run in one task, so once the task has been polled through and nobody has asked for
//! more, everybody has asked. One statement answers them all, however deep they stand in the query.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::store::StoreError;

/// Answers by key, none for a key that there is nothing for.
type Answer<V> = Result<Option<V>, StoreError>;

/// Loads values of one kind by key.
#[derive(Debug)]
pub(super) struct Batch<K, V> {
    state: Mutex<State<K, V>>,
    answered: Notify,
}

#[derive(Debug)]
struct State<K, V> {
    wanted: Vec<K>,
    answers: HashMap<K, Answer<V>>,
    has_leader: bool,
}

impl<K, V> Default for Batch<K, V> {
    fn default() -> Self {
        let state = State { wanted: Vec::new(), answers: HashMap::new(), has_leader: false };
        Self { state: Mutex::new(state), answered: Notify::new() }
    }
}

/// The one that loads for all. Dropped before it is done (its branch of the query failed), it leaves the place to another.
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
        loop {
            let mut answered = std::pin::pin!(self.answered.notified());
            answered.as_mut().enable();
            let leads = {
                let mut state = self.state();
                if let Some(answer) = state.answers.get(&key) {
                    return answer.clone();
                }
                if !state.wanted.contains(&key) {
                    state.wanted.push(key.clone());
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
            if now == before {
                break;
            }
            before = now;
            tokio::task::yield_now().await;
        }
        let keys = std::mem::take(&mut self.state().wanted);
        let result = fetch(keys.clone()).await;
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
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    async fn double(calls: &AtomicUsize, keys: Vec<u32>) -> Result<HashMap<u32, u32>, StoreError> {
        calls.fetch_add(1, Ordering::Relaxed);
        tokio::task::yield_now().await;
        Ok(keys.into_iter().filter(|key| *key != 13).map(|key| (key, key * 2)).collect())
    }

    #[tokio::test]
    async fn a_hundred_askers_are_one_load() {
        let (batch, calls) = (Batch::default(), AtomicUsize::new(0));
        let asking = (0..100_u32).map(|key| batch.load(key % 50, |keys| double(&calls, keys)));
        let answers = futures_util::future::join_all(asking).await;
        assert_eq!(calls.load(Ordering::Relaxed), 1);
        assert_eq!(answers[7].clone().unwrap(), Some(14));
        assert_eq!(answers[13].clone().unwrap(), None);
    }

    #[tokio::test]
    async fn a_leader_that_is_dropped_is_replaced() {
        let (batch, calls) = (Batch::default(), AtomicUsize::new(0));
        {
            let mut first = std::pin::pin!(batch.load(1, |keys| double(&calls, keys)));
            assert!(futures_util::poll!(first.as_mut()).is_pending());
        }
        assert_eq!(batch.load(2, |keys| double(&calls, keys)).await.unwrap(), Some(4));
    }
}
