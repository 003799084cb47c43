//! The table of formats: names, endings and readers. All else that names a format derives from it.

use std::fmt;
use std::io::{BufReader, Read};

use super::hints::{Hint, Hints};
use super::lines::{Line, Lines};
use super::{Items, READ_SIZE, ReadError, Seen, html, json, jsonl, page, sheet};

/// All formats. Where several could be meant, the first one is.
pub static FORMATS: [&Format; 8] =
    [&json::FORMAT, &jsonl::FORMAT, &html::FORMAT, &sheet::CSV, &sheet::XLSX, &sheet::ODS, &sheet::XLS, &page::FORMAT];

/// A format of files.
pub struct Format {
    /// Its name, as the command line and reports spell it.
    pub name: &'static str,
    /// The format in words, with its article.
    pub noun: &'static str,
    /// The line of the help.
    pub about: &'static str,
    /// The types by which HTTP names it, the best first.
    pub media_types: &'static [&'static str],
    /// The endings of names of files, in lower case and without the dot.
    pub endings: &'static [&'static str],
    /// The hints that its reader takes.
    pub(super) hints: &'static [Hint],
    /// Judges the beginning of a file; none when the file is surely something else.
    pub(super) sniff: fn(&Beginning<'_>) -> Option<Confidence>,
    /// Reads a file of text. Fails when its beginning shows that nothing of it can be read, and for a format that is no text.
    pub(super) read: fn(Source, &Hints) -> Result<Items, ReadError>,
}

/// The strength of the signs that a file is in a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Confidence {
    /// The file may as well be in any other format of its kind. `0` ends a sentence that begins with "because".
    Possible(&'static str),
    /// Its beginning is that of no other format.
    Sure(&'static str),
}

/// The beginning of a file.
pub(super) struct Beginning<'a> {
    /// Its bytes, as UTF-8 and without a byte order mark.
    pub(super) bytes: &'a [u8],
    /// The text from the first sign that is no blank on; cut where the beginning ends.
    pub(super) text: &'a str,
}

impl<'a> Beginning<'a> {
    /// The first line with text.
    pub(super) fn line(&self) -> &'a str {
        self.text.lines().next().unwrap_or_default()
    }
}

/// A file whose packing and byte order mark are off.
pub(super) struct Source {
    pub(super) input: Box<dyn Read + Send>,
    pub(super) seen: Seen,
}

impl Source {
    /// The lines from the first one with text on. Fails when the file has no such line that can be read.
    pub(super) fn lines(self) -> Result<impl Iterator<Item = Result<Line, ReadError>> + Send, ReadError> {
        let mut lines = self.seen.watch(Lines::new(BufReader::with_capacity(READ_SIZE, self.input)));
        let first = lines.find(|line| line.as_ref().map_or(true, |line| !line.text.trim().is_empty())).transpose()?;
        Ok(first.map(Ok).into_iter().chain(lines))
    }
}

impl Format {
    /// Returns the format with this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name).copied()
    }

    /// Returns the ending by which a file's name says that it is in this format. `.gz` behind it makes no difference.
    pub(crate) fn ending_of(&self, name: &str) -> Option<&'static str> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let own = name.rsplit_once('.').map(|(_, ending)| ending)?;
        self.endings.iter().find(|ending| **ending == own).copied()
    }

    /// Returns the format of a file by its beginning and its name, with the reason, as the end of a sentence that begins with "because".
    /// None when it is in none.
    ///
    /// A sure sign counts more than the name, and the name more than a possible one.
    pub(super) fn of(beginning: &Beginning<'_>, name: &str) -> Option<(&'static Self, String)> {
        let judged = || FORMATS.iter().filter_map(|format| Some((*format, (format.sniff)(beginning)?)));
        let sure = judged().find_map(|(format, sign)| match sign {
            Confidence::Sure(reason) => Some((format, reason.to_owned())),
            Confidence::Possible(_) => None,
        });
        let named = || FORMATS.iter().find_map(|format| Some((*format, format!("its name ends in `.{}`", format.ending_of(name)?))));
        let possible =
            || judged().map(|(format, Confidence::Possible(reason) | Confidence::Sure(reason))| (format, reason.to_owned())).next();
        sure.or_else(named).or_else(possible)
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_and_endings_mean_one_format() {
        let names: HashSet<&str> = FORMATS.iter().map(|format| format.name).collect();
        assert_eq!(names.len(), FORMATS.len());
        let endings: Vec<&str> = FORMATS.iter().flat_map(|format| format.endings).copied().collect();
        assert_eq!(endings.iter().collect::<HashSet<_>>().len(), endings.len());
        assert!(FORMATS.iter().all(|format| Format::named(format.name) == Some(format)));
        assert_eq!(Format::named("auto"), None);
    }
}
