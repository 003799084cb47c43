//! Filters as clients write them, and what they mean to the graph.
//!
//! An absent field puts no condition, and neither does an empty object. Mistakes are told with their place in the input.

mod agent;
mod keyword;
mod relation;
mod resource;
mod value;

use std::fmt;

pub use self::agent::AgentFilter;
pub use self::keyword::KeywordFilter;
pub use self::resource::ResourceFilter;
use super::error::{Error, Result};
use crate::graph::{Condition, Graph};

/// A place in the input, for example `filter.and[1].year`.
#[derive(Debug, Clone, Copy)]
pub(in crate::graphql) struct Place<'a> {
    above: Option<&'a Place<'a>>,
    name: &'static str,
    index: Option<usize>,
}

impl<'a> Place<'a> {
    /// The argument itself.
    pub(in crate::graphql) const ARGUMENT: Place<'static> = Place { above: None, name: "filter", index: None };

    const fn field(&'a self, name: &'static str) -> Self {
        Self { above: Some(self), name, index: None }
    }

    const fn item(&'a self, name: &'static str, index: usize) -> Self {
        Self { above: Some(self), name, index: Some(index) }
    }

    fn refuse<T>(&self, why: impl fmt::Display) -> Result<T> {
        Err(Error::bad_input(format!("`{self}` {why}")))
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(above) = self.above {
            write!(f, "{above}.")?;
        }
        f.write_str(self.name)?;
        self.index.map_or(Ok(()), |index| write!(f, "[{index}]"))
    }
}

/// A filter of nodes of one kind.
pub(in crate::graphql) trait Filter: Sized {
    /// Returns the meaning of the filter in a graph.
    fn condition(self, graph: &Graph, at: &Place<'_>) -> Result<Condition>;
}

/// The conditions of what every filter has: `and`, `or`, `not`.
fn combined<F: Filter>(
    graph: &Graph,
    at: &Place<'_>,
    and: Option<Vec<F>>,
    or: Option<Vec<F>>,
    not: Option<Box<F>>,
) -> Result<Vec<Condition>> {
    let each = |name, filters: Vec<F>| -> Result<Vec<Condition>> {
        filters.into_iter().enumerate().map(|(index, filter)| filter.condition(graph, &at.item(name, index))).collect()
    };
    let mut conditions = Vec::new();
    if let Some(filters) = and {
        conditions.extend(each("and", filters)?);
    }
    if let Some(filters) = or {
        conditions.push(Condition::Any(each("or", filters)?));
    }
    if let Some(filter) = not {
        conditions.push(Condition::Not(Box::new(filter.condition(graph, &at.field("not"))?)));
    }
    Ok(conditions)
}
