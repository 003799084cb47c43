//! The one source of the current time. Everything else asks here, so that a test can tell where a time came from.

use chrono::{DateTime, SubsecRound, Utc};

/// Now, to the microsecond: PostgreSQL keeps no more, and both databases shall answer the same.
#[expect(clippy::disallowed_methods, reason = "this is the replacement that the ban names")]
pub fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
