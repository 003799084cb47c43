//! Filters of organizations and persons.

use async_graphql::{Enum, InputObject};
use entity::vocabulary::NodeKind;

use super::relation::ResourceRelationFilter;
use super::value::{IdFilter, IntFilter, TextFilter};
use super::{Filter, Place, combined};
use crate::graph::{Condition, Graph, NumberField, TextField};
use crate::graphql::error::Result;

/// The kinds of those who make resources and pay for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::vocabulary::AgentKind")]
pub enum AgentKind {
    /// A body.
    Organization,
    /// A human being.
    Person,
}

/// A condition on organizations or persons. All that is said must hold; nothing said finds everything.
#[derive(Debug, Clone, InputObject)]
pub struct AgentFilter {
    /// All of these hold.
    pub and: Option<Vec<Self>>,
    /// One of these at least holds; an empty list finds nothing.
    pub or: Option<Vec<Self>>,
    /// This does not hold: everything else, what has no value included.
    pub not: Option<Box<Self>>,
    /// Only organizations, or only persons.
    pub kind: Option<AgentKind>,
    /// Which agent.
    pub id: Option<IdFilter>,
    /// The slug.
    pub slug: Option<TextFilter>,
    /// The name that is shown.
    pub name: Option<TextFilter>,
    /// The country as an ISO 3166-1 code of two letters.
    pub country: Option<TextFilter>,
    /// The number of resources that it produced, as PRODUCER, AUTHOR or PUBLISHER.
    pub produced_count: Option<IntFilter>,
    /// The number of resources that it paid for.
    pub funded_count: Option<IntFilter>,
    /// The resources that it produced.
    pub produced: Option<ResourceRelationFilter>,
    /// The resources that it paid for.
    pub funded: Option<ResourceRelationFilter>,
}

impl Filter for AgentFilter {
    fn condition(self, graph: &Graph, at: &Place<'_>) -> Result<Condition> {
        let mut conditions = combined(graph, at, self.and, self.or, self.not)?;
        conditions.extend(self.kind.map(|kind| Condition::Agent(kind.into())));
        if let Some(id) = self.id {
            let find = |kind, id: &_| match kind {
                NodeKind::Organization | NodeKind::Person => {
                    let is_kind =
                        |agent: &u32| graph.agent(*agent).is_some_and(|agent| crate::store::agent::node_kind(agent.kind()) == kind);
                    graph.find_agent(id).filter(is_kind)
                }
                _ => None,
            };
            conditions.extend(id.conditions(find, &at.field("id"))?);
        }
        if let Some(slug) = self.slug {
            conditions.extend(slug.conditions(TextField::Slug, &at.field("slug"))?);
        }
        if let Some(name) = self.name {
            conditions.extend(name.conditions(TextField::Name, &at.field("name"))?);
        }
        if let Some(country) = self.country {
            conditions.extend(country.conditions(TextField::Country, &at.field("country"))?);
        }
        if let Some(count) = self.produced_count {
            conditions.extend(count.conditions(NumberField::ProducedCount, &at.field("producedCount"))?);
        }
        if let Some(count) = self.funded_count {
            conditions.extend(count.conditions(NumberField::FundedCount, &at.field("fundedCount"))?);
        }
        if let Some(produced) = self.produced {
            conditions.extend(produced.produced(graph, &at.field("produced"))?);
        }
        if let Some(funded) = self.funded {
            conditions.extend(funded.funded(graph, &at.field("funded"))?);
        }
        Ok(Condition::All(conditions))
    }
}
