//! Looking at a standby again and again: at once when there is something that it should have, seldom while it cannot be used.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch::Receiver;
use tokio::time::sleep;

use super::look::{Looker, Seen, Trouble};
use super::standing::{Known, State};
use super::trail::Trail;

/// The time between two looks at a standby that has everything: so soon it is known to be gone.
const PERIOD: Duration = Duration::from_millis(200);
/// The first wait before another look at a standby that lacks the last change; it doubles up to the period.
const SOON: Duration = Duration::from_millis(5);
/// The first wait before another look at a standby that cannot be used; it doubles up to the longest.
const SHORTEST_REST: Duration = Duration::from_millis(200);
const LONGEST_REST: Duration = Duration::from_secs(5);

/// A watcher of a standby.
#[derive(Debug)]
pub(super) struct Watcher {
    replica: Arc<Known>,
    looker: Looker,
    trail: Arc<Trail>,
    last: Receiver<i64>,
    /// A standby that lags more is left out, until the lag is half of that.
    limit: Duration,
    /// Since when it can be used.
    up_since: Option<Instant>,
    rest: Duration,
}

impl Watcher {
    pub(super) fn new(replica: Arc<Known>, looker: Looker, trail: Arc<Trail>, limit: Duration) -> Self {
        let last = trail.last();
        Self { replica, looker, trail, last, limit, up_since: None, rest: SHORTEST_REST }
    }

    /// Looks at it for as long as the task lives.
    pub(super) async fn watch(mut self) {
        let mut soon = SOON;
        loop {
            let last = *self.last.borrow_and_update();
            let pause = match self.looker.look().await {
                Ok(seen) => {
                    self.up_since.get_or_insert_with(Instant::now);
                    self.settle(seen);
                    soon = if seen.change >= last { SOON } else { (soon * 2).min(PERIOD) };
                    if seen.change >= last { PERIOD } else { soon }
                }
                Err(Trouble::Wrong(reason)) => self.leave_out(reason),
                Err(Trouble::Unfit(reason)) => self.leave_out(&reason),
            };
            let is_up = self.up_since.is_some();
            tokio::select! {
                () = sleep(pause) => {}
                _ = self.last.changed(), if is_up => soon = SOON,
                () = self.replica.doubted.notified() => {
                    let rest = self.rest();
                    sleep(rest).await;
                }
            }
        }
    }

    fn settle(&self, seen: Seen) {
        let lag = self.trail.lag(seen.change, Instant::now());
        let was_behind = self.replica.standing().state == State::Behind;
        let allowed = if was_behind { self.limit / 2 } else { self.limit };
        self.replica.settle(seen, lag > allowed);
    }

    fn leave_out(&mut self, reason: &str) -> Duration {
        self.replica.leave_out(reason);
        self.rest()
    }

    /// Returns the time for which the standby is left alone. One that was there for long enough is given another chance
    /// soon; one that comes and goes is not.
    fn rest(&mut self) -> Duration {
        let lasted = self.up_since.take().is_some_and(|since| since.elapsed() >= LONGEST_REST);
        let rest = if lasted { SHORTEST_REST } else { self.rest };
        self.rest = (rest * 2).min(LONGEST_REST);
        rest
    }
}
