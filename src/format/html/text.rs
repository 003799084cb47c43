//! The text of an element, as a browser shows it: the lines that the page grammar reads, and the links in them.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

use super::frame::PageFrame;
use super::tree::PageTree;
use crate::format::lines::{LONGEST_LINE, Line};

/// A link as it stands in the lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageLink {
    /// The first line that its text is on, counted from 1.
    pub(super) first: u64,
    /// The last one.
    pub(super) last: u64,
    /// Its text, on one line.
    pub(super) text: String,
    /// Its address as the page writes it.
    pub(super) address: String,
}

/// The text of a page.
#[derive(Debug, Default)]
pub(super) struct PageText {
    pub(super) lines: Vec<Line>,
    pub(super) links: Vec<PageLink>,
    /// The line of the page's source that each of the lines begins on, counted from 1.
    pub(super) sources: Vec<u64>,
}

/// The text of these elements, without the frame of the page.
pub(super) fn text<'a>(page: &'a PageTree, roots: impl Iterator<Item = NodeRef<'a, Node>>, frame: &mut PageFrame) -> PageText {
    let mut writer = TextWriter::default();
    for root in roots {
        let mut skipped = None;
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if skipped.is_none() => match node.value() {
                    Node::Text(text) => writer.text(text, page.line(node.id())),
                    Node::Element(_) if frame.leaves_out(node) => skipped = Some(node.id()),
                    Node::Element(element) => writer.open(element, node, frame),
                    _ => {}
                },
                Edge::Close(node) if skipped == Some(node.id()) => skipped = None,
                Edge::Close(node) if skipped.is_none() => {
                    if let Node::Element(element) = node.value() {
                        writer.close(element);
                    }
                }
                _ => {}
            }
        }
        writer.block();
    }
    writer.done
}

/// The way an element stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Apart from what is around it, by a blank line.
    Apart,
    /// On lines of its own.
    Alone,
    /// In the line.
    Inside,
}

fn stands(element: &Element) -> Stands {
    match element.name() {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "table" | "blockquote" | "pre" | "article" | "section"
        | "main" | "figure" | "details" | "hr" | "fieldset" => Stands::Apart,
        "div" | "li" | "tr" | "dt" | "dd" | "address" | "summary" | "figcaption" | "caption" | "header" | "footer" | "center"
        | "legend" | "body" | "html" | "form" | "option" | "hgroup" | "dir" | "menu" | "aside" | "nav" | "td" | "th" => Stands::Alone,
        _ => Stands::Inside,
    }
}

/// A list that is open.
#[derive(Debug, Clone, Copy)]
struct OpenList {
    /// The number of its next item; none for bullets.
    next: Option<i64>,
}

#[derive(Debug, Default)]
struct TextWriter {
    done: PageText,
    line: String,
    /// The line of the source that the text stands on.
    source: u64,
    /// The line of the source that the line began on.
    begun: u64,
    /// A mark that goes before the next text of the line: of a heading or an item.
    mark: String,
    /// A blank stands behind the text of the line.
    gap: bool,
    /// A blank line goes before the next line.
    apart: bool,
    lists: Vec<OpenList>,
    /// So many cells of tables are open.
    cells: usize,
    /// The bold texts that are open, each with its place in the line; none for one that does not begin the line.
    bold: Vec<Option<usize>>,
    preformatted: usize,
    /// The links that are open, by their places.
    open: Vec<usize>,
    /// The links whose text is on the line.
    on_line: Vec<usize>,
}

impl TextWriter {
    /// Writes a text that begins on this line of the source.
    fn text(&mut self, text: &str, source: u64) {
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
            if word.is_empty() || self.line.len() + word.len() > LONGEST_LINE {
                continue;
            }
            let ends_open = self.line.is_empty() || self.line.ends_with('\t');
            if self.line.is_empty() {
                self.begun = self.source;
                self.line.push_str(&std::mem::take(&mut self.mark));
            } else if self.gap && !ends_open {
                self.line.push(' ');
            }
            self.line.push_str(word);
            for link in &self.open {
                if !self.on_line.contains(link) {
                    self.on_line.push(*link);
                }
                if let Some(link) = self.done.links.get_mut(*link) {
                    if self.gap && !link.text.is_empty() {
                        link.text.push(' ');
                    }
                    link.text.push_str(word);
                }
            }
            self.gap = false;
        }
    }

    fn open(&mut self, element: &Element, node: NodeRef<'_, Node>, frame: &PageFrame) {
        let name = element.name();
        match stands(element) {
            _ if self.cells > 0 && !matches!(name, "tr" | "td" | "th") => self.part(name),
            Stands::Apart => self.block(),
            Stands::Alone if !matches!(name, "td" | "th") || frame.is_layout(node) => self.end(),
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
            "li" if self.cells == 0 && !holds_blocks(node) => self.item(),
            "td" | "th" if !frame.is_layout(node) => {
                if !self.line.is_empty() {
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
            }
            _ => {}
        }
    }

    fn close(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "ul" | "menu" | "dir" | "ol" => drop(self.lists.pop()),
            "td" | "th" if self.cells > 0 => {
                self.cells -= 1;
                self.gap = false;
            }
            "b" | "strong" => self.embolden(),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "dt" if self.cells == 0 && !self.line.is_empty() && !self.line.ends_with([':', '*']) => self.line.push(':'),
            "a" if element.attr("href").is_some() => drop(self.open.pop()),
            _ => {}
        }
        match stands(element) {
            _ if self.cells > 0 => self.part(name),
            Stands::Apart => self.block(),
            Stands::Alone if !matches!(name, "td" | "th") => self.end(),
            _ => {}
        }
    }

    /// Ends bold text; marks it when it began the line and is still on it.
    fn embolden(&mut self) {
        let Some(begin) = self.bold.pop().flatten() else { return };
        let is_new = self.line.get(begin..).is_some_and(|text| !text.is_empty() && !text.starts_with("**"));
        if is_new {
            self.line.insert_str(begin, "**");
            self.line.push_str("**");
        }
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
    fn block(&mut self) {
        self.end();
        self.apart = true;
    }

    /// Ends the line; one without text is none.
    fn end(&mut self) {
        self.gap = false;
        // Bold type that goes on to another line is no mark of this one.
        self.bold.iter_mut().for_each(|place| *place = None);
        let text = std::mem::take(&mut self.line);
        let text = text.trim_end_matches([';', '\t']);
        if text.is_empty() {
            self.on_line.clear();
            return;
        }
        if std::mem::take(&mut self.apart) && !self.done.lines.is_empty() {
            self.push(String::new());
        }
        self.push(text.to_owned());
        let number = self.done.lines.len() as u64;
        for link in self.on_line.drain(..) {
            if let Some(link) = self.done.links.get_mut(link) {
                link.last = number;
                if link.first == 0 {
                    link.first = number;
                }
            }
        }
    }

    fn push(&mut self, text: String) {
        self.done.sources.push(self.begun);
        self.done.lines.push(Line { number: self.done.lines.len() as u64 + 1, text, truncated: false });
    }
}

/// Returns true when a child of an element stands on lines of its own, other than lists and paragraphs of an item.
fn holds_blocks(node: NodeRef<'_, Node>) -> bool {
    let is_block = |child: NodeRef<'_, Node>| {
        let Node::Element(element) = child.value() else { return false };
        stands(element) != Stands::Inside && !matches!(element.name(), "ul" | "ol")
    };
    node.children().any(is_block)
}
