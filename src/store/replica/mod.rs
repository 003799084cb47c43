//! Hot standbys that answer reads.
//!
//! Each read names a change that it must not be older than. A transaction writes its changes into the change log, whose order is that of
//! the commits, and a standby replays commits in their order: one that has a change has everything that was written before it. What each
//! has is looked at in the background (`watch.rs`); a read goes to one of those that have enough, or else to the primary.

mod look;
mod standing;
mod trail;
mod watch;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use sea_orm::{DatabaseConnection, DbBackend};
use tokio::task::JoinHandle;
use tracing::warn;

use self::look::{Database, Looker, Trouble};
use self::standing::{Known, State};
use self::trail::Trail;
use self::watch::Watcher;
use super::fault::Fault;
use super::open::{POSTGRES_READERS, SessionSettings, connect, options, test_when_idle};
use super::{Store, StoreError};
use crate::database_url::redacted;

/// A read waits so long for a free connection to a standby: then there is still time to ask the primary.
const PATIENCE: Duration = Duration::from_secs(2);

/// The standbys of a store. Without any, everything is asked of the primary.
#[derive(Debug)]
pub(super) struct Replicas {
    all: Vec<Arc<Replica>>,
    trail: Arc<Trail>,
    /// Counts the choices: each begins with another replica.
    turn: AtomicUsize,
    watchers: Vec<JoinHandle<()>>,
}

/// A standby, and the connections that ask it.
#[derive(Debug)]
struct Replica {
    known: Arc<Known>,
    connection: DatabaseConnection,
    reads: AtomicU64,
}

/// The terms that standbys must keep.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// A standby that lags more than this is left out.
    pub lag: Duration,
    /// PostgreSQL cancels statements that take longer.
    pub longest: Option<Duration>,
}

/// The state of a standby.
#[derive(Debug, Clone, Copy)]
pub struct Health {
    /// Its place among those that were named, from 1.
    pub number: usize,
    /// True when reads are sent to it.
    pub is_up: bool,
    /// The age of the first known change that it was not yet seen to have.
    pub lag: Duration,
    /// The number of reads that it answered.
    pub reads: u64,
}

impl Replicas {
    pub(super) fn none() -> Self {
        Self { all: Vec::new(), trail: Arc::new(Trail::new()), turn: AtomicUsize::default(), watchers: Vec::new() }
    }

    /// Those that have a change, each once, another first each time.
    fn with(&self, change: i64) -> impl Iterator<Item = &Arc<Replica>> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let (late, early) = self.all.split_at(turn % self.all.len().max(1));
        early.iter().chain(late).filter(move |replica| replica.known.has(change))
    }

    pub(super) async fn close(&self) -> Result<(), StoreError> {
        self.watchers.iter().for_each(JoinHandle::abort);
        for replica in &self.all {
            replica.connection.clone().close().await?;
        }
        Ok(())
    }
}

impl Drop for Replicas {
    fn drop(&mut self) {
        self.watchers.iter().for_each(JoinHandle::abort);
    }
}

impl Replica {
    /// Returns the answer of this standby; none when another must be asked.
    async fn answer<T>(&self, asked: impl Future<Output = Result<T, StoreError>>) -> Option<Result<T, StoreError>> {
        let answer = tokio::select! {
            answer = asked => answer,
            // A machine that is gone does not say so: whoever looks at it tells those that wait for it.
            () = self.known.is_out() => return None,
        };
        match answer.as_ref().err().map(|error| (Fault::of(error), error)) {
            Some((Fault::Gone, error)) => {
                self.known.doubt(&error.to_string());
                None
            }
            Some((Fault::GaveWay, _)) => None,
            Some((Fault::Own, _)) | None => {
                self.reads.fetch_add(1, Ordering::Relaxed);
                Some(answer)
            }
        }
    }
}

impl Store {
    /// Reads from hot standbys of this database too. One that is not there is left out until it is.
    ///
    /// # Errors
    /// [`StoreError::NotAReplica`] when an address leads to something else than a standby of this database.
    pub async fn with_replicas(self, urls: &[String], terms: Terms) -> Result<Self, StoreError> {
        if urls.is_empty() {
            return Ok(self);
        }
        let database = self.identity().await?;
        let trail = Arc::new(Trail::new());
        trail.add(self.last_change().await?, Instant::now());
        let opening = urls.iter().zip(1..).map(|(url, number)| self.open_replica(url, number, database, terms));
        let opened = join_all(opening).await.into_iter().collect::<Result<Vec<_>, StoreError>>()?;
        let (mut all, mut watchers) = (Vec::new(), Vec::new());
        for (replica, looker) in opened {
            watchers.push(tokio::spawn(Watcher::new(Arc::clone(&replica.known), looker, Arc::clone(&trail), terms.lag).watch()));
            all.push(replica);
        }
        let replicas = Arc::new(Replicas { all, trail, turn: AtomicUsize::default(), watchers });
        Ok(Self { replicas, ..self })
    }

