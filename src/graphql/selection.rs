//! The arguments of a list as plain values, without a request of GraphQL: what exports ask for.
//!
//! They mean what they mean to the field of the schema: the same validation finds the same mistakes, in the same words, and what is asked
//! of the graph is the same.

use async_graphql::{InputType, Request, Value, Variables};
use serde_json::json;

use super::error::{Error, Result};
use super::filter::{AgentFilter, Filter, KeywordFilter, ResourceFilter};
use super::narrowing::Narrowing;
use super::types::agent::AgentOrder;
use super::types::facet::{Dimension, FacetValue};
use super::types::keyword::KeywordOrder;
use super::types::resource::ResourceOrder;
use super::validator::Validator;
use crate::catalog::View;
use crate::graph::{self, Ask, DimensionValue, Graph, List, OrderBy};

/// A list of the schema's root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootList {
    /// Resources.
    Resources,
    /// Organizations.
    Organizations,
    /// Persons.
    Persons,
    /// Keywords.
    Keywords,
}

impl RootList {
    /// The list of the graph.
    pub const fn list(self) -> List {
        match self {
            Self::Resources => List::Resources,
            Self::Organizations => List::Organizations,
            Self::Persons => List::Persons,
            Self::Keywords => List::Keywords,
        }
    }

    /// The name of the field, and of the types of its arguments `filter` and `orderBy`.
    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Resources => ("resources", "ResourceFilter", "ResourceOrder"),
            Self::Organizations => ("organizations", "AgentFilter", "AgentOrder"),
            Self::Persons => ("persons", "AgentFilter", "AgentOrder"),
            Self::Keywords => ("keywords", "KeywordFilter", "KeywordOrder"),
        }
    }
}

/// The arguments of a list.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// The words that are searched for.
    pub search: Option<String>,
    /// The filter, as the variables of a request hold it.
    pub filter: Option<serde_json::Value>,
    /// The order, as the variables of a request hold it.
    pub order_by: Option<serde_json::Value>,
}

/// Reads a value that was validated.
fn input<T: InputType>(value: serde_json::Value) -> Result<T> {
    let value = Value::from_json(value).map_err(|error| Error::bad_input(error.to_string()))?;
    T::parse(Some(value)).map_err(|error| Error::bad_input(error.into_server_error(async_graphql::Pos::default()).message))
}

impl Selection {
    /// Finds the mistakes that a request with the same variables would be refused for. Those who may read the schema are told which names
    /// may have been meant.
    pub async fn check(&self, list: RootList, validator: &Validator, reads_schema: bool) -> Result<()> {
        let (field, filter, order) = list.names();
        let document = format!(
            "query($search: String, $filter: {filter}, $orderBy: [{order}!]) \
             {{ {field}(search: $search, filter: $filter, orderBy: $orderBy) {{ totalCount }} }}"
        );
        let variables = json!({ "search": self.search, "filter": self.filter, "orderBy": self.order_by });
        let request = Request::new(document).variables(Variables::from_json(variables));
        match validator.errors(request).await.into_iter().next() {
            Some(mut error) => {
                if reads_schema {
                    validator.advise(&mut error);
                }
                Err(Error::bad_input(error.message))
            }
            None => Ok(()),
        }
    }

    /// Returns what is asked of the graph. Who calls has [checked](Self::check) the arguments.
    pub async fn ask(self, list: RootList, view: &View) -> Result<Ask> {
        let Self { search, filter, order_by } = self;
        match list {
            RootList::Resources => {
                let order = ResourceOrder::keys(order_by.map(input).transpose()?.flatten());
                asked::<ResourceFilter>(view, list, search, filter, order).await
            }
            RootList::Organizations | RootList::Persons => {
                let order = AgentOrder::keys(order_by.map(input).transpose()?.flatten());
                asked::<AgentFilter>(view, list, search, filter, order).await
            }
            RootList::Keywords => {
                let order = KeywordOrder::keys(order_by.map(input).transpose()?.flatten());
                asked::<KeywordFilter>(view, list, search, filter, order).await
            }
        }
    }
}

async fn asked<F: Filter + InputType>(
    view: &View,
    list: RootList,
    search: Option<String>,
    filter: Option<serde_json::Value>,
    order: Vec<OrderBy>,
) -> Result<Ask> {
    let filter: Option<Box<F>> = filter.map(input).transpose()?.flatten();
    let with_scores = search.is_some();
    Narrowing { search, filter }.narrow(view, list.list(), order, with_scores).await
}

/// The dimension with this name, as the schema spells it.
pub fn dimension(name: &str) -> Result<graph::Dimension> {
    let told = |dimension: graph::Dimension| Dimension::from(dimension).to_value().to_string();
    let found = graph::Dimension::ALL.into_iter().find(|dimension| told(*dimension) == name);
    found.ok_or_else(|| {
        let all: Vec<String> = graph::Dimension::ALL.into_iter().map(told).collect();
        Error::bad_input(format!("Resources are not counted by `{name}`. They are by {}.", all.join(", ")))
    })
}

/// The text by which people know a value, and the text by which filters do.
pub fn facet_value(graph: &Graph, value: DimensionValue) -> Result<(String, String)> {
    let FacetValue { label, value, .. } = FacetValue::new(graph, value, 0)?;
    Ok((label, value))
}
