//! A list in some order, in chunks that versions of it share.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::io::{Read, Write};
use std::sync::{Arc, OnceLock};

use roaring::RoaringBitmap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::saved::{Reader, SavedError, Writer};

/// The most items of a chunk: what a change of one item copies.
const CHUNK: usize = 4096;

/// A list in the order that its owner keeps: the list knows places only. Cloning it copies no items.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
pub(super) struct Sorted<T> {
    /// None is empty.
    chunks: Vec<Arc<[T]>>,
    /// The items as a set, once somebody asked. Forgotten when they change.
    #[serde(skip)]
    set: OnceLock<Box<RoaringBitmap>>,
}

impl<T> Default for Sorted<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), set: OnceLock::new() }
    }
}

/// Chunks that stand in a file together.
const SAVED: usize = 64;

impl<T: Serialize + DeserializeOwned> Sorted<T> {
    pub(super) fn save<W: Write>(&self, writer: &mut Writer<W>) -> Result<(), SavedError> {
        writer.put_all(&self.chunks, SAVED)
    }

    pub(super) fn restore<R: Read>(reader: &mut Reader<R>) -> Result<Self, SavedError> {
        Ok(Self { chunks: reader.get_all()?, set: OnceLock::new() })
    }
}

impl<T: Copy> Sorted<T> {
    pub(super) fn new(items: &[T]) -> Self {
        Self { chunks: items.chunks(CHUNK).map(Arc::from).collect(), set: OnceLock::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.len()).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = T> {
        self.chunks.iter().flat_map(|chunk| chunk.iter().copied())
    }

    pub(super) fn get(&self, mut place: usize) -> Option<T> {
        for chunk in &self.chunks {
            match chunk.get(place) {
                Some(item) => return Some(*item),
                None => place -= chunk.len(),
            }
        }
        None
    }

    /// The items from a place on.
    pub(super) fn iter_from(&self, mut place: usize) -> impl Iterator<Item = T> {
        let mut whole = self.chunks.as_slice();
        while let [chunk, rest @ ..] = whole
            && place >= chunk.len()
        {
            place -= chunk.len();
            whole = rest;
        }
        whole.iter().flat_map(|chunk| chunk.iter().copied()).skip(place)
    }

    /// Where the item is that `compare` calls equal, or else where it belongs.
    pub(super) fn search(&self, compare: impl Fn(T) -> Ordering) -> Result<usize, usize> {
        let chunk = self.chunks.partition_point(|chunk| chunk.last().is_some_and(|last| compare(*last).is_lt()));
        let before: usize = self.chunks.iter().take(chunk).map(|chunk| chunk.len()).sum();
        let Some(chunk) = self.chunks.get(chunk) else { return Err(before) };
        chunk.binary_search_by(|item| compare(*item)).map(|place| before + place).map_err(|place| before + place)
    }

    /// Takes out the items at these places, which ascend.
    pub(super) fn remove(&mut self, places: &[usize]) {
        let mut places = places.iter().copied().peekable();
        self.rebuild(|start, chunk| {
            places.next_if(|place| *place < start + chunk.len()).map(|first| {
                let mut kept: Vec<T> = Vec::with_capacity(chunk.len());
                let (mut next, mut from) = (Some(first), 0);
                while let Some(place) = next {
                    kept.extend(chunk.get(from..place - start).unwrap_or_default());
                    from = place - start + 1;
                    next = places.next_if(|place| *place < start + chunk.len());
                }
                kept.extend(chunk.get(from..).unwrap_or_default());
                kept
            })
        });
    }

    /// Puts items in, each before the one that is now at its place. The places ascend; items of one place keep their order.
    pub(super) fn insert(&mut self, items: &[(usize, T)]) {
        if items.is_empty() {
            return;
        }
        if self.chunks.is_empty() {
            self.chunks.push(Arc::from([]));
        }
        let (mut items, len) = (items.iter().copied().peekable(), self.len());
        self.rebuild(|start, chunk| {
            // What belongs behind the last item has no other chunk to go to.
            let end = start + chunk.len() + usize::from(start + chunk.len() == len);
            items.next_if(|(place, _)| *place < end).map(|first| {
                let mut longer: Vec<T> = Vec::with_capacity(chunk.len() + 1);
                let (mut next, mut from) = (Some(first), 0);
                while let Some((place, item)) = next {
                    longer.extend(chunk.get(from..place - start).unwrap_or_default());
                    longer.push(item);
                    from = place - start;
                    next = items.next_if(|(place, _)| *place < end);
                }
                longer.extend(chunk.get(from..).unwrap_or_default());
                longer
            })
        });
    }

    /// Replaces the chunks for which `change`, given the place where a chunk begins and the chunk, has other items.
    fn rebuild(&mut self, mut change: impl FnMut(usize, &[T]) -> Option<Vec<T>>) {
        let mut start = 0;
        let mut rebuilt: Vec<Arc<[T]>> = Vec::with_capacity(self.chunks.len());
        for chunk in self.chunks.drain(..) {
            let changed = change(start, &chunk);
            start += chunk.len();
            let Some(mut items) = changed else {
                rebuilt.push(chunk);
                continue;
            };
            if let Some(last) = rebuilt.pop_if(|last| last.len() + items.len() <= CHUNK / 2) {
                items.splice(0..0, last.iter().copied());
            }
            // Halves, not one full chunk and a small one, so that both can take more.
            let parts = items.len().div_ceil(CHUNK).max(1);
            rebuilt.extend(items.chunks(items.len().div_ceil(parts).max(1)).map(Arc::from));
        }
        self.chunks = rebuilt;
        self.set = OnceLock::new();
    }

    /// Estimated bytes on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let set = self.set.get().map_or(0, |set| size_of::<RoaringBitmap>() + set.serialized_size());
        let chunk = |chunk: &Arc<[T]>| size_of_val::<[T]>(chunk) + 2 * size_of::<usize>();
        self.chunks.capacity() * size_of::<Arc<[T]>>() + self.chunks.iter().map(chunk).sum::<usize>() + set
    }
}

