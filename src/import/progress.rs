//! The progress of an import.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The progress of an import; read by the progress bar while it runs.
#[derive(Debug, Clone, Default)]
pub struct Progress {
    bytes: Arc<AtomicU64>,
    rows: Arc<AtomicU64>,
    all_rows: Arc<AtomicU64>,
    records: Arc<AtomicU64>,
}

impl Progress {
    /// Bytes read of the present file.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Rows read of the present file, and all its rows. None for a file whose rows are not known before they are read: a workbook is read
    /// as a whole first, so that its bytes tell nothing.
    pub fn rows(&self) -> Option<(u64, u64)> {
        let all = self.all_rows.load(Ordering::Relaxed);
        (all > 0).then(|| (self.rows.load(Ordering::Relaxed), all))
    }

    /// Records read so far, of all files.
    pub fn records(&self) -> u64 {
        self.records.load(Ordering::Relaxed)
    }

    /// Begins a file with so many rows; zero where that is not known.
    pub(super) fn begin(&self, rows: u64) {
        self.bytes.store(0, Ordering::Relaxed);
        self.rows.store(0, Ordering::Relaxed);
        self.all_rows.store(rows, Ordering::Relaxed);
    }

    /// So many bytes and lines of the present file are read.
    pub(super) fn read(&self, bytes: u64, lines: u64) {
        self.bytes.store(bytes, Ordering::Relaxed);
        self.rows.store(lines, Ordering::Relaxed);
    }

    /// So many records more are read.
    pub(super) fn add_records(&self, records: u64) {
        self.records.fetch_add(records, Ordering::Relaxed);
    }
}
