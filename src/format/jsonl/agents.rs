//! Makers and funders of a resource.

use std::hash::Hash;

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, IdentifierScheme, ProvenanceMethod};
use serde_json::{Map, Value};

use super::identifiers;
use super::object::{Object, kind as kind_of};
use super::path::Path;
use super::person;
use crate::format::value::{
    self,
    agents::{Agents, agents, body, is_of_persons, person_name},
    list::Part,
    mentions::Mentions,
};
use crate::identifier::Identifier;
use crate::model::{AgentMention, Award, Certainty};
use crate::name::{split_acronym, tidy};

/// Takes `producedBy` out of a record.
pub(super) fn producers(record: &mut Object<'_, '_>) -> Vec<AgentMention<ContributionRole>> {
    let (plain, objects) = parted(record, "producedBy");
    let read = agents(&parts(&plain), ContributionRole::Producer, false);
    let mut found = placed(record, &plain, read);
    if objects.is_empty() {
        return found.into_iter().map(|(_, mention)| mention).collect();
    }
    for (place, path, mut fields) in objects {
        let is_person = person::join(&mut fields);
        let mut agent = Object::new(fields, Some(path), record.notes);
        let Some(name) = agent.required_text("name") else { continue };
        let stated_kind = agent.parsed("kind", "the kinds are `organization` and `person`", kind);
        let stated_kind = stated_kind.or(is_person.then_some(AgentKind::Person));
        let identity = identifiers::of_agent(&mut agent, stated_kind);
        let advice = "the roles are `producer`, `author`, `editor`, `publisher`, `distributor` and `host`; it is taken as `producer`";
        let role = agent.parsed("role", advice, |text| ContributionRole::from_term(&text.to_ascii_uppercase()));
        let role = role.unwrap_or(ContributionRole::Producer);
        let printed = agent.text("asPrinted");
        let mentions = if let Some((kind, identifiers)) = identity {
            let named = stated(&tidy(&name), kind, role, agent.notes.line);
            // A name that comes in parts needs no reading.
            let named = if is_person { AgentMention { name: tidy(&name), acronym: None, ..named } } else { named };
            vec![printed_as(printed, AgentMention { identifiers, ..named })]
        } else {
            let read = agents(&Part::lines_of(agent.notes.line, &name), role, is_of_persons(role));
            told(&mut agent, read)
        };
        agent.finish();
        found.extend(mentions.into_iter().map(|mention| (place, mention)));
    }
    each_once(found)
}

/// Takes `supportedBy` out of a record.
pub(super) fn funders(record: &mut Object<'_, '_>) -> Vec<AgentMention<FundingKind>> {
    let (plain, objects) = parted(record, "supportedBy");
    let read = value::funders::funders(&parts(&plain), FundingKind::Funder);
    let mut found = placed(record, &plain, read);
    if objects.is_empty() {
        return found.into_iter().map(|(_, mention)| mention).collect();
    }
    for (place, path, mut fields) in objects {
        let is_person = person::join(&mut fields);
        let mut agent = Object::new(fields, Some(path), record.notes);
        let Some(name) = agent.required_text("name") else { continue };
        let advice = "the kinds are `funder` and `sponsor`; it is taken as `funder`";
        let kind = agent.parsed("kind", advice, |text| FundingKind::from_term(&text.to_ascii_uppercase())).unwrap_or(FundingKind::Funder);
        let identifiers = identifiers::of_agent(&mut agent, Some(AgentKind::Organization)).map(|(_, identifiers)| identifiers);
        let identifiers = identifiers.unwrap_or_default();
        let awards = awards(&mut agent);
        let printed = agent.text("asPrinted");
        let own_kind = agent.parsed("agentKind", "the kinds are `organization` and `person`", self::kind);
        let own_kind = own_kind.or(is_person.then_some(AgentKind::Person));
        let mut mentions = if printed.is_some() || own_kind.is_some() || agent.notes.is_exported {
            // An exported name is one funder's.
            let own_kind = own_kind.unwrap_or(AgentKind::Organization);
            vec![printed_as(printed, stated(&tidy(&name), own_kind, kind, agent.notes.line))]
        } else {
            let read = value::funders::funders(&Part::lines_of(agent.notes.line, &name), kind);
            told(&mut agent, read)
        };
        match mentions.as_mut_slice() {
            [funder] => {
                funder.identifiers.extend(identifiers);
                funder.awards.extend(awards);
            }
            [] => {}
            _ if !identifiers.is_empty() || !awards.is_empty() => {
                let advice =
                    "the name holds several funders, so nobody can say whose identifiers and awards these are; give each its own object";
                agent.bad_value("name", &Value::String(name), advice);
            }
            _ => {}
        }
        agent.finish();
        found.extend(mentions.into_iter().map(|mention| (place, mention)));
    }
    each_once(found)
}

