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
}

/// The properties that a commit stores about itself.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    /// [`VERSION`].
    schema: u32,
    /// The database's own id.
    database: Uuid,
    /// The last change that the index has. None while it is being filled.
    applied: Option<i64>,
}

/// The index. It has one writer among all processes.
pub struct Index {
    place: Place,
    database: Uuid,
    fields: Fields,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
    stems: Mutex<Stems>,
    applied: Mutex<Option<i64>>,
    /// Numbers of nodes by segment. Those of a segment never change.
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
    /// Opens the index of a database. It makes an empty one where there is none, where the version or the database is
    /// another, and where it is broken.
    ///
    /// # Errors
    /// [`TextError::InUse`] when another process writes to it. [`TextError::Broken`] when no empty one can be made.
    pub fn open(place: Place, database: Uuid) -> Result<Self, TextError> {
        let Place::Folder(folder) = &place else {
            let index = tantivy::Index::create_in_ram(schema::schema().0);
            return Self::new(place, index, database, None, Some("it is kept in memory".to_owned()));
        };
        std::fs::create_dir_all(folder)?;
        match Self::existing(folder, database) {
            Ok((index, applied)) => match Self::new(place.clone(), index, database, Some(applied), None) {
                Err(TextError::Broken(reason)) => Self::empty(place, database, reason),
                opened => opened,
            },
            Err(reason) => Self::empty(place, database, reason),
        }
    }

    /// Opens the index in a folder. Returns it with the last change that it has, or the reason why it cannot be used.
    fn existing(folder: &Path, database: Uuid) -> Result<(tantivy::Index, i64), String> {
        let told = |error: TantivyError| error.to_string();
        if !folder.join("meta.json").exists() {
            return Err("it was not there".to_owned());
        }
        let index = tantivy::Index::open_in_dir(folder).map_err(told)?;
        let payload = index.load_metas().map_err(told)?.payload.ok_or("it says nothing of itself")?;
        let payload: Payload = serde_json::from_str(&payload).map_err(|error| error.to_string())?;
        if payload.schema != VERSION || index.schema() != schema::schema().0 {
            return Err("it was made by another version".to_owned());
        }
        if payload.database != database {
            return Err("it is of another database".to_owned());
        }
        let applied = payload.applied.ok_or("it was never finished")?;
        let damaged = index.validate_checksum().map_err(told)?;
        if let Some(file) = damaged.iter().next() {
            return Err(format!("{} is damaged", file.display()));
        }
        Ok((index, applied))
    }

    /// Opens the index in a folder for searches only. Returns it with the last change that it has. Makes nothing, and
    /// works while another process writes to it.
    ///
    /// # Errors
    /// [`TextError::Broken`] says why it cannot be used.
    pub fn look(folder: &Path, database: Uuid) -> Result<(Searcher, i64), TextError> {
        let (index, applied) = Self::existing(folder, database).map_err(TextError::Broken)?;
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let searcher = reader.searcher();
        let numbers = searcher.segment_readers().iter().map(|_| Arc::default()).collect();
        Ok((Searcher::new(searcher, schema::schema().1, numbers), applied))
    }

    fn empty(place: Place, database: Uuid, reason: String) -> Result<Self, TextError> {
        let Place::Folder(folder) = &place else { return Err(TextError::Broken(reason)) };
        // A writer holds this lock, and its files must not be touched.
        if let Ok(index) = tantivy::Index::open_in_dir(folder) {
            drop(writer(&index, folder)?);
        }
        std::fs::remove_dir_all(folder)?;
        std::fs::create_dir_all(folder)?;
        let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
        let index = tantivy::Index::create(directory, schema::schema().0, tantivy::IndexSettings::default())?;
        Self::new(place, index, database, None, Some(reason))
    }

    fn new(place: Place, index: tantivy::Index, database: Uuid, applied: Option<i64>, reason: Option<String>) -> Result<Self, TextError> {
        let (_, fields) = schema::schema();
        let folder = if let Place::Folder(folder) = &place { folder.as_path() } else { Path::new("") };
        schema::register(&index);
        let writer = Mutex::new(writer(&index, folder)?);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let (applied, numbers) = (Mutex::new(applied), Mutex::default());
        Ok(Self { place, database, fields, reader, writer, stems: Mutex::new(Stems::new()), applied, numbers, reason })
    }

    /// Returns the last change that the index has, or none when it must be filled.
    pub fn applied(&self) -> Option<i64> {
        *lock(&self.applied)
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

    /// Commits the writes. `applied` is the last change that the index now has, or none while it is being filled.
    pub fn commit(&self, applied: Option<i64>) -> Result<(), TextError> {
        let payload = Payload { schema: VERSION, database: self.database, applied };
        let mut writer = lock(&self.writer);
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&serde_json::to_string(&payload).map_err(|error| TextError::Broken(error.to_string()))?);
        prepared.commit()?;
        *lock(&self.applied) = applied;
        Ok(())
    }

    /// Removes all documents.
    pub fn clear(&self) -> Result<(), TextError> {
        lock(&self.writer).delete_all_documents()?;
        self.commit(None)
    }

    /// Returns the committed index for searches. `resolve` returns the caller's number of a node, or none for an
    /// unknown node. It is called once for each node of each segment.
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

    /// Returns the size on disk in bytes, and 0 in memory.
    pub fn size(&self) -> u64 {
        let Place::Folder(folder) = &self.place else { return 0 };
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        files.filter_map(|file| Some(file.metadata().ok()?.len())).sum()
    }
}

fn writer(index: &tantivy::Index, folder: &Path) -> Result<IndexWriter, TextError> {
    let options = IndexWriterOptions::builder().memory_budget_per_thread(BUDGET).num_worker_threads(1).num_merge_threads(1).build();
    index.writer_with_options(options).map_err(|error| match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => TextError::InUse(folder.display().to_string()),
        error => error.into(),
    })
}
