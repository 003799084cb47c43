//! Writes resources in the dialect that is imported: all that the catalogue shows of one, in one object.

use std::io;

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, IdentifierScheme, NodeKind, ResourceFormat};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::format::export::{FileDress, Out, TableCell, TableHead, TableWriter, Writes};
use crate::global_id;
use crate::identifier::Identifier;
use crate::model::{Award, License, Note, ShownAgent, ShownKeyword, ShownPlace, ShownResource};

/// A resource as an object of JSON Lines.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceObject<'a> {
    colophon_id: String,
    colophon_version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_as_printed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<ResourceFormat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format_as_printed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_list")]
    doi: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<&'a Identifier>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<LicenseObject<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [Note],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    produced_by: Vec<AgentObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    supported_by: Vec<AgentObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<KeywordObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    collections: Vec<PlaceObject<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct LicenseObject<'a> {
    as_printed: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AgentObject<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_printed: Option<&'a str>,
    kind: Lowercase,
    #[serde(skip_serializing_if = "Option::is_none")]
    agent_kind: Option<Lowercase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Lowercase>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    identifiers: &'a [Identifier],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    awards: Vec<AwardObject<'a>>,
}

/// A term in lower case.
#[derive(Debug)]
struct Lowercase(&'static str);

impl Serialize for Lowercase {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_ascii_lowercase())
    }
}

#[derive(Debug, Serialize)]
struct AwardObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct KeywordObject<'a> {
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_printed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct PlaceObject<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    highlighted: bool,
    position: i32,
}

/// One text as it is, several as a list: most resources have one DOI.
fn one_or_list<S: Serializer>(texts: &[&str], serializer: S) -> Result<S::Ok, S::Error> {
    match texts {
        [text] => serializer.serialize_str(text),
        texts => texts.serialize(serializer),
    }
}

/// The printed form, where it is not the shown one.
fn printed<'a>(printed: Option<&'a str>, shown: &str) -> Option<&'a str> {
    printed.filter(|printed| *printed != shown)
}

impl<'a> From<&'a ShownResource> for ResourceObject<'a> {
    fn from(shown: &'a ShownResource) -> Self {
        // The source's own id is an identifier too; it stands in the object as `id`.
        let is_own = |identifier: &Identifier| {
            identifier.scheme == IdentifierScheme::Local && shown.key.as_deref() == Some(identifier.value.as_str())
        };
        let is_doi = |identifier: &&Identifier| identifier.scheme == IdentifierScheme::Doi;
        let (dois, others): (Vec<_>, Vec<_>) = shown.identifiers.iter().filter(|identifier| !is_own(identifier)).partition(is_doi);
        Self {
            colophon_id: global_id::encode(NodeKind::Resource, shown.id),
            colophon_version: shown.revision.to_string(),
            id: shown.key.as_deref(),
            title: &shown.title,
            title_as_printed: printed(Some(&shown.title_as_printed), &shown.title),
            description: shown.description.as_deref(),
            year: shown.year,
            format: shown.format,
            format_as_printed: shown.format_as_printed.as_deref(),
            language: shown.language.as_deref(),
            url: shown.landing_page.as_deref(),
            doi: dois.into_iter().map(|doi| doi.value.as_str()).collect(),
            identifiers: others,
            license: shown.license.as_ref().map(LicenseObject::from),
            notes: &shown.notes,
            produced_by: shown.producers.iter().map(AgentObject::producer).collect(),
            supported_by: shown.funders.iter().map(AgentObject::funder).collect(),
            keywords: shown.keywords.iter().map(KeywordObject::from).collect(),
            collections: shown.places.iter().map(PlaceObject::from).collect(),
        }
    }
}

impl<'a> From<&'a License> for LicenseObject<'a> {
    fn from(license: &'a License) -> Self {
        Self { as_printed: &license.as_printed, url: license.url.as_deref() }
    }
}

