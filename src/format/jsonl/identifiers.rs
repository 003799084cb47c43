//! Identifiers of resources, organizations and persons.

use std::collections::HashSet;

use entity::vocabulary::{AgentKind, IdentifierScheme};
use serde_json::Value;

use super::object::Object;
use super::path::Path;
use crate::identifier::Identifier;
use crate::model::Said;

/// A field for identifiers of one scheme.
struct Field {
    name: &'static str,
    scheme: IdentifierScheme,
    /// The right shape, for an issue.
    advice: &'static str,
}

const fn field(name: &'static str, scheme: IdentifierScheme, advice: &'static str) -> Field {
    Field { name, scheme, advice }
}

const OF_RESOURCES: [Field; 5] = [
    field("isbn", IdentifierScheme::Isbn, "an ISBN is expected, for example `978-0-306-40615-7`; its last digit is a checksum"),
    field("pmid", IdentifierScheme::Pmid, "the number of an article in PubMed is expected, for example `31452104`"),
    field("arxiv", IdentifierScheme::Arxiv, "the number of an article in arXiv is expected, for example `2101.00001`"),
    field("handle", IdentifierScheme::Handle, "a handle is expected, for example `2027/mdp.39015`; one that begins with `10.` is a `doi`"),
    field("oai", IdentifierScheme::Oai, "an OAI identifier is expected, for example `oai:arXiv.org:cs/0112017`"),
];

const OF_AGENTS: [Field; 7] = [
    field("ror", IdentifierScheme::Ror, "a ROR is expected, for example `https://ror.org/042nb2s44`; the last two digits are its checksum"),
    field(
        "orcid",
        IdentifierScheme::Orcid,
        "an ORCID is expected, for example `https://orcid.org/0000-0002-1694-233X`; its last character is a checksum",
    ),
    field("isni", IdentifierScheme::Isni, "an ISNI is expected, for example `0000 0001 2103 2683`; its last character is a checksum"),
    field("wikidata", IdentifierScheme::Wikidata, "an item of Wikidata is expected, for example `Q42`"),
    field(
        "crossrefFunder",
        IdentifierScheme::CrossrefFunder,
        "a number of the Crossref Funder Registry is expected, for example `10.13039/100000001`",
    ),
    field(
        "orgId",
        IdentifierScheme::OrgId,
        "the code of a register and a number are expected, for example `GB-CHC-202918`; a `US-EIN` has nine digits",
    ),
    field("grid", IdentifierScheme::Grid, "a GRID is expected, for example `grid.5386.8`"),
];

/// Takes the identifiers of a resource out: those of its fields but `doi`, then those in `identifiers`, each once.
pub(super) fn of_resource(record: &mut Object<'_, '_>) -> Vec<Said<Identifier>> {
    let mut found = Vec::new();
    for Field { name, scheme, advice } in OF_RESOURCES {
        for (path, value) in record.each(name) {
            match text(&value).map(|text| Identifier::parse(scheme, &text)) {
                Some(Some(identifier)) => found.push(identifier),
                _ => record.notes.bad_value(&path, &value, advice),
            }
        }
    }
    let advice = "text is expected, or an object with `scheme` and `value`";
    for (path, identifier) in listed(record, advice, |text| Identifier::parse(IdentifierScheme::Local, text)) {
        if identifier.scheme.is_of_resources() {
            found.push(identifier);
        } else {
            let advice = format!("resources have no {}", identifier.scheme.as_str());
            record.notes.bad_value(&path, &Value::String(identifier.value), &advice);
        }
    }
    if found.len() > 1 {
        let mut seen = HashSet::new();
        found.retain(|identifier| seen.insert(identifier.clone()));
    }
    let line = record.notes.line;
    found.into_iter().map(|identifier| Said::asserted(identifier, line)).collect()
}

