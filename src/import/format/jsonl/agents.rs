//! Who made a resource and who paid for it.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, IdentifierScheme, ProvenanceMethod};
use serde_json::{Map, Value};

use super::identifiers;
use super::object::{Object, kind as kind_of};
use crate::identifier::Identifier;
use crate::import::record::{AgentMention, Award};
use crate::name::{self, split_acronym, tidy};

/// Takes `producedBy` out of a record.
pub(super) fn producers(record: &mut Object<'_, '_>) -> Vec<AgentMention<ContributionRole>> {
    let mut mentions = Mentions::new();
    for (path, value) in record.list("producedBy") {
        let Some(mut agent) = agent(record, &path, value) else { continue };
        let Some(name) = agent.required_text("name") else { continue };
        let stated = agent.parsed("kind", "the kinds are `organization` and `person`", kind);
        let (kind, identifiers) = identifiers::of_agent(&mut agent, stated);
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
        let (organization, identifiers) = identifiers::of_agent(&mut agent, Some(AgentKind::Organization));
        let awards = awards(&mut agent);
        agent.finish();
        let line = record.notes.line;
        mentions.add(mention(name, organization, kind, identifiers, awards, line));
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

/// Takes the awards out: `award`, then those in `awards`.
fn awards(funder: &mut Object<'_, '_>) -> Vec<Award> {
    let single = funder.take("award").map(|value| (funder.path("award"), value));
    let values: Vec<(String, Value)> = single.into_iter().chain(funder.list("awards")).collect();
    values.into_iter().filter_map(|(path, value)| award(funder, path, value)).collect()
}

/// An award: its number, or an object.
fn award(funder: &mut Object<'_, '_>, path: String, value: Value) -> Option<Award> {
    let award = match value {
        Value::Object(fields) => {
            let mut award = Object::new(fields, format!("{path}."), funder.notes);
            let advice = "a web address is expected that begins with http:// or https://";
            let url = award.parsed("url", advice, |text| Identifier::parse(IdentifierScheme::Url, text));
            let read = Award { number: award.text_or_number("number"), title: award.text("title"), url: url.map(|url| url.value) };
            award.finish();
            read
        }
        Value::Number(number) => Award { number: Some(number.to_string()), ..Award::default() },
        Value::String(number) => Award { number: Some(tidy(&number)).filter(|number| !number.is_empty()), ..Award::default() },
        other => {
            funder.notes.bad_value(path, &other, "an award's number is expected, or an object with `number`, `title` and `url`");
            return None;
        }
    };
    Some(award).filter(|award| *award != Award::default())
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
    /// The awards of each.
    awards: HashSet<(usize, Award)>,
}

impl<R: Copy + Eq + Hash> Mentions<R> {
    fn new() -> Self {
        Self { all: Vec::new(), by_key: HashMap::new(), by_identifier: HashMap::new(), awards: HashSet::new() }
    }

    /// Adds an agent, or what it has beyond an equal one to that.
    fn add(&mut self, mut mention: AgentMention<R>) {
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
        mention.awards.retain(|award| self.awards.insert((place, award.clone())));
        let Some(first) = self.all.get_mut(place) else {
            self.all.push(mention);
            return;
        };
        for identifier in mention.identifiers {
            if first.identifiers.iter().all(|own| own.scheme != identifier.scheme) {
                first.identifiers.push(identifier);
            }
        }
        first.awards.extend(mention.awards);
    }
}
