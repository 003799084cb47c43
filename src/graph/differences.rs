//! The differences of two graphs, for checks of one against another.

use std::collections::BTreeMap;
use std::fmt::Debug;

use uuid::Uuid;

use super::Graph;
use super::collection::{CollectionNode, Item};
use super::keyword::KeywordNode;
use super::link::BackLink;
use super::order::Kind;
use super::redirect::Mergeable;
use super::resource::ResourceNode;
use super::root::Root;
use super::snapshot::Snapshot;
use super::sorted::Sorted;

/// The most differences that are told.
const MOST: usize = 100;

/// So many characters of a value are told.
const LONGEST: usize = 300;

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
            let ids = |snapshot: &Snapshot| snapshot.ids(root.kind(), snapshot.root(root).nodes().iter());
            (ids(this) != ids(other)).then(|| format!("the order {root:?} is another"))
        });
        let (here, there) = (this.counts(), other.counts());
        let counts = (here != there).then(|| format!("{here:?} here, {there:?} there"));
        let agents = redirect_differences("agent", this.redirected_agents(), other.redirected_agents());
        let keywords = redirect_differences("keyword", this.redirected_keywords(), other.redirected_keywords());
        nodes.chain(orders).chain(counts).chain(agents).chain(keywords).take(MOST).collect()
    }
}

impl Snapshot {
    fn node_differences(&self, other: &Self, kind: Kind, noun: &'static str, node: u32) -> Vec<String> {
        let Some(id) = self.held(kind, node) else { return Vec::new() };
        if self.find(kind, &id) != Some(node) {
            return vec![format!("{noun} {id} is not found here")];
        }
        let Some(there) = other.find(kind, &id) else { return vec![format!("{noun} {id} is only here")] };
        let told = match kind {
            Kind::Resource => self.resource_differences(node, other, there),
            Kind::Agent => self.agent_differences(node, other, there),
            Kind::Keyword => self.keyword_differences(node, other, there),
            Kind::Collection => self.collection_differences(node, other, there),
        };
        told.into_iter().flatten().map(|told| format!("{noun} {id}: {told}")).collect()
    }

    fn find(&self, kind: Kind, id: &Uuid) -> Option<u32> {
        match kind {
            Kind::Resource => self.find_resource(id),
            Kind::Agent => self.find_agent(id),
            Kind::Keyword => self.find_keyword(id),
            Kind::Collection => self.find_collection(id),
        }
    }

    fn ids(&self, kind: Kind, nodes: impl IntoIterator<Item = u32>) -> Vec<Uuid> {
        nodes.into_iter().map(|node| self.id(kind, node)).collect()
    }

