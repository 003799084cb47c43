//! A record while its lines are read: what stands under which label.

use entity::vocabulary::IssueSeverity::{Error, Info, Warning};

use super::{
    compose::compose,
    report::{excerpt, issue},
    section::Place,
    vocabulary::Label,
};
use crate::import::{
    record::{Issue, IssueCode, Item, Placement},
    value::{list::Part, prose::is_cut},
};

/// A record keeps at most so much text, in bytes; what is more is left out and counted.
const ROOM: usize = 4 << 20;
/// What an issue or a line takes besides its text, in bytes.
const OVERHEAD: usize = 256;
/// The issue of a record without a title quotes at most so much of it, in bytes.
const QUOTE: usize = 2_000;

/// A field and its value's lines.
#[derive(Debug)]
pub(super) struct Field {
    /// What the value is.
    pub(super) label: Label,
    /// The label's line.
    pub(super) line: u64,
    /// The value.
    pub(super) parts: Vec<Part>,
    /// Whether the label is printed, and not only concluded.
    labelled: bool,
}

impl Field {
    fn new(label: Label, line: u64, labelled: bool) -> Self {
        Self { label, line, parts: Vec::new(), labelled }
    }

    /// Whether it is a list without bullets whose label stands alone, so that each line is an item unless it is plainly cut.
    pub(super) fn is_by_lines(&self) -> bool {
        self.label.is_list() && self.parts.first().is_none_or(|part| part.line != self.line && part.item.is_none())
    }
}

/// A record that is being read.
#[derive(Debug)]
pub(super) struct Draft {
    /// The title's line, or the first label's where there is no title.
    pub(super) line: u64,
    /// The title line and where it stands; none for a record without a title, which is reported and not taken.
    pub(super) title: Option<(Part, Placement)>,
    /// In the order printed; one for each label.
    pub(super) fields: Vec<Field>,
    current: Option<Label>,
    issues: Vec<Issue>,
    printed: String,
    room: usize,
    /// The first line that was left out, and how many were.
    excess: Option<(u64, u64)>,
}

impl Draft {
    /// A record with this title.
    pub(super) fn titled(title: Part, place: Place) -> Self {
        let mut draft = Self::untitled(title.line);
        if place.crowded {
            let message = "The heading above speaks of one resource and this is not the first below it; all of them are highlighted.";
            let heading = place.placement.section.clone();
            draft.issue(issue(Warning, IssueCode::SectionCardinality, title.line, "section", heading.as_deref(), message));
        }
        draft.title = Some((title, place.placement));
        draft
    }

    /// A record that begins with a label.
    pub(super) fn untitled(line: u64) -> Self {
        Self { line, title: None, fields: Vec::new(), current: None, issues: Vec::new(), printed: String::new(), room: ROOM, excess: None }
    }

    /// The field that further lines go on with; none before the first label.
    pub(super) fn current(&self) -> Option<&Field> {
        self.field(self.current?)
    }

    /// Whether the record has this field, with or without its label.
    pub(super) fn has(&self, label: Label) -> bool {
        self.field(label).is_some()
    }

    /// Whether the record prints this label.
    pub(super) fn prints(&self, label: Label) -> bool {
        self.field(label).is_some_and(|field| field.labelled)
    }

    /// A label, for the first time or again.
    pub(super) fn open(&mut self, label: Label, line: u64) {
        if self.prints(label) {
            let message = "The label stands twice in this record; both values were taken.";
            self.issue(issue(Info, IssueCode::RepeatedLabel, line, label.field(), None, message));
        } else if let Some(field) = self.fields.iter_mut().find(|field| field.label == label) {
            field.labelled = true;
        } else {
            self.fields.push(Field::new(label, line, true));
        }
        self.current = Some(label);
    }

    /// A line of the current field's value.
    pub(super) fn add(&mut self, part: Part) {
        if let Some(label) = self.current {
            self.print(&part.text);
            self.put(label, part);
        }
    }

    /// A web address on a line of its own. Lines after it go on with the field that was read before it.
    pub(super) fn address(&mut self, part: Part) {
        if !self.has(Label::Url) {
            self.fields.push(Field::new(Label::Url, part.line, false));
        }
        self.current = self.current.or(Some(Label::Url));
        self.print(&part.text);
        self.put(Label::Url, part);
    }

    /// Prose that can only be the description, although no label says so.
    pub(super) fn describe(&mut self, part: Part) {
        if !self.has(Label::Description) {
            let message = "This text stands where the description is expected and was read as it, although no label says so.";
            self.issue(issue(Warning, IssueCode::MissingLabel, part.line, Label::Description.field(), Some(&part.text), message));
            self.fields.push(Field::new(Label::Description, part.line, false));
        }
        self.current = Some(Label::Description);
        self.add(part);
    }

    /// Something to report with the record.
    pub(super) fn issue(&mut self, issue: Issue) {
        if self.fits(issue.line.unwrap_or_default(), issue.text.as_ref().map_or(0, String::len)) {
            self.issues.push(issue);
        }
    }

    /// Keeps a line as it is printed, for the report on a record without a title.
    pub(super) fn print(&mut self, text: &str) {
        if self.title.is_none() && self.printed.len() < QUOTE {
            if !self.printed.is_empty() {
                self.printed.push('\n');
            }
            self.printed.push_str(&excerpt(text, QUOTE));
        }
    }

    /// The record and what there is to report on it, in the order of lines.
    pub(super) fn finish(mut self) -> impl Iterator<Item = Item> {
        if let Some((line, lines)) = self.excess {
            let message = format!("The record is too long: {lines} lines from here on were left out of it.");
            self.issues.push(issue(Warning, IssueCode::TooLong, line, "", None, message));
        }
        if self.title.is_some() && self.fields.is_empty() {
            let message = "A title with nothing labelled below it; it was read as a record of its own.";
            self.issues.push(issue(Warning, IssueCode::MissingLabel, self.line, "", None, message));
        }
        let mut issues = self.issues;
        let record = if let Some((title, placement)) = self.title {
            Some(Item::Record(Box::new(compose(title, placement, &self.fields, &mut issues))))
        } else {
            let message = "A record without a title: it begins with a label, and no line above can be its title. Give it a title line.";
            let mut untitled = issue(Error, IssueCode::MissingTitle, self.line, "title", None, message);
            untitled.text = Some(excerpt(&self.printed, QUOTE));
            issues.push(untitled);
            None
        };
        issues.sort_by_key(|issue| issue.line);
        record.into_iter().chain(issues.into_iter().map(Item::Issue))
    }

    fn field(&self, label: Label) -> Option<&Field> {
        self.fields.iter().find(|field| field.label == label)
    }

    /// A value, or one more line of it, of a field that the record has.
    pub(super) fn put(&mut self, label: Label, mut part: Part) {
        if self.fits(part.line, part.text.len())
            && let Some(field) = self.fields.iter_mut().find(|field| field.label == label)
        {
            let goes_on = field.parts.last().is_some_and(|above| part.wrapped || is_cut(&above.text, &part.text));
            part.gap |= field.is_by_lines() && !goes_on;
            field.parts.push(part);
        }
    }

    /// Whether there is room for a line; counts the line when there is none.
    fn fits(&mut self, line: u64, length: usize) -> bool {
        if let Some(room) = self.room.checked_sub(length + OVERHEAD) {
            self.room = room;
            return true;
        }
        let (_, lines) = self.excess.get_or_insert((line, 0));
        *lines += 1;
        false
    }
}
