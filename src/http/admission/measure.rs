//! Measures a parsed document with its fragments put in, and estimates the cost of its answer.

use std::collections::{HashMap, HashSet};

use async_graphql::Name;
use async_graphql::Positioned;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
};
use serde_json::{Map, Value as Json};

use super::given::{Given, Variables};
use super::shapes::{PAGE_FIELDS, Shape, Shapes, root, work};
use crate::http::error::Refusal;
use crate::limits::Limits;

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

/// Refuses a document with too many fields, aliases or directives, or with too many levels of fields.
pub(super) fn admit(document: &ExecutableDocument, limits: &Limits) -> Result<(), Refusal> {
    let mut expansion = Expansion { fragments: &document.fragments, known: HashMap::new(), open: HashSet::new(), limits };
    let mut total = Size::default();
    for operation in operations(document) {
        let size = expansion.of(&operation.selection_set.node, 0)?;
        total.fields = total.fields.saturating_add(size.fields);
        total.depth = total.depth.max(size.depth);
    }
    let operations = operations(document).into_iter().map(|operation| (&operation.directives, &operation.selection_set.node));
    let fragments = document.fragments.values().map(|fragment| (&fragment.node.directives, &fragment.node.selection_set.node));
    for (directives, selections) in operations.chain(fragments) {
        let size = written(selections);
        total.aliases += size.aliases;
        total.directives += size.directives + directives.len() as u64;
    }
    for (what, amount, most) in [
        ("fields once its fragments are put in", total.fields, limits.max_fields),
        ("aliases", total.aliases, limits.max_aliases),
        ("directives", total.directives, limits.max_directives),
        ("levels of fields", total.depth, limits.max_depth),
    ] {
        if amount > most {
            let amount = if amount > 1_000_000 { "over a million".to_owned() } else { amount.to_string() };
            return Err(Refusal::validation(format!("The query has {amount} {what}; {most} are the most.")));
        }
    }
    Ok(())
}

