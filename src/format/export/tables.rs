//! The tables of each kind of list: their columns, and the rows that a thing has in them.
//!
//! The headers of resources are those by which `colophon import` knows the columns.

use std::borrow::Cow;

use entity::vocabulary::{ContributionRole, FundingKind, IdentifierScheme, NodeKind};

use super::{Cell, ExportKind};
use crate::global_id;
use crate::identifier::Identifier;
use crate::model::{Award, Listed, ListedAgent, ListedKeyword, ShownAgent, ShownKeyword, ShownResource};

/// A table.
pub(super) struct Table {
    /// Its name.
    pub(super) name: &'static str,
    /// The headers of its columns.
    pub(super) headers: &'static [&'static str],
    /// The rows that a thing has in it, with a cell for each header.
    pub(super) rows: for<'a> fn(&'a Listed) -> Vec<Vec<Cell<'a>>>,
}

static RESOURCES: Table = Table {
    name: "Resources",
    headers: &[
        "colophon_id", "colophon_version", "id", "title", "year", "format", "language", "description", "url", "doi", "isbn", "pmid",
        "arxiv", "handle", "other_identifiers", "producers", "authors", "editors", "publishers", "distributors", "hosts", "funders",
        "sponsors", "awards", "keywords", "license", "license_url", "collections", "notes",
    ],
    rows: |listed| of_resource(listed, |resource| vec![cells(resource)]),
};

static FUNDINGS: Table = Table {
    name: "Fundings",
    headers: &[
        "resource_id", "resource", "year", "format", "funder_id", "funder", "funder_as_printed", "kind", "ror", "funder_identifiers",
        "award_number", "award_title", "award_url",
    ],
    rows: |listed| of_resource(listed, |resource| resource.funders.iter().flat_map(|funder| fundings(resource, funder)).collect()),
};

static PEOPLE: Table = Table {
    name: "People",
    headers: &["resource_id", "resource", "year", "maker_id", "maker", "maker_as_printed", "kind", "role", "maker_identifiers"],
    rows: |listed| of_resource(listed, |resource| resource.producers.iter().map(|maker| maker_cells(resource, maker)).collect()),
};

static SUBJECTS: Table = Table {
    name: "Keywords",
    headers: &["resource_id", "resource", "year", "keyword_id", "keyword", "keyword_as_printed", "keyword_uri"],
    rows: |listed| of_resource(listed, |resource| resource.keywords.iter().map(|keyword| subject_cells(resource, keyword)).collect()),
};

static AGENTS: Table = Table {
    name: "Agents",
    headers: &[
        "colophon_id", "name", "slug", "other_names", "country", "ror", "orcid", "isni", "wikidata", "crossref_funder", "org_id", "grid",
        "produced", "funded",
    ],
    rows: |listed| if let Listed::Agent(agent) = listed { vec![agent_cells(agent)] } else { Vec::new() },
};

static KEYWORDS: Table = Table {
    name: "Keywords",
    headers: &["colophon_id", "label", "slug", "other_labels", "uri", "resources", "funders"],
    rows: |listed| if let Listed::Keyword(keyword) = listed { vec![keyword_cells(keyword)] } else { Vec::new() },
};

impl ExportKind {
    /// Its tables. The first one holds the list; a workbook of resources shows their edges in further ones.
    pub(super) fn tables(self) -> &'static [&'static Table] {
        static OF_RESOURCES: [&Table; 4] = [&RESOURCES, &FUNDINGS, &PEOPLE, &SUBJECTS];
        static OF_AGENTS: [&Table; 1] = [&AGENTS];
        static OF_KEYWORDS: [&Table; 1] = [&KEYWORDS];
        static OF_FUNDINGS: [&Table; 1] = [&FUNDINGS];
        match self {
            Self::Resources => &OF_RESOURCES,
            Self::Organizations | Self::Persons => &OF_AGENTS,
            Self::Keywords => &OF_KEYWORDS,
            Self::Fundings => &OF_FUNDINGS,
        }
    }
}

/// The row of a resource in the first table: headers and cells.
pub(super) fn resource_row(resource: &ShownResource) -> Vec<(&'static str, Cell<'_>)> {
    RESOURCES.headers.iter().copied().zip(cells(resource)).collect()
}

