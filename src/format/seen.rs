//! The text of a file as it goes by: how many lines have any, and the first of them.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::ReadError;
use super::lines::Line;

/// So many lines are kept.
const HEAD: u64 = 30;
/// So much of a line is kept, in characters.
const WIDTH: usize = 400;

/// The lines with text that were read so far. Clones share what they have seen.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    lines: Arc<AtomicU64>,
    head: Arc<Mutex<Vec<Line>>>,
}

impl Seen {
    /// Notes the lines that go by and hands them on.
    pub(super) fn watch<I>(&self, lines: I) -> impl Iterator<Item = Result<Line, ReadError>> + use<I>
    where
        I: Iterator<Item = Result<Line, ReadError>>,
    {
        let seen = self.clone();
        lines.inspect(move |line| {
            if let Ok(line) = line {
                seen.note(line);
            }
        })
    }

    /// Notes a line.
    pub(super) fn note(&self, line: &Line) {
        self.note_at(line, line.number);
    }

    /// Notes a line that stands on this line of its file.
    pub(super) fn note_at(&self, line: &Line, number: u64) {
        let has_text = line.text.bytes().any(|byte| !byte.is_ascii_whitespace());
        if has_text && self.lines.fetch_add(1, Ordering::Relaxed) < HEAD {
            let start = Line { number, text: line.text.chars().take(WIDTH).collect(), truncated: line.truncated };
            self.head.lock().unwrap_or_else(PoisonError::into_inner).push(start);
        }
    }

    /// The number of lines with text.
    pub fn lines(&self) -> u64 {
        self.lines.load(Ordering::Relaxed)
    }

    /// The beginnings of the first lines with text.
    pub(crate) fn head(&self) -> Vec<Line> {
        self.head.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
