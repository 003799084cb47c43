//! Listening, and stopping in good order.

use std::convert::Infallible;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::response::Response;
use futures_util::future;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;
use tracing::{debug, info, warn};

use super::access::Peer;
use super::{App, routes};
use crate::limits::Limits;

/// How long it waits before it takes connections again when the system has none to give.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `stop` is done, then finishes what runs.
pub async fn serve(listener: TcpListener, app: App, stop: impl Future<Output = ()> + Send) -> io::Result<()> {
    let limits = Arc::clone(&app.limits);
    let app = Arc::new(app);
    let service = TowerToHyperService::new(routes(Arc::clone(&app)));
    let builder = builder(&limits);
    let places = Arc::clone(&app.connections);
    let mut stop = pin!(stop);
    loop {
        // A connection that finds no place waits in the system's queue.
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place.map_err(io::Error::other)?,
            () = &mut stop => break,
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // The client left already, or there are no more file handles: neither is a reason to end.
                    warn!(%error, "a connection cannot be taken");
                    sleep(BREATH).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let service = from_peer(service.clone(), Peer(peer.ip()));
        let connection = builder.serve_connection(TokioIo::new(bounded(stream, &limits)), service).with_upgrades();
        let app = Arc::clone(&app);
        tokio::spawn(async move {
            let mut connection = pin!(connection);
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                () = app.stopped() => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                debug!(%error, "a connection ended badly");
            }
            drop(place);
        });
    }
    app.stop();
    drop(listener);
    // When all places are free, all connections and sockets have ended.
    let ended = future::join(free(&places, limits.max_connections), free(&app.sockets, limits.max_sockets));
    if timeout(Duration::from_secs(limits.drain_timeout), ended).await.is_err() {
        info!(seconds = limits.drain_timeout, "stopped while requests were still running");
    }
    Ok(())
}

/// The service of one connection: its requests say where they come from.
fn from_peer(
    service: TowerToHyperService<Router>,
    peer: Peer,
) -> impl Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> {
    service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        service.call(request)
    })
}

/// Done when all of so many places are free.
async fn free(places: &Semaphore, all: u64) {
    // A bound fits: `Limits::of` takes no larger one.
    let all = u32::try_from(all).unwrap_or(u32::MAX);
    // They are never closed.
    let _ = places.acquire_many(all).await;
}

fn builder(limits: &Limits) -> Builder {
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(limits.header_timeout));
    builder
}

/// A stream that gives up a client which does not read what it asked for.
fn bounded(stream: TcpStream, limits: &Limits) -> std::pin::Pin<Box<TimeoutStream<TcpStream>>> {
    // Small answers go out at once; where that cannot be set, they go out a little later.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(Duration::from_secs(limits.write_timeout)));
    Box::pin(stream)
}
