//! The edges that records give their resources, beside those that are stored.

use std::collections::HashMap;

use entity::vocabulary::{NodeKind, Operation, ProvenanceMethod};
use entity::{collection_item, contribution, funding, subject};
use uuid::Uuid;

use super::batch::Run;
use super::identity::{Agents, Keywords};
use super::record::Record;
use crate::store::agent::node_kind;
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
    /// What a record says of its resource.
    pub(super) fn of(run: &Run, resource: Uuid, record: &Record, agents: &mut Agents, keywords: &mut Keywords) -> Self {
        let mut edges = Self::default();
        let line = |line: u64| i64::try_from(line).ok();
        for (position, mention) in (1..).zip(&record.producers) {
            let place = agents.take(mention);
            let Some(agent) = agents.get(place) else { continue };
            edges.contributions.push(contribution::Model {
                resource_id: resource,
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
        for (position, mention) in (1..).zip(&record.funders) {
            let place = agents.take(mention);
            let Some(agent) = agents.get(place) else { continue };
            let award = mention.award.clone().unwrap_or_default();
            edges.fundings.push(funding::Model {
                resource_id: resource,
                agent_id: agent.id,
                kind: mention.role,
                name_as_printed: Some(mention.as_printed.clone()),
                award_number: award.number,
                award_title: award.title,
                award_url: award.url,
                position,
                source_id: run.source,
                run_id: Some(run.id),
                line: line(mention.line),
                method: mention.method,
            });
        }
        for (position, mention) in (1..).zip(&record.keywords) {
            let place = keywords.take(mention);
            let Some(keyword) = keywords.get(place) else { continue };
            edges.subjects.push(subject::Model {
                resource_id: resource,
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
                resource_id: resource,
                section: placement.section.clone(),
                position: i32::try_from(placement.position).unwrap_or(i32::MAX),
                highlighted: placement.highlighted,
                source_id: run.source,
                run_id: Some(run.id),
                line: line(record.line),
                method: ProvenanceMethod::Asserted,
            });
        }
        // Different spellings of one agent in one list are one edge, the first.
        let mut seen = std::collections::HashSet::new();
        edges.contributions.retain(|edge| seen.insert((edge.agent_id, edge.role.as_str())));
        edges.fundings.retain(|edge| seen.insert((edge.agent_id, edge.kind.as_str())));
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
    pub(super) fn touch_ends(&self, tx: &mut Write, agents: &HashMap<Uuid, NodeKind>) {
        let makers = self.contributions.iter().map(|edge| edge.agent_id);
        for agent in makers.chain(self.fundings.iter().map(|edge| edge.agent_id)) {
            tx.touch(agents.get(&agent).copied().unwrap_or(NodeKind::Organization), agent, Operation::Updated);
        }
        for edge in &self.subjects {
            tx.touch(NodeKind::Keyword, edge.keyword_id, Operation::Updated);
        }
        for edge in &self.items {
            tx.touch(NodeKind::Collection, edge.collection_id, Operation::Updated);
        }
    }
}

/// What a source said of resources until now.
#[derive(Debug)]
pub(super) struct Stored {
    contributions: HashMap<Uuid, Vec<contribution::Model>>,
    fundings: HashMap<Uuid, Vec<funding::Model>>,
    subjects: HashMap<Uuid, Vec<subject::Model>>,
    items: HashMap<Uuid, collection_item::Model>,
}

/// Resources whose edges of each kind are no longer what they were.
#[derive(Debug, Default)]
pub(super) struct Outdated {
    contributions: Vec<Uuid>,
    fundings: Vec<Uuid>,
    subjects: Vec<Uuid>,
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
    pub(super) async fn of(tx: &Write, run: &Run, resources: &[Uuid]) -> Result<Self, StoreError> {
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

    /// Leaves of `now` what differs from what was stored; returns the edges, old and new, whose ends are touched by that.
    pub(super) fn differences(&mut self, resource: Uuid, now: Edges, outdated: &mut Outdated, fresh: &mut Edges) -> Option<Edges> {
        let mut touched = Edges::default();
        let mut any = false;
        let was = self.contributions.remove(&resource).unwrap_or_default();
        if !same(&was, &now.contributions, |edge| contribution::Model { run_id: None, line: None, ..edge.clone() }) {
            any = true;
            outdated.contributions.push(resource);
            touched.contributions = was.into_iter().chain(now.contributions.iter().cloned()).collect();
            fresh.contributions.extend(now.contributions);
        }
        let was = self.fundings.remove(&resource).unwrap_or_default();
        if !same(&was, &now.fundings, |edge| funding::Model { run_id: None, line: None, ..edge.clone() }) {
            any = true;
            outdated.fundings.push(resource);
            touched.fundings = was.into_iter().chain(now.fundings.iter().cloned()).collect();
            fresh.fundings.extend(now.fundings);
        }
        let was = self.subjects.remove(&resource).unwrap_or_default();
        if !same(&was, &now.subjects, |edge| subject::Model { run_id: None, line: None, ..edge.clone() }) {
            any = true;
            outdated.subjects.push(resource);
            touched.subjects = was.into_iter().chain(now.subjects.iter().cloned()).collect();
            fresh.subjects.extend(now.subjects);
        }
        let was: Vec<_> = self.items.remove(&resource).into_iter().collect();
        if !now.items.is_empty() && !same(&was, &now.items, |edge| collection_item::Model { run_id: None, line: None, ..edge.clone() }) {
            any = true;
            touched.items.clone_from(&now.items);
            fresh.items.extend(now.items);
        }
        any.then_some(touched)
    }
}

/// Whether two lists say the same, whenever and wherever they said it.
fn same<T: PartialEq>(was: &[T], now: &[T], bare: impl Fn(&T) -> T) -> bool {
    was.len() == now.len() && was.iter().zip(now).all(|(was, now)| bare(was) == bare(now))
}

/// What the agents of a batch are as nodes: those that its records name, and those that they no longer name.
pub(super) async fn kinds(tx: &Write, agents: &Agents, stored: &Stored) -> Result<HashMap<Uuid, NodeKind>, StoreError> {
    let mut kinds: HashMap<Uuid, NodeKind> = agents.all().iter().map(|agent| (agent.id, node_kind(agent.kind))).collect();
    let before = stored.contributions.values().flatten().map(|edge| edge.agent_id);
    let unknown: Vec<Uuid> = before.filter(|agent| !kinds.contains_key(agent)).collect();
    kinds.extend(tx.agent_kinds(&unknown).await?);
    Ok(kinds)
}
