//! `colophon serve`

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use tokio::net::TcpListener;
use tracing::info;

use super::{Failure, Opened, open, say};
use crate::catalog::Catalog;
use crate::config::{Config, LogFormat};
use crate::http::{self, App};
use crate::import::{self, Input, Options, Progress};
use crate::limits::Limits;
use crate::store::redacted;
use crate::text::Place;

/// The page that a first start imports.
const SAMPLE: &str = include_str!("../../collections/peer-support.txt");
/// How long a start waits for the text index.
const PATIENCE: Duration = Duration::from_secs(1);
const SAMPLE_NAME: &str = "peer-support.txt";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The address to listen on. Default: 127.0.0.1:8080
    #[arg(long, value_name = "ADDRESS", env = "COLOPHON_LISTEN")]
    pub(super) listen: Option<SocketAddr>,
    /// Leave a new database empty, without the sample page
    #[arg(long)]
    pub(super) no_sample: bool,
}

pub(super) async fn run(config: &Config, format: LogFormat) -> Result<ExitCode, Failure> {
    let tell = |words: String| if format == LogFormat::Text { say(&words) } else { info!("{words}") };
    let stop = stopped();
    let listener = TcpListener::bind(config.listen).await.map_err(|error| Failure::Listen {
        address: config.listen,
        reason: match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "another program listens there; choose another address with --listen 127.0.0.1:PORT".to_owned()
            }
            _ => error.to_string(),
        },
    })?;
    let address = listener.local_addr().map_err(|error| Failure::Other(error.to_string()))?;

    let Opened { store, is_new } = open(config).await?;
    let what = if is_new { "Created the" } else { "Opened the" };
    tell(format!("{what} {} database {}", store.database(), redacted(&config.database)));
    let migrated = store.migrate_up(&config.database).await?;
    if migrated > 0 {
        tell(format!("Brought its schema up to date ({migrated} migrations)"));
    }
    if is_new && config.sample {
        let report = import::import(&store, vec![Input::embedded(SAMPLE_NAME, SAMPLE)], &Options::default(), &Progress::default()).await?;
        tell(format!("Imported the sample page: {} resources (take it back with `colophon source remove peer-support`)", report.created));
    }
    let catalog = Catalog::open(store, Place::Folder(config.text_index())).await?;
    let (follower, indexer) = (catalog.follow(), catalog.follow_texts());
    // A small catalogue is searched from the first moment; a large one is served while its index is made.
    let patience = tokio::time::Instant::now() + PATIENCE;
    while !catalog.can_search() && tokio::time::Instant::now() < patience {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tell(format!("Playground  http://{address}/playground"));
    tell(format!("GraphQL     http://{address}/graphql"));

    let store = catalog.store().clone();
    let served = http::serve(listener, App::new(catalog, Limits::default()), stop).await;
    follower.abort();
    indexer.abort();
    store.close().await?;
    served.map_err(|error| Failure::Other(format!("the server stopped: {error}")))?;
    tell("Stopped".to_owned());
    Ok(ExitCode::SUCCESS)
}

/// Done when the program is asked to stop: Ctrl-C, or SIGTERM. It listens from the moment that it is made, not only when it is awaited.
#[cfg(unix)]
fn stopped() -> impl Future<Output = ()> + Send + 'static {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async move {
        let [interrupt, terminate] = signals;
        // Where there can be no handler, the default one ends the process, which is what was asked for.
        let (Ok(mut interrupt), Ok(mut terminate)) = (interrupt, terminate) else { return std::future::pending().await };
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}

/// Done when the program is asked to stop with Ctrl-C.
#[cfg(not(unix))]
async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
