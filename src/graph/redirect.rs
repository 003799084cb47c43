//! Redirects: nodes that were found to be others. What a source says of a merged node counts for the node that it leads to in the end.
//!
//! **Invariant**: a merged node has an ordinal, and an entry in the index under its own id, slug, names and identifiers. It stands in no list
//! of nodes, no link leads to it, and `Snapshot::agents` or `Snapshot::keywords` has nothing at its ordinal. A node that leads to no node in
//! the end, because the redirects go round in a circle or the other node is not there, is not merged.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::chunked::Chunked;

/// A node that can be merged into another of its kind.
pub(super) trait Mergeable: Clone {
    /// Its public id.
    fn id(&self) -> Uuid;

    /// Its slug.
    fn slug(&self) -> &str;

    /// True if the one can be merged into the other.
    fn is_like(&self, other: &Self) -> bool;

    /// The same node without the resources and keywords that lead to it.
    fn alone(&self) -> Self;

    /// Takes over the names, the identifiers and the relations of nodes that were merged into it.
    fn take_over(&mut self, others: &[&Self]);

    /// The nodes of its kind that it leads to.
    fn relations(&self) -> impl Iterator<Item = u32> {
        std::iter::empty()
    }

    /// All that its row says, in words that are alike in all graphs; `id` knows the ids of its relations.
    fn told(&self, id: &dyn Fn(u32) -> Uuid) -> String;

    /// Changes where its relations lead. `None` drops one.
    fn relate(&mut self, _to: impl Fn(u32) -> Option<u32>) {}
}

/// The redirects between the nodes of one kind, by ordinal. Empty in a catalogue without merged nodes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Redirects<N> {
    /// The nodes whose rows name a node that took their place, and that node's id.
    said: BTreeMap<u32, Uuid>,
    /// The merged nodes, and where each leads in the end.
    ends: BTreeMap<u32, u32>,
    /// Nodes as their own rows describe them, where that is not what is shown: merged nodes, nodes that others were merged into, and
    /// nodes that are related to merged nodes.
    own: BTreeMap<u32, Arc<N>>,
}

impl<N> Default for Redirects<N> {
    fn default() -> Self {
        Self { said: BTreeMap::new(), ends: BTreeMap::new(), own: BTreeMap::new() }
    }
}

/// The nodes of a kind as a delta describes them, before redirects are followed.
pub(super) struct Stated<N> {
    /// The ordinals of the nodes that it names, none for those that are gone.
    pub(super) ids: FxHashMap<Uuid, Option<u32>>,
    /// The nodes as their rows describe them, none for those that are gone.
    pub(super) nodes: BTreeMap<u32, Option<N>>,
    /// Those whose rows name a node that took their place, and that node's id.
    pub(super) said: BTreeMap<u32, Uuid>,
}

/// The nodes of a kind after a delta, redirects followed.
pub(super) struct Shift<N> {
    ids: FxHashMap<Uuid, Option<u32>>,
    /// The nodes of which something else is shown now, and that: none for those that are gone or merged.
    pub(super) shown: BTreeMap<u32, Option<N>>,
    /// The redirects after the delta.
    pub(super) redirects: Arc<Redirects<N>>,
    /// The nodes that are gone.
    gone: FxHashSet<u32>,
    /// The nodes that lead somewhere else than before.
    moved: FxHashSet<u32>,
}

impl<N> Shift<N> {
    /// The ordinal of a node after the delta, be it merged or not; `find` knows those before it.
    pub(super) fn find(&self, id: &Uuid, find: impl Fn(&Uuid) -> Option<u32>) -> Option<u32> {
        self.ids.get(id).copied().unwrap_or_else(|| find(id))
    }

    pub(super) fn is_gone(&self, node: u32) -> bool {
        self.gone.contains(&node)
    }

    /// True if links to the node must lead somewhere else than before, or nowhere.
    pub(super) fn is_turned(&self, node: u32) -> bool {
        self.gone.contains(&node) || self.moved.contains(&node)
    }

