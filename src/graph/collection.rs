//! Collections.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::index::Key;
use crate::model::CollectionRow;

/// A collection of a graph.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CollectionNode {
    id: Uuid,
    slug: String,
    title: String,
    sections: Vec<String>,
    /// In page order.
    items: Vec<Item>,
    /// Places of items, by the ordinals of their resources.
    by_resource: Vec<u32>,
}

/// The place of a resource in a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The resource.
    pub resource: u32,
    /// The place of its heading in [`CollectionNode::sections`].
    pub section: Option<u32>,
    /// True when the heading singles it out.
    pub highlighted: bool,
}

impl CollectionNode {
    /// The collection with those of its items whose resource `find` knows.
    pub(super) fn new(row: CollectionRow, find: impl Fn(&Uuid) -> Option<u32>) -> Self {
        let mut sections: Vec<String> = Vec::new();
        let mut places: FxHashMap<String, u32> = FxHashMap::default();
        let mut items: Vec<Item> = Vec::with_capacity(row.items.len());
        for item in row.items {
            let Some(resource) = find(&item.resource) else { continue };
            let section = item.section.map(|section| {
                *places.entry(section).or_insert_with_key(|section| {
                    sections.push(section.clone());
                    sections.len() as u32 - 1
                })
            });
            items.push(Item { resource, section, highlighted: item.highlighted });
        }
        Self { id: row.id, slug: row.slug, title: row.title, sections, items, by_resource: Vec::new() }.arranged()
    }

    /// The collection with those of its items whose resource `keep` knows.
    pub(super) fn retained(&self, keep: impl Fn(u32) -> bool) -> Self {
        let mut collection = self.clone();
        collection.items.retain(|item| keep(item.resource));
        collection.arranged()
    }

    /// Drops repeated items and sections without items, and learns the places of the rest.
    fn arranged(mut self) -> Self {
        let mut places: FxHashMap<u32, Option<u32>> = FxHashMap::default();
        let mut seen = rustc_hash::FxHashSet::default();
        self.items.retain(|item| seen.insert(item.resource));
        let old = std::mem::take(&mut self.sections);
        for item in &mut self.items {
            item.section = item.section.and_then(|section| {
                *places.entry(section).or_insert_with(|| {
                    self.sections.push(old.get(section as usize)?.clone());
                    Some(self.sections.len() as u32 - 1)
                })
            });
        }
        let items = &self.items;
        self.by_resource = (0..items.len() as u32).collect();
        self.by_resource.sort_unstable_by_key(|place| items.get(*place as usize).map(|item| item.resource));
        self
    }

    /// Its public id.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Its slug.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// Its title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its headings, in the order in which they come first.
    pub fn sections(&self) -> &[String] {
        &self.sections
    }

    /// Returns the resources that it presents, in page order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// Returns the place of a resource in it, from 0, and the item.
    pub fn item(&self, resource: u32) -> Option<(usize, Item)> {
        let at = |place: &u32| self.items.get(*place as usize).copied();
        let found = self.by_resource.binary_search_by_key(&Some(resource), |place| at(place).map(|item| item.resource)).ok()?;
        let place = self.by_resource.get(found)?;
        Some((*place as usize, at(place)?))
    }

    /// Returns the entries of the index under which it is found.
    pub(super) fn entries(&self, node: u32) -> Vec<u64> {
        vec![Key::Collection(&self.id).entry(node), Key::CollectionSlug(&self.slug).entry(node)]
    }

    /// Estimated bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let sections: usize = self.sections.iter().map(String::capacity).sum();
        let vectors = self.sections.capacity() * size_of::<String>() + self.items.capacity() * size_of::<Item>();
        self.slug.capacity() + self.title.capacity() + sections + vectors + self.by_resource.capacity() * size_of::<u32>()
    }
}
