//! Opens the index on disk, writes to it and commits.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::LockError;
use tantivy::index::SegmentId;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyError, Term};
use uuid::Uuid;

use super::TextError;
use super::analysis::Stems;
use super::document::{Document, Kind};
use super::overlay::Overlay;
use super::schema::{self, Fields, VERSION};
use super::searcher::{Numbers, Searcher};

/// The most bytes that the writer has in memory before it writes a segment.
const BUDGET: usize = 64_000_000;

/// The place of an index.
#[derive(Debug, Clone)]
pub enum Place {
    /// In memory, for as long as the program runs.
    Memory,
    /// In a folder that holds nothing else.
    Folder(PathBuf),
    /// In a folder where nothing can be written: what is new is kept in memory.
    ReadOnlyFolder(PathBuf),
}

impl Place {
    /// Returns the folder that is written to, if there is one.
    pub fn folder(&self) -> Option<&Path> {
        if let Self::Folder(folder) = self { Some(folder) } else { None }
    }

    /// Returns the size of the files that are written there, in bytes; 0 in memory.
    pub fn size(&self) -> u64 {
        let files = self.folder().and_then(|folder| std::fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        files.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
    }
}

/// A moment of a database's history: a change, and words by which the same change of no other history is taken for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The id of the change.
    pub change: i64,
    /// The words. The index keeps and compares them, no more.
    pub mark: String,
}

/// A commit's words about itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Payload {
    /// [`VERSION`].
    schema: u32,
    /// Changes each time that the index is made anew.
    making: Uuid,
    /// The last change that is in the index; none while it is being filled.
    applied: Option<Moment>,
}

/// The index. It has one writer among all processes.
pub struct Index {
    place: Place,
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
    stems: Mutex<Stems>,
    /// The payload of the last commit.
    payload: Mutex<Payload>,
    /// Numbers of nodes by segment: a segment's never change.
    numbers: Mutex<HashMap<SegmentId, Arc<Numbers>>>,
    reason: Option<String>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("place", &self.place).field("applied", &self.applied()).finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Index {
    /// Opens the index. Where it is missing, of another version, or broken, it is made empty.
    ///
    /// # Errors
    /// [`TextError::InUse`] when another process writes to it, [`TextError::Broken`] when it cannot be made either.
    pub fn open(place: Place) -> Result<Self, TextError> {
        match &place {
            Place::Memory => Self::in_memory("it is kept in memory".to_owned()),
            Place::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                match found(folder).and_then(|index| Self::existing(&place, folder, index)) {
                    Err(TextError::Broken(reason)) => Self::empty(place, reason),
                    opened => opened,
                }
            }
            Place::ReadOnlyFolder(folder) => match found_read_only(folder).and_then(|index| Self::existing(&place, folder, index)) {
                Err(TextError::Broken(reason)) => Self::in_memory(reason),
                opened => opened,
            },
        }
    }

    /// Makes an empty index in memory.
    fn in_memory(reason: String) -> Result<Self, TextError> {
        Self::made(Place::Memory, tantivy::Index::create_in_ram(schema::schema().0), reason)
    }

    /// Opens the index that is in a folder.
    fn existing(place: &Place, folder: &Path, index: tantivy::Index) -> Result<Self, TextError> {
        // First of all, so that no other process changes the files that are looked at.
        let writer = writer(&index, folder)?;
        let (payload, _) = checked(&index).map_err(TextError::Broken)?;
        Self::new(place.clone(), index, writer, payload, None)
    }

    /// Opens a finished index to be searched only, with the last change that is in it. Nothing is made, and another
    /// process may write to it.
    ///
    /// # Errors
    /// [`TextError::Broken`] says why it cannot be used.
    pub fn look(folder: &Path) -> Result<(Searcher, Moment), TextError> {
        let index = found(folder)?;
        let (_, applied) = checked(&index).map_err(TextError::Broken)?;
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let numbers = searcher.segment_readers().iter().map(|_| Arc::default()).collect();
        Ok((Searcher::new(searcher, schema::schema().1, numbers), applied))
    }

    /// Returns the making of the finished index in a folder: another each time that it was made anew. None when there
    /// is no finished one.
    pub fn making(folder: &Path) -> Option<Uuid> {
        let payload = payload(&found(folder).ok()?).ok()?;
        payload.applied.map(|_| payload.making)
    }

    fn empty(place: Place, reason: String) -> Result<Self, TextError> {
        let Place::Folder(folder) = &place else { return Err(TextError::Broken(reason)) };
        // Whoever writes to it holds this lock: its files are not to be touched.
        if let Ok(index) = tantivy::Index::open_in_dir(folder)
            && let Err(error @ TextError::InUse(_)) = writer(&index, folder)
        {
            return Err(error);
        }
        std::fs::remove_dir_all(folder)?;
        std::fs::create_dir_all(folder)?;
        let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
        let index = tantivy::Index::create(directory, schema::schema().0, tantivy::IndexSettings::default())?;
        Self::made(place, index, reason)
    }

    /// An index with nothing in it.
    fn made(place: Place, index: tantivy::Index, reason: String) -> Result<Self, TextError> {
        let folder = place.folder().unwrap_or(Path::new(""));
        let writer = writer(&index, folder)?;
        Self::new(place, index, writer, Payload::unfinished(), Some(reason))
    }

