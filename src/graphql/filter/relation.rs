//! Filters by what a node is related to.

use async_graphql::InputObject;

use super::value::{IdFilter, TextFilter};
use super::{AgentFilter, Filter, KeywordFilter, Place, ResourceFilter};
use crate::graph::{Condition, Graph, PlacementTest, Quantifier, Relation, TextField};
use crate::graphql::error::Result;
use crate::graphql::types::contribution::ContributionRole;
use crate::graphql::types::funding::FundingKind;
use entity::vocabulary::NodeKind;

/// By the agents that made a resource, or paid for it. All that is said must hold.
#[derive(Debug, Clone, InputObject)]
pub struct AgentRelationFilter {
    /// For `producers` only: look at agents in this role alone. If not said: PRODUCER, AUTHOR and PUBLISHER.
    pub role: Option<ContributionRole>,
    /// For `funders` only: look at who paid in this way alone. If not said: FUNDER and SPONSOR.
    pub kind: Option<FundingKind>,
    /// One of them at least is like this. `some: {}` finds what has any.
    pub some: Option<Box<AgentFilter>>,
    /// None of them is like this. `none: {}` finds what has none.
    pub none: Option<Box<AgentFilter>>,
    /// All of them are like this, which holds where there are none.
    pub every: Option<Box<AgentFilter>>,
}

/// By the keywords of a resource. All that is said must hold.
#[derive(Debug, Clone, InputObject)]
pub struct KeywordRelationFilter {
    /// One of them at least is like this. `some: {}` finds what has any.
    pub some: Option<Box<KeywordFilter>>,
    /// None of them is like this. `none: {}` finds what has none.
    pub none: Option<Box<KeywordFilter>>,
    /// All of them are like this, which holds where there are none.
    pub every: Option<Box<KeywordFilter>>,
}

/// By the resources of an agent or a keyword. All that is said must hold.
#[derive(Debug, Clone, InputObject)]
pub struct ResourceRelationFilter {
    /// For `produced` only: look at what was made in this role alone. If not said: PRODUCER, AUTHOR and PUBLISHER.
    pub role: Option<ContributionRole>,
    /// For `funded` only: look at what was paid for in this way alone. If not said: FUNDER and SPONSOR.
    pub kind: Option<FundingKind>,
    /// One of them at least is like this. `some: {}` finds what has any.
    pub some: Option<Box<ResourceFilter>>,
    /// None of them is like this. `none: {}` finds what has none.
    pub none: Option<Box<ResourceFilter>>,
    /// All of them are like this, which holds where there are none.
    pub every: Option<Box<ResourceFilter>>,
}

/// By the collections that a resource stands in: one place at least is like all of this.
#[derive(Debug, Clone, InputObject)]
pub struct CollectionRelationFilter {
    /// The collection's id.
    pub id: Option<IdFilter>,
    /// The collection's slug.
    pub slug: Option<TextFilter>,
    /// The heading that the resource stands under.
    pub section: Option<TextFilter>,
    /// True: the heading singles the resource out. False: it does not.
    pub highlighted: Option<bool>,
    /// True: it stands in no collection like this. False: in one.
    pub is_null: Option<bool>,
}

/// Returns the conditions that `some`, `none` and `every` state.
fn quantified<F: Filter>(
    graph: &Graph,
    relation: Relation,
    at: &Place<'_>,
    quantities: [(&'static str, Quantifier, Option<Box<F>>); 3],
) -> Result<Vec<Condition>> {
    let mut conditions = Vec::new();
    for (name, quantifier, filter) in quantities {
        if let Some(filter) = filter {
            let condition = filter.condition(graph, &at.field(name))?;
            conditions.push(Condition::Related(relation, quantifier, Box::new(condition)));
        }
    }
    if conditions.is_empty() {
        return at.refuse("needs `some`, `none` or `every`: `some: {}` finds what has any, `none: {}` what has none.");
    }
    Ok(conditions)
}

impl AgentRelationFilter {
    pub(super) fn producers(self, graph: &Graph, at: &Place<'_>) -> Result<Vec<Condition>> {
        if self.kind.is_some() {
            return at.field("kind").refuse("is for `funders`; producers have a `role`.");
        }
        let relation = Relation::Producers(self.role.map(Into::into));
        let quantities =
            [("some", Quantifier::Some, self.some), ("none", Quantifier::None, self.none), ("every", Quantifier::Every, self.every)];
        quantified(graph, relation, at, quantities)
    }

    pub(super) fn funders(self, graph: &Graph, at: &Place<'_>) -> Result<Vec<Condition>> {
        if self.role.is_some() {
            return at.field("role").refuse("is for `producers`; funders have a `kind`.");
        }
        let relation = Relation::Funders(self.kind.map(Into::into));
        let quantities =
            [("some", Quantifier::Some, self.some), ("none", Quantifier::None, self.none), ("every", Quantifier::Every, self.every)];
        quantified(graph, relation, at, quantities)
    }
}

impl KeywordRelationFilter {
    pub(super) fn conditions(self, graph: &Graph, at: &Place<'_>) -> Result<Vec<Condition>> {
        let quantities =
            [("some", Quantifier::Some, self.some), ("none", Quantifier::None, self.none), ("every", Quantifier::Every, self.every)];
        quantified(graph, Relation::Keywords, at, quantities)
    }
}

impl ResourceRelationFilter {
    fn of(self, graph: &Graph, relation: Relation, at: &Place<'_>) -> Result<Vec<Condition>> {
        let quantities =
            [("some", Quantifier::Some, self.some), ("none", Quantifier::None, self.none), ("every", Quantifier::Every, self.every)];
        quantified(graph, relation, at, quantities)
    }

    pub(super) fn produced(self, graph: &Graph, at: &Place<'_>) -> Result<Vec<Condition>> {
        if self.kind.is_some() {
            return at.field("kind").refuse("is for `funded`; what was produced was made in a `role`.");
        }
        let relation = Relation::Produced(self.role.map(Into::into));
        self.of(graph, relation, at)
    }

    pub(super) fn funded(self, graph: &Graph, at: &Place<'_>) -> Result<Vec<Condition>> {
        if self.role.is_some() {
            return at.field("role").refuse("is for `produced`; what was funded has a `kind`.");
        }
        let relation = Relation::Funded(self.kind.map(Into::into));
        self.of(graph, relation, at)
    }

    pub(super) fn tagged(self, graph: &Graph, at: &Place<'_>) -> Result<Vec<Condition>> {
        if self.role.is_some() {
            return at.field("role").refuse("is for `produced`; a keyword's resources have none.");
        }
        if self.kind.is_some() {
            return at.field("kind").refuse("is for `funded`; a keyword's resources have none.");
        }
        self.of(graph, Relation::Tagged, at)
    }
}

impl CollectionRelationFilter {
    pub(super) fn condition(self, graph: &Graph, at: &Place<'_>) -> Result<Condition> {
        let mut placement = PlacementTest { highlighted: self.highlighted, ..PlacementTest::default() };
        if let Some(id) = self.id {
            let find = |kind, id: &_| if kind == NodeKind::Collection { graph.find_collection(id) } else { None };
            placement.collection.extend(id.conditions(find, &at.field("id"))?);
        }
        if let Some(slug) = self.slug {
            placement.collection.extend(slug.conditions(TextField::Slug, &at.field("slug"))?);
        }
        if let Some(section) = self.section {
            (placement.section, placement.has_section) = section.tests(&at.field("section"))?;
        }
        let placed = Condition::Placed(placement);
        Ok(if self.is_null == Some(true) { Condition::Not(Box::new(placed)) } else { placed })
    }
}
