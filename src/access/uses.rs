//! Notes the last use of each token, for the operator.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use tracing::debug;

use crate::clock;
use crate::store::{Store, StoreError};

/// The last use of a token may be this much later than the noted one. So a busy token costs one write an hour.
const COARSENESS: TimeDelta = TimeDelta::hours(1);

/// The uses that this server noted or tried to note, by token.
#[derive(Debug, Default)]
pub(super) struct Uses {
    noted: Mutex<HashMap<String, DateTime<Utc>>>,
}

impl Uses {
    /// Notes a use of a token whose last noted use was at `last`. The write runs in the background. When it fails, the
    /// next try is an hour later.
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

    /// Returns true when this server did not try to note the token within the last hour. Remembers this try.
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
    // Another server may have noted a use since: the statement changes older notes only.
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