    fn resource_differences(&self, node: u32, other: &Self, there: u32) -> Vec<Option<String>> {
        let (Some(a), Some(b)) = (self.resources.get(node), other.resources.get(there)) else { return Vec::new() };
        let contributions = |snapshot: &Self, resource: ResourceNode<'_>| {
            resource.contributions().map(|(agent, role)| (snapshot.id(Kind::Agent, agent), role.as_str())).collect::<Vec<_>>()
        };
        let fundings = |snapshot: &Self, resource: ResourceNode<'_>| {
            resource.fundings().map(|(agent, kind)| (snapshot.id(Kind::Agent, agent), kind.as_str())).collect::<Vec<_>>()
        };
        let keywords = |snapshot: &Self, resource: ResourceNode<'_>| snapshot.ids(Kind::Keyword, resource.subjects());
        let named = |snapshot: &Self, resource: u32| {
            let links = snapshot.resources.named(resource).iter();
            links.map(|link| (link.relation(), snapshot.named_id(*link))).collect::<Vec<_>>()
        };
        let collections = |snapshot: &Self, resource: ResourceNode<'_>| sorted(snapshot.ids(Kind::Collection, resource.collections()));
        vec![
            difference("slug", a.slug(), b.slug()),
            difference("title", a.title(), b.title()),
            difference("year", a.year(), b.year()),
            difference("format", a.format(), b.format()),
            difference("language", self.resources.language(node), other.resources.language(there)),
            difference("description", a.has_description(), b.has_description()),
            difference("landing page", a.has_landing_page(), b.has_landing_page()),
            difference("licence", self.resources.license(node), other.resources.license(there)),
            difference("notes", a.has_notes(), b.has_notes()),
            difference("identifiers", a.identifiers().collect::<Vec<_>>(), b.identifiers().collect()),
            difference("created at", a.created_at(), b.created_at()),
            difference("updated at", a.updated_at(), b.updated_at()),
            difference("contributions", contributions(self, a), contributions(other, b)),
            difference("fundings", fundings(self, a), fundings(other, b)),
            difference("keywords", keywords(self, a), keywords(other, b)),
            difference("collections", collections(self, a), collections(other, b)),
            difference("names of merged nodes", named(self, node), named(other, there)),
        ]
    }

    fn agent_differences(&self, node: u32, other: &Self, there: u32) -> Vec<Option<String>> {
        let (Some(a), Some(b)) = (self.agents.get(node), other.agents.get(there)) else { return Vec::new() };
        let mut told = vec![difference("description", a.description(), b.description())];
        for (here, there) in BackLink::of_agent(node).zip(BackLink::of_agent(there)) {
            let resources =
                |snapshot: &Self, list| snapshot.ids(Kind::Resource, snapshot.back_link(list).into_iter().flat_map(Sorted::iter));
            told.push(difference(&here.name(), resources(self, here), resources(other, there)));
        }
        told
    }

    fn keyword_differences(&self, node: u32, other: &Self, there: u32) -> Vec<Option<String>> {
        let (Some(a), Some(b)) = (self.keywords.get(node), other.keywords.get(there)) else { return Vec::new() };
        let ids = |snapshot: &Self, nodes: &[u32]| snapshot.ids(Kind::Keyword, nodes.iter().copied());
        let funders = |snapshot: &Self, keyword: &KeywordNode| {
            sorted(keyword.funders().map(|(agent, resources)| (snapshot.id(Kind::Agent, agent), resources)).collect())
        };
        vec![
            difference("slug", a.slug(), b.slug()),
            difference("label", a.label(), b.label()),
            difference("other labels", a.alt_labels(), b.alt_labels()),
            difference("uri", a.uri(), b.uri()),
            difference("broader", ids(self, a.broader()), ids(other, b.broader())),
            difference("related", ids(self, a.related()), ids(other, b.related())),
            difference("narrower", sorted(ids(self, &a.narrower)), sorted(ids(other, &b.narrower))),
            difference("resources", self.ids(Kind::Resource, a.tagged.iter()), other.ids(Kind::Resource, b.tagged.iter())),
            difference("funders", funders(self, a), funders(other, b)),
        ]
    }

    fn collection_differences(&self, node: u32, other: &Self, there: u32) -> Vec<Option<String>> {
        let (Some(a), Some(b)) = (self.collections.get(node), other.collections.get(there)) else { return Vec::new() };
        let items = |snapshot: &Self, collection: &CollectionNode| {
            let item = |item: &Item| (snapshot.id(Kind::Resource, item.resource), item.section, item.highlighted);
            collection.items().iter().map(item).collect::<Vec<_>>()
        };
        vec![
            difference("slug", a.slug(), b.slug()),
            difference("title", a.title(), b.title()),
            difference("sections", a.sections(), b.sections()),
            difference("items", items(self, a), items(other, b)),
        ]
    }
}

impl Snapshot {
    fn redirected_agents(&self) -> BTreeMap<Uuid, String> {
        let id = |node| self.agent(node).map_or_else(Uuid::nil, Mergeable::id);
        self.merged_agents.told(&id)
    }

    fn redirected_keywords(&self) -> BTreeMap<Uuid, String> {
        let id = |node| self.keyword(node).map_or_else(Uuid::nil, Mergeable::id);
        self.merged_keywords.told(&id)
    }
}

fn redirect_differences(
    noun: &'static str,
    here: BTreeMap<Uuid, String>,
    mut there: BTreeMap<Uuid, String>,
) -> impl Iterator<Item = String> {
    let ours: Vec<(Uuid, String, String)> = here.into_iter().map(|(id, told)| (id, told, there.remove(&id).unwrap_or_default())).collect();
    let all = ours.into_iter().chain(there.into_iter().map(|(id, told)| (id, String::new(), told)));
    let short = |told: String| told.chars().take(LONGEST).collect::<String>();
    let differing = all.filter(|(_, here, there)| here != there);
    differing.map(move |(id, here, there)| format!("{noun} {id}: its redirects are {} here, {} there", short(here), short(there)))
}

fn sorted<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort_unstable();
    values
}

fn difference<T: Debug + PartialEq>(name: &str, here: T, there: T) -> Option<String> {
    let told = |value: T| format!("{value:?}").chars().take(LONGEST).collect::<String>();
    (here != there).then(|| format!("{name} is {} here, {} there", told(here), told(there)))
}
