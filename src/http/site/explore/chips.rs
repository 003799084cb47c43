//! The conditions of a page as the reader sees them, each value with a link that takes it away.

use serde_json::{Value, json};

use super::field::{ListField, NOTHING};
use super::state::{ListCondition, ListState};
use super::value_name;
use crate::http::site::answer::FacetShape;
use crate::http::site::texts::{PageTexts, language_name};

/// A condition as the page shows it.
pub(in crate::http::site) struct Chip {
    pub(in crate::http::site) name: &'static str,
    pub(in crate::http::site) is_excluded: bool,
    pub(in crate::http::site) values: Vec<ChipValue>,
}

/// A value of a condition.
pub(in crate::http::site) struct ChipValue {
    pub(in crate::http::site) text: String,
    /// The address without it.
    pub(in crate::http::site) without: String,
}

/// Returns the conditions of a page. The facets know the names of their values.
pub(in crate::http::site) fn chips(
    state: &ListState,
    facets: &[FacetShape],
    link: &dyn Fn(&ListState) -> String,
    t: &PageTexts,
) -> Vec<Chip> {
    let chip = |(place, condition): (usize, &ListCondition)| {
        let value =
            |value: &String| ChipValue { text: name(condition.field, value, facets, t), without: link(&state.without(place, value)) };
        Chip { name: condition.field.name, is_excluded: condition.is_excluded, values: condition.values.iter().map(value).collect() }
    };
    state.conditions.iter().enumerate().map(chip).collect()
}

/// Returns the variable that asks for the names of all values of the conditions, for pages without facets.
pub(in crate::http::site) fn names_asked(state: &ListState) -> Value {
    let facets = ListField::counted().filter(|(field, _)| is_named(field) && !field.is_of_one_kind());
    let asked = facets.filter_map(|(_, dimension)| {
        let conditions = state.conditions.iter().filter(|condition| condition.field.is_of(dimension));
        let values = conditions.flat_map(|condition| &condition.values).filter(|value| *value != NOTHING);
        let slugs: Vec<&String> = values.take(100).collect();
        (!slugs.is_empty()).then(|| json!({ "dimension": dimension, "first": 0, "include": slugs }))
    });
    Value::Array(asked.collect())
}

/// Returns true when the values of a field are nodes, which have names.
fn is_named(field: &ListField) -> bool {
    field.is_of_agents() || matches!(field.name, "keyword" | "collection")
}

/// Returns the text to show for a value of a field; the value itself when no facet knows it.
pub(in crate::http::site) fn name(field: &'static ListField, value: &str, facets: &[FacetShape], t: &PageTexts) -> String {
    let text = match field.name {
        _ if value == NOTHING => t.not_stated,
        "without" => t.field_name(value),
        "language" => language_name(value),
        "format" => return t.format(&value.to_ascii_uppercase()).to_owned(),
        _ => "",
    };
    if !text.is_empty() {
        return text.to_owned();
    }
    let values = facets.iter().filter(|facet| field.is_of(&facet.dimension)).flat_map(|facet| &facet.values);
    let found = values.into_iter().find(|found| match &found.node {
        Some(node) => node.slug == value,
        None => found.value.as_deref() == Some(value),
    });
    found.map_or_else(|| value.to_owned(), |found| value_name(field, found, t))
}