/// Returns the kind of an agent and its identifiers, one of each scheme at most. The kind is the stated one; without one, an agent with
/// an ORCID is a person, and one with another identifier an organization. None when only the name can tell. An identifier that this kind of
/// agent cannot have is noted.
pub(super) fn of_agent(agent: &mut Object<'_, '_>, stated: Option<AgentKind>) -> Option<(AgentKind, Vec<Identifier>)> {
    let told: Vec<(&Field, String)> = OF_AGENTS.iter().filter_map(|field| Some((field, agent.text_or_number(field.name)?))).collect();
    let advice = "no identifier of an organization or a person looks like this: write an object with its `scheme` and its `value`";
    let listed = listed(agent, advice, |_| None);
    let is_orcid = |scheme| scheme == IdentifierScheme::Orcid;
    let is_person = told.iter().any(|(field, _)| is_orcid(field.scheme)) || listed.iter().any(|(_, found)| is_orcid(found.scheme));
    let has_any = !told.is_empty() || !listed.is_empty();
    let shown = has_any.then_some(if is_person { AgentKind::Person } else { AgentKind::Organization });
    let kind = stated.or(shown)?;
    let refusal = |scheme: IdentifierScheme| {
        let (one, all) = match kind {
            AgentKind::Organization => ("an organization", "organizations"),
            AgentKind::Person => ("a person", "persons"),
        };
        (!scheme.is_of(kind)).then(|| format!("this agent is {one}, and {all} have no {}", scheme.as_str()))
    };
    let mut found: Vec<Identifier> = Vec::new();
    for (Field { name, scheme, advice }, text) in told {
        let identifier = Identifier::parse(*scheme, &text);
        match (refusal(*scheme), identifier) {
            (None, Some(identifier)) => found.push(identifier),
            (refusal, _) => agent.bad_value(name, &Value::String(text), refusal.as_deref().unwrap_or(advice)),
        }
    }
    for (path, identifier) in listed {
        let same = found.iter().find(|other| other.scheme == identifier.scheme);
        let other = same.filter(|other| **other != identifier).map(|other| format!("the agent is {} already", other.value));
        match refusal(identifier.scheme).or(other) {
            Some(advice) => agent.notes.bad_value(&path, &Value::String(identifier.value), &advice),
            None if same.is_none() => found.push(identifier),
            None => {}
        }
    }
    Some((kind, found))
}

/// Takes `identifiers` out, each with its path: texts whose scheme shows, or objects with `scheme` and `value`. What no scheme shows in is
/// read by `unknown`; where that reads nothing either, it is noted with the advice.
fn listed(object: &mut Object<'_, '_>, advice: &str, unknown: fn(&str) -> Option<Identifier>) -> Vec<(Path, Identifier)> {
    let mut found = Vec::new();
    for (path, value) in object.list("identifiers") {
        let identifier = match value {
            Value::Object(fields) => {
                let mut object = Object::new(fields, Some(path.clone()), object.notes);
                let terms: Vec<&str> = IdentifierScheme::ALL.iter().map(|scheme| scheme.as_str()).collect();
                let scheme = object.parsed("scheme", &format!("the schemes are {}", terms.join(", ")), scheme);
                let value = object.text_or_number("value");
                let identifier = scheme.zip(value.as_deref()).and_then(|(scheme, text)| Identifier::parse(scheme, text));
                if let (Some(scheme), None) = (scheme, &identifier) {
                    object.bad_value("value", &value.map_or(Value::Null, Value::String), &format!("this is no {}", scheme.as_str()));
                }
                object.finish();
                identifier
            }
            other => {
                let identifier = text(&other).and_then(|text| Identifier::detect(&text).or_else(|| unknown(&text)));
                if identifier.is_none() {
                    object.notes.bad_value(&path, &other, advice);
                }
                identifier
            }
        };
        found.extend(identifier.map(|identifier| (path, identifier)));
    }
    found
}

/// Text, or a number as text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The scheme that a word means, without regard to case and to what stands between its words.
fn scheme(text: &str) -> Option<IdentifierScheme> {
    let bare = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_ascii_uppercase();
    let wanted = bare(text);
    IdentifierScheme::ALL.iter().copied().find(|scheme| bare(scheme.as_str()) == wanted)
}
