//! Organizations and persons.

use std::collections::HashSet;

use entity::vocabulary::{AgentKind, AgentNameKind, NodeKind};
use uuid::Uuid;

use super::known::{KnownNode, KnownNodes};
use super::{agree, differs};
use crate::identifier::Identifier;
use crate::import::key::{self, bounded, id};
use crate::model::AgentMention;
use crate::name::{self, first};
use crate::store::agent::{AGENT_SCHEMES, KnownAgent, node_kind};

/// The agents that a batch may name.
pub(in crate::import) type Agents = KnownNodes<KnownAgent>;

impl KnownNode for KnownAgent {
    type Key = (AgentKind, String);
    type Label = (AgentNameKind, String);
    type Handle = Identifier;

    fn id(&self) -> Uuid {
        self.id
    }

    fn key(&self) -> Self::Key {
        (self.kind, self.key.clone())
    }

    fn disambiguator(&self) -> &str {
        &self.disambiguator
    }

    fn merged_into(&self) -> Option<Uuid> {
        self.merged_into
    }

    fn labels(&mut self) -> &mut HashSet<Self::Label> {
        &mut self.names
    }

    fn handles(&self) -> Vec<Identifier> {
        self.identifiers.clone()
    }

    fn absorb(&mut self, merged: Self) {
        self.identifiers.extend(merged.identifiers);
        self.names.extend(merged.names);
        self.names.insert((AgentNameKind::Alias, merged.name));
    }
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
    /// Returns the node kind of an agent, if it is known.
    pub(in crate::import) fn node_kind(&self, id: Uuid) -> Option<NodeKind> {
        self.get(self.place(id)?).map(|agent| node_kind(agent.kind))
    }

    /// True if an agent of this kind has this name.
    pub(in crate::import) fn has_named(&self, kind: AgentKind, name: &str) -> bool {
        !self.is_new(&(kind, agent_key(name)))
    }

    /// Returns the agent that a mention names, if it is known. The agent may be merged: its [end](KnownNodes::end) is shown, and learns.
    pub(in crate::import) fn find<R>(&self, mention: &AgentMention<R>) -> Option<usize> {
        let of_kind = |place: &usize| self.get(*place).is_some_and(|agent| agent.kind == mention.kind);
        let exactly = || self.place(agent_id(mention)).filter(of_kind);
        self.with_handle(&mention.identifiers).filter(of_kind).or_else(|| {
            let key = (mention.kind, agent_key(&mention.name));
            self.namesake(&key, exactly, |agent| agree(&agent.identifiers, &mention.identifiers))
        })
    }

    /// Returns the agent that a mention names; it is added when it is new. The agent that it leads to learns the mention's names and
    /// identifiers.
    pub(in crate::import) fn take<R>(&mut self, mention: &AgentMention<R>) -> usize {
        let place = self.find(mention).unwrap_or_else(|| self.add(mention));
        self.learn(self.end(place), mention);
        place
    }

    fn add<R>(&mut self, mention: &AgentMention<R>) -> usize {
        let key = agent_key(&mention.name);
        let first = self.is_new(&(mention.kind, key.clone()));
        let mut id = agent_id(mention);
        while self.knows(id) {
            id = key::id(&["agent", &id.to_string()]);
        }
        let own = || telling(&mention.identifiers).map_or_else(|| id.to_string(), stated);
        let place = self.push(KnownAgent {
            id,
            kind: mention.kind,
            name: mention.name.clone(),
            key,
            disambiguator: if first { String::new() } else { own() },
            identifiers: Vec::new(),
            names: HashSet::new(),
            merged_into: None,
        });
        self.label(place, (AgentNameKind::Display, mention.name.clone()));
        place
    }

    fn learn<R>(&mut self, place: usize, mention: &AgentMention<R>) {
        let Some(agent) = self.get(place) else { return };
        if differs(&mention.name, &agent.name) {
            self.label(place, (AgentNameKind::Alias, mention.name.clone()));
        }
        if let Some(acronym) = &mention.acronym {
            self.label(place, (AgentNameKind::Acronym, acronym.clone()));
        }
        for identifier in &mention.identifiers {
            let lacks = |agent: &KnownAgent| agent.identifiers.iter().all(|own| own.scheme != identifier.scheme);
            if self.with_handle([identifier]).is_none() && self.get(place).is_some_and(lacks) {
                self.handle(place, identifier, |agent, identifier| agent.identifiers.push(identifier));
            }
        }
    }
}
