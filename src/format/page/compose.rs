//! From the lines of a record to the record.

use entity::vocabulary::{IdentifierScheme, IssueSeverity::Info, IssueSeverity::Warning, ProvenanceMethod};

use super::{draft::Field, hint::hint, report::issue, title::Title};
use crate::{
    format::{
        label::Label,
        value::{
            Remark,
            address::{Addresses, addresses, dois},
            agents::{agents, is_of_persons},
            date::year,
            format::{is_extent, labelled_format},
            funders::funders,
            grants,
            keywords::Keywords,
            language::{SEVERAL, language},
            license::license,
            list::{Part, joined, paragraphs},
            markup,
            nothing::is_nothing,
            separators::{Item, keywords, names},
        },
    },
    identifier::Identifier,
    model::{Issue, IssueCode, Note, Placement, Record, Said},
    name::{fold, tidy},
};

/// Makes the record of a title, the line above it that names the format, and its fields; what is left out or only concluded is added to `issues`.
pub(super) fn compose(title: Part, kicker: Option<&Part>, placement: Placement, fields: &[Field], issues: &mut Vec<Issue>) -> Record {
    let printed = title.item.unwrap_or(title.text);
    let shown = markup::shown(&printed).map(|shown| tidy(&shown)).filter(|shown| !shown.is_empty());
    if shown.is_some() {
        issues.push(issue(Info, IssueCode::Markup, title.line, "title", Some(&printed), markup::TOLD));
    }
    let printed = shown.unwrap_or(printed);
    let mut composer = Composer { record: begin(&printed, title.line, placement), issues };
    for field in fields {
        composer.field(field);
    }
    for field in fields.iter().filter(|field| field.label == Label::Award) {
        composer.awards(field);
    }
    if let Some(kicker) = kicker {
        composer.format(&kicker.text, kicker.line, ProvenanceMethod::Inferred);
    }
    composer.conclude_format();
    composer.report_missing(fields);
    let mut record = composer.record;
    // Most lists have one entry, and room for four: a page has many records.
    record.producers.shrink_to_fit();
    record.funders.shrink_to_fit();
    record.notes.shrink_to_fit();
    record
}

fn begin(printed: &str, line: u64, placement: Placement) -> Record {
    let title = Title::read(printed);
    let normalized = ProvenanceMethod::Normalized;
    let method = if title.value == printed { ProvenanceMethod::Asserted } else { normalized };
    let titled = Record::new(Said { value: title.value.to_owned(), line, method }, printed.to_owned());
    Record {
        year: title.year.map(|value| Said { value, line, method: normalized }),
        format: title.format.map(|(value, _)| Said { value, line, method: normalized }),
        format_as_printed: title.format.map(|(_, word)| word.to_owned()),
        placement: Some(placement),
        ..titled
    }
}

/// A line of a value that is an address, with the addresses of its links.
fn with_links(part: &Part) -> Part {
    Part { text: markup::with_links(&part.text), item: part.item.as_deref().map(markup::with_links), ..part.clone() }
}

struct Composer<'a> {
    record: Record,
    issues: &'a mut Vec<Issue>,
}

