//! Asks the graph for what a page shows. Pages ask as any client does: one document, on one snapshot, with the rights of
//! the reader. The document is parsed and validated once.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::visit::Visit;
use crate::http::admission::Prepared;
use crate::http::error::Refusal;
use crate::limits::Limits;

/// The document of a page.
#[derive(Debug)]
pub(super) struct PageDocument {
    text: &'static str,
    prepared: OnceLock<Arc<Prepared>>,
}

impl PageDocument {
    pub(super) const fn new(text: &'static str) -> Self {
        Self { text, prepared: OnceLock::new() }
    }

    /// Returns the parsed document. Fails when it is none: a test asks for all of them.
    fn prepared(&self) -> Result<Arc<Prepared>, Refusal> {
        if let Some(prepared) = self.prepared.get() {
            return Ok(Arc::clone(prepared));
        }
        // The bounds that an operator sets are for documents of others. This one is known.
        let prepared = Arc::new(Prepared::new(self.text, &Limits::default())?);
        Ok(Arc::clone(self.prepared.get_or_init(|| prepared)))
    }
}

/// An answer of the graph.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(default)]
    errors: Vec<AnswerFault>,
}

#[derive(Deserialize)]
struct AnswerFault {
    message: String,
    #[serde(default)]
    extensions: Extensions,
}

#[derive(Default, Deserialize)]
struct Extensions {
    #[serde(default)]
    code: String,
}

impl Visit {
    /// Returns the answer to a document.
    ///
    /// # Errors
    /// When the reader asks for more than the rate limit allows, when the time limit is reached, or when a field failed: a
    /// page with holes would look whole.
    pub(super) async fn ask<T: DeserializeOwned>(&self, document: &PageDocument, variables: Map<String, Value>) -> Result<T, Refusal> {
        let admitted = self.app.admission.load().known(document.prepared()?, variables, &self.caller)?;
        if let Some(charge) = self.app.access.charge(&self.caller.client, admitted.cost).filter(|charge| !charge.is_paid) {
            return Err(Refusal::rate_limited(charge.seconds));
        }
        self.read(&self.app.answer(admitted, &self.id).await?.body)
    }

    fn read<T: DeserializeOwned>(&self, body: &Bytes) -> Result<T, Refusal> {
        let internal = |cause: &dyn std::fmt::Display| {
            tracing::error!(%cause, request = &*self.id, "the answer for a page cannot be read");
            Refusal::internal(&self.id)
        };
        let Envelope { data, errors } = serde_json::from_slice(body).map_err(|cause| internal(&cause))?;
        match (data, errors.into_iter().next()) {
            (Some(data), None) => serde_json::from_str(data.get()).map_err(|cause| internal(&cause)),
            (_, Some(AnswerFault { message, extensions })) => Err(match extensions.code.as_str() {
                "BAD_USER_INPUT" | "GRAPHQL_VALIDATION_FAILED" => Refusal::bad_request(message),
                "REQUEST_TIMEOUT" => Refusal::timeout(),
                "SERVICE_UNAVAILABLE" => Refusal::unavailable(message),
                _ => internal(&message),
            }),
            (None, None) => Err(internal(&"there is no data")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::DOCUMENTS;
    use crate::graphql::Validator;
    use crate::limits::Limits;

    #[tokio::test]
    async fn every_document_is_valid() {
        let validator = Validator::new(&Limits::default());
        for document in DOCUMENTS {
            document.prepared().unwrap_or_else(|refusal| panic!("{refusal}: {}", document.text));
            let errors = validator.errors(async_graphql::Request::new(document.text)).await;
            assert!(errors.is_empty(), "{errors:?}: {}", document.text);
        }
    }
}
