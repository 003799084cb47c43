//! Applies a delta to resources and collections. Links to nodes that it removes are dropped, links to nodes that it merges lead to others.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use uuid::Uuid;

use super::agent::AgentNode;
use super::apply::Named;
use super::collection::CollectionNode;
use super::keyword::KeywordNode;
use super::link::{Link, Relation};
use super::redirect::Shift;
use super::resource::{Draft, Edit, Links, ResourceNode};
use super::snapshot::Snapshot;
use crate::model::{CollectionRow, ResourceRow};

/// The ordinals of all nodes that a delta changes, new ones and removed ones included.
pub(super) struct Changed {
    /// Those of which something else is shown.
    pub(super) agents: Vec<u32>,
    /// Those of which something else is shown.
    pub(super) keywords: Vec<u32>,
    /// Those that a row described, and those that lost an item.
    pub(super) collections: Vec<u32>,
    /// Those that a row described, and those whose edges changed.
    pub(super) resources: BTreeMap<u32, Edit>,
}

/// Collections as they are now, none for those that are gone.
type Collections = BTreeMap<u32, Option<CollectionNode>>;

impl Snapshot {
    /// Returns the edits of resources and of collections.
    pub(super) fn edits(
        &self,
        resources: Named<ResourceRow>,
        collections: Named<CollectionRow>,
        agents: &Shift<AgentNode>,
        keywords: &Shift<KeywordNode>,
    ) -> (BTreeMap<u32, Edit>, Collections) {
        let collections = self.edited_collections(&resources, collections);
        let memberships = Memberships::new(self, &collections);
        let find_agent = |id: &Uuid| agents.find(id, |id| self.agent_ordinal(id));
        let find_keyword = |id: &Uuid| keywords.find(id, |id| self.keyword_ordinal(id));
        let end = |link: Link| match link.relation() {
            Relation::Contribution(_) | Relation::Funding(_) => link.to(agents.redirects.end(link.node())),
            Relation::Subject => link.to(keywords.redirects.end(link.node())),
            Relation::Item => link,
        };
        let edit = |(node, row): (u32, Option<ResourceRow>)| {
            let edit = row.map_or(Edit::Gone, |row| {
                let mut draft = Draft::new(row, find_agent, find_keyword, end);
                draft.links.shown.extend(memberships.of(node));
                Edit::Whole(draft)
            });
            (node, edit)
        };
        let mut edits: BTreeMap<u32, Edit> = resources.rows.into_iter().map(edit).collect();
        let is_kept = |link: &Link| match link.relation() {
            Relation::Contribution(_) | Relation::Funding(_) => !agents.is_gone(link.node()),
            Relation::Subject => !keywords.is_gone(link.node()),
            Relation::Item => false,
        };
        for node in self.turned(agents, keywords).into_iter().chain(memberships.changed()) {
            if let Some(resource) = self.resources.get(node) {
                edits.entry(node).or_insert_with(|| {
                    let named = self.named(node, resource).iter().copied().filter(is_kept).collect();
                    let mut links = Links::new(named, end);
                    links.shown.extend(memberships.of(node));
                    Edit::Links(links)
                });
            }
        }
        (edits, collections)
    }

    /// The links of a resource as its sources name them. Those to collections may be among them, or not.
    fn named<'s>(&'s self, node: u32, resource: ResourceNode<'s>) -> &'s [Link] {
        let named = self.resources.named(node);
        if named.is_empty() { resource.links() } else { named }
    }

    fn edited_collections(&self, resources: &Named<ResourceRow>, collections: Named<CollectionRow>) -> Collections {
        let find_resource = |id: &Uuid| resources.find(id, |id| self.find_resource(id));
        let new = |row| CollectionNode::new(row, find_resource);
        let mut edited: Collections = collections.rows.into_iter().map(|(node, row)| (node, row.map(new))).collect();
        for resource in resources.gone().filter_map(|resource| self.resources.get(resource)) {
            for node in resource.collections() {
                let retained = || Some(self.collections.get(node)?.retained(|resource| !resources.is_gone(resource)));
                edited.entry(node).or_insert_with(retained);
            }
        }
        edited
    }

    /// The resources that name an agent or a keyword which is gone, or leads somewhere else than before.
    fn turned(&self, agents: &Shift<AgentNode>, keywords: &Shift<KeywordNode>) -> FxHashSet<u32> {
        // They stand in the lists of the node to which the name led until now.
        let ends: FxHashSet<u32> = agents.turned().map(|node| self.merged_agents.end(node)).collect();
        let lists = ends.into_iter().filter_map(|node| self.agents.get(node)).flat_map(AgentNode::lists);
        let of_agents = lists.flat_map(|(_, resources)| resources.iter());
        let ends: FxHashSet<u32> = keywords.turned().map(|node| self.merged_keywords.end(node)).collect();
        let of_keywords = ends.into_iter().filter_map(|node| self.keywords.get(node)).flat_map(|keyword| keyword.tagged.iter());
        let mut resources: FxHashSet<u32> = of_agents.chain(of_keywords).collect();
        resources.retain(|node| {
            let Some(resource) = self.resources.get(*node) else { return false };
            self.named(*node, resource).iter().any(|link| match link.relation() {
                Relation::Contribution(_) | Relation::Funding(_) => agents.is_turned(link.node()),
                Relation::Subject => keywords.is_turned(link.node()),
                Relation::Item => false,
            })
        });
        resources
    }
}

/// Which resources the collections hold that changed.
struct Memberships<'a> {
    old: &'a Snapshot,
    edited: &'a Collections,
    /// Pairs of resource and collection, ascending.
    before: Vec<(u32, u32)>,
    now: Vec<(u32, u32)>,
}

impl<'a> Memberships<'a> {
    fn new(old: &'a Snapshot, edited: &'a Collections) -> Self {
        let pairs = |find: &dyn Fn(u32) -> Option<&'a CollectionNode>| {
            let items = edited.keys().flat_map(|node| {
                find(*node).into_iter().flat_map(|collection| collection.items().iter().map(|item| (item.resource, *node)))
            });
            let mut pairs: Vec<(u32, u32)> = items.collect();
            pairs.sort_unstable();
            pairs
        };
        Self { old, edited, before: pairs(&|node| old.collections.get(node)), now: pairs(&|node| edited.get(&node)?.as_ref()) }
    }

    /// The collections that hold a resource now.
    fn of(&self, resource: u32) -> impl Iterator<Item = Link> {
        let kept = self.old.resources.get(resource).into_iter().flat_map(ResourceNode::collections);
        let kept = kept.filter(|collection| !self.edited.contains_key(collection));
        let from = self.now.partition_point(|(other, _)| *other < resource);
        let now = self.now.iter().skip(from).take_while(move |(other, _)| *other == resource).map(|(_, collection)| *collection);
        kept.chain(now).map(|collection| Link::new(Relation::Item, collection))
    }

    /// The resources that came into a collection, or left one.
    fn changed(&self) -> impl Iterator<Item = u32> {
        let came = self.now.iter().filter(|pair| self.before.binary_search(pair).is_err());
        let left = self.before.iter().filter(|pair| self.now.binary_search(pair).is_err());
        came.chain(left).map(|(resource, _)| *resource)
    }
}
