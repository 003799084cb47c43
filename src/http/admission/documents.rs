//! Finds the text of a document: in the request, among the texts of earlier requests, or in a file that the operator
//! trusts.

use std::collections::{BTreeMap, HashMap};
use std::net::Ipv4Addr;
use std::sync::Arc;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::DocumentOperations;
use axum::body::Bytes;
use moka::sync::Cache;
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{Admission, lexer};
use crate::access::Caller;
use crate::graphql::Validator;
use crate::http::error::Refusal;
use crate::http::request::{Asked, Params};
use crate::limits::Limits;
use crate::policy::Gate;

/// About the bytes that a remembered document takes, besides its text and its hash.
const BOOKKEEPING: usize = 200;

/// The beginning of a prefixed document identifier (GraphQL over HTTP, appendix A). The SHA-256 of the text follows it.
const PREFIX: &str = "sha256:";

/// The value of `format` in a manifest of Apollo's tools.
const MANIFEST: &str = "apollo-persisted-query-manifest";

/// The documents that the scripts of pages ask for, by their ids. They are answered whatever else is.
const OWN: [(&str, &str); 1] = [("colophon/suggest", include_str!("../../../web/explorer/suggest.graphql"))];

/// The documents that a server answers, besides its own.
#[derive(Debug, Clone, Default)]
pub enum Documents {
    /// All documents.
    #[default]
    Any,
    /// All documents. Texts are remembered, and requests can name them by their hashes (Apollo's automatic persisted
    /// queries).
    Remembered(Cache<String, Arc<str>>),
    /// Trusted documents, by their ids, and no others.
    Trusted(HashMap<String, Arc<str>>),
}

/// A file of trusted documents that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DocumentsError {
    /// It is not one of the formats.
    #[error("{0}")]
    Format(String),
    /// A document of the file could not be answered.
    #[error("the document `{id}`: {reason}")]
    Document {
        /// The document's id.
        id: String,
        /// The fault, and its place.
        reason: String,
    },
}

/// A document that Apollo's tools list.
#[derive(Deserialize)]
struct Operation {
    id: String,
    body: String,
}

impl Documents {
    /// Remembers texts, in so many bytes at most.
    pub fn remembered(bytes: u64) -> Self {
        let weigher = |hash: &String, text: &Arc<str>| u32::try_from(hash.len() + text.len() + BOOKKEEPING).unwrap_or(u32::MAX);
        Self::Remembered(Cache::builder().max_capacity(bytes).weigher(weigher).build())
    }

    /// Trusts the documents of a file: a JSON object of texts by their ids, or a manifest of Apollo's tools. Each is
    /// admitted and validated against the schema, for variables that have their defaults.
    ///
    /// # Errors
    /// The fault of the file, or of the first document that could not be answered.
    pub async fn trusted(json: &str, limits: &Limits) -> Result<Self, DocumentsError> {
        let texts = read(json).map_err(DocumentsError::Format)?;
        if texts.is_empty() {
            return Err(DocumentsError::Format("there are no documents in it, so that nothing would be answered".to_owned()));
        }
        let validator = Validator::new(limits);
        let admission = Admission::new(validator.schema(), Arc::new(limits.clone()), Self::Any, 0);
        for (id, text) in &texts {
            let broken = |reason| DocumentsError::Document { id: id.clone(), reason };
            check(text, &admission, &validator).await.map_err(broken)?;
        }
        Ok(Self::Trusted(texts.into_iter().map(|(id, text)| (unprefixed(&id).to_owned(), text.into())).collect()))
    }

    /// Returns the text of the document that a request asks for, and the hash of the request, under which the text is
    /// remembered.
    pub(super) fn text(&self, params: &mut Params) -> Result<(String, Option<String>), Refusal> {
        let asked = params.asked()?;
        let query = params.query.take();
        if let (None, Some(Asked::Id(id))) = (&query, &asked)
            && let Some((_, text)) = OWN.iter().find(|(own, _)| own == id)
        {
            return Ok(((*text).to_owned(), None));
        }
        match (self, query, asked) {
            (Self::Trusted(_), Some(_), _) => {
                Err(Refusal::forbidden("This server answers trusted documents only: send a `documentId`, and no `query`."))
            }
            (Self::Trusted(texts), None, Some(asked)) => known(texts.get(unprefixed(asked.id())).cloned()),
            (Self::Trusted(_), None, None) => Err(Refusal::bad_request("`documentId` is missing: send the id of a trusted document.")),
            (Self::Remembered(_), Some(text), Some(Asked::Hash(hash))) => Ok((text, Some(hash))),
            (Self::Any | Self::Remembered(_), Some(text), _) => Ok((text, None)),
            (Self::Remembered(texts), None, Some(asked)) => known(texts.get(unprefixed(asked.id()))),
            (Self::Any, None, Some(_)) => Err(Refusal::persisted_not_supported()),
            (Self::Any | Self::Remembered(_), None, None) => {
                Err(Refusal::bad_request("`query` is missing: send the GraphQL document as a text."))
            }
        }
    }

    /// Remembers a text that was admitted, by its hash.
    pub(super) fn remember(&self, hash: String, text: &str) -> Result<(), Refusal> {
        if sha256(text) != hash {
            return Err(Refusal::bad_request("`sha256Hash` is not the SHA-256 of `query` in lower-case hexadecimal."));
        }
        if let Self::Remembered(texts) = self {
            texts.insert(hash, text.into());
        }
        Ok(())
    }
}