/// The longest list whose set is made anew each time.
const SHORT: usize = 256;

impl Sorted<u32> {
    /// The items as a set. Costs a walk for the first who asks, if the list is long.
    pub(super) fn set(&self) -> Cow<'_, RoaringBitmap> {
        let set = || {
            let mut items: Vec<u32> = self.iter().collect();
            items.sort_unstable();
            items.into_iter().collect::<RoaringBitmap>()
        };
        if self.len() <= SHORT { Cow::Owned(set()) } else { Cow::Borrowed(self.set.get_or_init(|| Box::new(set()))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn it_is_a_list(
            size in 0..3 * CHUNK,
            edits in prop::collection::vec((prop::collection::btree_set(any::<u16>(), 0..40), 0..600_usize), 1..12),
        ) {
            let mut list: Vec<usize> = (0..size).collect();
            let mut sorted = Sorted::new(&list);
            for (removed, added) in edits {
                let places = removed.iter().flat_map(|place| (0..100).map(move |next| usize::from(*place) + next));
                let removed: std::collections::BTreeSet<usize> = places.filter(|place| *place < list.len()).collect();
                let old = sorted.clone();
                let before = list.clone();
                sorted.remove(&removed.iter().copied().collect::<Vec<_>>());
                for place in removed.iter().rev() {
                    list.remove(*place);
                }
                let mut items: Vec<(usize, usize)> = (0..added).map(|item| (item * 7919 % (list.len() + 1), item)).collect();
                items.sort_by_key(|(place, _)| *place);
                sorted.insert(&items);
                for (place, item) in items.iter().rev() {
                    list.insert(*place, *item);
                }
                prop_assert_eq!(sorted.iter().collect::<Vec<_>>(), list.clone());
                prop_assert_eq!(old.iter().collect::<Vec<_>>(), before);
                prop_assert!(sorted.chunks.iter().all(|chunk| !chunk.is_empty() && chunk.len() <= CHUNK));
                prop_assert_eq!(sorted.len(), list.len());
                for place in [0, 1, list.len() / 2, list.len(), list.len() + 1] {
                    prop_assert_eq!(sorted.get(place), list.get(place).copied());
                    prop_assert_eq!(sorted.iter_from(place).next(), list.get(place).copied());
                }
            }
        }

        #[test]
        fn search_is_binary_search(size in 0..3 * CHUNK, wanted in 0..6 * CHUNK) {
            let list: Vec<usize> = (0..size).map(|item| item * 2).collect();
            prop_assert_eq!(Sorted::new(&list).search(|item| item.cmp(&wanted)), list.binary_search(&wanted));
        }
    }
}
