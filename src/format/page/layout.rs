//! The page while it is read: the open record, the lines that are not yet placed, the headings.

use std::collections::VecDeque;

use entity::vocabulary::IssueSeverity::{self, Info, Warning};

use super::{
    ahead::Ahead,
    block::Next,
    draft::{Draft, Field},
    dress::{List, item, numbered},
    habits::Habits,
    judge::Kind,
    labelled::Labelled,
    labels::Labels,
    line::{PageLine, Shape},
    navigation::is_said,
    report::{Unplaced, issue},
    section::Sections,
    table::{Table, is_head_of_pairs},
    width::width,
};
use crate::{
    format::{
        label::Label,
        uses::Uses,
        value::{list::Part, prose::ends_sentence},
    },
    model::{Account, Issue, IssueCode, Item},
};

/// So many lines, and so many bytes of them, wait for the next label; then the first ones are placed without it.
const WAITING: (usize, usize) = (256, 1 << 20);
/// So many lines go on waiting then.
const LATEST: usize = 8;
/// A wrapped line is joined to the one above as long as that is not longer than this, in bytes.
const JOINED: usize = 1 << 14;

/// The page so far.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) habits: Habits,
    pub(super) sections: Sections,
    pub(super) draft: Option<Draft>,
    pub(super) waiting: Vec<Part>,
    waiting_bytes: usize,
    /// True when a blank line stands above the next line.
    pub(super) gap: bool,
    /// The width of the line above.
    above: usize,
    pub(super) unplaced: Option<Unplaced>,
    uses: Uses,
    labels: Labels,
    /// Lines that belong to no record.
    unread: u64,
    table: Option<Table>,
    /// The number before the last title.
    pub(super) number: u32,
    /// True when the line above was one of the page's frame.
    pub(super) framed: bool,
    /// So many records had their description below their last field without a label: directly below it, and below a
    /// blank line.
    pub(super) described: [u32; 2],
}

pub(super) type Items = VecDeque<Item>;

impl Layout {
    /// Takes note of a line that is read later.
    pub(super) fn learn(&mut self, line: &PageLine) {
        self.habits.learn(line);
    }

    /// Takes note that no further line is to be learned from.
    pub(super) fn learned(&mut self) {
        self.habits.end();
    }

    /// Reads the next line; `ahead` are those below it.
    pub(super) fn read(&mut self, line: PageLine, ahead: &Ahead, items: &mut Items) {
        let above = std::mem::replace(&mut self.above, width(&line));
        if line.truncated {
            let message = "The line is too long; its end was left out.";
            self.report(issue(Warning, IssueCode::TooLong, line.number, "", Some(&line.text), message), items);
        }
        if line.shape == Shape::Blank {
            self.gap = true;
            return;
        }
        if self.row(&line, items) {
            return;
        }
        let kind = self.kind(&line, ahead);
        self.framed = matches!(kind, Kind::Frame);
        let number = line.number;
        match kind {
            // Nothing of the frame is said in sentences below the last record.
            Kind::Frame if self.ends_page(&line, ahead) => self.leave_prose(&Part::alone(number, line.text)),
            Kind::Frame => {
                self.gap = true;
                self.report(issue(Info, IssueCode::Boilerplate, number, "", Some(&line.text), "Navigation text, skipped."), items);
            }
            Kind::Label(labelled) => self.label(labelled, number, &line.text, false, items),
            Kind::Labels(labels) => {
                for labelled in labels {
                    self.label(labelled, number, &line.text, false, items);
                }
            }
            Kind::Byline(fields, rest) => {
                for field in fields {
                    self.label(field, number, &line.text, true, items);
                }
                for piece in rest {
                    self.report(issue(Info, IssueCode::Boilerplate, number, "", Some(&piece), "Part of a byline, skipped."), items);
                }
            }
            Kind::Title => self.title(Part { gap: self.gap, ..Part::alone(number, line.text) }, items),
            Kind::Heading => {
                self.place_waiting(Next::Title, items);
                self.close(items);
                self.gap = false;
                self.head(Part::alone(number, line.text));
            }
            Kind::Address => self.address(number, line.text, above, items),
            Kind::Text(item) => self.wait(number, line.text, item, above, items),
        }
    }

