//! A GraphQL client over HTTP/1.1: one connection, one question at a time, little work of its own.

use std::io;
use std::str::FromStr;

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;

/// The address of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// Host and port.
    pub(crate) authority: String,
}

impl FromStr for Address {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, String> {
        let rest = url.strip_prefix("http://").ok_or("an address begins with http://")?;
        let authority = rest.split('/').next().unwrap_or_default();
        let port = if authority.contains(':') { "" } else { ":80" };
        Ok(Self { authority: format!("{authority}{port}") })
    }
}

impl Address {
    /// A TCP connection that sends what it is told at once.
    pub(crate) async fn connect(&self) -> io::Result<TcpStream> {
        let stream = TcpStream::connect(&self.authority).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }
}

/// A connection that is kept open.
pub(crate) struct Connection {
    address: Address,
    sender: SendRequest<Full<Bytes>>,
}

impl Connection {
    pub(crate) async fn open(address: &Address) -> io::Result<Self> {
        let (sender, connection) = handshake(TokioIo::new(address.connect().await?)).await.map_err(io::Error::other)?;
        // It ends with the sender; what goes wrong is told to who waits for an answer.
        tokio::spawn(connection);
        Ok(Self { address: address.clone(), sender })
    }

    /// Sends the body of a GraphQL request, and waits for the whole answer.
    pub(crate) async fn post(&mut self, body: Bytes) -> io::Result<(StatusCode, Bytes)> {
        if self.sender.is_closed() {
            *self = Self::open(&self.address).await?;
        }
        let request = Request::post("/graphql")
            .header(header::HOST, &self.address.authority)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .body(Full::new(body))
            .map_err(io::Error::other)?;
        self.sender.ready().await.map_err(io::Error::other)?;
        let answer = self.sender.send_request(request).await.map_err(io::Error::other)?;
        let status = answer.status();
        Ok((status, answer.into_body().collect().await.map_err(io::Error::other)?.to_bytes()))
    }

    /// The data that a question is answered with; errors in the answer are an error.
    pub(crate) async fn ask(&mut self, query: &str, variables: &Value) -> io::Result<Value> {
        let (status, answer) = self.post(body(query, variables)).await?;
        let mut answer: Value = serde_json::from_slice(&answer).map_err(|error| io::Error::other(format!("{status}: {error}")))?;
        match answer.get("errors") {
            Some(errors) => Err(io::Error::other(format!("{status}: {query}: {errors}"))),
            None => Ok(answer.get_mut("data").map(Value::take).unwrap_or_default()),
        }
    }
}

/// The body of a request.
pub(crate) fn body(query: &str, variables: &Value) -> Bytes {
    json!({ "query": query, "variables": variables }).to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_port() {
        for (url, authority) in [
            ("http://127.0.0.1:8080", "127.0.0.1:8080"),
            ("http://example.org/", "example.org:80"),
            ("http://example.org:81/graphql", "example.org:81"),
        ] {
            assert_eq!(url.parse(), Ok(Address { authority: authority.to_owned() }));
        }
        assert!("https://example.org".parse::<Address>().is_err());
    }
}
