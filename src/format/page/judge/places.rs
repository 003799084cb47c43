//! Labels whose place tells what they are: those that a name follows without a mark, and the date of the page.

use super::super::{
    ahead::{Ahead, Below},
    block::may_be_title,
    byline::is_meta,
    dress::List,
    labelled::Labelled,
    layout::Layout,
    line::{PageLine, Shape},
    title::is_prose,
};
use crate::format::{
    label::Label,
    value::prose::{ends_sentence, is_cut},
};

/// So many lines below are looked at for the next byline.
const LINES: usize = 64;

impl Layout {
    /// Returns true when a line of a date or authors stands above the title that it belongs to: apart from what is
    /// above, and directly above a line that can be a title. Below a possible title, the next such line of the page
    /// must stand so too.
    pub(super) fn leads(&self, ahead: &Ahead) -> bool {
        let can_be_title = |line: &PageLine| matches!(line.shape, Shape::Text { .. }) && !is_prose(&line.text) && may_be_title(&line.text);
        if !self.gap || !ahead.front().is_some_and(can_be_title) || !self.begins(Below::new(ahead, &self.habits).label) {
            return false;
        }
        let is_byline = |line: &PageLine| matches!(line.shape, Shape::Byline { .. });
        let next = || ahead.iter().take(LINES).position(is_byline).filter(|at| *at > 0);
        let stands_so =
            |at: usize| ahead.get(at - 1).is_some_and(|above| above.shape == Shape::Blank) && ahead.get(at + 1).is_some_and(can_be_title);
        self.waiting.is_empty() || next().is_some_and(stands_so)
    }

    /// Returns true when a date above all records is that of the page ("Last updated: 3 May 2020"): titles stand below
    /// it, as the only ones or with numbers that the line above it does not have.
    pub(super) fn is_of_page(&self, labelled: &Labelled, line: &PageLine, ahead: &Ahead) -> bool {
        if !labelled.label.is_note() || self.draft.is_some() || !self.sections.is_untouched() || !is_meta(&line.text) {
            return false;
        }
        let below = Below::new(ahead, &self.habits);
        let numbered = |line: &PageLine| self.habits.titles.are_numbered() && matches!(line.dress.list, List::Number(_));
        below.next.is_some_and(numbered)
            || (below.gap && below.titles > 0 && self.habits.count_of(labelled.label) == 1 && (self.gap || self.waiting.is_empty()))
    }

    /// Returns true when a line that begins with a label of the dictionary and goes on with a name, without a mark
    /// between them ("Funded by Example Fund"), stands where labels stand.
    pub(super) fn is_unmarked(&self, line: &PageLine, ahead: &Ahead) -> bool {
        let Some(above) = self.waiting.last().or_else(|| self.current()?.parts.last()) else { return self.draft.is_some() };
        let in_prose = self.waiting.is_empty() && self.current().is_some_and(|field| field.label == Label::Description);
        if !self.gap && (is_cut(&above.text, &line.text) || (in_prose && !ends_sentence(&above.text))) {
            return false;
        }
        // Where a title is wanted and no other line can be it, this is it.
        let below = Below::new(ahead, &self.habits);
        let wanted = below.titles == 0 && self.begins(below.label);
        let titles = &self.habits.titles;
        match self.waiting.last() {
            Some(_) if self.gap => !wanted || (!below.gap && titles.stand_above_gaps()),
            Some(_) => true,
            // Apart from what is above and below, it may be a heading.
            None if self.gap => !wanted && (!below.gap || below.next.is_none() || self.habits.is_spaced()),
            None => !wanted || titles.stand_apart(),
        }
    }
}
