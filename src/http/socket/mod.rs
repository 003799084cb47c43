//! GraphQL over a WebSocket: the protocol graphql-transport-ws.

mod message;
mod session;

use std::sync::Arc;

use axum::extract::ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection};
use axum::extract::{Extension, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;

use super::App;
use super::accept::MediaType;
use super::error::Refusal;
use super::observe::RequestId;
use crate::access::Caller;

/// The only subprotocol that is spoken.
const PROTOCOL: &str = "graphql-transport-ws";

/// The read buffer of a socket, in bytes. Messages are short, and a thousand sockets have a thousand buffers.
const READ_BUFFER: usize = 8 << 10;

/// Upgrades a connection to a socket, for pages of this server's own origin and for clients that are no browsers.
pub(super) async fn upgrade(
    State(app): State<Arc<App>>,
    Extension(caller): Extension<Caller>,
    Extension(RequestId(id)): Extension<RequestId>,
    extensions: Extensions,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let refuse = |refusal: Refusal| refusal.answer(MediaType::Json);
    let Ok(upgrade) = upgrade else { return refuse(Refusal::bad_request("This is the address of a WebSocket.")) };
    if !is_welcome(&headers, &app.origins) {
        return refuse(Refusal::forbidden("Pages of this origin may not open sockets here."));
    }
    let protocols = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL);
    let mut asked = protocols.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).map(str::trim);
    if !asked.any(|protocol| protocol == PROTOCOL) {
        return refuse(Refusal::bad_request(format!("The socket speaks the subprotocol {PROTOCOL} and no other.")));
    }
    let Ok(place) = Arc::clone(&app.sockets).try_acquire_owned() else { return refuse(Refusal::too_many("sockets")) };
    let address = app.address(&headers, &extensions);
    let longest = app.limits.max_socket_bytes as usize;
    let upgrade = upgrade.protocols([PROTOCOL]).read_buffer_size(READ_BUFFER).max_message_size(longest).max_frame_size(longest);
    upgrade.on_upgrade(async move |socket| {
        session::run(app, socket, caller, address, id).await;
        drop(place);
    })
}

/// Returns true when the client may open a socket: it is no browser, or its page has an allowed origin. Browsers send
/// the origin, and other clients do not.
fn is_welcome(headers: &HeaderMap, origins: &[HeaderValue]) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    if origins.contains(origin) {
        return true;
    }
    let origin = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok());
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    match (origin.as_ref().and_then(Uri::authority), host) {
        (Some(origin), Some(host)) => origin.as_str().eq_ignore_ascii_case(host),
        _ => false,
    }
}
