//! The text of a table with one kind of line end, and a bound for its rows.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A row is not longer than this, in bytes.
const LONGEST: usize = 16 << 20;

/// The number of bytes that were read since the last row ended.
#[derive(Debug, Clone, Default)]
pub(super) struct Growth(Arc<AtomicUsize>);

impl Growth {
    /// Begins a row.
    pub(super) fn reset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    fn add(&self, bytes: usize) -> io::Result<()> {
        if self.0.fetch_add(bytes, Ordering::Relaxed) > LONGEST {
            return Err(io::Error::other(
                "a row is longer than 16 MiB: a value perhaps begins with a quote (\") that nothing closes; close it or take it away",
            ));
        }
        Ok(())
    }
}

/// A text whose lines end in LF, the last one too. Fails when a row is too long.
#[derive(Debug)]
pub(super) struct TableText<R> {
    input: R,
    growth: Growth,
    /// The last byte that was read; none before the first.
    last: Option<u8>,
    ended: bool,
}

impl<R: BufRead> TableText<R> {
    pub(super) fn new(input: R, growth: Growth) -> Self {
        Self { input, growth, last: None, ended: false }
    }
}

impl<R: BufRead> Read for TableText<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() || buffer.is_empty() {
                let is_open = !buffer.is_empty() && !self.ended && self.last.is_some_and(|last| !matches!(last, b'\n' | b'\r'));
                self.ended |= !buffer.is_empty();
                return Ok(buffer.first_mut().filter(|_| is_open).map_or(0, |end| {
                    *end = b'\n';
                    1
                }));
            }
            let (mut used, mut written) = (0, 0);
            for (at, byte) in chunk.iter().copied().enumerate().take(buffer.len()) {
                used = at + 1;
                let last = self.last.replace(byte);
                if byte == b'\n' && last == Some(b'\r') {
                    continue;
                }
                if let Some(slot) = buffer.get_mut(written) {
                    *slot = if byte == b'\r' { b'\n' } else { byte };
                    written += 1;
                }
            }
            self.input.consume(used);
            self.growth.add(used)?;
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_alike() {
        for (bytes, expected) in [("a\r\nb\rc\n\nd", "a\nb\nc\n\nd\n"), ("", ""), ("a\n", "a\n"), ("a\r", "a\n"), ("\r\n\r\n", "\n\n")] {
            for capacity in 1..4 {
                let mut text = TableText::new(io::BufReader::with_capacity(capacity, bytes.as_bytes()), Growth::default());
                let mut read = String::new();
                text.read_to_string(&mut read).unwrap();
                assert_eq!(read, expected, "{bytes:?}");
            }
        }
    }

    #[test]
    fn a_row_has_a_bound() {
        let endless = io::BufReader::new(io::repeat(b'x'));
        let error = io::copy(&mut TableText::new(endless, Growth::default()), &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("16 MiB"));
    }
}
