//! Filters of resources.

use async_graphql::InputObject;
use entity::vocabulary::NodeKind;

use super::relation::{AgentRelationFilter, CollectionRelationFilter, KeywordRelationFilter};
use super::value::{DateTimeFilter, FormatFilter, IdFilter, IntFilter, PresenceFilter, TextFilter};
use super::{Filter, Place, combined};
use crate::graph::{Condition, Graph, NumberField, TextField};
use crate::graphql::error::Result;
use crate::identifier::Identifier;
use crate::license;

/// A condition on resources. All that is said must hold; nothing said finds everything.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ResourceFilter {
    /// All of these hold.
    pub and: Option<Vec<Self>>,
    /// One of these at least holds; an empty list finds nothing.
    pub or: Option<Vec<Self>>,
    /// This does not hold: everything else, what has no value included.
    pub not: Option<Box<Self>>,
    /// Which resource.
    pub id: Option<IdFilter>,
    /// The slug.
    pub slug: Option<TextFilter>,
    /// The title.
    pub title: Option<TextFilter>,
    /// An identifier, one at least: a DOI in any spelling, or the id that its source uses. `isNull: true` finds what has none.
    pub identifier: Option<TextFilter>,
    /// The language as a BCP 47 tag, for example `en`.
    pub language: Option<TextFilter>,
    /// The terms under which it may be used: their address or any of their names, `CC BY 4.0` as `CC-BY-4.0`. `contains` and `startsWith` look
    /// at the address; at what is printed where no address is known.
    pub license: Option<TextFilter>,
    /// The year of publication.
    pub year: Option<IntFilter>,
    /// Its format.
    pub format: Option<FormatFilter>,
    /// The description. Search finds words in it.
    pub description: Option<PresenceFilter>,
    /// The page where it can be read.
    pub landing_page: Option<PresenceFilter>,
    /// When it, or one of its edges, last changed.
    pub updated_at: Option<DateTimeFilter>,
    /// The organizations and persons that made it.
    pub producers: Option<AgentRelationFilter>,
    /// The organizations and persons that paid for it.
    pub funders: Option<AgentRelationFilter>,
    /// Its keywords.
    pub keywords: Option<KeywordRelationFilter>,
    /// Which collection it stands in.
    pub collection: Option<CollectionRelationFilter>,
}

/// Returns the forms in which an identifier that is written like this may be stored.
fn spellings(text: &str) -> Vec<String> {
    Identifier::detect(text).map(|identifier| identifier.value).into_iter().chain([text.to_owned()]).collect()
}

/// The texts that the graph may hold for terms that are written like this.
fn terms(text: &str) -> Vec<String> {
    license::address(text).into_iter().chain([text.to_owned()]).collect()
}

impl Filter for ResourceFilter {
    fn condition(self, graph: &Graph, at: &Place<'_>) -> Result<Condition> {
        let mut conditions = combined(graph, at, self.and, self.or, self.not)?;
        if let Some(id) = self.id {
            let find = |kind, id: &_| if kind == NodeKind::Resource { graph.find_resource(id) } else { None };
            conditions.extend(id.conditions(find, &at.field("id"))?);
        }
        if let Some(slug) = self.slug {
            conditions.extend(slug.conditions(TextField::Slug, &at.field("slug"))?);
        }
        if let Some(title) = self.title {
            conditions.extend(title.conditions(TextField::Title, &at.field("title"))?);
        }
        if let Some(identifier) = self.identifier {
            conditions.extend(identifier.spelled(spellings).conditions(TextField::Identifier, &at.field("identifier"))?);
        }
        if let Some(language) = self.language {
            conditions.extend(language.conditions(TextField::Language, &at.field("language"))?);
        }
        if let Some(license) = self.license {
            conditions.extend(license.spelled(terms).conditions(TextField::License, &at.field("license"))?);
        }
        if let Some(year) = self.year {
            conditions.extend(year.conditions(NumberField::Year, &at.field("year"))?);
        }
        if let Some(format) = self.format {
            conditions.extend(format.conditions(&at.field("format"))?);
        }
        conditions.extend(self.description.and_then(|filter| filter.condition(Condition::HasDescription)));
        conditions.extend(self.landing_page.and_then(|filter| filter.condition(Condition::HasLandingPage)));
        if let Some(updated_at) = self.updated_at {
            conditions.extend(updated_at.conditions(NumberField::UpdatedAt, &at.field("updatedAt"))?);
        }
        if let Some(producers) = self.producers {
            conditions.extend(producers.producers(graph, &at.field("producers"))?);
        }
        if let Some(funders) = self.funders {
            conditions.extend(funders.funders(graph, &at.field("funders"))?);
        }
        if let Some(keywords) = self.keywords {
            conditions.extend(keywords.conditions(graph, &at.field("keywords"))?);
        }
        if let Some(collection) = self.collection {
            conditions.push(collection.condition(graph, &at.field("collection"))?);
        }
        Ok(Condition::All(conditions))
    }
}
