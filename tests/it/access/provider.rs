//! Tokens of an identity provider.

use colophon::access::Access;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{QUERY, SUBSCRIPTION, policy, rest};
use super::issuer::{Issuer, Key, claims, encode, set};
use super::{Live, Reply, Socket};
use crate::harness::{Database, World};

const ISSUER: &str = "https://id.example.org/realm";

/// A server that reads the keys from a file and is closed to everybody without a credential.
async fn over_file(folder: &TempDir, keys: &str) -> Live {
    let file = folder.path().join("keys.json");
    std::fs::write(&file, keys).unwrap();
    let settings = format!("read = 'reader'\noidc_issuer = '{ISSUER}'\noidc_audience = 'colophon'\noidc_jwks = '{}'\n", file.display());
    Live::sqlite(&settings).await
}

async fn over_network(issuer: &Issuer, settings: &str) -> Live {
    let issuer = &issuer.address;
    Live::sqlite(&format!("read = 'reader'\noidc_issuer = '{issuer}'\noidc_audience = 'colophon'\n{settings}")).await
}

async fn ask(live: &Live, token: &str) -> Reply {
    live.query(QUERY, &[("authorization", &format!("Bearer {token}"))]).await
}

fn header(algorithm: &str, kid: &str) -> Value {
    json!({ "alg": algorithm, "typ": "JWT", "kid": kid })
}

