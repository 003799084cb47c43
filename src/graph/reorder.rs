//! What a snapshot keeps about its nodes, brought up to date after they changed: the index, the counts, the orders, the back-links.

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};

use super::edits::Changed;
use super::link::{BackLink, Link};
use super::order::Kind;
use super::resource::{Edit, ResourceNode};
use super::root::{NEWEST, Root};
use super::snapshot::Snapshot;
use super::sorted::Sorted;

/// Reading so many items of a list costs as much as finding one of them by comparing nodes.
const SEARCH: usize = 1024;

/// A resource and the lists that it comes into, or leaves.
type Mover = (u32, Vec<BackLink>);

impl Snapshot {
    /// Brings up to date what is kept about nodes that have changed since `old`.
    pub(super) fn rearrange(&mut self, old: &Self, changed: &Changed) {
        let (before, now) = (old.entries(changed), self.entries(changed));
        self.index.edit(before, now);
        for node in changed.resources.keys() {
            self.edges.subtract(old.links(*node));
            let now = self.resources.get(*node).map_or(&[][..], ResourceNode::links);
            self.edges.add(now);
        }
        let described = changed.resources.iter().filter(|(_, edit)| !matches!(edit, Edit::Links(_))).map(|(node, _)| *node);
        let resources: Vec<u32> = described.collect();
        for root in Root::ALL {
            let nodes = match root.kind() {
                Kind::Resource => &resources,
                Kind::Agent => &changed.agents,
                Kind::Keyword => &changed.keywords,
                Kind::Collection => &changed.collections,
            };
            self.reorder(old, root, nodes);
        }
        self.relink(old, changed.resources.keys().copied());
    }

    fn links(&self, resource: u32) -> &[Link] {
        self.resources.get(resource).map_or(&[], |resource| resource.links())
    }

    /// Returns the entries of the index under which the changed nodes are found.
    fn entries(&self, changed: &Changed) -> Vec<u64> {
        let resources = changed.resources.iter().filter(|(_, edit)| !matches!(edit, Edit::Links(_)));
        let resources = resources.filter_map(|(node, _)| Some(self.resources.get(*node)?.entries(*node)));
        let agents = changed.agents.iter().filter_map(|node| Some(self.agent(*node)?.entries(*node)));
        let keywords = changed.keywords.iter().filter_map(|node| Some(self.keyword(*node)?.entries(*node)));
        let collections = changed.collections.iter().filter_map(|node| Some(self.collections.get(*node)?.entries(*node)));
        resources.flatten().chain(agents.chain(keywords).chain(collections).flatten()).collect()
    }

    /// Moves changed nodes to where they belong now.
    fn reorder(&mut self, old: &Self, root: Root, nodes: &[u32]) {
        let (kind, order) = (root.kind(), root.order());
        let stays = |node: u32| order.iter().all(|by| old.value(kind, by.key, node) == self.value(kind, by.key, node));
        let (mut leaving, mut coming) = (Vec::new(), Vec::new());
        for node in nodes {
            let (was, is) = (root.holds(old, *node), root.holds(self, *node));
            if !(was && is && stays(*node)) {
                leaving.extend(was.then_some(*node));
                coming.extend(is.then_some(*node));
            }
        }
        if leaving.is_empty() && coming.is_empty() {
            return;
        }
        let mut list = std::mem::take(self.root_mut(root).nodes_mut());
        take_out(&mut list, &leaving, |node| old.place(kind, order, node), |node, place| old.compare(kind, order, node, place));
        if root == Root::Newest && coming.len() > list.len() / SEARCH {
            let titles = self.root(Root::Titles).ranks();
            let year = |node| self.resources.get(node).and_then(ResourceNode::year);
            let place = |node| (year(node).map_or(i64::MAX, |year| -i64::from(year)), titles.get(node as usize));
            put_in(&mut list, &coming, place, |node, other| place(node).cmp(other));
        } else {
            put_in(&mut list, &coming, |node| self.place(kind, order, node), |node, place| self.compare(kind, order, node, place));
        }
        *self.root_mut(root).nodes_mut() = list;
    }

