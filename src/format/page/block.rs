//! The lines between two labels: which of them go on with the value above, and which is the title of the record below.

use super::{
    byline::is_meta,
    draft::Field,
    persons::{Persons, persons},
    section::{is_heading, is_only_heading},
    title::{is_prose, is_titled_alone},
    titles::Titles,
};
use crate::format::{
    label::Label,
    value::{
        format::{format, is_kind},
        list::Part,
        prose::{begins_lower, ends_sentence, is_paragraph},
    },
};

/// A line that is at least so long, in bytes, may have been wrapped.
const WRAPPED: usize = 60;

/// A sentence has more words than this; fewer may be a name.
const SENTENCE: usize = 4;

/// The label after the lines, and its sign of a new record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// It has occurred in the record above, or there is none: it begins a new one.
    New(Label),
    /// It usually stands before the field above: perhaps it begins a new one.
    Earlier,
    /// It usually stands after the field above, or nothing is known: the record above probably goes on.
    Later,
    /// The record above goes on, and has its title.
    Inside,
    /// The line below is itself a title: these lines hold none.
    Title,
    /// No label follows, or none soon.
    Nothing,
}

impl Next {
    /// Returns true when the record above goes on, or may.
    fn goes_on(self) -> bool {
        matches!(self, Self::Earlier | Self::Later | Self::Inside)
    }
}

/// The line that is the title of the record that the label after the lines belongs to; none when that is the record above, or has no title.
///
/// `field` is the field that was read last in the record above, when there is one.
/// `habits` are the looks of the page's titles: other lines may stand below them.
pub(super) fn title(lines: &[Part], field: Option<&Field>, next: Next, habits: &Titles) -> Option<usize> {
    let last = lines.len().checked_sub(1)?;
    let below_kicker = if habits.have_kickers() { below_kicker(lines) } else { None };
    let candidate = if let Some(below) = below_kicker {
        below
    } else {
        let last_one = title_above_prose(lines, field)?;
        let last_one = if habits.have_authors_below() { above_authors(lines, last_one) } else { last_one };
        if habits.lead() { first_of_block(lines, last_one) } else { last_one }
    };
    let line = lines.get(candidate)?;
    if is_only_heading(&line.text) || is_meta(&line.text) {
        return None;
    }
    let Some(field) = field else { return matches!(next, Next::New(_) | Next::Earlier | Next::Later).then_some(candidate) };
    let above = match candidate.checked_sub(1) {
        Some(at) => lines.get(at),
        None => field.parts.last(),
    };
    let prose = field.label == Label::Description;
    let goes_on = !line.gap && above.is_some_and(|above| !ends_sentence(&above.text));
    let is_title = match next {
        _ if line.item.is_some() => false,
        Next::Nothing | Next::Title | Next::Inside => false,
        Next::New(label) if label == field.label && !prose => !above.is_some_and(|above| line.goes_on(above, field.is_by_lines())),
        Next::New(_) => !(goes_on && prose && (begins_lower(&line.text) || is_prose(&line.text))),
        Next::Earlier => {
            let wrapped = (prose && goes_on) || above.is_some_and(|above| line.goes_on(above, field.is_by_lines()));
            above.is_some() && !wrapped && !(candidate == last && is_prose(&line.text))
        }
        Next::Later => {
            let described = prose && candidate != last;
            above.is_some() && line.gap && !field.is_by_lines() && !described && !is_prose(&line.text) && may_be_title(&line.text)
        }
    };
    is_title.then_some(candidate)
}

/// The line below the last one that only names a format and stands apart from what is above.
fn below_kicker(lines: &[Part]) -> Option<usize> {
    let below = lines.iter().rposition(|line| line.gap && is_kind(&line.text))? + 1;
    lines.get(below).filter(|line| !is_prose(&line.text) && may_be_title(&line.text)).map(|_| below)
}

/// The line above the last ones, where these name persons; the last line where they do not, or where no title stands above them.
fn above_authors(lines: &[Part], last: usize) -> usize {
    let of = |at: usize| lines.get(at).and_then(|line| persons(&line.text));
    let above = (0..last).rev().find(|at| of(*at) != Some(Persons::Plain)).filter(|_| of(last).is_some());
    above.filter(|above| lines.get(*above).is_some_and(|line| !is_prose(&line.text) && may_be_title(&line.text))).unwrap_or(last)
}

