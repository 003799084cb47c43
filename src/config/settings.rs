//! The table of settings: each with the value that holds.

use std::fmt::Display;
use std::path::Path;

use super::{AccessLog, Config, LogFormat};
use crate::appearance::Colours;
use crate::database_url::redacted;
use crate::policy::Gate;

/// A setting, and the value that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its key in `colophon.toml`; that of a table has the table's name before it: `limits.max_depth`.
    pub key: String,
    /// Its value, as one could write it; none when it is not set and has no default. No password is in it.
    pub value: Option<String>,
}

impl Config {
    /// Returns all settings, in the order of the documentation.
    pub fn settings(&self) -> Vec<Setting> {
        let mut all = self.general();
        all.extend(self.limits.values().into_iter().map(|(name, value)| setting(&format!("limits.{name}"), value)));
        all.extend(self.access_settings());
        let traces = &self.traces;
        all.push(option("traces.endpoint", traces.endpoint.as_deref().map(redacted)));
        all.push(setting("traces.service_name", traces.service_name.as_deref().unwrap_or("colophon")));
        all.push(setting("traces.sampling", traces.sampling.unwrap_or(1.0)));
        let site = &self.site;
        all.extend([
            setting("site.name", &site.name),
            option("site.text", site.text.as_ref()),
            option("site.logo", site.logo.as_deref().map(Path::display)),
            list("site.links", site.links.iter().map(|link| &link.url)),
        ]);
        for (name, colours) in [("light", &site.light), ("dark", &site.dark)] {
            let Colours { paper, ink, accent } = colours;
            all.push(setting(&format!("site.{name}"), format!("paper {paper}, ink {ink}, accent {accent}")));
        }
        all
    }

    fn general(&self) -> Vec<Setting> {
        let bytes = |key, size: super::Size| setting(key, size);
        let span = |key, time| setting(key, humantime::format_duration(time));
        vec![
            setting("database", redacted(&self.database)),
            list("read_database", self.read_databases.iter().map(|url| redacted(url))),
            setting("replica_lag", self.replica_lag.as_secs()),
            setting("data_dir", self.data_dir.display()),
            setting("listen", self.listen),
            option("public_url", self.site.public_url.as_ref()),
            option("log_format", self.log_format.map(format)),
            setting("log_filter", self.log_filter.as_deref().unwrap_or(super::LOG_FILTER)),
            setting("access_log", access_log(self.access_log)),
            setting("read_only", self.read_only),
            setting("sample", self.sample),
            span("wait_for_lock", self.wait_for_lock),
            list("cors_origins", &self.cors_origins),
            bytes("cache_size", self.cache_size),
            bytes("document_cache", self.document_cache),
            bytes("answer_cache", self.answer_cache),
            setting("max_age", self.max_age),
            setting("warm", self.warm),
            setting("slow_query_ms", self.slow_query.as_millis()),
            option("trusted_documents", self.trusted_documents.as_deref().map(Path::display)),
            option("automatic_persisted_queries", self.automatic_persisted_queries),
        ]
    }

    fn access_settings(&self) -> Vec<Setting> {
        let (access, provider) = (&self.access, self.access.provider.as_ref());
        let gates = [
            ("read", access.read),
            ("introspection", access.introspection),
            ("playground", access.playground),
            ("metrics", access.metrics),
        ];
        let gates = gates.map(|(name, gate): (_, Gate)| setting(&format!("access.{name}"), gate));
        let others = [
            option("access.rate_limit", access.rate_limit),
            list("access.trusted_proxies", &access.trusted_proxies),
            option("access.oidc_issuer", provider.map(|provider| &provider.issuer)),
            option("access.oidc_audience", provider.map(|provider| &provider.audience)),
            option("access.oidc_jwks", provider.and_then(|provider| provider.jwks.as_ref())),
            option("access.oidc_roles_claim", provider.map(|provider| &provider.roles_claim)),
        ];
        gates.into_iter().chain(others).collect()
    }
}

fn option(key: &str, value: Option<impl Display>) -> Setting {
    Setting { key: key.to_owned(), value: value.map(|value| value.to_string()) }
}

fn setting(key: &str, value: impl Display) -> Setting {
    option(key, Some(value))
}

fn list<T: Display>(key: &str, values: impl IntoIterator<Item = T>) -> Setting {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    option(key, Some(values.join(", ")).filter(|values| !values.is_empty()))
}

const fn format(format: LogFormat) -> &'static str {
    match format {
        LogFormat::Text => "text",
        LogFormat::Json => "json",
    }
}

const fn access_log(setting: AccessLog) -> &'static str {
    match setting {
        AccessLog::None => "none",
        AccessLog::Requests => "requests",
        AccessLog::Addresses => "addresses",
    }
}
