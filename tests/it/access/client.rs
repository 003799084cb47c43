//! A server on a port of its own, and what its clients do.

use std::net::SocketAddr;
use std::time::Duration;

use colophon::access::Access;
use colophon::access::token::Secret;
use colophon::http::{App, serve};
use colophon::limits::Limits;
use colophon::policy::{Layer, Policy, role};
use colophon::store::Store;
use colophon::store::token::NewToken;
use futures_util::{SinkExt, StreamExt};
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::harness::{Database, SAMPLE, World};

/// Whatever is waited for, it comes before that.
pub const PATIENCE: Duration = Duration::from_secs(15);
pub const QUERY: &str = "{ resources { totalCount } }";
pub const SUBSCRIPTION: &str = "subscription { catalogueChanged { version } }";

/// A catalogue with the sample in it, served.
pub struct Live {
    pub world: World,
    pub address: SocketAddr,
    client: reqwest::Client,
    server: JoinHandle<std::io::Result<()>>,
}

/// An answer as it came.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn code(&self) -> String {
        let body: Value = serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text));
        body.pointer("/errors/0/extensions/code").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// What settings make of access.
pub fn policy(settings: &str) -> Policy {
    let layer: Layer = toml::from_str(settings).unwrap();
    Policy::of(layer, Layer::default(), &limits()).unwrap()
}

/// So that a small limit of the rate is none that contradicts itself.
fn limits() -> Limits {
    Limits { max_cost: 1_000, ..Limits::default() }
}

impl Live {
    pub async fn new(database: Database, settings: &str) -> Self {
        let world = World::limited(database, limits()).await;
        world.import("peer-support.txt", SAMPLE).await;
        let access = Access::open(policy(settings), world.store.clone()).await.unwrap();
        let app = App::new(world.catalog.clone(), limits(), Vec::new()).with_access(access);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(serve(listener, app, std::future::pending()));
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { world, address, client, server }
    }

    pub async fn sqlite(settings: &str) -> Self {
        Self::new(Database::sqlite(), settings).await
    }

    /// Makes a token, as another process would.
    pub async fn token(&self, role: &str) -> String {
        create(&self.world.database.url, role, None).await.text
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(self.client.get(format!("http://{}{path}", self.address)), headers).await
    }

    pub async fn query(&self, query: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(self.post(query), headers).await
    }

    /// The first bytes of an event stream, or of what is said instead, and the rest of it.
    pub async fn stream(&self, query: &str, headers: &[(&str, &str)]) -> reqwest::Response {
        with(self.post(query).header("accept", "text/event-stream"), headers).send().await.unwrap()
    }

    fn post(&self, query: &str) -> reqwest::RequestBuilder {
        let body = json!({ "query": query }).to_string();
        self.client.post(format!("http://{}/graphql", self.address)).header("content-type", "application/json").body(body)
    }

    async fn send(&self, request: reqwest::RequestBuilder, headers: &[(&str, &str)]) -> Reply {
        let response = with(request, headers).send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Reply { status, headers, text: response.text().await.unwrap() }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn with(request: reqwest::RequestBuilder, headers: &[(&str, &str)]) -> reqwest::RequestBuilder {
    headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
}

/// Makes a token over a connection of its own.
pub async fn create(url: &str, name: &str, expires_at: Option<chrono::DateTime<chrono::Utc>>) -> Secret {
    let store = Store::open(url).await.unwrap();
    let secret = Secret::generate().unwrap();
    let tx = store.begin().await.unwrap();
    let (id, hash) = (secret.id.clone(), secret.hash.clone());
    tx.create_token(NewToken { id, name: None, role: role(name).unwrap(), hash, expires_at }).await.unwrap();
    tx.commit(None).await.unwrap();
    store.close().await.unwrap();
    secret
}

/// Takes a token back over a connection of its own.
pub async fn revoke(url: &str, id: &str) {
    let store = Store::open(url).await.unwrap();
    let tx = store.begin().await.unwrap();
    assert!(tx.revoke_token(id).await.unwrap());
    tx.commit(None).await.unwrap();
    store.close().await.unwrap();
}

/// Reads a stream to its end.
pub async fn rest(mut response: reqwest::Response) -> String {
    let mut text = String::new();
    let reading = async {
        while let Some(chunk) = response.chunk().await.unwrap() {
            text.push_str(&String::from_utf8_lossy(&chunk));
        }
    };
    timeout(PATIENCE, reading).await.expect("the stream goes on");
    text
}

/// A socket that speaks graphql-transport-ws.
pub struct Socket(WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>);

impl Socket {
    /// Opens one; a status where that is refused.
    pub async fn open(address: impl std::fmt::Display, authorization: Option<&str>) -> Result<Self, u16> {
        let mut request = format!("ws://{address}/graphql/ws").into_client_request().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse().unwrap());
        if let Some(authorization) = authorization {
            request.headers_mut().insert("authorization", authorization.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(tokio_tungstenite::tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    pub async fn say(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    /// The next message; the code where the socket is closed instead. The server's pings are not passed on.
    pub async fn hear(&mut self) -> Result<Value, u16> {
        loop {
            match timeout(PATIENCE, self.0.next()).await.expect("the server says nothing") {
                Some(Ok(Message::Text(text))) => {
                    let message: Value = serde_json::from_str(&text).unwrap();
                    if message["type"] != "ping" {
                        return Ok(message);
                    }
                }
                Some(Ok(Message::Close(Some(frame)))) => return Err(frame.code.into()),
                Some(Ok(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// What the first message leads to.
    pub async fn init(&mut self, payload: Value) -> Result<(), u16> {
        self.say(json!({ "type": "connection_init", "payload": payload })).await;
        let message = self.hear().await?;
        assert_eq!(message["type"], "connection_ack");
        Ok(())
    }

    pub async fn ask(&mut self, id: &str, query: &str) {
        self.say(json!({ "type": "subscribe", "id": id, "payload": { "query": query } })).await;
    }
}
