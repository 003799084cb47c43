//! Checks each request before it is executed. Requests by HTTP, by event stream and by WebSocket pass the same checks.
//!
//! 1. When the request only names its document, the text is looked up.
//! 2. Before the text is parsed, its bytes, tokens and brackets are counted.
//! 3. The parsed document is measured with its fragments put in: fields, levels, aliases, directives.
//! 4. The cost of the answer is estimated, and compared with the limit.
//!
//! The time that all this takes is at most proportional to the length of the text.

mod documents;
#[cfg(test)]
mod fuzz;
mod given;
mod introspection;
mod lexer;
mod measure;
mod prepared;
mod shapes;
mod variables;

use std::sync::Arc;

use async_graphql::Variables;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition, OperationType};
use serde_json::{Map, Value};

pub(super) use self::documents::sha256;
pub use self::documents::{Documents, DocumentsError};
use self::prepared::Kept;
pub(super) use self::prepared::Prepared;
use self::shapes::Shapes;
pub(super) use self::variables::admit_value;
use super::error::Refusal;
use super::request::Params;
use crate::access::Caller;
use crate::graphql::Schema;
use crate::limits::Limits;
use crate::policy::Gate;

/// Admits requests, within the limits that the operator set.
#[derive(Debug)]
pub(super) struct Admission {
    limits: Arc<Limits>,
    shapes: Shapes,
    documents: Documents,
    kept: Kept,
}

/// A request that may be executed. A subscription is executed once for each event.
#[derive(Debug, Clone)]
pub(super) struct Admitted {
    prepared: Arc<Prepared>,
    asked: Option<String>,
    variables: Variables,
    /// A number for what validation sees of the variables. Variables with the same number need no second validation.
    shape: u64,
    /// The kind of the operation: query, mutation or subscription.
    pub(super) kind: OperationType,
    /// The operation's name; empty when it has none.
    pub(super) operation: String,
    /// The highest cost of its answer, in values.
    pub(super) cost: u64,
    /// The client.
    pub(super) caller: Caller,
}

impl Admitted {
    /// Returns the document's text.
    pub(super) fn document(&self) -> &Arc<str> {
        &self.prepared.text
    }

    /// Returns the name of the operation that is asked for, if there is one.
    pub(super) fn asked(&self) -> Option<&str> {
        self.asked.as_deref()
    }

    /// Returns the variables as one text. Equal variables have equal texts.
    pub(super) fn variables(&self) -> String {
        // This cannot fail: the values were read from JSON.
        serde_json::to_string(&self.variables).unwrap_or_default()
    }

    /// Returns true when the same document was found valid before, with variables of the same shape.
    pub(super) fn is_valid(&self) -> bool {
        self.prepared.is_valid(self.shape)
    }

    /// Remembers that the document is valid with variables of this shape.
    pub(super) fn validated(&self) {
        self.prepared.validated(self.shape);
    }

    /// Returns the parsed request for the executor. Resolvers find the [`Caller`] in their context.
    pub(super) fn into_request(self) -> async_graphql::Request {
        // The text is not read again.
        let mut request = async_graphql::Request::new(String::new());
        request.operation_name = self.asked;
        request.variables = self.variables;
        request.set_parsed_query(self.prepared.document.clone());
        request.data(self.caller)
    }
}

impl Admission {
    /// Makes the checks for a schema. Parsed documents are kept in a cache of `kept_bytes` bytes.
    pub(super) fn new(schema: &Schema, limits: Arc<Limits>, documents: Documents, kept_bytes: u64) -> Self {
        Self { limits, shapes: Shapes::new(schema), documents, kept: Kept::new(kept_bytes) }
    }

    /// Checks a request and makes it ready to be executed. Only callers that the gate `introspection` lets through may
    /// ask for the schema. Fails with the first check that the request does not pass.
    pub(super) fn admit(&self, mut params: Params, caller: &Caller, introspection: Gate) -> Result<Admitted, Refusal> {
        let (query, hash) = self.documents.text(&mut params)?;
        let admitted = self.prepare(&query, params.variables.unwrap_or_default(), params.operation_name, caller, introspection)?;
        let (_, operation) = operation(&admitted.prepared.document, admitted.asked())?;
        variables::required(operation, &admitted.variables)?;
        if let Some(hash) = hash {
            self.documents.remember(hash, admitted.document())?;
        }
        Ok(admitted)
    }

    /// Checks a document with its variables and makes it ready.
    fn prepare(
        &self,
        query: &str,
        variables: Map<String, Value>,
        name: Option<String>,
        caller: &Caller,
        introspection: Gate,
    ) -> Result<Admitted, Refusal> {
        let limits = &self.limits;
        variables::admit(&variables, limits)?;
        let prepared = self.kept.document(query, limits)?;
        introspection::admit(prepared.introspects, caller, introspection)?;
        let admitted = self.measured(prepared, variables, name.filter(|name| !name.is_empty()), caller)?;
        if admitted.cost > limits.max_cost {
            let message = format!(
                "The answer could hold {} values; {} are the most. Ask for smaller pages (`first`), or fewer lists inside lists.",
                admitted.cost, limits.max_cost
            );
            return Err(Refusal::validation(message));
        }
        Ok(admitted)
    }

    /// Makes a document of this program ready. The bounds of an operator are for the documents of others.
    pub(super) fn known(&self, prepared: Arc<Prepared>, variables: Map<String, Value>, caller: &Caller) -> Result<Admitted, Refusal> {
        self.measured(prepared, variables, None, caller)
    }

    fn measured(
        &self,
        prepared: Arc<Prepared>,
        variables: Map<String, Value>,
        asked: Option<String>,
        caller: &Caller,
    ) -> Result<Admitted, Refusal> {
        let document = &prepared.document;
        let (name, operation) = operation(document, asked.as_deref())?;
        let (kind, cost) = (operation.ty, measure::cost(document, operation, &variables, &self.shapes));
        let shape = self.kept.shape(operation, name, &variables);
        let mut variables = Variables::from_json(Value::Object(variables));
        // The library looks for what `@skip` and `@include` name among the given variables only.
        for declared in &operation.variable_definitions {
            if let Some(default) = &declared.node.default_value {
                variables.entry(declared.node.name.node.clone()).or_insert_with(|| default.node.clone());
            }
        }
        let operation = name.map(str::to_owned).unwrap_or_default();
        Ok(Admitted { prepared, asked, variables, shape, kind, operation, cost, caller: caller.clone() })
    }
}

/// Returns the operation that is asked for (GraphQL, section 6.1, `GetOperation`). Fails when it is not clear which one.
fn operation<'a>(document: &'a ExecutableDocument, name: Option<&'a str>) -> Result<(Option<&'a str>, &'a OperationDefinition), Refusal> {
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok((None, &operation.node)),
        (DocumentOperations::Single(_), Some(name)) => Err(unknown(name)),
        (DocumentOperations::Multiple(operations), Some(name)) => {
            operations.get(name).map(|operation| (Some(name), &operation.node)).ok_or_else(|| unknown(name))
        }
        (DocumentOperations::Multiple(operations), None) => match operations.iter().next() {
            Some((name, only)) if operations.len() == 1 => Ok((Some(name.as_str()), &only.node)),
            _ => Err(Refusal::operation("The document has several operations: say which with `operationName`.")),
        },
    }
}

fn unknown(name: &str) -> Refusal {
    Refusal::operation(format!("The document has no operation named `{}`.", shortened(name)))
}

/// Returns the beginning of a name that a client chose. A message must not grow with it.
fn shortened(name: &str) -> String {
    name.chars().take(100).collect()
}
