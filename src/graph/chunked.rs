//! Nodes by ordinal, in chunks that versions of the graph share.

use std::io::{Read, Write};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::saved::{Reader, SavedError, Writer};

/// The number of nodes of a chunk.
const CHUNK: usize = 256;

/// Nodes by ordinal; none where a node was removed. Cloning copies no nodes, and a change copies a chunk of pointers and one node.
#[derive(Debug, Clone)]
pub(super) struct Chunked<T> {
    chunks: Vec<Arc<Vec<Option<Arc<T>>>>>,
    len: u32,
}

impl<T> Default for Chunked<T> {
    fn default() -> Self {
        Self { chunks: Vec::new(), len: 0 }
    }
}

/// Chunks that stand in a file together.
const SAVED: usize = 4;

impl<T: Serialize + DeserializeOwned> Chunked<T> {
    pub(super) fn save<W: Write>(&self, writer: &mut Writer<W>) -> Result<(), SavedError> {
        writer.put_all(&self.chunks, SAVED)
    }

    pub(super) fn restore<R: Read>(reader: &mut Reader<R>) -> Result<Self, SavedError> {
        let chunks: Vec<Arc<Vec<Option<Arc<T>>>>> = reader.get_all()?;
        let len = chunks.iter().map(|chunk| chunk.len() as u32).sum();
        Ok(Self { chunks, len })
    }
}

impl<T: Clone> Chunked<T> {
    /// Returns the number of ordinals that are taken, those of removed nodes included.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    pub(super) fn get(&self, node: u32) -> Option<&T> {
        self.chunks.get(node as usize / CHUNK)?.get(node as usize % CHUNK)?.as_deref()
    }

    pub(super) fn get_mut(&mut self, node: u32) -> Option<&mut T> {
        self.slot(node)?.as_mut().map(Arc::make_mut)
    }

    fn slot(&mut self, node: u32) -> Option<&mut Option<Arc<T>>> {
        Arc::make_mut(self.chunks.get_mut(node as usize / CHUNK)?).get_mut(node as usize % CHUNK)
    }

    /// Puts a node, or nothing, at an ordinal that is taken or the next.
    pub(super) fn set(&mut self, node: u32, value: Option<T>) {
        let value = value.map(Arc::new);
        if let Some(slot) = self.slot(node) {
            *slot = value;
            return;
        }
        if (self.len as usize).is_multiple_of(CHUNK) {
            self.chunks.push(Arc::default());
        }
        if let Some(last) = self.chunks.last_mut() {
            Arc::make_mut(last).push(value);
        }
        self.len += 1;
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &T)> {
        (0..self.len).filter_map(|node| Some((node, self.get(node)?)))
    }

    /// Estimated bytes on the heap; `own` tells those of a node.
    pub(super) fn heap_bytes(&self, own: impl Fn(&T) -> usize) -> usize {
        let counters = 2 * size_of::<usize>();
        let chunk =
            |chunk: &Arc<Vec<Option<Arc<T>>>>| counters + size_of::<Vec<Option<Arc<T>>>>() + chunk.capacity() * size_of::<Option<Arc<T>>>();
        let nodes: usize = self.iter().map(|(_, node)| counters + size_of::<T>() + own(node)).sum();
        self.chunks.capacity() * size_of::<usize>() + self.chunks.iter().map(chunk).sum::<usize>() + nodes
    }
}
