//! When tokens were used last, for whoever looks after them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use tracing::debug;

use crate::clock;
use crate::store::{Store, StoreError};

/// How much later than it is noted a token may have been used.
const COARSENESS: TimeDelta = TimeDelta::hours(1);

/// The uses that this server noted, or could not.
#[derive(Debug, Default)]
pub(super) struct Uses {
    noted: Mutex<HashMap<String, DateTime<Utc>>>,
}

impl Uses {
    /// Notes that a token is used whose last use was noted at `last`. Nobody waits for it, and a database that takes no writes does no harm:
    /// it is asked again after an hour.
    pub(super) fn note(&self, store: &Store, id: &str, last: Option<DateTime<Utc>>) {
        let now = clock::now();
        if last.is_some_and(|last| now - last < COARSENESS) || !self.is_due(id, now) {
            return;
        }
        let (store, id) = (store.clone(), id.to_owned());
        tokio::spawn(async move {
            if let Err(cause) = write(&store, &id, now).await {
                debug!(%cause, "the use of a token was not noted");
            }
        });
    }

    /// Whether this server did not try within the last hour; from now on it has.
    fn is_due(&self, id: &str, now: DateTime<Utc>) -> bool {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = noted.get(id).is_none_or(|last| now - *last >= COARSENESS);
        if is_due {
            noted.insert(id.to_owned(), now);
        }
        is_due
    }
}

async fn write(store: &Store, id: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let tx = store.begin().await?;
    // Another server may have noted it meanwhile.
    tx.note_token_use(id, now, now - COARSENESS).await?;
    tx.commit(None).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_noted_once_an_hour() {
        let (uses, now) = (Uses::default(), DateTime::UNIX_EPOCH);
        assert!(uses.is_due("a", now) && uses.is_due("b", now));
        assert!(!uses.is_due("a", now + TimeDelta::minutes(59)));
        assert!(uses.is_due("a", now + COARSENESS));
        assert!(!uses.is_due("a", now + COARSENESS));
    }
}
