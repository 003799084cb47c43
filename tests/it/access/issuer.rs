//! An identity provider: keys, tokens, and a server that tells the keys.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use colophon::clock;
use ring::hmac;
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaKeyPair,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// Made for these tests, and used for nothing else.
const RSA: &[u8] = include_bytes!("rsa.pk8");

pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A key pair of the provider.
pub enum Key {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

impl Key {
    pub fn rsa() -> Self {
        Self::Rsa(RsaKeyPair::from_pkcs8(RSA).unwrap())
    }

    pub fn ec() -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        Self::Ec(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap())
    }

    pub fn ed() -> Self {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self::Ed(Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap())
    }

    /// The public half, as a JWK.
    pub fn public(&self, name: &str) -> Value {
        match self {
            Self::Rsa(key) => {
                let public: PublicKeyComponents<Vec<u8>> = key.public().into();
                json!({ "kty": "RSA", "use": "sig", "kid": name, "n": encode(public.n), "e": encode(public.e) })
            }
            Self::Ec(key) => {
                let (x, y) = key.public_key().as_ref()[1..].split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": name, "x": encode(x), "y": encode(y) })
            }
            Self::Ed(key) => json!({ "kty": "OKP", "crv": "Ed25519", "kid": name, "x": encode(key.public_key()) }),
        }
    }

    fn sign(&self, algorithm: &str, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match (self, algorithm) {
            (Self::Rsa(key), "RS256" | "PS256") => {
                let mut signature = vec![0; key.public().modulus_len()];
                let encoding: &dyn ring::signature::RsaEncoding = if algorithm == "RS256" { &RSA_PKCS1_SHA256 } else { &RSA_PSS_SHA256 };
                key.sign(encoding, &random, message, &mut signature).unwrap();
                signature
            }
            (Self::Ec(key), _) => key.sign(&random, message).unwrap().as_ref().to_vec(),
            (Self::Ed(key), _) => key.sign(message).as_ref().to_vec(),
            // The classic: a public key used as a shared secret.
            (Self::Rsa(key), "HS256") => {
                let public: PublicKeyComponents<Vec<u8>> = key.public().into();
                hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &public.n), message).as_ref().to_vec()
            }
            (Self::Rsa(_), _) => Vec::new(),
        }
    }

    /// A token with this header and these claims.
    pub fn token(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", encode(header.to_string()), encode(claims.to_string()));
        let signature = self.sign(header["alg"].as_str().unwrap(), message.as_bytes());
        format!("{message}.{}", encode(signature))
    }
}

/// Claims that are in order.
pub fn claims(issuer: &str) -> Value {
    let now = clock::now().timestamp();
    json!({ "iss": issuer, "aud": "colophon", "sub": "ada", "iat": now, "exp": now + 300, "roles": ["reader"] })
}

/// A set of keys.
pub fn set(keys: &[Value]) -> String {
    json!({ "keys": keys }).to_string()
}

/// A provider that listens.
#[derive(Clone)]
pub struct Issuer {
    pub address: String,
    keys: Arc<Mutex<String>>,
    /// How often its keys were read.
    read: Arc<AtomicU64>,
}

impl Issuer {
    pub async fn listen(keys: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let issuer = Self { address, keys: Arc::new(Mutex::new(keys)), read: Arc::default() };
        let description = |State(issuer): State<Self>| async move {
            json!({ "issuer": issuer.address, "jwks_uri": format!("{}/keys", issuer.address), "grant_types_supported": [] }).to_string()
        };
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(description))
            .route("/other/.well-known/openid-configuration", get(description))
            .route("/keys", get(|State(issuer): State<Self>| async move { issuer.tell() }))
            .route("/elsewhere", get(|| async { axum::response::Redirect::temporary("/keys") }))
            .route("/long", get(|| async { " ".repeat(300_000) }))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        issuer
    }

    fn tell(&self) -> String {
        self.read.fetch_add(1, Ordering::Relaxed);
        self.keys.lock().unwrap().clone()
    }

    pub fn change(&self, keys: String) {
        *self.keys.lock().unwrap() = keys;
    }

    pub fn times_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }
}
