//! Variables whose names begin like Colophon's own: those that no flag reads are told, since each may be a slip.

use std::collections::BTreeSet;

use clap::Command;
use tracing::warn;

const PREFIX: &str = "COLOPHON_";
/// Two names must be so much alike, from 0 to 1, for one to be a slip of the other.
const ALIKE: f64 = 0.85;

/// Warns of variables that nothing reads.
pub(super) fn warn_of_unknown(program: &Command) {
    let known = known(program);
    // A name or a value that is no text cannot be meant for Colophon's flags.
    let texts = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    for (name, value) in texts {
        if let Some(told) = told(&name, &value, &known) {
            warn!("{told}");
        }
    }
}

/// Collects the variables that flags read.
pub(super) fn known(command: &Command) -> BTreeSet<String> {
    let own = command.get_arguments().filter_map(|flag| flag.get_env()?.to_str().map(str::to_owned));
    own.chain(command.get_subcommands().flat_map(known)).collect()
}

/// Returns a sentence about a variable that begins like Colophon's own and is none of them.
fn told(name: &str, value: &str, known: &BTreeSet<String>) -> Option<String> {
    if !name.starts_with(PREFIX) || value.is_empty() || known.contains(name) || is_of_kubernetes(name, value) {
        return None;
    }
    let nearest =
        known.iter().map(|other| (strsim::jaro_winkler(&name[PREFIX.len()..], other.strip_prefix(PREFIX).unwrap_or(other)), other));
    let nearest = nearest.filter(|(likeness, _)| *likeness >= ALIKE).max_by(|one, other| one.0.total_cmp(&other.0));
    let hint = match nearest {
        Some((_, other)) => format!("did you mean {other}?"),
        None => "`colophon serve --help` lists the variables".to_owned(),
    };
    Some(format!("the variable {name} is not known and changes nothing; {hint}"))
}

/// Kubernetes gives every container variables with the addresses of each service: a service named `colophon` has such names.
fn is_of_kubernetes(name: &str, value: &str) -> bool {
    let rest = name.strip_prefix(PREFIX).unwrap_or_default();
    rest.starts_with("SERVICE_HOST")
        || rest.starts_with("SERVICE_PORT")
        || rest.starts_with("PORT_")
        || rest == "PORT" && value.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments;

    #[test]
    fn a_slip_is_told_with_what_was_meant() {
        let known = known(&arguments::command());
        let said = |name: &str| told(name, "1", &known);
        for (slip, meant) in [
            ("COLOPHON_RAED", "COLOPHON_READ"),
            ("COLOPHON_MAX_DEPHT", "COLOPHON_MAX_DEPTH"),
            ("COLOPHON_SAMPLE", "COLOPHON_NO_SAMPLE"),
            ("COLOPHON_CORS_ORIGIN", "COLOPHON_CORS_ORIGINS"),
            ("COLOPHON_DATADIR", "COLOPHON_DATA_DIR"),
            ("COLOPHON_DATABASE_URL", "COLOPHON_DATABASE"),
        ] {
            assert!(
                said(slip).is_some_and(|words| words.contains(slip) && words.ends_with(&format!("did you mean {meant}?"))),
                "{slip}: {:?}",
                said(slip)
            );
        }
        let nothing_like_it = said("COLOPHON_XYZZY").unwrap();
        assert!(!nothing_like_it.contains("did you mean"), "{nothing_like_it}");
        for fine in ["COLOPHON_READ", "COLOPHON_NO_SAMPLE", "COLOPHONE", "HOME", "OTEL_SERVICE_NAME"] {
            assert_eq!(said(fine), None, "{fine}");
        }
        assert_eq!(told("COLOPHON_RAED", "", &known), None, "an empty variable counts as unset");
    }

    #[test]
    fn addresses_of_a_service_are_no_slips() {
        let known = known(&arguments::command());
        for name in
            ["SERVICE_HOST", "SERVICE_PORT", "SERVICE_PORT_HTTP", "PORT", "PORT_8080_TCP", "PORT_8080_TCP_ADDR", "PORT_8080_TCP_PROTO"]
        {
            assert_eq!(told(&format!("COLOPHON_{name}"), "tcp://10.0.0.1:8080", &known), None, "{name}");
        }
        assert!(told("COLOPHON_PORT", "8080", &known).is_some());
    }
}
