//! The names that a run has met. They are read once, and anew when somebody else has written to the catalogue meanwhile.

use std::collections::HashSet;

use uuid::Uuid;

use super::edges::Stored;
use super::identity::{Agents, Keywords, agent_id, agent_key, keyword_id};
use super::key::keyword_key;
use super::recognise::Incoming;
use crate::identifier::Identifier;
use crate::store::{StoreError, Write};

/// The most agents and keywords that are kept in memory, some hundred bytes each.
const MOST: usize = 200_000;

/// Agents and keywords, and what they were looked for by.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) agents: Agents,
    pub(super) keywords: Keywords,
    asked: Asked,
    /// The last change that they have seen.
    as_of: i64,
}

#[derive(Debug, Default)]
struct Asked {
    agent_keys: HashSet<String>,
    identifiers: HashSet<Identifier>,
    keyword_keys: HashSet<String>,
    uris: HashSet<String>,
    ids: HashSet<Uuid>,
}

impl Names {
    /// Forgets what may be outdated. The caller [holds off](Write::exclusive) others who write names, from now to the end of its transaction.
    pub(super) async fn refresh(&mut self, tx: &Write) -> Result<(), StoreError> {
        let last = tx.last_change().await?;
        if last != self.as_of || self.agents.all().len() + self.keywords.all().len() > MOST {
            *self = Self { as_of: last, ..Self::default() };
        }
        Ok(())
    }

    /// What was taken from these names is committed, and this is the last change since.
    pub(super) const fn committed(&mut self, last_change: i64) {
        self.as_of = last_change;
    }

    /// Looks for the agents that these records may name.
    pub(super) async fn meet_agents(&mut self, tx: &Write, incoming: &[Incoming]) -> Result<(), StoreError> {
        let (mut keys, mut identifiers) = (Vec::new(), Vec::new());
        let mut ask = |name: &str, own: &[Identifier]| {
            let key = agent_key(name);
            if !self.asked.agent_keys.contains(&key) {
                self.asked.agent_keys.insert(key.clone());
                keys.push(key);
            }
            for identifier in own {
                if !self.asked.identifiers.contains(identifier) {
                    self.asked.identifiers.insert(identifier.clone());
                    identifiers.push(identifier.clone());
                }
            }
        };
        for record in incoming.iter().map(|incoming| &incoming.record) {
            for mention in &record.producers {
                ask(&mention.name, &mention.identifiers);
            }
            for mention in &record.funders {
                ask(&mention.name, &mention.identifiers);
            }
        }
        self.agents.know(tx.agents_matching(&keys, &identifiers, Vec::new()).await?);
        // A name that nothing is stored under may belong to a node whose key is another.
        let mut ids = Vec::new();
        for record in incoming.iter().map(|incoming| &incoming.record) {
            let makers = record.producers.iter().filter(|mention| self.agents.find(mention).is_none()).map(agent_id);
            let payers = record.funders.iter().filter(|mention| self.agents.find(mention).is_none()).map(agent_id);
            ids.extend(makers.chain(payers).filter(|id| self.asked.ids.insert(*id)));
        }
        self.agents.know(tx.agents_matching(&[], &[], ids).await?);
        Ok(())
    }

    /// Looks for the keywords that these records may name.
    pub(super) async fn meet_keywords(&mut self, tx: &Write, incoming: &[Incoming]) -> Result<(), StoreError> {
        let (mut keys, mut uris) = (Vec::new(), Vec::new());
        for mention in incoming.iter().flat_map(|incoming| &incoming.record.keywords) {
            let key = keyword_key(&mention.label);
            if !self.asked.keyword_keys.contains(&key) {
                self.asked.keyword_keys.insert(key.clone());
                keys.push(key);
            }
            if let Some(uri) = mention.uri.as_ref().filter(|uri| !self.asked.uris.contains(*uri)) {
                self.asked.uris.insert(uri.clone());
                uris.push(uri.clone());
            }
        }
        self.keywords.know(tx.keywords_matching(&keys, &uris, &[]).await?);
        let unknown = incoming.iter().flat_map(|incoming| &incoming.record.keywords);
        let unknown = unknown.filter(|mention| self.keywords.find(mention).is_none()).map(keyword_id);
        let ids: Vec<Uuid> = unknown.filter(|id| self.asked.ids.insert(*id)).collect();
        self.keywords.know(tx.keywords_matching(&[], &[], &ids).await?);
        Ok(())
    }

    /// Looks for the agents and keywords that stored edges name. Nothing may be left to write.
    pub(super) async fn meet_stored(&mut self, tx: &Write, stored: &Stored) -> Result<(), StoreError> {
        let agents: HashSet<Uuid> = stored.agents().filter(|id| !self.agents.knows(*id)).collect();
        let keywords: HashSet<Uuid> = stored.keywords().filter(|id| !self.keywords.knows(*id)).collect();
        self.agents.know(tx.agents_matching(&[], &[], agents.into_iter().collect()).await?);
        self.keywords.know(tx.keywords_matching(&[], &[], &keywords.into_iter().collect::<Vec<_>>()).await?);
        Ok(())
    }
}