fn known(text: Option<Arc<str>>) -> Result<(String, Option<String>), Refusal> {
    text.map(|text| (text.to_string(), None)).ok_or_else(Refusal::persisted_not_found)
}

/// Returns the hash that names a document, in lower-case hexadecimal.
pub(in crate::http) fn sha256(text: &str) -> String {
    format!("{:x}", Bytes::copy_from_slice(&Sha256::digest(text)))
}

fn unprefixed(id: &str) -> &str {
    id.strip_prefix(PREFIX).unwrap_or(id)
}

/// Reads the texts of a file by their ids.
fn read(json: &str) -> Result<BTreeMap<String, String>, String> {
    let plain =
        |error: serde_json::Error| format!("{error}; the file must be a JSON object of documents by their ids, or a manifest of Apollo's");
    let mut file: Map<String, Value> = serde_json::from_str(json).map_err(plain)?;
    if file.get("format").is_none_or(|format| format != MANIFEST) {
        return serde_json::from_value(file.into()).map_err(plain);
    }
    let operations: Vec<Operation> = serde_json::from_value(file.remove("operations").unwrap_or_default()).map_err(plain)?;
    let mut texts = BTreeMap::new();
    for Operation { id, body } in operations {
        if texts.get(&id).is_some_and(|known| *known != body) {
            return Err(format!("`{id}` is the id of two documents"));
        }
        texts.insert(id, body);
    }
    Ok(texts)
}

/// Checks that each operation of a document could be answered. Fails with the first fault.
async fn check(text: &str, admission: &Admission, validator: &Validator) -> Result<(), String> {
    lexer::admit(text, &admission.limits).map_err(|refusal| refusal.to_string())?;
    let document = parse_query(text).map_err(|error| error.to_string())?;
    let names: Vec<Option<String>> = match &document.operations {
        DocumentOperations::Single(_) => vec![None],
        DocumentOperations::Multiple(operations) => operations.keys().map(|name| Some(name.to_string())).collect(),
    };
    let nobody = Caller::unknown(Ipv4Addr::LOCALHOST.into());
    for name in names {
        let admitted = admission.prepare(text, Map::new(), name, &nobody, Gate::Open).map_err(|refusal| refusal.to_string())?;
        let mut errors = validator.errors(admitted.into_request()).await;
        if let Some(error) = errors.first_mut() {
            validator.advise(error);
            let place = error.locations.first().map(|place| format!(" (line {}, column {})", place.line, place.column));
            return Err(format!("{}{}", error.message, place.unwrap_or_default()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn refused(json: &str) -> String {
        Documents::trusted(json, &Limits::default()).await.unwrap_err().to_string()
    }

    #[test]
    fn both_formats_are_read() {
        let map = read(r#"{"a": "{ __typename }"}"#).unwrap();
        let manifest = r#"{"format": "apollo-persisted-query-manifest", "version": 1,
            "operations": [{"id": "a", "name": "A", "type": "query", "body": "{ __typename }"}]}"#;
        assert_eq!(read(manifest).unwrap(), map);
        // A map may hold an id that is a word of the other format.
        assert_eq!(read(r#"{"format": "{ __typename }"}"#).unwrap().len(), 1);
    }

    #[tokio::test]
    async fn what_would_not_be_answered_is_told_with_its_place() {
        for (json, words) in [
            ("[]", "JSON object"),
            ("{\"a\"", "line 1"),
            ("{}", "no documents"),
            (r#"{"a": 7}"#, "a string"),
            (r#"{"good": "{ __typename }", "bad": "{ resources {"}"#, "the document `bad`:"),
            (r#"{"bad": "{\n  nothing }"}"#, "(line 2, column 3)"),
            (r#"{"bad": "query A { __typename } query B { nothing }"}"#, "nothing"),
            (r#"{"bad": "mutation { a }"}"#, "mutation"),
            (r#"{"bad": "{ resources(first: \"x\") { totalCount } }"}"#, "first"),
            (
                r#"{"bad": "{ resources(first: 100) { nodes { keywords(first: 100) { nodes { resources(first: 100) { nodes { title } } } } } } }"}"#,
                "could hold",
            ),
            (
                r#"{"format": "apollo-persisted-query-manifest", "operations": [{"id": "a", "body": "{ a }"}, {"id": "a", "body": "{ b }"}]}"#,
                "two documents",
            ),
        ] {
            let refused = refused(json).await;
            assert!(refused.contains(words), "{json}: {refused}");
        }
    }

    #[tokio::test]
    async fn variables_need_no_values_to_be_trusted() {
        let json = r#"{"a": "query($id: ID!, $yes: Boolean!) { resource(id: $id) @include(if: $yes) { title } }", "b": "subscription { catalogueChanged { __typename } }"}"#;
        assert!(matches!(Documents::trusted(json, &Limits::default()).await, Ok(Documents::Trusted(texts)) if texts.len() == 2));
    }

    #[test]
    fn what_is_remembered_has_a_bound() {
        let documents = Documents::remembered(100_000);
        for n in 0..2_000 {
            let text = format!("{{ a{n} {} }}", "x ".repeat(300));
            documents.remember(sha256(&text), &text).unwrap();
        }
        let Documents::Remembered(texts) = documents else { panic!("another kind") };
        texts.run_pending_tasks();
        assert!(texts.weighted_size() <= 100_000 && texts.entry_count() > 0, "{} bytes", texts.weighted_size());
    }
}
