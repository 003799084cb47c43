//! The tables of each kind of list: their columns, and the rows that a thing has in them.
//!
//! The headers of resources are those by which `colophon import` knows the columns.

use entity::vocabulary::{ContributionRole, FundingKind, IdentifierScheme, NodeKind, ResourceFormat};

use super::{ExportKind, TableCell};
use crate::global_id;
use crate::identifier::Identifier;
use crate::model::{Award, Listed, ListedAgent, ListedKeyword, ShownAgent, ShownKeyword, ShownResource};

/// A table.
pub(super) struct ListTable {
    /// Its name.
    pub(super) name: &'static str,
    /// The headers of its columns.
    pub(super) headers: &'static [&'static str],
    /// The rows that a thing has in it, with a cell for each header.
    pub(super) rows: for<'a> fn(&'a Listed) -> Vec<Vec<TableCell<'a>>>,
}

static RESOURCES: ListTable = ListTable {
    name: "Resources",
    headers: &[
        "colophon_id", "colophon_version", "id", "title", "year", "format", "language", "description", "url", "doi", "isbn", "pmid",
        "arxiv", "handle", "other_identifiers", "producers", "authors", "editors", "publishers", "distributors", "hosts", "funders",
        "sponsors", "awards", "keywords", "license", "license_url", "collections", "notes",
    ],
    rows: |listed| of_resource(listed, |resource| vec![cells(resource)]),
};

static FUNDINGS: ListTable = ListTable {
    name: "Fundings",
    headers: &[
        "resource_id", "resource", "year", "format", "funder_id", "funder", "funder_as_printed", "kind", "ror", "funder_identifiers",
        "award_number", "award_title", "award_url",
    ],
    rows: |listed| of_resource(listed, |resource| resource.funders.iter().flat_map(|funder| fundings(resource, funder)).collect()),
};

static PEOPLE: ListTable = ListTable {
    name: "People",
    headers: &["resource_id", "resource", "year", "maker_id", "maker", "maker_as_printed", "kind", "role", "maker_identifiers"],
    rows: |listed| of_resource(listed, |resource| resource.producers.iter().map(|maker| maker_cells(resource, maker)).collect()),
};

static SUBJECTS: ListTable = ListTable {
    name: "Keywords",
    headers: &["resource_id", "resource", "year", "keyword_id", "keyword", "keyword_as_printed", "keyword_uri"],
    rows: |listed| of_resource(listed, |resource| resource.keywords.iter().map(|keyword| subject_cells(resource, keyword)).collect()),
};

static AGENTS: ListTable = ListTable {
    name: "Agents",
    headers: &[
        "colophon_id", "name", "slug", "other_names", "country", "ror", "orcid", "isni", "wikidata", "crossref_funder", "org_id", "grid",
        "produced", "funded",
    ],
    rows: |listed| if let Listed::Agent(agent) = listed { vec![agent_cells(agent)] } else { Vec::new() },
};

static KEYWORDS: ListTable = ListTable {
    name: "Keywords",
    headers: &["colophon_id", "label", "slug", "other_labels", "uri", "resources", "funders"],
    rows: |listed| if let Listed::Keyword(keyword) = listed { vec![keyword_cells(keyword)] } else { Vec::new() },
};

impl ExportKind {
    /// Its tables. The first one holds the list; a workbook of resources shows their edges in further ones.
    pub(super) fn tables(self) -> &'static [&'static ListTable] {
        static OF_RESOURCES: [&ListTable; 4] = [&RESOURCES, &FUNDINGS, &PEOPLE, &SUBJECTS];
        static OF_AGENTS: [&ListTable; 1] = [&AGENTS];
        static OF_KEYWORDS: [&ListTable; 1] = [&KEYWORDS];
        static OF_FUNDINGS: [&ListTable; 1] = [&FUNDINGS];
        match self {
            Self::Resources => &OF_RESOURCES,
            Self::Organizations | Self::Persons => &OF_AGENTS,
            Self::Keywords => &OF_KEYWORDS,
            Self::Fundings => &OF_FUNDINGS,
        }
    }
}

/// The row of a resource in the first table: headers and cells.
pub(super) fn resource_row(resource: &ShownResource) -> Vec<(&'static str, TableCell<'_>)> {
    RESOURCES.headers.iter().copied().zip(cells(resource)).collect()
}

fn of_resource<'a>(listed: &'a Listed, rows: impl Fn(&'a ShownResource) -> Vec<Vec<TableCell<'a>>>) -> Vec<Vec<TableCell<'a>>> {
    if let Listed::Resource(resource) = listed { rows(resource) } else { Vec::new() }
}

/// The cells that say which resource a row is about: its id, its title, its year, its format.
fn lead(resource: &ShownResource) -> [TableCell<'_>; 4] {
    [
        TableCell::from(global_id::encode(NodeKind::Resource, resource.id)),
        TableCell::text(Some(&resource.title)),
        TableCell::number(resource.year.map(i64::from)),
        TableCell::text(resource.format.map(ResourceFormat::as_str)),
    ]
}

