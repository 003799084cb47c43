//! What a client may ask for: every bound, its knob and its default.
//!
//! A bound is set with a flag, a `COLOPHON_*` variable, or a key of `[limits]` in `colophon.toml`; `docs/operate/settings.md` says why each is
//! what it is.

use std::time::Duration;

use serde::Deserialize;

/// Declares the bounds once: as what holds ([`Limits`]) and as what one place says ([`Layer`]).
macro_rules! limits {
    ($($(#[doc = $doc:literal])+ $name:ident, $variable:literal, $unit:ident = $default:literal;)+) => {
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
        #[serde(deny_unknown_fields)]
        pub struct Layer {
            $($(#[doc = $doc])+
            #[doc = concat!("Default: ", stringify!($default))]
            #[arg(long, env = $variable, value_name = stringify!($unit), help_heading = "Limits", hide_short_help = true)]
            pub $name: Option<u64>),+
        }

        impl Limits {
            /// Puts two places and the defaults together; what stands above goes first.
            ///
            /// # Errors
            /// The knob's name and what it may be, when a bound is 0 or so large that it could not be counted.
            pub fn of(above: &Layer, below: &Layer) -> Result<Self, String> {
                let default = Self::default();
                let limits = Self { $($name: above.$name.or(below.$name).unwrap_or(default.$name)),+ };
                $(Unit::$unit.check(stringify!($name), limits.$name)?;)+
                Ok(limits)
            }

            /// Returns the bounds by name.
            pub fn values(&self) -> Vec<(&'static str, u64)> {
                vec![$((stringify!($name), self.$name)),+]
            }

            /// The knobs and their defaults.
            #[cfg(test)]
            const KNOBS: &[(&str, u64)] = &[$((stringify!($name), $default)),+];
        }
    };
}

/// What a bound counts.
#[derive(Debug, Clone, Copy)]
enum Unit {
    Bytes,
    Count,
    Seconds,
}

impl Unit {
    fn check(self, name: &str, value: u64) -> Result<(), String> {
        let most = match self {
            Self::Bytes | Self::Count => u64::from(u32::MAX),
            Self::Seconds => 24 * 60 * 60,
        };
        if (1..=most).contains(&value) {
            return Ok(());
        }
        Err(format!("`{name}` is {value}; it must be between 1 and {most}"))
    }
}

limits! {
    /// Bytes of a request's body
    max_body_bytes, "COLOPHON_MAX_BODY_BYTES", Bytes = 1_048_576;
    /// Bytes of a query's text
    max_query_bytes, "COLOPHON_MAX_QUERY_BYTES", Bytes = 65_536;
    /// Tokens of a query's text: names, numbers, strings, brackets
    max_tokens, "COLOPHON_MAX_TOKENS", Count = 4_000;
    /// Brackets inside brackets in a query's text: deeper ones could overflow the parser's stack
    max_nesting, "COLOPHON_MAX_NESTING", Count = 48;
    /// Fields of a document once its fragments stand where they are used
    max_fields, "COLOPHON_MAX_FIELDS", Count = 2_000;
    /// Fields inside fields
    max_depth, "COLOPHON_MAX_DEPTH", Count = 20;
    /// Aliases in a document
    max_aliases, "COLOPHON_MAX_ALIASES", Count = 50;
    /// Directives in a document
    max_directives, "COLOPHON_MAX_DIRECTIVES", Count = 50;
    /// What an answer may cost: the number of values that it could hold
    max_cost, "COLOPHON_MAX_COST", Count = 200_000;
    /// Lists and objects inside each other in a variable
    max_variable_depth, "COLOPHON_MAX_VARIABLE_DEPTH", Count = 24;
    /// Items of a list in a variable; the representations of `_entities` are one
    max_variable_items, "COLOPHON_MAX_VARIABLE_ITEMS", Count = 1_000;
    /// Errors in an answer; the others are left out
    max_errors, "COLOPHON_MAX_ERRORS", Count = 20;
    /// Bytes of an error's message; the rest is cut off
    max_error_bytes, "COLOPHON_MAX_ERROR_BYTES", Bytes = 300;
    /// Seconds to execute a query
    query_timeout, "COLOPHON_QUERY_TIMEOUT", Seconds = 10;
    /// Seconds to read a request's headers; an idle connection is closed after the same time
    header_timeout, "COLOPHON_HEADER_TIMEOUT", Seconds = 15;
    /// Seconds to read a request's body
    body_timeout, "COLOPHON_BODY_TIMEOUT", Seconds = 15;
    /// Seconds that a client may leave an answer unread
    write_timeout, "COLOPHON_WRITE_TIMEOUT", Seconds = 30;
    /// Seconds that a stop waits for what still runs
    drain_timeout, "COLOPHON_DRAIN_TIMEOUT", Seconds = 20;
    /// Connections at a time
    max_connections, "COLOPHON_MAX_CONNECTIONS", Count = 10_000;
    /// Sockets at a time
    max_sockets, "COLOPHON_MAX_SOCKETS", Count = 5_000;
    /// Bytes of a message on a WebSocket
    max_socket_bytes, "COLOPHON_MAX_SOCKET_BYTES", Bytes = 262_144;
    /// Operations that run at a time on one WebSocket
    max_socket_operations, "COLOPHON_MAX_SOCKET_OPERATIONS", Count = 50;
    /// Seconds until the first message of a WebSocket
    socket_init_timeout, "COLOPHON_SOCKET_INIT_TIMEOUT", Seconds = 15;
    /// Seconds between pings on a WebSocket and on an event stream; a socket that answers none of two is closed
    ping_interval, "COLOPHON_PING_INTERVAL", Seconds = 20;
    /// Operation names that have figures of their own in `/metrics`; the others share theirs
    max_operation_names, "COLOPHON_MAX_OPERATION_NAMES", Count = 200;
    /// Subscriptions at a time, over all connections
    max_subscriptions, "COLOPHON_MAX_SUBSCRIPTIONS", Count = 5_000;
    /// Exports at a time; each keeps a connection to the database
    max_exports, "COLOPHON_MAX_EXPORTS", Count = 2;
    /// Seconds that an export may take, with its reader
    export_timeout, "COLOPHON_EXPORT_TIMEOUT", Seconds = 600;
}

impl Limits {
    /// How long a query may run.
    pub const fn timeout(&self) -> Duration {
        Duration::from_secs(self.query_timeout)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_knob_is_in_the_documentation() {
        let page = include_str!("../docs/operate/settings.md");
        for (name, default) in Limits::KNOBS {
            let flag = name.replace('_', "-");
            let line = page.lines().find(|line| line.starts_with(&format!("| `--{flag}` |"))).unwrap_or_else(|| panic!("--{flag}"));
            assert!(line.replace(',', "").contains(&format!("| {default} |")), "{line}");
        }
    }

    #[test]
    fn what_stands_above_goes_first() {
        let above = Layer { max_depth: Some(7), ..Layer::default() };
        let below: Layer = toml::from_str("max_depth = 9\nmax_cost = 5\n").unwrap();
        let limits = Limits::of(&above, &below).unwrap();
        assert_eq!((limits.max_depth, limits.max_cost, limits.max_aliases), (7, 5, 50));
        assert!(toml::from_str::<Layer>("max_dept = 9").is_err());
    }

    #[test]
    fn a_bound_that_makes_no_sense_is_refused() {
        for (key, most) in [("max_depth", "4294967295"), ("ping_interval", "86400")] {
            for value in [0, u64::MAX / 2] {
                let layer: Layer = toml::from_str(&format!("{key} = {value}")).unwrap();
                let error = Limits::of(&Layer::default(), &layer).unwrap_err();
                assert_eq!(error, format!("`{key}` is {value}; it must be between 1 and {most}"));
            }
        }
    }
}
