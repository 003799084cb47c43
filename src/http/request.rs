//! Reading a GraphQL request (GraphQL over HTTP, "Request").

use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::Refusal;

/// The parameters of a request. Unknown ones are ignored, as the specification asks.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    pub(super) query: Option<String>,
    pub(super) operation_name: Option<String>,
    pub(super) variables: Option<Map<String, Value>>,
    #[serde(rename = "extensions")]
    _extensions: Option<Map<String, Value>>,
}

/// The parameters as they stand in a query string: the maps are JSON.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct QueryString {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
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
            _extensions: map("extensions", self.extensions)?,
            query: self.query,
            operation_name: self.operation_name,
        })
    }
}

/// Whether a body is JSON in UTF-8. Anything that an HTML form can send is not, which keeps other sites from posting here.
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
            "The body {what} ({place}). Send an object with `query`, and if need be `operationName`, `variables`, `extensions`."
        ))
    })
}

impl Params {
    /// Whether there is something to execute.
    pub(super) const fn is_asking(&self) -> bool {
        self.query.is_some()
    }
}
