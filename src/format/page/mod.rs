//! Catalogue pages: text copied from a web page that lists resources, each with a title and labelled fields (`--format page`).
//!
//! `docs/use/page-format.md` states the rules. A page is read line by line: a line is classified by its looks (`line`); the lines between
//! two labels are kept until the second label tells what they are (`block`, `layout`); a record's lines are kept until the next
//! record begins (`draft`) and then made into a record (`compose`). What is kept is bounded, whatever the file holds.

mod ahead;
mod block;
mod byline;
mod compose;
mod draft;
mod dress;
mod frame;
mod habits;
mod hint;
mod judge;
mod labelled;
mod labels;
mod layout;
mod line;
mod navigation;
mod order;
mod persons;
mod place;
mod report;
mod section;
mod table;
mod title;
mod titles;
mod vocabulary;
mod width;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;

pub(super) use self::dress::EMPTY_CELL;
use self::{
    frame::{Frame, MENU},
    layout::Layout,
    line::{PageLine, Shape},
};
use super::lines::Line;
use super::table::{Confidence, Format};
use crate::model::Item;

/// The text of a web page.
pub(super) static FORMAT: Format = Format {
    name: "page",
    noun: "a catalogue page",
    about: "The text of a catalogue page",
    media_types: &["text/plain"],
    // Any text may be in a file that ends in `.txt`.
    endings: &[],
    hints: &[],
    // The text of markup has to be taken out first.
    sniff: |beginning| {
        let is_markup = ["<?", "<!"].iter().any(|sign| beginning.text.starts_with(sign));
        (!is_markup).then_some(Confidence::Possible("it is text that is no JSON"))
    },
    read: |source, _| Ok(Box::new(PageReader::new(source.lines()?))),
    write: None,
};
/// The page is read so far ahead, to learn the order of its labels: in lines, and in bytes.
const AHEAD: (usize, usize) = (512, 1 << 18);

/// Reads a catalogue page: its heading, its records, and what there is to report, in the order of the file.
///
/// An error of the lines is handed on once what stood before it is read; the record in which it occurs is not yielded, and the reader
/// ends.
#[derive(Debug)]
pub struct PageReader<I, E> {
    lines: I,
    ahead: VecDeque<PageLine>,
    bytes_ahead: usize,
    frame: Frame,
    /// So many of the lines ahead, the last ones, are a block whose end was not seen.
    block: usize,
    /// The lines are at their end.
    ended: bool,
    /// The error that ended them before the end of the file.
    error: Option<E>,
    /// None once the page is read to its end.
    page: Option<Layout>,
    items: VecDeque<Item>,
}

impl<I: Iterator<Item = Result<Line, E>>, E> PageReader<I, E> {
    /// Reads the page that these lines are.
    pub fn new(lines: I) -> Self {
        Self {
            lines,
            ahead: VecDeque::new(),
            bytes_ahead: 0,
            frame: Frame::default(),
            block: 0,
            ended: false,
            error: None,
            page: Some(Layout::default()),
            items: VecDeque::new(),
        }
    }

    /// Reads on until as much as wanted is read ahead.
    fn look_ahead(&mut self, page: &mut Layout) {
        let (lines, bytes) = AHEAD;
        while !self.ended && self.ahead.len() < lines && self.bytes_ahead < bytes {
            match self.lines.next() {
                Some(Ok(line)) => {
                    let line = PageLine::new(line);
                    let ends = line.shape == Shape::Blank || self.block > MENU;
                    self.bytes_ahead += line.text.len();
                    self.ahead.push_back(line);
                    self.block += 1;
                    if ends {
                        self.learn(page);
                    }
                }
                end => {
                    self.learn(page);
                    page.learned();
                    self.ended = true;
                    self.error = end.and_then(Result::err);
                }
            }
        }
    }
}

impl<I, E> PageReader<I, E> {
    /// Learns from the lines of the last block.
    fn learn(&mut self, page: &mut Layout) {
        let start = self.ahead.len().saturating_sub(std::mem::take(&mut self.block));
        self.frame.read(self.ahead.range_mut(start..));
        self.ahead.range(start..).for_each(|line| page.learn(line));
    }
}

impl<I: Iterator<Item = Result<Line, E>>, E> Iterator for PageReader<I, E> {
    type Item = Result<Item, E>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Some(Ok(item));
            }
            let mut page = self.page.take()?;
            self.look_ahead(&mut page);
            if let Some(line) = self.ahead.pop_front() {
                self.bytes_ahead -= line.text.len();
                page.read(line, &self.ahead, &mut self.items);
                self.page = Some(page);
            } else if let Some(error) = self.error.take() {
                return Some(Err(error));
            } else {
                page.finish(&mut self.items);
            }
        }
    }
}
