//! Makes the text index anew, for `colophon reindex`: in this process, or in the server that has the index open.
//!
//! One process at a time writes to an index. Beside a server the command therefore leaves a request: a file next to the
//! index. The server looks for it each time that it brings the index up to date.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

use tracing::info;

use super::Catalog;
use super::text::{TextFailure, blocking};
use crate::text::{Index, Place, TextError};

/// The time between two looks at whether the server has done the request.
const PERIOD: Duration = Duration::from_millis(250);

/// A text index that was made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reindexed {
    /// The number of its documents.
    pub documents: u64,
    /// A server that had it open has done it.
    pub is_by_server: bool,
}

/// The file that asks for a new index.
fn request(folder: &Path) -> PathBuf {
    folder.with_extension("anew")
}

impl Catalog {
    /// Makes the text index anew. Search is not there meanwhile. A server that has the index open is asked to do it;
    /// `waiting` is called when it was asked.
    ///
    /// # Errors
    /// When the index cannot be written, or the database not be read.
    pub async fn reindex(&self, waiting: impl FnOnce()) -> Result<Reindexed, TextFailure> {
        let _one_writer = self.texts.writing.lock().await;
        let (folder, mut waiting) = (self.texts.place.folder().map(Path::to_owned), Some(waiting));
        let before = folder.as_deref().and_then(Index::making);
        loop {
            let opened = self.index().await;
            match (opened, &folder) {
                (Ok(index), folder) => {
                    if let Some(folder) = folder {
                        // The server that was asked has stopped, and the next one need not do it again.
                        let _ = fs::remove_file(request(folder));
                    }
                    self.refresh().await?;
                    self.fill(&index).await?;
                    return Ok(Reindexed { documents: self.indexed(), is_by_server: false });
                }
                (Err(TextFailure::Text(TextError::InUse(_))), Some(folder)) => {
                    if let Some(waiting) = waiting.take() {
                        fs::write(request(folder), "").map_err(TextError::from)?;
                        waiting();
                    }
                    tokio::time::sleep(PERIOD).await;
                    if Index::making(folder).is_some_and(|making| Some(making) != before) {
                        let folder = folder.clone();
                        let (searcher, _) = blocking(move || Index::look(&folder)).await?;
                        return Ok(Reindexed { documents: searcher.documents(), is_by_server: true });
                    }
                }
                (Err(error), _) => return Err(error),
            }
        }
    }

    /// Makes the index anew if there is a request. Who calls holds `writing`.
    pub(super) async fn fulfil_request(&self) -> Result<(), TextFailure> {
        let Place::Folder(folder) = &self.texts.place else { return Ok(()) };
        if fs::remove_file(request(folder)).is_ok() {
            info!("`colophon reindex` asks for a new text index");
            self.texts.is_asked.store(true, Ordering::Relaxed);
        }
        if self.texts.is_asked.load(Ordering::Relaxed) {
            let index = self.index().await?;
            self.fill(&index).await?;
            // Not before: what fails is tried again.
            self.texts.is_asked.store(false, Ordering::Relaxed);
        }
        Ok(())
    }
}
