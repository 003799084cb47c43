//! Answers that were given, kept for whoever asks the same again.
//!
//! An answer is kept together with the state of the catalogue that it is of, and given again in that state only: it is never older than what
//! executing the question anew would begin with. Whoever asks is part of the question by their role alone, and nothing else about them reaches an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use async_graphql::parser::types::OperationType;
use axum::body::Bytes;
use entity::vocabulary::Role;
use moka::sync::Cache;

use super::admission::Admitted;
use crate::catalog::{State, Usage};

/// What keeping an answer takes besides its texts, in bytes; about.
const BOOKKEEPING: usize = 250;
/// An answer that takes more than this part of the room is not kept: it would drive out all others.
const LARGEST_PART: u64 = 8;

/// What was asked, and with which role.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Question {
    document: Arc<str>,
    operation: Option<String>,
    variables: String,
    role: Option<Role>,
}

/// An answer, and the state of the catalogue that it is of.
#[derive(Debug, Clone)]
struct Given {
    state: State,
    body: Bytes,
}

/// The answers at hand, bounded by their bytes.
#[derive(Debug)]
pub(super) struct Answers {
    /// None when nothing is kept.
    cache: Option<Cache<Question, Given>>,
    largest: u64,
    hits: AtomicU64,
    misses: AtomicU64,
}

impl Question {
    /// What is asked, if its answer is the same for everybody who asks it: reading is, writing and subscribing are not.
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
    /// Room for so many bytes; for nothing when that is 0.
    pub(super) fn new(bytes: u64) -> Self {
        let weigh =
            |question: &Question, given: &Given| u32::try_from(question.bytes() + given.body.len() + BOOKKEEPING).unwrap_or(u32::MAX);
        let cache = (bytes > 0).then(|| Cache::builder().max_capacity(bytes).weigher(weigh).build());
        Self { cache, largest: bytes / LARGEST_PART, hits: AtomicU64::default(), misses: AtomicU64::default() }
    }

    /// The question under which an answer is to be kept; none when none is kept.
    pub(super) fn question(&self, admitted: &Admitted) -> Option<Question> {
        self.cache.as_ref().and_then(|_| Question::of(admitted))
    }

    /// The answer that was given to a question in this state of the catalogue.
    pub(super) fn get(&self, question: &Question, state: State) -> Option<Bytes> {
        let given = self.cache.as_ref()?.get(question).filter(|given| given.state == state);
        let counter = if given.is_some() { &self.hits } else { &self.misses };
        counter.fetch_add(1, Ordering::Relaxed);
        given.map(|given| given.body)
    }

    /// Keeps an answer without errors.
    pub(super) fn keep(&self, question: Question, state: State, body: &Bytes) {
        let is_fit = body.len() as u64 <= self.largest;
        if let Some(cache) = self.cache.as_ref().filter(|_| is_fit) {
            cache.insert(question, Given { state, body: body.clone() });
        }
    }

    /// How much is kept, and how often that helped.
    pub(super) fn usage(&self) -> Usage {
        let bytes = self.cache.as_ref().map_or(0, |cache| {
            cache.run_pending_tasks();
            cache.weighted_size()
        });
        Usage { bytes, hits: self.hits.load(Ordering::Relaxed), misses: self.misses.load(Ordering::Relaxed) }
    }
}
