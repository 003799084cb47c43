//! Who made a resource and who paid for it.

use std::collections::HashMap;
use std::hash::Hash;

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, IdentifierScheme, ProvenanceMethod};
use serde_json::{Map, Value};

use super::object::{Object, kind as kind_of};
use crate::identifier::Identifier;
use crate::import::record::{AgentMention, Award};
use crate::name::{self, split_acronym, tidy};

const BAD_ROR: &str = "a ROR is expected, for example `https://ror.org/042nb2s44`; the last two digits are its checksum";
const BAD_ORCID: &str = "an ORCID is expected, for example `https://orcid.org/0000-0002-1694-233X`; its last character is a checksum";

/// Takes `producedBy` out of a record.
pub(super) fn producers(record: &mut Object<'_, '_>) -> Vec<AgentMention<ContributionRole>> {
    let mut mentions = Mentions::new();
    for (path, value) in record.list("producedBy") {
        let Some(mut agent) = agent(record, &path, value) else { continue };
        let Some(name) = agent.required_text("name") else { continue };
        let (kind, identifiers) = identity(&mut agent);
        let advice = "the roles are `producer`, `author`, `editor`, `publisher`, `distributor` and `host`; it is taken as `producer`";
        let role = agent.parsed("role", advice, |text| ContributionRole::from_term(&text.to_ascii_uppercase()));
        agent.finish();
        let line = record.notes.line;
        mentions.add(mention(name, kind, role.unwrap_or(ContributionRole::Producer), identifiers, Vec::new(), line));
    }
    mentions.all
}

/// Takes `supportedBy` out of a record.
pub(super) fn funders(record: &mut Object<'_, '_>) -> Vec<AgentMention<FundingKind>> {
    let mut mentions = Mentions::new();
    for (path, value) in record.list("supportedBy") {
        let Some(mut agent) = agent(record, &path, value) else { continue };
        let Some(name) = agent.required_text("name") else { continue };
        let advice = "the kinds are `funder` and `sponsor`; it is taken as `funder`";
        let kind = agent.parsed("kind", advice, |text| FundingKind::from_term(&text.to_ascii_uppercase())).unwrap_or(FundingKind::Funder);
        let ror = agent.text("ror");
        let ror = identifier(&mut agent, "ror", ror, IdentifierScheme::Ror, BAD_ROR);
        let award = award(&mut agent);
        agent.finish();
        let line = record.notes.line;
        mentions.add(mention(name, AgentKind::Organization, kind, ror.into_iter().collect(), award, line));
    }
    mentions.all
}

/// An agent's object; a plain name is an object with a name.
fn agent<'o, 'f>(record: &'o mut Object<'_, 'f>, path: &str, value: Value) -> Option<Object<'o, 'f>> {
    let fields = match value {
        Value::Object(fields) => fields,
        Value::String(_) => Map::from_iter([("name".to_owned(), value)]),
        other => {
            let advice = format!("a name in quotes or an object with a `name` is expected, not {}", kind_of(&other));
            record.notes.bad_value(path.to_owned(), &other, &advice);
            return None;
        }
    };
    Some(Object::new(fields, format!("{path}."), record.notes))
}

/// What kind of agent a word means.
fn kind(text: &str) -> Option<AgentKind> {
    match text.to_ascii_uppercase().as_str() {
        "ORGANISATION" => Some(AgentKind::Organization),
        term => AgentKind::from_term(term),
    }
}

/// What an agent is, and the identifiers that such an agent can have. It is what its `kind` says, else a person when it has an ORCID.
fn identity(agent: &mut Object<'_, '_>) -> (AgentKind, Vec<Identifier>) {
    let stated = agent.parsed("kind", "the kinds are `organization` and `person`", kind);
    let (ror, orcid) = (agent.text("ror"), agent.text("orcid"));
    let kind = stated.unwrap_or(if orcid.is_some() { AgentKind::Person } else { AgentKind::Organization });
    let identifiers = match kind {
        AgentKind::Organization => {
            refuse(agent, "orcid", orcid, "this agent is an organization, and only persons have an ORCID");
            identifier(agent, "ror", ror, IdentifierScheme::Ror, BAD_ROR)
        }
        AgentKind::Person => {
            refuse(agent, "ror", ror, "this agent is a person, and only organizations have a ROR");
            identifier(agent, "orcid", orcid, IdentifierScheme::Orcid, BAD_ORCID)
        }
    };
    (kind, identifiers.into_iter().collect())
}

