//! The pages of organizations and persons.

use askama::Template;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::answer::{Agent, Card, CountedShape, IdentifierShape, Keyword, NodesShape, Total, tag, web};
use super::ask::PageDocument;
use super::frame::{SiteFrame, page};
use super::jsonld;
use super::links::PageLinks;
use super::texts::PageTexts;
use super::thing::Thing;
use super::visit::Visit;
use crate::format::ExportKind;
use crate::http::error::Refusal;

pub(super) static ORGANIZATION: PageDocument =
    PageDocument::new(concat!(include_str!("documents/organization.graphql"), include_str!("documents/card.graphql")));
pub(super) static PERSON: PageDocument =
    PageDocument::new(concat!(include_str!("documents/person.graphql"), include_str!("documents/card.graphql")));

/// An organization or a person. What persons have not is empty.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Profile {
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) names: Vec<Name>,
    pub(super) identifiers: Vec<IdentifierShape>,
    #[serde(default)]
    pub(super) country: Option<String>,
    #[serde(default)]
    pub(super) homepage: Option<String>,
    #[serde(default)]
    types: Option<Vec<String>>,
    #[serde(default)]
    pub(super) given_name: Option<String>,
    #[serde(default)]
    pub(super) family_name: Option<String>,
    made: NodesShape<Card>,
    producer: Total,
    author: Total,
    editor: Total,
    publisher: Total,
    distributor: Total,
    host: Total,
    #[serde(default)]
    funded: NodesShape<Card>,
    #[serde(default)]
    sponsor: Total,
    topics: NodesShape<CountedShape<Keyword>>,
    #[serde(default)]
    funded_topics: NodesShape<CountedShape<Keyword>>,
    partners: NodesShape<CountedShape<Agent>>,
    #[serde(default)]
    co_funders: NodesShape<CountedShape<Agent>>,
    #[serde(default)]
    funders: NodesShape<CountedShape<Agent>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Name {
    pub(super) value: String,
    kind: String,
    pub(super) lang: Option<String>,
}

impl Name {
    /// Returns the words for its kind, where there is more to say than that it is another name.
    fn kind(&self, t: &PageTexts) -> Option<&'static str> {
        match self.kind.as_str() {
            "ACRONYM" => Some(t.acronym),
            "FORMER" => Some(t.former),
            _ => None,
        }
    }
}

/// The page of an organization, or of a person: they differ in name only.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct AgentThing<const IS_PERSON: bool>(Profile);

/// An organization.
pub(super) type OrganizationProfile = AgentThing<false>;
/// A person.
pub(super) type PersonProfile = AgentThing<true>;

impl Profile {
    /// Returns the names besides the one that is shown.
    pub(super) fn other_names(&self) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(|name| name.value != self.name)
    }

    /// Returns the roles that it has, each with the number of resources.
    fn roles(&self) -> impl Iterator<Item = (&'static str, i64)> {
        [
            ("producer", self.producer),
            ("author", self.author),
            ("editor", self.editor),
            ("publisher", self.publisher),
            ("distributor", self.distributor),
            ("host", self.host),
            ("sponsor", self.sponsor),
        ]
        .into_iter()
        .map(|(role, total)| (role, total.total_count))
        .filter(|(_, count)| *count > 0)
    }

    fn link(&self) -> Option<&str> {
        web(self.homepage.as_ref())
    }

    fn types(&self) -> String {
        self.types.as_deref().unwrap_or_default().join(", ")
    }

    /// Returns the address of its record in a registry, if there is one.
    fn cite_as(&self) -> Option<String> {
        let known = self.identifiers.iter().find(|identifier| matches!(identifier.scheme.as_str(), "ROR" | "ORCID" | "ISNI"));
        known.and_then(IdentifierShape::link).map(str::to_owned)
    }

    fn summary(&self) -> String {
        self.made.nodes.iter().chain(&self.funded.nodes).take(3).map(|card| card.title.as_str()).collect::<Vec<_>>().join(" · ")
    }
}

impl<const IS_PERSON: bool> Thing for AgentThing<IS_PERSON> {
    const NOUN: &'static str = if IS_PERSON { "persons" } else { "organizations" };
    const EXPORT: Option<ExportKind> = Some(if IS_PERSON { ExportKind::Persons } else { ExportKind::Organizations });
    const CURSORS: &'static [&'static str] =
        if IS_PERSON { &["topics", "partners"] } else { &["topics", "fundedTopics", "partners", "coFunders", "funders"] };

    fn document() -> &'static PageDocument {
        if IS_PERSON { &PERSON } else { &ORGANIZATION }
    }

    fn slug(&self) -> &str {
        &self.0.slug
    }

    fn title(&self) -> &str {
        &self.0.name
    }

    fn summary(&self) -> String {
        self.0.summary()
    }

    fn kind(&self) -> &'static str {
        if IS_PERSON { "Person" } else { "Organization" }
    }

    fn cite_as(&self) -> Option<String> {
        self.0.cite_as()
    }

    fn data(&self, to: PageLinks<'_>) -> Value {
        jsonld::agent(&self.0, self.kind(), Self::NOUN, to)
    }

    fn page(&self, visit: &Visit, frame: SiteFrame<'_>) -> Result<Response, Refusal> {
        page(visit, &AgentPage { frame, agent: &self.0, is_person: IS_PERSON })
    }
}

impl AgentPage<'_> {
    /// Returns the pages that show it in pictures and beside others: words and address.
    fn explored(&self) -> Vec<(&'static str, String)> {
        let (t, to, value) = (self.frame.t, self.frame.to, self.agent.slug.as_str());
        let role = if self.agent.funded.total_count > self.agent.made.total_count { "funder" } else { "maker" };
        let over_years = to.with("/crosstab", &[(role, value), ("rows", "keyword"), ("columns", "year")]);
        vec![
            (t.topics_over_years, over_years),
            (t.network_makers, to.with("/network", &[(role, value)])),
            (t.compare_it, to.with("/compare", &[("of", role), ("with", value)])),
        ]
    }

    /// Returns the other agents that it has to do with: title, parameter of the next part, list, and the two conditions of
    /// the resources that both have to do with.
    fn relations(
        &self,
    ) -> impl Iterator<Item = (&'static str, &'static str, &NodesShape<CountedShape<Agent>>, &'static str, &'static str)> {
        let (t, agent) = (self.frame.t, self.agent);
        [
            (t.partners, "partners", &agent.partners, "maker", "maker"),
            (t.funders_of, "funders", &agent.funders, "maker", "funder"),
            (t.co_funders, "coFunders", &agent.co_funders, "funder", "funder"),
        ]
        .into_iter()
        .filter(|(_, _, list, _, _)| list.total_count > 0)
    }
}

#[derive(Template)]
#[template(path = "agent.html")]
struct AgentPage<'a> {
    frame: SiteFrame<'a>,
    agent: &'a Profile,
    is_person: bool,
}
