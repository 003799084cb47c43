//! A stream of bytes as numbered lines of text, in bounded memory.

use std::io::{BufRead, Read};

use memchr::memchr2;

use super::ReadError;
use super::encoding::{self, NotUtf8};

/// How much of a line is kept, in bytes.
pub const LONGEST_LINE: usize = 1 << 20;

/// One line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, counted from 1.
    pub number: u64,
    /// Its text without the line end, not tidied; at most [`LONGEST_LINE`] bytes.
    pub text: String,
    /// True when it was longer, and its rest was dropped.
    pub truncated: bool,
}

/// Reads lines that end in LF, CRLF or a lone CR; ends after the first error.
#[derive(Debug)]
pub struct Lines<R> {
    input: R,
    number: u64,
    /// The last line ended in CR: an LF that follows belongs to that end.
    after_return: bool,
    /// A line had letters beyond ASCII: the file is UTF-8 so far.
    has_letters: bool,
    failed: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads lines from here on; the first one has number 1.
    pub fn new(input: R) -> Self {
        Self { input, number: 0, after_return: false, has_letters: false, failed: false }
    }

    /// The next line, or none at the end of the input.
    ///
    /// Fails when the input fails, or when the part of the line that is kept is not UTF-8 or holds a NUL.
    fn read(&mut self) -> Result<Option<Line>, ReadError> {
        let mut line = Bytes::default();
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            if chunk.is_empty() {
                return if line.begun { self.decode(line).map(Some) } else { Ok(None) };
            }
            if std::mem::take(&mut self.after_return) && chunk.first() == Some(&b'\n') {
                self.input.consume(1);
                continue;
            }
            let end = memchr2(b'\n', b'\r', chunk);
            let (text, rest) = chunk.split_at(end.unwrap_or(chunk.len()));
            line.push(text);
            let used = text.len() + usize::from(end.is_some());
            self.after_return = rest.first() == Some(&b'\r');
            self.input.consume(used);
            if end.is_some() {
                return self.decode(line).map(Some);
            }
        }
    }

    fn decode(&mut self, line: Bytes) -> Result<Line, ReadError> {
        self.number += 1;
        match line.decode(self.number) {
            Ok(line) => {
                self.has_letters |= !line.text.is_ascii();
                Ok(line)
            }
            Err(bytes) => Err(ReadError::NotText { line: self.number, kind: self.guess(bytes) }),
        }
    }

    /// Guesses what the bytes of a wrong line and the next ones are. No line is read after it.
    fn guess(&mut self, mut bytes: Vec<u8>) -> NotUtf8 {
        bytes.truncate(encoding::SAMPLE);
        let room = encoding::SAMPLE - bytes.len();
        // The wrong line decides when nothing more can be read.
        let _ = self.input.by_ref().take(room as u64).read_to_end(&mut bytes);
        encoding::guess(&bytes, self.has_letters)
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Line, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let line = self.read().transpose();
        self.failed = matches!(line, Some(Err(_)));
        line
    }
}

/// The bytes of one line as they come in.
#[derive(Default)]
struct Bytes {
    kept: Vec<u8>,
    begun: bool,
    truncated: bool,
}

impl Bytes {
    fn push(&mut self, bytes: &[u8]) {
        self.begun = true;
        let room = LONGEST_LINE - self.kept.len();
        self.kept.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        self.truncated |= bytes.len() > room;
    }

    /// Returns the line, or its bytes when they are not UTF-8 or hold a NUL.
    fn decode(mut self, number: u64) -> Result<Line, Vec<u8>> {
        if self.truncated
            && let Err(error) = std::str::from_utf8(&self.kept)
            && error.error_len().is_none()
        {
            // The cut went through a character.
            self.kept.truncate(error.valid_up_to());
        }
        match String::from_utf8(self.kept) {
            Ok(text) if !text.contains('\0') => Ok(Line { number, text, truncated: self.truncated }),
            Ok(text) => Err(text.into_bytes()),
            Err(error) => Err(error.into_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    /// The lines of some bytes, read a few bytes at a time.
    fn lines(bytes: &[u8], capacity: usize) -> Vec<Result<Line, ReadError>> {
        Lines::new(BufReader::with_capacity(capacity, bytes)).collect()
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        lines(bytes, 3).into_iter().map(|line| line.unwrap().text).collect()
    }

    #[test]
    fn every_line_end_ends_one_line() {
        assert_eq!(texts(b"a\nb\r\nc\rd\n\ne\r\n\r\nf\r\rg"), ["a", "b", "c", "d", "", "e", "", "f", "", "g"]);
        assert_eq!(texts(b""), [""; 0]);
        assert_eq!(texts(b"\n"), [""]);
        assert_eq!(texts(b"\r\n"), [""]);
        assert_eq!(texts(b"a\r"), ["a"]);
    }

    #[test]
    fn long_lines_are_cut_between_characters() {
        let mut bytes = "é".repeat(LONGEST_LINE).into_bytes();
        bytes.insert(0, b'a');
        bytes.extend(b"\nnext");
        let lines: Vec<Line> = lines(&bytes, 8_192).into_iter().map(Result::unwrap).collect();
        assert_eq!(lines[0].text.len(), LONGEST_LINE - 1);
        assert!(lines[0].truncated);
        assert_eq!(lines[1], Line { number: 2, text: "next".to_owned(), truncated: false });
    }

    #[test]
    fn a_line_of_just_the_limit_is_whole() {
        let bytes = "x".repeat(LONGEST_LINE);
        assert!(!lines(bytes.as_bytes(), 8_192)[0].as_ref().unwrap().truncated);
    }

    #[test]
    fn what_is_not_text_is_refused_with_its_line_and_ends_the_file() {
        for bytes in [&b"a\nb\xe9\nc"[..], b"a\nb\0\nc", b"a\n\xc3"] {
            let lines = lines(bytes, 4);
            assert_eq!(lines.len(), 2);
            assert!(matches!(lines[1], Err(ReadError::NotText { line: 2, .. })));
        }
    }

    proptest! {
        #[test]
        fn the_size_of_a_read_makes_no_difference(text in "[ab\r\n]{0,40}", capacity in 1_usize..9) {
            let whole: Vec<String> = lines(text.as_bytes(), 4_096).into_iter().map(|line| line.unwrap().text).collect();
            let parts: Vec<String> = lines(text.as_bytes(), capacity).into_iter().map(|line| line.unwrap().text).collect();
            let expected: Vec<String> = text.replace("\r\n", "\n").replace('\r', "\n").split_terminator('\n').map(str::to_owned).collect();
            prop_assert_eq!(&whole, &expected);
            prop_assert_eq!(parts, expected);
        }
    }
}