fn changed(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

#[tokio::test]
async fn tokens_signed_with_the_providers_keys_are_taken() {
    let folder = TempDir::new().unwrap();
    let (rsa, ec, ed) = (Key::rsa(), Key::ec(), Key::ed());
    let keys = set(&[rsa.public("r"), ec.public("e"), ed.public("d"), json!({ "kty": "new", "kid": "?" })]);
    let live = over_file(&folder, &keys).await;
    for (key, algorithm, kid) in [(&rsa, "RS256", "r"), (&rsa, "PS256", "r"), (&ec, "ES256", "e"), (&ed, "EdDSA", "d")] {
        let reply = ask(&live, &key.token(&header(algorithm, kid), &claims(ISSUER))).await;
        assert_eq!(reply.status, 200, "{algorithm}: {}", reply.text);
    }
    let good = header("EdDSA", "d");
    for (name, value, status) in [
        ("aud", json!(["other", "colophon"]), 200),
        ("roles", json!("admin"), 200),
        ("roles", json!(["something", "curator"]), 200),
        ("roles", json!([]), 403),
        ("roles", json!({ "reader": true }), 403),
        ("exp", json!(claims(ISSUER)["iat"].as_i64().unwrap() - 10), 200),
        ("nbf", json!(claims(ISSUER)["iat"].as_i64().unwrap() + 10), 200),
    ] {
        let reply = ask(&live, &ed.token(&good, &changed(claims(ISSUER), name, value.clone()))).await;
        assert_eq!(reply.status, status, "{name} {value}: {}", reply.text);
    }
    let ours = live.token("reader").await;
    assert_eq!(ask(&live, &ours).await.status, 200);
    let mut socket = Socket::open(live.address, None).await.ok().unwrap();
    let token = ed.token(&good, &claims(ISSUER));
    socket.init(json!({ "authorization": format!("Bearer {token}") })).await.unwrap();
}

#[tokio::test]
async fn everything_else_is_refused() {
    let folder = TempDir::new().unwrap();
    let (rsa, ec, ed, stranger) = (Key::rsa(), Key::ec(), Key::ed(), Key::ed());
    let live = over_file(&folder, &set(&[rsa.public("r"), ec.public("e"), ed.public("d")])).await;
    let good = claims(ISSUER);
    let now = good["iat"].as_i64().unwrap();
    let claim = |name: &str, value: Value| ed.token(&header("EdDSA", "d"), &changed(good.clone(), name, value));
    let valid = ed.token(&header("EdDSA", "d"), &good);
    let parts: Vec<&str> = valid.split('.').collect();
    let forged = format!("{}.{}.{}", parts[0], encode(changed(good.clone(), "roles", json!("admin")).to_string()), parts[2]);
    for (what, token) in [
        ("a shared secret that is the public key", rsa.token(&header("HS256", "r"), &good)),
        ("no signature", rsa.token(&header("none", "r"), &good)),
        ("a larger RSA hash", rsa.token(&header("RS512", "r"), &good)),
        ("the key of another algorithm", ec.token(&header("ES256", "d"), &good)),
        ("an RSA key for an elliptic curve", ec.token(&header("ES256", "r"), &good)),
        ("another's key under this name", stranger.token(&header("EdDSA", "d"), &good)),
        ("an unknown key", stranger.token(&header("EdDSA", "s"), &good)),
        ("a key without a name", ed.token(&json!({ "alg": "EdDSA" }), &good)),
        ("a key that the token brings", stranger.token(&json!({ "alg": "EdDSA", "jwk": stranger.public("s") }), &good)),
        ("what must be understood", ed.token(&json!({ "alg": "EdDSA", "kid": "d", "crit": ["exp"] }), &good)),
        ("claims of another", forged),
        ("a cut signature", valid[..valid.len() - 4].to_owned()),
        ("no signature part", format!("{}.{}.", parts[0], parts[1])),
        ("two parts", format!("{}.{}", parts[0], parts[1])),
        ("another issuer", claim("iss", json!("https://id.example.org/other"))),
        ("no issuer", claim("iss", Value::Null)),
        ("another audience", claim("aud", json!("other"))),
        ("no audience", claim("aud", Value::Null)),
        ("an expiry that is over", claim("exp", json!(now - 40))),
        ("an expiry that is text", claim("exp", json!("9999999999"))),
        ("no expiry", claim("exp", Value::Null)),
        ("a time that has not come", claim("nbf", json!(now + 60))),
        ("a time that is text", claim("nbf", json!("0"))),
        ("no subject", claim("sub", Value::Null)),
        ("a long subject", claim("sub", json!("a".repeat(300)))),
        ("a long token", claim("filler", json!("a".repeat(20_000)))),
    ] {
        let reply = ask(&live, &token).await;
        assert_eq!((reply.status, reply.code().as_str()), (401, "UNAUTHENTICATED"), "{what}");
        assert!(reply.header("www-authenticate").ends_with("error=\"invalid_token\""), "{what}");
    }
    assert_eq!(ask(&live, &valid).await.status, 200);
}

#[tokio::test]
async fn new_keys_of_the_provider_are_found_but_not_too_often() {
    let (old, new) = (Key::ed(), Key::ec());
    for is_described in [false, true] {
        let issuer = Issuer::listen(set(&[old.public("old")])).await;
        let settings = if is_described { String::new() } else { format!("oidc_jwks = '{}/keys'", issuer.address) };
        let live = over_network(&issuer, &settings).await;
        let claims = claims(&issuer.address);
        let (by_old, by_new) = (old.token(&header("EdDSA", "old"), &claims), new.token(&header("ES256", "new"), &claims));
        assert_eq!((ask(&live, &by_old).await.status, issuer.times_read()), (200, 1));
        issuer.change(set(&[new.public("new")]));
        assert_eq!(ask(&live, &by_old).await.status, 200);
        assert_eq!((ask(&live, &by_new).await.status, issuer.times_read()), (200, 2));
        assert_eq!(ask(&live, &by_old).await.status, 401, "a key that the provider gave up");
        for number in 0..20 {
            let unknown = new.token(&header("ES256", &format!("unknown-{number}")), &claims);
            assert_eq!(ask(&live, &unknown).await.status, 401);
        }
        assert_eq!(issuer.times_read(), 2);
        assert_eq!(ask(&live, &by_new).await.status, 200);
    }
}

#[tokio::test]
async fn keys_are_taken_from_the_provider_and_nobody_else() {
    let key = Key::ed();
    let issuer = Issuer::listen(set(&[key.public("d")])).await;
    let address = issuer.address.clone();
    let token = key.token(&header("EdDSA", "d"), &claims(&address));
    for jwks in ["/elsewhere", "/long", "/nothing"] {
        let live = over_network(&issuer, &format!("oidc_jwks = '{address}{jwks}'")).await;
        assert_eq!(ask(&live, &token).await.status, 401, "{jwks}");
    }
    // Its description names another issuer.
    let live = Live::sqlite(&format!("oidc_issuer = '{address}/other'\noidc_audience = 'colophon'")).await;
    let token = key.token(&header("EdDSA", "d"), &claims(&format!("{address}/other")));
    assert_eq!(ask(&live, &token).await.status, 401);
    assert_eq!(issuer.times_read(), 0);

    let world = World::new(Database::sqlite()).await;
    for (settings, word) in [
        ("oidc_issuer = 'http://id.example.org'", "`oidc_issuer`"),
        ("oidc_issuer = 'nonsense'", "`oidc_issuer`"),
        ("oidc_issuer = 'https://id.example.org'\noidc_jwks = 'http://id.example.org/keys'", "not an https address"),
        ("oidc_issuer = 'https://id.example.org'\noidc_jwks = '/nothing/here.json'", "`oidc_jwks`"),
        ("oidc_issuer = 'https://id.example.org'\noidc_jwks = 'Cargo.toml'", "`oidc_jwks`"),
    ] {
        let policy = policy(&format!("{settings}\noidc_audience = 'colophon'"));
        let error = Access::open(policy, world.store.clone()).await.unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
}

#[tokio::test]
async fn a_stream_ends_with_the_providers_token() {
    let folder = TempDir::new().unwrap();
    let key = Key::ed();
    let live = over_file(&folder, &set(&[key.public("d")])).await;
    let mut claims = claims(ISSUER);
    // Two seconds are left of those that clocks may differ.
    claims["exp"] = json!(claims["iat"].as_i64().unwrap() - 28);
    let bearer = format!("Bearer {}", key.token(&header("EdDSA", "d"), &claims));
    let mut socket = Socket::open(live.address, None).await.ok().unwrap();
    socket.init(json!({ "authorization": bearer })).await.unwrap();
    let stream = live.stream(SUBSCRIPTION, &[("authorization", &bearer)]).await;
    assert_eq!(stream.status(), 200);
    assert_eq!(socket.hear().await, Err(4403));
    assert!(rest(stream).await.contains("UNAUTHENTICATED"));
}
