//! A client of graphql-transport-ws that does only what it is told: it answers no pings, and reads when it is asked to.

use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Message, WebSocket, client};

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// One socket.
pub struct Socket(WebSocket<TcpStream>);

impl Socket {
    /// A socket that has said nothing yet.
    pub fn open(address: &str) -> Self {
        Self::over(address, TcpStream::connect(address).unwrap())
    }

    /// The same, over a connection.
    pub fn over(address: &str, stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut request = format!("ws://{address}/graphql/ws").into_client_request().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", "graphql-transport-ws".parse().unwrap());
        Self(client(request, stream).unwrap().0)
    }

    /// The first message and its answer.
    pub fn begin(&mut self) {
        self.say(&json!({ "type": "connection_init" }));
        assert_eq!(self.hear().unwrap(), "{\"type\":\"connection_ack\"}");
    }

    pub fn say(&mut self, message: &Value) {
        self.say_text(&message.to_string());
    }

    pub fn say_text(&mut self, text: &str) {
        self.0.send(Message::text(text.to_owned())).unwrap();
    }

    /// The next message, or the code that the socket was closed with.
    pub fn hear(&mut self) -> Result<String, u16> {
        loop {
            match self.0.read().unwrap() {
                Message::Text(text) => return Ok(text.to_string()),
                Message::Close(frame) => return Err(frame.map_or(0, |frame| frame.code.into())),
                _ => {}
            }
        }
    }
}
