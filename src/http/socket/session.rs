//! One socket: reads messages, runs operations, writes their answers.

use std::collections::HashMap;
use std::future::pending;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use async_graphql::Response as Answer;
use async_graphql::parser::types::OperationType;
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::FutureExt;
use serde_json::Value;
use serde_json::value::RawValue;
use tokio::sync::mpsc;
use tokio::time::{Instant, interval_at, sleep, timeout};

use super::message::{Close, Received, Sent};
use crate::access::{Caller, Fault};
use crate::http::App;
use crate::http::error::Refusal;
use crate::http::execute::{self, Abort};
use crate::http::observe;
use crate::http::request::Params;

/// The most answers that wait to be written, of all operations together.
const WAITING: usize = 16;

/// The most pings that may stay without an answer.
const PINGS: u32 = 2;

/// A message from a running operation.
enum Said {
    Answer(Answer),
    /// The operation has ended. The refusal says why, if it did not end well.
    End(Option<Refusal>),
}

/// Serves a socket until one of the two ends closes it. The caller is that of the upgrade, until the first message
/// names another.
pub(super) async fn run(app: Arc<App>, mut socket: WebSocket, caller: Caller, address: IpAddr, upgrade: Arc<str>) {
    let (sender, mut said) = mpsc::channel(WAITING);
    let patience = Duration::from_secs(app.limits.write_timeout);
    let mut session =
        Session { app, running: HashMap::new(), is_open: false, caller, address, upgrade, ended: Box::pin(pending()), sender };
    let close = session.speak(&mut socket, &mut said).await;
    // It changes nothing if the other end does not get this frame.
    let _ = match close.frame() {
        Some((code, reason)) => {
            let frame = Message::Close(Some(CloseFrame { code, reason: reason.into() }));
            timeout(patience, socket.send(frame)).await.map(drop)
        }
        // The client has sent a close frame. Reading once more sends the answer to it.
        None => timeout(patience, socket.recv()).await.map(drop),
    };
}

struct Session {
    app: Arc<App>,
    /// The running operations by the client's ids. Each has a number too, because a client may use an id again.
    running: HashMap<String, (u64, Abort)>,
    /// True when the first message was answered.
    is_open: bool,
    caller: Caller,
    address: IpAddr,
    /// The id of the request that became the socket.
    upgrade: Arc<str>,
    /// Done when the caller's credential is no longer valid.
    ended: Pin<Box<dyn Future<Output = ()> + Send>>,
    sender: mpsc::Sender<(String, u64, Said)>,
}

impl Session {
    async fn speak(&mut self, socket: &mut WebSocket, said: &mut mpsc::Receiver<(String, u64, Said)>) -> Close {
        let mut init = pin!(sleep(Duration::from_secs(self.app.limits.socket_init_timeout)));
        let every = Duration::from_secs(self.app.limits.ping_interval);
        let mut ping = interval_at(Instant::now() + every, every);
        let app = self.app.clone();
        let mut stopped = pin!(app.stopped());
        let mut unanswered = 0;
        let mut number = 0;
        loop {
            let done = tokio::select! {
                message = socket.recv() => {
                    unanswered = 0;
                    number += 1;
                    self.hear(socket, message, number).await
                }
                // There is always a sender, the session's own.
                Some((id, number, what)) = said.recv() => self.tell(socket, &id, number, what).await,
                () = &mut init, if !self.is_open => Err(Close::InitTimeout),
                _ = ping.tick(), if self.is_open => {
                    unanswered += 1;
                    if unanswered > PINGS { Err(Close::Silent) } else { self.send(socket, &Sent::Ping).await }
                }
                () = &mut self.ended => Err(Close::Over),
                () = &mut stopped => Err(Close::GoingAway),
            };
            if let Err(close) = done {
                return close;
            }
        }
    }

    /// Handles a message of the client. Fails when the socket must be closed.
    async fn hear(&mut self, socket: &mut WebSocket, message: Option<Result<Message, axum::Error>>, number: u64) -> Result<(), Close> {
        let text = match message {
            None | Some(Ok(Message::Close(_))) => return Err(Close::Gone),
            Some(Ok(Message::Text(text))) => text,
            // Pings of the WebSocket itself. The library answers them.
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => return Ok(()),
            Some(Ok(Message::Binary(_))) => return Err(Close::BadMessage),
            Some(Err(error)) => return Err(if error.to_string().contains("too long") { Close::TooLong } else { Close::Gone }),
        };
        match serde_json::from_str(&text).map_err(|_| Close::BadMessage)? {
            Received::ConnectionInit { .. } if self.is_open => Err(Close::SecondInit),
            Received::ConnectionInit { payload } => {
                self.open(payload.as_ref()).await?;
                self.send(socket, &Sent::ConnectionAck).await
            }
            Received::Ping { payload } => self.send(socket, &Sent::Pong { payload }).await,
            Received::Pong {} => Ok(()),
            Received::Subscribe { .. } if !self.is_open => Err(Close::Unauthorized),
            Received::Subscribe { id, payload } if !id.is_empty() && payload.is_asking() => self.begin(socket, id, payload, number).await,
            Received::Subscribe { .. } => Err(Close::BadMessage),
            Received::Complete { id } => {
                self.running.remove(&id);
                Ok(())
            }
        }
    }

