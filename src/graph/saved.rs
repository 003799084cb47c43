//! A graph as a file: what it took long to sort and count is read as it was.
//!
//! The file is a row of frames: length, checksum, and values as postcard writes them. It is for the program that wrote it: another
//! version may sort, hash or pack differently. `stamp`, the caller's own words, says whose graph it is and which program's.

use std::io::{self, Read, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Graph;
use super::chunked::Chunked;
use super::index::Index;
use super::resource::Resources;
use super::root::{Ranked, Root};
use super::snapshot::{Edges, Snapshot};

/// What a file begins with.
const MAGIC: [u8; 16] = *b"colophon graph 2";

/// Why a file is of no use.
#[derive(Debug, thiserror::Error)]
pub enum SavedError {
    /// It cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is not what was written.
    #[error("the file is damaged")]
    Damaged,
}

impl From<postcard::Error> for SavedError {
    fn from(_: postcard::Error) -> Self {
        Self::Damaged
    }
}

/// A file that holds a graph, read up to its stamp.
#[derive(Debug)]
pub struct Saved<R> {
    stamp: String,
    version: i64,
    edges: Edges,
    reader: Reader<R>,
}

impl Graph {
    /// Writes all of it.
    ///
    /// # Errors
    /// When `output` fails.
    pub fn save(&self, stamp: &str, output: impl Write) -> Result<(), SavedError> {
        let snapshot = self.snapshot();
        let mut writer = Writer { output };
        writer.output.write_all(&MAGIC)?;
        writer.put(&(stamp, snapshot.version, snapshot.edges))?;
        snapshot.resources.save(&mut writer)?;
        snapshot.agents.save(&mut writer)?;
        snapshot.keywords.save(&mut writer)?;
        snapshot.collections.save(&mut writer)?;
        writer.put(&snapshot.merged_agents)?;
        writer.put(&snapshot.merged_keywords)?;
        snapshot.index.save(&mut writer)?;
        for root in Root::ALL {
            snapshot.root(root).save(&mut writer)?;
        }
        Ok(writer.output.flush()?)
    }
}

impl<R: Read> Saved<R> {
    /// Reads the stamp.
    ///
    /// # Errors
    /// When the input is no graph.
    pub fn open(mut input: R) -> Result<Self, SavedError> {
        let mut magic = [0; MAGIC.len()];
        input.read_exact(&mut magic)?;
        if magic != MAGIC {
            return Err(SavedError::Damaged);
        }
        let mut reader = Reader { input, frame: Vec::new() };
        let (stamp, version, edges) = reader.get()?;
        Ok(Self { stamp, version, edges, reader })
    }

    /// What was said of it when it was written.
    pub fn stamp(&self) -> &str {
        &self.stamp
    }

    /// The graph's version.
    pub const fn version(&self) -> i64 {
        self.version
    }

    /// Reads the rest.
    ///
    /// # Errors
    /// When something of it is missing or changed.
    pub fn graph(mut self) -> Result<Graph, SavedError> {
        let reader = &mut self.reader;
        let mut snapshot = Snapshot {
            version: self.version,
            edges: self.edges,
            resources: Resources::restore(reader)?,
            agents: Chunked::restore(reader)?,
            keywords: Chunked::restore(reader)?,
            collections: Chunked::restore(reader)?,
            merged_agents: reader.get()?,
            merged_keywords: reader.get()?,
            index: Index::restore(reader)?,
            ..Snapshot::default()
        };
        for root in Root::ALL {
            *snapshot.root_mut(root) = Ranked::restore(reader)?;
        }
        Ok(Graph::new(snapshot))
    }
}

/// Writes frames.
pub(super) struct Writer<W> {
    output: W,
}

impl<W: Write> Writer<W> {
    /// Writes a value that is read at once.
    pub(super) fn put<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), SavedError> {
        let bytes = postcard::to_allocvec(value)?;
        let length = u32::try_from(bytes.len()).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        self.output.write_all(&length.to_le_bytes())?;
        self.output.write_all(&crc32fast::hash(&bytes).to_le_bytes())?;
        Ok(self.output.write_all(&bytes)?)
    }

    /// Writes many values, some at a time.
    pub(super) fn put_all<T: Serialize>(&mut self, values: &[T], at_once: usize) -> Result<(), SavedError> {
        self.put(&values.len())?;
        values.chunks(at_once).try_for_each(|values| self.put(values))
    }
}

/// Reads frames.
#[derive(Debug)]
pub(super) struct Reader<R> {
    input: R,
    frame: Vec<u8>,
}

impl<R: Read> Reader<R> {
    /// What [`Writer::put`] wrote.
    pub(super) fn get<T: DeserializeOwned>(&mut self) -> Result<T, SavedError> {
        let (mut length, mut sum) = ([0; 4], [0; 4]);
        self.input.read_exact(&mut length)?;
        self.input.read_exact(&mut sum)?;
        self.frame.clear();
        // A length that is wrong finds the end of the file, not of the memory.
        self.input.by_ref().take(u32::from_le_bytes(length).into()).read_to_end(&mut self.frame)?;
        if crc32fast::hash(&self.frame) != u32::from_le_bytes(sum) {
            return Err(SavedError::Damaged);
        }
        Ok(postcard::from_bytes(&self.frame)?)
    }

    /// What [`Writer::put_all`] wrote.
    pub(super) fn get_all<T: DeserializeOwned>(&mut self) -> Result<Vec<T>, SavedError> {
        let length: usize = self.get()?;
        let mut values = Vec::new();
        while values.len() < length {
            let more: Vec<T> = self.get()?;
            if more.is_empty() {
                return Err(SavedError::Damaged);
            }
            values.extend(more);
        }
        values.shrink_to_fit();
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::model::{catalogue, delta, large};
    use super::*;

    fn saved(graph: &Graph) -> Vec<u8> {
        let mut bytes = Vec::new();
        graph.save("mine", &mut bytes).unwrap();
        bytes
    }

    fn restored(bytes: &[u8]) -> Result<Graph, SavedError> {
        Saved::open(bytes)?.graph()
    }

    proptest! {
        #[test]
        fn a_graph_comes_back_and_goes_on(rows in catalogue(), changes in prop::collection::vec(delta(8), 0..3), later in delta(8)) {
            let mut graph = rows.build();
            for change in changes {
                graph = graph.apply(change, graph.version() + 1);
            }
            let bytes = saved(&graph);
            let opened = Saved::open(bytes.as_slice()).unwrap();
            prop_assert_eq!((opened.stamp(), opened.version()), ("mine", graph.version()));
            let back = opened.graph().unwrap();
            prop_assert_eq!(back.differences(&graph), [] as [String; 0]);
            prop_assert_eq!(back.counts(), graph.counts());
            prop_assert_eq!(saved(&back).len(), bytes.len());
            let (back, graph) = (back.apply(later.clone(), 99), graph.apply(later, 99));
            prop_assert_eq!(back.differences(&graph), [] as [String; 0]);
        }
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let bytes = saved(&large().build());
        assert!(restored(&bytes).is_ok());
        for place in (0..bytes.len()).step_by(bytes.len() / 97) {
            assert!(restored(&bytes[..place]).is_err(), "cut at {place}");
            let mut changed = bytes.clone();
            changed[place] ^= 0x10;
            assert!(restored(&changed).is_err(), "changed at {place}");
        }
    }
}
