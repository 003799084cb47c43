//! The facts about the fields of the schema that their costs depend on: is a field a connection or a list, and which
//! arguments bound its length?

use std::collections::HashMap;

use async_graphql::Positioned;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, FieldDefinition, InputValueDefinition, OperationType, Type, TypeKind, TypeSystemDefinition};

use super::given::Given;
use crate::graphql::{PAGE_SIZE, Schema, sdl};

/// The fields of a connection that have one entry for each node of the page.
pub(super) const PAGE_FIELDS: [&str; 2] = ["nodes", "edges"];
/// Arguments that say how long a list may get, a factor each: those that mean the same, of which a number says it, or the length of a list;
/// and a list of values that come besides.
const ARGUMENTS: [(&[&str], &str); 6] = [
    (&["first", "last"], "include"),
    (&["rowLimit"], "includeRows"),
    (&["columnLimit"], "includeColumns"),
    (&["by"], ""),
    (&["ids"], ""),
    (&["dimensions"], ""),
];

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
    names: &'static [&'static str],
    measure: Measure,
    /// The argument whose items come besides; empty when there is none.
    besides: &'static str,
    /// The number of items when the argument is not given.
    default: u64,
}

/// The way in which an argument says how many items are asked for.
#[derive(Debug)]
enum Measure {
    /// It is the number.
    Number,
    /// It is a list, and its length counts.
    Length,
    /// It is a list of objects, and each says by these how many it asks for.
    Sum(Vec<Factor>),
}

impl Factor {
    /// Returns how many items arguments ask for.
    pub(super) fn items<'a>(&self, argument: &dyn Fn(&str) -> Option<Given<'a>>) -> u64 {
        let given = self.names.iter().find_map(|name| argument(name));
        let items = given.map_or(self.default, |given| match &self.measure {
            Measure::Number => given.number().unwrap_or(self.default),
            Measure::Length => given.length() as u64,
            Measure::Sum(factors) => {
                let item = |item: Given<'a>| work(factors, &|name: &str| item.field(name));
                given.items().into_iter().map(item).fold(0, u64::saturating_add)
            }
        });
        let besides = if self.besides.is_empty() { None } else { argument(self.besides) };
        items.saturating_add(besides.map_or(0, |besides| besides.length() as u64))
    }

    /// Reads a factor from the arguments of a field, or from the fields of an input type.
    fn new(
        (names, besides): (&'static [&'static str], &'static str),
        arguments: &[Positioned<InputValueDefinition>],
        inputs: &Inputs,
    ) -> Option<Self> {
        let find = |wanted: &[&str]| {
            arguments.iter().map(|argument| &argument.node).find(|argument| wanted.contains(&argument.name.node.as_str()))
        };
        let argument = find(names)?;
        let measure = match &argument.ty.node.base {
            BaseType::List(items) => match inputs.get(&named(items)) {
                Some(fields) => Measure::Sum(factors(fields, inputs)),
                None => Measure::Length,
            },
            BaseType::Named(name) if name == "Int" => Measure::Number,
            // `overlap(by: Dimension!)` is one dimension: it makes nothing longer.
            BaseType::Named(_) => return None,
        };
        let besides = find(&[besides]).map_or("", |_| besides);
        let factor = Self { names, measure, besides, default: PAGE_SIZE };
        let default = argument.default_value.as_ref().and_then(|value| Given::constant(&value.node));
        let default = default.map_or(PAGE_SIZE, |default| factor.items(&|name| names.contains(&name).then_some(default)));
        Some(Self { default, ..factor })
    }
}

/// Returns how much must be counted for a list with these factors: to find nothing of it takes a count too.
pub(super) fn work<'a>(factors: &[Factor], argument: &dyn Fn(&str) -> Option<Given<'a>>) -> u64 {
    let one = |factor: &Factor| factor.items(argument).max(u64::from(matches!(factor.measure, Measure::Number)));
    factors.iter().map(one).fold(1, u64::saturating_mul)
}

/// The fields of input types, by name.
type Inputs = HashMap<String, Vec<Positioned<InputValueDefinition>>>;

/// Returns the factors of arguments.
fn factors(arguments: &[Positioned<InputValueDefinition>], inputs: &Inputs) -> Vec<Factor> {
    ARGUMENTS.into_iter().filter_map(|names| Factor::new(names, arguments, inputs)).collect()
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
        let input = |definition: &TypeSystemDefinition| match definition {
            TypeSystemDefinition::Type(Positioned { node, .. }) => match &node.kind {
                TypeKind::InputObject(input) => Some((node.name.node.to_string(), input.fields.clone())),
                _ => None,
            },
            _ => None,
        };
        let inputs: Inputs = definitions.iter().filter_map(input).collect();
        for definition in definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let fields = match definition.node.kind {
                TypeKind::Object(object) => object.fields,
                TypeKind::Interface(interface) => interface.fields,
                _ => continue,
            };
            let shapes = fields.iter().map(|field| (field.node.name.node.to_string(), Shape::of(&field.node, &inputs)));
            types.entry(definition.node.name.node.to_string()).or_default().extend(shapes);
        }
        // A subgraph's text leaves out the fields that the gateway knows of.
        let entities = Factor { names: &["representations"], measure: Measure::Length, besides: "", default: PAGE_SIZE };
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
    fn of(field: &FieldDefinition, inputs: &Inputs) -> Self {
        let of = named(&field.ty.node);
        Self { is_connection: of.ends_with("Connection"), factors: factors(&field.arguments, inputs), of }
    }
}

/// Returns the name of a type, or of the items of a list.
fn named(of: &Type) -> String {
    match &of.base {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(items) => named(items),
    }
}
