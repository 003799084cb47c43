//! Facts of a sheet that are no values of its cells: rows that are hidden, and comments.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use entity::vocabulary::IssueSeverity::Warning;

use crate::format::sheet::record::issue;
use crate::format::sheet::table::{SheetCell, SheetName, SheetRow};
use crate::model::{Issue, IssueCode};

/// Facts of one sheet.
#[derive(Debug, Default)]
pub(super) struct SheetFacts {
    /// Rows that are hidden, counted from 0.
    pub(super) hidden: Vec<RangeInclusive<u32>>,
    /// The number of its comments, and the place of the first one, counted from 0.
    pub(super) comments: usize,
    pub(super) first_comment: (u32, u32),
}

impl SheetFacts {
    /// Takes note of a comment.
    pub(super) const fn comment(&mut self, at: (u32, u32)) {
        if self.comments == 0 {
            self.first_comment = at;
        }
        self.comments += 1;
    }

    /// Tells how many of these rows are hidden, and that comments are left out: each once.
    pub(super) fn tell(&self, sheet: &SheetName, rows: &BTreeMap<u32, Vec<SheetCell>>, issues: &mut Vec<Issue>) {
        let row = |at: u32| {
            let number = u64::from(at) + 1;
            SheetRow { line: number, number, ..SheetRow::default() }
        };
        let mut hidden = self.hidden.iter().flat_map(|range| rows.range(range.clone())).map(|(at, _)| *at);
        if let Some(first) = hidden.next() {
            let message = match hidden.count() + 1 {
                1 => "This row is hidden. It was read like the others: if it is no record, delete it.".to_owned(),
                count => format!(
                    "{count} rows of this sheet are hidden. They were read like the others: if they are no records, delete them. This is the \
                     first."
                ),
            };
            issues.push(issue(sheet, (&row(first), Some(0)), (Warning, IssueCode::UnsureValue), None, None, message));
        }
        if self.comments > 0 {
            let message = match self.comments {
                1 => "The cell has a comment, which was left out. To keep it, write it in a column.".to_owned(),
                count => format!(
                    "{count} cells of this sheet have comments, which were left out. This is the first. To keep them, write them in a column."
                ),
            };
            let (at, column) = self.first_comment;
            issues.push(issue(sheet, (&row(at), Some(column as usize)), (Warning, IssueCode::UnplacedText), None, None, message));
        }
    }
}
