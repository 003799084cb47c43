//! Who may do what: every gate, its knob and its default.
//!
//! A knob is a flag, a `COLOPHON_*` variable, or a key of `[access]` in `colophon.toml`; `docs/operate/settings.md` says why each is what it is.

use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::str::FromStr;

use entity::vocabulary::Role;
use ipnet::IpNet;
use serde::Deserialize;

use crate::limits::Limits;

/// The clients that may do a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Gate {
    /// Everybody.
    Open,
    /// Clients with this role, or a larger one.
    Role(Role),
    /// Nobody.
    Closed,
}

impl FromStr for Gate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "open" => Ok(Self::Open),
            "closed" => Ok(Self::Closed),
            _ => role(text).map(Self::Role).ok_or_else(|| format!("`{text}` is none of open, reader, curator, admin, closed")),
        }
    }
}

/// As it is written in a setting.
impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str("open"),
            Self::Role(role) => f.write_str(&role_name(*role)),
            Self::Closed => f.write_str("closed"),
        }
    }
}

impl TryFrom<String> for Gate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// The role with this name, as settings, the command line and identity providers spell it.
pub fn role(name: &str) -> Option<Role> {
    Role::ALL.iter().copied().find(|role| role_name(*role) == name)
}

/// A role's name: its term in small letters.
pub fn role_name(role: Role) -> String {
    role.as_str().to_ascii_lowercase()
}

/// Addresses of proxies: one, or a network such as `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Proxies(IpNet);

impl Proxies {
    /// Returns true when an address is one of these.
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }
}

/// As they are written in a setting.
impl fmt::Display for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Proxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map(Self).map_err(|_| format!("`{text}` is neither an address nor a network such as 10.0.0.0/8"))
    }
}

impl TryFrom<String> for Proxies {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

/// The settings of one place; it may leave anything out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, clap::Args)]
#[serde(deny_unknown_fields)]
#[group(skip)]
pub struct Layer {
    /// Who may read the catalogue: open, reader, curator, admin or closed. Default: open
    #[arg(long, env = "COLOPHON_READ", value_name = "WHO", help_heading = "Access", hide_short_help = true)]
    pub read: Option<Gate>,
    /// Who may read the schema. Default: open
    #[arg(long, env = "COLOPHON_INTROSPECTION", value_name = "WHO", help_heading = "Access", hide_short_help = true)]
    pub introspection: Option<Gate>,
    /// Who may open the playground. Default: open
    #[arg(long, env = "COLOPHON_PLAYGROUND", value_name = "WHO", help_heading = "Access", hide_short_help = true)]
    pub playground: Option<Gate>,
    /// Who may read the metrics. Default: reader
    #[arg(long, env = "COLOPHON_METRICS", value_name = "WHO", help_heading = "Access", hide_short_help = true)]
    pub metrics: Option<Gate>,
    /// What a client may ask for in a minute, in the cost of its queries. Default: no bound
    #[arg(long, env = "COLOPHON_RATE_LIMIT", value_name = "COST", help_heading = "Access", hide_short_help = true)]
    pub rate_limit: Option<NonZeroU32>,
    /// A proxy, or a network of them, whose `X-Forwarded-For` or `Forwarded` is believed; may be repeated. Default: none
    #[arg(
        long,
        env = "COLOPHON_TRUSTED_PROXIES",
        value_name = "ADDRESS",
        value_delimiter = ',',
        help_heading = "Access",
        hide_short_help = true
    )]
    pub trusted_proxies: Option<Vec<Proxies>>,
    /// The identity provider whose tokens are taken, as they name it in `iss`. Default: none
    #[arg(long, env = "COLOPHON_OIDC_ISSUER", value_name = "URL", help_heading = "Access", hide_short_help = true)]
    pub oidc_issuer: Option<String>,
    /// Whom such a token must be meant for: its `aud`
    #[arg(long, env = "COLOPHON_OIDC_AUDIENCE", value_name = "NAME", help_heading = "Access", hide_short_help = true)]
    pub oidc_audience: Option<String>,
    /// The provider's keys: a file or an https address. Default: what `.well-known/openid-configuration` below the issuer says
    #[arg(long, env = "COLOPHON_OIDC_JWKS", value_name = "FILE|URL", help_heading = "Access", hide_short_help = true)]
    pub oidc_jwks: Option<String>,
    /// The claim that holds the roles; a dot leads into an object. Default: roles
    #[arg(long, env = "COLOPHON_OIDC_ROLES_CLAIM", value_name = "PATH", help_heading = "Access", hide_short_help = true)]
    pub oidc_roles_claim: Option<String>,
}

/// The gates: the clients that may do each thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Read the catalogue.
    pub read: Gate,
    /// Read the schema.
    pub introspection: Gate,
    /// Open the playground.
    pub playground: Gate,
    /// Read the metrics.
    pub metrics: Gate,
    /// The cost of queries that a client may ask for in a minute.
    pub rate_limit: Option<NonZeroU32>,
    /// The proxies whose `X-Forwarded-For` or `Forwarded` is believed.
    pub trusted_proxies: Vec<Proxies>,
    /// The identity provider whose tokens are taken.
    pub provider: Option<Provider>,
}

