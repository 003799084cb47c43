//! From the lines of a record to the record.

use entity::vocabulary::{ContributionRole, IdentifierScheme, IssueSeverity::Info, IssueSeverity::Warning, ProvenanceMethod};
use rustc_hash::FxHashSet;

use super::{draft::Field, hint::hint, report::issue, title::Title};
use crate::{
    identifier::Identifier,
    import::{
        format::label::Label,
        record::{Award, Issue, IssueCode, KeywordMention, License, Note, Placement, Record, Said},
        value::{
            agents::{agents, bodies},
            date::year,
            format::labelled_format,
            language::language,
            list::{Part, joined, keywords, names, paragraphs},
            words::{NOTHING, holds},
        },
    },
    name::{key, split_acronym},
};

/// Makes the record of a title and its fields; what is left out or only concluded is added to `issues`.
pub(super) fn compose(title: Part, placement: Placement, fields: &[Field], issues: &mut Vec<Issue>) -> Record {
    let printed = title.item.unwrap_or(title.text);
    let mut composer = Composer { record: begin(&printed, title.line, placement), issues };
    for field in fields {
        composer.field(field);
    }
    for field in fields.iter().filter(|field| field.label == Label::Award) {
        composer.awards(field);
    }
    composer.conclude_format();
    composer.report_missing();
    composer.record
}

fn begin(printed: &str, line: u64, placement: Placement) -> Record {
    let title = Title::read(printed);
    let normalized = ProvenanceMethod::Normalized;
    let method = if title.value == printed { ProvenanceMethod::Asserted } else { normalized };
    Record {
        line,
        key: None,
        title: Said { value: title.value.to_owned(), line, method },
        title_as_printed: printed.to_owned(),
        description: None,
        year: title.year.map(|value| Said { value, line, method: normalized }),
        format: title.format.map(|(value, _)| Said { value, line, method: normalized }),
        format_as_printed: title.format.map(|(_, word)| word.to_owned()),
        language: None,
        landing_page: None,
        license: None,
        notes: Vec::new(),
        identifiers: Vec::new(),
        producers: Vec::new(),
        funders: Vec::new(),
        keywords: Vec::new(),
        placement: Some(placement),
    }
}

struct Composer<'a> {
    record: Record,
    issues: &'a mut Vec<Issue>,
}