/// The plain names of a list and its objects, each with its place and its path.
type Parted = (Vec<(usize, Path, String)>, Vec<(usize, Path, Map<String, Value>)>);

fn parted(record: &mut Object<'_, '_>, field: &'static str) -> Parted {
    let (mut plain, mut objects) = (Vec::new(), Vec::new());
    for (place, (path, value)) in record.list(field).into_iter().enumerate() {
        match value {
            Value::Object(fields) => objects.push((place, path, fields)),
            Value::String(name) => {
                let name = record.notes.shown(&path, name);
                plain.push((place, path, name));
            }
            other => {
                let advice = format!("a name in quotes or an object with a `name` is expected, not {}", kind_of(&other));
                record.notes.bad_value(&path, &other, &advice);
            }
        }
    }
    (plain, objects)
}

/// Plain names as the lines of one value: what one of them shows holds for the others. The line is the name's place.
fn parts(plain: &[(usize, Path, String)]) -> Vec<Part> {
    plain.iter().flat_map(|(place, _, name)| Part::lines_of(*place as u64, name)).collect()
}

/// Returns the mentions that were read of plain names, with their places; notes the remarks.
fn placed<R>(record: &mut Object<'_, '_>, plain: &[(usize, Path, String)], read: Agents<R>) -> Vec<(usize, AgentMention<R>)> {
    for remark in read.remarks {
        if let Some((_, path, _)) = plain.iter().find(|(place, ..)| *place as u64 == remark.line) {
            record.notes.remark(path, remark);
        }
    }
    let line = record.notes.line;
    read.mentions.into_iter().map(|mention| (mention.line as usize, AgentMention { line, ..mention })).collect()
}

/// Returns the mentions that were read of the name of an object; notes the remarks.
fn told<R>(agent: &mut Object<'_, '_>, read: Agents<R>) -> Vec<AgentMention<R>> {
    for remark in read.remarks {
        let path = agent.path("name");
        agent.notes.remark(&path, remark);
    }
    read.mentions
}

/// The agents in the order of their places, each once.
fn each_once<R: Copy + Eq + Hash>(mut found: Vec<(usize, AgentMention<R>)>) -> Vec<AgentMention<R>> {
    found.sort_by_key(|(place, _)| *place);
    let mut mentions = Mentions::default();
    for (_, mention) in found {
        mentions.add(mention);
    }
    mentions.all
}

/// An agent whose kind the source states.
fn stated<R>(printed: &str, kind: AgentKind, role: R, line: u64) -> AgentMention<R> {
    let named = AgentMention { kind, certainty: Certainty::Stated, ..body(printed, line, role) };
    let person = if kind == AgentKind::Person { person_name(printed) } else { None };
    match person.filter(|name| name != printed) {
        Some(name) => AgentMention { name, acronym: None, method: ProvenanceMethod::Normalized, ..named },
        None => named,
    }
}

/// An agent whose name is printed like this where its object says so, and shown like its own.
fn printed_as<R>(printed: Option<String>, mention: AgentMention<R>) -> AgentMention<R> {
    let Some(as_printed) = printed.filter(|printed| *printed != mention.as_printed) else { return mention };
    let (_, acronym) = split_acronym(&as_printed);
    AgentMention { acronym: mention.acronym.or(acronym), as_printed, method: ProvenanceMethod::Normalized, ..mention }
}

/// Returns the kind of agent that a word means.
fn kind(text: &str) -> Option<AgentKind> {
    match text.to_ascii_uppercase().as_str() {
        "ORGANISATION" => Some(AgentKind::Organization),
        term => AgentKind::from_term(term),
    }
}

/// Takes the awards out: `award`, then those in `awards`.
fn awards(funder: &mut Object<'_, '_>) -> Vec<Award> {
    let single = funder.take("award").map(|value| (funder.path("award"), value));
    let values: Vec<(Path, Value)> = single.into_iter().chain(funder.list("awards")).collect();
    values.into_iter().filter_map(|(path, value)| award(funder, path, value)).collect()
}

/// An award: its number, or an object.
fn award(funder: &mut Object<'_, '_>, path: Path, value: Value) -> Option<Award> {
    let award = match value {
        Value::Object(fields) => {
            let mut award = Object::new(fields, Some(path), funder.notes);
            let advice = "a web address is expected that begins with http:// or https://";
            let url = award.parsed("url", advice, |text| Identifier::parse(IdentifierScheme::Url, text));
            let read = Award { number: award.text_or_number("number"), title: award.text("title"), url: url.map(|url| url.value) };
            award.finish();
            read
        }
        Value::Number(number) => Award { number: Some(number.to_string()), ..Award::default() },
        Value::String(number) => Award { number: Some(tidy(&number)).filter(|number| !number.is_empty()), ..Award::default() },
        other => {
            funder.notes.bad_value(&path, &other, "an award's number is expected, or an object with `number`, `title` and `url`");
            return None;
        }
    };
    Some(award).filter(|award| *award != Award::default())
}
