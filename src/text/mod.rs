//! Full-text search: which nodes have a word in their texts, how well, and where.
//!
//! The index holds one document a node. It is a projection: what it says can be made again from the database, so whatever is wrong with it
//! is mended by making it anew. It knows nodes by their ids; who searches gives a function that tells its own number for an id, and gets
//! numbers back.
//!
//! A word is found by its English stem, whatever its case and accents; `query` says what a person may type.

mod analysis;
mod document;
mod highlight;
mod index;
mod plurals;
mod query;
mod schema;
mod search;
mod searcher;
mod statistics;
mod suggest;
#[cfg(test)]
mod tests;

pub use document::{Document, Kind};
pub use highlight::{Marker, Snippet};
pub use index::{Index, Place};
pub use search::Found;
pub use searcher::Searcher;
pub use suggest::{Candidate, Nodes};

/// What can go wrong with an index.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TextError {
    /// Another process writes to it.
    #[error("another process uses the text index in {0}; two servers need data directories of their own")]
    InUse(String),
    /// Its files are not what they should be; making it anew mends that.
    #[error("the text index is broken: {0}")]
    Broken(String),
}

impl From<tantivy::TantivyError> for TextError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<std::io::Error> for TextError {
    fn from(error: std::io::Error) -> Self {
        Self::Broken(error.to_string())
    }
}
