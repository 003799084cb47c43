//! Which nodes satisfy a condition.

use std::borrow::Cow;

use entity::vocabulary::AgentKind;
use roaring::RoaringBitmap;

use super::collection::Item;
use super::condition::{Condition, NumberField, PlacementTest, Quantifier, Relation, TextField, TextTest};
use super::deadline::{Deadline, Late};
use super::index::Key;
use super::link::BackLink;
use super::order::{Kind, OrderKey, Value};
use super::resource::ResourceNode;
use super::root::Root;
use super::snapshot::Snapshot;
use super::sorted::Sorted;

impl Snapshot {
    /// The nodes of a kind, among these, that satisfy a condition.
    ///
    /// # Errors
    /// [`Late`] when the deadline is over before they are found.
    pub(super) fn fitting(
        &self,
        kind: Kind,
        condition: &Condition,
        among: &RoaringBitmap,
        deadline: Deadline,
    ) -> Result<RoaringBitmap, Late> {
        deadline.check()?;
        if among.is_empty() {
            return Ok(RoaringBitmap::new());
        }
        Ok(match condition {
            Condition::All(conditions) => {
                // What can be looked up goes first, so that what must be looked at one by one has fewer to look at.
                let mut conditions: Vec<&Condition> = conditions.iter().collect();
                conditions.sort_by_key(|condition| condition.cost());
                conditions.into_iter().try_fold(among.clone(), |left, condition| self.fitting(kind, condition, &left, deadline))?
            }
            Condition::Any(conditions) => {
                let mut found = RoaringBitmap::new();
                for condition in conditions {
                    found |= self.fitting(kind, condition, &(among - &found), deadline)?;
                }
                found
            }
            Condition::Not(condition) => among - self.fitting(kind, condition, among, deadline)?,
            Condition::Node(nodes) => nodes.iter().copied().filter(|node| among.contains(*node)).collect(),
            Condition::Agent(agents) if kind == Kind::Agent => {
                let root = if *agents == AgentKind::Person { Root::Persons } else { Root::Organizations };
                &*self.root(root).nodes().set() & among
            }
            Condition::Agent(_) => RoaringBitmap::new(),
            Condition::Related(relation, quantifier, condition) => {
                self.related(kind, *relation, *quantifier, condition, among, deadline)?
            }
            Condition::Text(TextField::Slug, TextTest::OneOf(slugs)) => {
                self.with_slugs(kind, slugs).filter(|node| among.contains(*node)).collect()
            }
            Condition::Text(TextField::Slug, test) => {
                let mut found = retained(among, deadline, |node| self.satisfies(kind, condition, node))?;
                let merged = self.slugs_of_merged(kind).filter(|(end, slug)| among.contains(*end) && test.fits(Some(slug)));
                found.extend(merged.map(|(end, _)| end));
                found
            }
            Condition::Text(..)
            | Condition::Number(..)
            | Condition::Format(_)
            | Condition::HasFormat
            | Condition::License(_)
            | Condition::Language(_)
            | Condition::HasDescription
            | Condition::HasLandingPage
            | Condition::Placed(_) => retained(among, deadline, |node| self.satisfies(kind, condition, node))?,
        })
    }

