//! The orders that all nodes of a kind are kept in.

use std::io::{Read, Write};
use std::sync::{Arc, OnceLock};

use entity::vocabulary::AgentKind;

use super::order::{Direction, Kind, OrderBy, OrderKey};
use super::saved::{Reader, SavedError, Writer};
use super::snapshot::Snapshot;
use super::sorted::Sorted;

/// All nodes of a kind, in an order that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// Resources, newest first: the order of every list of resources that was not asked for in another.
    Newest,
    Titles,
    Years,
    Created,
    Updated,
    Organizations,
    Persons,
    /// Organizations and persons together.
    Agents,
    Labels,
    Collections,
}

/// Nodes in the order of their root.
#[derive(Debug, Clone, Default)]
pub(super) struct Ranked {
    nodes: Sorted<u32>,
    /// The rank of each ordinal, once somebody asked.
    ranks: Arc<OnceLock<Vec<u32>>>,
    /// The same, but nodes with equal values share the first's.
    shared: Arc<OnceLock<Vec<u32>>>,
}

const fn by(key: OrderKey, direction: Direction) -> OrderBy {
    OrderBy { key, direction }
}

pub(super) const NEWEST: &[OrderBy] = &[by(OrderKey::Year, Direction::Descending), by(OrderKey::Title, Direction::Ascending)];

impl Root {
    /// Titles come before what builds on their ranks.
    pub(super) const ALL: [Self; 10] = [
        Self::Titles,
        Self::Newest,
        Self::Years,
        Self::Created,
        Self::Updated,
        Self::Organizations,
        Self::Persons,
        Self::Agents,
        Self::Labels,
        Self::Collections,
    ];

    pub(super) const fn kind(self) -> Kind {
        match self {
            Self::Newest | Self::Titles | Self::Years | Self::Created | Self::Updated => Kind::Resource,
            Self::Organizations | Self::Persons | Self::Agents => Kind::Agent,
            Self::Labels => Kind::Keyword,
            Self::Collections => Kind::Collection,
        }
    }

    pub(super) const fn order(self) -> &'static [OrderBy] {
        match self {
            Self::Newest => NEWEST,
            Self::Titles | Self::Collections => const { &[by(OrderKey::Title, Direction::Ascending)] },
            Self::Years => const { &[by(OrderKey::Year, Direction::Ascending)] },
            Self::Created => const { &[by(OrderKey::CreatedAt, Direction::Ascending)] },
            Self::Updated => const { &[by(OrderKey::UpdatedAt, Direction::Ascending)] },
            Self::Organizations | Self::Persons | Self::Agents => const { &[by(OrderKey::Name, Direction::Ascending)] },
            Self::Labels => const { &[by(OrderKey::Label, Direction::Ascending)] },
        }
    }

    /// Returns true when a node of this root's kind is one of its nodes.
    pub(super) fn holds(self, snapshot: &Snapshot, node: u32) -> bool {
        match self {
            Self::Newest | Self::Titles | Self::Years | Self::Created | Self::Updated => snapshot.resources.get(node).is_some(),
            Self::Organizations => snapshot.agents.get(node).is_some_and(|agent| agent.kind() == AgentKind::Organization),
            Self::Persons => snapshot.agents.get(node).is_some_and(|agent| agent.kind() == AgentKind::Person),
            Self::Agents => snapshot.agents.get(node).is_some(),
            Self::Labels => snapshot.keywords.get(node).is_some(),
            Self::Collections => snapshot.collections.get(node).is_some(),
        }
    }
}

impl Ranked {
    pub(super) fn new(nodes: &[u32]) -> Self {
        Self { nodes: Sorted::new(nodes), ..Self::default() }
    }

    pub(super) fn save<W: Write>(&self, writer: &mut Writer<W>) -> Result<(), SavedError> {
        self.nodes.save(writer)
    }

    pub(super) fn restore<R: Read>(reader: &mut Reader<R>) -> Result<Self, SavedError> {
        Ok(Self { nodes: Sorted::restore(reader)?, ..Self::default() })
    }

    pub(super) fn nodes(&self) -> &Sorted<u32> {
        &self.nodes
    }

    /// To be changed.
    pub(super) fn nodes_mut(&mut self) -> &mut Sorted<u32> {
        (self.ranks, self.shared) = Default::default();
        &mut self.nodes
    }

    /// The rank of each ordinal, from 0; it means nothing for ordinals that are not here. Costs a walk for the first who asks.
    pub(super) fn ranks(&self) -> &[u32] {
        self.ranks.get_or_init(|| self.numbered(|_, _| false))
    }

    /// The same, but a node that `is_same` as the one before shares its rank.
    pub(super) fn shared_ranks(&self, is_same: impl Fn(u32, u32) -> bool) -> &[u32] {
        self.shared.get_or_init(|| self.numbered(is_same))
    }

    fn numbered(&self, is_same: impl Fn(u32, u32) -> bool) -> Vec<u32> {
        let mut ranks: Vec<u32> = Vec::new();
        let mut last: Option<(u32, u32)> = None;
        for (place, node) in (0..).zip(self.nodes.iter()) {
            let rank = last.filter(|(_, before)| is_same(*before, node)).map_or(place, |(rank, _)| rank);
            last = Some((rank, node));
            if ranks.len() <= node as usize {
                ranks.resize(node as usize + 1, 0);
            }
            if let Some(slot) = ranks.get_mut(node as usize) {
                *slot = rank;
            }
        }
        ranks
    }

    /// Estimated bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let ranks = self.ranks.get().into_iter().chain(self.shared.get());
        self.nodes.heap_bytes() + ranks.map(|ranks| ranks.capacity() * size_of::<u32>()).sum::<usize>()
    }
}