    /// Returns true for prose below the records, with nothing but the page's frame below it.
    fn ends_page(&self, line: &PageLine, ahead: &Ahead) -> bool {
        let is_frame = |line: &PageLine| matches!(line.shape, Shape::Blank | Shape::Navigation);
        !self.sections.is_untouched() && is_said(&line.text) && ahead.iter().all(is_frame)
    }

    /// Reads the end of the page.
    pub(super) fn finish(mut self, items: &mut Items) {
        self.place_waiting(Next::Nothing, items);
        self.close(items);
        let empty = self.sections.is_untouched();
        for heading in std::mem::take(&mut self.sections).finish() {
            self.leave(&heading, if empty { Warning } else { Info });
        }
        items.extend(self.unplaced.map(|unplaced| Item::Issue(unplaced.issue(empty))));
        items.extend(self.labels.issues().map(Item::Issue));
        items.push_back(Item::Account(Account { labels: self.uses.finish(), unread_lines: self.unread, mappings: Vec::new() }));
    }

    fn wait(&mut self, line: u64, text: String, item: Option<String>, above: usize, items: &mut Items) {
        if let Some(field) = self.draft.as_ref().and_then(Draft::current).filter(|field| field.label.is_note() && field.parts.is_empty()) {
            self.labels.example(field.label, &text);
        }
        self.waiting_bytes += text.len();
        let part = Part { line, gap: std::mem::take(&mut self.gap), wrapped: self.habits.width.wraps(above, &text), text, item, lines: 1 };
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

    /// Reads a label; `bare` says that the line has none but is read as if it had one, below its title.
    fn label(&mut self, labelled: Labelled, line: u64, text: &str, bare: bool, items: &mut Items) {
        let label = labelled.label;
        if !bare {
            self.uses.count(&labelled.name, Some(label.field()).filter(|_| labelled.known));
        }
        let close = !std::mem::take(&mut self.gap);
        if label == Label::Title {
            return self.title_label(labelled, line, text, items);
        }
        let again = self.waiting.is_empty();
        let is_unmarked = labelled.is_unmarked();
        let printed = self.draft.as_ref().is_some_and(|draft| draft.prints(label));
        let begins = self.begins_before_title(label);
        if begins {
            self.place_waiting(Next::Title, items);
            self.close(items);
        } else {
            self.place_before(label, printed && !(again && (label.is_note() || is_unmarked)), items);
        }
        let labelled_titles = self.habits.titles.are_labelled();
        let goes_on = |draft: &Draft| {
            !draft.prints(label)
                || (labelled_titles && draft.is_titled())
                || (again && (label.is_note() || is_unmarked || draft.current().is_some_and(|field| field.label == label)))
                || (again && close && draft.current().is_some_and(|field| alternate(field.label, label)))
                || (again && close && draft.prints_otherwise(label, &labelled.name))
        };
        if !self.draft.as_ref().is_some_and(goes_on) {
            self.close(items);
        }
        let draft = self.draft.get_or_insert_with(|| Draft::untitled(line));
        if label.is_note() {
            self.labels.add(&labelled, line, draft.line);
        }
        draft.print(text);
        draft.open(labelled, line, bare);
    }

    /// Returns true when a label stands before that of the title on this page, so that it begins the next record.
    fn begins_before_title(&self, label: Label) -> bool {
        self.habits.titles.are_labelled()
            && self.habits.order.precedes(label, Label::Title)
            && self.draft.as_ref().is_some_and(|draft| draft.prints(Label::Title))
    }

    /// Reads the label of a title: it begins a record, or names the one that other labels began.
    fn title_label(&mut self, labelled: Labelled, line: u64, text: &str, items: &mut Items) {
        self.place_waiting(Next::Title, items);
        if self.draft.as_ref().is_some_and(Draft::is_titled) {
            self.close(items);
        }
        if self.draft.is_none() {
            self.draft = Some(Draft::untitled(line));
        }
        let place = self.sections.record();
        items.extend(place.collection.clone().map(Item::Collection));
        items.extend(self.unplaced.take().map(|unplaced| Item::Issue(unplaced.issue(false))));
        if let Some(draft) = &mut self.draft {
            draft.print(text);
            draft.stand(place);
            draft.open(labelled, line, false);
        }
    }

    /// Reads a line that is certainly a title.
    fn title(&mut self, mut title: Part, items: &mut Items) {
        self.gap = false;
        let mut above = std::mem::take(&mut self.waiting);
        let last = above.len();
        let kicker = self.kicker(&mut above, last);
        self.waiting = above;
        self.place_waiting(Next::Title, items);
        self.close(items);
        let (list, text) = item(&title.text);
        if let List::Number(number) = list {
            self.number = number;
        }
        title.item = Some(text.to_owned()).filter(|_| list != List::Nothing);
        self.begin(title, items);
        if let Some(draft) = &mut self.draft {
            draft.kick(kicker);
        }
    }

    /// Reads a line of a table; gives whether it is one.
    fn row(&mut self, line: &PageLine, items: &mut Items) -> bool {
        if line.cells.is_empty() {
            self.table = None;
            return false;
        }
        if is_head_of_pairs(line) {
            self.gap = true;
            let message = "The head of a table: each row below it has a label and its value.";
            self.report(issue(Info, IssueCode::TableHead, line.number, "", Some(&line.text), message), items);
            return true;
        }
        if let Some(fields) = self.table.as_ref().and_then(|table| table.row(line)) {
            for field in fields {
                self.label(field, line.number, &line.text, false, items);
            }
            return true;
        }
        self.table = Table::head(line);
        if self.table.is_some() {
            self.place_waiting(Next::Title, items);
            self.close(items);
            let message = "The head of a table: its cells were read as the labels of the rows below.";
            self.report(issue(Info, IssueCode::TableHead, line.number, "", Some(&line.text), message), items);
        }
        self.table.is_some()
    }

    fn address(&mut self, line: u64, text: String, width: usize, items: &mut Items) {
        let above = self.waiting.last().or_else(|| self.draft.as_ref()?.current()?.parts.last());
        let in_prose = self.draft.as_ref().and_then(Draft::current).is_some_and(|field| field.label == Label::Description);
        let awaited = self.waiting.is_empty() && self.draft.as_ref().is_some_and(Draft::awaits_value);
        if awaited || (in_prose && !self.gap && above.is_some_and(|above| !ends_sentence(&above.text))) {
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
            None if self.habits.titles.are_labelled() => Next::Title,
            None => Next::New(label),
            Some(_) if self.habits.titles.are_labelled() => Next::Inside,
            Some(_) if again => Next::New(label),
            Some(draft) if self.usually_precedes(label, draft) => Next::Earlier,
            Some(_) => Next::Later,
        };
        self.place_waiting(next, items);
    }

    /// Returns true when a label usually stands before those that the record has last.
    pub(super) fn usually_precedes(&self, label: Label, draft: &Draft) -> bool {
        let order = &self.habits.order;
        draft.labels().find(|last| order.knows(*last)).is_some_and(|last| order.precedes(label, last))
    }

    fn place_waiting(&mut self, next: Next, items: &mut Items) {
        self.waiting_bytes = 0;
        let lines = std::mem::take(&mut self.waiting);
        self.place(lines, next, items);
    }

    /// Begins a record with its title line.
    pub(super) fn begin(&mut self, mut title: Part, items: &mut Items) {
        let place = self.sections.record();
        items.extend(place.collection.clone().map(Item::Collection));
        items.extend(self.unplaced.take().map(|unplaced| Item::Issue(unplaced.issue(false))));
        if title.item.is_none()
            && self.habits.titles.are_numbered()
            && let Some((_, text)) = numbered(&title.text)
        {
            title.item = Some(text.to_owned());
        }
        self.draft = Some(Draft::titled(title, place));
    }

    pub(super) fn close(&mut self, items: &mut Items) {
        items.extend(self.draft.take().into_iter().flat_map(Draft::finish));
    }

    /// Takes a heading.
    pub(super) fn head(&mut self, heading: Part) {
        if let Some(unused) = self.sections.heading(heading) {
            self.leave(&unused, Info);
        }
    }

    /// A line that belongs nowhere. Before the first record it is an introduction.
    pub(super) fn leave_prose(&mut self, line: &Part) {
        let severity = if self.sections.is_untouched() { Info } else { Warning };
        self.leave(line, severity);
    }

    fn leave(&mut self, line: &Part, severity: IssueSeverity) {
        self.unread += line.lines;
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

/// Returns true for the labels of a funder and of its grant: records with several funders print them in turns.
const fn alternate(above: Label, label: Label) -> bool {
    matches!((above, label), (Label::Paid(_), Label::Award) | (Label::Award, Label::Paid(_)))
}
