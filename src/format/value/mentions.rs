//! The agents of one field, each once.

use std::collections::HashMap;
use std::hash::Hash;

use entity::vocabulary::AgentKind;

use crate::identifier::Identifier;
use crate::model::AgentMention;
use crate::name;

/// Agents in the order printed, each once in each role.
#[derive(Debug)]
pub(in crate::format) struct Mentions<R> {
    pub(in crate::format) all: Vec<AgentMention<R>>,
    by_key: HashMap<(R, AgentKind, String), usize>,
    by_identifier: HashMap<(R, Identifier), usize>,
}

impl<R> Default for Mentions<R> {
    fn default() -> Self {
        Self { all: Vec::new(), by_key: HashMap::new(), by_identifier: HashMap::new() }
    }
}

impl<R: Copy + Eq + Hash> Mentions<R> {
    /// Adds an agent, or what it has beyond an equal one to that.
    pub(in crate::format) fn add(&mut self, mention: AgentMention<R>) {
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
        if first.acronym.is_none() {
            first.acronym = mention.acronym;
        }
        for award in mention.awards {
            if !first.awards.contains(&award) {
                first.awards.push(award);
            }
        }
    }
}