pub(super) fn operations(document: &ExecutableDocument) -> Vec<&OperationDefinition> {
    match &document.operations {
        DocumentOperations::Single(operation) => vec![&operation.node],
        DocumentOperations::Multiple(operations) => operations.values().map(|operation| &operation.node).collect(),
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Size {
    fields: u64,
    depth: u64,
    aliases: u64,
    directives: u64,
}

/// Counts each fragment once and remembers the result. Without that, `fragment F0 { ...F1 ...F1 }` would double the
/// time with every level.
struct Expansion<'a> {
    fragments: &'a Fragments,
    known: HashMap<&'a Name, Size>,
    /// The fragments that are being counted. A fragment that is met again contains itself.
    open: HashSet<&'a Name>,
    limits: &'a Limits,
}

impl<'a> Expansion<'a> {
    fn of(&mut self, selections: &'a SelectionSet, nesting: u64) -> Result<Size, Refusal> {
        if nesting > self.limits.max_nesting {
            return Err(Refusal::validation(format!(
                "Fields and fragments stand inside each other more than {} deep.",
                self.limits.max_nesting
            )));
        }
        let mut size = Size::default();
        for selection in &selections.items {
            let (fields, inner) = match &selection.node {
                Selection::Field(field) => {
                    let inner = self.of(&field.node.selection_set.node, nesting + 1)?;
                    (1, Size { depth: inner.depth + 1, ..inner })
                }
                Selection::InlineFragment(fragment) => (0, self.of(&fragment.node.selection_set.node, nesting + 1)?),
                Selection::FragmentSpread(spread) => (0, self.of_fragment(&spread.node.fragment_name.node, nesting + 1)?),
            };
            size.fields = size.fields.saturating_add(inner.fields).saturating_add(fields);
            size.depth = size.depth.max(inner.depth);
        }
        Ok(size)
    }

    fn of_fragment(&mut self, name: &'a Name, nesting: u64) -> Result<Size, Refusal> {
        if let Some(known) = self.known.get(name) {
            return Ok(*known);
        }
        // An unknown fragment counts too, or a document could use many of them for free.
        let Some(fragment) = self.fragments.get(name) else { return Ok(Size { fields: 1, depth: 1, ..Size::default() }) };
        if !self.open.insert(name) {
            return Err(Refusal::validation(format!("The fragment `{}` contains itself.", super::shortened(name))));
        }
        let size = self.of(&fragment.node.selection_set.node, nesting)?;
        self.open.remove(name);
        self.known.insert(name, size);
        Ok(size)
    }
}

/// Counts the aliases and directives in the text.
fn written(selections: &SelectionSet) -> Size {
    let mut size = Size::default();
    for selection in &selections.items {
        let (aliases, directives, below) = match &selection.node {
            Selection::Field(Positioned { node, .. }) => (node.alias.is_some(), &node.directives, Some(&node.selection_set)),
            Selection::InlineFragment(Positioned { node, .. }) => (false, &node.directives, Some(&node.selection_set)),
            Selection::FragmentSpread(Positioned { node, .. }) => (false, &node.directives, None),
        };
        let below = below.map(|below| written(&below.node)).unwrap_or_default();
        size.aliases += below.aliases + u64::from(aliases);
        size.directives += below.directives + directives.len() as u64;
    }
    size
}

/// Returns the highest cost of the answer of an operation: the number of values that it could hold.
///
/// A field costs 1. A list costs 1, plus the greatest number of its items times the cost of one. A connection has as
/// many `nodes` and `edges` as its page, a crosstab as many cells as the product of its limits, and facets that are asked
/// for one by one the sum of theirs; values that are asked for besides come on top. What is counted costs something, even
/// if no item is asked for. The size of the document was checked before, so this takes little time.
pub(super) fn cost(document: &ExecutableDocument, operation: &OperationDefinition, variables: &Map<String, Json>, shapes: &Shapes) -> u64 {
    let variables = Variables { sent: variables, declared: &operation.variable_definitions };
    let costing = Costing { fragments: &document.fragments, variables, shapes };
    costing.of(&operation.selection_set.node, root(operation.ty), 1)
}

struct Costing<'a> {
    fragments: &'a Fragments,
    variables: Variables<'a>,
    shapes: &'a Shapes,
}

impl Costing<'_> {
    /// Returns the cost of a selection on one value. `page` is the number of its nodes and edges, if the value is a
    /// connection.
    fn of(&self, selections: &SelectionSet, of: &str, page: u64) -> u64 {
        let each = |selection: &Positioned<Selection>| match &selection.node {
            Selection::Field(field) => self.of_field(&field.node, of, page),
            Selection::InlineFragment(fragment) => {
                let of = fragment.node.type_condition.as_ref().map_or(of, |on| on.node.on.node.as_str());
                self.of(&fragment.node.selection_set.node, of, page)
            }
            Selection::FragmentSpread(spread) => match self.fragments.get(&spread.node.fragment_name.node) {
                Some(fragment) => self.of(&fragment.node.selection_set.node, fragment.node.type_condition.node.on.node.as_str(), page),
                None => 1,
            },
        };
        selections.items.iter().map(each).fold(0, u64::saturating_add)
    }

    fn of_field(&self, field: &Field, parent: &str, page: u64) -> u64 {
        let name = field.name.node.as_str();
        let plain = Shape::default();
        let shape = self.shapes.field(parent, name).unwrap_or(&plain);
        let argument = |name: &str| Given::written(&field.get_argument(name)?.node, self.variables);
        let selections = &field.selection_set.node;
        let inner = if shape.is_connection {
            // A page has the factors of a list, but what is not on it is not counted.
            let page = shape.factors.iter().map(|factor| factor.items(&argument)).fold(1, u64::saturating_mul);
            self.of(selections, &shape.of, page)
        } else if PAGE_FIELDS.contains(&name) {
            self.of(selections, &shape.of, 1).saturating_mul(page)
        } else {
            self.of(selections, &shape.of, 1).saturating_mul(work(&shape.factors, &argument))
        };
        inner.saturating_add(1)
    }
}
