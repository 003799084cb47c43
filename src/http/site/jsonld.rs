//! Things in the terms of schema.org, as JSON-LD.

use serde_json::{Map, Value, json};

use super::agent::Profile;
use super::answer::{Agent, EdgesShape, IdentifierShape, Keyword, day, web};
use super::collection::Collection;
use super::keyword::KeywordProfile;
use super::links::PageLinks;
use super::resource::{AwardShape, Maker, Resource};

const CONTEXT: &str = "https://schema.org";

/// Returns the most exact type of a resource.
pub(super) fn kind(format: Option<&str>) -> &'static str {
    match format {
        Some("WEBINAR") => "VideoObject",
        Some("BRIEF" | "REPORT") => "Report",
        Some("PAPER") => "ScholarlyArticle",
        Some("TOOLKIT" | "TOOL" | "GUIDE" | "FACT_SHEET") => "LearningResource",
        Some("PRESENTATION") => "PresentationDigitalDocument",
        Some("POSTER") => "Poster",
        Some("DATASET") => "Dataset",
        Some("SOFTWARE") => "SoftwareSourceCode",
        _ => "CreativeWork",
    }
}

/// Makes an object of those properties that have a value.
fn object<const N: usize>(properties: [(&str, Value); N]) -> Value {
    let is_given = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    Value::Object(properties.into_iter().filter(|(_, value)| is_given(value)).map(|(name, value)| (name.to_owned(), value)).collect())
}

fn iri(to: PageLinks<'_>, noun: &str, slug: &str) -> Value {
    json!(to.iri(&format!("/{noun}/{slug}")))
}

pub(super) fn resource(resource: &Resource, to: PageLinks<'_>) -> Value {
    // A recording is a video, and something to learn from.
    let kinds = match kind(resource.format.as_deref()) {
        "VideoObject" => json!(["VideoObject", "LearningResource"]),
        kind => json!(kind),
    };
    let makers = |edges: &EdgesShape<Maker>| edges.edges.iter().map(|edge| agent_link(&edge.node, to)).collect::<Value>();
    let payers = |wanted: &str| {
        let edges = resource.funders.edges.iter().filter(|edge| edge.kind == wanted);
        edges.map(|edge| agent_link(&edge.node, to)).collect::<Value>()
    };
    let grants = resource.funders.edges.iter().flat_map(|edge| edge.awards.iter().map(|award| grant(award, &edge.node, to)));
    let date = resource.published.clone().or_else(|| resource.year.map(|year| year.to_string()));
    let license = resource.license.as_ref().map(|license| license.link().unwrap_or(license.label()).to_owned());
    let collections = resource.collections.edges.iter().map(|item| {
        let node = &item.node;
        object([("@type", json!("Collection")), ("@id", iri(to, "collections", &node.slug)), ("name", json!(node.title))])
    });
    object([
        ("@context", json!(CONTEXT)),
        ("@type", kinds),
        ("@id", iri(to, "resources", &resource.slug)),
        ("name", json!(resource.title)),
        ("description", json!(resource.description)),
        ("datePublished", json!(date)),
        ("dateModified", json!(day(&resource.updated_at))),
        ("inLanguage", json!(resource.language)),
        ("url", json!(web(resource.landing_page.as_ref()))),
        ("sameAs", json!(resource.identifiers.iter().find(|known| known.scheme == "DOI").and_then(IdentifierShape::link))),
        ("identifier", resource.identifiers.iter().map(identifier).collect()),
        ("license", json!(license)),
        ("producer", makers(&resource.producers)),
        ("author", makers(&resource.authors)),
        ("editor", makers(&resource.editors)),
        ("publisher", makers(&resource.publishers)),
        ("provider", makers(&resource.hosts)),
        ("funder", payers("FUNDER")),
        ("sponsor", payers("SPONSOR")),
        ("funding", grants.collect()),
        ("keywords", resource.keywords.edges.iter().map(|edge| term(&edge.node, to)).collect()),
        ("isPartOf", collections.collect()),
    ])
}

