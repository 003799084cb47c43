//! `colophon health`

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use reqwest::{Client, Url, redirect};

use super::{Common, Failure, Listen, print, say};
use crate::config::{Config, Layer};

/// The path that tells if a server is ready.
const READY: &str = "health/ready";
/// A server that needs longer for its answer is not ready.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug, clap::Args)]
pub(super) struct HealthArgs {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    listen: Listen,
    /// The server to ask, for example `https://example.org/catalogue`. Default: the one that listens where `--listen` says
    #[arg(value_name = "URL")]
    server: Option<Url>,
}

impl HealthArgs {
    /// Returns what the flags and variables of the command say.
    pub(super) fn layer(&self) -> Layer {
        Layer { listen: self.listen.listen, ..Layer::default() }
    }
}

/// Prints the server's answer. The status is 0 when the server is ready and 1 when it is not, or does not answer.
pub(super) async fn run(config: &Config, args: &HealthArgs) -> Result<ExitCode, Failure> {
    let address = address(args.server.as_ref(), config.listen)?;
    match ask(&address).await {
        Ok((true, answer)) => {
            print(&answer)?;
            Ok(ExitCode::SUCCESS)
        }
        Ok((false, words)) | Err(words) => {
            say(&format!("{address} is not ready: {words}"));
            Ok(ExitCode::from(1))
        }
    }
}

/// Returns the address of the server's readiness. Who listens on all addresses is asked at this machine's own.
fn address(server: Option<&Url>, listen: SocketAddr) -> Result<Url, Failure> {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let server = server.map_or_else(|| format!("http://{}", SocketAddr::new(ip, listen.port())), Url::to_string);
    let ready = format!("{}/{READY}", server.trim_end_matches('/'));
    let not_http = || Failure::Usage(format!("{server} is not an address that begins with http:// or https://"));
    Url::parse(&ready).ok().filter(|url| ["http", "https"].contains(&url.scheme())).ok_or_else(not_http)
}

/// Asks a server; returns its answer, and true when the server is ready. The error is the reason why there is no answer.
async fn ask(address: &Url) -> Result<(bool, String), String> {
    // The program has one provider of cryptography. Where it is there already, this call does nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // A proxy's answer would be no answer of the server.
    let client = Client::builder().no_proxy().redirect(redirect::Policy::none()).timeout(PATIENCE);
    // A machine without certificates of authorities can ask its own server all the same.
    let client = if address.scheme() == "http" { client.tls_certs_only([]) } else { client };
    let response = client.build().map_err(reason)?.get(address.clone()).send().await.map_err(reason)?;
    let is_ready = response.status().is_success();
    Ok((is_ready, response.text().await.map_err(reason)?))
}

/// Returns the last cause of an error: "connection refused" says more than "error sending request".
fn reason(error: reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("it did not answer within {} s", PATIENCE.as_secs());
    }
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_servers_own_or_the_one_that_is_named() {
        let asked = |server: Option<&str>, listen: &str| {
            address(server.map(|url| url.parse().unwrap()).as_ref(), listen.parse().unwrap()).map(|url| url.to_string())
        };
        for (server, listen, expected) in [
            (None, "127.0.0.1:8080", "http://127.0.0.1:8080/health/ready"),
            (None, "0.0.0.0:80", "http://127.0.0.1/health/ready"),
            (None, "[::]:8080", "http://[::1]:8080/health/ready"),
            (None, "192.0.2.7:8080", "http://192.0.2.7:8080/health/ready"),
            (Some("https://example.org/catalogue/"), "0.0.0.0:80", "https://example.org/catalogue/health/ready"),
        ] {
            assert_eq!(asked(server, listen).unwrap(), expected);
        }
        assert!(matches!(asked(Some("file:///etc"), "0.0.0.0:80"), Err(Failure::Usage(_))));
    }
}
