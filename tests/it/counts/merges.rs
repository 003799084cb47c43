//! Agents and keywords of a catalogue that turn out to be others.

use std::collections::BTreeSet;

use colophon::global_id;
use serde_json::{Value, json};

use super::catalogue::Catalogue;
use super::dice::Dice;
use super::twins::Twins;

/// The redirects that are tried at once.
const REDIRECTS: usize = 6;

impl Catalogue {
    /// The agent that is shown for an agent.
    pub fn agent_shown(&self, agent: usize) -> usize {
        self.agents[agent].into.map_or(agent, |into| self.agent_shown(into))
    }

    /// The keyword that is shown for a keyword.
    pub fn keyword_shown(&self, keyword: usize) -> usize {
        self.keywords[keyword].into.map_or(keyword, |into| self.keyword_shown(into))
    }

    /// All names of an agent, those of agents that were merged into it among them.
    pub fn names(&self, agent: usize) -> impl Iterator<Item = &str> {
        let same = (0..self.agents.len()).filter(move |other| self.agent_shown(*other) == agent && !self.agents[*other].id.is_empty());
        same.flat_map(|other| self.agents[other].acronym.into_iter().chain([self.agents[other].name]))
    }

    /// All labels of a keyword, those of keywords that were merged into it among them.
    pub fn labels(&self, keyword: usize) -> impl Iterator<Item = &str> {
        let same =
            (0..self.keywords.len()).filter(move |other| self.keyword_shown(*other) == keyword && !self.keywords[*other].id.is_empty());
        same.map(|other| self.keywords[other].label.as_str())
    }

    /// Has records name those that are shown, each once.
    fn follow(&mut self) {
        let mut records = std::mem::take(&mut self.records);
        for record in &mut records {
            for edges in [&mut record.made, &mut record.paid] {
                let mut seen = BTreeSet::new();
                let shown = edges.iter().map(|(agent, role)| (self.agent_shown(*agent), *role));
                *edges = shown.filter(|edge| seen.insert(*edge)).collect();
            }
            let mut seen = BTreeSet::new();
            let shown = record.keywords.iter().map(|keyword| self.keyword_shown(*keyword));
            record.keywords = shown.filter(|keyword| seen.insert(*keyword)).collect();
        }
        self.records = records;
        self.link();
    }
}

impl Twins {
    /// Merges some agents and keywords into others, which may have been merged themselves.
    pub async fn merge(&mut self, dice: &mut Dice) {
        for _ in 0..REDIRECTS {
            let is_agent = dice.chance(60);
            let size = if is_agent { self.catalogue.agents.len() } else { self.catalogue.keywords.len() };
            let (from, to) = (dice.below(size), dice.below(size));
            let catalogue = &mut self.catalogue;
            let (one, other) = if is_agent {
                let (one, other) = (&catalogue.agents[from], &catalogue.agents[to]);
                if one.is_person != other.is_person || one.into.is_some() || catalogue.agent_shown(to) == from {
                    continue;
                }
                (one.id.clone(), other.id.clone())
            } else {
                let (one, other) = (&catalogue.keywords[from], &catalogue.keywords[to]);
                if one.into.is_some() || catalogue.keyword_shown(to) == from {
                    continue;
                }
                (one.id.clone(), other.id.clone())
            };
            if one.is_empty() || other.is_empty() {
                continue;
            }
            if is_agent {
                catalogue.agents[from].into = Some(to);
            } else {
                catalogue.keywords[from].into = Some(to);
            }
            self.redirect(&one, Some(&other)).await;
        }
        self.catalogue.follow();
        for world in &self.worlds {
            world.refresh().await;
        }
    }

    /// Takes back all merges. What the records are known to name is not that of before.
    pub async fn take_merges_back(&self) {
        let agents = self.catalogue.agents.iter().filter(|agent| agent.into.is_some()).map(|agent| &agent.id);
        let keywords = self.catalogue.keywords.iter().filter(|keyword| keyword.into.is_some()).map(|keyword| &keyword.id);
        for id in agents.chain(keywords) {
            self.redirect(id, None).await;
        }
        for world in &self.worlds {
            world.refresh().await;
        }
    }

    async fn redirect(&self, from: &str, to: Option<&str>) {
        let (kind, from) = global_id::decode(from).unwrap();
        let to = to.map(|to| global_id::decode(to).unwrap().1);
        for world in &self.worlds {
            let mut tx = world.store.begin().await.unwrap();
            assert!(tx.redirect(kind, from, to).await.unwrap());
            tx.commit(None).await.unwrap();
        }
    }
}

/// All agents and keywords, and all resources with their edges.
pub async fn everything(twins: &Twins) -> Vec<Value> {
    let mut all = vec![];
    let named = "{
        organizations(first: 100) { nodes { id slug names { value kind } identifiers { scheme value } produced { totalCount } funded { totalCount } } }
        persons(first: 100) { nodes { id slug names { value kind } identifiers { scheme value } produced { totalCount } } }
        keywords(first: 100) { nodes { id slug label altLabels uri resources { totalCount } funders { totalCount } } }
    }";
    all.push(twins.ask(named, json!({})).await);
    let mut after = Value::Null;
    loop {
        let query = "query($after: String) { resources(first: 100, after: $after) {
            nodes {
                id
                producers { edges { position role nameAsPrinted provenance { line } node { id } } }
                funders { edges { position kind nameAsPrinted provenance { line } node { id } } }
                keywords { edges { position labelAsPrinted provenance { line } node { id } } }
            }
            pageInfo { hasNextPage endCursor }
        } }";
        let answer = twins.ask(query, json!({ "after": after })).await;
        after = answer["resources"]["pageInfo"]["endCursor"].clone();
        let is_last = answer["resources"]["pageInfo"]["hasNextPage"] == false;
        all.push(answer);
        if is_last {
            return all;
        }
    }
}
