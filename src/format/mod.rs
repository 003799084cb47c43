//! From a file to records: decompresses, decodes, finds out which format it is, and hands over to the reader of that format.

#[cfg(test)]
mod cases;
mod decode;
mod encoding;
#[cfg(test)]
mod fuzz;
pub mod jsonl;
mod label;
pub mod lines;
mod looks;
pub mod page;
mod seen;
pub mod sheet;
mod uses;
mod value;

use std::fmt;
use std::io::{self, BufReader, Chain, Cursor, Read};
use std::path::Path;
use std::str::FromStr;

use flate2::read::MultiGzDecoder;
use thiserror::Error;

use self::decode::Guess;
use self::encoding::Conversion;
pub use self::encoding::NotUtf8;
use self::jsonl::JsonlReader;
use self::lines::{Line, Lines};
pub use self::looks::{Looks, looks};
use self::page::PageReader;
pub use self::seen::Seen;
use self::sheet::SheetOptions;
pub(crate) use self::value::agents::{body, person_name};
use self::value::context::InContext;
use crate::model::Item;

/// How much is read from a file at a time, in bytes.
const READ_SIZE: usize = 64 * 1024;

/// The formats that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Find out from the file's beginning and its name.
    #[default]
    Auto,
    /// The text of a catalogue page.
    Page,
    /// JSON Lines: one object a line.
    Jsonl,
    /// A table in text: cells parted by commas, semicolons, tabs or bars.
    Csv,
    /// A workbook of Excel.
    Xlsx,
    /// A workbook of Excel, as it was written up to 2003.
    Xls,
    /// An `OpenDocument` spreadsheet.
    Ods,
}

