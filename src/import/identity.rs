//! Recognising agents and keywords: which printed name is whom.
//!
//! An identifier decides first; without one, two names are one when their keys are equal (`name::key`). Agents of one key that carry
//! different identifiers of one scheme are different agents; a name without an identifier is the first of them.

use std::collections::{HashMap, HashSet};

use entity::vocabulary::{AgentKind, AgentNameKind, NodeKind};
use uuid::Uuid;

use super::key::{bounded, id, keyword_key};
use super::record::{AgentMention, KeywordMention};
use crate::identifier::Identifier;
use crate::name;
use crate::store::agent::{AGENT_SCHEMES, KnownAgent, node_kind};
use crate::store::keyword::KnownKeyword;

/// The agents that a batch may name: those that are stored, and those that it adds.
#[derive(Debug, Default)]
pub(super) struct Agents {
    all: Vec<KnownAgent>,
    by_id: HashMap<Uuid, usize>,
    /// The first of each key first.
    by_key: HashMap<(AgentKind, String), Vec<usize>>,
    by_identifier: HashMap<Identifier, usize>,
    /// How many of `all` are stored; the rest the batch adds.
    stored: usize,
    /// Names that the batch adds: agent, kind, name, place among the agent's names.
    pub(super) names: Vec<(Uuid, AgentNameKind, String, i32)>,
    /// Identifiers that the batch adds.
    pub(super) identifiers: Vec<(Uuid, Identifier)>,
    /// Stored agents that got a name or an identifier.
    pub(super) renamed: HashSet<usize>,
}

/// The key under which an agent's name is stored.
pub(super) fn agent_key(name: &str) -> String {
    bounded(name::key(name))
}

impl Agents {
    /// Adds agents that are stored. Nothing may be left to write.
    pub(super) fn know(&mut self, stored: Vec<KnownAgent>) {
        for agent in stored {
            if !self.by_id.contains_key(&agent.id) {
                self.push(agent);
            }
        }
        self.stored = self.all.len();
    }

    /// What the batch added is stored now.
    pub(super) fn written(&mut self) {
        self.stored = self.all.len();
        self.names.clear();
        self.identifiers.clear();
        self.renamed.clear();
    }

    /// What an agent is as a node, if it is known.
    pub(super) fn node_kind(&self, id: Uuid) -> Option<NodeKind> {
        self.get(*self.by_id.get(&id)?).map(|agent| node_kind(agent.kind))
    }

    /// All of them.
    pub(super) fn all(&self) -> &[KnownAgent] {
        &self.all
    }

