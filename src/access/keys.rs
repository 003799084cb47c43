//! The keys of an identity provider (a JWK Set, RFC 7517). They come from a file, from an address, or from the address
//! that the provider's description of itself names.

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, PublicKeyUse};
use reqwest::{Client, Url, redirect};
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::Instant;
use tracing::warn;

use super::SettingError;
use crate::policy::Provider;

/// Keys are read again when they are older. So a key that the provider gave up is accepted no longer than this.
const FRESH: Duration = Duration::from_mins(15);
/// The least time between two reads because of unknown keys.
const BREATH: Duration = Duration::from_mins(1);
/// The longest time that the provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest answer that is read.
const MOST_BYTES: usize = 262_144;

#[derive(Debug)]
pub(super) struct Keys {
    source: Source,
    known: ArcSwap<Known>,
    /// The moment of the last read. The lock is held during a read, so that there is one at a time.
    read: Mutex<Option<Instant>>,
}

/// The keys by their names.
#[derive(Debug)]
struct Known {
    at: Instant,
    keys: HashMap<String, DecodingKey>,
}

#[derive(Debug)]
enum Source {
    File(PathBuf),
    Address(Client, Url),
    /// The provider's description of itself (OpenID Connect Discovery, section 4), and the issuer that it must name.
    Description(Client, Url, String),
}

impl Keys {
    pub(super) async fn open(provider: &Provider) -> Result<Self, SettingError> {
        let source = Source::of(provider)?;
        let keys = match (source.read().await, &source) {
            (Ok(keys), _) => keys,
            (Err(reason), Source::File(_)) => return Err(SettingError { setting: "oidc_jwks", reason }),
            (Err(reason), _) => {
                warn!(reason, "the identity provider's keys cannot be read yet");
                HashMap::new()
            }
        };
        Ok(Self { source, known: ArcSwap::from_pointee(Known { at: Instant::now(), keys }), read: Mutex::default() })
    }

    /// Returns the key with this name. An unknown key may be new, so the keys are read again for it, but not more often
    /// than once in [`BREATH`].
    pub(super) async fn find(&self, name: &str) -> Option<DecodingKey> {
        let known = self.known.load_full();
        match known.keys.get(name) {
            Some(key) if known.at.elapsed() < FRESH => return Some(key.clone()),
            _ => self.refresh(&known).await,
        }
        self.known.load().keys.get(name).cloned()
    }

    /// Reads the keys again, unless another request did so after these were read.
    async fn refresh(&self, known: &Arc<Known>) {
        let mut read = self.read.lock().await;
        if !Arc::ptr_eq(known, &self.known.load()) || read.is_some_and(|read| read.elapsed() < BREATH) {
            return;
        }
        *read = Some(Instant::now());
        match self.source.read().await {
            Ok(keys) => self.known.store(Arc::new(Known { at: Instant::now(), keys })),
            // While the provider does not answer, its tokens stay valid: they end by themselves.
            Err(reason) => warn!(reason, "the identity provider's keys cannot be read; those that are known stay"),
        }
    }
}

impl Source {
    fn of(provider: &Provider) -> Result<Self, SettingError> {
        let failed = |setting| move |reason| SettingError { setting, reason };
        let Some(place) = &provider.jwks else {
            let address = format!("{}/.well-known/openid-configuration", provider.issuer.trim_end_matches('/'));
            let address = address.parse().map_err(|error| failed("oidc_issuer")(format!("{error}")))?;
            let client = client(&address).map_err(failed("oidc_issuer"))?;
            return Ok(Self::Description(client, address, provider.issuer.clone()));
        };
        if !place.contains("://") {
            return Ok(Self::File(place.into()));
        }
        let address = place.parse().map_err(|error| failed("oidc_jwks")(format!("{error}")))?;
        Ok(Self::Address(client(&address).map_err(failed("oidc_jwks"))?, address))
    }