    /// Identifies the caller by the credential of the first message, or else by that of the upgrade.
    async fn open(&mut self, payload: Option<&Value>) -> Result<(), Close> {
        let gate = self.app.access.policy().read;
        let mut fields = payload.and_then(Value::as_object).into_iter().flatten();
        self.caller = match fields.find(|(name, _)| name.eq_ignore_ascii_case("authorization")) {
            Some((_, credential)) => {
                let credential = credential.as_str().map(Some).ok_or(Fault::Malformed);
                self.app.identify(credential, self.address, gate, &self.upgrade).await.map_err(|_| Close::Forbidden)?
            }
            None => self.caller.pass(gate).map(|()| self.caller.clone()).map_err(|_| Close::Forbidden)?,
        };
        let (app, caller) = (Arc::clone(&self.app), self.caller.clone());
        self.ended = Box::pin(async move { app.access.ended(&caller).await });
        self.is_open = true;
        Ok(())
    }

    async fn begin(&mut self, socket: &mut WebSocket, id: String, params: Params, number: u64) -> Result<(), Close> {
        if self.running.contains_key(&id) {
            return Err(Close::DuplicateId);
        }
        let most = self.app.limits.max_socket_operations;
        if self.running.len() as u64 >= most {
            let refusal = Refusal::bad_request(format!("{most} operations run on this socket already; end one first."));
            return self.send(socket, &Sent::Error { id: &id, payload: [refusal.error()] }).await;
        }
        let admitted = match self.app.admit(Ok(params), &self.caller).0 {
            Ok(admitted) => admitted,
            Err(refusal) => return self.send(socket, &Sent::Error { id: &id, payload: [refusal.error()] }).await,
        };
        let (app, sender, name) = (Arc::clone(&self.app), self.sender.clone(), id.clone());
        let work = tokio::spawn(async move {
            let request = observe::new_id();
            let (answers, mut taken) = mpsc::channel(1);
            let forward = async {
                while let Some(answer) = taken.recv().await {
                    // When nobody receives it, the socket is closed.
                    let _ = sender.send((name.clone(), number, Said::Answer(answer))).await;
                }
            };
            let execution = async {
                if admitted.kind == OperationType::Subscription {
                    return app.follow(admitted, &request, answers).await;
                }
                let answer = app.execute(admitted, &request).await?;
                let _ = answers.send(answer).await;
                drop(answers);
                Ok(())
            };
            // A panic in a resolver ends its operation and nothing else.
            let (ended, ()) = futures_util::future::join(AssertUnwindSafe(execution).catch_unwind(), forward).await;
            let refusal = ended.unwrap_or_else(|_| Err(Refusal::internal(&request))).err();
            let _ = sender.send((name, number, Said::End(refusal))).await;
        });
        self.running.insert(id, (number, Abort(work.abort_handle())));
        Ok(())
    }

    /// Writes a message of an operation, unless the client has ended that operation.
    async fn tell(&mut self, socket: &mut WebSocket, id: &str, number: u64, said: Said) -> Result<(), Close> {
        if self.running.get(id).is_none_or(|(running, _)| *running != number) {
            return Ok(());
        }
        match said {
            Said::Answer(answer) if execute::is_request_error(&answer) => {
                self.running.remove(id);
                let first = answer.errors.first().and_then(|error| serde_json::to_value(error).ok());
                self.send(socket, &Sent::Error { id, payload: [first.unwrap_or_default()] }).await
            }
            Said::Answer(answer) => match execute::encode(&answer).and_then(RawValue::from_string) {
                Ok(payload) => self.send(socket, &Sent::Next { id, payload: &payload }).await,
                Err(_) => self.send(socket, &Sent::Error { id, payload: [Refusal::internal("-").error()] }).await,
            },
            Said::End(refusal) => {
                self.running.remove(id);
                match refusal {
                    Some(refusal) => self.send(socket, &Sent::Error { id, payload: [refusal.error()] }).await,
                    None => self.send(socket, &Sent::Complete { id }).await,
                }
            }
        }
    }

    async fn send(&mut self, socket: &mut WebSocket, message: &Sent<'_>) -> Result<(), Close> {
        // This cannot fail: messages are texts and numbers.
        let text = serde_json::to_string(message).map_err(|_| Close::Gone)?;
        match timeout(Duration::from_secs(self.app.limits.write_timeout), socket.send(Message::text(text))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(Close::Gone),
        }
    }
}