    /// The agents that the batch adds.
    pub(super) fn added(&self) -> &[KnownAgent] {
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

    pub(super) fn get(&self, place: usize) -> Option<&KnownAgent> {
        self.all.get(place)
    }

    /// The agent that a mention means, if it is known.
    pub(super) fn find<R>(&self, mention: &AgentMention<R>) -> Option<usize> {
        let of_kind = |place: &usize| self.get(*place).is_some_and(|agent| agent.kind == mention.kind);
        if let Some(place) = mention.identifiers.iter().find_map(|identifier| self.by_identifier.get(identifier)).filter(|p| of_kind(p)) {
            return Some(*place);
        }
        let same_name = self.by_key.get(&(mention.kind, agent_key(&mention.name)))?;
        same_name.iter().copied().find(|place| self.get(*place).is_some_and(|agent| agrees(agent, &mention.identifiers)))
    }

    /// The agent that a mention means; it is added when it is new, and learns the mention's names and identifiers.
    pub(super) fn take<R>(&mut self, mention: &AgentMention<R>) -> usize {
        let place = self.find(mention).unwrap_or_else(|| self.add(mention));
        self.learn(place, mention);
        place
    }

    fn add<R>(&mut self, mention: &AgentMention<R>) -> usize {
        let key = agent_key(&mention.name);
        let own = telling(&mention.identifiers).map(|identifier| format!("{}:{}", identifier.scheme.as_str(), identifier.value));
        let first = self.by_key.get(&(mention.kind, key.clone())).is_none_or(Vec::is_empty);
        let id = match &own {
            Some(own) => id(&["agent", own]),
            None => id(&["agent", mention.kind.as_str(), &key]),
        };
        let agent = KnownAgent {
            id,
            kind: mention.kind,
            name: mention.name.clone(),
            key,
            disambiguator: if first { String::new() } else { own.unwrap_or_else(|| id.to_string()) },
            identifiers: Vec::new(),
            names: HashSet::new(),
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

/// Whether an agent can be the one that these identifiers belong to: it has no other identifier of the same scheme.
fn agrees(agent: &KnownAgent, identifiers: &[Identifier]) -> bool {
    identifiers.iter().all(|wanted| agent.identifiers.iter().all(|own| own.scheme != wanted.scheme || own.value == wanted.value))
}

/// The identifier that tells most.
fn telling(identifiers: &[Identifier]) -> Option<&Identifier> {
    AGENT_SCHEMES.iter().find_map(|scheme| identifiers.iter().find(|identifier| identifier.scheme == *scheme))
}

/// Whether two spellings differ in more than case and blanks.
pub(super) fn differs(a: &str, b: &str) -> bool {
    a != b && name::fold(a) != name::fold(b)
}

/// The keywords that a batch may name: those that are stored, and those that it adds.
#[derive(Debug, Default)]
pub(super) struct Keywords {
    all: Vec<KnownKeyword>,
    ids: HashSet<Uuid>,
    /// The first of each key first.
    by_key: HashMap<String, Vec<usize>>,
    by_uri: HashMap<String, usize>,
    /// How many of `all` are stored; the rest the batch adds.
    stored: usize,
    /// Other labels that the batch adds: keyword, label, place among the keyword's labels.
    pub(super) labels: Vec<(Uuid, String, i32)>,
    /// Addresses that stored keywords get.
    pub(super) uris: Vec<(Uuid, String)>,
    /// Stored keywords that got a label or an address.
    pub(super) renamed: HashSet<usize>,
}

impl Keywords {
    /// Adds keywords that are stored. Nothing may be left to write.
    pub(super) fn know(&mut self, stored: Vec<KnownKeyword>) {
        for keyword in stored {
            if !self.ids.contains(&keyword.id) {
                self.push(keyword);
            }
        }
        self.stored = self.all.len();
    }

    /// What the batch added is stored now.
    pub(super) fn written(&mut self) {
        self.stored = self.all.len();
        self.labels.clear();
        self.uris.clear();
        self.renamed.clear();
    }

    /// All of them.
    pub(super) fn all(&self) -> &[KnownKeyword] {
        &self.all
    }

    /// The keywords that the batch adds.
    pub(super) fn added(&self) -> &[KnownKeyword] {
        self.all.get(self.stored..).unwrap_or_default()
    }

    fn push(&mut self, keyword: KnownKeyword) -> usize {
        let place = self.all.len();
        self.ids.insert(keyword.id);
        let namesakes = self.by_key.entry(keyword.key.clone()).or_default();
        let order = |keyword: &KnownKeyword| (keyword.disambiguator.clone(), keyword.id);
        let at = namesakes.partition_point(|other| self.all.get(*other).map(order) < Some(order(&keyword)));
        namesakes.insert(at, place);
        if let Some(uri) = &keyword.uri {
            self.by_uri.insert(uri.clone(), place);
        }
        self.all.push(keyword);
        place
    }

    pub(super) fn get(&self, place: usize) -> Option<&KnownKeyword> {
        self.all.get(place)
    }

    /// The keyword that a mention means; it is added when it is new, and learns the mention's labels and address.
    pub(super) fn take(&mut self, mention: &KeywordMention) -> usize {
        let place = self.find(mention).unwrap_or_else(|| self.add(mention));
        self.learn(place, mention);
        place
    }

    fn find(&self, mention: &KeywordMention) -> Option<usize> {
        if let Some(place) = mention.uri.as_ref().and_then(|uri| self.by_uri.get(uri)) {
            return Some(*place);
        }
        let same_label = self.by_key.get(&keyword_key(&mention.label))?;
        let agrees = |keyword: &KnownKeyword| mention.uri.is_none() || keyword.uri.is_none() || keyword.uri == mention.uri;
        same_label.iter().copied().find(|place| self.get(*place).is_some_and(agrees))
    }

    fn add(&mut self, mention: &KeywordMention) -> usize {
        let key = keyword_key(&mention.label);
        let first = self.by_key.get(&key).is_none_or(Vec::is_empty);
        let id = match &mention.uri {
            Some(uri) => id(&["keyword", "uri", uri]),
            None => id(&["keyword", &key]),
        };
        self.push(KnownKeyword {
            id,
            label: mention.label.clone(),
            key,
            disambiguator: if first { String::new() } else { id.to_string() },
            uri: mention.uri.clone(),
            labels: HashSet::new(),
        })
    }

    fn learn(&mut self, place: usize, mention: &KeywordMention) {
        let Some(keyword) = self.all.get_mut(place) else { return };
        let mut learned = false;
        let spelling = differs(&mention.label, &keyword.label).then_some(&mention.label);
        for label in spelling.into_iter().chain(&mention.acronym) {
            let position = i32::try_from(keyword.labels.len()).unwrap_or(i32::MAX);
            if keyword.labels.insert(label.clone()) {
                self.labels.push((keyword.id, label.clone(), position));
                learned = true;
            }
        }
        if let (None, Some(uri)) = (&keyword.uri, &mention.uri) {
            keyword.uri = Some(uri.clone());
            self.by_uri.insert(uri.clone(), place);
            self.uris.push((keyword.id, uri.clone()));
            learned = true;
        }
        if learned && place < self.stored {
            self.renamed.insert(place);
        }
    }
}
