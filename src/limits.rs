//! What a client may ask for: every bound, its knob and its default.
//!
//! A bound is set with a flag, a `COLOPHON_*` variable, or a key of `[limits]` in `colophon.toml`; `docs/operations.md` says why each is
//! what it is.

use std::time::Duration;

use serde::Deserialize;

/// Declares the bounds once: as what holds ([`Limits`]) and as what one place says ([`Layer`]).
macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $name:ident, $flag:literal, $variable:literal, $unit:literal = $default:literal;)+) => {
        /// The bounds of what a client may ask for.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Limits { $($(#[doc = $doc])+ pub $name: u64),+ }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default),+ }
            }
        }

        /// What one place says of the bounds; it may leave anything out.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, clap::Args)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Layer {
            $($(#[doc = $doc])+
            #[doc = concat!("Default: ", stringify!($default))]
            #[serde(rename = $flag)]
            #[arg(long = $flag, env = $variable, value_name = $unit, help_heading = "Limits", hide_short_help = true)]
            pub $name: Option<u64>),+
        }

        impl Limits {
            /// Puts two places and the defaults together; what stands above goes first.
            pub fn of(above: &Layer, below: &Layer) -> Self {
                let default = Self::default();
                Self { $($name: above.$name.or(below.$name).unwrap_or(default.$name)),+ }
            }

            /// The flags and the defaults.
            #[cfg(test)]
            const KNOBS: &[(&str, u64)] = &[$(($flag, $default)),+];
        }
    };
}

limits! {
    /// Bytes of a request's body
    body_bytes, "max-body-bytes", "COLOPHON_MAX_BODY_BYTES", "BYTES" = 1_048_576;
    /// Bytes of a query's text
    query_bytes, "max-query-bytes", "COLOPHON_MAX_QUERY_BYTES", "BYTES" = 65_536;
    /// Tokens of a query's text: names, numbers, strings, brackets
    tokens, "max-tokens", "COLOPHON_MAX_TOKENS", "COUNT" = 4_000;
    /// Brackets inside brackets in a query's text: deeper ones could overflow the parser's stack
    nesting, "max-nesting", "COLOPHON_MAX_NESTING", "COUNT" = 48;
    /// Fields of a document once its fragments stand where they are used
    fields, "max-fields", "COLOPHON_MAX_FIELDS", "COUNT" = 2_000;
    /// Fields inside fields
    depth, "max-depth", "COLOPHON_MAX_DEPTH", "COUNT" = 20;
    /// Aliases in a document
    aliases, "max-aliases", "COLOPHON_MAX_ALIASES", "COUNT" = 50;
    /// Directives in a document
    directives, "max-directives", "COLOPHON_MAX_DIRECTIVES", "COUNT" = 50;
    /// What an answer may cost: the number of values that it could hold
    cost, "max-cost", "COLOPHON_MAX_COST", "COST" = 200_000;
    /// Lists and objects inside each other in a variable
    variable_depth, "max-variable-depth", "COLOPHON_MAX_VARIABLE_DEPTH", "COUNT" = 24;
    /// Items of a list in a variable; the representations of `_entities` are one
    variable_items, "max-variable-items", "COLOPHON_MAX_VARIABLE_ITEMS", "COUNT" = 1_000;
    /// Errors in an answer; the others are left out
    errors, "max-errors", "COLOPHON_MAX_ERRORS", "COUNT" = 20;
    /// Bytes of an error's message; the rest is cut off
    message_bytes, "max-error-bytes", "COLOPHON_MAX_ERROR_BYTES", "BYTES" = 300;
    /// Seconds to execute a query
    timeout_seconds, "query-timeout", "COLOPHON_QUERY_TIMEOUT", "SECONDS" = 10;
    /// Seconds to read a request's headers; an idle connection is closed after the same time
    header_seconds, "header-timeout", "COLOPHON_HEADER_TIMEOUT", "SECONDS" = 15;
    /// Seconds to read a request's body
    body_seconds, "body-timeout", "COLOPHON_BODY_TIMEOUT", "SECONDS" = 15;
    /// Seconds that a client may leave an answer unread
    write_seconds, "write-timeout", "COLOPHON_WRITE_TIMEOUT", "SECONDS" = 30;
    /// Seconds that a stop waits for what still runs
    drain_seconds, "drain-timeout", "COLOPHON_DRAIN_TIMEOUT", "SECONDS" = 20;
    /// Connections at a time
    connections, "max-connections", "COLOPHON_MAX_CONNECTIONS", "COUNT" = 10_000;
    /// Bytes of a message on a WebSocket
    socket_bytes, "max-socket-bytes", "COLOPHON_MAX_SOCKET_BYTES", "BYTES" = 262_144;
    /// Operations that run at a time on one WebSocket
    socket_operations, "max-socket-operations", "COLOPHON_MAX_SOCKET_OPERATIONS", "COUNT" = 50;
    /// Seconds until the first message of a WebSocket
    init_seconds, "socket-init-timeout", "COLOPHON_SOCKET_INIT_TIMEOUT", "SECONDS" = 15;
    /// Seconds between pings on a WebSocket and on an event stream; a socket that answers none of two is closed
    ping_seconds, "ping-interval", "COLOPHON_PING_INTERVAL", "SECONDS" = 20;
    /// Subscriptions at a time, over all connections
    subscriptions, "max-subscriptions", "COLOPHON_MAX_SUBSCRIPTIONS", "COUNT" = 5_000;
}

impl Limits {
    /// How long a query may run.
    pub const fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_knob_is_in_the_documentation() {
        let page = include_str!("../docs/operations.md");
        for (flag, default) in Limits::KNOBS {
            let line = page.lines().find(|line| line.starts_with(&format!("| `--{flag}` |"))).unwrap_or_else(|| panic!("--{flag}"));
            assert!(line.replace(',', "").contains(&format!("| {default} |")), "{line}");
        }
    }

    #[test]
    fn what_stands_above_goes_first() {
        let above = Layer { depth: Some(7), ..Layer::default() };
        let below: Layer = toml::from_str("max-depth = 9\nmax-cost = 5\n").unwrap();
        let limits = Limits::of(&above, &below);
        assert_eq!((limits.depth, limits.cost, limits.aliases), (7, 5, 50));
        assert!(toml::from_str::<Layer>("max-dept = 9").is_err());
    }
}