    fn new(place: Place, index: tantivy::Index, writer: IndexWriter, payload: Payload, reason: Option<String>) -> Result<Self, TextError> {
        let (_, fields) = schema::schema();
        schema::register(&index);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let (writer, payload, numbers) = (Mutex::new(writer), Mutex::new(payload), Mutex::default());
        Ok(Self { place, fields, reader, writer, stems: Mutex::new(Stems::new()), payload, numbers, reason })
    }

    /// The last change that is in it; none when it must be filled.
    pub fn applied(&self) -> Option<Moment> {
        lock(&self.payload).applied.clone()
    }

    /// Returns the reason why the index was empty when it was opened, or none when it was not.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Adds documents, each in place of the earlier document of its node, and removes others. Searches see them after
    /// the next commit.
    pub fn write(&self, documents: impl IntoIterator<Item = Document>, removed: &[(Kind, Uuid)]) -> Result<(), TextError> {
        let (writer, mut stems) = (lock(&self.writer), lock(&self.stems));
        let delete = |kind, id: &Uuid| writer.delete_term(Term::from_field_bytes(self.fields.key, &schema::key(kind, id)));
        for (kind, id) in removed {
            delete(*kind, id);
        }
        for document in documents {
            delete(document.kind, &document.id);
            writer.add_document(self.fields.document(&document, &mut stems))?;
        }
        Ok(())
    }

    /// Makes what was written last. `applied` is the last change that is in it.
    pub fn commit(&self, applied: Moment) -> Result<(), TextError> {
        let making = lock(&self.payload).making;
        self.commit_with(Payload { schema: VERSION, making, applied: Some(applied) })
    }

    /// Takes everything out, to make the index anew: it is not finished until the next commit.
    pub fn clear(&self) -> Result<(), TextError> {
        lock(&self.writer).delete_all_documents()?;
        self.commit_with(Payload::unfinished())
    }

    fn commit_with(&self, payload: Payload) -> Result<(), TextError> {
        let mut writer = lock(&self.writer);
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&serde_json::to_string(&payload).map_err(|error| TextError::Broken(error.to_string()))?);
        prepared.commit()?;
        *lock(&self.payload) = payload;
        Ok(())
    }

    /// Returns the committed index for searches. `resolve` returns the caller's number of a node, or none for an
    /// unknown node. It is called once for each node of a segment, and the numbers of a segment are kept.
    pub fn searcher(&self, resolve: impl Fn(Kind, &Uuid) -> Option<u32>) -> Result<Searcher, TextError> {
        self.reader.reload()?;
        let searcher = self.reader.searcher();
        let mut known = lock(&self.numbers);
        let mut numbers = Vec::with_capacity(searcher.segment_readers().len());
        for segment in searcher.segment_readers() {
            let id = segment.segment_id();
            let of = match known.get(&id) {
                Some(of) => Arc::clone(of),
                None => Arc::new(Numbers::read(segment, &resolve)?),
            };
            numbers.push((id, of));
        }
        *known = numbers.iter().cloned().collect();
        Ok(Searcher::new(searcher, self.fields, numbers.into_iter().map(|(_, of)| of).collect()))
    }
}

impl Payload {
    fn unfinished() -> Self {
        Self { schema: VERSION, making: Uuid::new_v4(), applied: None }
    }
}

/// Opens the files in a folder.
fn found(folder: &Path) -> Result<tantivy::Index, TextError> {
    is_there(folder)?;
    tantivy::Index::open_in_dir(folder).map_err(|error| TextError::Broken(error.to_string()))
}

/// Opens the files in a folder where nothing can be written.
fn found_read_only(folder: &Path) -> Result<tantivy::Index, TextError> {
    is_there(folder)?;
    let opened = Overlay::open(folder).and_then(tantivy::Index::open);
    opened.map_err(|error| TextError::Broken(error.to_string()))
}

fn is_there(folder: &Path) -> Result<(), TextError> {
    if folder.join("meta.json").exists() { Ok(()) } else { Err(TextError::Broken("it was not there".to_owned())) }
}

fn payload(index: &tantivy::Index) -> Result<Payload, String> {
    let payload = index.load_metas().map_err(|error| error.to_string())?.payload.ok_or("it says nothing of itself")?;
    let payload = serde_json::from_str(&payload).ok().filter(|payload: &Payload| payload.schema == VERSION);
    payload.filter(|_| index.schema() == schema::schema().0).ok_or_else(|| "it was made by another version".to_owned())
}

/// Reads every byte of a finished index, and returns its payload with the last change; in words why it cannot be used.
fn checked(index: &tantivy::Index) -> Result<(Payload, Moment), String> {
    let payload = payload(index)?;
    let applied = payload.applied.clone().ok_or("it was never finished")?;
    let damaged = index.validate_checksum().map_err(|error| error.to_string())?;
    match damaged.iter().next() {
        Some(file) => Err(format!("{} is damaged", file.display())),
        None => Ok((payload, applied)),
    }
}

fn writer(index: &tantivy::Index, folder: &Path) -> Result<IndexWriter, TextError> {
    let options = IndexWriterOptions::builder().memory_budget_per_thread(BUDGET).num_worker_threads(1).num_merge_threads(1).build();
    index.writer_with_options(options).map_err(|error| match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => TextError::InUse(folder.display().to_string()),
        error => error.into(),
    })
}