impl Composer<'_> {
    fn field(&mut self, field: &Field) {
        let parts = &field.parts;
        let Some(first) = parts.first() else { return };
        match field.label {
            Label::Made(role) => self.record.producers.extend(agents(parts, role, role == ContributionRole::Author)),
            Label::Paid(kind) => self.record.funders.extend(bodies(parts, kind)),
            Label::Keywords => self.keywords(parts),
            Label::Url => self.addresses(parts),
            Label::Identifier(scheme) => self.identifiers(scheme, field),
            Label::Note(_) => self.note(field),
            // The title was read as such; awards wait for the funders.
            Label::Title | Label::Award => {}
            Label::Description | Label::Year | Label::Format | Label::Language | Label::License => {
                self.text(field.label, &joined(parts), parts, first.line);
            }
        }
    }

    fn text(&mut self, label: Label, text: &str, parts: &[Part], line: u64) {
        if holds(NOTHING, &text.to_lowercase()) {
            return;
        }
        match label {
            Label::Description => self.record.description = Some(Said::asserted(paragraphs(parts), line)),
            Label::Year => match (year(text), &self.record.year) {
                (None, _) => self.bad_value(label, line, text, "No single year from 1800 to 2100 can be read here."),
                (Some((value, method)), None) => self.record.year = Some(Said { value, line, method }),
                (Some((value, _)), Some(stated)) if value != stated.value => self.conflict(label, line, text),
                _ => {}
            },
            Label::Format => match (labelled_format(text), &self.record.format) {
                ((value, method), None) => {
                    self.record.format = Some(Said { value, line, method });
                    self.record.format_as_printed = Some(text.to_owned());
                }
                ((value, _), Some(stated)) if value != stated.value => self.conflict(label, line, text),
                _ => {}
            },
            Label::License => {
                let url = Identifier::parse(IdentifierScheme::Url, text).map(|address| address.value);
                self.record.license = Some(Said::asserted(License { as_printed: text.to_owned(), url }, line));
            }
            _ => match language(text) {
                Some((value, method)) => self.record.language = Some(Said { value, line, method }),
                None => self.bad_value(label, line, text, "This is no language that is known by its name, and no language tag."),
            },
        }
    }

    fn keywords(&mut self, parts: &[Part]) {
        let mut seen = FxHashSet::default();
        self.record.keywords = keywords(parts)
            .into_iter()
            .map(|item| {
                let (label, acronym) = split_acronym(&item.text);
                let method = if acronym.is_some() { ProvenanceMethod::Normalized } else { ProvenanceMethod::Asserted };
                KeywordMention { label, acronym, as_printed: item.text, uri: None, line: item.line, method }
            })
            .filter(|keyword| seen.insert(key(&keyword.label)))
            .collect();
    }

    fn addresses(&mut self, parts: &[Part]) {
        for Part { line, text, item, .. } in parts {
            let (line, text) = (*line, item.as_ref().unwrap_or(text));
            let Some(address) = Identifier::parse(IdentifierScheme::Url, text) else {
                self.bad_value(Label::Url, line, text, "This is no web address.");
                continue;
            };
            if let Some(doi) = Identifier::detect(text).filter(|found| found.scheme == IdentifierScheme::Doi) {
                self.identify(doi, line);
            }
            match &self.record.landing_page {
                None => self.record.landing_page = Some(Said::asserted(address.value, line)),
                Some(stated) if stated.value != address.value => self.conflict(Label::Url, line, text),
                Some(_) => {}
            }
        }
    }

    fn identifiers(&mut self, scheme: &'static str, field: &Field) {
        let label = field.label;
        let Some(scheme) = IdentifierScheme::from_term(scheme) else { return self.note(field) };
        for item in field.parts.iter().flat_map(|part| names(std::slice::from_ref(part))) {
            match Identifier::parse(scheme, &item.text) {
                Some(identifier) => self.identify(identifier, item.line),
                None if scheme == IdentifierScheme::Doi => {
                    self.bad_value(label, item.line, &item.text, "This is no DOI: one begins with \"10.\".");
                }
                None => self.bad_value(label, item.line, &item.text, &format!("This is no {}.", scheme.as_str())),
            }
        }
    }

    /// Keeps the value of a label that fits no field; items of a list are parted by semicolons.
    fn note(&mut self, field: &Field) {
        let Some(first) = field.parts.first() else { return };
        let mut value = String::new();
        for part in &field.parts {
            if !value.is_empty() {
                value.push_str(if part.item.is_some() { "; " } else { " " });
            }
            value.push_str(part.item.as_ref().unwrap_or(&part.text));
        }
        if !holds(NOTHING, &value.to_lowercase()) {
            self.record.notes.push(Note { label: field.name.clone(), value, line: first.line });
        }
    }

    /// Gives the numbers of grants to the funder that stands last above them, or to the only one. Without a funder they are notes.
    fn awards(&mut self, field: &Field) {
        let numbers = names(&field.parts);
        if numbers.is_empty() {
            return;
        }
        let above = self.record.funders.iter().rposition(|funder| funder.line <= field.line);
        let Some(funder) = self.record.funders.get_mut(above.unwrap_or_default()) else {
            let text = joined(&field.parts);
            let message = "The record names no funder that this grant can be of; it was kept as a note.";
            self.issues.push(issue(Warning, IssueCode::BadValue, field.line, Label::Award.field(), Some(&text), message));
            return self.note(field);
        };
        for item in numbers {
            let award = Award { number: Some(item.text), ..Award::default() };
            if !funder.awards.contains(&award) {
                funder.awards.push(award);
            }
        }
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

    fn report_missing(&mut self) {
        let Record { producers, funders, keywords, description, year, .. } = &self.record;
        let missing = [
            ("producedBy", producers.is_empty()),
            ("supportedBy", funders.is_empty()),
            (Label::Description.field(), description.is_none()),
            (Label::Keywords.field(), keywords.is_empty()),
            (Label::Year.field(), year.is_none()),
        ];
        let line = self.record.line;
        for (field, _) in missing.into_iter().filter(|(_, missing)| *missing) {
            self.issues.push(issue(Info, IssueCode::MissingField, line, field, None, "The record does not state it."));
        }
    }

    fn bad_value(&mut self, label: Label, line: u64, text: &str, message: &str) {
        let message = format!("{message} The value was left out.");
        self.issues.push(issue(Warning, IssueCode::BadValue, line, label.field(), Some(text), message));
    }

    fn conflict(&mut self, label: Label, line: u64, text: &str) {
        let message = "The record has said otherwise above; what stood first was kept.";
        self.issues.push(issue(Warning, IssueCode::Conflict, line, label.field(), Some(text), message));
    }
}