    /// The nodes with these slugs, or those that merged ones lead to. A slug is its own folded form: small letters, digits and hyphens.
    fn with_slugs<'s>(&'s self, kind: Kind, slugs: &'s [String]) -> impl Iterator<Item = u32> + 's {
        let keys = move |slug: &'s str| match kind {
            Kind::Resource => [Some(Key::ResourceSlug(slug)), None],
            Kind::Agent => [AgentKind::Organization, AgentKind::Person].map(|kind| Some(Key::AgentSlug(kind, slug))),
            Kind::Keyword => [Some(Key::KeywordSlug(slug)), None],
            Kind::Collection => [Some(Key::CollectionSlug(slug)), None],
        };
        slugs.iter().map(String::as_str).flat_map(move |slug| {
            let nodes = keys(slug).into_iter().flatten().flat_map(|key| self.index.candidates(key));
            nodes.filter_map(move |node| match kind {
                Kind::Agent => self.agent(node).filter(|agent| agent.slug() == slug).map(|_| self.merged_agents.end(node)),
                Kind::Keyword => self.keyword(node).filter(|keyword| keyword.slug() == slug).map(|_| self.merged_keywords.end(node)),
                Kind::Resource => self.resources.get(node).filter(|resource| resource.slug() == slug).map(|_| node),
                Kind::Collection => self.collections.get(node).filter(|collection| collection.slug() == slug).map(|_| node),
            })
        })
    }

    /// The slugs of merged nodes, each with the node that it leads to.
    fn slugs_of_merged(&self, kind: Kind) -> impl Iterator<Item = (u32, &str)> {
        let agents = (kind == Kind::Agent).then(|| self.merged_agents.slugs());
        let keywords = (kind == Kind::Keyword).then(|| self.merged_keywords.slugs());
        agents.into_iter().flatten().chain(keywords.into_iter().flatten())
    }

    /// Returns true when a node satisfies a test of its own values.
    fn satisfies(&self, kind: Kind, condition: &Condition, node: u32) -> bool {
        match condition {
            Condition::Text(TextField::Identifier, test) => {
                kind == Kind::Resource
                    && self.resources.get(node).is_some_and(|resource| resource.identifiers().any(|(_, value)| test.fits(Some(value))))
            }
            Condition::Text(field, test) => test.fits(self.text(kind, *field, node)),
            Condition::Number(field, test) => test.fits(match self.value(kind, field.key(), node) {
                Value::Number(number) => Some(number),
                Value::Null | Value::Text(_) => None,
            }),
            Condition::Format(formats) => self.format(kind, node).is_some_and(|format| formats.contains(&format)),
            Condition::License(number) => {
                kind == Kind::Resource && self.resources.get(node).is_some_and(|resource| resource.license() == Some(*number))
            }
            Condition::Language(number) => {
                kind == Kind::Resource && self.resources.get(node).is_some_and(|resource| resource.language() == Some(*number))
            }
            Condition::HasDescription => kind == Kind::Resource && self.resources.get(node).is_some_and(ResourceNode::has_description),
            Condition::HasLandingPage => kind == Kind::Resource && self.resources.get(node).is_some_and(ResourceNode::has_landing_page),
            Condition::HasFormat => self.format(kind, node).is_some(),
            Condition::Placed(placement) => kind == Kind::Resource && self.is_placed(placement, node),
            Condition::Node(nodes) => nodes.contains(&node),
            Condition::Not(condition) => !self.satisfies(kind, condition, node),
            _ => false,
        }
    }

    fn format(&self, kind: Kind, node: u32) -> Option<entity::vocabulary::ResourceFormat> {
        if kind == Kind::Resource { self.resources.get(node)?.format() } else { None }
    }

    fn text(&self, kind: Kind, field: TextField, node: u32) -> Option<&str> {
        match (kind, field) {
            (Kind::Resource, TextField::Slug) => Some(self.resources.get(node)?.slug()),
            (Kind::Resource, TextField::Title) => Some(self.resources.get(node)?.title()),
            (Kind::Resource, TextField::Language) => self.resources.language(node),
            (Kind::Resource, TextField::License) => self.resources.license(node),
            (Kind::Agent, TextField::Slug) => Some(self.agents.get(node)?.slug()),
            (Kind::Agent, TextField::Name) => Some(self.agents.get(node)?.name()),
            (Kind::Agent, TextField::Country) => self.agents.get(node)?.country(),
            (Kind::Keyword, TextField::Slug) => Some(self.keywords.get(node)?.slug()),
            (Kind::Keyword, TextField::Label) => Some(self.keywords.get(node)?.label()),
            (Kind::Collection, TextField::Slug) => Some(self.collections.get(node)?.slug()),
            (Kind::Collection, TextField::Title) => Some(self.collections.get(node)?.title()),
            _ => None,
        }
    }

    fn is_placed(&self, placement: &PlacementTest, resource: u32) -> bool {
        let Some(node) = self.resources.get(resource) else { return false };
        node.collections().any(|collection| {
            let Some(node) = self.collections.get(collection) else { return false };
            let Some((_, Item { section, highlighted, .. })) = node.item(resource) else { return false };
            let section = section.and_then(|section| node.sections().get(section as usize)).map(String::as_str);
            placement.collection.iter().all(|condition| self.satisfies(Kind::Collection, condition, collection))
                && placement.section.iter().all(|test| test.fits(section))
                && placement.has_section.is_none_or(|wanted| wanted == section.is_some())
                && placement.highlighted.is_none_or(|wanted| wanted == highlighted)
        })
    }

    fn related(
        &self,
        kind: Kind,
        relation: Relation,
        quantifier: Quantifier,
        condition: &Condition,
        among: &RoaringBitmap,
        deadline: Deadline,
    ) -> Result<RoaringBitmap, Late> {
        Ok(match quantifier {
            Quantifier::Some => self.related_to_some(kind, relation, condition, among, deadline)?,
            Quantifier::None => among - self.related_to_some(kind, relation, condition, among, deadline)?,
            Quantifier::Every => {
                let others = Condition::Not(Box::new(condition.clone()));
                among - self.related_to_some(kind, relation, &others, among, deadline)?
            }
        })
    }

    /// The nodes, among these, of which a related node satisfies a condition.
    fn related_to_some(
        &self,
        kind: Kind,
        relation: Relation,
        condition: &Condition,
        among: &RoaringBitmap,
        deadline: Deadline,
    ) -> Result<RoaringBitmap, Late> {
        match (kind, relation) {
            (Kind::Resource, Relation::Producers(role)) => {
                self.linked_to_some(Kind::Agent, condition, among, deadline, |agent| BackLink::Produced(agent, role))
            }
            (Kind::Resource, Relation::Funders(kind)) => {
                self.linked_to_some(Kind::Agent, condition, among, deadline, |agent| BackLink::Funded(agent, kind))
            }
            (Kind::Resource, Relation::Keywords) => self.linked_to_some(Kind::Keyword, condition, among, deadline, BackLink::Tagged),
            (Kind::Resource, Relation::Collections) => {
                let others = self.fitting(Kind::Collection, condition, &self.everything(Kind::Collection), deadline)?;
                retained(among, deadline, |node| {
                    self.resources.get(node).is_some_and(|resource| resource.collections().any(|other| others.contains(other)))
                })
            }
            (Kind::Agent, Relation::Produced(role)) => {
                self.linked_from_some(condition, among, deadline, |agent| BackLink::Produced(agent, role))
            }
            (Kind::Agent, Relation::Funded(kind)) => {
                self.linked_from_some(condition, among, deadline, |agent| BackLink::Funded(agent, kind))
            }
            (Kind::Keyword, Relation::Tagged) => self.linked_from_some(condition, among, deadline, BackLink::Tagged),
            _ => Ok(RoaringBitmap::new()),
        }
    }

    /// The resources, among these, in the list of an agent or keyword that satisfies a condition.
    fn linked_to_some(
        &self,
        other: Kind,
        condition: &Condition,
        among: &RoaringBitmap,
        deadline: Deadline,
        list: impl Fn(u32) -> BackLink,
    ) -> Result<RoaringBitmap, Late> {
        let others = self.fitting(other, condition, &self.everything(other), deadline)?;
        let lists: Vec<BackLink> = others.iter().map(list).collect();
        if let [list] = lists.as_slice() {
            return Ok(self.back_link(*list).map_or_else(RoaringBitmap::new, |nodes| &*nodes.set() & among));
        }
        let long: usize = lists.iter().filter_map(|list| self.back_link(*list)).map(Sorted::len).sum();
        if long as u64 <= among.len() * 4 {
            let mut nodes: Vec<u32> = lists.iter().filter_map(|list| self.back_link(*list)).flat_map(Sorted::iter).collect();
            nodes.sort_unstable();
            return Ok(nodes.into_iter().collect::<RoaringBitmap>() & among);
        }
        let is_linked = |node| {
            let links = self.resources.get(node).map_or(&[][..], ResourceNode::links);
            BackLink::of(links).iter().any(|link| lists.binary_search(link).is_ok())
        };
        retained(among, deadline, is_linked)
    }

    /// The agents or keywords, among these, that keep a resource in a list which satisfies a condition.
    fn linked_from_some(
        &self,
        condition: &Condition,
        among: &RoaringBitmap,
        deadline: Deadline,
        list: impl Fn(u32) -> BackLink,
    ) -> Result<RoaringBitmap, Late> {
        let resources = self.fitting(Kind::Resource, condition, &self.everything(Kind::Resource), deadline)?;
        retained(among, deadline, |node| {
            self.back_link(list(node)).is_some_and(|nodes| nodes.iter().any(|resource| resources.contains(resource)))
        })
    }

    /// All nodes of a kind.
    fn everything(&self, kind: Kind) -> Cow<'_, RoaringBitmap> {
        let root = match kind {
            Kind::Resource => Root::Newest,
            Kind::Agent => Root::Agents,
            Kind::Keyword => Root::Labels,
            Kind::Collection => Root::Collections,
        };
        self.root(root).nodes().set()
    }
}