    async fn open_replica(&self, url: &str, number: usize, database: Database, terms: Terms) -> Result<(Arc<Replica>, Looker), StoreError> {
        let known = Arc::new(Known::new(number, redacted(url)));
        let mut looker = Looker::new(url, database)?;
        match looker.look().await {
            Ok(seen) => known.settle(seen, false),
            Err(Trouble::Wrong(reason)) => return Err(StoreError::NotAReplica { url: redacted(url), reason: reason.to_owned() }),
            Err(Trouble::Unfit(reason)) => {
                warn!(replica = number, address = known.address, reason, "a replica is left out until it is there");
            }
        }
        let mut options = options(url, POSTGRES_READERS, SessionSettings { longest: terms.longest, is_read_only: false });
        let checked = Arc::clone(&known);
        options.min_connections(0).connect_lazy(true).acquire_timeout(PATIENCE).map_sqlx_postgres_pool_opts(move |pool| {
            let known = Arc::clone(&checked);
            test_when_idle(pool).after_connect(move |connection, _| {
                let known = Arc::clone(&known);
                Box::pin(async move { known.check(connection).await })
            })
        });
        let connection = connect(options, &self.statements).await?;
        Ok((Arc::new(Replica { known, connection, reads: AtomicU64::default() }), looker))
    }

    /// Asks a database that has a change, and so everything that was written before it: a standby, or else the primary.
    ///
    /// `ask` is called with a store that reads from that database, and again with another when it fails there; it must do nothing but read.
    pub async fn ask<T, F>(&self, change: i64, ask: impl Fn(Self) -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        for replica in self.replicas.with(change) {
            let there = Self { reader: replica.connection.clone(), ..self.clone() };
            if let Some(answer) = replica.answer(ask(there)).await {
                return answer;
            }
        }
        if self.is_away() {
            return Err(StoreError::Away);
        }
        match ask(self.clone()).await {
            // A server that stops or starts anew ends its statements. The next connection may lead to one that answers.
            Err(error) if Fault::of(&error) == Fault::Gone && !error.is_waited_for() => ask(self.clone()).await,
            answer => answer,
        }
    }

    /// Requests are about to see a change: standbys are looked at whether they have it.
    pub fn announce(&self, change: i64) {
        self.replicas.trail.add(change, Instant::now());
    }

    /// Returns the states of the standbys.
    pub fn replicas(&self) -> Vec<Health> {
        let now = Instant::now();
        let health = |replica: &Arc<Replica>| {
            let standing = replica.known.standing();
            Health {
                number: replica.known.number,
                is_up: standing.state == State::Up,
                lag: self.replicas.trail.lag(standing.change, now),
                reads: replica.reads.load(Ordering::Relaxed),
            }
        };
        self.replicas.all.iter().map(health).collect()
    }

    /// Looks at a standby of this database: how many changes it is behind.
    ///
    /// # Errors
    /// [`StoreError::NotAReplica`] when nothing can be read from it now.
    pub async fn look_at_replica(&self, url: &str) -> Result<i64, StoreError> {
        let mut looker = Looker::new(url, self.identity().await?)?;
        let last = self.last_change().await?;
        let reason = match looker.look().await {
            Ok(seen) => return Ok((last - seen.change).max(0)),
            Err(Trouble::Wrong(reason)) => reason.to_owned(),
            Err(Trouble::Unfit(reason)) => reason,
        };
        Err(StoreError::NotAReplica { url: redacted(url), reason })
    }

    /// Returns the facts that a standby of this database shares with it.
    async fn identity(&self) -> Result<Database, StoreError> {
        if self.reader.get_database_backend() != DbBackend::Postgres {
            return Err(StoreError::Inconsistent("only PostgreSQL has replicas".to_owned()));
        }
        Ok(Database { instance: self.instance().await?, migrations: self.migrations().await?.len() as i64 })
    }
}
