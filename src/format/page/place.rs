//! Places the lines between two labels: in the field above, as headings, titles and descriptions, or nowhere.

use super::{
    block::{Next, continued, title},
    byline::is_meta,
    draft::Draft,
    dress::numbered,
    labelled::Mark,
    layout::{Items, Layout},
    persons::persons,
    section::is_only_heading,
    title::{is_prose, is_titled_alone},
};
use crate::format::{
    label::Label,
    value::{format::is_kind, list::Part},
};

/// A longer heading is none, in bytes.
const HEADING: usize = 300;

/// Returns the number of lines, from the first on, that are a description: prose, and lines that go on with it when no title
/// stands below.
fn described<'a>(lines: impl Iterator<Item = &'a Part>, titled: bool) -> usize {
    let goes_on = |line: &Part| !titled && (!line.gap || line.item.is_some() || numbered(&line.text).is_some());
    lines.enumerate().take_while(|(at, line)| is_prose(&line.text) || (*at > 0 && goes_on(line))).count()
}

impl Layout {
    /// Places lines: in the field above, as headings, titles and descriptions, or nowhere.
    pub(super) fn place(&mut self, mut lines: Vec<Part>, next: Next, items: &mut Items) {
        self.add_value_below(&mut lines);
        let bare = self.draft.as_ref().is_some_and(|draft| draft.current().is_none());
        let mut titled = if bare { None } else { title(&lines, self.draft.as_ref().and_then(Draft::current), next, &self.habits.titles) };
        let kicker = titled.and_then(|at| self.kicker(&mut lines, at));
        titled = titled.map(|at| at - usize::from(kicker.is_some()));
        if let Some(draft) = &mut self.draft
            && let Some(field) = draft.current()
        {
            let above_title = lines.get(..titled.unwrap_or(lines.len())).unwrap_or_default();
            let mut count = continued(above_title, field, titled.is_some() || next == Next::Title, next);
            let rest = above_title.iter().skip(count);
            let usual = self.habits.order.precedes(field.label, Label::Description) || draft.is_bare();
            // On a page that labels no description, the prose below the last field is one.
            let [close, apart] = &mut self.described;
            let before = if rest.clone().next().is_some_and(|line| line.gap) { apart } else { close };
            let ends = matches!(next, Next::New(_) | Next::Title) || (next == Next::Nothing && *before > 0);
            let only = self.habits.count_of(Label::Description) == 0 && ends;
            let described = if !draft.has(Label::Description) && (usual || only) { described(rest, titled.is_some()) } else { 0 };
            *before = before.saturating_add(u32::from(described > 0));
            for (at, line) in lines.drain(..count + described).enumerate() {
                if at < count { draft.add(line) } else { draft.describe(line) }
            }
            count += described;
            titled = titled.map(|at| at - count);
        }
        if lines.is_empty() {
            return;
        }
        if bare {
            return self.place_below_title(lines, next, items);
        }
        if titled.is_none() && self.draft.is_some() && matches!(next, Next::Earlier | Next::Later | Next::Inside) {
            // The record goes on below.
            return lines.iter().for_each(|line| self.leave_prose(line));
        }
        let below_record = self.draft.is_some();
        self.close(items);
        let parted: Vec<bool> = lines.iter().skip(1).map(|line| line.gap).collect();
        for (at, line) in lines.into_iter().enumerate() {
            let is_tail = below_record && at == 0 && !line.gap && parted.first() == Some(&true);
            if is_tail && titled != Some(at) && !is_titled_alone(&line.text) {
                // A line that a blank line parts only from what is below is no heading of what is below.
                self.leave_prose(&line);
            } else if titled == Some(at) {
                self.close(items);
                self.begin(line, items);
                if let Some(draft) = &mut self.draft {
                    draft.kick(kicker.clone());
                }
            } else if titled.is_some_and(|title| title < at) {
                match &mut self.draft {
                    Some(draft) if self.habits.titles.have_authors_below() && persons(&line.text).is_some() => draft.write(line),
                    Some(draft) if is_prose(&line.text) || draft.has(Label::Description) => draft.describe(line),
                    _ => self.leave_prose(&line),
                }
            } else {
                self.place_alone(line, items);
            }
        }
        if titled.is_none() {
            self.close(items);
        }
    }

    /// Takes the line above the title out of the lines, when it names the format of the record.
    pub(super) fn kicker(&self, lines: &mut Vec<Part>, title: usize) -> Option<Part> {
        let above = title.checked_sub(1)?;
        (self.habits.titles.have_kickers() && lines.get(above).is_some_and(|line| is_kind(&line.text))).then(|| lines.remove(above))
    }

    /// Gives the first line to the label directly above it, when that is without a value and values stand below labels on this page.
    fn add_value_below(&mut self, lines: &mut Vec<Part>) {
        let Some(draft) = self.draft.as_mut().filter(|draft| draft.awaits_value()) else { return };
        let below = draft
            .current()
            .and_then(|field| field.style)
            .is_some_and(|style| style.mark == Mark::Nothing || self.habits.stand_below(style));
        if below && lines.first().is_some_and(|line| !line.gap || self.habits.lies_apart()) {
            draft.add(lines.remove(0));
        }
    }

    /// Places the lines between a line that is certainly a title and the next label, or the next such title.
    fn place_below_title(&mut self, lines: Vec<Part>, next: Next, items: &mut Items) {
        let mut lines = lines.into_iter().peekable();
        while let Some(line) = lines.next() {
            let is_heading = next == Next::Title && lines.peek().is_none() && line.gap && is_only_heading(&line.text);
            match &mut self.draft {
                Some(draft) if self.habits.titles.have_authors_below() && persons(&line.text).is_some() => draft.write(line),
                Some(draft) if is_prose(&line.text) || (line.item.is_some() && draft.has(Label::Description)) => draft.describe(line),
                Some(_) if is_heading => self.head(line),
                _ => self.leave_prose(&line),
            }
        }
        if next == Next::Title {
            self.close(items);
        }
    }

    /// Places a line that stands between records.
    fn place_alone(&mut self, line: Part, items: &mut Items) {
        let text = line.item.as_ref().unwrap_or(&line.text);
        if is_titled_alone(text) {
            self.close(items);
            self.begin(line, items);
        } else if is_prose(text)
            || is_meta(text)
            || line.item.is_some()
            || text.contains(';')
            || text.contains("://")
            || text.len() > HEADING
        {
            match &mut self.draft {
                Some(draft) if is_prose(text) => draft.describe(line),
                _ => self.leave_prose(&line),
            }
        } else {
            self.close(items);
            self.head(line);
        }
    }
}
