//! Texts that many resources share: each is kept once, and a resource keeps its place.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::name;

/// Texts by place, from 1; 0 stands for none. A text stays when no resource has it any more.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct Terms(Arc<Table>);

#[derive(Debug, Clone, Default)]
struct Table {
    texts: Vec<String>,
    places: FxHashMap<String, u32>,
    /// The rank of each place, once somebody asked.
    ranks: OnceLock<Vec<u32>>,
}

impl Terms {
    /// These texts, the first at place 1.
    pub(super) fn new(texts: Vec<String>) -> Self {
        let places = texts.iter().cloned().zip(1..).collect();
        Self(Arc::new(Table { texts, places, ranks: OnceLock::new() }))
    }

    /// All texts, in the order of their places.
    pub(super) fn texts(&self) -> &[String] {
        &self.0.texts
    }

    /// The text at a place.
    pub(super) fn get(&self, place: u32) -> Option<&str> {
        self.0.texts.get((place as usize).checked_sub(1)?).map(String::as_str)
    }

    /// The place of a text; 0 for none, and for one that is not known.
    pub(super) fn place(&self, text: Option<&str>) -> u32 {
        text.and_then(|text| self.0.places.get(text)).copied().unwrap_or(0)
    }

    /// The places of the texts that are this one in any case.
    pub(super) fn like(&self, text: &str) -> Vec<u32> {
        let folded = name::fold(text);
        (1..).zip(&self.0.texts).filter(|(_, other)| name::fold(other) == folded).map(|(place, _)| place).collect()
    }

    /// The place of a text, which is learnt if it is new. To learn one copies all of them where another snapshot has them too.
    pub(super) fn learn(&mut self, text: Option<&str>) -> u32 {
        let Some(text) = text else { return 0 };
        if !self.0.places.contains_key(text) {
            let table = Arc::make_mut(&mut self.0);
            table.texts.push(text.to_owned());
            table.places.insert(text.to_owned(), table.texts.len() as u32);
            table.ranks = OnceLock::new();
        }
        self.place(Some(text))
    }

    /// The rank of each place in the order of these keys; that of 0 means nothing. Who asks first pays for sorting.
    pub(super) fn ranks<K: Ord>(&self, key: impl Fn(&str) -> K) -> &[u32] {
        self.0.ranks.get_or_init(|| {
            let mut places: Vec<(K, &String, usize)> = self.0.texts.iter().zip(1..).map(|(text, place)| (key(text), text, place)).collect();
            places.sort_unstable();
            let mut ranks = vec![0; places.len() + 1];
            for ((.., place), rank) in places.into_iter().zip(0..) {
                ranks.get_mut(place).into_iter().for_each(|slot| *slot = rank);
            }
            ranks
        })
    }
}