/// The first line of those that no blank line parts from this one; the line itself where none stands above them, or where they hold prose.
fn first_of_block(lines: &[Part], at: usize) -> usize {
    let block = lines.get(..=at).unwrap_or_default();
    let first = block.iter().rposition(|line| line.gap).unwrap_or(at);
    let all = block.get(first..).unwrap_or_default();
    let plain = |line: &Part| line.item.is_none() && !is_prose(&line.text) && format(&line.text).is_none();
    if all.iter().all(plain) { first } else { at }
}

/// The last line, or the one above the prose that the lines end with: then the prose is the description.
fn title_above_prose(lines: &[Part], field: Option<&Field>) -> Option<usize> {
    let last = lines.len().checked_sub(1)?;
    let prose = lines.iter().rev().take_while(|line| is_prose(&line.text)).count();
    let Some(above) = last.checked_sub(prose) else {
        return lines.last().is_some_and(|line| !is_paragraph(&line.text)).then_some(last);
    };
    let line = lines.get(above)?;
    let first = lines.get(above + 1);
    let parted = first.is_none_or(|first| first.gap || is_paragraph(&first.text));
    let before = above.checked_sub(1).and_then(|at| lines.get(at)).or_else(|| field.and_then(|field| field.parts.last()));
    let in_prose = field.is_some_and(|field| field.label == Label::Description)
        && !line.gap
        && before.is_some_and(|before| !ends_sentence(&before.text));
    if prose == 0 || (parted && !in_prose && line.item.is_none() && may_be_title(&line.text)) {
        return Some(above);
    }
    lines.last().is_some_and(|line| !is_paragraph(&line.text)).then_some(last)
}

/// Returns the number of lines, from the first on, that go on with the field above. `titled` says that a title stands below them.
pub(super) fn continued(lines: &[Part], field: &Field, titled: bool, next: Next) -> usize {
    let mut above = field.parts.last();
    let mut rest = lines;
    while let Some((line, below)) = rest.split_first() {
        if !continues(field, above, line, below, titled, next) {
            break;
        }
        above = Some(line);
        rest = below;
    }
    lines.len() - rest.len()
}

fn continues(field: &Field, above: Option<&Part>, line: &Part, below: &[Part], titled: bool, next: Next) -> bool {
    let labelled = matches!(next, Next::Earlier | Next::Later | Next::Inside);
    let text = line.text.as_str();
    let several = field.label.is_list() || field.label == Label::Description || field.label.is_note();
    if line.item.is_some() {
        return above.is_none() || several;
    }
    let Some(above) = above else { return !(titled && line.gap && is_heading(text)) && (several || !is_titled_alone(text)) };
    let wrapped = line.goes_on(above, field.is_by_lines());
    if is_titled_alone(text) && (line.gap || !field.label.is_list() && ends_sentence(&above.text) || field.label.is_list() && !wrapped) {
        return !titled && labelled && field.label == Label::Description;
    }
    let prose_below = |mut below: std::slice::Iter<Part>| below.any(|line| is_prose(&line.text));
    match field.label {
        Label::Description if line.gap => {
            is_prose(text)
                || text.ends_with(':')
                || begins_lower(text)
                || (!titled && (matches!(next, Next::New(_)) || labelled || prose_below(below.iter())))
        }
        Label::Description => {
            let paragraph = below.iter().take_while(|line| !line.gap).count();
            !titled || is_prose(text) || !ends_sentence(&above.text) || prose_below(below.get(..paragraph).unwrap_or_default().iter())
        }
        label if label.is_list() => {
            if wrapped || above.text.ends_with(';') {
                true
            } else if is_paragraph(text) || is_sentence(text) || is_heading(text) {
                false
            } else if line.gap {
                field.is_by_lines() && !titled && next != Next::Nothing
            } else {
                (!titled && next.goes_on()) || field.is_by_lines() || text.contains(';') || above.text.len() >= WRAPPED
            }
        }
        Label::Note(_) => wrapped || (!titled && !line.gap && field.is_below()),
        _ => wrapped,
    }
}

/// Returns true when a line is a whole sentence, and no name that is shortened at its end.
fn is_sentence(text: &str) -> bool {
    is_prose(text) && text.split(' ').nth(SENTENCE).is_some() && !text.contains([';', '；'])
}

/// Returns true when a line can be a title where nothing proves it.
pub(super) fn may_be_title(text: &str) -> bool {
    !text.ends_with([':', ',', ';']) && !begins_lower(text) && !text.contains("; ") && !is_meta(text)
}
