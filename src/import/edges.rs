//! The edges that records give their resources, beside those that are stored.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use entity::vocabulary::{FundingKind, NodeKind, Operation, ProvenanceMethod};
use entity::{collection_item, contribution, funding, subject};
use uuid::Uuid;

use super::batch::Run;
use super::names::Names;
use crate::model::{Award, Record};
use crate::store::funding::more_awards;
use crate::store::{StoreError, Write};

/// Edges of one resource, or of many.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Edges {
    pub(super) contributions: Vec<contribution::Model>,
    pub(super) fundings: Vec<funding::Model>,
    pub(super) subjects: Vec<subject::Model>,
    pub(super) items: Vec<collection_item::Model>,
}

impl Edges {
    /// What a record says of the resource with this number.
    pub(super) fn of(run: &Run, resource: i64, record: &Record, names: &mut Names) -> Self {
        let Names { agents, keywords, .. } = names;
        let mut edges = Self::default();
        let line = |line: u64| i64::try_from(line).ok();
        for (position, mention) in (1..).zip(&record.producers) {
            let place = agents.take(mention);
            let Some(agent) = agents.get(place) else { continue };
            edges.contributions.push(contribution::Model {
                resource_number: resource,
                agent_id: agent.id,
                role: mention.role,
                name_as_printed: Some(mention.as_printed.clone()),
                position,
                source_id: run.source,
                run_id: Some(run.id),
                line: line(mention.line),
                method: mention.method,
            });
        }
        // Different spellings of one agent in one list are one edge, the first: with the awards of all of them.
        let mut places: HashMap<(Uuid, FundingKind), usize> = HashMap::new();
        let mut awards: Vec<Vec<Award>> = Vec::new();
        for (position, mention) in (1..).zip(&record.funders) {
            let place = agents.take(mention);
            let Some(agent) = agents.get(place) else { continue };
            let place = *places.entry((agent.id, mention.role)).or_insert(awards.len());
            if let Some(others) = awards.get_mut(place) {
                others.extend(mention.awards.iter().cloned());
                continue;
            }
            awards.push(mention.awards.clone());
            edges.fundings.push(funding::Model {
                resource_number: resource,
                agent_id: agent.id,
                kind: mention.role,
                name_as_printed: Some(mention.as_printed.clone()),
                award_number: None,
                award_title: None,
                award_url: None,
                more_awards: None,
                position,
                source_id: run.source,
                run_id: Some(run.id),
                line: line(mention.line),
                method: mention.method,
            });
        }
        for (funding, awards) in edges.fundings.iter_mut().zip(awards) {
            set_awards(funding, awards);
        }
        for (position, mention) in (1..).zip(&record.keywords) {
            let place = keywords.take(mention);
            let Some(keyword) = keywords.get(place) else { continue };
            edges.subjects.push(subject::Model {
                resource_number: resource,
                keyword_id: keyword.id,
                label_as_printed: Some(mention.as_printed.clone()),
                position,
                source_id: run.source,
                run_id: Some(run.id),
                line: line(mention.line),
                method: mention.method,
            });
        }
        if let (Some(collection_id), Some(placement)) = (run.collection, &record.placement) {
            edges.items.push(collection_item::Model {
                collection_id,
                resource_number: resource,
                section: placement.section.clone(),
                position: i32::try_from(placement.position).unwrap_or(i32::MAX),
                highlighted: placement.highlighted,
                source_id: run.source,
                run_id: Some(run.id),
                line: line(record.line),
                method: ProvenanceMethod::Asserted,
            });
        }
        // So it is with who made it, and with keywords.
        let mut seen = HashSet::new();
        edges.contributions.retain(|edge| seen.insert((edge.agent_id, edge.role.as_str())));
        edges.subjects.retain(|edge| seen.insert((edge.keyword_id, "SUBJECT")));
        edges
    }

    /// Adds other edges to these.
    pub(super) fn extend(&mut self, other: Self) {
        self.contributions.extend(other.contributions);
        self.fundings.extend(other.fundings);
        self.subjects.extend(other.subjects);
        self.items.extend(other.items);
    }

    /// Notes that the far ends of these edges changed.
    pub(super) fn touch_ends(&self, tx: &mut Write, names: &Names) {
        let makers = self.contributions.iter().map(|edge| edge.agent_id);
        for agent in makers.chain(self.fundings.iter().map(|edge| edge.agent_id)).map(|agent| names.agents.end_of(agent)) {
            tx.touch(names.agents.node_kind(agent).unwrap_or(NodeKind::Organization), agent, Operation::Updated);
        }
        for edge in &self.subjects {
            tx.touch(NodeKind::Keyword, names.keywords.end_of(edge.keyword_id), Operation::Updated);
        }
        for edge in &self.items {
            tx.touch(NodeKind::Collection, edge.collection_id, Operation::Updated);
        }
    }
}

/// Puts awards into an edge, each once: the first has columns of its own.
fn set_awards(funding: &mut funding::Model, mut awards: Vec<Award>) {
    if awards.len() > 1 {
        let mut seen = HashSet::new();
        awards.retain(|award| seen.insert(award.clone()));
    }
    funding.more_awards = more_awards(awards.get(1..).unwrap_or_default());
    if let Some(first) = awards.into_iter().next() {
        (funding.award_number, funding.award_title, funding.award_url) = (first.number, first.title, first.url);
    }
}

