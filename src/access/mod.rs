//! Identifies the client of a request and its role: by a token of this catalogue, by a token of an identity provider,
//! or by its address. Limits the cost that a client may cause in a minute.

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

/// The time between two checks of the credential of a socket or stream.
const LOOK_AGAIN: Duration = Duration::from_secs(3);

/// The name of a client, for the rate limit and for logs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Client {
    /// The bearer of a token of this catalogue, by the token's id.
    Token(Arc<str>),
    /// The bearer of a token of the identity provider, by the name that the provider gives them.
    Subject(Arc<str>),
    /// A client without a credential, by its address. An IPv6 client has a whole /64.
    Address(IpAddr),
}

/// The client of a request, and its rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Its name.
    pub client: Client,
    /// Its role. None for a client without a credential, and for a credential without a role.
    pub role: Option<Role>,
    /// The end of its credential.
    until: Option<DateTime<Utc>>,
}

/// The reason to refuse a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// A credential is needed, and the client sent none.
    Missing,
    /// The credential is not valid.
    Invalid(Fault),
    /// The credential is valid, but its role is too small.
    Forbidden,
    /// The gate is closed to everybody.
    Closed,
    /// The credential cannot be looked up now.
    Unavailable,
}

/// The fault of a credential. It goes to the operator's log, and holds no part of the credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It does not have the form of a credential.
    #[error("malformed")]
    Malformed,
    /// There is no such token, or it was revoked.
    #[error("unknown or revoked")]
    Unknown,
    /// Its secret part is wrong.
    #[error("wrong secret")]
    Secret,
    /// It has expired.
    #[error("expired")]
    Expired,
    /// It is not valid yet.
    #[error("not valid yet")]
    Early,
    /// It is signed with an algorithm that is not allowed.
    #[error("algorithm not allowed")]
    Algorithm,
    /// The provider has no such key.
    #[error("unknown key")]
    Key,
    /// It was not signed with that key.
    #[error("wrong signature")]
    Signature,
    /// Another issuer made it.
    #[error("wrong issuer")]
    Issuer,
    /// It is meant for another audience.
    #[error("wrong audience")]
    Audience,
}

impl Caller {
    /// Returns the caller for an address, without a credential.
    pub fn unknown(address: IpAddr) -> Self {
        Self { client: Client::Address(address::network(address)), role: None, until: None }
    }

    /// Checks that a gate lets this caller through.
    ///
    /// # Errors
    /// The reason to refuse the caller.
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

/// The rules of access, and the credentials that are known.
#[derive(Debug)]
pub struct Access {
    policy: Policy,
    tokens: Tokens,
    provider: Option<Provider>,
    rate: Option<Rate>,
}

impl Access {
    /// Accepts the tokens of a catalogue, and those of the identity provider that the policy names.
    ///
    /// # Errors
    /// When the provider's keys cannot be read from their file, or their address is not valid. A provider that does not
    /// answer is no error: it is asked again when its tokens come.
    pub async fn open(policy: Policy, store: Store) -> Result<Self, SettingError> {
        let provider = match &policy.provider {
            Some(settings) => Some(Provider::open(settings).await?),
            None => None,
        };
        Ok(Self { provider, rate: policy.rate_limit.map(Rate::new), tokens: Tokens::new(store), policy })
    }

    /// Returns the access of a server without settings.
    pub fn by_default(store: Store) -> Self {
        Self { policy: Policy::default(), tokens: Tokens::new(store), provider: None, rate: None }
    }

    /// Returns the settings of access.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Returns the caller that a credential stands for, or the caller of the address when there is none. The credential
    /// is the value of an `Authorization` header (RFC 6750, section 2.1).
    ///
    /// # Errors
    /// When the credential is not valid, even where none is needed: a client that sends one must learn that it does not
    /// work.
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

    /// Waits until a caller's credential has expired or was revoked.
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

    /// Charges the cost of a request to a client. Returns none when there is no rate limit.
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
