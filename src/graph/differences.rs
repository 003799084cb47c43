//! How two graphs differ, for whoever checks one against another.

use uuid::Uuid;

use super::Graph;
use super::order::Kind;
use super::root::Root;
use super::snapshot::Snapshot;
use super::sorted::Sorted;

/// The most differences that are told.
const MOST: usize = 100;

/// How many characters of a value are told.
const LONGEST: usize = 300;

/// What there is to say of a node: each fact with its name. Equal nodes have equal facts.
type Facts = Vec<(String, String)>;

impl Graph {
    /// The first 100 differences to another graph, in plain words, by public ids; none when both answer everything alike. Walks both.
    ///
    /// Versions are not compared.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let (this, other) = (self.snapshot(), other.snapshot());
        let kinds = [
            (Kind::Resource, "resource", this.resources.len(), other.resources.len()),
            (Kind::Agent, "agent", this.agents.len(), other.agents.len()),
            (Kind::Keyword, "keyword", this.keywords.len(), other.keywords.len()),
            (Kind::Collection, "collection", this.collections.len(), other.collections.len()),
        ];
        let nodes = kinds.into_iter().flat_map(|(kind, noun, here, there)| {
            let ours = (0..here).flat_map(move |node| this.node_differences(other, kind, noun, node));
            ours.chain((0..there).filter_map(move |node| {
                let id = other.held(kind, node)?;
                this.find(kind, &id).is_none().then(|| format!("{noun} {id} is only there"))
            }))
        });
        let orders = Root::ALL.into_iter().filter_map(|root| {
            let ids = |snapshot: &Snapshot| snapshot.ids(root.kind(), snapshot.root(root).nodes());
            (ids(this) != ids(other)).then(|| format!("the order {root:?} is another"))
        });
        let (here, there) = (this.counts(), other.counts());
        let counts = (here != there).then(|| format!("{here:?} here, {there:?} there"));
        nodes.chain(orders).chain(counts).take(MOST).collect()
    }
}

impl Snapshot {
    fn node_differences(&self, other: &Self, kind: Kind, noun: &'static str, node: u32) -> Vec<String> {
        let Some(id) = self.held(kind, node) else { return Vec::new() };
        if self.find(kind, &id) != Some(node) {
            return vec![format!("{noun} {id} is not found here")];
        }
        let Some(there) = other.find(kind, &id) else { return vec![format!("{noun} {id} is only here")] };
        let (ours, theirs) = (self.facts(kind, node), other.facts(kind, there));
        let only = |one: &Facts, two: &Facts, place| {
            let missing = one.iter().filter(|fact| !two.contains(fact));
            missing.map(|(name, value)| format!("{noun} {id}: {name} is {value:.LONGEST$} {place} only")).collect::<Vec<String>>()
        };
        let mut told = only(&ours, &theirs, "here");
        told.extend(only(&theirs, &ours, "there"));
        told
    }

    fn find(&self, kind: Kind, id: &Uuid) -> Option<u32> {
        match kind {
            Kind::Resource => self.find_resource(id),
            Kind::Agent => self.find_agent(id),
            Kind::Keyword => self.find_keyword(id),
            Kind::Collection => self.find_collection(id),
        }
    }

    fn ids(&self, kind: Kind, nodes: &Sorted<u32>) -> Vec<Uuid> {
        nodes.iter().map(|node| self.id(kind, node)).collect()
    }

    fn facts(&self, kind: Kind, node: u32) -> Facts {
        let facts = match kind {
            Kind::Resource => self.resource_facts(node),
            Kind::Agent => self.agent_facts(node),
            Kind::Keyword => self.keyword_facts(node),
            Kind::Collection => self.collection_facts(node),
        };
        facts.unwrap_or_default()
    }

    fn resource_facts(&self, node: u32) -> Option<Facts> {
        let resource = self.resources.get(node)?;
        let agents = |edges: Vec<(u32, &'static str)>| {
            edges.into_iter().map(|(agent, says)| (self.id(Kind::Agent, agent), says)).collect::<Vec<_>>()
        };
        let contributions = agents(resource.contributions().map(|(agent, role)| (agent, role.as_str())).collect());
        let fundings = agents(resource.fundings().map(|(agent, kind)| (agent, kind.as_str())).collect());
        let keywords: Vec<Uuid> = resource.subjects().map(|keyword| self.id(Kind::Keyword, keyword)).collect();
        let mut collections: Vec<Uuid> = resource.collections().map(|collection| self.id(Kind::Collection, collection)).collect();
        collections.sort_unstable();
        Some(vec![
            fact("slug", resource.slug()),
            fact("title", resource.title()),
            fact("year", resource.year()),
            fact("format", resource.format()),
            fact("created at", resource.created_at()),
            fact("updated at", resource.updated_at()),
            fact("contributions", contributions),
            fact("fundings", fundings),
            fact("keywords", keywords),
            fact("collections", collections),
        ])
    }

    fn agent_facts(&self, node: u32) -> Option<Facts> {
        let agent = self.agents.get(node)?;
        let mut facts = vec![fact("row", agent.row())];
        for (list, resources) in agent.lists().filter(|(_, resources)| !resources.is_empty()) {
            facts.push(fact(list.name(), self.ids(Kind::Resource, resources)));
        }
        Some(facts)
    }

    fn keyword_facts(&self, node: u32) -> Option<Facts> {
        let keyword = self.keywords.get(node)?;
        let ids = |nodes: &[u32]| nodes.iter().map(|node| self.id(Kind::Keyword, *node)).collect::<Vec<Uuid>>();
        let mut narrower = ids(&keyword.narrower);
        narrower.sort_unstable();
        Some(vec![
            fact("slug", keyword.slug()),
            fact("label", keyword.label()),
            fact("other labels", keyword.alt_labels()),
            fact("uri", keyword.uri()),
            fact("broader", ids(keyword.broader())),
            fact("related", ids(keyword.related())),
            fact("narrower", narrower),
            fact("resources", self.ids(Kind::Resource, &keyword.tagged)),
            fact("funders", self.funder_count(keyword)),
        ])
    }

    fn collection_facts(&self, node: u32) -> Option<Facts> {
        let collection = self.collections.get(node)?;
        let section = |place: Option<u32>| place.and_then(|place| collection.sections().get(place as usize));
        let items = collection.items().iter().map(|item| (self.id(Kind::Resource, item.resource), section(item.section), item.highlighted));
        Some(vec![
            fact("slug", collection.slug()),
            fact("title", collection.title()),
            fact("sections", collection.sections()),
            fact("items", items.collect::<Vec<_>>()),
        ])
    }
}

fn fact(name: impl Into<String>, value: impl std::fmt::Debug) -> (String, String) {
    (name.into(), format!("{value:?}"))
}
