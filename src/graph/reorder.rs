//! What a snapshot keeps about its nodes, brought up to date after they changed: the index, the counts, the orders, the back-links.

use std::cmp::Ordering;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::edits::Changed;
use super::link::{BackLink, Link, Relation};
use super::order::{Kind, Place};
use super::resource::{Edit, ResourceNode};
use super::root::{NEWEST, Root};
use super::snapshot::Snapshot;
use super::sorted::Sorted;

/// A node and where it stands, before or after a change.
type Mover = (u32, Place);

/// A resource and the lists that it comes into, or leaves.
type LinkMover = (Mover, Vec<BackLink>);

impl Snapshot {
    /// Brings up to date what is kept about nodes that have changed since `old`.
    pub(super) fn rearrange(&mut self, old: &Self, changed: &Changed) {
        let (before, now) = (old.entries(changed), self.entries(changed));
        self.index.edit(before, now);
        for node in changed.resources.keys() {
            self.edges.subtract(old.links(*node));
            self.edges.add(self.resources.get(*node).map_or(&[], ResourceNode::links));
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

    /// What the changed nodes can be found by.
    fn entries(&self, changed: &Changed) -> Vec<u64> {
        let resources = changed.resources.iter().filter(|(_, edit)| !matches!(edit, Edit::Links(_)));
        let resources = resources.filter_map(|(node, _)| Some(self.resources.get(*node)?.entries(*node)));
        let agents = changed.agents.iter().filter_map(|node| Some(self.agents.get(*node)?.entries(*node)));
        let keywords = changed.keywords.iter().filter_map(|node| Some(self.keywords.get(*node)?.entries(*node)));
        let collections = changed.collections.iter().filter_map(|node| Some(self.collections.get(*node)?.entries(*node)));
        resources.flatten().chain(agents.chain(keywords).chain(collections).flatten()).collect()
    }

    /// Moves changed nodes to where they belong now.
    fn reorder(&mut self, old: &Self, root: Root, nodes: &[u32]) {
        let (kind, order) = (root.kind(), root.order());
        let (mut leaving, mut coming) = (Vec::new(), Vec::new());
        for node in nodes {
            let was = root.holds(old, *node).then(|| (*node, old.place(kind, order, *node)));
            let is = root.holds(self, *node);
            if is && was.as_ref().is_some_and(|(node, place)| self.compare(kind, order, *node, place).is_eq()) {
                continue;
            }
            leaving.extend(was);
            coming.extend(is.then(|| (*node, self.place(kind, order, *node))));
        }
        if leaving.is_empty() && coming.is_empty() {
            return;
        }
        coming.sort_unstable_by(|(node, _), (_, place)| self.compare(kind, order, *node, place));
        let mut list = std::mem::take(self.root_mut(root).nodes_mut());
        take_out(&mut list, &leaving.iter().collect::<Vec<_>>(), |node, place| old.compare(kind, order, node, place));
        put_in(&mut list, &coming.iter().collect::<Vec<_>>(), |node, place| self.compare(kind, order, node, place));
        *self.root_mut(root).nodes_mut() = list;
    }

    /// Brings the lists of resources up to date that agents and keywords keep.
    fn relink(&mut self, old: &Self, resources: impl Iterator<Item = u32>) {
        let (mut leaving, mut coming): (Vec<LinkMover>, Vec<LinkMover>) = (Vec::new(), Vec::new());
        for node in resources {
            let mover = |snapshot: &Self| snapshot.resources.get(node).map(|_| (node, snapshot.place(Kind::Resource, NEWEST, node)));
            let (was, is) = (mover(old), mover(self));
            let (mut before, mut now) = (BackLink::of(old.links(node)), BackLink::of(self.links(node)));
            if was == is {
                let all = before.clone();
                before.retain(|list| now.binary_search(list).is_err());
                now.retain(|list| all.binary_search(list).is_err());
            }
            leaving.extend(was.map(|mover| (mover, before)));
            coming.extend(is.map(|mover| (mover, now)));
            self.forget_funders(old, node);
        }
        coming.sort_unstable_by(|((node, _), _), ((_, place), _)| self.compare(Kind::Resource, NEWEST, *node, place));
        for (list, movers) in by_list(&leaving) {
            self.edit_list(list, |nodes, _| take_out(nodes, &movers, |node, place| old.compare(Kind::Resource, NEWEST, node, place)));
        }
        for (list, movers) in by_list(&coming) {
            self.edit_list(list, |nodes, new| put_in(nodes, &movers, |node, place| new.compare(Kind::Resource, NEWEST, node, place)));
        }
    }

    fn edit_list(&mut self, list: BackLink, edit: impl FnOnce(&mut Sorted<u32>, &Self)) {
        let Some(mut nodes) = self.back_link_mut(list).map(std::mem::take) else { return };
        edit(&mut nodes, self);
        if let Some(slot) = self.back_link_mut(list) {
            *slot = nodes;
        }
    }

    /// Forgets how many agents paid for the resources of a resource's keywords, when others pay for it now.
    fn forget_funders(&mut self, old: &Self, resource: u32) {
        let fundings = |link: &&Link| matches!(link.relation(), Relation::Funding(_));
        if old.links(resource).iter().filter(fundings).eq(self.links(resource).iter().filter(fundings)) {
            return;
        }
        let keywords: Vec<u32> = self.resources.get(resource).map(|resource| resource.subjects().collect()).unwrap_or_default();
        for keyword in keywords {
            if self.keywords.get(keyword).is_some_and(|keyword| keyword.funders.get().is_some())
                && let Some(keyword) = self.keywords.get_mut(keyword)
            {
                keyword.funders = OnceLock::new();
            }
        }
    }
}

/// Which nodes move in each list, in the order in which they were given.
fn by_list(movers: &[LinkMover]) -> FxHashMap<BackLink, Vec<&Mover>> {
    let mut lists: FxHashMap<BackLink, Vec<&Mover>> = FxHashMap::default();
    for (mover, of) in movers {
        for list in of {
            lists.entry(*list).or_default().push(mover);
        }
    }
    lists
}

/// Takes nodes out of a list; `compare` tells where a node of the list stands, seen from a place.
fn take_out(list: &mut Sorted<u32>, movers: &[&Mover], compare: impl Fn(u32, &Place) -> Ordering) {
    let mut places: Vec<usize> = movers.iter().filter_map(|(_, place)| list.search(|node| compare(node, place)).ok()).collect();
    places.sort_unstable();
    list.remove(&places);
}

/// Puts nodes, which ascend, into a list.
fn put_in(list: &mut Sorted<u32>, movers: &[&Mover], compare: impl Fn(u32, &Place) -> Ordering) {
    let place = |mover: &&Mover| {
        let (Ok(place) | Err(place)) = list.search(|node| compare(node, &mover.1));
        (place, mover.0)
    };
    let items: Vec<(usize, u32)> = movers.iter().map(place).collect();
    list.insert(&items);
}
