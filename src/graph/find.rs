//! Finds nodes by what they are known by. Where several fit that should be unique, the one with the smallest id is found. For a merged node
//! the node that it leads to is found.

use std::cmp::Ordering;

use entity::vocabulary::AgentKind;
use uuid::Uuid;

use super::Graph;
use super::agent::AgentNode;
use super::collation::Text;
use super::collection::CollectionNode;
use super::index::Key;
use super::keyword::KeywordNode;
use super::order::Kind;
use super::resource::ResourceNode;
use super::root::Root;
use super::snapshot::Snapshot;
use crate::identifier::Identifier;
use crate::name;

impl Snapshot {
    pub(super) fn find_resource(&self, id: &Uuid) -> Option<u32> {
        self.index.candidates(Key::Resource(id)).find(|node| self.resources.get(*node).is_some_and(|resource| resource.id() == *id))
    }

    /// The agent with this ordinal; a merged one as its own row describes it.
    pub(super) fn agent(&self, node: u32) -> Option<&AgentNode> {
        self.agents.get(node).or_else(|| self.merged_agents.own(node))
    }

    /// The keyword with this ordinal; a merged one as its own row describes it.
    pub(super) fn keyword(&self, node: u32) -> Option<&KeywordNode> {
        self.keywords.get(node).or_else(|| self.merged_keywords.own(node))
    }

    /// The ordinal of the agent with this very id, be it merged or not.
    pub(super) fn agent_ordinal(&self, id: &Uuid) -> Option<u32> {
        self.index.candidates(Key::Agent(id)).find(|node| self.agent(*node).is_some_and(|agent| agent.id() == *id))
    }

    /// The ordinal of the keyword with this very id, be it merged or not.
    pub(super) fn keyword_ordinal(&self, id: &Uuid) -> Option<u32> {
        self.index.candidates(Key::Keyword(id)).find(|node| self.keyword(*node).is_some_and(|keyword| keyword.id() == *id))
    }

    /// The agent with this id, or the one that it leads to.
    pub(super) fn find_agent(&self, id: &Uuid) -> Option<u32> {
        self.agent_ordinal(id).map(|node| self.merged_agents.end(node))
    }

    /// The keyword with this id, or the one that it leads to.
    pub(super) fn find_keyword(&self, id: &Uuid) -> Option<u32> {
        self.keyword_ordinal(id).map(|node| self.merged_keywords.end(node))
    }

    pub(super) fn find_collection(&self, id: &Uuid) -> Option<u32> {
        self.index.candidates(Key::Collection(id)).find(|node| self.collections.get(*node).is_some_and(|collection| collection.id() == *id))
    }

    fn agents(&self, key: Key<'_>, is_it: impl Fn(&AgentNode) -> bool) -> Vec<u32> {
        let found = self.index.candidates(key).filter(|node| self.agent(*node).is_some_and(&is_it));
        self.by_id(Kind::Agent, found.map(|node| self.merged_agents.end(node)))
    }

    fn keywords(&self, key: Key<'_>, is_it: impl Fn(&KeywordNode) -> bool) -> Vec<u32> {
        let found = self.index.candidates(key).filter(|node| self.keyword(*node).is_some_and(&is_it));
        self.by_id(Kind::Keyword, found.map(|node| self.merged_keywords.end(node)))
    }

    /// The nodes of an order by title that have this title.
    fn titled<'g>(&'g self, root: Root, title: &str, title_of: impl Fn(u32) -> &'g str) -> impl Iterator<Item = u32> {
        let (text, nodes) = (Text::new(title), self.root(root).nodes());
        let start = nodes.search(|node| text.weight_of(title_of(node)).then(Ordering::Greater)).unwrap_or_else(|place| place);
        nodes.iter_from(start).take_while(move |node| text.weight_of(title_of(*node)).is_eq())
    }

    fn by_id(&self, kind: Kind, nodes: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut nodes: Vec<u32> = nodes.collect();
        nodes.sort_by_key(|node| self.id(kind, *node));
        nodes.dedup();
        nodes
    }
}

