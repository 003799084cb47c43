//! The errors of an import.

use crate::format::ReadError;
use crate::store::StoreError;

/// The reason why a file is not read, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be opened.
    #[error("cannot read {file}: {reason}")]
    Unreadable {
        /// The file, as it was named.
        file: String,
        /// The reason, in words.
        reason: String,
    },
    /// The file cannot be read as what it is said to be.
    #[error("{file}: {error}")]
    Read {
        /// The file's name.
        file: String,
        /// The reason.
        error: ReadError,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The import ended before the file, or could not begin.
    #[error("{file}: not read: {reason}")]
    NotBegun {
        /// The file's name.
        file: String,
        /// The error that ended the import.
        reason: String,
    },
}
