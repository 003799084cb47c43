//! The labels of a page that fit no field: what is told of them at its end.

use entity::vocabulary::IssueSeverity::Warning;
use rustc_hash::FxHashMap;

use super::{
    labelled::Labelled,
    report::{excerpt, issue},
};
use crate::import::{
    format::label::{Label, nearest},
    record::{Issue, IssueCode},
};

/// So many labels are told one by one.
const MOST: usize = 200;
/// An example of a value is at most so long, in bytes.
const EXAMPLE: usize = 120;

/// The labels that fit no field, and what stood under them.
#[derive(Debug, Default)]
pub(super) struct Unknown {
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

impl Unknown {
    /// Takes note of a label in the record that begins on `record`.
    pub(super) fn add(&mut self, labelled: &Labelled, line: u64, record: u64) {
        if let Some(seen) = self.seen.get_mut(&labelled.label) {
            if seen.last != record {
                seen.last = record;
                seen.records += 1;
            }
            if seen.example.is_empty() {
                seen.example = excerpt(&labelled.value, EXAMPLE);
            }
        } else if self.seen.len() < MOST {
            let (name, example) = (excerpt(&labelled.name, EXAMPLE), excerpt(&labelled.value, EXAMPLE));
            self.seen.insert(labelled.label, Seen { name, line, example, records: 1, last: record });
        } else {
            self.more.get_or_insert((line, 0)).1 += 1;
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
            None => String::new(),
        };
        let message = format!("The label “{name}” fits no field ({records}); its values were kept as notes.{advice}");
        let text = if example.is_empty() { name } else { format!("{name}: {example}") };
        issue(Warning, IssueCode::UnknownLabel, line, "notes", Some(&text), message)
    }
}