impl<'a> AgentObject<'a> {
    /// For producers, `kind` tells a body from a human being.
    fn producer(agent: &'a ShownAgent<ContributionRole>) -> Self {
        Self { role: Some(Lowercase(agent.role.as_str())), ..Self::of(agent, agent.kind.as_str()) }
    }

    /// For funders, `kind` tells how they paid.
    fn funder(agent: &'a ShownAgent<FundingKind>) -> Self {
        let awards = agent.awards.iter().map(AwardObject::from).collect();
        // Most funders are bodies.
        let agent_kind = (agent.kind == AgentKind::Person).then(|| Lowercase(agent.kind.as_str()));
        Self { agent_kind, awards, ..Self::of(agent, agent.role.as_str()) }
    }

    fn of<R>(agent: &'a ShownAgent<R>, kind: &'static str) -> Self {
        let as_printed = printed(agent.as_printed.as_deref(), &agent.name);
        Self {
            name: &agent.name,
            as_printed,
            kind: Lowercase(kind),
            agent_kind: None,
            role: None,
            identifiers: &agent.identifiers,
            awards: Vec::new(),
        }
    }
}

impl<'a> From<&'a Award> for AwardObject<'a> {
    fn from(award: &'a Award) -> Self {
        Self { number: award.number.as_deref(), title: award.title.as_deref(), url: award.url.as_deref() }
    }
}

impl<'a> From<&'a ShownKeyword> for KeywordObject<'a> {
    fn from(keyword: &'a ShownKeyword) -> Self {
        let as_printed = printed(keyword.as_printed.as_deref(), &keyword.label);
        Self { label: &keyword.label, as_printed, uri: keyword.uri.as_deref() }
    }
}

impl<'a> From<&'a ShownPlace> for PlaceObject<'a> {
    fn from(place: &'a ShownPlace) -> Self {
        Self { title: &place.collection, section: place.section.as_deref(), highlighted: place.highlighted, position: place.position }
    }
}

/// Writes JSON Lines.
pub(in crate::format) static WRITES: Writes = Writes { begin, tables: 1, most_rows: None, resource: Some(resource) };

/// Writes a resource with all that is known of it.
fn resource(resource: &ShownResource, out: &mut Out<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &ResourceObject::from(resource))?;
    out.write_all(b"\n")
}

/// Writes rows as objects.
struct ObjectWriter {
    names: Vec<String>,
}

fn begin(sheets: Vec<TableHead>, _: FileDress, _: &mut Out<'_>) -> io::Result<Box<dyn TableWriter>> {
    let headers = sheets.into_iter().next().map(|sheet| sheet.headers).unwrap_or_default();
    Ok(Box::new(ObjectWriter { names: headers.iter().map(|header| camel_case(header)).collect() }))
}

impl TableWriter for ObjectWriter {
    fn row(&mut self, _: usize, cells: &[&TableCell<'_>], out: &mut Out<'_>) -> io::Result<()> {
        let value = |cell: &TableCell<'_>| match cell {
            TableCell::Empty => None,
            TableCell::Text(text) => Some(Value::from(text.as_ref())),
            TableCell::Number(number) => Some(Value::from(*number)),
            TableCell::List(texts) if texts.is_empty() => None,
            TableCell::List(texts) => Some(texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().into()),
        };
        let fields = self.names.iter().zip(cells).filter_map(|(name, cell)| Some((name, value(cell)?)));
        serde_json::Serializer::new(&mut *out).collect_map(fields)?;
        out.write_all(b"\n")
    }

    fn finish(self: Box<Self>, _: &mut Out<'_>) -> io::Result<()> {
        Ok(())
    }
}

/// A header as the name of a field: `award_number` is `awardNumber`.
fn camel_case(header: &str) -> String {
    let mut name = String::with_capacity(header.len());
    for (place, word) in header.split('_').enumerate() {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if place > 0 => name.extend(first.to_uppercase()),
            first => name.extend(first),
        }
        name.push_str(letters.as_str());
    }
    name
}
