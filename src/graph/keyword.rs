//! Keywords.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::index::Key;
use super::row::KeywordRow;
use super::sorted::Sorted;
use crate::name;

/// A keyword of a graph.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeywordNode {
    id: Uuid,
    slug: String,
    label: String,
    alt_labels: Vec<String>,
    uri: Option<String>,
    pub(super) broader: Vec<u32>,
    pub(super) related: Vec<u32>,
    /// In no order.
    pub(super) narrower: Vec<u32>,
    /// Resources, newest first.
    pub(super) tagged: Sorted<u32>,
    /// How many of its resources each agent paid for, by agent.
    funders: Vec<(u32, u32)>,
}

impl KeywordNode {
    /// A keyword that is related to none.
    pub(super) fn new(row: KeywordRow) -> Self {
        let KeywordRow { id, slug, label, alt_labels, uri, .. } = row;
        let (broader, related, narrower) = Default::default();
        Self { id, slug, label, alt_labels, uri, broader, related, narrower, tagged: Sorted::default(), funders: Vec::new() }
    }

    /// The same keyword, described by another row, with the relations that others have to it.
    pub(super) fn with_row(&self, row: KeywordRow) -> Self {
        let (narrower, tagged, funders) = (self.narrower.clone(), self.tagged.clone(), self.funders.clone());
        Self { narrower, tagged, funders, ..Self::new(row) }
    }

    /// The distinct ordinals of those ids that have one, in their order.
    pub(super) fn related_to(ids: &[Uuid], find: impl Fn(&Uuid) -> Option<u32>) -> Vec<u32> {
        let mut seen = FxHashSet::default();
        ids.iter().filter_map(find).filter(|node| seen.insert(*node)).collect()
    }

    /// Its public id.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Its slug.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// skos:prefLabel.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// skos:altLabel.
    pub fn alt_labels(&self) -> &[String] {
        &self.alt_labels
    }

    /// Its address.
    pub fn uri(&self) -> Option<&str> {
        self.uri.as_deref()
    }

    /// skos:broader.
    pub fn broader(&self) -> &[u32] {
        &self.broader
    }

    /// skos:related.
    pub fn related(&self) -> &[u32] {
        &self.related
    }

    /// How many resources are about it.
    pub fn resources(&self) -> usize {
        self.tagged.len()
    }

    /// The agents that paid for its resources, by ordinal, each with the number of these resources.
    pub fn funders(&self) -> impl ExactSizeIterator<Item = (u32, u32)> {
        self.funders.iter().copied()
    }

    /// One resource more that these agents paid for.
    pub(super) fn gain_funders(&mut self, agents: &[u32]) {
        for agent in agents {
            match self.funders.binary_search_by_key(agent, |(other, _)| *other) {
                Ok(place) => self.funders.get_mut(place).into_iter().for_each(|(_, resources)| *resources += 1),
                Err(place) => self.funders.insert(place, (*agent, 1)),
            }
        }
    }

    /// The agents that paid for its resources: each stands once for each resource, in no order.
    pub(super) fn count_funders(&mut self, mut agents: Vec<u32>) {
        agents.sort_unstable();
        self.funders = agents.chunk_by(|one, other| one == other).filter_map(|same| Some((*same.first()?, same.len() as u32))).collect();
        self.funders.shrink_to_fit();
    }

    /// One resource less that these agents paid for.
    pub(super) fn lose_funders(&mut self, agents: &[u32]) {
        for agent in agents {
            if let Ok(place) = self.funders.binary_search_by_key(agent, |(other, _)| *other)
                && let Some((_, resources)) = self.funders.get_mut(place)
            {
                *resources -= 1;
                if *resources == 0 {
                    self.funders.remove(place);
                }
            }
        }
    }

    fn labels(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.label()).chain(self.alt_labels.iter().map(String::as_str))
    }

    /// Whether it has a label whose `name::key` is this.
    pub(super) fn is_called(&self, key: &str) -> bool {
        self.labels().any(|label| name::key(label) == key)
    }

    /// What it can be found by.
    pub(super) fn entries(&self, node: u32) -> Vec<u64> {
        let mut entries = vec![Key::Keyword(&self.id).entry(node), Key::KeywordSlug(&self.slug).entry(node)];
        entries.extend(self.labels().map(|label| Key::KeywordLabel(&name::key(label)).entry(node)));
        entries.extend(self.uri().map(|uri| Key::KeywordUri(uri).entry(node)));
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    /// Estimated bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let labels: usize = self.alt_labels.iter().map(String::capacity).sum();
        let texts = self.slug.capacity() + self.label.capacity() + self.uri.as_ref().map_or(0, String::capacity);
        let relations = self.broader.capacity() + self.related.capacity() + self.narrower.capacity();
        self.funders.capacity() * size_of::<(u32, u32)>()
            + texts
            + labels
            + self.alt_labels.capacity() * size_of::<String>()
            + relations * size_of::<u32>()
            + self.tagged.heap_bytes()
    }
}
