//! Organizations and persons.

use entity::vocabulary::AgentKind;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::index::Key;
use super::link::BackLink;
use super::row::{AgentName, AgentRow};
use super::sorted::Sorted;
use crate::identifier::Identifier;
use crate::name;

/// An organization or a person of a graph.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AgentNode {
    row: AgentRow,
    /// Resources, newest first: what it made, what it paid for.
    lists: Vec<(BackLink, Sorted<u32>)>,
}

impl AgentNode {
    pub(super) fn new(row: AgentRow) -> Self {
        Self { row, lists: Vec::new() }
    }

    /// The same agent, described by another row.
    pub(super) fn with_row(&self, row: AgentRow) -> Self {
        Self { row, lists: self.lists.clone() }
    }

    /// Its public id.
    pub fn id(&self) -> Uuid {
        self.row.id
    }

    /// A body or a human being.
    pub fn kind(&self) -> AgentKind {
        self.row.kind
    }

    /// Its slug, unique within the kind.
    pub fn slug(&self) -> &str {
        &self.row.slug
    }

    /// The name that is shown.
    pub fn name(&self) -> &str {
        &self.row.name
    }

    /// ISO 3166-1 alpha-2.
    pub fn country(&self) -> Option<&str> {
        self.row.country.as_deref()
    }

    /// Its names.
    pub fn names(&self) -> &[AgentName] {
        &self.row.names
    }

    /// Its identifiers.
    pub fn identifiers(&self) -> &[Identifier] {
        &self.row.identifiers
    }

    /// How many resources it made or paid for, counted twice where it did both.
    pub fn resources(&self) -> usize {
        let lists = self.lists.iter().filter(|(list, _)| matches!(list, BackLink::Produced(_, None) | BackLink::Funded(_, None)));
        lists.map(|(_, nodes)| nodes.len()).sum()
    }

    /// Whether it goes by a name whose `name::key` is this.
    pub(super) fn is_called(&self, key: &str) -> bool {
        std::iter::once(self.name()).chain(self.names().iter().map(|name| name.value.as_str())).any(|name| name::key(name) == key)
    }

    pub(super) fn row(&self) -> &AgentRow {
        &self.row
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

    /// What it can be found by.
    pub(super) fn entries(&self, node: u32) -> Vec<u64> {
        let mut entries = vec![Key::Agent(&self.row.id).entry(node), Key::AgentSlug(self.kind(), self.slug()).entry(node)];
        let names = std::iter::once(self.name()).chain(self.names().iter().map(|name| name.value.as_str()));
        entries.extend(names.map(|name| Key::AgentName(self.kind(), &name::key(name)).entry(node)));
        entries.extend(self.identifiers().iter().map(|identifier| Key::AgentIdentifier(self.kind(), identifier).entry(node)));
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    /// Estimated bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let row = &self.row;
        let names: usize = row.names.iter().map(|name| name.value.capacity() + name.lang.as_ref().map_or(0, String::capacity)).sum();
        let identifiers: usize = row.identifiers.iter().map(|identifier| identifier.value.capacity()).sum();
        let vectors = row.names.capacity() * size_of::<AgentName>() + row.identifiers.capacity() * size_of::<Identifier>();
        let texts = row.slug.capacity() + row.name.capacity() + row.country.as_ref().map_or(0, String::capacity);
        let lists: usize = self.lists.iter().map(|(_, nodes)| nodes.heap_bytes()).sum();
        names + identifiers + vectors + texts + lists + self.lists.capacity() * size_of::<(BackLink, Sorted<u32>)>()
    }
}
