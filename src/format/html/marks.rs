//! The marks that elements leave in the text: keywords, headings in tables, bold labels.

use super::writer::TextWriter;
use crate::format::label::Label;

/// A row of a table that is a heading has so many characters at most.
const LONGEST_HEADING: usize = 80;
/// The head of a table is said again when it has so many bytes at most.
const LONGEST_HEAD: usize = 400;

/// The head of a table that is open.
#[derive(Debug)]
pub(super) struct HeadRow {
    row: String,
    /// It is said again before the next row.
    is_due: bool,
}

impl TextWriter {
    /// Takes a word of a keyword, or of what parts keywords. Before another word, the keywords are written.
    pub(super) fn tag(&mut self, word: &str) -> bool {
        if self.in_tag
            && let Some((tag, source)) = self.tags.last_mut()
        {
            if tag.is_empty() {
                *source = self.source;
            } else if std::mem::take(&mut self.gap) {
                tag.push(' ');
            }
            tag.push_str(word);
            return true;
        }
        if self.tags.is_empty() {
            return false;
        }
        if self.line.is_empty() && matches!(word, "," | ";" | "|" | "·" | "•" | "/") {
            return true;
        }
        self.write_tags();
        false
    }

    /// Writes the keywords on a line of their own.
    pub(super) fn write_tags(&mut self) {
        let tags = std::mem::take(&mut self.tags);
        let Some((_, source)) = tags.first() else { return };
        let begun = std::mem::replace(&mut self.begun, *source);
        let tags: Vec<String> = tags.into_iter().map(|(tag, _)| tag).filter(|tag| !tag.is_empty()).collect();
        if !tags.is_empty() {
            self.push(String::new(), false);
            self.push(format!("Keywords: {}", tags.join("; ")), false);
            self.apart = true;
        }
        self.begun = begun;
    }

    /// Ends a row of a table. The first row of several cells is its head. A row of one cell over several columns is a heading of the rows below
    /// it, or a remark between them: the head is said again below it.
    pub(super) fn end_row(&mut self) {
        let spans = std::mem::take(&mut self.spans);
        if !spans {
            self.end_cells();
        }
        let Some(table) = self.heads.last_mut() else { return self.end() };
        let is_row = self.line.contains('\t');
        match table {
            None if is_row => *table = Some(HeadRow { row: self.line.clone(), is_due: false }),
            Some(head) if spans => {
                head.is_due = head.row.len() <= LONGEST_HEAD;
                let text = self.line.trim();
                if !text.is_empty() && text.chars().count() <= LONGEST_HEADING && !text.ends_with(['.', ':']) {
                    self.line.insert_str(0, "## ");
                    self.strong = None;
                    self.apart = true;
                }
                return self.block();
            }
            Some(head) if is_row && head.is_due => {
                head.is_due = false;
                let row = head.row.clone();
                self.push(String::new(), false);
                self.push(row, false);
                self.apart = false;
            }
            _ => {}
        }
        self.end();
    }

    /// Ends bold text that began the line and is still on it.
    pub(super) fn embolden(&mut self) {
        let begin = self.bold.pop().flatten().filter(|_| self.bold.len() >= self.bold_before);
        self.bold_before = self.bold_before.min(self.bold.len());
        self.strong = begin.filter(|begin| *begin < self.line.len()).map(|begin| (begin, self.line.len())).or(self.strong);
    }

    /// Marks the bold text of the line when it is a label, or the whole line.
    pub(super) fn mark_strong(&mut self) {
        let Some((begin, end)) = self.strong.take() else { return };
        let (Some(text), Some(rest)) = (self.line.get(begin..end), self.line.get(end..)) else { return };
        let rest = rest.trim();
        if rest.is_empty() || rest.starts_with(':') || text.ends_with(':') || Label::known(text).is_some() {
            self.line.insert_str(end, "**");
            self.line.insert_str(begin, "**");
        }
    }
}