    async fn read(&self) -> Result<HashMap<String, DecodingKey>, String> {
        let text = match self {
            Self::File(path) => std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?,
            Self::Address(client, address) => get(client, address).await?,
            Self::Description(client, address, issuer) => {
                let description: Description = parse(&get(client, address).await?)?;
                if description.issuer != *issuer {
                    return Err(format!("{address} describes another issuer than {issuer}"));
                }
                let address = description.jwks_uri.parse().map_err(|error| format!("its `jwks_uri`: {error}"))?;
                check(&address)?;
                get(client, &address).await?
            }
        };
        let set: JwkSet = parse(&text)?;
        Ok(set.keys.iter().filter_map(key).collect())
    }
}

/// The provider's description of itself. Its other fields are for clients that log people in.
#[derive(Deserialize)]
struct Description {
    issuer: String,
    jwks_uri: String,
}

fn parse<'a, T: Deserialize<'a>>(text: &'a [u8]) -> Result<T, String> {
    serde_json::from_slice(text).map_err(|error| format!("what was read is not what it should be: {error}"))
}

/// Returns the name and the key, when signatures can be checked with it.
fn key(jwk: &Jwk) -> Option<(String, DecodingKey)> {
    let is_taken = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => true,
        AlgorithmParameters::EllipticCurve(key) => key.curve == EllipticCurve::P256,
        AlgorithmParameters::OctetKeyPair(key) => key.curve == EllipticCurve::Ed25519,
        _ => false,
    };
    let is_for_signatures = jwk.common.public_key_use.as_ref().is_none_or(|what| *what == PublicKeyUse::Signature);
    let key = DecodingKey::from_jwk(jwk).ok().filter(|_| is_taken && is_for_signatures)?;
    Some((jwk.common.key_id.clone()?, key))
}

/// Makes an HTTP client that follows no redirects.
fn client(address: &Url) -> Result<Client, String> {
    check(address)?;
    // The program has one provider of cryptography. When the TLS of the database has installed it, this call does
    // nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder().redirect(redirect::Policy::none()).timeout(PATIENCE);
    // A provider on this machine is asked without a proxy.
    let builder = if is_local(address) { builder.no_proxy() } else { builder };
    builder.build().map_err(|error| error.to_string())
}

/// Refuses an address whose answers could be forged on the way.
fn check(address: &Url) -> Result<(), String> {
    match address.scheme() {
        "https" => Ok(()),
        "http" if is_local(address) => Ok(()),
        _ => Err(format!("{address} is not an https address")),
    }
}

fn is_local(address: &Url) -> bool {
    let host = address.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

async fn get(client: &Client, address: &Url) -> Result<Vec<u8>, String> {
    let failed = |error: reqwest::Error| format!("{address}: {}", error.without_url());
    let mut response = client.get(address.clone()).send().await.and_then(reqwest::Response::error_for_status).map_err(failed)?;
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        if bytes.len() + chunk.len() > MOST_BYTES {
            return Err(format!("{address} answers with more than {MOST_BYTES} bytes"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_can_be_trusted_are_asked() {
        let check = |text: &str| check(&text.parse().unwrap()).is_ok();
        assert!(check("https://id.example.org/keys"));
        assert!(check("http://127.0.0.1:8000/keys") && check("http://localhost/keys") && check("http://[::1]/keys"));
        assert!(!check("http://id.example.org/keys") && !check("file:///etc/passwd") && !check("http://localhost.example.org/"));
    }

    #[test]
    fn only_keys_for_these_signatures_are_taken() {
        let key = |text: &str| key(&serde_json::from_str(text).unwrap()).map(|(name, _)| name);
        let ed = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"ed"}"#;
        assert_eq!(key(ed), Some("ed".to_owned()));
        assert_eq!(key(&ed.replace("\"kid\":\"ed\"", "\"kid\":\"ed\",\"use\":\"enc\"")), None);
        assert_eq!(key(&ed.replace(",\"kid\":\"ed\"", "")), None);
        assert_eq!(key(r#"{"kty":"oct","k":"c2VjcmV0","kid":"shared"}"#), None);
        assert_eq!(key(r#"{"kty":"EC","crv":"P-384","x":"AAAA","y":"AAAA","kid":"p384"}"#), None);
    }
}
