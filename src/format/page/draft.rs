//! A record while its lines are read: what stands under which label.

use entity::vocabulary::{
    ContributionRole::Author,
    IssueSeverity::{Error, Info, Warning},
};

use super::{
    compose::compose,
    labelled::{Labelled, Style},
    report::{excerpt, issue},
    section::Place,
};
use crate::name::fold;
use crate::{
    format::{
        label::Label,
        value::{list::Part, prose::is_cut},
    },
    model::{Issue, IssueCode, Item, Placement},
};

/// A record keeps at most so much text, in bytes; what is more is left out and counted.
const ROOM: usize = 4 << 20;
/// The room of an issue or a line besides its text, in bytes.
const OVERHEAD: usize = 256;
/// A record has at most so many fields; what stands under more labels is left out and counted.
const FIELDS: usize = 512;
/// The issue of a record without a title quotes at most so much of it, in bytes.
const QUOTE: usize = 2_000;

/// A field and its value's lines.
#[derive(Debug)]
pub(super) struct Field {
    /// The field of the value.
    pub(super) label: Label,
    /// The label as printed; empty when no label is.
    pub(super) name: String,
    /// The looks of the label. None when no label is printed.
    pub(super) style: Option<Style>,
    /// The label's line.
    pub(super) line: u64,
    /// The value.
    pub(super) parts: Vec<Part>,
    /// True when the label is printed, and not only concluded.
    labelled: bool,
}

impl Field {
    fn labelled(labelled: &Labelled, line: u64) -> Self {
        let Labelled { label, ref name, style, .. } = *labelled;
        Self { label, name: name.clone(), style: Some(style), line, parts: Vec::new(), labelled: true }
    }

    fn concluded(label: Label, line: u64) -> Self {
        Self { label, name: String::new(), style: None, line, parts: Vec::new(), labelled: false }
    }

    /// Returns true when it is a list without bullets whose label stands alone, so that each line is an item unless it is plainly cut.
    pub(super) fn is_by_lines(&self) -> bool {
        self.label.is_list() && self.parts.first().is_none_or(|part| part.line != self.line && part.item.is_none())
    }

    /// Returns true when the value stands below the label.
    pub(super) fn is_below(&self) -> bool {
        self.parts.first().is_some_and(|part| part.line != self.line)
    }
}

