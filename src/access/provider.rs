//! Tokens of an identity provider: JSON Web Tokens (RFC 7519), checked as RFC 8725 asks.

use chrono::DateTime;
use entity::vocabulary::Role;
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{Validation, decode, decode_header};
use serde_json::{Map, Value};

use super::keys::Keys;
use super::signature::{self, ALGORITHMS};
use super::{Caller, Client, Fault, SettingError};
use crate::policy::{self, role};

/// The allowed difference between the clocks of the provider and of this server, in seconds.
const LEEWAY: u64 = 30;
/// The longest token that is read.
const MOST_BYTES: usize = 16_384;
/// The longest name of a subject (OpenID Connect Core, section 2).
const MOST_SUBJECT_BYTES: usize = 255;

#[derive(Debug)]
pub(super) struct Provider {
    settings: policy::Provider,
    keys: Keys,
}

impl Provider {
    pub(super) async fn open(settings: &policy::Provider) -> Result<Self, SettingError> {
        signature::install();
        Ok(Self { keys: Keys::open(settings).await?, settings: settings.clone() })
    }

    /// Returns the caller that a token stands for. Reads the provider's keys again when the token names an unknown key.
    pub(super) async fn caller(&self, text: &str) -> Result<Caller, Fault> {
        if text.len() > MOST_BYTES {
            return Err(Fault::Malformed);
        }
        let header = decode_header(text).map_err(|error| fault(&error))?;
        // The header names an extension that the reader must understand (RFC 7515, section 4.1.11). This one knows
        // none.
        if header.crit.is_some() {
            return Err(Fault::Malformed);
        }
        if !ALGORITHMS.contains(&header.alg) {
            return Err(Fault::Algorithm);
        }
        let key = self.keys.find(header.kid.as_deref().ok_or(Fault::Key)?).await.ok_or(Fault::Key)?;
        let mut validation = Validation::new(header.alg);
        validation.leeway = LEEWAY;
        validation.validate_nbf = true;
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[&self.settings.issuer]);
        validation.set_audience(&[&self.settings.audience]);
        let claims: Map<String, Value> = decode(text, &key, &validation).map_err(|error| fault(&error))?.claims;
        let subject = claims.get("sub").and_then(Value::as_str).filter(|subject| subject.len() <= MOST_SUBJECT_BYTES);
        let until = claims.get("exp").and_then(Value::as_f64).and_then(|exp| DateTime::from_timestamp(exp as i64 + LEEWAY as i64, 0));
        Ok(Caller {
            client: Client::Subject(subject.ok_or(Fault::Malformed)?.into()),
            role: largest(&claims, &self.settings.roles_claim),
            until: Some(until.ok_or(Fault::Malformed)?),
        })
    }
}

/// Returns the largest role that a claim names. The claim is a text or a list of texts. Texts that are no role are
/// ignored: they may mean something to other services.
fn largest(claims: &Map<String, Value>, path: &str) -> Option<Role> {
    match at(claims, path)? {
        Value::String(name) => role(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).filter_map(role).max(),
        _ => None,
    }
}

/// Returns the claim at a path. The name of a claim may have dots itself: `https://example.org/roles`.
fn at<'a>(claims: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    claims.get(path).or_else(|| {
        let (first, rest) = path.split_once('.')?;
        at(claims.get(first)?.as_object()?, rest)
    })
}

fn fault(error: &Error) -> Fault {
    match error.kind() {
        ErrorKind::ExpiredSignature => Fault::Expired,
        ErrorKind::ImmatureSignature => Fault::Early,
        ErrorKind::InvalidIssuer => Fault::Issuer,
        ErrorKind::InvalidAudience => Fault::Audience,
        ErrorKind::InvalidSignature => Fault::Signature,
        ErrorKind::InvalidAlgorithm => Fault::Algorithm,
        _ => Fault::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn roles_are_found_where_the_provider_puts_them() {
        let claims = json!({
            "roles": ["offline_access", "reader", "curator", 7],
            "role": "admin",
            "realm_access": { "roles": ["reader"] },
            "https://example.org/roles": "curator",
            "groups": ["ADMIN"],
            "number": 7,
        });
        let largest = |path| largest(claims.as_object().unwrap(), path);
        assert_eq!(largest("roles"), Some(Role::Curator));
        assert_eq!(largest("role"), Some(Role::Admin));
        assert_eq!(largest("realm_access.roles"), Some(Role::Reader));
        assert_eq!(largest("https://example.org/roles"), Some(Role::Curator));
        for path in ["groups", "number", "nothing", "roles.0", "realm_access", "realm_access.roles.x", ""] {
            assert_eq!(largest(path), None, "{path}");
        }
    }
}
