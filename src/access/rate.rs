//! The rate limit. Each client has a bucket that holds the cost of one minute and fills steadily (the GCRA of the
//! library `governor`).

use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::Client;

/// The time in which an empty bucket becomes full.
const MINUTE: Duration = Duration::from_mins(1);
/// The most buckets that are kept. While there are so many, all clients without a credential share one.
const MOST: usize = 100_000;
/// After so many charges, buckets that are full again are dropped.
const SWEEP: u32 = 1_024;

/// The result of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge {
    /// The most that a bucket holds.
    pub limit: u32,
    /// The rest in the client's bucket. 0 when the charge was too high for it.
    pub left: u32,
    /// Seconds until the bucket is full, or, when the charge was too high, until it holds enough.
    pub seconds: u64,
    /// True when the bucket held enough.
    pub is_paid: bool,
}

type Buckets = RateLimiter<Client, HashMapStateStore<Client>, DefaultClock, StateInformationMiddleware>;

#[derive(Debug)]
pub(super) struct Rate {
    limit: NonZeroU32,
    buckets: Buckets,
    clock: DefaultClock,
    charges: AtomicU32,
}

impl Rate {
    pub(super) fn new(limit: NonZeroU32) -> Self {
        let clock = DefaultClock::default();
        let buckets = RateLimiter::new(Quota::per_minute(limit), HashMapStateStore::default(), clock.clone());
        Self { limit, buckets, clock, charges: AtomicU32::new(0) }
    }

    pub(super) fn charge(&self, client: &Client, cost: u64) -> Charge {
        if self.charges.fetch_add(1, Ordering::Relaxed).is_multiple_of(SWEEP) {
            self.buckets.retain_recent();
        }
        let shared = Client::Address(IpAddr::V6(Ipv6Addr::UNSPECIFIED));
        let client = if matches!(client, Client::Address(_)) && self.buckets.len() >= MOST { &shared } else { client };
        let limit = self.limit.get();
        // The policy admits no query that costs more than a bucket holds.
        let cost = NonZeroU32::new(u32::try_from(cost).unwrap_or(limit).min(limit)).unwrap_or(NonZeroU32::MIN);
        match self.buckets.check_key_n(client, cost) {
            Ok(Ok(state)) => {
                let left = state.remaining_burst_capacity();
                let seconds = (u64::from(limit.saturating_sub(left)) * MINUTE.as_secs()).div_ceil(u64::from(limit));
                Charge { limit, left, seconds, is_paid: true }
            }
            Ok(Err(later)) => {
                let wait = later.wait_time_from(self.clock.now());
                Charge { limit, left: 0, seconds: wait.as_secs() + u64::from(wait.subsec_nanos() > 0), is_paid: false }
            }
            Err(_) => Charge { limit, left: 0, seconds: MINUTE.as_secs(), is_paid: false },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(number: u32) -> Client {
        Client::Address(IpAddr::V4(number.into()))
    }

    #[test]
    fn each_client_has_a_minutes_worth() {
        let rate = Rate::new(NonZeroU32::new(100).unwrap());
        assert_eq!(rate.charge(&client(1), 60), Charge { limit: 100, left: 40, seconds: 36, is_paid: true });
        let refused = rate.charge(&client(1), 60);
        assert!(!refused.is_paid && refused.left == 0 && (11..=12).contains(&refused.seconds), "{refused:?}");
        assert!(rate.charge(&client(1), 40).is_paid, "what was refused costs nothing");
        assert!(rate.charge(&client(2), 100).is_paid);
        assert!(!rate.charge(&client(2), u64::MAX).is_paid);
    }

    #[test]
    fn more_clients_than_are_kept_share_a_bucket() {
        let rate = Rate::new(NonZeroU32::new(10).unwrap());
        for number in 0..MOST as u32 + 20 {
            rate.charge(&client(number), 1);
        }
        assert!(rate.buckets.len() <= MOST + 1);
        assert!(!rate.charge(&client(u32::MAX), 1).is_paid);
        assert!(rate.charge(&Client::Token("1".into()), 1).is_paid);
    }
}
