//! Resources in the file of a graph.

use std::io::{Read, Write};
use std::sync::Arc;

use super::{Block, Resources, Terms};
use crate::graph::saved::{Reader, SavedError, Writer};

/// Blocks that stand in a file together.
const AT_ONCE: usize = 32;

impl Resources {
    pub(in crate::graph) fn save<W: Write>(&self, writer: &mut Writer<W>) -> Result<(), SavedError> {
        writer.put(self.languages.texts())?;
        writer.put(self.licenses.texts())?;
        writer.put_all(&self.blocks, AT_ONCE)
    }

    pub(in crate::graph) fn restore<R: Read>(reader: &mut Reader<R>) -> Result<Self, SavedError> {
        let (languages, licenses) = (Terms::new(reader.get()?), Terms::new(reader.get()?));
        let blocks: Vec<Arc<Block>> = reader.get_all()?;
        let len = blocks.iter().map(|block| block.heads.len() as u32).sum();
        Ok(Self { blocks, len, languages, licenses })
    }
}