    /// The nodes to which links must lead somewhere else than before, or nowhere.
    pub(super) fn turned(&self) -> impl Iterator<Item = u32> {
        self.gone.union(&self.moved).copied()
    }
}

impl<N> Redirects<N> {
    /// True if no node is merged, nor said to be.
    pub(super) fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// Returns the node that a node leads to in the end: itself unless it is merged.
    pub(super) fn end(&self, node: u32) -> u32 {
        self.ends.get(&node).copied().unwrap_or(node)
    }

    /// A merged node, or another of which something else is shown, as its own row describes it.
    pub(super) fn own(&self, node: u32) -> Option<&N> {
        self.own.get(&node).map(Arc::as_ref)
    }

    /// The merged nodes, and where each leads in the end.
    pub(super) fn merged(&self) -> impl Iterator<Item = (u32, u32)> {
        self.ends.iter().map(|(node, end)| (*node, *end))
    }

    /// The nodes that are not merged although their rows say so, and the ids that these name.
    pub(super) fn broken(&self) -> impl Iterator<Item = (u32, Uuid)> {
        self.said.iter().filter(|(node, _)| !self.ends.contains_key(node)).map(|(node, id)| (*node, *id))
    }

    /// Estimated bytes on the heap; `own` tells those of a node.
    pub(super) fn heap_bytes(&self, own: impl Fn(&N) -> usize) -> usize {
        let nodes = self.own.values().map(|node| size_of::<N>() + own(node)).sum::<usize>();
        let pairs = self.said.len() * size_of::<(u32, Uuid)>() + self.ends.len() * size_of::<(u32, u32)>();
        nodes + pairs + self.own.len() * size_of::<(u32, usize)>()
    }
}

impl<N: Mergeable> Redirects<N> {
    /// All that it holds, by the id of each node, in words that are alike in all graphs; `id` knows the ids of nodes.
    pub(super) fn told(&self, id: &dyn Fn(u32) -> Uuid) -> BTreeMap<Uuid, String> {
        let nodes: BTreeSet<u32> = self.said.keys().chain(self.own.keys()).copied().collect();
        let told = |node: &u32| format!("{:?} {} {:?}", self.said.get(node), id(self.end(*node)), self.own(*node).map(|own| own.told(id)));
        nodes.iter().map(|node| (id(*node), told(node))).collect()
    }

    /// The slugs of merged nodes, each with the node that it leads to.
    pub(super) fn slugs(&self) -> impl Iterator<Item = (u32, &str)> {
        self.merged().filter_map(|(node, end)| Some((end, self.own(node)?.slug())))
    }

