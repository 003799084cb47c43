//! The names of the schema that somebody may have meant, for mistakes in documents and variables.

use std::collections::BTreeMap;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{InputValueDefinition, TypeKind, TypeSystemDefinition};
use async_graphql::{Positioned, ServerError};
use strsim::osa_distance;

use super::{Schema, api_sdl};

/// The most names that are suggested.
const MOST: usize = 3;
/// Names of the schema are shorter. A longer one is no spelling of them, and would take long to compare.
const LONGEST: usize = 64;
/// The directives of documents.
const DIRECTIVES: [&str; 2] = ["include", "skip"];

/// The names of a schema.
#[derive(Debug)]
pub(super) struct Names(BTreeMap<String, Members>);

/// The parts of a type.
#[derive(Debug, Default)]
struct Members {
    /// Its fields, input fields or values, each with its arguments.
    names: BTreeMap<String, Vec<String>>,
    /// The types of an interface.
    implementations: Vec<String>,
}

impl Names {
    /// Reads the names that clients see.
    pub(super) fn new(schema: &Schema) -> Self {
        let mut types = BTreeMap::<String, Members>::new();
        // The library reads what it has written.
        let document = parse_schema(api_sdl(schema)).map(|document| document.definitions).unwrap_or_default();
        for definition in document {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let (name, kind) = (definition.node.name.node.to_string(), definition.node.kind);
            let names = match kind {
                TypeKind::Object(object) => {
                    for interface in object.implements {
                        types.entry(interface.node.to_string()).or_default().implementations.push(name.clone());
                    }
                    object.fields.into_iter().map(|field| (field.node.name.to_string(), named(field.node.arguments))).collect()
                }
                TypeKind::Interface(interface) => {
                    interface.fields.into_iter().map(|field| (field.node.name.to_string(), named(field.node.arguments))).collect()
                }
                TypeKind::InputObject(input) => named(input.fields).into_iter().map(|name| (name, Vec::new())).collect(),
                TypeKind::Enum(values) => values.values.into_iter().map(|value| (value.node.value.to_string(), Vec::new())).collect(),
                TypeKind::Union(_) | TypeKind::Scalar => BTreeMap::new(),
            };
            types.entry(name).or_default().names = names;
        }
        Self(types)
    }

    /// Adds to an error of the library which names may have been meant, if there are some. They are names that introspection tells.
    pub(super) fn advise(&self, error: &mut ServerError) {
        if let Some(meant) = self.meant(&error.message) {
            let end = if error.message.ends_with('.') { "" } else { "." };
            error.message = format!("{}{end} Did you mean {meant}?", error.message);
        }
    }

    /// Reads an error of the library, and returns what may have been meant.
    fn meant(&self, message: &str) -> Option<String> {
        let message = message.trim_end_matches('.');
        if let Some(rest) = message.strip_prefix("Unknown field \"") {
            let (name, of) = parted(rest, "\" on type \"")?;
            return listed(name, self.names(of)?).or_else(|| self.elsewhere(name, of));
        }
        if let Some(rest) = message.strip_prefix("Unknown argument \"") {
            let (name, rest) = rest.split_once("\" on field \"")?;
            let (field, of) = parted(rest, "\" of type \"")?;
            return listed(name, self.0.get(of)?.names.get(field)?.iter().map(String::as_str));
        }
        if let Some(rest) = message.strip_prefix("Unknown type \"") {
            return listed(rest.strip_suffix('"')?, self.0.keys().map(String::as_str));
        }
        if let Some(rest) = message.strip_prefix("Unknown directive \"") {
            return listed(rest.strip_suffix('"')?, DIRECTIVES.into_iter());
        }
        if let Some((_, rest)) = message.split_once("enumeration type \"") {
            let (of, name) = rest.strip_suffix('"')?.split_once("\" does not contain the value \"")?;
            return listed(name, self.names(of)?);
        }
        // What stands in variables may hold any sign, and stands in front of the type.
        let (_, rest) = message.split_once(", unknown field \"")?;
        let (name, of) = parted(rest, "\" of type \"")?;
        listed(name, self.names(of)?)
    }

    fn names(&self, of: &str) -> Option<impl Iterator<Item = &str>> {
        self.0.get(of).map(|members| members.names.keys().map(String::as_str))
    }

    /// Returns the types behind an interface that have the field.
    fn elsewhere(&self, field: &str, interface: &str) -> Option<String> {
        let has = |name: &&String| self.0.get(*name).is_some_and(|members| members.names.contains_key(field));
        let types = self.0.get(interface)?.implementations.iter().filter(has).map(|name| format!("\"{name}\""));
        joined(types.take(MOST).collect()).map(|types| format!("to use an inline fragment on {types}"))
    }
}

fn named(values: Vec<Positioned<InputValueDefinition>>) -> Vec<String> {
    values.into_iter().map(|value| value.node.name.to_string()).collect()
}

/// Parts a text at the last joint, and drops the quote at its end.
fn parted<'a>(text: &'a str, joint: &str) -> Option<(&'a str, &'a str)> {
    text.strip_suffix('"')?.rsplit_once(joint)
}

