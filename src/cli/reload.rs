//! Loads settings anew when the server is asked to (SIGHUP): trusted documents, and the lines that are logged. All other settings hold
//! until the next start.

use tracing::{info, warn};

use super::serve;
use crate::config::{Config, ConfigError};
use crate::http::Answerer;
use crate::telemetry::{self, LogFilter};

/// The settings that are taken while the server runs.
const RELOADED: [&str; 2] = ["trusted_documents", "log_filter"];

/// Waits for SIGHUP, again and again, until the task is aborted.
#[cfg(unix)]
pub(super) async fn reload_when_asked(
    mut config: Config,
    load: impl Fn() -> Result<Config, ConfigError>,
    answerer: Answerer,
    filter: LogFilter,
) {
    use tokio::signal::unix::{SignalKind, signal};
    let mut asked = match signal(SignalKind::hangup()) {
        Ok(asked) => asked,
        Err(error) => return warn!(%error, "SIGHUP cannot be listened to: it ends the server"),
    };
    while asked.recv().await.is_some() {
        let loaded = match load() {
            Ok(loaded) => loaded,
            Err(error) => {
                warn!(%error, "the settings were not loaded anew; those before hold");
                continue;
            }
        };
        match reload(&config, &loaded, &answerer, &filter).await {
            Ok(()) => {
                let (log_filter, trusted_documents) = (loaded.log_filter, loaded.trusted_documents);
                config = Config { log_filter, trusted_documents, ..config };
            }
            Err(reason) => warn!(reason, "the settings were not loaded anew; those before hold"),
        }
    }
}

/// There is no such signal: the settings hold until the next start.
#[cfg(not(unix))]
pub(super) async fn reload_when_asked(_: Config, _: impl Fn() -> Result<Config, ConfigError>, _: Answerer, _: LogFilter) {
    std::future::pending().await
}

/// Takes the new settings that can be taken, all or none. Tells those that wait for the next start.
async fn reload(before: &Config, now: &Config, answerer: &Answerer, filter: &LogFilter) -> Result<(), String> {
    let lines = telemetry::log_filter(now.log_filter.as_deref())?;
    // Documents that are remembered by their hashes stay.
    if now.trusted_documents.is_some() || before.trusted_documents.is_some() {
        answerer.answer(serve::documents(now).await.map_err(|failure| failure.to_string())?);
    }
    filter.reload(lines).map_err(|error| error.to_string())?;
    let changed = before.settings().into_iter().zip(now.settings()).filter(|(before, now)| before != now);
    let waiting: Vec<String> = changed.map(|(_, now)| now.key).filter(|key| !RELOADED.contains(&key.as_str())).collect();
    info!("loaded the trusted documents and the log's filter anew");
    if !waiting.is_empty() {
        warn!(settings = waiting.join(", "), "these settings changed too: they hold from the next start on");
    }
    Ok(())
}
