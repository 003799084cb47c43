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
mod overlay;
mod plurals;
mod query;
mod schema;
mod search;
mod searcher;
mod statistics;
mod suggest;
#[cfg(test)]
mod tests;
mod typo;

use std::io;
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenWriteError};

pub use document::{Document, Kind};
pub use highlight::{Marker, Snippet};
pub use index::{Index, Moment, Place};
pub use search::Found;
pub use searcher::Searcher;
pub use suggest::{Candidate, Fit, Nodes};

/// An error of the index.
#[derive(Debug, Clone, thiserror::Error)]
pub enum TextError {
    /// Another process writes to it.
    #[error("another process writes to the text index in {0}")]
    InUse(String),
    /// The disk is full, or takes no writes.
    #[error("the text index cannot be written: {0}")]
    Unwritable(Arc<io::Error>),
    /// Its files are damaged. Making the index again mends that.
    #[error("the text index is broken: {0}")]
    Broken(String),
}

impl From<TantivyError> for TextError {
    fn from(error: TantivyError) -> Self {
        // An error of reading is not among them: a file that cannot be read may be made again.
        let io = match &error {
            TantivyError::IoError(io)
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: io, .. })
            | TantivyError::LockFailure(LockError::IoError(io), _) => Some(io),
            _ => None,
        };
        io.filter(|io| is_of_place(io.kind())).cloned().map_or_else(|| Self::Broken(error.to_string()), Self::Unwritable)
    }
}

impl From<io::Error> for TextError {
    fn from(error: io::Error) -> Self {
        if is_of_place(error.kind()) { Self::Unwritable(Arc::new(error)) } else { Self::Broken(error.to_string()) }
    }
}

/// Returns true when an error comes of the place where the files are: to make them again does not help.
fn is_of_place(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(kind, FileTooLarge | PermissionDenied | QuotaExceeded | ReadOnlyFilesystem | StorageFull)
}
