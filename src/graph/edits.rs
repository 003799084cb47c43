//! What a delta makes of resources and collections, which lose what others of its nodes were to them.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use uuid::Uuid;

use super::apply::Named;
use super::collection::CollectionNode;
use super::link::{Link, Relation};
use super::resource::{Draft, Edit, ResourceNode};
use super::row::{AgentRow, CollectionRow, KeywordRow, ResourceRow};
use super::snapshot::Snapshot;

/// The ordinals of all nodes that a delta changes, new ones and removed ones included.
pub(super) struct Changed {
    /// Those that a row described.
    pub(super) agents: Vec<u32>,
    /// Those that a row described.
    pub(super) keywords: Vec<u32>,
    /// Those that a row described, and those that lost an item.
    pub(super) collections: Vec<u32>,
    /// Those that a row described, and those whose edges changed.
    pub(super) resources: BTreeMap<u32, Edit>,
}

/// Collections as they are now, none for those that are gone.
type Collections = BTreeMap<u32, Option<CollectionNode>>;

impl Snapshot {
    /// What becomes of resources and of collections.
    pub(super) fn edits(
        &self,
        resources: Named<ResourceRow>,
        collections: Named<CollectionRow>,
        agents: &Named<AgentRow>,
        keywords: &Named<KeywordRow>,
    ) -> (BTreeMap<u32, Edit>, Collections) {
        let collections = self.edited_collections(&resources, collections);
        let memberships = Memberships::new(self, &collections);
        let find_agent = |id: &Uuid| agents.find(id, |id| self.find_agent(id));
        let find_keyword = |id: &Uuid| keywords.find(id, |id| self.find_keyword(id));
        let edit = |(node, row): (u32, Option<ResourceRow>)| {
            let edit = row.map_or(Edit::Gone, |row| {
                let mut draft = Draft::new(row, find_agent, find_keyword);
                draft.links.extend(memberships.of(node));
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
        for node in self.bereft(agents, keywords).into_iter().chain(memberships.changed()) {
            if let Some(resource) = self.resources.get(node) {
                edits.entry(node).or_insert_with(|| {
                    let links = resource.links().iter().copied().filter(is_kept);
                    Edit::Links(links.chain(memberships.of(node)).collect())
                });
            }
        }
        (edits, collections)
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

    /// The resources that lose an agent or a keyword because it is gone.
    fn bereft(&self, agents: &Named<AgentRow>, keywords: &Named<KeywordRow>) -> FxHashSet<u32> {
        let agents = agents.gone().filter_map(|node| self.agents.get(node));
        let keywords = keywords.gone().filter_map(|node| self.keywords.get(node));
        let of_agents = agents.flat_map(|agent| agent.lists().flat_map(|(_, resources)| resources.iter()));
        of_agents.chain(keywords.flat_map(|keyword| keyword.tagged.iter())).collect()
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
