//! The page while it is read: the open record, the lines that are not yet placed, the headings.

use std::collections::VecDeque;

use entity::vocabulary::IssueSeverity::{self, Info, Warning};

use super::{
    block::{Next, continued, is_titled_alone, title},
    draft::{Draft, Field},
    line::{Mark, PageLine, Shape},
    order::Order,
    report::{Unplaced, issue},
    section::Sections,
    vocabulary::Label,
    width::{Width, width},
};
use crate::import::{
    record::{Issue, IssueCode, Item},
    value::{
        list::Part,
        prose::{ends_sentence, is_prose},
    },
};

/// So many lines, and so many bytes of them, wait for the next label; then the first ones are placed without it.
const WAITING: (usize, usize) = (256, 1 << 20);
/// So many lines go on waiting then.
const LATEST: usize = 8;
/// A wrapped line is joined to the one above as long as that is not longer than this, in bytes.
const JOINED: usize = 1 << 14;
/// A longer heading is none, in bytes.
const HEADING: usize = 300;

/// What is known of the page so far.
#[derive(Debug, Default)]
pub(super) struct Layout {
    order: Order,
    sections: Sections,
    draft: Option<Draft>,
    waiting: Vec<Part>,
    waiting_bytes: usize,
    gap: bool,
    width: Width,
    /// The width of the line above.
    above: usize,
    unplaced: Option<Unplaced>,
}

type Items = VecDeque<Item>;

impl Layout {
    /// Takes note of a line that is read later.
    pub(super) fn learn(&mut self, line: &PageLine) {
        self.width.learn(line);
        match line.shape {
            Shape::Label { label, ref mark, .. } if *mark != Mark::Nothing => self.order.label(label),
            Shape::Blank | Shape::Navigation => {}
            _ => self.order.text(),
        }
    }

    /// Reads the next line.
    pub(super) fn read(&mut self, line: PageLine, items: &mut Items) {
        let above = std::mem::replace(&mut self.above, width(&line));
        let PageLine { number, text, truncated, shape } = line;
        if truncated {
            let message = "The line is too long; its end was left out.";
            self.report(issue(Warning, IssueCode::TooLong, number, "", Some(&text), message), items);
        }
        match shape {
            Shape::Blank => self.gap = true,
            Shape::Navigation => {
                self.gap = true;
                self.report(issue(Info, IssueCode::Boilerplate, number, "", Some(&text), "Navigation text, skipped."), items);
            }
            Shape::Label { label, mark: Mark::Nothing, .. } if !self.is_label(label, &text) => self.wait(number, text, None, above, items),
            Shape::Label { label, mark, value } => self.label(label, mark, number, &text, value, items),
            Shape::Address => self.address(number, text, above, items),
            Shape::Text { item } => self.wait(number, text, item, above, items),
        }
    }

    /// Reads the end of the page.
    pub(super) fn finish(mut self, items: &mut Items) {
        let lines = std::mem::take(&mut self.waiting);
        self.place(lines, Next::Nothing, items);
        self.close(items);
        for heading in std::mem::take(&mut self.sections).finish() {
            self.leave(&heading, Info);
        }
        items.extend(self.unplaced.map(|unplaced| Item::Issue(unplaced.issue())));
    }

    /// Whether a label that stands alone on its line, without a mark, is meant as one: inside a record, or below what may be a title.
    fn is_label(&self, label: Label, text: &str) -> bool {
        let below_text = !self.waiting.is_empty();
        match &self.draft {
            _ if text.contains(' ') => below_text || self.draft.is_some(),
            Some(draft) => below_text || !draft.prints(label),
            None => below_text && matches!(label, Label::Made(_) | Label::Paid(_)),
        }
    }

    fn wait(&mut self, line: u64, text: String, item: Option<String>, above: usize, items: &mut Items) {
        self.waiting_bytes += text.len();
        let part = Part { line, gap: std::mem::take(&mut self.gap), wrapped: self.width.wraps(above, &text), text, item, lines: 1 };
        let by_lines = self.draft.as_ref().and_then(Draft::current).is_some_and(Field::is_by_lines);
        match self.waiting.last_mut() {
            Some(above) if above.text.len() <= JOINED && part.goes_on(above, by_lines) => above.join(&part),
            _ => self.waiting.push(part),
        }
        let (lines, bytes) = WAITING;
        if self.waiting.len() > lines || (self.waiting_bytes > bytes && self.waiting.len() > LATEST) {
            let latest = self.waiting.split_off(self.waiting.len().saturating_sub(LATEST));
            let placed = std::mem::replace(&mut self.waiting, latest);
            self.waiting_bytes = self.waiting.iter().map(|line| line.text.len()).sum();
            self.place(placed, Next::Nothing, items);
        }
    }

    fn label(&mut self, label: Label, mark: Mark, line: u64, text: &str, value: String, items: &mut Items) {
        self.gap = false;
        let again = self.waiting.is_empty();
        let printed = self.draft.as_ref().is_some_and(|draft| draft.prints(label));
        self.place_before(label, printed, items);
        let goes_on = |draft: &Draft| !draft.prints(label) || (again && draft.current().is_some_and(|field| field.label == label));
        if !self.draft.as_ref().is_some_and(goes_on) {
            self.close(items);
        }
        let draft = self.draft.get_or_insert_with(|| Draft::untitled(line));
        draft.open(label, line);
        if let Mark::Odd(printed) = mark {
            let message = "A label is followed by a colon; this one is not, and was read as a label all the same.";
            draft.issue(issue(Warning, IssueCode::LabelPunctuation, line, label.field(), Some(&printed), message));
        }
        draft.print(text);
        if !value.is_empty() {
            draft.put(label, Part::alone(line, value));
        }
    }

