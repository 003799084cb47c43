//! Answers in one form: what servers wrap is unwrapped, what has no order is sorted.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// Fields that only hold what is inside them.
const WRAPPERS: [&str; 6] = ["nodes", "edges", "node", "agent", "resource", "keyword"];
/// Lists that servers give in orders of their own.
const SETS: [&str; 3] = ["producers", "funders", "keywords"];

/// The form in which answers to a question are compared.
pub(crate) fn canonical(question: &str, data: Value) -> Value {
    match question {
        "q5" => cells(&data),
        "q6" => facets(&data),
        _ => {
            // The root is a wrapper, too: it is called as the server likes.
            let root = data.as_object().and_then(|fields| fields.values().next()).cloned().unwrap_or_default();
            match unwrapped(root) {
                // One thing by its id is, for some, a list of one.
                Value::Array(mut items) if matches!(question, "q1" | "q3") && items.len() == 1 => items.remove(0),
                answer => answer,
            }
        }
    }
}

fn unwrapped(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(unwrapped).collect(),
        Value::Object(mut fields) => {
            if let (1, Some(key)) = (fields.len(), WRAPPERS.iter().find(|key| fields.contains_key(**key))) {
                return unwrapped(fields.remove(*key).unwrap_or_default());
            }
            // Where a server keeps how many there are.
            if let Some(Value::Object(total)) = fields.remove("paginationInfo") {
                fields.extend(total);
            }
            let fields = fields.into_iter().map(|(key, value)| {
                let mut value = unwrapped(value);
                if let (true, Some(items)) = (SETS.contains(&key.as_str()), value.as_array_mut()) {
                    items.sort_by_cached_key(Value::to_string);
                }
                (key, value)
            });
            Value::Object(fields.collect())
        }
        other => other,
    }
}

/// The cells of a crosstab that count anything, by funder and keyword.
fn cells(data: &Value) -> Value {
    let mut cells = Map::new();
    let mut cell = |funder: &Value, keyword: &Value, count: &Value| cells.insert(format!("{funder} {keyword}"), count.clone());
    for row in list(data.get("crosstab")) {
        match row.pointer("/funder/label") {
            Some(funder) => list(row.get("cells"))
                .iter()
                .for_each(|own| drop(cell(funder, own.pointer("/keyword/label").unwrap_or(&Value::Null), &own["count"]))),
            None => drop(cell(&row["funder"], &row["keyword"], &row["count"])),
        }
    }
    Value::Object(cells)
}

/// The counts of each dimension, the greatest first. Which of several equally frequent values comes last on a list is each server's affair.
fn facets(data: &Value) -> Value {
    let mut counts: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let mut add = |dimension: &Value, count: &Value| {
        counts.entry(dimension.as_str().unwrap_or_default().to_owned()).or_default().extend(count.as_i64());
    };
    for facet in list(data.get("facets")) {
        add(&facet["dimension"], &facet["count"]);
    }
    if let Some(found) = data.get("resources") {
        add(&json!("total"), &found["total"]);
        for facet in list(found.get("facets")) {
            for value in list(facet.get("values")) {
                add(&facet["dimension"], &value["count"]);
            }
        }
    }
    for counts in counts.values_mut() {
        counts.sort_unstable_by(|one, other| other.cmp(one));
    }
    json!(counts)
}

/// The items of a list, whether or not it is wrapped.
fn list(value: Option<&Value>) -> &[Value] {
    let items = value.and_then(|value| value.get("nodes").or_else(|| value.get("rows")).or(Some(value)));
    items.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_spellings_are_one_answer() {
        let one = json!({ "resource": { "title": "A", "funders": { "nodes": [{ "name": "b" }, { "name": "a" }] } } });
        let other = json!({ "x": { "nodes": [{ "title": "A", "funders": { "nodes": [{ "agent": { "name": "a" } }, { "agent": { "name": "b" } }] } }] } });
        assert_eq!(canonical("q1", one), json!({ "title": "A", "funders": [{ "name": "a" }, { "name": "b" }] }));
        assert_eq!(canonical("q1", other), json!({ "title": "A", "funders": [{ "name": "a" }, { "name": "b" }] }));
    }

    #[test]
    fn crosstabs_and_facets_are_counts() {
        let flat = json!({ "crosstab": { "nodes": [{ "funder": "f", "keyword": "k", "count": 2 }] } });
        let rows =
            json!({ "crosstab": { "rows": [{ "funder": { "label": "f" }, "cells": [{ "keyword": { "label": "k" }, "count": 2 }] }] } });
        assert_eq!(canonical("q5", flat), canonical("q5", rows));
        let flat = json!({ "facets": [{ "dimension": "total", "label": null, "count": 3 }, { "dimension": "YEAR", "label": "2020", "count": 2 }] });
        let rows = json!({ "resources": { "total": 3, "facets": [{ "dimension": "YEAR", "values": [{ "label": "2020", "count": 2 }] }] } });
        assert_eq!(canonical("q6", flat), canonical("q6", rows));
    }
}