fn identifier(agent: &mut Object<'_, '_>, field: &str, text: Option<String>, scheme: IdentifierScheme, advice: &str) -> Option<Identifier> {
    let text = text?;
    let identifier = Identifier::parse(scheme, &text);
    if identifier.is_none() {
        refuse(agent, field, Some(text), advice);
    }
    identifier
}

fn refuse(agent: &mut Object<'_, '_>, field: &str, text: Option<String>, advice: &str) {
    if let Some(text) = text {
        agent.bad_value(field, &Value::String(text), advice);
    }
}

/// Takes an award out: its number, or an object.
fn award(funder: &mut Object<'_, '_>) -> Vec<Award> {
    let path = funder.path("award.");
    let award = match funder.take("award").unwrap_or_default() {
        Value::Null => return Vec::new(),
        Value::Object(fields) => {
            let mut award = Object::new(fields, path, funder.notes);
            let advice = "a web address is expected that begins with http:// or https://";
            let url = award.parsed("url", advice, |text| Identifier::parse(IdentifierScheme::Url, text));
            let read = Award { number: award.text_or_number("number"), title: award.text("title"), url: url.map(|url| url.value) };
            award.finish();
            read
        }
        Value::Number(number) => Award { number: Some(number.to_string()), ..Award::default() },
        Value::String(number) => Award { number: Some(tidy(&number)).filter(|number| !number.is_empty()), ..Award::default() },
        other => {
            funder.bad_value("award", &other, "an award's number is expected, or an object with `number`, `title` and `url`");
            return Vec::new();
        }
    };
    Some(award).filter(|award| *award != Award::default()).into_iter().collect()
}

/// A mention of an agent, its name parted from a bracketed acronym.
fn mention<R>(printed: String, kind: AgentKind, role: R, identifiers: Vec<Identifier>, awards: Vec<Award>, line: u64) -> AgentMention<R> {
    let (name, acronym) = split_acronym(&printed);
    let method = if acronym.is_some() { ProvenanceMethod::Normalized } else { ProvenanceMethod::Asserted };
    AgentMention { name, acronym, as_printed: printed, kind, role, identifiers, awards, line, method }
}

/// The agents of one list, each once in each role.
struct Mentions<R> {
    all: Vec<AgentMention<R>>,
    by_key: HashMap<(R, AgentKind, String), usize>,
    by_identifier: HashMap<(R, Identifier), usize>,
}

impl<R: Copy + Eq + Hash> Mentions<R> {
    fn new() -> Self {
        Self { all: Vec::new(), by_key: HashMap::new(), by_identifier: HashMap::new() }
    }

    /// Adds an agent, or what it has beyond an equal one to that.
    fn add(&mut self, mention: AgentMention<R>) {
        let role = mention.role;
        let key = (role, mention.kind, name::key(&mention.name));
        let same_identifier = mention.identifiers.iter().find_map(|identifier| self.by_identifier.get(&(role, identifier.clone())));
        // Agents of one name that have different identifiers are different agents.
        let same_name = self
            .by_key
            .get(&key)
            .filter(|place| mention.identifiers.is_empty() || self.all.get(**place).is_some_and(|first| first.identifiers.is_empty()));
        let place = same_identifier.or(same_name).copied().unwrap_or(self.all.len());
        self.by_key.entry(key).or_insert(place);
        for identifier in &mention.identifiers {
            self.by_identifier.insert((role, identifier.clone()), place);
        }
        let Some(first) = self.all.get_mut(place) else {
            self.all.push(mention);
            return;
        };
        if first.identifiers.is_empty() {
            first.identifiers = mention.identifiers;
        }
        for award in mention.awards {
            if !first.awards.contains(&award) {
                first.awards.push(award);
            }
        }
    }
}