fn of_resource<'a>(listed: &'a Listed, rows: impl Fn(&'a ShownResource) -> Vec<Vec<Cell<'a>>>) -> Vec<Vec<Cell<'a>>> {
    if let Listed::Resource(resource) = listed { rows(resource) } else { Vec::new() }
}

/// The cells that say which resource a row is about: its id, its title, its year, its format.
fn lead(resource: &ShownResource) -> [Cell<'_>; 4] {
    [
        Cell::from(global_id::encode(NodeKind::Resource, resource.id)),
        Cell::text(Some(&resource.title)),
        Cell::number(resource.year.map(i64::from)),
        Cell::text(resource.format.map(|format| format.as_str())),
    ]
}

fn cells(resource: &ShownResource) -> Vec<Cell<'_>> {
    let [id, title, year, format] = lead(resource);
    let identified = |scheme| {
        let all = resource.identifiers.iter().filter(move |identifier| identifier.scheme == scheme);
        Cell::list(all.map(|identifier| identifier.value.as_str()))
    };
    let is_own = |identifier: &&Identifier| {
        identifier.scheme == IdentifierScheme::Local && resource.key.as_deref() == Some(identifier.value.as_str())
    };
    let has_column = |identifier: &&Identifier| {
        use IdentifierScheme::{Arxiv, Doi, Handle, Isbn, Pmid};
        matches!(identifier.scheme, Doi | Isbn | Pmid | Arxiv | Handle)
    };
    let others = resource.identifiers.iter().filter(|identifier| !has_column(identifier) && !is_own(identifier));
    let makers = |role: ContributionRole| {
        let all = resource.producers.iter().filter(move |maker| maker.role == role);
        Cell::list(all.map(|maker| maker.name.as_str()))
    };
    let payers = |kind: FundingKind| {
        let all = resource.funders.iter().filter(move |funder| funder.role == kind);
        Cell::list(all.map(|funder| funder.name.as_str()))
    };
    let license = resource.license.as_ref();
    vec![
        id,
        Cell::from(resource.revision.to_string()),
        Cell::text(resource.key.as_deref()),
        title,
        year,
        format,
        Cell::text(resource.language.as_deref()),
        Cell::text(resource.description.as_deref()),
        Cell::text(resource.landing_page.as_deref()),
        identified(IdentifierScheme::Doi),
        identified(IdentifierScheme::Isbn),
        identified(IdentifierScheme::Pmid),
        identified(IdentifierScheme::Arxiv),
        identified(IdentifierScheme::Handle),
        Cell::list(others.map(|identifier| identifier.value.as_str())),
        makers(ContributionRole::Producer),
        makers(ContributionRole::Author),
        makers(ContributionRole::Editor),
        makers(ContributionRole::Publisher),
        makers(ContributionRole::Distributor),
        makers(ContributionRole::Host),
        payers(FundingKind::Funder),
        payers(FundingKind::Sponsor),
        Cell::list(awards(resource)),
        Cell::list(resource.keywords.iter().map(|keyword| keyword.label.as_str())),
        Cell::text(license.map(|license| license.as_printed.as_str())),
        Cell::text(license.and_then(|license| license.url.as_deref())),
        Cell::list(resource.places.iter().map(|place| place.collection.as_str())),
        Cell::list(resource.notes.iter().map(|note| format!("{}: {}", note.label, note.value))),
    ]
}

/// The awards of a resource: a number where there is one funder; where there are several, the funder with the number behind it.
fn awards(resource: &ShownResource) -> Vec<Cow<'_, str>> {
    let is_alone = resource.funders.len() == 1;
    let of = |funder: &'_ ShownAgent<FundingKind>| {
        let name = funder.name.clone();
        funder
            .awards
            .iter()
            .filter_map(award_name)
            .map(move |award| match is_alone {
                true => Cow::Owned(award.to_owned()),
                false => Cow::Owned(format!("{name} ({award})")),
            })
            .collect::<Vec<Cow<'_, str>>>()
    };
    resource.funders.iter().flat_map(of).collect()
}

