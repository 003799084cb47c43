//! The addresses of all pages: the slugs of a snapshot, by ranges of places.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::vocabulary::AgentKind;

use super::Catalog;
use crate::graph::Graph;

/// The lists of nodes. Organizations and persons share one.
pub const LISTS: [&str; 4] = ["resources", "agents", "keywords", "collections"];

/// The slugs of one snapshot.
#[derive(Debug, Clone)]
pub struct PageAddresses(Arc<Graph>);

/// The address of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageAddress<'a> {
    /// The first part of its path: the plural of the kind of its node.
    pub noun: &'static str,
    /// The second part.
    pub slug: &'a str,
    /// The last change of the node, where the graph knows it.
    pub changed: Option<DateTime<Utc>>,
}

impl Catalog {
    /// Returns the addresses of the present snapshot.
    pub fn addresses(&self) -> PageAddresses {
        PageAddresses(self.graph())
    }
}

impl PageAddresses {
    /// Returns the number of places of a list. A node keeps its place, and the places of removed nodes stay empty.
    pub fn places(&self, list: &str) -> u32 {
        match list {
            "resources" => self.0.resource_places(),
            "agents" => self.0.agent_places(),
            "keywords" => self.0.keyword_places(),
            "collections" => self.0.collection_places(),
            _ => 0,
        }
    }

    /// Returns the addresses of the nodes at some places of a list.
    pub fn between<'a>(&'a self, list: &'a str, places: Range<u32>) -> impl Iterator<Item = PageAddress<'a>> {
        (places.start..places.end.min(self.places(list))).filter_map(move |place| self.at(list, place))
    }

    fn at(&self, list: &str, place: u32) -> Option<PageAddress<'_>> {
        let address = |noun, slug| PageAddress { noun, slug, changed: None };
        match list {
            "resources" => {
                let resource = self.0.resource(place)?;
                Some(PageAddress {
                    changed: DateTime::from_timestamp_micros(resource.updated_at()),
                    ..address("resources", resource.slug())
                })
            }
            "agents" => {
                let agent = self.0.agent(place)?;
                let noun = if agent.kind() == AgentKind::Person { "persons" } else { "organizations" };
                Some(address(noun, agent.slug()))
            }
            "keywords" => Some(address("keywords", self.0.keyword(place)?.slug())),
            _ => Some(address("collections", self.0.collection(place)?.slug())),
        }
    }
}
