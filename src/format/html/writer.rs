//! The lines of a page's text, written as its elements open and close.

use std::collections::VecDeque;

use super::element::{Stands, has_labels, holds_blocks, is_spanned, stands};
use super::frame::PageFrame;
use super::grid::{Grid, Room};
use super::marks::HeadRow;
use super::node::{Element, NodeRef};
use super::text::{PageLink, PageText};
use crate::format::lines::{LONGEST_LINE, Line};
use crate::format::page::EMPTY_CELL;

/// So much of a link's text is kept, in bytes. No title is so long.
const LONGEST_LINK: usize = 8 * 1024;

/// A list that is open.
#[derive(Debug, Clone, Copy)]
struct OpenList {
    /// The number of its next item; none for bullets.
    next: Option<i64>,
}

#[derive(Debug, Default)]
pub(super) struct TextWriter {
    pub(super) done: PageText,
    /// The lines that were not taken yet.
    pub(super) ready: VecDeque<Line>,
    pub(super) line: String,
    /// The line is too long, and its rest was dropped.
    truncated: bool,
    /// The line of the source that the text stands on.
    pub(super) source: u64,
    /// The line of the source that the line began on; 0 before its first word.
    pub(super) begun: u64,
    /// A mark that goes before the next text of the line: of a heading or an item.
    mark: String,
    /// A blank stands behind the text of the line.
    pub(super) gap: bool,
    /// A blank line goes before the next line.
    pub(super) apart: bool,
    lists: Vec<OpenList>,
    /// So many cells of tables are open.
    cells: usize,
    /// The bold texts that are open, each with its place in the line; none for one that does not begin the line.
    pub(super) bold: Vec<Option<usize>>,
    /// So many of them began on lines before.
    pub(super) bold_before: usize,
    preformatted: usize,
    /// The bold text that begins the line: from where to where it goes.
    pub(super) strong: Option<(usize, usize)>,
    /// The lists of terms that are open: whether their terms are labels.
    terms: Vec<bool>,
    /// The tables that are open, each with its head.
    pub(super) heads: Vec<Option<HeadRow>>,
    /// The grid of each of them.
    grids: Vec<Grid>,
    room: Room,
    /// The row that is open is one cell over several columns.
    pub(super) spans: bool,
    /// Links that say that they are keywords of what is above, each with its line of the source; not yet written.
    pub(super) tags: Vec<(String, u64)>,
    /// The last of these is open.
    pub(super) in_tag: bool,
    /// The links that are open, by their places.
    open: Vec<usize>,
    /// The links whose text is on the line.
    on_line: Vec<usize>,
}

impl TextWriter {
    /// Writes a text that begins on this line of the source.
    pub(super) fn text(&mut self, text: &str, source: u64) {
        for (line, at) in text.split('\n').zip(source..) {
            if at > source {
                self.gap = true;
                if self.preformatted > 0 && self.cells == 0 {
                    self.end();
                }
            }
            self.source = at;
            self.words(line);
        }
    }

    fn words(&mut self, text: &str) {
        let is_blank = |sign: char| matches!(sign, ' ' | '\t' | '\r' | '\u{c}');
        for (place, word) in text.split(is_blank).enumerate() {
            self.gap |= place > 0;
            let room = LONGEST_LINE.saturating_sub(self.line.len() + 1);
            self.truncated |= word.len() > room;
            let word = word.get(..word.floor_char_boundary(room)).unwrap_or_default();
            if word.is_empty() || self.tag(word) {
                continue;
            }
            let ends_open = self.line.is_empty() || self.line.ends_with('\t');
            // Empty cells and those of rows above may stand before the first word.
            if self.begun == 0 {
                self.begun = self.source;
            }
            if self.line.is_empty() {
                self.line.push_str(&std::mem::take(&mut self.mark));
            } else if self.gap && !ends_open {
                self.line.push(' ');
            }
            self.line.push_str(word);
            self.link(word);
            self.gap = false;
        }
    }

    /// Adds a word to the text of the innermost link: that is the one that a browser follows.
    fn link(&mut self, word: &str) {
        let Some(place) = self.open.last().copied() else { return };
        if self.on_line.last() != Some(&place) {
            self.on_line.push(place);
        }
        if let Some(link) = self.done.links.get_mut(place)
            && link.text.len() + word.len() < LONGEST_LINK
        {
            if self.gap && !link.text.is_empty() {
                link.text.push(' ');
            }
            link.text.push_str(word);
        }
    }

