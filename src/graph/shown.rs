//! Generated catalogues as they must look once redirects are followed, said in the plainest way.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocabulary::AgentNameKind;
use uuid::Uuid;

use super::model::Rows;
use crate::model::AgentName;

/// The node that each merged node leads to in the end.
fn ends(said: &BTreeMap<Uuid, Option<Uuid>>, is_like: impl Fn(Uuid, Uuid) -> bool) -> BTreeMap<Uuid, Uuid> {
    let step = |id: Uuid| said[&id].filter(|into| said.contains_key(into) && is_like(id, *into));
    let end = |id: &Uuid| {
        let mut node = *id;
        for _ in 0..=said.len() {
            match step(node) {
                Some(next) => node = next,
                None => return Some((*id, node)).filter(|(id, node)| id != node),
            }
        }
        None
    };
    said.keys().filter_map(end).collect()
}

fn distinct<T: Ord + Clone>(mut list: Vec<T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    list.retain(|item| seen.insert(item.clone()));
    list
}

impl Rows {
    /// The rows of a catalogue in which nobody was ever merged and that looks the same. `merged` tells what was.
    pub(super) fn shown(&self) -> Self {
        let said = self.agents.values().map(|row| (row.id, row.merged_into)).collect();
        let agents = ends(&said, |one, other| self.agents[&one].kind == self.agents[&other].kind);
        let said = self.keywords.values().map(|row| (row.id, row.merged_into)).collect();
        let keywords = ends(&said, |_, _| true);
        let end = |ends: &BTreeMap<Uuid, Uuid>, id: Uuid| ends.get(&id).copied().unwrap_or(id);

        let mut shown = self.clone();
        for (id, survivor) in &agents {
            let row = shown.agents.remove(id).unwrap();
            shown.merged.insert(*id, (*survivor, row.slug));
        }
        for (id, survivor) in &keywords {
            let row = shown.keywords.remove(id).unwrap();
            shown.merged.insert(*id, (*survivor, row.slug));
        }
        for row in shown.agents.values_mut() {
            row.merged_into = None;
            for other in agents.iter().filter(|(_, survivor)| **survivor == row.id).map(|(id, _)| &self.agents[id]) {
                let own = AgentName { value: other.name.clone(), kind: AgentNameKind::Alias, lang: None };
                for name in [vec![own], other.names.clone()].concat() {
                    if name.value != row.name && row.names.iter().all(|known| known.value != name.value) {
                        row.names.push(name);
                    }
                }
                row.identifiers = distinct([row.identifiers.clone(), other.identifiers.clone()].concat());
            }
        }
        for row in shown.keywords.values_mut() {
            row.merged_into = None;
            for other in keywords.iter().filter(|(_, survivor)| **survivor == row.id).map(|(id, _)| &self.keywords[id]) {
                for label in [vec![other.label.clone()], other.alt_labels.clone()].concat() {
                    if label != row.label && !row.alt_labels.contains(&label) {
                        row.alt_labels.push(label);
                    }
                }
                row.broader.extend(&other.broader);
                row.related.extend(&other.related);
                row.uri = row.uri.clone().or(other.uri.clone());
            }
            // A keyword that a source relates to itself stays so; where a merge has a hand in it, none is related to itself.
            let is_turned = row.broader.iter().chain(&row.related).any(|id| keywords.contains_key(id));
            let is_turned = is_turned || keywords.values().any(|survivor| *survivor == row.id);
            for list in [&mut row.broader, &mut row.related] {
                *list = distinct(list.iter().map(|id| end(&keywords, *id)).filter(|id| !is_turned || *id != row.id).collect());
            }
        }
        for row in shown.resources.values_mut() {
            row.producers = distinct(row.producers.iter().map(|(id, role)| (end(&agents, *id), *role)).collect());
            row.funders = distinct(row.funders.iter().map(|(id, kind)| (end(&agents, *id), *kind)).collect());
            row.keywords = distinct(row.keywords.iter().map(|id| end(&keywords, *id)).collect());
        }
        shown
    }

    /// The node that is shown for an id.
    pub(super) fn leads(&self, id: &Uuid) -> Uuid {
        self.merged.get(id).map_or(*id, |(survivor, _)| *survivor)
    }

    /// The slugs of nodes that were merged into a node.
    pub(super) fn old_slugs(&self, id: Uuid) -> impl Iterator<Item = &str> {
        self.merged.values().filter(move |(survivor, _)| *survivor == id).map(|(_, slug)| slug.as_str())
    }
}
