//! From a file to records: decompresses, decodes, finds out which format it is, and hands over to the reader of that format.

#[cfg(test)]
mod cases;
mod encoding;
#[cfg(test)]
mod fuzz;
mod html;
mod json;
pub mod jsonl;
mod label;
pub mod lines;
mod looks;
pub mod page;
mod schema_org;
mod seen;
mod uses;
mod value;

use std::fmt;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use std::path::Path;
use std::str::FromStr;

use flate2::read::MultiGzDecoder;
use thiserror::Error;

use self::encoding::Conversion;
pub use self::encoding::NotUtf8;
pub use self::html::WebPage;
use self::json::JsonReader;
use self::jsonl::JsonlReader;
use self::lines::{Line, Lines};
pub use self::looks::{Looks, looks};
use self::page::PageReader;
pub use self::seen::Seen;
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
    /// A JSON document: a list of objects, or one inside an object.
    Json,
    /// A web page, as a browser saves it.
    Html,
}

impl Format {
    /// The format's name, as the command line spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Page => "page",
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::Html => "html",
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
            Self::Json => "a JSON document",
            Self::Html => "a web page",
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
        [Self::Auto, Self::Page, Self::Jsonl, Self::Json, Self::Html]
            .into_iter()
            .find(|format| format.as_str() == name)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A name that no format has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a format; there are auto, page, jsonl, json and html")]
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
/// `.ndjson` are JSON Lines. Fails when the beginning cannot be read or is plainly in none of the formats.
pub fn open(input: Box<dyn Read + Send>, name_hint: &str, format: Format, hints: &WebPage) -> Result<Opened, ReadError> {
    let (head, input) = peek(input)?;
    let input: Box<dyn Read + Send> =
        if head.starts_with(&[0x1f, 0x8b]) { Box::new(Gzip(MultiGzDecoder::new(input))) } else { Box::new(input) };
    let (head, mut input) = peek(input)?;
    refuse(&head)?;
    if head.starts_with(b"\xef\xbb\xbf") {
        input.read_exact(&mut [0; 3])?;
    }
    let text = String::from_utf8_lossy(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head));
    let (format, reason) = match format {
        Format::Auto => detect(&text, name_hint)?,
        named => (named, "`--format` says so"),
    };
    let seen = Seen::default();
    let input = BufReader::with_capacity(READ_SIZE, input);
    let items: Items = match format {
        Format::Json => Box::new(JsonReader::new(input, seen.clone())?),
        Format::Html => Box::new(html::read(input, hints, &seen)?.into_iter().map(Ok)),
        // Every line of a list would be refused by itself.
        Format::Jsonl if json::is_list(&text) => {
            return Err(ReadError::Shape { found: "one JSON document and no JSON Lines", advice: "`--format json` reads it" });
        }
        Format::Jsonl => Box::new(JsonlReader::new(lines(input, &seen)?)),
        Format::Page | Format::Auto => Box::new(PageReader::new(lines(input, &seen)?)),
    };
    Ok(Opened { format, reason, items: Box::new(InContext::new(items)), seen })
}