impl Condition {
    /// Returns the rough cost of finding the nodes that satisfy it, as a place in an order.
    fn cost(&self) -> u8 {
        match self {
            Self::Node(_) | Self::Text(TextField::Slug, TextTest::OneOf(_)) => 0,
            Self::Related(..) | Self::Agent(_) => 1,
            Self::Number(..)
            | Self::Format(_)
            | Self::HasFormat
            | Self::License(_)
            | Self::Language(_)
            | Self::HasDescription
            | Self::HasLandingPage => 2,
            Self::All(conditions) | Self::Any(conditions) => conditions.iter().map(Self::cost).max().unwrap_or(0),
            Self::Not(condition) => condition.cost(),
            Self::Placed(_) => 3,
            Self::Text(..) => 4,
        }
    }
}

impl NumberField {
    const fn key(self) -> OrderKey {
        match self {
            Self::Year => OrderKey::Year,
            Self::CreatedAt => OrderKey::CreatedAt,
            Self::UpdatedAt => OrderKey::UpdatedAt,
            Self::ProducedCount => OrderKey::ProducedCount,
            Self::FundedCount => OrderKey::FundedCount,
            Self::ResourceCount => OrderKey::ResourceCount,
            Self::FunderCount => OrderKey::FunderCount,
        }
    }
}

/// The number of nodes that are looked at between two looks at the clock.
const BLOCK: usize = 4096;

/// Those of a set that pass.
fn retained(set: &RoaringBitmap, deadline: Deadline, passes: impl Fn(u32) -> bool) -> Result<RoaringBitmap, Late> {
    let mut found = RoaringBitmap::new();
    for (place, node) in set.iter().enumerate() {
        if place % BLOCK == BLOCK - 1 {
            deadline.check()?;
        }
        if passes(node) {
            found.insert(node);
        }
    }
    Ok(found)
}
