//! What every request passes before it is executed, whichever way it came: by HTTP, as an event stream, over a WebSocket.
//!
//! First the document's text is found, if the request only names it. Cheap looks come next: its bytes, tokens and brackets, before a parser sees it; then what the parsed document amounts to;
//! then what its answer may cost. None of it takes longer than the text is long.

mod documents;
#[cfg(test)]
mod fuzz;
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
use self::prepared::{Kept, Prepared};
use self::shapes::Shapes;
use super::error::Refusal;
use super::request::Params;
use crate::access::Caller;
use crate::graphql::Schema;
use crate::limits::Limits;
use crate::policy::Gate;

/// What is admitted.
#[derive(Debug)]
pub(super) struct Admission {
    limits: Arc<Limits>,
    shapes: Shapes,
    documents: Documents,
    kept: Kept,
}

/// A request that may be executed, as often as need be: a subscription is, at each of its events.
#[derive(Debug, Clone)]
pub(super) struct Admitted {
    prepared: Arc<Prepared>,
    asked: Option<String>,
    variables: Variables,
    /// What validation sees of the variables.
    shape: u64,
    /// Whether it reads, writes or subscribes.
    pub(super) kind: OperationType,
    /// The operation's name; empty when it has none.
    pub(super) operation: String,
    /// What its answer may cost.
    pub(super) cost: u64,
    /// Who asks.
    pub(super) caller: Caller,
}

impl Admitted {
    /// The document's text.
    pub(super) fn document(&self) -> &Arc<str> {
        &self.prepared.text
    }

    /// The name of the operation that is asked for, if there is one.
    pub(super) fn asked(&self) -> Option<&str> {
        self.asked.as_deref()
    }

    /// The variables as one text, the same for the same variables.
    pub(super) fn variables(&self) -> String {
        // Values of JSON can be written as JSON.
        serde_json::to_string(&self.variables).unwrap_or_default()
    }

    /// Whether the same document was found valid before, with variables like these.
    pub(super) fn is_valid(&self) -> bool {
        self.prepared.is_valid(self.shape)
    }

    /// The document is valid with variables like these.
    pub(super) fn validated(&self) {
        self.prepared.validated(self.shape);
    }

    /// What is executed, parsed; resolvers find the [`Caller`] in their context.
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
    /// Admits what a schema can answer within the limits, and keeps as many documents parsed as so many bytes hold.
    pub(super) fn new(schema: &Schema, limits: Arc<Limits>, documents: Documents, kept_bytes: u64) -> Self {
        Self { limits, shapes: Shapes::new(schema), documents, kept: Kept::new(kept_bytes) }
    }

    /// Looks at a request and makes it ready; the schema is told to whom its gate lets through.
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

    /// Looks at a document with its variables and makes it ready.
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
        let document = &prepared.document;
        let asked = name.filter(|name| !name.is_empty());
        let (name, operation) = operation(document, asked.as_deref())?;
        let (kind, cost) = (operation.ty, measure::cost(document, operation, &variables, &self.shapes));
        if cost > limits.max_cost {
            let message = format!(
                "The answer could hold {cost} values; {} are the most. Ask for smaller pages (`first`), or fewer lists inside lists.",
                limits.max_cost
            );
            return Err(Refusal::validation(message));
        }
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

/// The operation that is asked for (GraphQL, section 6.1, `GetOperation`).
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

/// The beginning of a name that a client chose.
fn shortened(name: &str) -> String {
    name.chars().take(100).collect()
}
