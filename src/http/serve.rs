//! Accepts connections, and stops in good order.

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

/// The pause after a connection could not be accepted.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `stop` is done, and then until all running requests have ended.
pub async fn serve(listener: TcpListener, app: App, stop: impl Future<Output = ()> + Send) -> io::Result<()> {
    let limits = Arc::clone(&app.limits);
    let app = Arc::new(app);
    let service = TowerToHyperService::new(routes(Arc::clone(&app)));
    let builder = builder(&limits);
    let places = Arc::clone(&app.connections);
    let mut stop = pin!(stop);
    loop {
        // While there is no place, new connections wait in the queue of the system.
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place.map_err(io::Error::other)?,
            () = &mut stop => break,
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // The client has left, or the process has no file handle left. Neither is a reason to stop the
                    // server.
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

/// Returns the service of one connection. It adds the address of the peer to each request.
fn from_peer(
    service: TowerToHyperService<Router>,
    peer: Peer,
) -> impl Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> {
    service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        service.call(request)
    })
}

/// Waits until all places are free.
async fn free(places: &Semaphore, all: u64) {
    // A bound fits: `Limits::of` takes no larger one.
    let all = u32::try_from(all).unwrap_or(u32::MAX);
    // The semaphore is never closed.
    let _ = places.acquire_many(all).await;
}

fn builder(limits: &Limits) -> Builder {
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(limits.header_timeout));
    builder
}

/// Returns a stream that ends when the client does not read its answer in time.
fn bounded(stream: TcpStream, limits: &Limits) -> std::pin::Pin<Box<TimeoutStream<TcpStream>>> {
    // Without this option, small answers would leave a little later. So a failure to set it does no harm.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(Duration::from_secs(limits.write_timeout)));
    Box::pin(stream)
}