    fn address(&mut self, line: u64, text: String, width: usize, items: &mut Items) {
        let above = self.waiting.last().or_else(|| self.draft.as_ref()?.current()?.parts.last());
        let in_prose = self.draft.as_ref().and_then(Draft::current).is_some_and(|field| field.label == Label::Description);
        if in_prose && !self.gap && above.is_some_and(|above| !ends_sentence(&above.text)) {
            return self.wait(line, text, None, width, items);
        }
        let has = self.draft.as_ref().is_some_and(|draft| draft.has(Label::Url));
        self.place_before(Label::Url, has, items);
        self.gap = false;
        let part = Part::alone(line, text);
        match &mut self.draft {
            Some(draft) => draft.address(part),
            None => self.leave_prose(&part),
        }
    }

    /// Places the lines that wait, now that the label after them is known, and whether the open record already has it.
    fn place_before(&mut self, label: Label, again: bool, items: &mut Items) {
        let next = match &self.draft {
            None => Next::New(label),
            Some(_) if again => Next::New(label),
            Some(draft) if draft.current().is_some_and(|field| self.order.precedes(label, field.label)) => Next::Earlier,
            Some(_) => Next::Later,
        };
        self.waiting_bytes = 0;
        let lines = std::mem::take(&mut self.waiting);
        self.place(lines, next, items);
    }

    /// Places lines: in the field above, as headings, titles and descriptions, or nowhere.
    fn place(&mut self, mut lines: Vec<Part>, next: Next, items: &mut Items) {
        let mut titled = title(&lines, self.draft.as_ref().and_then(Draft::current), next);
        if let Some(draft) = &mut self.draft
            && let Some(field) = draft.current()
        {
            let above_title = lines.get(..titled.unwrap_or(lines.len())).unwrap_or_default();
            let mut count = continued(above_title, field, titled.is_some(), next);
            let rest = above_title.iter().skip(count);
            let expected = !draft.has(Label::Description) && self.order.precedes(field.label, Label::Description);
            let described = if expected { rest.take_while(|line| is_prose(&line.text)).count() } else { 0 };
            for (at, line) in lines.drain(..count + described).enumerate() {
                if at < count { draft.add(line) } else { draft.describe(line) }
            }
            count += described;
            titled = titled.map(|at| at - count);
        }
        if lines.is_empty() {
            return;
        }
        if titled.is_none() && self.draft.is_some() && matches!(next, Next::Earlier | Next::Later) {
            // The record goes on below.
            return lines.iter().for_each(|line| self.leave_prose(line));
        }
        self.close(items);
        for (at, line) in lines.into_iter().enumerate() {
            if titled == Some(at) {
                self.close(items);
                self.begin(line, items);
            } else if titled.is_some_and(|title| title < at) {
                if let Some(draft) = &mut self.draft {
                    draft.describe(line);
                }
            } else {
                self.place_alone(line, items);
            }
        }
        if titled.is_none() {
            self.close(items);
        }
    }

    /// Places a line that stands between records.
    fn place_alone(&mut self, line: Part, items: &mut Items) {
        let text = line.item.as_ref().unwrap_or(&line.text);
        if is_titled_alone(text) {
            self.close(items);
            self.begin(line, items);
        } else if is_prose(text) || line.item.is_some() || text.contains(';') || text.len() > HEADING {
            match &mut self.draft {
                Some(draft) if is_prose(text) => draft.describe(line),
                _ => self.leave_prose(&line),
            }
        } else {
            self.close(items);
            if let Some(unused) = self.sections.heading(line) {
                self.leave(&unused, Info);
            }
        }
    }

    fn begin(&mut self, title: Part, items: &mut Items) {
        let place = self.sections.record();
        items.extend(place.collection.clone().map(Item::Collection));
        items.extend(self.unplaced.take().map(|unplaced| Item::Issue(unplaced.issue())));
        self.draft = Some(Draft::titled(title, place));
    }

    fn close(&mut self, items: &mut Items) {
        items.extend(self.draft.take().into_iter().flat_map(Draft::finish));
    }

    /// A line that belongs nowhere. Before the first record it is an introduction.
    fn leave_prose(&mut self, line: &Part) {
        let severity = if self.sections.is_untouched() { Info } else { Warning };
        self.leave(line, severity);
    }

    fn leave(&mut self, line: &Part, severity: IssueSeverity) {
        let more = Unplaced::new(line, severity);
        match &mut self.unplaced {
            Some(unplaced) => unplaced.add(more),
            None => self.unplaced = Some(more),
        }
    }

    fn report(&mut self, issue: Issue, items: &mut Items) {
        match &mut self.draft {
            Some(draft) => draft.issue(issue),
            None => items.push_back(Item::Issue(issue)),
        }
    }
}
