//! Tokens of the catalogue, whichever way they come.

use std::time::Instant;

use chrono::TimeDelta;
use colophon::clock;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{PATIENCE, QUERY, SUBSCRIPTION, create, rest, revoke};
use super::{Live, Socket};
use crate::command::{Server, colophon, run};
use crate::harness::Database;

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

#[tokio::test]
async fn a_token_opens_what_is_closed_without_one() {
    for database in Database::all().await {
        let live = Live::new(database, "read = 'reader'").await;
        let bearer = bearer(&live.token("reader").await);

        for reply in [live.query(QUERY, &[]).await, live.query(QUERY, &[("accept", "text/event-stream")]).await] {
            assert_eq!((reply.status, reply.code().as_str()), (401, "UNAUTHENTICATED"));
            assert_eq!(reply.header("www-authenticate"), "Bearer realm=\"colophon\"");
        }
        let reply = live.query(QUERY, &[("authorization", &bearer)]).await;
        assert!(reply.status == 200 && reply.text.contains("\"totalCount\":8"), "{}", reply.text);
        let stream = live.stream(QUERY, &[("authorization", &bearer)]).await;
        assert!(rest(stream).await.contains("\"totalCount\":8"));

        for payload in [json!(null), json!({}), json!({ "authorization": 7 }), json!({ "authorization": "Bearer wrong" })] {
            assert_eq!(Socket::open(live.address, None).await.ok().unwrap().init(payload).await, Err(4403));
        }
        let header = (Some(bearer.as_str()), json!(null));
        for (header, payload) in [header, (None, json!({ "authorization": bearer })), (None, json!({ "Authorization": bearer }))] {
            let mut socket = Socket::open(live.address, header).await.ok().unwrap();
            socket.init(payload).await.unwrap();
            socket.ask("1", QUERY).await;
            assert_eq!(socket.hear().await.unwrap()["payload"]["data"], json!({ "resources": { "totalCount": 8 } }));
        }
    }
}

#[tokio::test]
async fn a_bad_credential_is_refused_even_where_none_is_needed() {
    for database in Database::all().await {
        let live = Live::new(database, "").await;
        let url = &live.world.database.url;
        let (revoked, good) = (create(url, "admin", None).await, create(url, "admin", None).await);
        revoke(url, &revoked.id).await;
        let expired = create(url, "admin", Some(clock::now() - TimeDelta::seconds(1))).await;
        let other = create(url, "reader", None).await;
        let swapped = format!("colophon_{}_{}", good.id, other.text.rsplit_once(&format!("{}_", other.id)).unwrap().1);
        let bad = [revoked.text, expired.text, swapped, format!("{}A", good.text), "colophon_x_y".into(), "nonsense".into(), String::new()];
        let bad = bad.map(|token| bearer(&token));
        for credential in bad.iter().map(String::as_str).chain(["Basic dXNlcjpzZWNyZXQ=", "Bearer", &good.text]) {
            let reply = live.query(QUERY, &[("authorization", credential)]).await;
            assert_eq!((reply.status, reply.code().as_str()), (401, "UNAUTHENTICATED"), "{credential}");
            assert_eq!(reply.header("www-authenticate"), "Bearer realm=\"colophon\", error=\"invalid_token\"");
            assert!(!reply.text.contains("colophon_") && !reply.text.contains("nonsense"), "{}", reply.text);
            assert_eq!(Socket::open(live.address, Some(credential)).await.err(), Some(401));
            let mut socket = Socket::open(live.address, None).await.ok().unwrap();
            assert_eq!(socket.init(json!({ "authorization": credential })).await, Err(4403));
        }
        let good = bearer(&good.text);
        assert_eq!(live.query(QUERY, &[("authorization", &good), ("authorization", &good)]).await.status, 401);
        assert_eq!(live.query(QUERY, &[("authorization", &good)]).await.status, 200);
        assert_eq!(live.query(QUERY, &[("authorization", &good.replace("Bearer", "bearer"))]).await.status, 200);
        assert_eq!(live.query(QUERY, &[]).await.status, 200);
    }
}

