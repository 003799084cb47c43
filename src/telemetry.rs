//! Logs: lines for a terminal, JSON for everything else.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;

/// What is logged no louder than this, whatever was asked for.
const QUIET: &str = "tungstenite=debug";

/// Starts logging to standard error. `RUST_LOG` narrows or widens what is logged.
pub fn init(format: Option<LogFormat>) -> LogFormat {
    let is_terminal = std::io::stderr().is_terminal();
    let format = format.unwrap_or(if is_terminal { LogFormat::Text } else { LogFormat::Json });
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,colophon=info"));
    // At `trace` it writes down all messages of sockets, and the first may bring a credential.
    let filter = QUIET.parse().into_iter().fold(filter, EnvFilter::add_directive);
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first one's settings.
    let _ = match format {
        LogFormat::Text => builder.with_ansi(is_terminal).with_target(false).compact().try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    format
}
