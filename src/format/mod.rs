//! From a file to records: decompresses, decodes, finds out which format it is, and hands over to the reader of that format.

#[cfg(test)]
mod cases;
mod decode;
mod encoding;
mod export;
#[cfg(test)]
mod fuzz;
mod hints;
mod html;
mod json;
pub mod jsonl;
mod label;
pub mod lines;
mod looks;
mod mapping;
pub mod page;
mod schema_org;
mod seen;
mod sheet;
mod table;
mod uses;
mod value;

use std::io::{self, Chain, Cursor, Read};

use entity::vocabulary::IssueSeverity;
use flate2::read::MultiGzDecoder;
use thiserror::Error;

use self::decode::Guess;
use self::encoding::Conversion;
pub use self::encoding::NotUtf8;
pub use self::export::{ExportKind, FileDress, ListPlan, ListWriter, NotWritten, Out, TableCell, complete, says};
pub use self::hints::{Hint, Hints};
pub use self::looks::{Looks, looks};
pub use self::mapping::{BadMapping, MapFlag, Mapping};
pub use self::seen::Seen;
use self::table::{Beginning, Source};
pub use self::table::{FORMATS, Format};
pub(crate) use self::value::agents::{body, person_name};
use self::value::context::InContext;
use crate::model::{Issue, IssueCode, Item, Locator};