impl Format {
    /// The format's name, as the command line spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Page => "page",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

impl Format {
    /// The format in words, with its article.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Auto => "a file of any kind",
            Self::Page => "a catalogue page",
            Self::Jsonl => "JSON Lines",
            Self::Csv => "a table in text (CSV)",
            Self::Xlsx => "an Excel workbook",
            Self::Xls => "an old Excel workbook",
            Self::Ods => "an OpenDocument spreadsheet",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        [Self::Auto, Self::Page, Self::Jsonl, Self::Csv, Self::Xlsx, Self::Xls, Self::Ods]
            .into_iter()
            .find(|format| format.as_str() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A name that no format has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a format; there are auto, page, jsonl, csv, xlsx, xls and ods")]
pub struct UnknownFormat(String);

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
    /// The file is a workbook that cannot be read.
    #[error("the file is a workbook, and {0}")]
    Workbook(String),
    /// The file is no workbook, although it is said to be one.
    #[error("the file is not {}: leave `--format` out, and the format is found out", .0.noun())]
    NoWorkbook(Format),
    /// The file is none of the formats, as far as its beginning tells.
    #[error("the file looks like {found}: {advice}")]
    Shape {
        /// What it seems to be.
        found: &'static str,
        /// How it can be imported.
        advice: &'static str,
    },
}

/// What a file holds, in its order; ends after the first error.
pub type Items = Box<dyn Iterator<Item = Result<Item, ReadError>> + Send>;

/// A file that was opened.
pub struct Opened {
    /// Its format, never [`Format::Auto`].
    pub format: Format,
    /// The reason for that format, as the end of a sentence that begins with "because".
    pub reason: &'static str,
    /// Its records, and the issues between them.
    pub items: Items,
    /// The text that was read so far.
    pub seen: Seen,
}

/// Opens a file and finds out its format.
///
/// gzip is recognised by its first bytes. `name_hint` is the file's name or anything else ("-"): only its ending counts, `.jsonl` and
/// `.ndjson` are JSON Lines, `.csv` is a table. `sheets` tells how tables are read. Fails when the beginning cannot be read or is plainly neither a page nor JSON Lines.
pub fn open(input: Box<dyn Read + Send>, name_hint: &str, format: Format, sheets: &SheetOptions) -> Result<Opened, ReadError> {
    let (head, input) = peek(input)?;
    let input: Box<dyn Read + Send> =
        if head.starts_with(&[0x1f, 0x8b]) { Box::new(Gzip(MultiGzDecoder::new(input))) } else { Box::new(input) };
    let (head, input) = peek(input)?;
    let seen = Seen::default();
    let mut input = input;
    if let Some(sheet::Workbook { format, items }) = sheet::workbook(&head, &mut input, sheets, &seen)? {
        return Ok(Opened { format, reason: "its first bytes are those of a workbook", items: in_context(items, Guess::default()), seen });
    }
    if matches!(format, Format::Xlsx | Format::Xls | Format::Ods) {
        return Err(ReadError::NoWorkbook(format));
    }
    refuse(&head)?;
    let guess = Guess::default();
    let (head, mut input) = peek(decode::decoded(&head, Box::new(input), guess.clone()))?;
    if head.starts_with(b"\xef\xbb\xbf") {
        input.read_exact(&mut [0; 3])?;
    }
    if let Some(reason) = is_table(&head, name_hint, format) {
        let items = sheet::csv(Box::new(input), sheets, &seen)?;
        return Ok(Opened { format: Format::Csv, reason, items: in_context(items, guess), seen });
    }
    let mut lines = seen.watch(Lines::new(BufReader::with_capacity(READ_SIZE, input)));
    // Blank lines before the first text mean nothing to either format.
    let first = lines.find(|line| line.as_ref().map_or(true, |line| !line.text.trim().is_empty())).transpose()?;
    let (format, reason) = match format {
        Format::Auto => detect(first.as_ref(), name_hint)?,
        named => (named, "`--format` says so"),
    };
    if format == Format::Jsonl {
        refuse_document(first.as_ref())?;
    }
    let lines = first.map(Ok).into_iter().chain(lines);
    let items: Items = if format == Format::Jsonl { Box::new(JsonlReader::new(lines)) } else { Box::new(PageReader::new(lines)) };
    Ok(Opened { format, reason, items: in_context(items, guess), seen })
}

/// Items with their names in the light of each other, and the guess at the encoding once there is one.
fn in_context(items: Items, guess: Guess) -> Items {
    let mut items = InContext::new(items);
    let mut waiting = None;
    Box::new(std::iter::from_fn(move || {
        let next = waiting.take().or_else(|| items.next());
        match guess.take() {
            Some(issue) => {
                waiting = next;
                Some(Ok(Item::Issue(issue)))
            }
            None => next,
        }
    }))
}

/// The reason to read a file as a table in text; none for any other file.
fn is_table(head: &[u8], name_hint: &str, format: Format) -> Option<&'static str> {
    match format {
        Format::Csv => Some("`--format` says so"),
        Format::Auto => {
            let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
            let is_other = text.trim_ascii_start().starts_with(b"{") || text.trim_ascii_start().starts_with(b"<");
            if is_other { None } else { sheet::is_csv(text, name_hint) }
        }
        _ => None,
    }
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

/// The format of a file by its first line that is not blank and its name, with the reason for it.
fn detect(first: Option<&Line>, name_hint: &str) -> Result<(Format, &'static str), ReadError> {
    let text = first.map(|line| line.text.trim_start()).unwrap_or_default();
    if text.starts_with('{') || is_array(text) {
        return Ok((Format::Jsonl, "its text begins as JSON"));
    }
    if has_jsonl_ending(name_hint) {
        return Ok((Format::Jsonl, "its name ends in `.jsonl` or `.ndjson`"));
    }
    let starts_with = |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    if ["<!doctype", "<html", "<head", "<body", "<?xml", "<!--"].into_iter().any(starts_with) {
        let advice = "open it in a browser, copy the page's text into a file and import that; or say `--format page` to read it as it is";
        return Err(ReadError::Shape { found: "HTML or XML", advice });
    }
    Ok((Format::Page, "it is text that is no JSON"))
}

/// Whether a file's name ends in `.jsonl` or `.ndjson`, before `.gz`.
fn has_jsonl_ending(name: &str) -> bool {
    let ends_in = |path: &Path, ending: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let path = Path::new(name);
    let stem = if ends_in(path, "gz") { path.file_stem().map_or(path, Path::new) } else { path };
    ends_in(stem, "jsonl") || ends_in(stem, "ndjson")
}

/// Refuses a file that is one JSON document, where every line of it would be refused by itself.
fn refuse_document(first: Option<&Line>) -> Result<(), ReadError> {
    let text = first.map(|line| line.text.trim()).unwrap_or_default();
    if is_array(text) {
        let advice = "make it JSON Lines, one object a line (for example `jq -c '.[]' FILE`), and import that";
        return Err(ReadError::Shape { found: "a JSON array", advice });
    }
    if text == "{" {
        let advice = "make it JSON Lines, each object on one line (for example `jq -c . FILE`), and import that";
        return Err(ReadError::Shape { found: "JSON that goes over several lines", advice });
    }
    Ok(())
}

/// Whether a file that begins with this line is a JSON array, not a page whose first line is in brackets.
fn is_array(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with(['{', '[', '"', ']']))
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

