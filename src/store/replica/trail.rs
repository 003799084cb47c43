//! Which change was made known when: what tells how far behind a replica is, whatever the clocks of machines say.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

/// So many steps are remembered, older ones less closely than younger ones.
const MOST: usize = 8_192;

/// The changes that requests were told of, and when.
#[derive(Debug)]
pub(super) struct Trail {
    steps: Mutex<VecDeque<Step>>,
    last: watch::Sender<i64>,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    change: i64,
    since: Instant,
}

impl Trail {
    pub(super) fn new() -> Self {
        Self { steps: Mutex::default(), last: watch::Sender::new(0) }
    }

    /// A change is known from now on.
    pub(super) fn add(&self, change: i64, now: Instant) {
        {
            let mut steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
            if steps.back().is_some_and(|last| last.change >= change) {
                return;
            }
            if steps.len() >= MOST {
                *steps = thinned(&steps);
            }
            steps.push_back(Step { change, since: now });
        }
        self.last.send_replace(change);
    }

    /// The last change, each time that there is another.
    pub(super) fn last(&self) -> watch::Receiver<i64> {
        self.last.subscribe()
    }

    /// Returns the age of the first known change after `change`, which a standby that has all up to `change`
    /// lacks. Zero when none is lacking.
    pub(super) fn lag(&self, change: i64, now: Instant) -> Duration {
        let steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        let first = steps.partition_point(|step| step.change <= change);
        steps.get(first).map_or(Duration::ZERO, |step| now.saturating_duration_since(step.since))
    }
}

/// Two steps as one each, which is known since the first: a lag is rather told too long than too short.
fn thinned(steps: &VecDeque<Step>) -> VecDeque<Step> {
    let (firsts, seconds) = (steps.iter().step_by(2), steps.iter().skip(1).step_by(2));
    firsts.zip(seconds).map(|(first, second)| Step { change: second.change, since: first.since }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_lag_is_the_age_of_the_first_change_that_is_lacking() {
        let (trail, start) = (Trail::new(), Instant::now());
        assert_eq!(trail.lag(0, start), Duration::ZERO);
        trail.add(10, start);
        trail.add(20, start + 5 * SECOND);
        trail.add(20, start + 6 * SECOND);
        for (change, seconds) in [(0, 6), (9, 6), (10, 1), (19, 1), (20, 0), (99, 0)] {
            assert_eq!(trail.lag(change, start + 6 * SECOND), seconds * SECOND, "{change}");
        }
        assert_eq!(*trail.last().borrow(), 20);
    }

    #[test]
    fn a_long_trail_takes_little_room_and_tells_no_lag_too_short() {
        let (trail, start, all) = (Trail::new(), Instant::now(), 100_000);
        for change in 1..=all {
            trail.add(i64::from(change), start + change * SECOND);
        }
        assert!(trail.steps.lock().unwrap().len() <= MOST);
        for change in (0..all).step_by(71) {
            let (told, is) = (trail.lag(i64::from(change), start + all * SECOND), (all - change - 1) * SECOND);
            assert!(told >= is && told <= is * 3 + 2 * SECOND, "{change}: {told:?} is {is:?}");
        }
    }
}
