//! Who asks, and what they may: tokens of this catalogue, tokens of an identity provider, and how much a client may ask for.

mod address;
mod keys;
mod provider;
mod rate;
mod signature;
pub mod token;
mod uses;

use std::future::pending;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::vocabulary::Role;
use tokio::time::sleep;

pub use self::address::{Said, client_address};
use self::provider::Provider;
pub use self::rate::Charge;
use self::rate::Rate;
use self::token::Tokens;
use crate::clock;
use crate::policy::{Gate, Policy};
use crate::store::Store;

/// How often the credential of a socket or stream is looked at again.
const LOOK_AGAIN: Duration = Duration::from_secs(3);

/// Whom a client is known as.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Client {
    /// The bearer of a token of this catalogue, by the token's id.
    Token(Arc<str>),
    /// Whom the identity provider vouches for, by the provider's name for them.
    Subject(Arc<str>),
    /// Whoever asks from here; an IPv6 client has a whole /64.
    Address(IpAddr),
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Whom they are known as.
    pub client: Client,
    /// What they may do; none for whoever shows no credential, or one without a role.
    pub role: Option<Role>,
    /// When their credential ends.
    until: Option<DateTime<Utc>>,
}

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// A credential is needed, and none was shown.
    Missing,
    /// The credential that was shown is no good.
    Invalid(Fault),
    /// The credential is good, and its role too small.
    Forbidden,
    /// Nobody is let in.
    Closed,
    /// The credential cannot be looked up at present.
    Unavailable,
}

/// What is wrong with a credential: for the operator's log, never with a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is not of the form that is taken.
    #[error("malformed")]
    Malformed,
    /// There is no such token; it may have been taken back.
    #[error("unknown or revoked")]
    Unknown,
    /// Its secret part is not that of the token.
    #[error("wrong secret")]
    Secret,
    /// Its time is over.
    #[error("expired")]
    Expired,
    /// Its time has not come.
    #[error("not valid yet")]
    Early,
    /// It is signed in a way that is not taken.
    #[error("algorithm not allowed")]
    Algorithm,
    /// The provider has no such key.
    #[error("unknown key")]
    Key,
    /// It was not signed with that key.
    #[error("wrong signature")]
    Signature,
    /// Somebody else made it.
    #[error("wrong issuer")]
    Issuer,
    /// It is meant for somebody else.
    #[error("wrong audience")]
    Audience,
}

impl Caller {
    /// Whoever asks from an address and shows no credential.
    pub fn unknown(address: IpAddr) -> Self {
        Self { client: Client::Address(address::network(address)), role: None, until: None }
    }

    /// Whether a gate lets them through.
    ///
    /// # Errors
    /// Why it does not.
    pub fn pass(&self, gate: Gate) -> Result<(), Denied> {
        match (gate, self.role) {
            (Gate::Open, _) => Ok(()),
            (Gate::Closed, _) => Err(Denied::Closed),
            (Gate::Role(least), Some(role)) if role >= least => Ok(()),
            (Gate::Role(_), None) if matches!(self.client, Client::Address(_)) => Err(Denied::Missing),
            (Gate::Role(_), _) => Err(Denied::Forbidden),
        }
    }

    fn is_over(&self) -> bool {
        self.until.is_some_and(|until| until <= clock::now())
    }
}

/// A setting of the identity provider that cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
#[error("`{setting}` cannot be used: {reason}")]
pub struct SettingError {
    setting: &'static str,
    reason: String,
}

/// What decides who is let in.
#[derive(Debug)]
pub struct Access {
    policy: Policy,
    tokens: Tokens,
    provider: Option<Provider>,
    rate: Option<Rate>,
}

impl Access {
    /// Access by the tokens of a catalogue, and by those of the identity provider that the policy names.
    ///
    /// # Errors
    /// When the provider's keys cannot be read from their file, or their address is none. A provider that does not answer is asked again
    /// when its tokens come.
    pub async fn open(policy: Policy, store: Store) -> Result<Self, SettingError> {
        let provider = match &policy.provider {
            Some(settings) => Some(Provider::open(settings).await?),
            None => None,
        };
        Ok(Self { provider, rate: policy.rate_limit.map(Rate::new), tokens: Tokens::new(store), policy })
    }

    /// Access as it is when nothing is set.
    pub fn by_default(store: Store) -> Self {
        Self { policy: Policy::default(), tokens: Tokens::new(store), provider: None, rate: None }
    }

    /// Who may do what.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Who asks: whoever the credential stands for, if one is shown. It is the value of an `Authorization` header (RFC 6750, section 2.1).
    ///
    /// # Errors
    /// When the credential is no good, even where none is needed: a client that believes to be known shall learn that it is not.
    pub async fn caller(&self, credential: Option<&str>, address: IpAddr) -> Result<Caller, Denied> {
        let Some(credential) = credential else { return Ok(Caller::unknown(address)) };
        let (scheme, text) = credential.split_once(' ').ok_or(Denied::Invalid(Fault::Malformed))?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Denied::Invalid(Fault::Malformed));
        }
        let text = text.trim_ascii();
        match &self.provider {
            Some(provider) if !token::is_ours(text) => provider.caller(text).await.map_err(Denied::Invalid),
            _ => self.tokens.caller(text).await,
        }
    }

    /// Done when a caller's credential is no longer good: it expired, or was taken back.
    pub async fn ended(&self, caller: &Caller) {
        loop {
            let left = caller.until.map(|until| (until - clock::now()).to_std().unwrap_or_default());
            match &caller.client {
                Client::Address(_) => return pending().await,
                Client::Subject(_) => sleep(left.unwrap_or(LOOK_AGAIN)).await,
                Client::Token(id) => {
                    sleep(left.unwrap_or(LOOK_AGAIN).min(LOOK_AGAIN)).await;
                    if !self.tokens.holds(id).await {
                        return;
                    }
                }
            }
            if caller.is_over() {
                return;
            }
        }
    }

    /// Takes what a request costs from what a client may ask for; none where there is no bound.
    pub fn charge(&self, client: &Client, cost: u64) -> Option<Charge> {
        self.rate.as_ref().map(|rate| rate.charge(client, cost))
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn gates_let_through_who_may() {
        let unknown = Caller::unknown(Ipv4Addr::LOCALHOST.into());
        let known = |role| Caller { client: Client::Token("1".into()), role, until: None };
        let curators = Gate::Role(Role::Curator);
        for (caller, gate, wanted) in [
            (&unknown, Gate::Open, Ok(())),
            (&unknown, curators, Err(Denied::Missing)),
            (&known(None), curators, Err(Denied::Forbidden)),
            (&known(Some(Role::Reader)), curators, Err(Denied::Forbidden)),
            (&known(Some(Role::Curator)), curators, Ok(())),
            (&known(Some(Role::Admin)), curators, Ok(())),
            (&known(Some(Role::Admin)), Gate::Closed, Err(Denied::Closed)),
        ] {
            assert_eq!(caller.pass(gate), wanted, "{caller:?} {gate:?}");
        }
    }
}