    fn try_open(bytes: &[u8], name: &str, format: Format) -> Result<(Format, Items), ReadError> {
        open(Box::new(Cursor::new(bytes.to_vec())), name, format, &SheetOptions::default()).map(|opened| (opened.format, opened.items))
    }

    /// The format that a file turns out to be, or why it is refused.
    fn format_of(bytes: &[u8], name: &str) -> Result<Format, String> {
        try_open(bytes, name, Format::Auto).map(|(format, _)| format).map_err(|error| error.to_string())
    }

    fn titles(bytes: &[u8], name: &str) -> Vec<(u64, String)> {
        let (_, items) = try_open(bytes, name, Format::Auto).unwrap();
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
        assert_eq!(format_of(b"\n \n {\"title\": \"A\"}", "-"), Ok(Format::Jsonl));
        assert_eq!(format_of(b"no json", "a.JSONL.gz"), Ok(Format::Jsonl));
        assert_eq!(format_of(b"", "a.ndjson"), Ok(Format::Jsonl));
        assert_eq!(format_of(b"", "-"), Ok(Format::Page));
        assert_eq!(format_of(b"Peers\n", "page.txt"), Ok(Format::Page));
        assert_eq!(format_of(b"[Skip to content]\n", "page.txt"), Ok(Format::Page));
    }

    #[test]
    fn files_of_other_kinds_are_refused_with_advice() {
        for (bytes, told) in [
            (&b"[{\"title\": \"A\"}]"[..], "jq -c '.[]'"),
            (b" [\n  {", "jq -c '.[]'"),
            (b"{\n  \"title\": \"A\"\n}", "jq -c . "),
            (b"\n<!DOCTYPE html>", "HTML"),
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
        assert_eq!(try_open(b"<html>", "a.jsonl", Format::Page).unwrap().0, Format::Page);
        assert_eq!(try_open(b"text", "-", Format::Jsonl).unwrap().0, Format::Jsonl);
        assert!(try_open(b"[", "-", Format::Jsonl).is_err());
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
        let (_, items) = try_open(b"{\"title\": \"\xc3\x89\"}\n\xff\n{\"title\": \"B\"}", "-", Format::Auto).unwrap();
        let items: Vec<_> = items.collect();
        assert!(matches!(items.as_slice(), [Ok(Item::Record(_)), Err(ReadError::NotText { line: 2, .. })]));
    }

    #[test]
    fn names_of_formats() {
        for format in [Format::Auto, Format::Page, Format::Jsonl, Format::Csv, Format::Xlsx, Format::Xls, Format::Ods] {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert!("ris".parse::<Format>().is_err());
    }
}
