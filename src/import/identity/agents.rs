//! Organizations and persons.

use std::collections::{HashMap, HashSet};
use std::iter;

use entity::vocabulary::{AgentKind, AgentNameKind, NodeKind};
use uuid::Uuid;

use super::{agree, differs};
use crate::identifier::Identifier;
use crate::import::key::{self, bounded, id};
use crate::import::record::AgentMention;
use crate::name::{self, first};
use crate::store::agent::{AGENT_SCHEMES, KnownAgent, node_kind};

/// The agents that a batch may name: those that are stored, and those that it adds.
#[derive(Debug, Default)]
pub(in crate::import) struct Agents {
    all: Vec<KnownAgent>,
    by_id: HashMap<Uuid, usize>,
    /// The first of each key first.
    by_key: HashMap<(AgentKind, String), Vec<usize>>,
    by_identifier: HashMap<Identifier, usize>,
    /// The number of those in `all` that are stored. The batch adds the rest.
    stored: usize,
    /// Names that the batch adds: agent, kind, name, place among the agent's names.
    pub(in crate::import) names: Vec<(Uuid, AgentNameKind, String, i32)>,
    /// Identifiers that the batch adds.
    pub(in crate::import) identifiers: Vec<(Uuid, Identifier)>,
    /// Stored agents that got a name or an identifier.
    pub(in crate::import) renamed: HashSet<usize>,
}

/// The key under which an agent's name is stored.
pub(in crate::import) fn agent_key(name: &str) -> String {
    bounded(name::key(name))
}

/// Returns the id that a mention gives to an agent that it is the first to name. It is made of the key of 0.1.
pub(in crate::import) fn agent_id<R>(mention: &AgentMention<R>) -> Uuid {
    if let Some(identifier) = telling(&mention.identifiers) {
        return id(&["agent", &stated(identifier)]);
    }
    // 0.1 took fewer brackets for acronyms.
    let spelled = if mention.acronym.is_some() { &mention.as_printed } else { &mention.name };
    id(&["agent", mention.kind.as_str(), &bounded(first::key(spelled))])
}

/// The identifier that tells most.
fn telling(identifiers: &[Identifier]) -> Option<&Identifier> {
    AGENT_SCHEMES.iter().find_map(|scheme| identifiers.iter().find(|identifier| identifier.scheme == *scheme))
}

/// An identifier as one text.
fn stated(identifier: &Identifier) -> String {
    format!("{}:{}", identifier.scheme.as_str(), identifier.value)
}

impl Agents {
    /// Adds agents that are stored, with all that lead to them by redirects and all that they lead to. Nothing may be left to write.
    pub(in crate::import) fn know(&mut self, stored: Vec<KnownAgent>) {
        let before = self.all.len();
        for agent in stored {
            if !self.by_id.contains_key(&agent.id) {
                self.push(agent);
            }
        }
        self.stored = self.all.len();
        for place in before..self.stored {
            self.lend(place);
        }
    }

    /// The names and identifiers of a merged agent are those of the one that it leads to.
    fn lend(&mut self, place: usize) {
        let end = self.end(place);
        let Some(merged) = self.all.get(place).filter(|_| end != place).cloned() else { return };
        let Some(agent) = self.all.get_mut(end) else { return };
        agent.identifiers.extend(merged.identifiers);
        agent.names.extend(merged.names);
        agent.names.insert((AgentNameKind::Alias, merged.name));
    }

    /// The agent at the end of an agent's redirects; itself where they go round.
    pub(in crate::import) fn end(&self, place: usize) -> usize {
        let next = |place: &usize| self.by_id.get(&self.get(*place)?.merged_into?).copied();
        iter::successors(Some(place), next).take(self.all.len()).find(|place| next(place).is_none()).unwrap_or(place)
    }

    /// The agent at the end of an agent's redirects, by their ids.
    pub(in crate::import) fn end_of(&self, id: Uuid) -> Uuid {
        self.by_id.get(&id).and_then(|place| self.get(self.end(*place))).map_or(id, |agent| agent.id)
    }

    /// True if an agent is known.
    pub(in crate::import) fn knows(&self, id: Uuid) -> bool {
        self.by_id.contains_key(&id)
    }

    /// Notes that all that the batch added is stored now.
    pub(in crate::import) fn written(&mut self) {
        self.stored = self.all.len();
        self.names.clear();
        self.identifiers.clear();
        self.renamed.clear();
    }

    /// Returns the node kind of an agent, if it is known.
    pub(in crate::import) fn node_kind(&self, id: Uuid) -> Option<NodeKind> {
        self.get(*self.by_id.get(&id)?).map(|agent| node_kind(agent.kind))
    }

    /// All of them.
    pub(in crate::import) fn all(&self) -> &[KnownAgent] {
        &self.all
    }

