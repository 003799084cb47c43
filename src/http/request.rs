//! Reads GraphQL requests (GraphQL over HTTP, "Request").

use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::Refusal;

/// The parameters of a request. Unknown parameters are ignored, as the specification demands.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    pub(super) query: Option<String>,
    pub(super) operation_name: Option<String>,
    pub(super) variables: Option<Map<String, Value>>,
    document_id: Option<String>,
    extensions: Option<Map<String, Value>>,
}

/// The name of a document whose text the request does not send.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// `documentId` (GraphQL over HTTP, appendix A).
    Id(String),
    /// `extensions.persistedQuery.sha256Hash` (Apollo's persisted queries).
    Hash(String),
}

impl Asked {
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Id(id) | Self::Hash(id) => id,
        }
    }
}

/// `extensions.persistedQuery`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersistedQuery {
    version: u64,
    sha256_hash: String,
}

/// The parameters in a query string, where the maps are JSON.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct QueryString {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    document_id: Option<String>,
    extensions: Option<String>,
}

impl QueryString {
    pub(super) fn params(self) -> Result<Params, Refusal> {
        let map = |name: &str, text: Option<String>| -> Result<Option<Map<String, Value>>, Refusal> {
            let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
            serde_json::from_str(&text).map_err(|_| Refusal::bad_request(format!("`{name}` must be a JSON object.")))
        };
        Ok(Params {
            variables: map("variables", self.variables)?,
            extensions: map("extensions", self.extensions)?,
            document_id: self.document_id,
            query: self.query,
            operation_name: self.operation_name,
        })
    }
}

/// Returns true when a body is JSON in UTF-8. HTML forms can send other types only, so that other sites cannot post
/// here with them.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_ascii_lowercase);
    let Some(content_type) = text(header::CONTENT_TYPE) else { return false };
    let mut parts = content_type.split(';').map(str::trim);
    let is_json = parts.next() == Some("application/json");
    let is_utf8 =
        parts.filter_map(|part| part.strip_prefix("charset=")).all(|charset| matches!(charset.trim_matches('"'), "utf-8" | "utf8"));
    let is_plain = text(header::CONTENT_ENCODING).is_none_or(|encoding| encoding == "identity");
    is_json && is_utf8 && is_plain
}

/// Reads a body.
pub(super) fn body(bytes: &[u8]) -> Result<Params, Refusal> {
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
        return Err(Refusal::bad_request("Batches are not answered: send one request an operation."));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let what = match error.classify() {
            serde_json::error::Category::Data => "has a parameter of a wrong type",
            _ => "is not JSON",
        };
        let place = format!("line {}, column {}", error.line(), error.column());
        Refusal::bad_request(format!(
            "The body {what} ({place}). Send an object with `query` (or `documentId`), and if need be `operationName`, `variables`, `extensions`."
        ))
    })
}

impl Params {
    /// Returns true when the request has a document or names one.
    pub(super) fn is_asking(&self) -> bool {
        self.query.is_some() || self.document_id.is_some() || self.persisted().is_some()
    }

    /// Returns the name of the document, if there is one. An id goes before a hash.
    pub(super) fn asked(&mut self) -> Result<Option<Asked>, Refusal> {
        if let Some(id) = self.document_id.take() {
            return Ok(Some(Asked::Id(id)));
        }
        let Some(persisted) = self.persisted() else { return Ok(None) };
        let wrong = |_| Refusal::bad_request("`extensions.persistedQuery` must have a `version` and a `sha256Hash`.");
        let PersistedQuery { version, sha256_hash } = PersistedQuery::deserialize(persisted).map_err(wrong)?;
        if version != 1 {
            return Err(Refusal::bad_request("Persisted queries are spoken in version 1 only."));
        }
        Ok(Some(Asked::Hash(sha256_hash)))
    }

    fn persisted(&self) -> Option<&Value> {
        self.extensions.as_ref()?.get("persistedQuery").filter(|persisted| !persisted.is_null())
    }
}