fn cells(resource: &ShownResource) -> Vec<TableCell<'_>> {
    let [id, title, year, format] = lead(resource);
    let identified = |scheme| {
        let all = resource.identifiers.iter().filter(move |identifier| identifier.scheme == scheme);
        TableCell::list(all.map(|identifier| identifier.value.as_str()))
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
        TableCell::list(all.map(|maker| maker.name.as_str()))
    };
    let payers = |kind: FundingKind| {
        let all = resource.funders.iter().filter(move |funder| funder.role == kind);
        TableCell::list(all.map(|funder| funder.name.as_str()))
    };
    let license = resource.license.as_ref();
    vec![
        id,
        TableCell::from(resource.revision.to_string()),
        TableCell::text(resource.key.as_deref()),
        title,
        year,
        format,
        TableCell::text(resource.language.as_deref()),
        TableCell::text(resource.description.as_deref()),
        TableCell::text(resource.landing_page.as_deref()),
        identified(IdentifierScheme::Doi),
        identified(IdentifierScheme::Isbn),
        identified(IdentifierScheme::Pmid),
        identified(IdentifierScheme::Arxiv),
        identified(IdentifierScheme::Handle),
        TableCell::list(others.map(|identifier| identifier.value.as_str())),
        makers(ContributionRole::Producer),
        makers(ContributionRole::Author),
        makers(ContributionRole::Editor),
        makers(ContributionRole::Publisher),
        makers(ContributionRole::Distributor),
        makers(ContributionRole::Host),
        payers(FundingKind::Funder),
        payers(FundingKind::Sponsor),
        TableCell::list(awards(resource)),
        TableCell::list(resource.keywords.iter().map(|keyword| keyword.label.as_str())),
        TableCell::text(license.map(|license| license.as_printed.as_str())),
        TableCell::text(license.and_then(|license| license.url.as_deref())),
        TableCell::list(resource.places.iter().map(|place| place.collection.as_str())),
        TableCell::list(resource.notes.iter().map(|note| format!("{}: {}", note.label, note.value))),
    ]
}

/// The awards of a resource: a number where there is one funder; where there are several, the funder with the number behind it.
fn awards(resource: &ShownResource) -> Vec<String> {
    let is_alone = resource.funders.len() == 1;
    let name =
        |funder: &ShownAgent<FundingKind>, award: &str| if is_alone { award.to_owned() } else { format!("{} ({award})", funder.name) };
    let of = |funder| {
        let ShownAgent { awards, .. }: &ShownAgent<FundingKind> = funder;
        awards.iter().filter_map(award_name).map(|award| name(funder, award)).collect::<Vec<String>>()
    };
    resource.funders.iter().flat_map(of).collect()
}

/// The text that names an award best.
fn award_name(award: &Award) -> Option<&str> {
    award.number.as_deref().or(award.title.as_deref()).or(award.url.as_deref())
}

fn fundings<'a>(resource: &'a ShownResource, funder: &'a ShownAgent<FundingKind>) -> Vec<Vec<TableCell<'a>>> {
    static NO_AWARD: Award = Award { number: None, title: None, url: None };
    let awards = if funder.awards.is_empty() { std::slice::from_ref(&NO_AWARD) } else { funder.awards.as_slice() };
    let row = |award: &'a Award| {
        let [id, title, year, format] = lead(resource);
        vec![
            id,
            title,
            year,
            format,
            TableCell::from(agent_id(funder)),
            TableCell::text(Some(&funder.name)),
            TableCell::text(funder.as_printed.as_deref()),
            TableCell::text(Some(funder.role.as_str())),
            TableCell::text(first(&funder.identifiers, IdentifierScheme::Ror)),
            TableCell::list(funder.identifiers.iter().filter(|identifier| identifier.scheme != IdentifierScheme::Ror).map(named)),
            TableCell::text(award.number.as_deref()),
            TableCell::text(award.title.as_deref()),
            TableCell::text(award.url.as_deref()),
        ]
    };
    awards.iter().map(row).collect()
}

fn maker_cells<'a>(resource: &'a ShownResource, maker: &'a ShownAgent<ContributionRole>) -> Vec<TableCell<'a>> {
    let [id, title, year, _] = lead(resource);
    vec![
        id,
        title,
        year,
        TableCell::from(agent_id(maker)),
        TableCell::text(Some(&maker.name)),
        TableCell::text(maker.as_printed.as_deref()),
        TableCell::text(Some(maker.kind.as_str())),
        TableCell::text(Some(maker.role.as_str())),
        TableCell::list(maker.identifiers.iter().map(named)),
    ]
}

fn subject_cells<'a>(resource: &'a ShownResource, keyword: &'a ShownKeyword) -> Vec<TableCell<'a>> {
    let [id, title, year, _] = lead(resource);
    vec![
        id,
        title,
        year,
        TableCell::from(global_id::encode(NodeKind::Keyword, keyword.id)),
        TableCell::text(Some(&keyword.label)),
        TableCell::text(keyword.as_printed.as_deref()),
        TableCell::text(keyword.uri.as_deref()),
    ]
}

fn agent_cells(agent: &ListedAgent) -> Vec<TableCell<'_>> {
    let identified = |scheme| TableCell::text(first(&agent.identifiers, scheme));
    vec![
        TableCell::from(global_id::encode(agent.kind.node(), agent.id)),
        TableCell::text(Some(&agent.name)),
        TableCell::text(Some(&agent.slug)),
        TableCell::list(agent.other_names.iter().map(String::as_str)),
        TableCell::text(agent.country.as_deref()),
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

fn keyword_cells(keyword: &ListedKeyword) -> Vec<TableCell<'_>> {
    vec![
        TableCell::from(global_id::encode(NodeKind::Keyword, keyword.id)),
        TableCell::text(Some(&keyword.label)),
        TableCell::text(Some(&keyword.slug)),
        TableCell::list(keyword.other_labels.iter().map(String::as_str)),
        TableCell::text(keyword.uri.as_deref()),
        count(keyword.resources),
        count(keyword.funders),
    ]
}

fn count(count: usize) -> TableCell<'static> {
    TableCell::Number(i64::try_from(count).unwrap_or(i64::MAX))
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