    /// The agents that the batch adds.
    pub(in crate::import) fn added(&self) -> &[KnownAgent] {
        self.all.get(self.stored..).unwrap_or_default()
    }

    fn push(&mut self, agent: KnownAgent) -> usize {
        let place = self.all.len();
        self.by_id.insert(agent.id, place);
        let namesakes = self.by_key.entry((agent.kind, agent.key.clone())).or_default();
        let order = |agent: &KnownAgent| (agent.disambiguator.clone(), agent.id);
        let at = namesakes.partition_point(|other| self.all.get(*other).map(order) < Some(order(&agent)));
        namesakes.insert(at, place);
        for identifier in &agent.identifiers {
            self.by_identifier.insert(identifier.clone(), place);
        }
        self.all.push(agent);
        place
    }

    pub(in crate::import) fn get(&self, place: usize) -> Option<&KnownAgent> {
        self.all.get(place)
    }

    /// True if an agent of this kind has this name.
    pub(in crate::import) fn has_named(&self, kind: AgentKind, name: &str) -> bool {
        self.by_key.contains_key(&(kind, agent_key(name)))
    }

    /// The agent that a mention names, if it is known. It may be merged: what is shown, and what is learnt, is of its [end](Self::end).
    pub(in crate::import) fn find<R>(&self, mention: &AgentMention<R>) -> Option<usize> {
        let of_kind = |place: &&usize| self.get(**place).is_some_and(|agent| agent.kind == mention.kind);
        if let Some(place) = mention.identifiers.iter().find_map(|identifier| self.by_identifier.get(identifier)).filter(of_kind) {
            return Some(*place);
        }
        let exactly = || self.by_id.get(&agent_id(mention)).filter(of_kind).copied();
        let Some(namesakes) = self.by_key.get(&(mention.kind, agent_key(&mention.name))) else { return exactly() };
        let agrees = |place: &usize| self.get(self.end(*place)).is_some_and(|agent| agree(&agent.identifiers, &mention.identifiers));
        // Of several the one that 0.1 would have named: edges keep naming it, whatever it was merged into.
        let one_of_several = if namesakes.len() > 1 { exactly().filter(|place| namesakes.contains(place) && agrees(place)) } else { None };
        one_of_several.or_else(|| namesakes.iter().copied().find(agrees)).or_else(exactly)
    }

    /// The agent that a mention names; it is added when it is new. The agent that it leads to learns the mention's names and identifiers.
    pub(in crate::import) fn take<R>(&mut self, mention: &AgentMention<R>) -> usize {
        let place = self.find(mention).unwrap_or_else(|| self.add(mention));
        self.learn(self.end(place), mention);
        place
    }

    fn add<R>(&mut self, mention: &AgentMention<R>) -> usize {
        let key = agent_key(&mention.name);
        let first = self.by_key.get(&(mention.kind, key.clone())).is_none_or(Vec::is_empty);
        let mut id = agent_id(mention);
        while self.by_id.contains_key(&id) {
            id = key::id(&["agent", &id.to_string()]);
        }
        let own = || telling(&mention.identifiers).map_or_else(|| id.to_string(), stated);
        let agent = KnownAgent {
            id,
            kind: mention.kind,
            name: mention.name.clone(),
            key,
            disambiguator: if first { String::new() } else { own() },
            identifiers: Vec::new(),
            names: HashSet::new(),
            merged_into: None,
        };
        let place = self.push(agent);
        self.name(place, AgentNameKind::Display, &mention.name);
        place
    }

    fn learn<R>(&mut self, place: usize, mention: &AgentMention<R>) {
        let Some(agent) = self.all.get(place) else { return };
        let alias = differs(&mention.name, &agent.name);
        if alias {
            self.name(place, AgentNameKind::Alias, &mention.name);
        }
        if let Some(acronym) = &mention.acronym {
            self.name(place, AgentNameKind::Acronym, acronym);
        }
        for identifier in &mention.identifiers {
            let Some(agent) = self.all.get_mut(place) else { return };
            let free = !self.by_identifier.contains_key(identifier) && agent.identifiers.iter().all(|own| own.scheme != identifier.scheme);
            if free {
                agent.identifiers.push(identifier.clone());
                self.by_identifier.insert(identifier.clone(), place);
                self.identifiers.push((agent.id, identifier.clone()));
                self.note_renamed(place);
            }
        }
    }

    fn name(&mut self, place: usize, kind: AgentNameKind, value: &str) {
        let Some(agent) = self.all.get_mut(place) else { return };
        let position = i32::try_from(agent.names.len()).unwrap_or(i32::MAX);
        if agent.names.insert((kind, value.to_owned())) {
            self.names.push((agent.id, kind, value.to_owned(), position));
            self.note_renamed(place);
        }
    }

    fn note_renamed(&mut self, place: usize) {
        if place < self.stored {
            self.renamed.insert(place);
        }
    }
}
