//! Checks the variables of a request: required ones, their depth, and the length of their lists.

use async_graphql::parser::types::{OperationDefinition, VariableDefinition};
use async_graphql::{Positioned, Value as ConstValue, Variables};
use serde_json::{Map, Value};

use crate::http::error::Refusal;
use crate::limits::Limits;

/// Refuses variables that are nested too deep or have too long a list.
pub(super) fn admit(variables: &Map<String, Value>, limits: &Limits) -> Result<(), Refusal> {
    variables.iter().try_for_each(|(name, value)| check(name, value, 0, limits))
}

/// Refuses a value that is nested too deep or has too long a list.
pub(in crate::http) fn admit_value(name: &str, value: &Value, limits: &Limits) -> Result<(), Refusal> {
    check(name, value, 0, limits)
}

/// Refuses a request that gives no value, or null, for a variable of a non-null type (GraphQL, section 6.1.2). The
/// library would not: it takes null for an argument that was left out.
pub(super) fn required(operation: &OperationDefinition, variables: &Variables) -> Result<(), Refusal> {
    let is_missing = |declared: &&Positioned<VariableDefinition>| {
        let VariableDefinition { name, var_type, .. } = &declared.node;
        !var_type.node.nullable && variables.get(&name.node).is_none_or(|value| *value == ConstValue::Null)
    };
    match operation.variable_definitions.iter().find(is_missing) {
        Some(missing) => {
            let VariableDefinition { name, var_type, .. } = &missing.node;
            Err(Refusal::bad_input(format!("The variable `${}` of type {} has no value.", name.node, var_type.node)))
        }
        None => Ok(()),
    }
}

// The JSON reader bounds the depth, so the recursion ends.
fn check(name: &str, value: &Value, depth: u64, limits: &Limits) -> Result<(), Refusal> {
    if depth > limits.max_variable_depth {
        return Err(Refusal::bad_input(format!("The variable `${name}` is nested more than {} deep.", limits.max_variable_depth)));
    }
    match value {
        Value::Array(items) if items.len() as u64 > limits.max_variable_items => Err(Refusal::bad_input(format!(
            "The variable `${name}` has a list of {} items; {} are the most.",
            items.len(),
            limits.max_variable_items
        ))),
        Value::Array(items) => items.iter().try_for_each(|item| check(name, item, depth + 1, limits)),
        Value::Object(fields) => fields.values().try_for_each(|field| check(name, field, depth + 1, limits)),
        _ => Ok(()),
    }
}