    /// Brings the lists of resources up to date that agents and keywords keep.
    fn relink(&mut self, old: &Self, resources: impl Iterator<Item = u32>) {
        let (mut leaving, mut coming): (Vec<Mover>, Vec<Mover>) = (Vec::new(), Vec::new());
        for node in resources {
            let (mut before, mut now) = (BackLink::of(old.links(node)), BackLink::of(self.links(node)));
            self.recount_funders(old, node);
            if NEWEST.iter().all(|by| old.value(Kind::Resource, by.key, node) == self.value(Kind::Resource, by.key, node)) {
                let all = before.clone();
                before.retain(|list| now.binary_search(list).is_err());
                now.retain(|list| all.binary_search(list).is_err());
            }
            leaving.push((node, before));
            coming.push((node, now));
        }
        let newest = self.root(Root::Newest).clone();
        let ranks = (coming.len() > newest.nodes().len() / SEARCH).then(|| newest.ranks());
        let kind = Kind::Resource;
        for (list, nodes) in by_list(leaving) {
            self.edit_list(list, |list, _| {
                take_out(list, &nodes, |node| old.place(kind, NEWEST, node), |node, place| old.compare(kind, NEWEST, node, place));
            });
        }
        for (list, nodes) in by_list(coming) {
            self.edit_list(list, |list, new| match ranks {
                Some(ranks) => put_in(list, &nodes, |node| ranks.get(node as usize), |node, rank| ranks.get(node as usize).cmp(rank)),
                None => put_in(list, &nodes, |node| new.place(kind, NEWEST, node), |node, place| new.compare(kind, NEWEST, node, place)),
            });
        }
    }

    fn edit_list(&mut self, list: BackLink, edit: impl FnOnce(&mut Sorted<u32>, &Self)) {
        let Some(mut nodes) = self.back_link_mut(list).map(std::mem::take) else { return };
        edit(&mut nodes, self);
        if let Some(slot) = self.back_link_mut(list) {
            *slot = nodes;
        }
    }

    /// Counts anew who paid for a resource among those who paid for the resources of its keywords.
    fn recount_funders(&mut self, old: &Self, resource: u32) {
        let (before, now) = (old.funders_of(resource), self.funders_of(resource));
        let keywords = |snapshot: &Self| snapshot.resources.get(resource).map_or_else(Vec::new, |resource| resource.subjects().collect());
        let (left, came): (Vec<u32>, Vec<u32>) = (keywords(old), keywords(self));
        if before == now && left == came {
            return;
        }
        for keyword in left {
            if let Some(keyword) = self.keywords.get_mut(keyword) {
                keyword.lose_funders(&before);
            }
        }
        for keyword in came {
            if let Some(keyword) = self.keywords.get_mut(keyword) {
                keyword.gain_funders(&now);
            }
        }
    }

    /// Returns the agents that paid for a resource, each once.
    pub(super) fn funders_of(&self, resource: u32) -> Vec<u32> {
        let mut agents: Vec<u32> =
            self.resources.get(resource).map_or_else(Vec::new, |resource| resource.fundings().map(|(agent, _)| agent).collect());
        agents.sort_unstable();
        agents.dedup();
        agents
    }
}

/// Which nodes move in each list.
fn by_list(movers: Vec<Mover>) -> FxHashMap<BackLink, Vec<u32>> {
    let mut lists: FxHashMap<BackLink, Vec<u32>> = FxHashMap::default();
    for (node, of) in movers {
        for list in of {
            lists.entry(list).or_default().push(node);
        }
    }
    lists
}

/// Takes nodes out of a list. `place` tells where a node stands, `compare` where a node of the list stands seen from there.
fn take_out<P>(list: &mut Sorted<u32>, nodes: &[u32], place: impl Fn(u32) -> P, compare: impl Fn(u32, &P) -> Ordering) {
    let mut places: Vec<usize> = if nodes.len() > list.len() / SEARCH {
        let nodes: FxHashSet<u32> = nodes.iter().copied().collect();
        list.iter().enumerate().filter(|(_, node)| nodes.contains(node)).map(|(place, _)| place).collect()
    } else {
        let places = nodes.iter().map(|node| place(*node));
        places.filter_map(|place| list.search(|node| compare(node, &place)).ok()).collect()
    };
    places.sort_unstable();
    list.remove(&places);
}

/// Puts nodes into a list. `place` tells where a node stands, `compare` where a node of the list stands seen from there.
fn put_in<P>(list: &mut Sorted<u32>, nodes: &[u32], place: impl Fn(u32) -> P, compare: impl Fn(u32, &P) -> Ordering) {
    let mut movers: Vec<(u32, P)> = nodes.iter().map(|node| (*node, place(*node))).collect();
    movers.sort_unstable_by(|(node, _), (_, place)| compare(*node, place));
    let place = |(node, place): &(u32, P)| {
        let (Ok(at) | Err(at)) = list.search(|other| compare(other, place));
        (at, *node)
    };
    let items: Vec<(usize, u32)> = movers.iter().map(place).collect();
    list.insert(&items);
}
