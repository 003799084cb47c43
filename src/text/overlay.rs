//! A folder that is only read: files that are written and removed, are so in memory.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{DirectoryLock, FileHandle, Lock, MmapDirectory, RamDirectory, WatchCallback, WatchHandle, WritePtr};
use tantivy::{Directory, TantivyError};

/// The files of a folder, below those in memory.
#[derive(Debug, Clone)]
pub(super) struct Overlay {
    below: MmapDirectory,
    above: RamDirectory,
    /// Files of the folder that count as removed.
    removed: Arc<Mutex<HashSet<PathBuf>>>,
}

impl Overlay {
    /// Opens a folder. Nothing is written there.
    pub(super) fn open(folder: &Path) -> Result<Self, TantivyError> {
        Ok(Self { below: MmapDirectory::open(folder)?, above: RamDirectory::create(), removed: Arc::default() })
    }

    fn removed(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.removed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_below(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(!self.removed().contains(path) && self.below.exists(path)?)
    }
}

impl Directory for Overlay {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        if !self.above.exists(path)? && self.is_below(path)? { self.below.get_file_handle(path) } else { self.above.get_file_handle(path) }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let is_below = self.is_below(path).unwrap_or_default();
        if is_below {
            self.removed().insert(path.to_owned());
        }
        match self.above.delete(path) {
            Err(DeleteError::FileDoesNotExist(_)) if is_below => Ok(()),
            deleted => deleted,
        }
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.above.exists(path)? || self.is_below(path)?)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        if self.is_below(path).unwrap_or_default() {
            return Err(OpenWriteError::FileAlreadyExists(path.to_owned()));
        }
        self.above.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if !self.above.exists(path)? && self.is_below(path)? { self.below.atomic_read(path) } else { self.above.atomic_read(path) }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.above.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    /// A lock holds off the writers of this process. No other one writes to what is in memory.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.above.acquire_lock(lock)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.above.watch(callback)
    }
}