/// The text that names an award best.
fn award_name(award: &Award) -> Option<&str> {
    award.number.as_deref().or(award.title.as_deref()).or(award.url.as_deref())
}

fn fundings<'a>(resource: &'a ShownResource, funder: &'a ShownAgent<FundingKind>) -> Vec<Vec<Cell<'a>>> {
    static NO_AWARD: Award = Award { number: None, title: None, url: None };
    let awards = if funder.awards.is_empty() { std::slice::from_ref(&NO_AWARD) } else { funder.awards.as_slice() };
    let row = |award: &'a Award| {
        let [id, title, year, format] = lead(resource);
        vec![
            id,
            title,
            year,
            format,
            Cell::from(agent_id(funder)),
            Cell::text(Some(&funder.name)),
            Cell::text(funder.as_printed.as_deref()),
            Cell::text(Some(funder.role.as_str())),
            Cell::text(first(&funder.identifiers, IdentifierScheme::Ror)),
            Cell::list(funder.identifiers.iter().filter(|identifier| identifier.scheme != IdentifierScheme::Ror).map(named)),
            Cell::text(award.number.as_deref()),
            Cell::text(award.title.as_deref()),
            Cell::text(award.url.as_deref()),
        ]
    };
    awards.iter().map(row).collect()
}

fn maker_cells<'a>(resource: &'a ShownResource, maker: &'a ShownAgent<ContributionRole>) -> Vec<Cell<'a>> {
    let [id, title, year, _] = lead(resource);
    vec![
        id,
        title,
        year,
        Cell::from(agent_id(maker)),
        Cell::text(Some(&maker.name)),
        Cell::text(maker.as_printed.as_deref()),
        Cell::text(Some(maker.kind.as_str())),
        Cell::text(Some(maker.role.as_str())),
        Cell::list(maker.identifiers.iter().map(named)),
    ]
}

fn subject_cells<'a>(resource: &'a ShownResource, keyword: &'a ShownKeyword) -> Vec<Cell<'a>> {
    let [id, title, year, _] = lead(resource);
    vec![
        id,
        title,
        year,
        Cell::from(global_id::encode(NodeKind::Keyword, keyword.id)),
        Cell::text(Some(&keyword.label)),
        Cell::text(keyword.as_printed.as_deref()),
        Cell::text(keyword.uri.as_deref()),
    ]
}

fn agent_cells(agent: &ListedAgent) -> Vec<Cell<'_>> {
    let identified = |scheme| Cell::text(first(&agent.identifiers, scheme));
    vec![
        Cell::from(global_id::encode(agent.kind.node(), agent.id)),
        Cell::text(Some(&agent.name)),
        Cell::text(Some(&agent.slug)),
        Cell::list(agent.other_names.iter().map(String::as_str)),
        Cell::text(agent.country.as_deref()),
        identified(IdentifierScheme::Ror),
        identified(IdentifierScheme::Orcid),
        identified(IdentifierScheme::Isni),
        identified(IdentifierScheme::Wikidata),
        identified(IdentifierScheme::CrossrefFunder),
        identified(IdentifierScheme::OrgId),
        identified(IdentifierScheme::Grid),
        count(agent.produced),
        count(agent.funded),
    ]
}

fn keyword_cells(keyword: &ListedKeyword) -> Vec<Cell<'_>> {
    vec![
        Cell::from(global_id::encode(NodeKind::Keyword, keyword.id)),
        Cell::text(Some(&keyword.label)),
        Cell::text(Some(&keyword.slug)),
        Cell::list(keyword.other_labels.iter().map(String::as_str)),
        Cell::text(keyword.uri.as_deref()),
        count(keyword.resources),
        count(keyword.funders),
    ]
}

fn count(count: usize) -> Cell<'static> {
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn agent_id<R>(agent: &ShownAgent<R>) -> String {
    global_id::encode(agent.kind.node(), agent.id)
}

fn first(identifiers: &[Identifier], scheme: IdentifierScheme) -> Option<&str> {
    identifiers.iter().find(|identifier| identifier.scheme == scheme).map(|identifier| identifier.value.as_str())
}

/// An identifier with its scheme.
fn named(identifier: &Identifier) -> String {
    format!("{}:{}", identifier.scheme.as_str(), identifier.value)
}
