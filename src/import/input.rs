//! A file on its way in: opened when its turn comes, counted for the progress bar, hashed for the run.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::error::ImportError;
use super::key;

/// Something to import.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name in reports and in provenance: the file's name without its folder, or `-`. A file that was found in a folder has
    /// its path in that folder.
    pub name: String,
    /// The size in bytes, where it is known.
    pub size: Option<u64>,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    File(PathBuf),
    Stdin,
    Embedded(&'static str),
}

impl Input {
    /// A file. It is opened when it is read.
    pub fn file(path: &Path) -> Self {
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        // A pipe has no size to show progress against.
        let size = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len());
        Self { name, size, content: Content::File(path.to_owned()) }
    }

    /// The same under another name.
    pub(super) fn named(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// Standard input.
    pub fn stdin() -> Self {
        Self { name: "-".to_owned(), size: None, content: Content::Stdin }
    }

    /// A text that the program carries.
    pub fn embedded(name: &str, text: &'static str) -> Self {
        Self { name: name.to_owned(), size: Some(text.len() as u64), content: Content::Embedded(text) }
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

    /// Opens the input. Fails when a file is not there, is a folder, or may not be read.
    pub(super) fn open(&self) -> Result<(Box<dyn Read + Send>, Watch), ImportError> {
        let inner: Box<dyn Read + Send> = match &self.content {
            Content::File(path) => {
                Box::new(open(path).map_err(|reason| ImportError::Unreadable { file: path.display().to_string(), reason })?)
            }
            Content::Stdin => Box::new(io::stdin()),
            Content::Embedded(text) => Box::new(text.as_bytes()),
        };
        let watch = Watch::default();
        Ok((Box::new(Watched { inner, watch: watch.clone() }), watch))
    }
}

/// Opens a file, or tells the reason why it cannot be read.
fn open(path: &Path) -> Result<File, String> {
    // Windows opens no folder, and says that access was denied.
    if path.is_dir() {
        return Err("it is a folder, and no file in it has a name that ends as those of a format do".to_owned());
    }
    File::open(path).map_err(|error| plain(&error))
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
        let named = |name: &str| Input::embedded(name, "").source();
        assert_eq!(named("peer-support.txt"), "peer-support");
        assert_eq!(named("records.jsonl.gz"), "records");
        assert_eq!(named(".hidden"), ".hidden");
        assert_eq!(named("-"), "stdin");
    }
}
