//! Projections: what is made of the database, and brought up to date by its change log.
//!
//! One supervisor runs each of them: what fails is tried again, what panics begins again, and `/health/ready` tells of both.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use tokio::task::JoinHandle;
use tokio::time::sleep;
use tracing::{error, info, warn};

use super::Catalog;

/// The time between two steps while they fail.
const PERIOD_WHEN_FAILING: Duration = Duration::from_secs(2);
/// The time between two looks at the database.
const LOOKING: Duration = Duration::from_secs(1);
/// A database that has not answered by then does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// A projection of the database.
pub(super) trait Projection: Send + Sync + 'static {
    /// The reason of a failure.
    type Error: Display + Send;
    /// Its name, in the log and in `/health/ready`.
    const NAME: &'static str;
    /// The meaning of a failure for those who ask.
    const MEANS: &'static str;
    /// The time between two steps.
    const PERIOD: Duration;

    /// Brings the projection up to date. Dropped or panicking half way, it leaves what the next step can go on from.
    fn step(&self) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// Lets go of what a panic may have left half made.
    fn recover(&self) {}
}

/// The state of a projection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectionState {
    /// It follows the change log.
    Following,
    /// Its last step failed: the log has the reason.
    Failing,
    /// Its last step panicked: it began again.
    Restarted,
}

/// The states of all projections that are followed, as they were seen last.
#[derive(Debug, Default)]
pub(super) struct ProjectionStates(Mutex<BTreeMap<&'static str, ProjectionState>>);

impl ProjectionStates {
    fn all(&self) -> MutexGuard<'_, BTreeMap<&'static str, ProjectionState>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs a projection until the task is aborted.
pub(super) fn supervise<P: Projection>(projection: P, states: Arc<ProjectionStates>) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            let state = step(&projection, &states).await;
            sleep(if state == ProjectionState::Following { P::PERIOD } else { PERIOD_WHEN_FAILING }).await;
        }
    })
}

/// Takes one step, and notes and logs how it went.
async fn step<P: Projection>(projection: &P, states: &ProjectionStates) -> ProjectionState {
    let (state, error) = match AssertUnwindSafe(projection.step()).catch_unwind().await {
        Ok(Ok(())) => (ProjectionState::Following, None),
        Ok(Err(error)) => (ProjectionState::Failing, Some(error)),
        Err(_) => {
            error!(projection = P::NAME, "a projection panicked and begins again");
            projection.recover();
            (ProjectionState::Restarted, None)
        }
    };
    let before = states.all().insert(P::NAME, state);
    match error {
        Some(error) if before != Some(state) => warn!(projection = P::NAME, %error, "{}", P::MEANS),
        None if before == Some(ProjectionState::Failing) => info!(projection = P::NAME, "the projection is followed again"),
        _ => {}
    }
    state
}

impl Catalog {
    /// Looks again and again whether the database answers, until the task is aborted.
    pub fn watch_database(self: &Arc<Self>) -> JoinHandle<()> {
        let catalog = Arc::clone(self);
        tokio::spawn(async move {
            loop {
                let was_away = catalog.store.is_away();
                match (was_away, catalog.store.look(PATIENCE).await) {
                    (false, false) => warn!("the database does not answer"),
                    (true, true) => info!("the database answers again"),
                    _ => {}
                }
                sleep(LOOKING).await;
            }
        })
    }

    /// Returns the states of the projections that are followed, by name.
    pub fn projections(&self) -> BTreeMap<&'static str, ProjectionState> {
        self.states.all().clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Fails, panics, and then works; it counts its steps and recoveries.
    struct Faulty(Arc<[AtomicUsize; 2]>);

    impl Projection for Faulty {
        type Error = &'static str;
        const NAME: &'static str = "faulty";
        const MEANS: &'static str = "it cannot go on";
        const PERIOD: Duration = Duration::from_millis(200);

        async fn step(&self) -> Result<(), &'static str> {
            match self.0[0].fetch_add(1, Ordering::Relaxed) {
                0 => Err("no luck"),
                1 => panic!("a fault of the program"),
                _ => Ok(()),
            }
        }

        fn recover(&self) {
            self.0[1].fetch_add(1, Ordering::Relaxed);
        }
    }

    #[tokio::test]
    async fn what_fails_or_panics_goes_on() {
        let (counts, states) = (Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]), ProjectionStates::default());
        let projection = Faulty(Arc::clone(&counts));
        for state in [ProjectionState::Failing, ProjectionState::Restarted, ProjectionState::Following] {
            assert_eq!(step(&projection, &states).await, state);
            assert_eq!(states.all().get("faulty"), Some(&state));
        }
        assert_eq!(counts[1].load(Ordering::Relaxed), 1);
    }
}
