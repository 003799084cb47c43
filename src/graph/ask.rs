//! A question: those nodes of a list that satisfy a condition and that a search found, in an order.

use std::sync::Arc;

use roaring::RoaringBitmap;

use super::condition::Condition;
use super::list::{List, SelectError};
use super::order::{Direction, OrderBy, OrderKey};

/// To put so many nodes in order, or to count them, takes no longer than it takes to send the work elsewhere and wait for it.
pub const FEW: usize = 1_000;

/// A question. Pages, totals and counts of one ask are of the same nodes.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The whole of it.
    pub list: List,
    /// The condition that its nodes must satisfy.
    pub condition: Option<Arc<Condition>>,
    /// The nodes that a search found, of the list's kind.
    pub matches: Option<Arc<Matches>>,
    /// Empty for the default: the best match first if there was a search, else the list's own.
    pub order: Vec<OrderBy>,
}

/// The nodes that a search found.
#[derive(Debug, Default)]
pub struct Matches {
    set: RoaringBitmap,
    /// The same, ascending.
    nodes: Vec<u32>,
    /// In the order of the nodes.
    scores: Vec<i64>,
    search: u64,
}

impl From<List> for Ask {
    fn from(list: List) -> Self {
        Self { list, condition: None, matches: None, order: Vec::new() }
    }
}

impl Ask {
    /// The same of what satisfies a condition too.
    #[must_use]
    pub fn and(&self, condition: Condition) -> Self {
        let conditions = self.condition.iter().map(|all| (**all).clone()).chain([condition]);
        Self { condition: Some(Arc::new(Condition::All(conditions.collect()))), ..self.clone() }
    }

    /// Returns true when it is answered in no time, however large the catalogue: by looking some lists up, or at the
    /// beginning of one that is kept.
    pub fn is_quick(&self) -> bool {
        match (&self.condition, &self.matches) {
            (Some(condition), _) => condition.is_quick(),
            (None, Some(matches)) => matches.nodes.len() <= FEW,
            (None, None) => self.order.len() <= 1,
        }
    }

    /// Returns true when it is the whole list.
    pub(super) fn is_whole(&self) -> bool {
        self.condition.is_none() && self.matches.is_none()
    }

    /// The order that is meant: the default for none, and each key once, since it settles nothing the second time.
    pub(super) fn order(&self) -> Result<Vec<OrderBy>, SelectError> {
        let relevance = OrderBy { key: OrderKey::Relevance, direction: Direction::Descending };
        let default = if self.matches.is_some() { &[relevance][..] } else { self.list.default_order() };
        let asked = if self.order.is_empty() { default } else { self.order.as_slice() };
        let mut order: Vec<OrderBy> = Vec::new();
        for by in asked {
            match by.key {
                OrderKey::Relevance if self.matches.is_none() => return Err(SelectError::Relevance),
                key if !key.fits(self.list.kind()) => return Err(SelectError::Order),
                key if order.iter().all(|other| other.key != key) => order.push(*by),
                _ => {}
            }
        }
        Ok(order)
    }

    /// Tells searches apart whose cursors have nothing in common; 0 in an order that has nothing to do with the search.
    pub(super) fn search(&self, order: &[OrderBy]) -> u64 {
        let is_ranked = order.iter().any(|by| by.key == OrderKey::Relevance);
        self.matches.as_ref().filter(|_| is_ranked).map_or(0, |matches| matches.search)
    }
}

impl Matches {
    /// Takes the nodes that a search found, in ascending order, each with its score. `search` tells searches apart.
    pub fn new(search: u64, found: impl IntoIterator<Item = (u32, i64)>) -> Self {
        let (nodes, scores): (Vec<u32>, Vec<i64>) = found.into_iter().unzip();
        let set = RoaringBitmap::from_sorted_iter(nodes.iter().copied()).unwrap_or_else(|_| nodes.iter().copied().collect());
        Self { set, nodes, scores, search }
    }

    /// The nodes.
    pub fn nodes(&self) -> &RoaringBitmap {
        &self.set
    }

    /// Tells searches apart.
    pub fn search(&self) -> u64 {
        self.search
    }

    /// Returns the score of a node's match; none for one that was not found.
    pub fn score(&self, node: u32) -> Option<i64> {
        let place = self.nodes.binary_search(&node).ok()?;
        self.scores.get(place).copied()
    }
}