/// A record that is being read.
#[derive(Debug)]
pub(super) struct Draft {
    /// The title's line, or the first label's where there is no title.
    pub(super) line: u64,
    /// The title line; none for a record without a title, which is reported and not taken.
    title: Option<Part>,
    /// The line above the title that names the format.
    kicker: Option<Part>,
    /// The place of the record. None as long as it has no title.
    placement: Option<Placement>,
    /// In the order printed; one for each label, and as many as there are for notes.
    fields: Vec<Field>,
    /// The field that was read last, by its place.
    current: Option<usize>,
    /// True when all its fields stand in lines below the title that have no labels.
    bare: bool,
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
        draft.stand(place);
        draft.title = Some(title);
        draft
    }

    /// A record that begins with a label.
    pub(super) fn untitled(line: u64) -> Self {
        Self {
            line,
            title: None,
            kicker: None,
            placement: None,
            fields: Vec::new(),
            current: None,
            bare: true,
            issues: Vec::new(),
            printed: String::new(),
            room: ROOM,
            excess: None,
        }
    }

    /// Takes the line above the title that names the format.
    pub(super) fn kick(&mut self, kicker: Option<Part>) {
        self.kicker = kicker;
    }

    /// Gives the record its place on the page.
    pub(super) fn stand(&mut self, place: Place) {
        if place.crowded {
            let message = "The heading above speaks of one resource and this is not the first below it; all of them are highlighted.";
            let heading = place.placement.section.clone();
            self.issue(issue(Warning, IssueCode::SectionCardinality, self.line, "section", heading.as_deref(), message));
        }
        self.placement = Some(place.placement);
    }

    /// Returns true when it has its title, or the place for it.
    pub(super) fn is_titled(&self) -> bool {
        self.title.is_some() || self.placement.is_some()
    }

    /// Returns true when nothing but lines without labels stands below its title.
    pub(super) fn is_bare(&self) -> bool {
        self.title.is_some() && self.bare
    }

    /// The field that further lines go on with; none before the first label.
    pub(super) fn current(&self) -> Option<&Field> {
        self.fields.get(self.current?)
    }

    /// Returns true when the value of the label that was read last is still to come.
    pub(super) fn awaits_value(&self) -> bool {
        self.current().is_some_and(|field| field.labelled && field.parts.is_empty())
    }

    /// The labels of its fields, the last one first.
    pub(super) fn labels(&self) -> impl Iterator<Item = Label> {
        self.fields.iter().rev().map(|field| field.label)
    }

    /// Returns true when the record has this field, with or without its label.
    pub(super) fn has(&self, label: Label) -> bool {
        self.place(label).is_some()
    }

    /// Returns true when the record prints this label.
    pub(super) fn prints(&self, label: Label) -> bool {
        self.fields.iter().any(|field| field.label == label && field.labelled)
    }

    /// Returns true when the record prints another label of this field, of which several values can be kept:
    /// "Presentation" beside "Summary".
    pub(super) fn prints_otherwise(&self, label: Label, name: &str) -> bool {
        let differs = |field: &Field| field.label == label && field.labelled && fold(&field.name) != fold(name);
        (label.is_list() || label == Label::Description) && self.fields.iter().any(differs)
    }

    /// A label, for the first time or again, with the value on its line. `bare` says that the line has no label but that which it is read as.
    pub(super) fn open(&mut self, labelled: Labelled, line: u64, bare: bool) {
        let Labelled { label, ref name, .. } = labelled;
        self.bare &= bare;
        if let Some(mark) = labelled.odd() {
            let bare = name.trim_end_matches(|mark: char| !mark.is_alphanumeric() && mark != ')');
            let message = format!("No colon follows this label; it was read as a label all the same. Write `{bare}:` before the value.");
            self.issue(issue(Warning, IssueCode::LabelPunctuation, line, label.field(), Some(&mark), message));
        }
        let place = match self.place(label).filter(|_| !label.is_note()) {
            Some(place) => {
                if self.prints(label) {
                    let message = "The label stands twice in this record; both values were taken.";
                    self.issue(issue(Info, IssueCode::RepeatedLabel, line, label.field(), None, message));
                } else if let Some(field) = self.fields.get_mut(place) {
                    field.labelled = true;
                }
                place
            }
            None if self.fields.len() >= FIELDS => return self.leave_out(line),
            None if !self.fits(line, name.len()) => return,
            None => self.push(Field::labelled(&labelled, line)),
        };
        self.current = Some(place);
        if !labelled.value.is_empty() {
            self.put(place, Part::alone(line, labelled.value));
        }
    }

    /// A line of the current field's value.
    pub(super) fn add(&mut self, part: Part) {
        if let Some(place) = self.current {
            self.print(&part.text);
            self.put(place, part);
        }
    }

    /// A web address on a line of its own. Lines after it go on with the field that was read before it.
    pub(super) fn address(&mut self, part: Part) {
        let place = self.place(Label::Url).unwrap_or_else(|| self.push(Field::concluded(Label::Url, part.line)));
        self.current = self.current.or(Some(place));
        self.print(&part.text);
        self.put(place, part);
    }

    /// Prose that can only be the description, although no label says so.
    pub(super) fn describe(&mut self, part: Part) {
        let place = self.place(Label::Description).unwrap_or_else(|| {
            let message = "This text stands where the description is expected and was read as it, although no label says so.";
            self.issue(issue(Warning, IssueCode::MissingLabel, part.line, Label::Description.field(), Some(&part.text), message));
            self.push(Field::concluded(Label::Description, part.line))
        });
        self.current = Some(place);
        self.bare = false;
        self.add(part);
    }

    /// Persons below the title: its authors, although no label says so. Lines after them do not go on with them.
    pub(super) fn write(&mut self, part: Part) {
        let label = Label::Made(Author);
        let place = self.place(label).unwrap_or_else(|| {
            let message = "These names stand below the title, and were read as its authors, although no label says so.";
            self.issue(issue(Warning, IssueCode::MissingLabel, part.line, label.field(), Some(&part.text), message));
            self.push(Field::concluded(label, part.line))
        });
        self.print(&part.text);
        self.put(place, Part { gap: true, ..part });
    }

    /// Something to report with the record.
    pub(super) fn issue(&mut self, issue: Issue) {
        if self.fits(issue.at.line.unwrap_or_default(), issue.text.as_ref().map_or(0, String::len)) {
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
        if self.title.is_some() && self.fields.iter().all(|field| field.label == Label::Title) {
            let message = "A title with nothing labelled below it; it was read as a record of its own.";
            self.issues.push(issue(Warning, IssueCode::MissingLabel, self.line, "", None, message));
        }
        let mut issues = self.issues;
        let record = if let Some((title, placement)) = self.title.zip(self.placement) {
            Some(Item::Record(Box::new(compose(title, self.kicker.as_ref(), placement, &self.fields, &mut issues))))
        } else {
            let message = "A record without a title: it begins with a label, and no line above can be its title. Give it a title line.";
            let mut untitled = issue(Error, IssueCode::MissingTitle, self.line, "title", None, message);
            untitled.text = Some(excerpt(&self.printed, QUOTE));
            issues.push(untitled);
            None
        };
        issues.sort_by_key(|issue| issue.at.line);
        record.into_iter().chain(issues.into_iter().map(Item::Issue))
    }

    fn place(&self, label: Label) -> Option<usize> {
        self.fields.iter().position(|field| field.label == label)
    }

    fn push(&mut self, field: Field) -> usize {
        self.fields.push(field);
        self.fields.len() - 1
    }

    /// A value, or one more line of it, of the field at this place.
    fn put(&mut self, place: usize, mut part: Part) {
        if !self.fits(part.line, part.text.len()) {
            return;
        }
        let Some(field) = self.fields.get_mut(place) else { return };
        let goes_on = field.parts.last().is_some_and(|above| part.wrapped || is_cut(&above.text, &part.text));
        part.gap |= field.is_by_lines() && !goes_on;
        if field.label == Label::Title {
            match &mut self.title {
                Some(title) => title.join(&part),
                None => self.title = Some(part.clone()),
            }
        }
        field.parts.push(part);
    }

    /// Returns true when there is room for a line; counts the line when there is none.
    fn fits(&mut self, line: u64, length: usize) -> bool {
        if let Some(room) = self.room.checked_sub(length + OVERHEAD) {
            self.room = room;
            return true;
        }
        self.leave_out(line);
        false
    }

    fn leave_out(&mut self, line: u64) {
        let (_, lines) = self.excess.get_or_insert((line, 0));
        *lines += 1;
    }
}
