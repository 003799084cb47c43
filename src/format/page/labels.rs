//! The labels of a page that fit no field: what is told of them at its end.

use entity::vocabulary::IssueSeverity::Warning;
use rustc_hash::FxHashMap;

use super::{
    labelled::Labelled,
    report::{excerpt, issue},
};
use crate::{
    format::label::{Label, nearest},
    model::{Issue, IssueCode},
};

/// So many labels are told one by one.
const MOST: usize = 200;
/// A label and an example of a value are at most so long, in bytes.
const EXAMPLE: usize = 120;

/// The labels that fit no field, and what stood under them.
#[derive(Debug, Default)]
pub(super) struct Labels {
    seen: FxHashMap<Label, Seen>,
    /// The first line of those that are not told one by one, and how many lines there are.
    more: Option<(u64, u64)>,
}

#[derive(Debug)]
struct Seen {
    name: String,
    line: u64,
    example: String,
    records: u64,
    /// The record that it was seen in last, by its first line.
    last: u64,
}

impl Labels {
    /// Takes note of a label in the record that begins on `record`.
    pub(super) fn add(&mut self, labelled: &Labelled, line: u64, record: u64) {
        if !self.seen.contains_key(&labelled.label) && self.seen.len() >= MOST {
            self.more.get_or_insert((line, 0)).1 += 1;
            return;
        }
        let seen = self.seen.entry(labelled.label).or_insert_with(|| Seen {
            name: excerpt(&labelled.name, EXAMPLE),
            line,
            example: String::new(),
            records: 0,
            last: 0,
        });
        if std::mem::replace(&mut seen.last, record) != record {
            seen.records += 1;
        }
        if seen.example.is_empty() {
            seen.example = excerpt(&labelled.value, EXAMPLE);
        }
    }

    /// Takes note of a value that stands below its label.
    pub(super) fn example(&mut self, label: Label, value: &str) {
        if let Some(seen) = self.seen.get_mut(&label).filter(|seen| seen.example.is_empty()) {
            seen.example = excerpt(value, EXAMPLE);
        }
    }

    /// The issues, in the order of lines.
    pub(super) fn issues(self) -> impl Iterator<Item = Issue> {
        let mut seen: Vec<Seen> = self.seen.into_values().collect();
        seen.sort_by_key(|seen| seen.line);
        let more = self.more.map(|(line, lines)| {
            let message = format!("Labels that fit no field stand on {lines} more lines from here on; their values were kept as notes.");
            issue(Warning, IssueCode::UnknownLabel, line, "notes", None, message)
        });
        seen.into_iter().map(Seen::issue).chain(more)
    }
}

impl Seen {
    fn issue(self) -> Issue {
        let Self { name, line, example, records, .. } = self;
        let records = if records == 1 { "1 record has it".to_owned() } else { format!("{records} records have it") };
        let advice = match nearest(&name) {
            Some(near) => format!(" Did you mean “{near}”?"),
            None if Label::known(&name).is_some() => String::new(),
            None => " If it means a field, rename it to a label of that field, such as `Authors:` or `Keywords:`.".to_owned(),
        };
        if Label::known(&name).is_some_and(|label| !label.is_note()) {
            let message =
                format!("Below the label “{name}” stands a size or a length, which is no format ({records}); it was kept as a note.");
            return issue(Warning, IssueCode::UnknownLabel, line, "notes", Some(&format!("{name}: {example}")), message);
        }
        let message = format!("The label “{name}” fits no field ({records}); its values were kept as notes.{advice}");
        let text = if example.is_empty() { name } else { format!("{name}: {example}") };
        issue(Warning, IssueCode::UnknownLabel, line, "notes", Some(&text), message)
    }
}
