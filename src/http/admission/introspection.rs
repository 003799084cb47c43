//! Refuses documents that ask for the schema, where the caller may not read it.

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

use super::measure::operations;
use crate::access::Caller;
use crate::http::error::Refusal;
use crate::policy::Gate;

/// The fields that return the schema. Gateways ask for `_service`. `__typename` belongs to an answer and stays allowed.
const FIELDS: [&str; 3] = ["__schema", "__type", "_service"];

/// Refuses a document that asks for the schema by the field `asked`, when its caller may not read the schema.
pub(super) fn admit(asked: Option<&'static str>, caller: &Caller, gate: Gate) -> Result<(), Refusal> {
    match (asked, caller.pass(gate)) {
        (Some(field), Err(denied)) => Err(Refusal::introspection(field, denied)),
        _ => Ok(()),
    }
}

/// Returns the first field of a document that asks for the schema.
pub(super) fn asked(document: &ExecutableDocument) -> Option<&'static str> {
    let operations = operations(document).into_iter().map(|operation| &operation.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    operations.chain(fragments).find_map(asked_among)
}

/// Returns the first such field of a selection, at any depth. No other field of the schema has such a name.
fn asked_among(selections: &SelectionSet) -> Option<&'static str> {
    selections.items.iter().find_map(|selection| match &selection.node {
        Selection::Field(field) => {
            let name = field.node.name.node.as_str();
            FIELDS.into_iter().find(|field| *field == name).or_else(|| asked_among(&field.node.selection_set.node))
        }
        Selection::InlineFragment(fragment) => asked_among(&fragment.node.selection_set.node),
        // The caller looks at all fragments.
        Selection::FragmentSpread(_) => None,
    })
}
