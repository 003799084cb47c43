//! Full-text search. It finds the nodes that have a word in their texts, with a score and the place of the word.
//!
//! The index has one document for each node. It is a projection: it can be made again from the database, and that mends
//! any fault of it. The index knows nodes by their ids. The caller of a search gives a function from ids to its own
//! numbers, and gets these numbers as the result.
//!
//! A word is found by its English stem, without regard to case and accents. `query` describes the language of searches.

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
pub use index::{Index, Moment, Place};
pub use search::Found;
pub use searcher::Searcher;
pub use suggest::{Candidate, Nodes};

/// An error of the index.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TextError {
    /// Another process writes to it.
    #[error("another process writes to the text index in {0}")]
    InUse(String),
    /// Its files are damaged. Making the index again mends that.
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
