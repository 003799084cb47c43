//! A file on its way in: counted for the progress bar, hashed for the run.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::key;
use super::run::ImportError;

/// Something to import.
pub struct Input {
    /// What reports and provenance call it: the file's name without its folder, or `-`.
    pub name: String,
    /// Its size in bytes, where it is known.
    pub size: Option<u64>,
    reader: Box<dyn Read + Send>,
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Input").field("name", &self.name).field("size", &self.size).finish_non_exhaustive()
    }
}

impl Input {
    /// A file.
    ///
    /// # Errors
    /// [`ImportError::Unreadable`] when it is not there, is a folder, or may not be read.
    pub fn file(path: &Path) -> Result<Self, ImportError> {
        let unreadable = |reason: String| ImportError::Unreadable { file: path.display().to_string(), reason };
        let metadata = std::fs::metadata(path).map_err(|error| unreadable(plain(&error)))?;
        if metadata.is_dir() {
            return Err(unreadable("it is a folder; name the files in it".to_owned()));
        }
        let file = File::open(path).map_err(|error| unreadable(plain(&error)))?;
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        // A pipe has no size to show progress against.
        Ok(Self { name, size: metadata.is_file().then_some(metadata.len()), reader: Box::new(file) })
    }

    /// Standard input.
    pub fn stdin() -> Self {
        Self { name: "-".to_owned(), size: None, reader: Box::new(io::stdin()) }
    }

    /// A text that the program carries.
    pub fn embedded(name: &str, text: &'static str) -> Self {
        Self { name: name.to_owned(), size: Some(text.len() as u64), reader: Box::new(text.as_bytes()) }
    }

    /// The source's name when none is given: the file's name without its endings.
    pub fn source(&self) -> String {
        if self.name == "-" {
            return "stdin".to_owned();
        }
        let name = self.name.strip_suffix(".gz").unwrap_or(&self.name);
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
            _ => name.to_owned(),
        }
    }

    pub(super) fn watched(self) -> (Box<dyn Read + Send>, Watch) {
        let watch = Watch::default();
        (Box::new(Watched { inner: self.reader, watch: watch.clone() }), watch)
    }
}

fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => error.to_string(),
    }
}

/// How far a file was read, and its hash.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch {
    bytes: Arc<AtomicU64>,
    hash: Arc<Mutex<Sha256>>,
}

impl Watch {
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// SHA-256 of what was read, in hexadecimal.
    pub(super) fn checksum(&self) -> String {
        let hash = self.hash.lock().unwrap_or_else(PoisonError::into_inner).clone();
        key::hexadecimal(&hash.finalize())
    }
}

struct Watched {
    inner: Box<dyn Read + Send>,
    watch: Watch,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.watch.bytes.fetch_add(read as u64, Ordering::Relaxed);
        if let Some(bytes) = buffer.get(..read) {
            self.watch.hash.lock().unwrap_or_else(PoisonError::into_inner).update(bytes);
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_named_after_its_file() {
        let named = |name: &str| Input { name: name.to_owned(), size: None, reader: Box::new(io::empty()) }.source();
        assert_eq!(named("peer-support.txt"), "peer-support");
        assert_eq!(named("records.jsonl.gz"), "records");
        assert_eq!(named(".hidden"), ".hidden");
        assert_eq!(named("-"), "stdin");
    }
}