    /// Applies a delta to the nodes of this kind. `held` are those that were shown before it, `find` knows the ordinals of all
    /// nodes before it. Takes time by what changed, and by how many redirects there are if there are any.
    pub(super) fn shifted(self: &Arc<Self>, held: &Chunked<N>, stated: Stated<N>, find: impl Fn(&Uuid) -> Option<u32>) -> Shift<N> {
        let Stated { ids, mut nodes, said: new } = stated;
        if nodes.is_empty() {
            let (gone, moved) = Default::default();
            return Shift { ids, shown: BTreeMap::new(), redirects: Arc::clone(self), gone, moved };
        }
        let gone: FxHashSet<u32> = nodes.iter().filter(|(_, node)| node.is_none()).map(|(node, _)| *node).collect();
        let mut said = self.said.clone();
        said.retain(|node, _| !nodes.contains_key(node));
        said.extend(new);

        let find = |id: &Uuid| ids.get(id).copied().unwrap_or_else(|| find(id));
        let is_like = |one, other| {
            let known = |node| own(&nodes, &self.own, held, node);
            known(one).zip(known(other)).is_some_and(|(one, other)| one.is_like(other))
        };
        let ends = ends(&said, |node, id| find(id).filter(|other| is_like(node, *other)));
        let end = |node| ends.get(&node).copied().unwrap_or(node);
        let merged = self.ends.keys().chain(ends.keys()).copied();
        let moved: FxHashSet<u32> = merged.filter(|node| self.ends.get(node) != ends.get(node)).collect();

        let mut affected: BTreeSet<u32> = nodes.keys().chain(&moved).copied().collect();
        if !(gone.is_empty() && moved.is_empty()) {
            // Nodes do not know who is related to them.
            let relates = |node: &N| node.relations().any(|other| gone.contains(&other) || moved.contains(&other));
            affected.extend(held.iter().filter(|(_, node)| relates(node)).map(|(node, _)| node));
            affected.extend(self.own.iter().filter(|(_, node)| relates(node)).map(|(node, _)| *node));
        }
        let at_ends: Vec<u32> = affected.iter().flat_map(|node| [self.end(*node), end(*node)]).collect();
        affected.extend(at_ends);

        let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (node, end) in ends.iter().filter(|(_, end)| affected.contains(end)) {
            members.entry(*end).or_default().push(*node);
        }
        let stays = |node: u32| (!gone.contains(&node)).then_some(node);
        let (mut shown, mut kept) = (BTreeMap::new(), self.own.clone());
        // Merged nodes first: others take over what they are.
        for node in &affected {
            kept.remove(node);
            if let (true, Some(known)) = (ends.contains_key(node), own(&nodes, &self.own, held, *node)) {
                let mut known = known.alone();
                known.relate(stays);
                kept.insert(*node, Arc::new(known));
            }
        }
        for node in affected {
            if gone.contains(&node) || ends.contains_key(&node) {
                shown.insert(node, None);
                continue;
            }
            let stated = nodes.remove(&node).flatten();
            let Some(mut known) = stated.or_else(|| Some(self.own(node).or_else(|| held.get(node))?.alone())) else { continue };
            known.relate(stays);
            let leads_astray = known.relations().any(|other| end(other) != other);
            let members = members.remove(&node).unwrap_or_default();
            if leads_astray || !members.is_empty() {
                let mut others: Vec<&N> = members.iter().filter_map(|member| kept.get(member).map(Arc::as_ref)).collect();
                others.sort_by_key(|other| other.id());
                let mut all = known.alone();
                all.take_over(&others);
                all.relate(|other| Some(end(other)).filter(|other| *other != node));
                kept.insert(node, Arc::new(std::mem::replace(&mut known, all)));
            }
            shown.insert(node, Some(known));
        }
        let redirects = if self.is_empty() && said.is_empty() { Arc::clone(self) } else { Arc::new(Self { said, ends, own: kept }) };
        Shift { ids, shown, redirects, gone, moved }
    }
}

/// A node as its own row describes it, after a delta that states some nodes. It may lead to nodes that are gone.
fn own<'n, N: Clone>(
    stated: &'n BTreeMap<u32, Option<N>>,
    kept: &'n BTreeMap<u32, Arc<N>>,
    held: &'n Chunked<N>,
    node: u32,
) -> Option<&'n N> {
    match stated.get(&node) {
        Some(stated) => stated.as_ref(),
        None => kept.get(&node).map(Arc::as_ref).or_else(|| held.get(node)),
    }
}

/// Returns the node that each node leads to in the end. Nodes that lead to none, or round in a circle, are left out.
fn ends(said: &BTreeMap<u32, Uuid>, find: impl Fn(u32, &Uuid) -> Option<u32>) -> BTreeMap<u32, u32> {
    let steps: BTreeMap<u32, u32> = said.iter().filter_map(|(node, id)| Some((*node, find(*node, id)?))).collect();
    let mut ends: BTreeMap<u32, Option<u32>> = BTreeMap::new();
    for start in steps.keys() {
        let (mut path, mut next) = (BTreeSet::new(), *start);
        let end = loop {
            match (ends.get(&next), steps.get(&next)) {
                (Some(known), _) => break *known,
                (None, None) => break Some(next),
                (None, Some(_)) if !path.insert(next) => break None,
                (None, Some(other)) => next = *other,
            }
        };
        ends.extend(path.into_iter().map(|node| (node, end)));
    }
    ends.into_iter().filter_map(|(node, end)| Some((node, end?))).collect()
}
