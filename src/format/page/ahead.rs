//! The lines below the one that is read: what they say about it.

use std::collections::VecDeque;

use super::{
    habits::Habits,
    labelled::Mark,
    line::{PageLine, Shape},
};
use crate::format::{label::Label, value::prose::is_prose};

/// So many lines below are looked at.
const LINES: usize = 24;

/// The lines that are read ahead, the next one first.
pub(super) type Ahead = VecDeque<PageLine>;

/// The lines below a line, as far as the next label.
#[derive(Debug, Default)]
pub(super) struct Below<'a> {
    /// The next line that says something.
    pub(super) next: Option<&'a PageLine>,
    /// True when a blank line stands between.
    pub(super) gap: bool,
    /// The next label.
    pub(super) label: Option<Label>,
    /// The lines between that can be titles.
    pub(super) titles: usize,
    /// True when one of the lines between has a number like the line itself.
    pub(super) numbered: bool,
}

impl<'a> Below<'a> {
    /// Looks at the lines below, down to the next label.
    pub(super) fn new(ahead: &'a Ahead, habits: &Habits) -> Self {
        let mut below = Self::default();
        for line in ahead.iter().take(LINES) {
            match &line.shape {
                Shape::Blank | Shape::Navigation => {
                    below.gap |= below.next.is_none();
                    continue;
                }
                Shape::Label(labelled) => {
                    below.next.get_or_insert(line);
                    if !labelled.is_lone() || habits.is_stacked() {
                        below.label = Some(labelled.label);
                        break;
                    }
                }
                Shape::Byline { fields, .. } if fields.is_empty() => {}
                Shape::Byline { fields, .. } | Shape::Labels(fields) => {
                    below.next.get_or_insert(line);
                    below.label = fields.first().map(|field| field.label);
                    break;
                }
                Shape::Address => {}
                Shape::Text { label, .. } => {
                    let shown = label.as_ref().filter(|label| habits.shows(label) && !habits.begins_titles(label.label));
                    if let Some(label) = shown {
                        below.next.get_or_insert(line);
                        below.label = Some(label.label);
                        break;
                    }
                    below.numbered |= matches!(line.dress.list, super::dress::List::Number(_));
                    let perhaps = label.as_ref().is_some_and(|label| label.style.mark != Mark::Nothing);
                    below.titles += usize::from(!perhaps && !is_prose(&line.text));
                }
            }
            below.next.get_or_insert(line);
        }
        below
    }

    /// Returns true when the next line is text that stands directly below.
    pub(super) fn is_text(&self) -> bool {
        self.next.is_some_and(PageLine::is_text)
    }
}