impl Composer<'_> {
    fn field(&mut self, field: &Field) {
        let linked: Vec<Part>;
        let printed = if matches!(field.label, Label::Url | Label::Identifier("DOI")) {
            linked = field.parts.iter().map(with_links).collect();
            &linked
        } else {
            &field.parts
        };
        let (parts, has_markup) = markup::shown_parts(printed);
        let Some(first) = parts.first() else { return };
        if has_markup {
            let printed = joined(&field.parts);
            self.issues.push(issue(Info, IssueCode::Markup, first.line, field.label.field(), Some(&printed), markup::TOLD));
        }
        match field.label {
            Label::Made(role) => {
                let read = agents(&parts, role, is_of_persons(role)).below(&field.name);
                self.record.producers.extend(read.mentions);
                self.remarks(field.label, read.remarks);
            }
            Label::Paid(kind) => {
                let read = funders(&parts, kind);
                self.record.funders.extend(read.mentions);
                self.remarks(field.label, read.remarks);
            }
            Label::Keywords => self.keywords(&parts),
            Label::Url => self.addresses(field.label, addresses(&parts)),
            Label::Identifier("DOI") => self.addresses(field.label, dois(&parts)),
            Label::Identifier(scheme) => self.identifiers(scheme, field, &parts),
            Label::Note(_) => self.note(field, &parts),
            Label::Format if is_extent(&joined(&parts)) => {
                self.note(field, &parts);
                let message = "This is a size or a length, and no format. It was kept as a note.";
                self.remarks(field.label, vec![Remark::warning(IssueCode::UnsureValue, first.line, &joined(&parts), message)]);
            }
            // The title was read as such; awards wait for the funders.
            Label::Title | Label::Award => {}
            Label::Description | Label::Year | Label::Format | Label::Language | Label::License => {
                self.text(field.label, &joined(&parts), &parts, first.line);
            }
        }
    }

    fn text(&mut self, label: Label, text: &str, parts: &[Part], line: u64) {
        if is_nothing(text) {
            return;
        }
        match label {
            Label::Description => self.record.description = Some(Said::asserted(paragraphs(parts), line)),
            Label::Year => match (year(text), &self.record.year) {
                (Err(message), _) => self.remarks(label, vec![Remark::warning(IssueCode::BadValue, line, text, message)]),
                (Ok(read), Some(stated)) if read.value != stated.value => self.conflict(label, line, text),
                (Ok(read), stated) => {
                    // The title may have said the same year, and nothing of the other words here.
                    if stated.is_none() {
                        self.record.year = Some(Said { value: read.value, line, method: read.method });
                    }
                    let remark = read.remark.map(|message| Remark::warning(IssueCode::UnsureValue, line, text, message));
                    self.remarks(label, remark.into_iter().collect());
                }
            },
            Label::Format => self.format(text, line, ProvenanceMethod::Asserted),
            Label::License => {
                self.record.license = Some(Said::asserted(license(text), line));
            }
            _ => self.language(label, text, line),
        }
    }

    /// Takes the words for a format; `method` says how they are known to be these.
    fn format(&mut self, text: &str, line: u64, method: ProvenanceMethod) {
        let (value, read) = labelled_format(text);
        match &self.record.format {
            None => {
                let method = if method == ProvenanceMethod::Asserted { read } else { method };
                self.record.format = Some(Said { value, line, method });
                self.record.format_as_printed = Some(text.to_owned());
            }
            Some(stated) if value != stated.value => self.conflict(Label::Format, line, text),
            Some(_) if self.record.format_as_printed.as_deref().is_some_and(|printed| fold(printed) == fold(text)) => {}
            Some(_) => {
                let message = "The record names this format above, in other words; those were kept.";
                self.issues.push(issue(Info, IssueCode::Conflict, line, Label::Format.field(), Some(text), message));
            }
        }
    }

    fn language(&mut self, label: Label, text: &str, line: u64) {
        let Some(read) = language(text) else {
            let message = "This is no language that is known by its name, and no language tag. The value was left out.";
            return self.remarks(label, vec![Remark::warning(IssueCode::BadValue, line, text, message)]);
        };
        self.record.language = Some(Said { value: read.tag, line, method: read.method });
        let remark = read.is_one_of_several.then(|| Remark::warning(IssueCode::UnsureValue, line, text, SEVERAL));
        self.remarks(label, remark.into_iter().collect());
    }

    fn keywords(&mut self, parts: &[Part]) {
        let mut found = Keywords::default();
        let remarks = keywords(parts).into_iter().filter_map(|item| found.add_parted(item)).collect();
        self.record.keywords = found.all;
        self.remarks(Label::Keywords, remarks);
    }

    fn addresses(&mut self, label: Label, found: Addresses) {
        self.record.landing_page = self.record.landing_page.take().or(found.landing_page);
        for said in found.identifiers {
            if !self.record.identifiers.iter().any(|other| other.value == said.value) {
                self.record.identifiers.push(said);
            }
        }
        self.remarks(label, found.remarks);
    }

    fn identifiers(&mut self, scheme: &'static str, field: &Field, parts: &[Part]) {
        let label = field.label;
        let Some(scheme) = IdentifierScheme::from_term(scheme) else { return self.note(field, parts) };
        for item in parts.iter().flat_map(|part| names(std::slice::from_ref(part))) {
            if let Some(identifier) = Identifier::parse(scheme, &item.text) {
                self.identify(identifier, item.line);
            } else {
                let message = "This is no identifier of the kind that the label names. The value was left out.";
                self.remarks(label, vec![Remark::warning(IssueCode::BadValue, item.line, &item.text, message)]);
            }
        }
    }

    /// Keeps the value of a label that fits no field; items of a list are parted by semicolons.
    fn note(&mut self, field: &Field, parts: &[Part]) {
        let Some(first) = parts.first() else { return };
        let mut value = String::new();
        for part in parts {
            if !value.is_empty() {
                value.push_str(if part.item.is_some() { "; " } else { " " });
            }
            value.push_str(part.item.as_ref().unwrap_or(&part.text));
        }
        if !is_nothing(&value) {
            self.record.notes.push(Note { label: field.name.clone(), value, line: first.line });
        }
    }

    /// Gives the grants to the funders that they are of; where that is not known, they are a note.
    fn awards(&mut self, field: &Field) {
        let grants: Vec<Item> = names(&field.parts).into_iter().filter(|item| !is_nothing(&item.text)).collect();
        let Some(first) = grants.first() else { return };
        let (code, message) = match grants::give(&grants, &mut self.record.funders) {
            Ok(false) => return,
            Ok(true) => (IssueCode::UnsureValue, grants::PAIRED),
            Err(message) => {
                self.note(field, &field.parts);
                (IssueCode::BadValue, message)
            }
        };
        self.remarks(field.label, vec![Remark::warning(code, first.line, &joined(&field.parts), message)]);
    }

    fn identify(&mut self, identifier: Identifier, line: u64) {
        if !self.record.identifiers.iter().any(|said| said.value == identifier) {
            self.record.identifiers.push(Said::asserted(identifier, line));
        }
    }

    /// A format that the title begins with is taken; one that only the description names is offered.
    fn conclude_format(&mut self) {
        if self.record.format.is_some() {
            return;
        }
        let Said { value: title, line, .. } = &self.record.title;
        if let Some((value, word)) = Title::read(title).prefix() {
            let line = *line;
            let message = "The title begins with the format; it was taken from there and the title left as it is.";
            self.issues.push(issue(Info, IssueCode::FormatPrefix, line, Label::Format.field(), Some(word), message));
            self.record.format_as_printed = Some(word.to_owned());
            self.record.format = Some(Said { value, line, method: ProvenanceMethod::Inferred });
        } else if let Some(description) = &self.record.description
            && let Some(words) = hint(&description.value)
        {
            let message = "The description names a format that the record does not state; it was not taken.";
            self.issues.push(issue(Info, IssueCode::FormatHint, description.line, Label::Format.field(), Some(&words), message));
        }
    }

    /// Reports the usual fields that the record does not print. One that it prints and leaves without a value ("n.d.", "no funding") is stated.
    fn report_missing(&mut self, fields: &[Field]) {
        let Record { producers, funders, keywords, description, year, .. } = &self.record;
        let missing = [
            ("producedBy", producers.is_empty()),
            ("supportedBy", funders.is_empty()),
            (Label::Description.field(), description.is_none()),
            (Label::Keywords.field(), keywords.is_empty()),
            (Label::Year.field(), year.is_none()),
        ];
        let line = self.record.line;
        let is_stated = |name: &str| fields.iter().any(|field| field.label.field() == name && !field.parts.is_empty());
        for (field, _) in missing.into_iter().filter(|(field, missing)| *missing && !is_stated(field)) {
            self.issues.push(issue(Info, IssueCode::MissingField, line, field, None, "The record does not state it."));
        }
    }

    fn remarks(&mut self, label: Label, remarks: Vec<Remark>) {
        self.issues.extend(remarks.into_iter().map(|remark| {
            let Remark { code, severity, line, text, message } = remark;
            issue(severity, code, line, label.field(), Some(&text), message)
        }));
    }

    fn conflict(&mut self, label: Label, line: u64, text: &str) {
        let message = "The record has said otherwise above; what stood first was kept.";
        self.issues.push(issue(Warning, IssueCode::Conflict, line, label.field(), Some(text), message));
    }
}