/// An identity provider (OpenID Connect).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// The value of `iss` in its tokens.
    pub issuer: String,
    /// The value that `aud` must have in them.
    pub audience: String,
    /// A file or address with its keys; if none is given, the provider is asked where they are.
    pub jwks: Option<String>,
    /// The claim that holds the roles.
    pub roles_claim: String,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            read: Gate::Open,
            introspection: Gate::Open,
            playground: Gate::Open,
            metrics: Gate::Role(Role::Reader),
            rate_limit: None,
            trusted_proxies: Vec::new(),
            provider: None,
        }
    }
}

impl Policy {
    /// Puts two places and the defaults together; what stands above goes first.
    ///
    /// # Errors
    /// A message, when a setting is missing or contradicts another.
    pub fn of(above: Layer, below: Layer, limits: &Limits) -> Result<Self, String> {
        let default = Self::default();
        let rate_limit = above.rate_limit.or(below.rate_limit);
        if let Some(rate) = rate_limit.filter(|rate| u64::from(rate.get()) < limits.max_cost) {
            return Err(format!(
                "`rate_limit` is {rate}, less than `max_cost`, which is {}: the most expensive queries could never be answered; change one of them",
                limits.max_cost
            ));
        }
        let issuer = above.oidc_issuer.or(below.oidc_issuer);
        let audience = above.oidc_audience.or(below.oidc_audience);
        let jwks = above.oidc_jwks.or(below.oidc_jwks);
        let roles_claim = above.oidc_roles_claim.or(below.oidc_roles_claim);
        let provider = match (issuer, audience) {
            (Some(issuer), Some(audience)) => {
                Some(Provider { issuer, audience, jwks, roles_claim: roles_claim.unwrap_or_else(|| "roles".to_owned()) })
            }
            (Some(_), None) => {
                return Err("`oidc_audience` is missing: without it, tokens made for other services would be taken".to_owned());
            }
            (None, None) if jwks.is_none() && roles_claim.is_none() => None,
            (None, _) => return Err("`oidc_issuer` is missing: the other settings of the identity provider need it".to_owned()),
        };
        Ok(Self {
            read: above.read.or(below.read).unwrap_or(default.read),
            introspection: above.introspection.or(below.introspection).unwrap_or(default.introspection),
            playground: above.playground.or(below.playground).unwrap_or(default.playground),
            metrics: above.metrics.or(below.metrics).unwrap_or(default.metrics),
            rate_limit,
            trusted_proxies: above.trusted_proxies.or(below.trusted_proxies).unwrap_or(default.trusted_proxies),
            provider,
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::{Args, Command};

    use super::*;

    #[test]
    fn every_knob_is_in_the_documentation() {
        let page = include_str!("../docs/operate/settings.md");
        let command = Layer::augment_args(Command::new("colophon"));
        for argument in command.get_arguments() {
            let (flag, key) = (argument.get_long().unwrap(), argument.get_id().as_str());
            let variable = argument.get_env().unwrap().to_string_lossy();
            let line = page.lines().find(|line| line.starts_with(&format!("| `--{flag}` |"))).unwrap_or_else(|| panic!("--{flag}"));
            assert!(line.contains(&format!("`{variable}`")) && flag == key.replace('_', "-"), "{line}");
        }
    }

    #[test]
    fn what_stands_above_goes_first() {
        let above = Layer { read: Some(Gate::Role(Role::Curator)), ..Layer::default() };
        let below: Layer = toml::from_str(
            "read = 'closed'\nplayground = 'admin'\ntrusted_proxies = ['127.0.0.1', '10.0.0.0/8']\noidc_issuer = 'https://id.example.org'\noidc_audience = 'colophon'\n",
        )
        .unwrap();
        let policy = Policy::of(above, below, &Limits::default()).unwrap();
        assert_eq!((policy.read, policy.playground), (Gate::Role(Role::Curator), Gate::Role(Role::Admin)));
        assert_eq!((policy.introspection, policy.metrics), (Gate::Open, Gate::Role(Role::Reader)));
        assert_eq!(policy.provider.unwrap().roles_claim, "roles");
        let trusted = |address: &str| policy.trusted_proxies.iter().any(|proxies| proxies.contain(address.parse().unwrap()));
        assert!(trusted("127.0.0.1") && trusted("10.255.0.1") && !trusted("127.0.0.2") && !trusted("::1"));
        assert!(toml::from_str::<Layer>("read = 'everybody'").unwrap_err().to_string().contains("none of open, reader"));
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        for (text, word) in [
            ("rate_limit = 10", "`max_cost`"),
            ("oidc_issuer = 'https://id.example.org'", "`oidc_audience` is missing"),
            ("oidc_audience = 'colophon'", "`oidc_issuer` is missing"),
            ("oidc_jwks = 'keys.json'", "`oidc_issuer` is missing"),
        ] {
            let error = Policy::of(Layer::default(), toml::from_str(text).unwrap(), &Limits::default()).unwrap_err();
            assert!(error.contains(word), "{error}");
        }
    }
}
