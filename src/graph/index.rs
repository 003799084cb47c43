//! Which nodes have a key: an id, a slug, a name, an identifier.

use std::hash::{Hash, Hasher};
use std::io::{Read, Write};

use entity::vocabulary::AgentKind;
use rustc_hash::FxHasher;
use uuid::Uuid;

use super::saved::{Reader, SavedError, Writer};
use super::sorted::Sorted;
use crate::identifier::Identifier;

/// What a node can be found by.
#[derive(Debug, Clone, Copy, Hash)]
pub(super) enum Key<'a> {
    Resource(&'a Uuid),
    ResourceSlug(&'a str),
    Agent(&'a Uuid),
    AgentSlug(AgentKind, &'a str),
    /// `name::key` of any of its names.
    AgentName(AgentKind, &'a str),
    AgentIdentifier(AgentKind, &'a Identifier),
    Keyword(&'a Uuid),
    KeywordSlug(&'a str),
    /// `name::key` of any of its labels.
    KeywordLabel(&'a str),
    KeywordUri(&'a str),
    Collection(&'a Uuid),
    CollectionSlug(&'a str),
}

impl Key<'_> {
    /// The entry of a node that has the key: 32 bits of the key's hash, then the ordinal.
    pub(super) fn entry(self, node: u32) -> u64 {
        let mut hasher = FxHasher::default();
        self.hash(&mut hasher);
        hasher.finish() << 32 | u64::from(node)
    }
}

/// All keys of all nodes, by hash. Keys themselves are with their nodes: who looks a key up checks what is found.
///
/// Nodes of all kinds stand in one list; an ordinal that was meant for another kind does not survive the check either.
#[derive(Debug, Clone, Default)]
pub(super) struct Index(Sorted<u64>);

impl Index {
    pub(super) fn new(mut entries: Vec<u64>) -> Self {
        entries.sort_unstable();
        Self(Sorted::new(&entries))
    }

    pub(super) fn save<W: Write>(&self, writer: &mut Writer<W>) -> Result<(), SavedError> {
        self.0.save(writer)
    }

    pub(super) fn restore<R: Read>(reader: &mut Reader<R>) -> Result<Self, SavedError> {
        Ok(Self(Sorted::restore(reader)?))
    }

    /// The ordinals that a key may belong to, ascending.
    pub(super) fn candidates(&self, key: Key<'_>) -> impl Iterator<Item = u32> {
        let first = key.entry(0);
        let (Ok(start) | Err(start)) = self.0.search(|entry| entry.cmp(&first));
        self.0.iter_from(start).take_while(move |entry| entry >> 32 == first >> 32).map(|entry| entry as u32)
    }

    /// Takes entries out, each once, and puts others in.
    pub(super) fn edit(&mut self, mut removed: Vec<u64>, mut added: Vec<u64>) {
        cancel(&mut removed, &mut added);
        let mut places: Vec<usize> = Vec::with_capacity(removed.len());
        for entry in removed {
            let (Ok(place) | Err(place)) = self.0.search(|other| other.cmp(&entry).then(std::cmp::Ordering::Greater));
            // Of equal entries each has a place of its own.
            places.push(places.last().map_or(place, |last| place.max(last + 1)));
        }
        self.0.remove(&places);
        let place = |entry| match self.0.search(|other| other.cmp(&entry)) {
            Ok(place) | Err(place) => (place, entry),
        };
        let items: Vec<(usize, u64)> = added.into_iter().map(place).collect();
        self.0.insert(&items);
    }

    /// Estimated bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        self.0.heap_bytes()
    }
}

/// Sorts both lists and drops what they have in common.
fn cancel(left: &mut Vec<u64>, right: &mut Vec<u64>) {
    left.sort_unstable();
    right.sort_unstable();
    let (mut lefts, mut rights) = (left.iter().copied().peekable(), right.iter().copied().peekable());
    let (mut only_left, mut only_right) = (Vec::new(), Vec::new());
    while let (Some(a), Some(b)) = (lefts.peek(), rights.peek()) {
        match a.cmp(b) {
            std::cmp::Ordering::Less => only_left.extend(lefts.next()),
            std::cmp::Ordering::Greater => only_right.extend(rights.next()),
            std::cmp::Ordering::Equal => {
                lefts.next();
                rights.next();
            }
        }
    }
    only_left.extend(lefts);
    only_right.extend(rights);
    (*left, *right) = (only_left, only_right);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_bag(
            start in prop::collection::vec(0..9_u64, 0..20),
            removed in prop::collection::vec(any::<prop::sample::Index>(), 0..9),
            added in prop::collection::vec(0..9_u64, 0..20),
        ) {
            let mut index = Index::new(start.clone());
            let mut bag = start;
            let mut taken = Vec::new();
            for place in removed {
                if !bag.is_empty() {
                    taken.push(bag.remove(place.index(bag.len())));
                }
            }
            index.edit(taken, added.clone());
            bag.extend(added);
            bag.sort_unstable();
            prop_assert_eq!(index.0.iter().collect::<Vec<_>>(), bag);
        }
    }
}