/// What a source said of resources until now, by their numbers.
#[derive(Debug)]
pub(super) struct Stored {
    contributions: HashMap<i64, Vec<contribution::Model>>,
    fundings: HashMap<i64, Vec<funding::Model>>,
    subjects: HashMap<i64, Vec<subject::Model>>,
    items: HashMap<i64, collection_item::Model>,
}

/// The numbers of resources whose edges of each kind are no longer what they were.
#[derive(Debug, Default)]
pub(super) struct Outdated {
    contributions: Vec<i64>,
    fundings: Vec<i64>,
    subjects: Vec<i64>,
}

impl Outdated {
    /// Takes back what the source said of them.
    pub(super) async fn delete(&self, tx: &Write, source: i32) -> Result<(), StoreError> {
        tx.delete_contributions(source, &self.contributions).await?;
        tx.delete_fundings(source, &self.fundings).await?;
        tx.delete_subjects(source, &self.subjects).await
    }
}

impl Stored {
    pub(super) async fn of(tx: &Write, run: &Run, resources: &[i64]) -> Result<Self, StoreError> {
        Ok(Self {
            contributions: tx.contributions_of(run.source, resources).await?,
            fundings: tx.fundings_of(run.source, resources).await?,
            subjects: tx.subjects_of(run.source, resources).await?,
            items: match run.collection {
                Some(collection) => tx.items_of(collection, resources).await?,
                None => HashMap::new(),
            },
        })
    }

    /// The agents that they name.
    pub(super) fn agents(&self) -> impl Iterator<Item = Uuid> {
        let makers = self.contributions.values().flatten().map(|edge| edge.agent_id);
        makers.chain(self.fundings.values().flatten().map(|edge| edge.agent_id))
    }

    /// The keywords that they name.
    pub(super) fn keywords(&self) -> impl Iterator<Item = Uuid> {
        self.subjects.values().flatten().map(|edge| edge.keyword_id)
    }

    /// Leaves of `now` what differs from what was stored; returns the edges, old and new, whose ends are touched by that. An edge of a
    /// merged node is an edge of the node that it leads to.
    pub(super) fn differences(
        &mut self,
        resource: i64,
        now: Edges,
        names: &Names,
        outdated: &mut Outdated,
        fresh: &mut Edges,
    ) -> Option<Edges> {
        let mut touched = Edges::default();
        let mut any = false;
        let was = self.contributions.remove(&resource).unwrap_or_default();
        let agent = |id: Uuid| names.agents.end_of(id);
        let bare = |edge: &contribution::Model| contribution::Model {
            agent_id: agent(edge.agent_id),
            position: 0,
            run_id: None,
            line: None,
            ..edge.clone()
        };
        if !same(&was, &now.contributions, bare, |edge| (edge.agent_id, edge.role.as_str())) {
            any = true;
            outdated.contributions.push(resource);
            touched.contributions = was.into_iter().chain(now.contributions.iter().cloned()).collect();
            fresh.contributions.extend(now.contributions);
        }
        let was = self.fundings.remove(&resource).unwrap_or_default();
        let bare = |edge: &funding::Model| funding::Model {
            agent_id: agent(edge.agent_id),
            position: 0,
            run_id: None,
            line: None,
            ..edge.clone()
        };
        if !same(&was, &now.fundings, bare, |edge| (edge.agent_id, edge.kind.as_str())) {
            any = true;
            outdated.fundings.push(resource);
            touched.fundings = was.into_iter().chain(now.fundings.iter().cloned()).collect();
            fresh.fundings.extend(now.fundings);
        }
        let was = self.subjects.remove(&resource).unwrap_or_default();
        let bare = |edge: &subject::Model| subject::Model {
            keyword_id: names.keywords.end_of(edge.keyword_id),
            position: 0,
            run_id: None,
            line: None,
            ..edge.clone()
        };
        if !same(&was, &now.subjects, bare, |edge| edge.keyword_id) {
            any = true;
            outdated.subjects.push(resource);
            touched.subjects = was.into_iter().chain(now.subjects.iter().cloned()).collect();
            fresh.subjects.extend(now.subjects);
        }
        let was: Vec<_> = self.items.remove(&resource).into_iter().collect();
        let bare = |edge: &collection_item::Model| collection_item::Model { run_id: None, line: None, ..edge.clone() };
        if !now.items.is_empty() && !same(&was, &now.items, bare, |edge| edge.collection_id) {
            any = true;
            touched.items.clone_from(&now.items);
            fresh.items.extend(now.items);
        }
        any.then_some(touched)
    }
}

/// True if two lists say the same in the same order, whenever and wherever they said it. Of entries with the same end the first counts.
fn same<T: PartialEq, E: Eq + Hash>(was: &[T], now: &[T], bare: impl Fn(&T) -> T, end: impl Fn(&T) -> E) -> bool {
    let distinct = |edges: &[T]| -> Vec<T> {
        let mut seen = HashSet::new();
        edges.iter().map(&bare).filter(|edge| seen.insert(end(edge))).collect()
    };
    distinct(was) == distinct(now)
}
