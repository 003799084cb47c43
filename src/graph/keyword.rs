//! Keywords.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::index::Key;
use super::redirect::Mergeable;
use super::sorted::Sorted;
use crate::model::KeywordRow;
use crate::name;

/// A keyword of a graph.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeywordNode {
    id: Uuid,
    slug: String,
    label: String,
    alt_labels: Vec<String>,
    uri: Option<String>,
    broader: Vec<u32>,
    related: Vec<u32>,
    /// In no order.
    pub(super) narrower: Vec<u32>,
    /// Resources, newest first.
    pub(super) tagged: Sorted<u32>,
    /// The number of its resources that each agent paid for, by agent.
    funders: Vec<(u32, u32)>,
}

impl KeywordNode {
    /// A keyword without resources. `find` knows the ordinals of the keywords that it is related to; those without one are left out.
    pub(super) fn new(row: KeywordRow, find: impl Fn(&Uuid) -> Option<u32>) -> Self {
        let KeywordRow { id, slug, label, alt_labels, uri, broader, related, merged_into: _ } = row;
        let (broader, related) = (distinct(broader.iter().filter_map(&find)), distinct(related.iter().filter_map(&find)));
        Self { id, slug, label, alt_labels, uri, broader, related, narrower: Vec::new(), tagged: Sorted::default(), funders: Vec::new() }
    }

    /// The same keyword with what other nodes were to another version of it.
    pub(super) fn with_lists_of(self, other: &Self) -> Self {
        Self { narrower: other.narrower.clone(), tagged: other.tagged.clone(), funders: other.funders.clone(), ..self }
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

    /// Returns the number of resources about it.
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

    /// Returns true when it has a label whose `name::key` is this.
    pub(super) fn is_called(&self, key: &str) -> bool {
        self.labels().any(|label| name::key(label) == key)
    }

    /// Returns the entries of the index under which it is found.
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

/// Each node where it comes first.
fn distinct(nodes: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut seen = FxHashSet::default();
    nodes.filter(|node| seen.insert(*node)).collect()
}

impl Mergeable for KeywordNode {
    fn id(&self) -> Uuid {
        self.id
    }

    fn slug(&self) -> &str {
        &self.slug
    }

    fn is_like(&self, _: &Self) -> bool {
        true
    }

    fn alone(&self) -> Self {
        let (id, slug, label, alt_labels, uri) =
            (self.id, self.slug.clone(), self.label.clone(), self.alt_labels.clone(), self.uri.clone());
        let (broader, related) = (self.broader.clone(), self.related.clone());
        Self { id, slug, label, alt_labels, uri, broader, related, narrower: Vec::new(), tagged: Sorted::default(), funders: Vec::new() }
    }

    fn told(&self, id: &dyn Fn(u32) -> Uuid) -> String {
        let ids = |nodes: &[u32]| nodes.iter().map(|node| id(*node)).collect::<Vec<_>>();
        format!("{:?}", (self.id, &self.slug, &self.label, &self.alt_labels, &self.uri, ids(&self.broader), ids(&self.related)))
    }

    fn take_over(&mut self, others: &[&Self]) {
        let mut known: FxHashSet<String> = self.labels().map(str::to_owned).collect();
        for other in others {
            self.alt_labels.extend(other.labels().filter(|label| known.insert((*label).to_owned())).map(str::to_owned));
            self.broader.extend(&other.broader);
            self.related.extend(&other.related);
            self.uri = self.uri.take().or_else(|| other.uri.clone());
        }
        self.alt_labels.shrink_to_fit();
    }

    fn relations(&self) -> impl Iterator<Item = u32> {
        self.broader.iter().chain(&self.related).copied()
    }

    fn relate(&mut self, to: impl Fn(u32) -> Option<u32>) {
        for nodes in [&mut self.broader, &mut self.related] {
            *nodes = distinct(nodes.iter().filter_map(|node| to(*node)));
        }
    }
}