impl Graph {
    /// The resource with this public id.
    pub fn find_resource(&self, id: &Uuid) -> Option<u32> {
        self.snapshot().find_resource(id)
    }

    /// The organization or person with this public id, or the one that it was merged into.
    pub fn find_agent(&self, id: &Uuid) -> Option<u32> {
        self.snapshot().find_agent(id)
    }

    /// The keyword with this public id, or the one that it was merged into.
    pub fn find_keyword(&self, id: &Uuid) -> Option<u32> {
        self.snapshot().find_keyword(id)
    }

    /// The collection with this public id.
    pub fn find_collection(&self, id: &Uuid) -> Option<u32> {
        self.snapshot().find_collection(id)
    }

    /// The resource with this slug.
    pub fn resource_by_slug(&self, slug: &str) -> Option<u32> {
        let candidates = self.snapshot().index.candidates(Key::ResourceSlug(slug));
        let found = candidates.filter(|node| self.resource(*node).is_some_and(|resource| resource.slug() == slug));
        found.min_by_key(|node| self.resource(*node).map(ResourceNode::id))
    }

    /// The resources with this title as lists by title compare, by title: case, accents and leading signs make no difference.
    pub fn resources_titled(&self, title: &str) -> impl Iterator<Item = u32> {
        self.snapshot().titled(Root::Titles, title, |node| self.resource(node).map_or("", ResourceNode::title))
    }

    /// The collections with this title, as for resources.
    pub fn collections_titled(&self, title: &str) -> impl Iterator<Item = u32> {
        self.snapshot().titled(Root::Collections, title, |node| self.collection(node).map_or("", CollectionNode::title))
    }

    /// The organization or person with this slug.
    pub fn agent_by_slug(&self, kind: AgentKind, slug: &str) -> Option<u32> {
        let is_it = |agent: &AgentNode| agent.kind() == kind && agent.slug() == slug;
        self.snapshot().agents(Key::AgentSlug(kind, slug), is_it).first().copied()
    }

    /// The keyword with this slug.
    pub fn keyword_by_slug(&self, slug: &str) -> Option<u32> {
        self.snapshot().keywords(Key::KeywordSlug(slug), |keyword| keyword.slug() == slug).first().copied()
    }

    /// The collection with this slug.
    pub fn collection_by_slug(&self, slug: &str) -> Option<u32> {
        let candidates = self.snapshot().index.candidates(Key::CollectionSlug(slug));
        let found = candidates.filter(|node| self.collection(*node).is_some_and(|collection| collection.slug() == slug));
        found.min_by_key(|node| self.collection(*node).map(CollectionNode::id))
    }

    /// The organizations or persons that go by this name, alias or acronym, as `name::key` compares them, by id. None for an empty name.
    pub fn agents_by_name(&self, kind: AgentKind, name: &str) -> Vec<u32> {
        let key = name::key(name);
        if key.is_empty() {
            return Vec::new();
        }
        self.snapshot().agents(Key::AgentName(kind, &key), |agent| agent.kind() == kind && agent.is_called(&key))
    }

    /// The organization or person with this identifier.
    pub fn agent_by_identifier(&self, kind: AgentKind, identifier: &Identifier) -> Option<u32> {
        let is_it = |agent: &AgentNode| agent.kind() == kind && agent.identifiers().contains(identifier);
        self.snapshot().agents(Key::AgentIdentifier(kind, identifier), is_it).first().copied()
    }

    /// The keywords with this skos:prefLabel or skos:altLabel, as `name::key` compares them, by id. None for an empty label.
    pub fn keywords_by_label(&self, label: &str) -> Vec<u32> {
        let key = name::key(label);
        if key.is_empty() {
            return Vec::new();
        }
        self.snapshot().keywords(Key::KeywordLabel(&key), |keyword| keyword.is_called(&key))
    }

    /// The keyword with this address, character by character.
    pub fn keyword_by_uri(&self, uri: &str) -> Option<u32> {
        self.snapshot().keywords(Key::KeywordUri(uri), |keyword| keyword.uri() == Some(uri)).first().copied()
    }
}
