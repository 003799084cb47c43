//! Filters of keywords.

use async_graphql::InputObject;
use entity::vocabulary::NodeKind;

use super::relation::ResourceRelationFilter;
use super::value::{IdFilter, IntFilter, TextFilter};
use super::{Filter, Place, combined};
use crate::graph::{Condition, Graph, NumberField, TextField};
use crate::graphql::error::Result;

/// A condition on keywords. All that is said must hold; nothing said finds everything.
#[derive(Debug, Clone, InputObject)]
pub struct KeywordFilter {
    /// All of these hold.
    pub and: Option<Vec<Self>>,
    /// One of these at least holds; an empty list finds nothing.
    pub or: Option<Vec<Self>>,
    /// This does not hold: everything else.
    pub not: Option<Box<Self>>,
    /// Which keyword.
    pub id: Option<IdFilter>,
    /// The slug.
    pub slug: Option<TextFilter>,
    /// The label that is shown.
    pub label: Option<TextFilter>,
    /// The number of resources about it.
    pub resource_count: Option<IntFilter>,
    /// The number of organizations and persons that paid for resources about it.
    pub funder_count: Option<IntFilter>,
    /// The resources about it.
    pub resources: Option<ResourceRelationFilter>,
}

impl Filter for KeywordFilter {
    fn condition(self, graph: &Graph, at: &Place<'_>) -> Result<Condition> {
        let mut conditions = combined(graph, at, self.and, self.or, self.not)?;
        if let Some(id) = self.id {
            let find = |kind, id: &_| if kind == NodeKind::Keyword { graph.find_keyword(id) } else { None };
            conditions.extend(id.conditions(find, &at.field("id"))?);
        }
        if let Some(slug) = self.slug {
            conditions.extend(slug.conditions(TextField::Slug, &at.field("slug"))?);
        }
        if let Some(label) = self.label {
            conditions.extend(label.conditions(TextField::Label, &at.field("label"))?);
        }
        if let Some(count) = self.resource_count {
            conditions.extend(count.conditions(NumberField::ResourceCount, &at.field("resourceCount"))?);
        }
        if let Some(count) = self.funder_count {
            conditions.extend(count.conditions(NumberField::FunderCount, &at.field("funderCount"))?);
        }
        if let Some(resources) = self.resources {
            conditions.extend(resources.tagged(graph, &at.field("resources"))?);
        }
        Ok(Condition::All(conditions))
    }
}