/// The lines of a text from the first one that is not blank on: blank ones before it mean nothing to any format. Fails when that one cannot
/// be read.
fn lines<R: BufRead>(input: R, seen: &Seen) -> Result<impl Iterator<Item = Result<Line, ReadError>> + use<R>, ReadError> {
    let mut lines = seen.watch(Lines::new(input));
    let first = lines.find(|line| line.as_ref().map_or(true, |line| !line.text.trim().is_empty())).transpose()?;
    Ok(first.map(Ok).into_iter().chain(lines))
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
    if let Some(found) = encoding::wide(head) {
        return Err(ReadError::Encoding { found });
    }
    let found = if is(b"PK\x03\x04") {
        let advice = "spreadsheets and office documents are not read yet: copy the text into a file, or write each row as one JSON object on \
                      a line; of a ZIP file, unpack the text in it";
        return Err(ReadError::Shape { found: "a ZIP file or an office document", advice });
    } else if is(b"\xd0\xcf\x11\xe0") || is(br"{\rtf") {
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

/// The format of a file by the beginning of its text and its name, with the reason for it.
fn detect(head: &str, name_hint: &str) -> Result<(Format, &'static str), ReadError> {
    let text = head.trim_start();
    if has_ending(name_hint, &["jsonl", "ndjson"]) && !json::is_list(text) {
        return Ok((Format::Jsonl, "its name ends in `.jsonl` or `.ndjson`"));
    }
    if json::is_document(head, has_ending(name_hint, &["json"])) {
        return Ok((Format::Json, "its text begins as a JSON document"));
    }
    if text.starts_with('{') {
        return Ok((Format::Jsonl, "its text begins as JSON"));
    }
    if html::is_page(text) || (text.starts_with('<') && has_ending(name_hint, &["html", "htm", "xhtml"])) {
        return Ok((Format::Html, "its text begins as a web page"));
    }
    if ["<?xml", "<!--", "<!DOCTYPE"].into_iter().any(|tag| text.starts_with(tag)) {
        let advice = "XML is not read yet: export the records as JSON Lines or as a table; or say `--format html` if it is a web page";
        return Err(ReadError::Shape { found: "XML", advice });
    }
    Ok((Format::Page, "it is text that is no JSON"))
}

/// Whether a file's name has one of these endings, before `.gz`.
fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ends_in = |path: &Path, ending: &str| path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let path = Path::new(name);
    let stem = if ends_in(path, "gz") { path.file_stem().map_or(path, Path::new) } else { path };
    endings.iter().any(|ending| ends_in(stem, ending))
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
        open(Box::new(Cursor::new(bytes.to_vec())), name, format, &WebPage::default()).map(|opened| (opened.format, opened.items))
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
        for text in [&b"[{\"title\": \"A\"}]"[..], b" [\n  {}]", b"{\n  \"title\": \"A\"\n}", b"{\"items\": [{}]}"] {
            assert_eq!(format_of(text, "-"), Ok(Format::Json));
        }
        assert_eq!(format_of(b"", "a.ndjson"), Ok(Format::Jsonl));
        assert_eq!(format_of(b"", "-"), Ok(Format::Page));
        for text in [
            &b"\n<!DOCTYPE html>"[..],
            b"<HTML>",
            b"<?xml version='1.0'?><!DOCTYPE html>",
            b"<!-- saved from url=(0020)https://a.example/ -->\n<html>",
        ] {
            assert_eq!(format_of(text, "-"), Ok(Format::Html));
        }
        assert_eq!(format_of(b"<div>a", "a.html"), Ok(Format::Html));
        assert_eq!(format_of(b"Peers\n", "page.txt"), Ok(Format::Page));
        assert_eq!(format_of(b"[Skip to content]\n", "page.txt"), Ok(Format::Page));
    }

    #[test]
    fn files_of_other_kinds_are_refused_with_advice() {
        for (bytes, told) in [
            (&b"\n<?xml version=\"1.0\"?><feed>"[..], "XML"),
            (b"PK\x03\x04....", "ZIP"),
            (b"\xd0\xcf\x11\xe0....", "an office document"),
            (br"{\rtf1\ansi Title}", "save it as plain text"),
            (b"%PDF-1.7", "PDF"),
            (b"\xff\xfea\0", "UTF-16"),
            (b"a\0b\0", "UTF-16"),
            (b"\0a\0b", "UTF-16"),
            (b"\xff\xfe\0\0a\0\0\0", "UTF-32"),
            (b"a\0\0\0", "UTF-32"),
            (b"a\0b\0", "iconv -f UTF-16LE -t UTF-8"),
            (b"caf\xe9", "line 1 is not UTF-8"),
            (b"caf\xe9", "iconv -f WINDOWS-1252 -t UTF-8"),
            (b"caf\xe9", "Notepad: File, Save as"),
            (b"\x89\x01\x02\xff\xfe\x13\x9a", "looks like a binary file"),
            (b"\0\x01\x02\x03\x04", "looks like a binary file"),
            (&gzip(b"a\0b\0"), "UTF-16"),
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
        let (_, items) = try_open(b"{\"title\": \"A\"}\n\xff\n{\"title\": \"B\"}", "-", Format::Auto).unwrap();
        let items: Vec<_> = items.collect();
        assert!(matches!(items.as_slice(), [Ok(Item::Record(_)), Err(ReadError::NotText { line: 2, .. })]));
    }

    #[test]
    fn names_of_formats() {
        for format in [Format::Auto, Format::Page, Format::Jsonl, Format::Json, Format::Html] {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert!("csv".parse::<Format>().is_err());
    }
}
