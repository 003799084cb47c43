//! The answer cache: answers of queries, for requests that ask the same again.
//!
//! **Invariant:** an answer belongs to one state of the catalogue and is given again in that state only. So it is never
//! older than the state from which a new execution would begin. Of the client, only the role is a part of the question,
//! because nothing else about the client reaches an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_graphql::parser::types::OperationType;
use axum::body::Bytes;
use entity::vocabulary::Role;
use moka::sync::Cache;

use super::admission::Admitted;
use crate::catalog::{State, Usage};

/// About the bytes that an answer takes in the cache, besides its texts.
const BOOKKEEPING: usize = 250;
/// An answer that takes more than this part of the cache is not kept: it would drive out all others.
const LARGEST_PART: u64 = 8;

/// A question: all that an answer depends on, besides the state of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Question {
    document: Arc<str>,
    operation: Option<String>,
    variables: String,
    role: Option<Role>,
}

/// An answer, and the state of the catalogue that it belongs to.
#[derive(Debug, Clone)]
struct Given {
    state: State,
    body: Bytes,
}

/// The cache, bounded by the bytes of its answers.
#[derive(Debug)]
pub(super) struct Answers {
    /// None when the cache is off.
    cache: Option<Cache<Question, Given>>,
    largest: u64,
    hits: AtomicU64,
    misses: AtomicU64,
}

impl Question {
    /// Returns the question of a request. Returns none for mutations and subscriptions: their answers are not the same
    /// each time.
    fn of(admitted: &Admitted) -> Option<Self> {
        (admitted.kind == OperationType::Query).then(|| Self {
            document: Arc::clone(admitted.document()),
            operation: admitted.asked().map(str::to_owned),
            variables: admitted.variables(),
            role: admitted.caller.role,
        })
    }

    fn bytes(&self) -> usize {
        self.document.len() + self.operation.as_ref().map_or(0, String::len) + self.variables.len()
    }
}

impl Answers {
    /// Makes a cache of so many bytes. With 0 the cache is off.
    pub(super) fn new(bytes: u64) -> Self {
        let weigh =
            |question: &Question, given: &Given| u32::try_from(question.bytes() + given.body.len() + BOOKKEEPING).unwrap_or(u32::MAX);
        let cache = (bytes > 0).then(|| Cache::builder().max_capacity(bytes).weigher(weigh).build());
        Self { cache, largest: bytes / LARGEST_PART, hits: AtomicU64::default(), misses: AtomicU64::default() }
    }

    /// Returns the question under which an answer can be kept, or none when it cannot.
    pub(super) fn question(&self, admitted: &Admitted) -> Option<Question> {
        self.cache.as_ref().and_then(|_| Question::of(admitted))
    }

    /// Returns the answer to a question, if the cache has one of this state of the catalogue.
    pub(super) fn get(&self, question: &Question, state: State) -> Option<Bytes> {
        let given = self.cache.as_ref()?.get(question).filter(|given| given.state == state);
        let counter = if given.is_some() { &self.hits } else { &self.misses };
        counter.fetch_add(1, Ordering::Relaxed);
        given.map(|given| given.body)
    }

    /// Puts an answer without errors into the cache.
    pub(super) fn keep(&self, question: Question, state: State, body: &Bytes) {
        let is_fit = body.len() as u64 <= self.largest;
        if let Some(cache) = self.cache.as_ref().filter(|_| is_fit) {
            cache.insert(question, Given { state, body: body.clone() });
        }
    }

    /// Returns the size of the cache, and its hits and misses.
    pub(super) fn usage(&self) -> Usage {
        let bytes = self.cache.as_ref().map_or(0, |cache| {
            cache.run_pending_tasks();
            cache.weighted_size()
        });
        Usage { bytes, hits: self.hits.load(Ordering::Relaxed), misses: self.misses.load(Ordering::Relaxed) }
    }
}
