//! The messages on a socket (graphql-transport-ws, `PROTOCOL.md` of graphql-ws).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::http::request::Params;

/// A message from the client.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Received {
    /// The first message.
    ConnectionInit { payload: Option<Value> },
    /// Are you there?
    Ping { payload: Option<Value> },
    /// I am.
    Pong {},
    /// Begins an operation.
    Subscribe { id: String, payload: Params },
    /// Ends one.
    Complete { id: String },
}

/// A message from the server.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Sent<'a> {
    /// The answer to the first message.
    ConnectionAck,
    /// Are you there?
    Ping,
    /// I am. It repeats the payload of the ping.
    Pong {
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<Value>,
    },
    /// One answer of an operation.
    Next { id: &'a str, payload: &'a serde_json::value::RawValue },
    /// The operation was refused.
    Error { id: &'a str, payload: [Value; 1] },
    /// The operation is over.
    Complete { id: &'a str },
}

/// The reason to close a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    /// The client left, or cannot be reached.
    Gone,
    /// The server stops.
    GoingAway,
    /// The message is too long.
    TooLong,
    /// The message cannot be understood.
    BadMessage,
    /// An operation came before the first message was answered.
    Unauthorized,
    /// The first message had no credential, or one that is refused.
    Forbidden,
    /// The credential expired or was revoked.
    Over,
    /// The first message did not come.
    InitTimeout,
    /// An operation with this id runs already.
    DuplicateId,
    /// The first message came twice.
    SecondInit,
    /// Pings are not answered.
    Silent,
}

impl Close {
    /// Returns the code and the reason of the close frame, or none when there is nobody to send it to.
    pub(super) const fn frame(self) -> Option<(u16, &'static str)> {
        Some(match self {
            Self::Gone => return None,
            Self::GoingAway => (1001, "Going away"),
            Self::TooLong => (1009, "Message too long"),
            Self::BadMessage => (4400, "Invalid message"),
            Self::Unauthorized => (4401, "Unauthorized"),
            // After this code, clients may try again with another credential.
            Self::Forbidden => (4403, "Forbidden"),
            Self::Over => (4403, "The credential is no longer valid"),
            Self::InitTimeout => (4408, "Connection initialisation timeout"),
            Self::DuplicateId => (4409, "Subscriber for this id already exists"),
            Self::SecondInit => (4429, "Too many initialisation requests"),
            Self::Silent => (4408, "Pings were not answered"),
        })
    }
}