fn identifier(identifier: &IdentifierShape) -> Value {
    object([
        ("@type", json!("PropertyValue")),
        ("propertyID", json!(identifier.label())),
        ("value", json!(identifier.value)),
        ("url", json!(identifier.link())),
    ])
}

fn agent_link(agent: &Agent, to: PageLinks<'_>) -> Value {
    object([
        ("@type", json!(if agent.is_person() { "Person" } else { "Organization" })),
        ("@id", iri(to, agent.noun(), &agent.slug)),
        ("name", json!(agent.name)),
        ("sameAs", agent.identifiers.iter().filter_map(IdentifierShape::link).collect()),
    ])
}

fn grant(award: &AwardShape, funder: &Agent, to: PageLinks<'_>) -> Value {
    object([
        ("@type", json!("Grant")),
        ("identifier", json!(award.number)),
        ("name", json!(award.title)),
        ("url", json!(award.link())),
        ("funder", agent_link(funder, to)),
    ])
}

fn term(keyword: &Keyword, to: PageLinks<'_>) -> Value {
    object([
        ("@type", json!("DefinedTerm")),
        ("@id", iri(to, "keywords", &keyword.slug)),
        ("name", json!(keyword.label)),
        ("inDefinedTermSet", json!(keyword.scheme)),
        ("sameAs", json!(web(keyword.uri.as_ref()))),
    ])
}

pub(super) fn agent(agent: &Profile, kind: &str, noun: &str, to: PageLinks<'_>) -> Value {
    let country = agent.country.as_ref().map(|code| json!({ "@type": "Country", "identifier": code }));
    object([
        ("@context", json!(CONTEXT)),
        ("@type", json!(kind)),
        ("@id", iri(to, noun, &agent.slug)),
        ("name", json!(agent.name)),
        ("givenName", json!(agent.given_name)),
        ("familyName", json!(agent.family_name)),
        ("alternateName", agent.other_names().map(|name| name.value.as_str()).collect()),
        ("identifier", agent.identifiers.iter().map(identifier).collect()),
        ("sameAs", agent.identifiers.iter().filter_map(IdentifierShape::link).collect()),
        ("url", json!(web(agent.homepage.as_ref()))),
        ("location", json!(country)),
    ])
}

pub(super) fn keyword(keyword: &KeywordProfile, to: PageLinks<'_>) -> Value {
    object([
        ("@context", json!(CONTEXT)),
        ("@type", json!("DefinedTerm")),
        ("@id", iri(to, "keywords", &keyword.slug)),
        ("name", json!(keyword.label)),
        ("alternateName", json!(keyword.alt_labels)),
        ("description", json!(keyword.scope_note)),
        ("inDefinedTermSet", json!(keyword.scheme)),
        ("sameAs", json!(web(keyword.uri.as_ref()))),
    ])
}

pub(super) fn collection(collection: &Collection, to: PageLinks<'_>) -> Value {
    let parts = collection.resources.edges.iter().map(|entry| {
        let node = &entry.node;
        object([("@type", json!(kind(node.format.as_deref()))), ("@id", iri(to, "resources", &node.slug)), ("name", json!(node.title))])
    });
    object([
        ("@context", json!(CONTEXT)),
        ("@type", json!("Collection")),
        ("@id", iri(to, "collections", &collection.slug)),
        ("name", json!(collection.title)),
        ("collectionSize", json!(collection.resources.total_count)),
        ("hasPart", parts.collect()),
    ])
}

/// Returns the catalogue itself.
pub(super) fn catalogue(name: &str, description: &str, to: PageLinks<'_>) -> Value {
    let search = to
        .absolute("/explore")
        .map(|list| json!({ "@type": "SearchAction", "target": format!("{list}?q={{search}}"), "query-input": "required name=search" }));
    let mut catalogue = Map::new();
    if let Value::Object(properties) = object([
        ("@context", json!(CONTEXT)),
        ("@type", json!(["WebSite", "DataCatalog"])),
        ("@id", json!(to.iri("/"))),
        ("name", json!(name)),
        ("description", json!(description)),
        ("url", json!(to.absolute("/"))),
        ("potentialAction", json!(search)),
    ]) {
        catalogue.extend(properties);
    }
    Value::Object(catalogue)
}
