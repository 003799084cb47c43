//! Variables: how deep they are, and how long their lists.

use serde_json::{Map, Value};

use crate::http::error::Refusal;
use crate::limits::Limits;

/// Refuses variables that are nested too deep or have too long a list.
pub(super) fn admit(variables: &Map<String, Value>, limits: &Limits) -> Result<(), Refusal> {
    variables.iter().try_for_each(|(name, value)| check(name, value, 0, limits))
}

/// The depth is bounded by what the JSON reader takes, so this comes back.
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