/// So much is read from a file at a time, in bytes.
const READ_SIZE: usize = 64 * 1024;
/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Why a file cannot be read, or not any further.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The input failed.
    #[error("reading failed: {0}")]
    Io(#[from] io::Error),
    /// A line is not UTF-8, or holds a NUL.
    #[error("line {line} {kind}")]
    NotText {
        /// Counted from 1.
        line: u64,
        /// The kind of bytes that the line and the next ones hold.
        kind: NotUtf8,
    },
    /// The file is text in an encoding whose characters take two or four bytes.
    #[error("the file is in {found}: {}", Conversion(found))]
    Encoding {
        /// The encoding's name.
        found: &'static str,
    },
    /// The text around the records is no JSON.
    #[error("line {line}: this is not JSON: {reason}")]
    Json {
        /// Counted from 1.
        line: u64,
        /// The fault.
        reason: &'static str,
    },
    /// The records are those of another program, which is named at the beginning.
    #[error("{0}")]
    Foreign(&'static str),
    /// The page has no element that the user's selector fits.
    #[error("no element of the page fits `--select {wanted}`; {found}")]
    NoElement {
        /// The selector.
        wanted: String,
        /// Selectors that fit some of its elements, as the end of a sentence.
        found: String,
    },
    /// The file is a workbook that cannot be read.
    #[error("the file is a workbook, and {0}")]
    Workbook(String),
    /// The file is no workbook, although it is said to be one.
    #[error("the file is not {}, although its name or `--format` says so: rename it, or name another format", .0.noun)]
    NoWorkbook(&'static Format),
    /// The file is none of the formats, as far as its beginning tells.
    #[error("the file looks like {found}: {advice}")]
    Shape {
        /// What it seems to be.
        found: &'static str,
        /// How it can be imported.
        advice: &'static str,
    },
}

/// The content of a file, in its order; ends after the first error.
pub type Items = Box<dyn Iterator<Item = Result<Item, ReadError>> + Send>;

/// A file that was opened.
pub struct Opened {
    /// Its format.
    pub format: &'static Format,
    /// The reason for that format, as the end of a sentence that begins with "because".
    pub reason: String,
    /// Its records, and the issues between them.
    pub items: Items,
    /// The text that was read so far.
    pub seen: Seen,
    /// The rows of a workbook, which are all known; zero for a file that is read bit by bit.
    pub rows: u64,
}

/// Opens a file, in the wanted format or else in the one that its beginning and its name tell.
///
/// gzip is recognised by its first bytes. `name_hint` is the file's name or anything else ("-"): only its ending counts.
/// Fails when the beginning cannot be read or shows that the file is in no format that is read.
pub fn open(input: Box<dyn Read + Send>, name_hint: &str, wanted: Option<&'static Format>, hints: &Hints) -> Result<Opened, ReadError> {
    let (head, input) = peek(input)?;
    let input: Box<dyn Read + Send> =
        if head.starts_with(&[0x1f, 0x8b]) { Box::new(Gzip(MultiGzDecoder::new(input))) } else { Box::new(input) };
    let (head, mut input) = peek(input)?;
    let seen = Seen::default();
    if let Some(sheet::Workbook { format, items, rows }) = sheet::workbook(&head, &mut input, hints, &seen)? {
        let reason = "its first bytes are those of a workbook".to_owned();
        return Ok(Opened { format, reason, items: in_context(items, Guess::default(), unused(format, hints)), seen, rows });
    }
    refuse(&head)?;
    let guess = Guess::default();
    let (mut head, mut input) = peek(decode::decoded(&head, Box::new(input), guess.clone()))?;
    if head.starts_with(MARK) {
        input.read_exact(&mut [0; MARK.len()])?;
        head.drain(..MARK.len());
    }
    let text = String::from_utf8_lossy(&head);
    let beginning = Beginning { bytes: &head, text: text.trim_start() };
    let (format, reason) = match wanted {
        Some(wanted) => (wanted, "`--format` says so".to_owned()),
        None => Format::of(&beginning, name_hint).ok_or_else(unknown)?,
    };
    let items = (format.read)(Source { input: Box::new(input), seen: seen.clone() }, hints)?;
    Ok(Opened { format, reason, items: in_context(items, guess, unused(format, hints)), seen, rows: 0 })
}

/// Tells each hint that the format does not take.
fn unused(format: &Format, hints: &Hints) -> Vec<Issue> {
    let unused = hints.given().filter(|hint| !format.hints.contains(hint));
    let told = unused.map(|hint| Issue {
        at: Locator::default(),
        field: None,
        code: IssueCode::UnusedHint,
        severity: IssueSeverity::Warning,
        text: None,
        message: format!("`{}` means nothing for {}: it was left alone.", hint.flag(), format.noun),
    });
    told.collect()
}

/// Issues of the whole file first, then items with their names in the light of each other, and the guess at the encoding once there is one.
fn in_context(items: Items, guess: Guess, first: Vec<Issue>) -> Items {
    let mut items = InContext::new(items);
    let mut waiting = None;
    let items = std::iter::from_fn(move || {
        let next = waiting.take().or_else(|| items.next());
        match guess.take() {
            Some(issue) => {
                waiting = next;
                Some(Ok(Item::Issue(issue)))
            }
            None => next,
        }
    });
    Box::new(first.into_iter().map(|issue| Ok(Item::Issue(issue))).chain(items))
}

/// An input whose first bytes were looked at.
type Peeked<R> = Chain<Cursor<Vec<u8>>, R>;

/// The first bytes of an input (as many as a guess at its encoding needs), and the input with them still in it.
fn peek<R: Read>(mut input: R) -> io::Result<(Vec<u8>, Peeked<R>)> {
    let mut head = Vec::new();
    input.by_ref().take(encoding::SAMPLE as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(input)))
}

/// Refuses what the first bytes of a file show to be something other than UTF-8 text.
fn refuse(head: &[u8]) -> Result<(), ReadError> {
    let is = |magic: &[u8]| head.starts_with(magic);
    if let Some(found) = encoding::wide(head).filter(|found| found.starts_with("UTF-32")) {
        return Err(ReadError::Encoding { found });
    }
    let found = if is(br"{\rtf") {
        let advice = "open it in an office program, save it as plain text with the encoding UTF-8, and import that";
        return Err(ReadError::Shape { found: "an office document", advice });
    } else if is(b"\xfd7zXZ\0") {
        "an xz file"
    } else if is(b"\x28\xb5\x2f\xfd") {
        "a Zstandard file"
    } else if is(b"BZh") {
        "a bzip2 file"
    } else if is(b"%PDF-") {
        return Err(ReadError::Shape { found: "a PDF", advice: "copy its text into a file and import that" });
    } else {
        return Ok(());
    };
    Err(ReadError::Shape { found, advice: "unpack it and import the text in it; gzip is the only packing that is read" })
}

/// The refusal of a text that is in none of the formats.
const fn unknown() -> ReadError {
    let advice = "export the records as JSON Lines or as a table; or say `--format html` if it is a web page";
    ReadError::Shape { found: "XML", advice }
}

/// gzip whose errors say that they are about gzip.
struct Gzip<R>(MultiGzDecoder<R>);

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            kind => io::Error::new(kind, format!("the gzip data is damaged or cut off ({error})")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn try_open(bytes: &[u8], name: &str, format: Option<&'static Format>) -> Result<(&'static Format, Items), ReadError> {
        open(Box::new(Cursor::new(bytes.to_vec())), name, format, &Hints::default()).map(|opened| (opened.format, opened.items))
    }

    /// The format that a file turns out to be, or why it is refused.
    fn format_of(bytes: &[u8], name: &str) -> Result<&'static str, String> {
        try_open(bytes, name, None).map(|(format, _)| format.name).map_err(|error| error.to_string())
    }

    fn titles(bytes: &[u8], name: &str) -> Vec<(u64, String)> {
        let (_, items) = try_open(bytes, name, None).unwrap();
        items
            .filter_map(|item| match item.unwrap() {
                Item::Record(record) => Some((record.line, record.title.value)),
                _ => None,
            })
            .collect()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn the_beginning_and_the_name_tell_the_format() {
        assert_eq!(format_of(b"\n \n {\"title\": \"A\"}", "-"), Ok("jsonl"));
        assert_eq!(format_of(b"no json", "a.JSONL.gz"), Ok("jsonl"));
        for text in [&b"[{\"title\": \"A\"}]"[..], b" [\n  {}]", b"{\n  \"title\": \"A\"\n}", b"{\"items\": [{}]}"] {
            assert_eq!(format_of(text, "-"), Ok("json"));
        }
        assert_eq!(format_of(b"", "a.ndjson"), Ok("jsonl"));
        assert_eq!(format_of(b"", "-"), Ok("page"));
        for text in [
            &b"\n<!DOCTYPE html>"[..],
            b"<HTML>",
            b"<?xml version='1.0'?><!DOCTYPE html>",
            b"<!-- saved from url=(0020)https://a.example/ -->\n<html>",
        ] {
            assert_eq!(format_of(text, "-"), Ok("html"));
        }
        assert_eq!(format_of(b"<div>a", "a.html"), Ok("html"));
        assert_eq!(format_of(b"Peers\n", "page.txt"), Ok("page"));
        assert_eq!(format_of(b"[Skip to content]\n", "page.txt"), Ok("page"));
    }

    #[test]
    fn files_of_other_kinds_are_refused_with_advice() {
        for (bytes, told) in [
            (&b"\n<?xml version=\"1.0\"?><feed>"[..], "XML"),
            (b"PK\x03\x04....", "ZIP"),
            (b"\xd0\xcf\x11\xe0....", "an office document"),
            (br"{\rtf1\ansi Title}", "save it as plain text"),
            (b"%PDF-1.7", "PDF"),
            (b"\xff\xfe\0\0a\0\0\0", "UTF-32"),
            (b"a\0\0\0", "UTF-32"),
            (b"a\0\0\0b\0\0\0", "iconv -f UTF-32LE -t UTF-8"),
            (b"\x89\x01\x02\xff\xfe\x13\x9a", "looks like a binary file"),
            (b"\0\x01\x02\x03\x04", "looks like a binary file"),
            (&gzip(b"some text")[..14], "gzip data is damaged or cut off"),
        ] {
            let refused = format_of(bytes, "-").unwrap_err();
            assert!(refused.contains(told), "{refused}");
        }
    }

    #[test]
    fn a_named_format_is_taken_as_it_is() {
        assert_eq!(try_open(b"<html>", "a.jsonl", Format::named("page")).unwrap().0.name, "page");
        assert_eq!(try_open(b"text", "-", Format::named("jsonl")).unwrap().0.name, "jsonl");
        assert!(try_open(b"[", "-", Format::named("jsonl")).is_err());
    }

    #[test]
    fn packing_marks_and_blank_lines_make_no_difference() {
        let plain = b"\r\n{\"title\": \"A\"}\r\n\r\n{\"title\": \"B\"}";
        let expected = [(2, "A".to_owned()), (4, "B".to_owned())];
        let marked = [b"\xef\xbb\xbf", &plain[..]].concat();
        let halves = [gzip(&plain[..10]), gzip(&plain[10..])].concat();
        for bytes in [&plain[..], &marked, &gzip(plain), &gzip(&marked), &halves] {
            assert_eq!(titles(bytes, "-"), expected);
        }
    }

    #[test]
    fn damage_in_the_middle_ends_the_file_with_its_line() {
        let (_, items) = try_open(b"{\"title\": \"\xc3\x89\"}\n\xff\n{\"title\": \"B\"}", "-", None).unwrap();
        let items: Vec<_> = items.collect();
        assert!(matches!(items.as_slice(), [Ok(Item::Record(_)), Err(ReadError::NotText { line: 2, .. })]));
    }
}
