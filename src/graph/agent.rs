//! Organizations and persons.

use std::fmt::Debug;

use entity::vocabulary::{AgentKind, AgentNameKind};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::index::Key;
use super::link::BackLink;
use super::redirect::Mergeable;
use super::sorted::Sorted;
use crate::identifier::Identifier;
use crate::model::{AgentName, AgentRow};
use crate::name;

/// An organization or a person of a graph.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AgentNode {
    id: Uuid,
    kind: AgentKind,
    slug: String,
    name: String,
    country: Option<String>,
    names: Vec<AgentName>,
    identifiers: Vec<Identifier>,
    /// Resources, newest first: what it made, what it paid for.
    lists: Vec<(BackLink, Sorted<u32>)>,
}

impl AgentNode {
    /// An agent without resources.
    pub(super) fn new(row: AgentRow) -> Self {
        let AgentRow { id, kind, slug, name, country, names, identifiers, merged_into: _ } = row;
        Self { id, kind, slug, name, country, names, identifiers, lists: Vec::new() }
    }

    /// The same agent with the resources that another version of it has.
    pub(super) fn with_lists_of(self, other: &Self) -> Self {
        Self { lists: other.lists.clone(), ..self }
    }

    /// Its public id.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// A body or a human being.
    pub fn kind(&self) -> AgentKind {
        self.kind
    }

    /// Its slug, unique within the kind.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The name that is shown.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// ISO 3166-1 alpha-2.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// Its names. Those of agents that were merged into it come last.
    pub fn names(&self) -> &[AgentName] {
        &self.names
    }

    /// Its identifiers. Those of agents that were merged into it come last.
    pub fn identifiers(&self) -> &[Identifier] {
        &self.identifiers
    }

    /// Returns the number of resources that it made or paid for, counted twice where it did both.
    pub fn resources(&self) -> usize {
        let lists = self.lists.iter().filter(|(list, _)| matches!(list, BackLink::Produced(_, None) | BackLink::Funded(_, None)));
        lists.map(|(_, nodes)| nodes.len()).sum()
    }

    /// Returns true when it goes by a name whose `name::key` is this.
    pub(super) fn is_called(&self, key: &str) -> bool {
        std::iter::once(self.name()).chain(self.names().iter().map(|name| name.value.as_str())).any(|name| name::key(name) == key)
    }

    /// All but its resources.
    pub(super) fn description(&self) -> impl Debug + PartialEq {
        let Self { id, kind, slug, name, country, names, identifiers, lists: _ } = self;
        (id, kind, slug, name, country, names, identifiers)
    }

    pub(super) fn list(&self, list: BackLink) -> Option<&Sorted<u32>> {
        self.lists.iter().find(|(other, _)| *other == list).map(|(_, nodes)| nodes)
    }

    pub(super) fn list_mut(&mut self, list: BackLink) -> &mut Sorted<u32> {
        let place = self.lists.iter().position(|(other, _)| *other == list).unwrap_or_else(|| {
            self.lists.push((list, Sorted::default()));
            self.lists.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "the place was found or made just above")]
        &mut self.lists[place].1
    }

    pub(super) fn lists(&self) -> impl Iterator<Item = (BackLink, &Sorted<u32>)> {
        self.lists.iter().map(|(list, nodes)| (*list, nodes))
    }

    /// Returns the entries of the index under which it is found.
    pub(super) fn entries(&self, node: u32) -> Vec<u64> {
        let mut entries = vec![Key::Agent(&self.id).entry(node), Key::AgentSlug(self.kind(), self.slug()).entry(node)];
        let names = std::iter::once(self.name()).chain(self.names().iter().map(|name| name.value.as_str()));
        entries.extend(names.map(|name| Key::AgentName(self.kind(), &name::key(name)).entry(node)));
        entries.extend(self.identifiers().iter().map(|identifier| Key::AgentIdentifier(self.kind(), identifier).entry(node)));
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    /// Estimated bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let names: usize = self.names.iter().map(|name| name.value.capacity() + name.lang.as_ref().map_or(0, String::capacity)).sum();
        let identifiers: usize = self.identifiers.iter().map(|identifier| identifier.value.capacity()).sum();
        let vectors = self.names.capacity() * size_of::<AgentName>() + self.identifiers.capacity() * size_of::<Identifier>();
        let texts = self.slug.capacity() + self.name.capacity() + self.country.as_ref().map_or(0, String::capacity);
        let lists: usize = self.lists.iter().map(|(_, nodes)| nodes.heap_bytes()).sum();
        names + identifiers + vectors + texts + lists + self.lists.capacity() * size_of::<(BackLink, Sorted<u32>)>()
    }
}

impl Mergeable for AgentNode {
    fn id(&self) -> Uuid {
        self.id
    }

    fn slug(&self) -> &str {
        &self.slug
    }

    fn is_like(&self, other: &Self) -> bool {
        self.kind == other.kind
    }

    fn alone(&self) -> Self {
        let Self { id, kind, slug, name, country, names, identifiers, lists: _ } = self;
        let (slug, name, country) = (slug.clone(), name.clone(), country.clone());
        Self { id: *id, kind: *kind, slug, name, country, names: names.clone(), identifiers: identifiers.clone(), lists: Vec::new() }
    }

    fn told(&self, _: &dyn Fn(u32) -> Uuid) -> String {
        format!("{:?}", self.description())
    }

    fn take_over(&mut self, others: &[&Self]) {
        let mut known: FxHashSet<String> = self.names.iter().map(|name| name.value.clone()).chain([self.name.clone()]).collect();
        let mut identified: FxHashSet<Identifier> = self.identifiers.iter().cloned().collect();
        for other in others {
            let shown = AgentName { value: other.name.clone(), kind: AgentNameKind::Alias, lang: None };
            for name in std::iter::once(&shown).chain(&other.names) {
                if known.insert(name.value.clone()) {
                    // A node has one name that is shown.
                    let kind = if name.kind == AgentNameKind::Display { AgentNameKind::Alias } else { name.kind };
                    self.names.push(AgentName { kind, ..name.clone() });
                }
            }
            self.identifiers.extend(other.identifiers.iter().filter(|identifier| identified.insert((*identifier).clone())).cloned());
        }
        self.names.shrink_to_fit();
        self.identifiers.shrink_to_fit();
    }
}