    pub(super) fn open(&mut self, element: Element<'_>, node: NodeRef<'_>, frame: &PageFrame) {
        let name = element.name();
        let is_cell = matches!(name, "td" | "th") && !self.spans && !frame.is_layout(node.id());
        match stands(element) {
            _ if self.cells > 0 && !matches!(name, "tr" | "td" | "th") => self.part(name),
            Stands::Apart => self.block(),
            Stands::Alone if name == "dd" && self.has_labels() && !self.line.is_empty() => {
                if !self.line.ends_with([':', '*']) {
                    self.line.push(';');
                }
                self.gap = true;
            }
            Stands::Alone if !is_cell => self.end(),
            _ => {}
        }
        match name {
            "br" if self.cells == 0 => {
                if self.line.is_empty() {
                    self.apart = true;
                }
                self.end();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if self.cells == 0 => {
                let level = name.bytes().last().map_or(1, |digit| usize::from(digit - b'0'));
                self.mark = format!("{} ", "#".repeat(level));
            }
            "ul" | "menu" | "dir" => self.lists.push(OpenList { next: None }),
            "ol" => {
                let start = element.attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.lists.push(OpenList { next: Some(start) });
            }
            "dl" => self.terms.push(has_labels(node)),
            "table" => {
                self.heads.push(None);
                self.grids.push(Grid::default());
            }
            "tr" => self.spans = self.cells == 0 && is_spanned(node),
            "li" if self.cells == 0 && !holds_blocks(node) => self.item(),
            "td" | "th" if is_cell => {
                if self.cells == 0 {
                    let grid = self.grids.last_mut().map(|grid| grid.begin_cell(element, &mut self.line, &mut self.room));
                    self.truncated |= grid == Some(false);
                } else if !self.line.is_empty() {
                    self.line.push('\t');
                }
                self.gap = false;
                self.cells += 1;
            }
            "b" | "strong" => {
                let begins = self.line.is_empty() && self.cells == 0 && !self.mark.starts_with('#');
                self.bold.push(begins.then_some(self.mark.len()));
            }
            "pre" => self.preformatted += 1,
            "a" => {
                if let Some(address) = element.attr("href") {
                    self.open.push(self.done.links.len());
                    self.done.links.push(PageLink { first: 0, last: 0, text: String::new(), address: address.trim().to_owned() });
                }
                let is_tag = element.attr("rel").is_some_and(|rel| rel.trim() == "tag");
                if is_tag && self.line.is_empty() && self.cells == 0 && !self.mark.starts_with('#') {
                    self.mark.clear();
                    self.tags.push((String::new(), self.source));
                    self.in_tag = true;
                }
            }
            _ => {}
        }
    }

    pub(super) fn close(&mut self, element: Element<'_>) {
        let name = element.name();
        match name {
            "ul" | "menu" | "dir" | "ol" => drop(self.lists.pop()),
            "td" | "th" if self.cells > 0 => {
                self.cells -= 1;
                self.gap = false;
                if self.cells == 0 {
                    let grid = self.grids.last_mut().map(|grid| grid.end_cell(&mut self.line, &mut self.room));
                    self.truncated |= grid == Some(false);
                }
            }
            "b" | "strong" => self.embolden(),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "dt" if self.cells == 0 && self.has_labels() && !self.line.is_empty() && !self.line.ends_with([':', '*']) => {
                self.line.push(':');
            }
            "a" => {
                self.in_tag = false;
                if element.attr("href").is_some() {
                    self.open.pop();
                }
            }
            _ => {}
        }
        match stands(element) {
            _ if self.cells > 0 => self.part(name),
            Stands::Apart => self.block(),
            // What a term means stands on the line of the term.
            Stands::Alone if matches!(name, "dt" | "dd") && self.has_labels() => self.gap = true,
            Stands::Alone if name == "tr" => self.end_row(),
            Stands::Alone if !matches!(name, "td" | "th") => self.end(),
            _ => {}
        }
        match name {
            "dl" => drop(self.terms.pop()),
            "table" => {
                self.heads.pop();
                self.grids.pop();
            }
            _ => {}
        }
    }

    /// Ends the cells of a row.
    pub(super) fn end_cells(&mut self) {
        let grid = self.grids.last_mut().map(|grid| grid.end_row(&mut self.line, &mut self.room));
        self.truncated |= grid == Some(false);
        if self.line.trim_matches([EMPTY_CELL, '\t']).is_empty() {
            self.line.clear();
        }
    }

    /// Returns true when the terms of the innermost list of terms are labels.
    fn has_labels(&self) -> bool {
        self.terms.last() == Some(&true)
    }

    /// Parts the texts in a cell: items and lines by a semicolon, other blocks by a blank.
    fn part(&mut self, name: &str) {
        let is_list = matches!(name, "br" | "li" | "div");
        if is_list && !self.line.is_empty() && !self.line.ends_with(['\t', ';']) {
            self.line.push(';');
        }
        self.gap = true;
    }

    /// The mark of an item of the innermost list.
    fn item(&mut self) {
        let Some(list) = self.lists.last_mut() else { return };
        self.mark = match &mut list.next {
            Some(number) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            None => "- ".to_owned(),
        };
    }

    /// Ends the line, and sets the next one apart.
    pub(super) fn block(&mut self) {
        self.end();
        self.apart = true;
    }

    /// Ends a part of the page.
    pub(super) fn end_part(&mut self) {
        self.block();
        self.write_tags();
    }

    /// Ends the line; one without text is none.
    pub(super) fn end(&mut self) {
        self.gap = false;
        // Bold type that goes on to another line is no mark of this one.
        self.bold_before = self.bold.len();
        self.mark_strong();
        let text = self.line.trim_end_matches([';', '\t']).to_owned();
        self.line.clear();
        let truncated = std::mem::take(&mut self.truncated);
        if text.is_empty() {
            self.begun = 0;
            self.on_line.clear();
            return;
        }
        // A row may consist of cells of rows above.
        self.begun = if self.begun == 0 { self.source } else { self.begun };
        if std::mem::take(&mut self.apart) && !self.done.sources.is_empty() {
            self.push(String::new(), false);
        }
        self.push(text, truncated);
        self.begun = 0;
        let number = self.done.sources.len() as u64;
        for link in self.on_line.drain(..) {
            if let Some(link) = self.done.links.get_mut(link) {
                link.last = number;
                if link.first == 0 {
                    link.first = number;
                }
            }
        }
    }

    pub(super) fn push(&mut self, text: String, truncated: bool) {
        self.done.sources.push(self.begun);
        self.ready.push_back(Line { number: self.done.sources.len() as u64, text, truncated });
    }
}
