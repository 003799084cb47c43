//! Tokens of this catalogue: `colophon_ID_SECRET`. The id is public. Only the bearer knows the secret.
//!
//! The database has the SHA-256 of the secret. A slow hash would add nothing. It makes guessing expensive where people
//! choose the secrets. These secrets are 32 random bytes, which nobody can guess.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwapOption;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use entity::vocabulary::Role;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until, timeout};
use tracing::error;

use super::uses::Uses;
use super::{Caller, Client, Denied, Fault};
use crate::store::{Store, StoreError};

const PREFIX: &str = "colophon_";
/// The list of tokens is read again when it is older. So a revoked token opens nothing after this time.
const FRESH: Duration = Duration::from_secs(2);
/// The least time between two reads of the list, however many unknown tokens come.
const BREATH: Duration = Duration::from_millis(250);
/// The list is used for this long when the database does not answer.
const GRACE: Duration = Duration::from_mins(1);
/// The longest time that a read may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// A new token. Only its bearer may see the text.
pub struct Secret {
    /// The public part.
    pub id: String,
    /// The whole token, as its bearer sends it.
    pub text: String,
    /// SHA-256 of the secret part, in base64url, as the database has it.
    pub hash: String,
}

impl Secret {
    /// Makes a token with a secret of 32 random bytes.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let id = format!("{:016x}", getrandom::u64()?);
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)?;
        Ok(Self { text: format!("{PREFIX}{id}_{}", URL_SAFE_NO_PAD.encode(secret)), hash: hash(&secret), id })
    }
}

fn hash(secret: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret))
}

/// Returns true when a credential looks like a token of this catalogue.
pub(super) fn is_ours(text: &str) -> bool {
    text.starts_with(PREFIX)
}

/// Returns the id and the hash of the secret, when the text has the form of a token.
fn parse(text: &str) -> Option<(&str, String)> {
    let (id, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
    let secret: [u8; 32] = URL_SAFE_NO_PAD.decode(secret).ok()?.try_into().ok()?;
    Some((id, hash(&secret)))
}

/// A token as the list has it.
#[derive(Debug, Clone)]
struct Token {
    role: Role,
    hash: String,
    until: Option<DateTime<Utc>>,
    used: Option<DateTime<Utc>>,
}

/// The list of tokens, as of one moment.
#[derive(Debug)]
struct Known {
    /// The moment at which the read began.
    at: Instant,
    tokens: HashMap<String, Token>,
}

/// All tokens of the catalogue. Operators make them, so they are few, and one statement reads them all from time to
/// time. Thousands of wrong tokens cost the database nothing.
#[derive(Debug)]
pub(super) struct Tokens {
    store: Store,
    known: ArcSwapOption<Known>,
    /// The moment of the last failed read. The lock is held during a read, so that there is one at a time.
    failed: Mutex<Option<Instant>>,
    uses: Uses,
}

impl Tokens {
    pub(super) fn new(store: Store) -> Self {
        Self { store, known: ArcSwapOption::empty(), failed: Mutex::default(), uses: Uses::default() }
    }

    /// Returns the client that a token stands for. Reads the database only when the list is old or lacks the token.
    pub(super) async fn caller(&self, text: &str) -> Result<Caller, Denied> {
        let (id, hash) = parse(text).ok_or(Denied::Invalid(Fault::Malformed))?;
        let token = self.find(id).await?.ok_or(Denied::Invalid(Fault::Unknown))?;
        if !bool::from(token.hash.as_bytes().ct_eq(hash.as_bytes())) {
            return Err(Denied::Invalid(Fault::Secret));
        }
        let caller = Caller { client: Client::Token(id.into()), role: Some(token.role), until: token.until };
        if caller.is_over() {
            return Err(Denied::Invalid(Fault::Expired));
        }
        self.uses.note(&self.store, id, token.used);
        Ok(caller)
    }

    /// Returns true when a token was not revoked, and when the list cannot be read.
    pub(super) async fn holds(&self, id: &str) -> bool {
        !matches!(self.known(FRESH).await, Ok(known) if !known.tokens.contains_key(id))
    }

    async fn find(&self, id: &str) -> Result<Option<Token>, Denied> {
        let known = self.known(FRESH).await?;
        if let Some(token) = known.tokens.get(id) {
            return Ok(Some(token.clone()));
        }
        // It may have been made after the list was read.
        Ok(self.known(Duration::ZERO).await?.tokens.get(id).cloned())
    }

    /// Returns a list of tokens that is at most `age` old.
    async fn known(&self, age: Duration) -> Result<Arc<Known>, Denied> {
        let asked = Instant::now();
        let is_young = |known: &Arc<Known>| known.at + age >= asked;
        if let Some(known) = self.known.load_full().filter(is_young) {
            return Ok(known);
        }
        let mut failed = self.failed.lock().await;
        let last = self.known.load_full();
        // Another request may have read the list while this one waited for the lock.
        if let Some(known) = last.clone().filter(is_young) {
            return Ok(known);
        }
        if failed.is_none_or(|failed| failed.elapsed() > FRESH) {
            if let Some(last) = &last {
                sleep_until(last.at + BREATH).await;
            }
            match self.read().await {
                Ok(known) => {
                    *failed = None;
                    return Ok(known);
                }
                Err(cause) => {
                    error!(cause, "the tokens cannot be read");
                    *failed = Some(Instant::now());
                }
            }
        }
        // While the database does not answer, no token can be made or revoked.
        last.filter(|known| known.at.elapsed() < GRACE && !age.is_zero()).ok_or(Denied::Unavailable)
    }

    async fn read(&self) -> Result<Arc<Known>, String> {
        let at = Instant::now();
        let rows = timeout(PATIENCE, self.store.unrevoked_tokens()).await.map_err(|_| "it took too long".to_owned())?;
        let rows = rows.map_err(|error: StoreError| error.to_string())?;
        let tokens =
            rows.into_iter().map(|row| (row.id, Token { role: row.role, hash: row.hash, until: row.expires_at, used: row.used_at }));
        let known = Arc::new(Known { at, tokens: tokens.collect() });
        self.known.store(Some(Arc::clone(&known)));
        Ok(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_was_written() {
        let secret = Secret::generate().unwrap();
        assert_eq!(parse(&secret.text), Some((secret.id.as_str(), secret.hash.clone())));
        assert_eq!(secret.text.len(), "colophon_".len() + 16 + 1 + 43);
        assert!(!secret.text.contains(&secret.hash));
        assert_ne!(Secret::generate().unwrap().text, secret.text);
        for text in ["", "colophon_", "colophon_a", "colophon_a_", "colophon_a_b", &secret.text[..65], &format!("{}A", secret.text)] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
