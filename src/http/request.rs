//! Reading a GraphQL request (GraphQL over HTTP, "Request").

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::admission;
use super::error::Refusal;
use crate::limits::Limits;

/// The parameters of a request. Unknown ones are ignored, as the specification asks.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Params {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<Map<String, Value>>,
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
    /// The request to execute, parsed, and whether it only reads.
    pub(super) fn admit(self, limits: &Limits) -> Result<(async_graphql::Request, OperationType), Refusal> {
        let query = self.query.ok_or_else(|| Refusal::bad_request("`query` is missing: send the GraphQL document as a text."))?;
        admission::admit(&query, limits)?;
        let document = async_graphql::parser::parse_query(&query).map_err(|error| Refusal::parse(error.to_string()))?;
        let kind = operation(&document, self.operation_name.as_deref())?;
        let mut request = async_graphql::Request::new(query);
        request.operation_name = self.operation_name.filter(|name| !name.is_empty());
        request.variables = async_graphql::Variables::from_json(Value::Object(self.variables.unwrap_or_default()));
        request.set_parsed_query(document);
        Ok((request, kind))
    }
}

/// The kind of the operation that is asked for (GraphQL, section 6.1, `GetOperation`).
fn operation(document: &ExecutableDocument, name: Option<&str>) -> Result<OperationType, Refusal> {
    match (&document.operations, name.filter(|name| !name.is_empty())) {
        (DocumentOperations::Single(operation), None) => Ok(operation.node.ty),
        (DocumentOperations::Single(_), Some(name)) => Err(unknown(name)),
        (DocumentOperations::Multiple(operations), Some(name)) => {
            operations.get(name).map(|operation| operation.node.ty).ok_or_else(|| unknown(name))
        }
        (DocumentOperations::Multiple(operations), None) => match operations.values().next() {
            Some(only) if operations.len() == 1 => Ok(only.node.ty),
            _ => Err(Refusal::operation("The document has several operations: say which with `operationName`.")),
        },
    }
}

fn unknown(name: &str) -> Refusal {
    let name: String = name.chars().take(100).collect();
    Refusal::operation(format!("The document has no operation named `{name}`."))
}