#[tokio::test]
async fn what_is_taken_back_elsewhere_ends_within_seconds() {
    for database in Database::all().await {
        let live = Live::new(database, "read = 'reader'").await;
        let token = create(&live.world.database.url, "reader", None).await;
        let bearer = bearer(&token.text);
        let headers = [("authorization", bearer.as_str())];
        let mut socket = Socket::open(live.address, None).await.ok().unwrap();
        socket.init(json!({ "authorization": bearer })).await.unwrap();
        socket.ask("1", SUBSCRIPTION).await;
        let stream = live.stream(SUBSCRIPTION, &headers).await;
        assert_eq!((stream.status().as_u16(), live.query(QUERY, &headers).await.status), (200, 200));

        revoke(&live.world.database.url, &token.id).await;
        let since = Instant::now();
        while live.query(QUERY, &headers).await.status == 200 {
            assert!(since.elapsed() < PATIENCE, "the token still opens");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(socket.hear().await, Err(4403));
        let said = rest(stream).await;
        assert!(said.contains("UNAUTHENTICATED") && said.contains("event: complete"), "{said}");
    }
}

#[tokio::test]
async fn a_stream_ends_with_its_credential() {
    let live = Live::sqlite("").await;
    let token = create(&live.world.database.url, "reader", Some(clock::now() + TimeDelta::seconds(2))).await;
    let bearer = bearer(&token.text);
    let mut socket = Socket::open(live.address, Some(&bearer)).await.ok().unwrap();
    socket.init(json!(null)).await.unwrap();
    let stream = live.stream(SUBSCRIPTION, &[("authorization", &bearer)]).await;
    assert_eq!(socket.hear().await, Err(4403));
    assert!(rest(stream).await.contains("UNAUTHENTICATED"));
}

#[tokio::test]
async fn wrong_tokens_make_the_database_no_work() {
    let live = Live::sqlite("").await;
    let before = live.world.store.statements();
    let since = Instant::now();
    let wrong = (0..200).map(|_| colophon::access::token::Secret::generate().unwrap().text);
    let live = &live;
    let asking = wrong.map(|token| async move {
        let bearer = bearer(&token);
        assert_eq!(live.query(QUERY, &[("authorization", &bearer)]).await.status, 401);
    });
    futures_util::future::join_all(asking).await;
    let looks = live.world.store.statements() - before;
    assert!(looks <= 2 + since.elapsed().as_millis() as u64 / 250, "{looks} statements in {:?}", since.elapsed());
}

#[tokio::test]
async fn the_use_of_a_token_is_noted_once() {
    for database in Database::all().await {
        let live = Live::new(database, "").await;
        let [used, unused] = [live.token("reader").await, live.token("reader").await];
        let bearer = bearer(&used);
        let began = clock::now();
        let noted = async || {
            let tokens = live.world.store.tokens().await.unwrap();
            let of = |text: &str| tokens.iter().find(|token| text.contains(&token.id)).unwrap().used_at;
            assert_eq!(of(&unused), None);
            of(&used)
        };
        let since = Instant::now();
        let first = loop {
            assert_eq!(live.query(QUERY, &[("authorization", &bearer)]).await.status, 200);
            if let Some(first) = noted().await {
                break first;
            }
            assert!(since.elapsed() < PATIENCE, "the use is not noted");
        };
        // To the microsecond, as PostgreSQL keeps it.
        assert!(first + TimeDelta::milliseconds(1) >= began && first <= clock::now(), "{first}");
        let before = live.world.store.statements();
        for _ in 0..20 {
            assert_eq!(live.query("{ __typename }", &[("authorization", &bearer)]).await.status, 200);
        }
        // At most the list of tokens is read once more.
        assert!(live.world.store.statements() - before <= 1);
        assert_eq!(noted().await, Some(first));

        let tx = live.world.store.begin().await.unwrap();
        let id = used.split('_').nth(1).unwrap();
        tx.note_token_use(id, first + TimeDelta::minutes(50), first - TimeDelta::minutes(10)).await.unwrap();
        tx.commit(None).await.unwrap();
        assert_eq!(noted().await, Some(first), "another server noted it within the hour");
        let tx = live.world.store.begin().await.unwrap();
        tx.note_token_use(id, first + TimeDelta::minutes(70), first + TimeDelta::minutes(10)).await.unwrap();
        tx.commit(None).await.unwrap();
        assert_eq!(noted().await, Some(first + TimeDelta::minutes(70)));
    }
}

#[tokio::test]
async fn without_the_database_a_known_token_is_good_for_a_while() {
    let live = Live::sqlite("read = 'reader'").await;
    let (known, unknown) = (bearer(&live.token("reader").await), bearer(&live.token("reader").await));
    assert_eq!(live.query(QUERY, &[("authorization", &known)]).await.status, 200);
    let new = bearer(&live.token("reader").await);
    live.world.store.clone().close().await.unwrap();
    for known in [known, unknown] {
        assert_eq!(live.query(QUERY, &[("authorization", &known)]).await.status, 200);
    }
    let reply = live.query(QUERY, &[("authorization", &new)]).await;
    assert_eq!((reply.status, reply.code().as_str()), (503, "SERVICE_UNAVAILABLE"));
}

#[tokio::test]
async fn tokens_are_made_listed_and_taken_back_at_the_command_line() {
    let folder = TempDir::new().unwrap();
    let command = |arguments: &[&str]| run(folder.path(), arguments);
    let (status, _, said) = command(&["token", "create", "--role", "reader"]);
    assert!(status == 3 && said.contains("there is no database"), "{said}");
    assert_eq!(command(&["migrate", "up"]).0, 0);
    for (arguments, words) in
        [(vec!["--role", "king"], "reader, curator or admin"), (vec!["--role", "admin", "--expires", "soon"], "no time")]
    {
        let (status, stdout, said) = command(&[vec!["token", "create"], arguments].concat());
        assert!(status > 1 && stdout.is_empty() && said.contains(words), "{said}");
    }
    let (_, token, said) = command(&["token", "create", "--role", "curator", "--name", "a gateway", "--expires", "90d"]);
    let token = token.trim_end();
    assert!(token.starts_with("colophon_") && token.lines().count() == 1 && said.contains("not shown again"), "{said}");
    let id = token.split('_').nth(1).unwrap();
    command(&["token", "create", "--role", "reader"]);
    let (_, list, _) = command(&["token", "list"]);
    let cells = |line: &str| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let rows: Vec<_> = list.lines().map(cells).collect();
    assert_eq!(rows[0], ["id", "role", "state", "name", "since", "used", "expires"]);
    assert_eq!((&rows[1][..4], &*rows[1][5]), (&[id, "curator", "valid", "a gateway"].map(str::to_owned)[..], "never"), "{list}");
    assert!(rows[1][6].starts_with('2') && rows[2][6] == "never" && !list.contains(&token[26..]), "{list}");

    let server = Server::start_with(folder.path(), &["--read", "reader"]);
    let graphql = format!("http://{}/graphql?query=%7B__typename%7D", server.address);
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let status = async || client.get(&graphql).bearer_auth(token).send().await.unwrap().status().as_u16();
    assert_eq!(status().await, 200);
    let since = Instant::now();
    while command(&["token", "list"]).1.lines().map(cells).filter(|row| row[5] == "never").count() != 1 {
        assert!(since.elapsed() < PATIENCE, "the use is not listed");
    }
    assert_eq!(command(&["token", "revoke", id]).0, 0);
    let since = Instant::now();
    while status().await == 200 {
        assert!(since.elapsed() < PATIENCE, "the token still opens");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(command(&["token", "revoke", id]).0, 3);
    let list: Value = serde_json::from_str(&command(&["token", "list", "--json"]).1).unwrap();
    assert_eq!((&list[0]["state"], &list[0]["role"], list[0].get("hash")), (&json!("revoked"), &json!("curator"), None));
}

#[tokio::test]
async fn no_log_holds_a_credential() {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(folder.path(), &["migrate", "up"]).0, 0);
    let token = run(folder.path(), &["token", "create", "--role", "reader"]).1.trim_end().to_owned();
    let log = folder.path().join("log");
    let mut command = colophon(folder.path());
    command.args(["--log-format", "text", "serve", "--listen", "127.0.0.1:0"]).env("RUST_LOG", "trace,tungstenite::protocol=trace");
    let mut server = command.stderr(std::fs::File::create(&log).unwrap()).spawn().unwrap();
    let read = || std::fs::read_to_string(&log).unwrap();
    let since = Instant::now();
    let address = loop {
        assert!(since.elapsed() < PATIENCE, "{}", read());
        if let Some((address, _)) = read().split_once("GraphQL     http://").and_then(|(_, rest)| rest.split_once("/graphql")) {
            break address.to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    let wrong = format!("{}x", &token[..token.len() - 1]);
    for (credential, is_good) in [(bearer(&token), true), (bearer(&wrong), false), (bearer("e.secretsecretsecret.y"), false)] {
        assert_eq!(Socket::open(&address, Some(&credential)).await.is_ok(), is_good);
        let mut socket = Socket::open(&address, None).await.ok().unwrap();
        assert_eq!(socket.init(json!({ "authorization": credential })).await.is_ok(), is_good);
    }
    server.kill().unwrap();
    server.wait().unwrap();
    let log = read();
    let refused: Vec<_> = log.lines().filter(|line| line.contains("a credential was refused")).collect();
    assert!(refused.len() == 4 && refused.iter().all(|line| line.contains("request=")), "{refused:?}");
    for secret in [&token[26..60], "secretsecret"] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None);
    }
}
