//! The facts about the fields of the schema that their costs depend on: is a field a connection or a list, and which
//! arguments bound its length?

use std::collections::HashMap;

use async_graphql::Value;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, FieldDefinition, OperationType, Type, TypeKind, TypeSystemDefinition};

use crate::graphql::{PAGE_SIZE, Schema, sdl};

/// The fields of a connection that have one entry for each node of the page.
pub(super) const PAGE_FIELDS: [&str; 2] = ["nodes", "edges"];
/// Arguments that say how long a list may get, each with those that mean the same: a number says it, or the length of a list.
const ARGUMENTS: [&[&str]; 5] = [&["first", "last"], &["rowLimit"], &["columnLimit"], &["by"], &["ids"]];

/// One field of a type.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// The type of its value.
    pub(super) of: String,
    /// True when the type is a connection.
    pub(super) is_connection: bool,
    /// The arguments that bound the number of its items.
    pub(super) factors: Vec<Factor>,
}

/// An argument that bounds the length of a list.
#[derive(Debug)]
pub(super) struct Factor {
    /// Its name, and the names that mean the same.
    pub(super) names: &'static [&'static str],
    /// The argument is a list, and its length counts; else it is a number.
    is_list: bool,
    /// The number of items when the argument is not given.
    default: u64,
}

/// The value of an argument, as far as it says how many items are asked for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Given {
    /// No value, or null.
    Nothing,
    /// A list of so many values.
    List(usize),
    /// A number that counts.
    Number(u64),
    /// Anything else.
    Other,
}

impl From<&Value> for Given {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::List(items) => Self::List(items.len()),
            Value::Number(number) => number.as_u64().map_or(Self::Other, Self::Number),
            _ => Self::Other,
        }
    }
}

impl Factor {
    /// Returns how many items an argument with this value asks for.
    pub(super) fn items(&self, given: Given) -> u64 {
        match given {
            Given::List(length) => length as u64,
            // GraphQL takes one value for a list of one (section 3.11, input coercion).
            Given::Number(_) | Given::Other if self.is_list => 1,
            Given::Number(number) => number,
            Given::Nothing | Given::Other => self.default,
        }
    }
}

/// The fields of all types.
#[derive(Debug)]
pub(super) struct Shapes {
    types: HashMap<String, HashMap<String, Shape>>,
}

impl Shapes {
    /// Reads the fields from the text of the schema.
    pub(super) fn new(schema: &Schema) -> Self {
        let mut types: HashMap<String, HashMap<String, Shape>> = HashMap::new();
        // The schema has written this text itself, so it can be read. A test reads it.
        let definitions = parse_schema(sdl(schema)).map(|document| document.definitions).unwrap_or_default();
        for definition in definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let fields = match definition.node.kind {
                TypeKind::Object(object) => object.fields,
                TypeKind::Interface(interface) => interface.fields,
                _ => continue,
            };
            let shapes = fields.iter().map(|field| (field.node.name.node.to_string(), Shape::of(&field.node)));
            types.entry(definition.node.name.node.to_string()).or_default().extend(shapes);
        }
        // A subgraph's text leaves out the fields that the gateway knows of.
        let entities = Factor { names: &["representations"], is_list: true, default: PAGE_SIZE };
        let entities = Shape { of: "_Entity".to_owned(), is_connection: false, factors: vec![entities] };
        types.entry("Query".to_owned()).or_default().insert("_entities".to_owned(), entities);
        Self { types }
    }

    /// Returns a field of a type, or none for fields of introspection and unknown fields.
    pub(super) fn field(&self, of: &str, name: &str) -> Option<&Shape> {
        self.types.get(of)?.get(name)
    }
}

/// Returns the root type of an operation.
pub(super) const fn root(operation: OperationType) -> &'static str {
    match operation {
        OperationType::Query => "Query",
        OperationType::Mutation => "Mutation",
        OperationType::Subscription => "Subscription",
    }
}

impl Shape {
    fn of(field: &FieldDefinition) -> Self {
        let of = named(&field.ty.node);
        let factor = |names: &&'static [&'static str]| {
            let argument = &field.arguments.iter().find(|argument| names.contains(&argument.node.name.node.as_str()))?.node;
            let is_list = match &argument.ty.node.base {
                BaseType::List(_) => true,
                BaseType::Named(name) if name == "Int" => false,
                // `overlap(by: Dimension!)` is one dimension: it makes nothing longer.
                BaseType::Named(_) => return None,
            };
            let factor = Factor { names, is_list, default: PAGE_SIZE };
            let default = argument.default_value.as_ref().map_or(PAGE_SIZE, |value| factor.items(Given::from(&value.node)));
            Some(Factor { default, ..factor })
        };
        Self { is_connection: of.ends_with("Connection"), factors: ARGUMENTS.iter().filter_map(factor).collect(), of }
    }
}

fn named(of: &Type) -> String {
    match &of.base {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(items) => named(items),
    }
}
