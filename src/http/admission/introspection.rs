//! Whether a document asks for the schema, and whether it may.

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};

use super::measure::operations;
use crate::access::Caller;
use crate::http::error::Refusal;
use crate::policy::Gate;

/// The fields that tell of the schema; `_service` is what gateways ask. `__typename` tells of an answer and stays.
const FIELDS: [&str; 3] = ["__schema", "__type", "_service"];

/// Refuses a document that asks for the schema, by which field, where its caller may not read it.
pub(super) fn admit(asked: Option<&'static str>, caller: &Caller, gate: Gate) -> Result<(), Refusal> {
    match (asked, caller.pass(gate)) {
        (Some(field), Err(denied)) => Err(Refusal::introspection(field, denied)),
        _ => Ok(()),
    }
}

/// The first field of a document that asks for the schema.
pub(super) fn asked(document: &ExecutableDocument) -> Option<&'static str> {
    let operations = operations(document).into_iter().map(|operation| &operation.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    operations.chain(fragments).find_map(asked_among)
}

/// The first such field among what is selected, however deep: these names mean nothing else anywhere.
fn asked_among(selections: &SelectionSet) -> Option<&'static str> {
    selections.items.iter().find_map(|selection| match &selection.node {
        Selection::Field(field) => {
            let name = field.node.name.node.as_str();
            FIELDS.into_iter().find(|field| *field == name).or_else(|| asked_among(&field.node.selection_set.node))
        }
        Selection::InlineFragment(fragment) => asked_among(&fragment.node.selection_set.node),
        // Fragments are looked at for themselves.
        Selection::FragmentSpread(_) => None,
    })
}
