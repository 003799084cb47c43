//! Listening, and stopping in good order.

use std::io;

use tokio::net::TcpListener;

use super::{App, router};

/// Serves until `stop` is done, then finishes what runs.
pub async fn serve(listener: TcpListener, app: App, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
    let stopping = app.clone();
    let stop = async move {
        stop.await;
        stopping.stop();
    };
    axum::serve(listener, router(app)).with_graceful_shutdown(stop).await
}
