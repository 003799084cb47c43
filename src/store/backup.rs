//! Copies of a SQLite database: made while others use it, and checked.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Store, StoreError};
use crate::clock;
use crate::database_url::{sqlite_path, sqlite_url};

/// The ending of a copy that is not finished.
const UNFINISHED: &str = "unfinished";

/// The contents of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopySummary {
    /// The number of resources, merged ones too.
    pub resources: u64,
    /// The size of the file, in bytes.
    pub bytes: u64,
}

/// Returns the file in which a copy is written before it gets its name.
pub fn unfinished(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(UNFINISHED);
    file.with_file_name(name)
}

impl Store {
    /// Writes a copy of this SQLite database, as it is at this moment, into a new file; returns its contents. Others may read and write
    /// meanwhile. The file gets its name once the copy is whole, checked and on the disk. Costs a read of the whole database, and a second
    /// one of the copy.
    ///
    /// # Errors
    /// When the database is no SQLite file or is damaged, and when the file is there already or cannot be written.
    pub async fn copy_to(&self, file: &Path) -> Result<CopySummary, StoreError> {
        let unwritable = |error: io::Error| StoreError::unwritable(file, &error);
        if fs::symlink_metadata(file).is_ok() {
            return Err(unwritable(io::ErrorKind::AlreadyExists.into()));
        }
        let part = unfinished(file);
        let copied = self.copy_into(&part).await;
        let summary = match copied {
            Ok(summary) => summary,
            Err(error) => {
                // The reason of the failure is what counts.
                let _ = fs::remove_file(&part);
                return Err(error);
            }
        };
        File::open(&part).and_then(|part| part.sync_all()).map_err(unwritable)?;
        // Unlike a renamed file, a linked one takes the place of no other that was made meanwhile.
        match fs::hard_link(&part, file) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(unwritable(error)),
            // Not every file system has links.
            Err(_) => fs::rename(&part, file).map_err(unwritable)?,
            Ok(()) => drop(fs::remove_file(&part)),
        }
        sync_folder(file).map_err(unwritable)?;
        Ok(summary)
    }

    async fn copy_into(&self, part: &Path) -> Result<CopySummary, StoreError> {
        let unwritable = |error: io::Error| StoreError::unwritable(part, &error);
        // What an interrupted copy left.
        let _ = fs::remove_file(part);
        private(part).map_err(unwritable)?;
        let path = part.to_str().ok_or_else(|| unwritable(io::Error::other("its name is no text")))?;
        self.reader.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [path.into()])).await?;
        let copy = Self::open_read_only(&sqlite_url(part), None).await?;
        copy.check().await?;
        let bytes = fs::metadata(part).map_err(unwritable)?.len();
        // In the words of every version of the schema.
        let row = copy.reader.query_one_raw(Statement::from_string(DbBackend::Sqlite, "SELECT count(*) FROM resource")).await?;
        let resources = row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?.unwrap_or_default().unsigned_abs();
        copy.close().await?;
        Ok(CopySummary { resources, bytes })
    }

    /// Looks whether the file of this SQLite database is whole. Costs a read of the whole file.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] with SQLite's words about the first fault.
    pub async fn check(&self) -> Result<(), StoreError> {
        let row = self.reader.query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA quick_check(1)")).await?;
        let words: String = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
        if words == "ok" { Ok(()) } else { Err(StoreError::Inconsistent(words)) }
    }

    /// Returns how many bytes a copy of this SQLite database takes: about those of its pages that are in use.
    pub async fn used_bytes(&self) -> Result<u64, StoreError> {
        let sql = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size";
        let row = self.reader.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await?;
        Ok(row.map(|row| row.try_get_by_index::<i64>(0)).transpose()?.unwrap_or_default().unsigned_abs())
    }
}

/// Moves a SQLite database, with the files beside it, out of the way; returns its new path, or none when there is no database. Changes that
/// are not in its file yet are put there first, unless the file is damaged.
///
/// # Errors
/// [`StoreError::InUse`] when another program has it open, and when its files cannot be moved.
pub async fn move_away(url: &str) -> Result<Option<PathBuf>, StoreError> {
    let Some(file) = sqlite_path(url).filter(|file| file.exists()) else { return Ok(None) };
    match Store::open_alone(url).await {
        // A damaged file is a good reason to put a copy in its place.
        Err(error) if error.is_damaged() => {}
        opened => opened?.close().await?,
    }
    let stamp = clock::now().format("%Y%m%dT%H%M%S%3f");
    let beside = |path: &Path, ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let moved = beside(&file, &format!(".{stamp}"));
    for ending in ["", "-wal", "-shm"] {
        let (from, to) = (beside(&file, ending), beside(&moved, ending));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(StoreError::unwritable(&from, &error)),
            _ => {}
        }
    }
    Ok(Some(moved))
}

/// Makes an empty file that only this account may read: a database holds hashes of tokens.
fn private(path: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Makes the name of a file last through a power cut. Windows has no such call, and needs none.
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
