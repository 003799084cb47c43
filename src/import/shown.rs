//! Records that were exported from this catalogue.
//!
//! One that says what the catalogue shows of its resource changes nothing, whoever said it first: it adds no statement. Any other one is a
//! statement about that resource. What it leaves unsaid stays as it is shown.

use std::collections::HashMap;

use uuid::Uuid;

use super::batch::Run;
use super::reading::Told;
use crate::format::{complete, says};
use crate::store::agent::KnownAgent;
use crate::store::keyword::KnownKeyword;
use crate::store::resource::{AgentFace, Faces, KeywordFace, WholeResource};
use crate::store::{StoreError, Write};

/// Takes out the records that say what the catalogue shows; returns the others, and the number of those. Takes a dozen statements when
/// there is an exported record, and none otherwise.
pub(super) async fn settle(tx: &Write, run: &Run, records: Vec<Told>) -> Result<(Vec<Told>, i64), StoreError> {
    let id = |told: &Told| told.record.exported.as_ref().filter(|exported| exported.revision.catalogue == run.catalogue).map(|own| own.id);
    let ids: Vec<Uuid> = records.iter().filter_map(id).collect();
    if ids.is_empty() {
        return Ok((records, 0));
    }
    let known = tx.whole_resources(&ids).await?;
    let agents: Vec<Uuid> = known.iter().flat_map(WholeResource::agents).collect();
    let keywords: Vec<Uuid> = known.iter().flat_map(WholeResource::keywords).collect();
    let faces = StoredFaces::of(tx.agents_matching(&[], &[], agents).await?, tx.keywords_matching(&[], &[], &keywords).await?);
    let shown = known.into_iter().map(|resource| (resource.number(), resource.shown(&faces, run.catalogue)));
    let shown: HashMap<Uuid, _> = shown.map(|(number, shown)| (shown.id, (number, shown))).collect();

    let (mut others, mut same) = (Vec::new(), Vec::new());
    for told in records {
        let Some((number, shown)) = id(&told).and_then(|id| shown.get(&id)) else {
            others.push(told);
            continue;
        };
        if told.record.exported.as_ref().is_some_and(|exported| says(&exported.given, shown)) {
            same.push(*number);
            continue;
        }
        let mut record = told.record;
        complete(&mut record, shown);
        others.push(Told::anew(record, *number));
    }
    tx.mark_seen_about(run.source, run.id, &same).await?;
    Ok((others, same.len() as i64))
}

/// Agents and keywords as the database has them, redirects followed.
struct StoredFaces {
    agents: HashMap<Uuid, KnownAgent>,
    keywords: HashMap<Uuid, KnownKeyword>,
    /// The ids of the agents and keywords that are merged into others, in their order.
    merged: Vec<Uuid>,
}

impl StoredFaces {
    fn of(agents: Vec<KnownAgent>, keywords: Vec<KnownKeyword>) -> Self {
        let merged_agents = agents.iter().filter(|agent| agent.merged_into.is_some()).map(|agent| agent.id);
        let merged_keywords = keywords.iter().filter(|keyword| keyword.merged_into.is_some()).map(|keyword| keyword.id);
        let mut merged: Vec<Uuid> = merged_agents.chain(merged_keywords).collect();
        merged.sort();
        let agents = agents.into_iter().map(|agent| (agent.id, agent)).collect();
        Self { agents, keywords: keywords.into_iter().map(|keyword| (keyword.id, keyword)).collect(), merged }
    }

    /// The end of the redirects of a node: itself where they go round in a circle, or to a node of another kind.
    fn end<'n, N>(&self, nodes: &'n HashMap<Uuid, N>, id: &Uuid, into: impl Fn(&'n N) -> Option<Uuid>) -> Option<&'n N> {
        let start = nodes.get(id)?;
        let mut node = start;
        for _ in 0..=nodes.len() {
            match into(node) {
                None => return Some(node),
                Some(next) => match nodes.get(&next) {
                    Some(next) => node = next,
                    None => return Some(start),
                },
            }
        }
        Some(start)
    }
}

impl Faces for StoredFaces {
    fn agent(&self, id: &Uuid) -> Option<AgentFace> {
        let kind = self.agents.get(id)?.kind;
        let lead = |id: &Uuid| self.end(&self.agents, id, |agent: &KnownAgent| agent.merged_into.filter(|_| agent.kind == kind));
        let end = lead(id)?;
        let mut identifiers = end.identifiers.clone();
        identifiers.sort();
        let members = self.merged.iter().filter(|id| **id != end.id && lead(id).is_some_and(|other| other.id == end.id));
        for member in members.filter_map(|id| self.agents.get(id)) {
            let mut own = member.identifiers.clone();
            own.sort();
            identifiers.extend(own.into_iter().filter(|identifier| !end.identifiers.contains(identifier)));
        }
        Some(AgentFace { id: end.id, kind: end.kind, name: end.name.clone(), identifiers })
    }

    fn keyword(&self, id: &Uuid) -> Option<KeywordFace> {
        let lead = |id: &Uuid| self.end(&self.keywords, id, |keyword: &KnownKeyword| keyword.merged_into);
        let end = lead(id)?;
        let mut members = self.merged.iter().filter(|id| **id != end.id && lead(id).is_some_and(|other| other.id == end.id));
        let of_members = || members.find_map(|id| self.keywords.get(id)?.uri.clone());
        let uri = end.uri.clone().or_else(of_members);
        Some(KeywordFace { id: end.id, label: end.label.clone(), uri })
    }
}