/// Returns the names that are spelled like the given one, the nearest first.
fn listed<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    if given.len() > LONGEST {
        return None;
    }
    let plain = given.to_lowercase();
    let furthest = plain.chars().count() * 2 / 5 + 1;
    let mut near: Vec<(usize, &str)> =
        names.map(|name| (osa_distance(&plain, &name.to_lowercase()), name)).filter(|(distance, _)| *distance <= furthest).collect();
    near.sort_unstable();
    joined(near.into_iter().take(MOST).map(|(_, name)| format!("\"{name}\"")).collect())
}

/// Returns `a, b or c`.
fn joined(names: Vec<String>) -> Option<String> {
    let (last, others) = names.split_last()?;
    Some(if others.is_empty() { last.clone() } else { format!("{} or {last}", others.join(", ")) })
}

#[cfg(test)]
mod tests {
    use async_graphql::{Request, Variables};
    use serde_json::{Value, json};

    use super::MOST;
    use crate::graphql::Validator;
    use crate::limits::Limits;

    /// The first mistake of a request, advised and not.
    async fn mistake(validator: &Validator, query: &str, variables: Value) -> (String, String) {
        let errors = validator.errors(Request::new(query).variables(Variables::from_json(variables))).await;
        let mut error = errors.into_iter().next().unwrap_or_else(|| panic!("{query} is right"));
        let bare = error.message.clone();
        validator.advise(&mut error);
        (bare, error.message)
    }

    #[tokio::test]
    async fn names_like_the_written_one_are_suggested() {
        let validator = Validator::new(&Limits::default());
        let filter = "query ($filter: ResourceFilter) { resources(filter: $filter) { totalCount } }";
        for (query, variables, meant) in [
            ("{ resource(slug: \"a\") { titel } }", json!({}), "\"title\""),
            ("{ resources { nodes { TITLE } } }", json!({}), "\"title\""),
            ("{ resuorces { totalCount } }", json!({}), "\"resources\" or \"resource\""),
            ("subscription { catalogChanged { __typename } }", json!({}), "\"catalogueChanged\""),
            ("{ node(id: \"a\") { title } }", json!({}), "to use an inline fragment on \"Collection\" or \"Resource\"?"),
            ("{ resources(fisrt: 3) { totalCount } }", json!({}), "\"first\""),
            ("{ resources { facets(by: FUNDER, ignoreown: true) { dimension } } }", json!({}), "\"ignoreOwn\""),
            ("{ resources(filter: { yaer: { eq: 2020 } }) { totalCount } }", json!({}), "\"year\""),
            ("{ resources(orderBy: [{ field: TITLE, directoin: DESC }]) { totalCount } }", json!({}), "\"direction\""),
            ("{ crosstab(rows: FUNDR, columns: KEYWORDS) { totalCount } }", json!({}), "\"FUNDER\""),
            (filter, json!({ "filter": { "format": { "eq": "WEBINNAR" } } }), "\"WEBINAR\""),
            (filter, json!({ "filter": { "and": [{ "keyword": {} }] } }), "\"keywords\""),
            ("{ node(id: \"a\") { ... on Resorce { title } } }", json!({}), "\"Resource\""),
            ("{ node(id: \"a\") { ...F } } fragment F on Keywrod { label }", json!({}), "\"Keyword\""),
            ("query ($f: ResourceFiltre) { resources(filter: $f) { totalCount } }", json!({}), "\"ResourceFilter\""),
            ("{ resources { totalCount @skp(if: true) } }", json!({}), "\"skip\""),
        ] {
            let (bare, advised) = mistake(&validator, query, variables).await;
            assert!(!bare.contains("Did you mean"), "{bare}");
            assert!(advised.starts_with(bare.trim_end_matches('.')), "{advised}");
            assert!(advised.contains(&format!(". Did you mean {meant}")), "{advised}");
            assert!(advised.matches('"').count() <= bare.matches('"').count() + 2 * MOST, "{advised}");
        }
    }

    #[tokio::test]
    async fn what_is_like_nothing_is_left_alone() {
        let validator = Validator::new(&Limits::default());
        let long = format!("{{ {} }}", "resource".repeat(100));
        let filter = "query ($filter: ResourceFilter) { resources(filter: $filter) { totalCount } }";
        for (query, variables) in [
            ("{ xyzzyplugh }", json!({})),
            (long.as_str(), json!({})),
            ("{ __servce { sdl } }", json!({})),
            ("query ($a: _An) { __typename }", json!({})),
            ("{ resources { totalCount @defer } }", json!({})),
            ("{ resources(first: \"x\") { totalCount } }", json!({})),
            (filter, json!({ "filter": { "a\" of type \"Resource": 1 } })),
            (filter, json!({ "filter": { "format": { "eq": "\" does not contain the value \"BRIEF" } } })),
        ] {
            let (bare, advised) = mistake(&validator, query, variables).await;
            assert_eq!(bare, advised);
        }
    }
}
