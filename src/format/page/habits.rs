//! The habits of a page, learned from the lines that are read ahead: the order and looks of its labels, the words that it uses as
//! labels, the looks of its titles.

use rustc_hash::FxHashMap;

use super::{
    dress::List,
    labelled::{Labelled, Mark, Style},
    line::{PageLine, Shape},
    order::Order,
    persons::{Persons, persons},
    title::is_prose,
    titles::{Seen, Titles},
    width::Width,
};
use crate::format::{label::Label, value::format::is_kind};

/// So many words that may be labels are remembered.
const PERHAPS: usize = 1_024;
/// So many lines between two labels are looked at together.
const RUN: usize = 12;
/// A word must stand so often where a label stands before the page shows it to be one.
const OFTEN: u32 = 2;
/// As often as that when it looks unlike the labels that the dictionary has.
const OFTEN_UNLIKE: u32 = 3;
/// So many short lines between records are remembered.
const REPEATED: usize = 256;
/// A line that stands between records so often is a button; each time counts twice.
const BUTTON: u32 = 6;
/// A button has at most so many words.
const BUTTON_WORDS: usize = 4;
/// So many labels that stand alone on their lines show that it is the page's way.
const STACKED: u32 = 3;

/// The habits of a page.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// In which order records print their labels.
    pub(super) order: Order,
    /// At which width lines are wrapped.
    pub(super) width: Width,
    /// The looks of titles.
    pub(super) titles: Titles,
    /// The looks of known labels, each with its count.
    styles: Vec<(Style, u32)>,
    perhaps: FxHashMap<Label, Places>,
    /// No more words are remembered: those that are here stand often.
    full: bool,
    /// The count of each label of the dictionary.
    known: FxHashMap<Label, u32>,
    /// The counts of labels alone on their lines: with the value directly below, and below a blank line.
    lone: [u32; 2],
    /// The counts of short lines between records, by the hashes of their texts.
    repeated: FxHashMap<u64, u32>,
    /// Steps from one label to the next in a record: without a blank line between, and with one.
    steps: [u32; 2],
    now: Now,
}

/// The places of words that may be a label.
#[derive(Debug, Default, Clone, Copy)]
struct Places {
    /// Places of labels.
    fields: u32,
    /// Places of titles.
    titles: u32,
    /// The hash of the first value.
    value: u64,
    /// True when something else followed it later.
    varied: bool,
}

/// The state of the learning.
#[derive(Debug, Default)]
struct Now {
    /// The labels of the record.
    record: Vec<Label>,
    /// The last label, and whether its value stands below.
    last: Option<(Label, bool)>,
    /// The lines since then.
    run: Vec<Seen>,
    gap: bool,
    /// A label that is alone on its line, and whether a blank line stands above: the next line shows whether it is one.
    lone: Option<(Labelled, bool)>,
}

impl Habits {
    /// Takes note of a line that is read later.
    pub(super) fn learn(&mut self, line: &PageLine) {
        self.width.learn(line);
        match &line.shape {
            Shape::Blank | Shape::Navigation => self.now.gap = true,
            Shape::Label(labelled) if labelled.is_lone() => {
                self.settle(None);
                self.now.lone = Some((labelled.clone(), std::mem::take(&mut self.now.gap)));
            }
            Shape::Label(labelled) => {
                self.settle(None);
                let gap = std::mem::take(&mut self.now.gap);
                self.label(labelled.label, labelled.style, gap);
            }
            Shape::Byline { fields, .. } => {
                let beside = self.now.gap;
                self.settle(Some(beside).filter(|_| fields.is_empty()));
                let gap = std::mem::take(&mut self.now.gap);
                for field in fields {
                    self.label(field.label, Style { mark: Mark::Bold, ..field.style }, gap);
                }
            }
            Shape::Labels(labels) => {
                self.settle(None);
                let gap = std::mem::take(&mut self.now.gap);
                for labelled in labels.iter().filter(|labelled| labelled.known) {
                    self.label(labelled.label, labelled.style, gap);
                }
            }
            Shape::Address | Shape::Text { .. } => {
                let gap = std::mem::take(&mut self.now.gap);
                self.settle(Some(gap));
                self.text(line, gap);
            }
        }
    }

    /// Takes note of the end of the page.
    pub(super) fn end(&mut self) {
        self.settle(None);
        self.weigh(false, None);
    }

    /// Returns true when labels of the dictionary look so.
    pub(super) fn is_style(&self, style: Style) -> bool {
        self.styles.iter().any(|(known, _)| *known == style)
    }

    /// Returns true when the page has any label of the dictionary.
    pub(super) fn has_style(&self) -> bool {
        !self.styles.is_empty()
    }

    /// Returns true when labels stand alone on their lines, without a mark, as a rule.
    pub(super) fn is_stacked(&self) -> bool {
        self.lone.iter().any(|count| *count >= STACKED)
    }

    /// Returns true when no label of the dictionary has a mark, as far as the page is read.
    pub(super) fn has_no_marks(&self) -> bool {
        self.styles.iter().all(|(style, _)| style.mark == Mark::Nothing)
    }

    /// Returns true when blank lines part labels that stand alone on their lines from their values.
    pub(super) fn lies_apart(&self) -> bool {
        let [_, apart] = self.lone;
        apart >= STACKED
    }

    /// Returns the count of a label of the dictionary, as far as the page is read.
    pub(super) fn count_of(&self, label: Label) -> u32 {
        self.known.get(&label).copied().unwrap_or_default()
    }

    /// Returns true when blank lines part the labels of one record as a rule.
    pub(super) fn is_spaced(&self) -> bool {
        let [close, spaced] = self.steps;
        spaced > close
    }

    /// Returns true when values stand below labels of this looks more than once.
    pub(super) fn stand_below(&self, style: Style) -> bool {
        self.styles.iter().any(|(known, count)| *known == style && style.below && *count > 1)
    }

    /// Returns true when the page shows these words to be a label, wherever they stand.
    pub(super) fn shows(&self, labelled: &Labelled) -> bool {
        self.shows_label(labelled.label, labelled.style)
    }

    fn shows_label(&self, label: Label, style: Style) -> bool {
        let Some(places) = self.perhaps.get(&label) else { return false };
        let often = if self.styles.is_empty() || self.is_style(style) { OFTEN } else { OFTEN_UNLIKE };
        places.fields >= often && places.fields > places.titles
    }

    /// Returns true when these words stand where titles stand, somewhere on the page.
    pub(super) fn begins_titles(&self, label: Label) -> bool {
        self.perhaps.get(&label).is_some_and(|places| places.titles > 0)
    }

    /// A label that stood alone on its line is one if text follows it: at once, or on a page where labels stand apart from their values.
    /// `gap` says whether a blank line stands between; it is none when no text follows.
    fn settle(&mut self, gap: Option<bool>) {
        let Some((labelled, above)) = self.now.lone.take() else { return };
        let [close, apart] = &mut self.lone;
        let count = if gap == Some(true) { apart } else { close };
        *count = count.saturating_add(u32::from(gap.is_some()));
        let is_kicker = self.titles.have_kickers() && is_kind(&labelled.name);
        if !is_kicker && (gap == Some(false) || (gap.is_some() && self.lies_apart())) {
            self.label(labelled.label, labelled.style, above);
        } else {
            self.see(Seen {
                label: None,
                gap: above,
                rank: 0,
                list: List::Nothing,
                prose: false,
                is_format: is_kind(&labelled.name),
                is_of_persons: false,
                short: false,
                value: 0,
            });
        }
    }

    fn label(&mut self, label: Label, style: Style, gap: bool) {
        match self.styles.iter_mut().find(|(known, _)| *known == style) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => self.styles.push((style, 1)),
        }
        if !label.is_note() || self.known.len() < PERHAPS {
            let count = self.known.entry(label).or_default();
            *count = count.saturating_add(1);
        }
        let again = self.now.run.is_empty() && self.now.last.is_some_and(|(last, _)| last == label);
        let begins = label == Label::Title || self.now.record.is_empty() || (self.now.record.contains(&label) && !again);
        let value_below = self.now.last.is_some_and(|(_, below)| below);
        let between = self.now.run.iter().skip(usize::from(value_below));
        let close = between.into_iter().all(|seen| seen.label.is_some_and(|(label, style)| self.shows_label(label, style)));
        let labelled = label == Label::Title || self.now.record.first() == Some(&Label::Title);
        let apart = begins && (!labelled || self.now.record.contains(&Label::Title));
        self.weigh(begins && !labelled, Some(gap));
        if begins {
            self.titles.begin(label == Label::Title);
            self.now.record.clear();
        } else if close {
            let [close, spaced] = &mut self.steps;
            let steps = if gap { spaced } else { close };
            *steps = steps.saturating_add(1);
        }
        if close && !apart {
            self.order.label(label);
        } else {
            self.order.begin(label);
        }
        if !self.now.record.contains(&label) {
            self.now.record.push(label);
        }
        self.now.last = Some((label, style.below));
    }

    fn text(&mut self, line: &PageLine, gap: bool) {
        let is_of_persons = persons(&line.text) == Some(Persons::Plain);
        let perhaps = line.perhaps().filter(|_| !is_of_persons);
        self.see(Seen {
            label: perhaps.map(|labelled| (labelled.label, labelled.style)),
            gap,
            rank: line.dress.rank,
            list: line.dress.list,
            prose: is_prose(&line.text),
            is_format: is_kind(&line.text),
            is_of_persons,
            short: perhaps.is_none_or(Labelled::is_lone) && line.text.split(' ').nth(BUTTON_WORDS).is_none(),
            value: hash(perhaps.filter(|labelled| !labelled.style.below).map_or(&line.text, |labelled| &labelled.value)),
        });
    }

    fn see(&mut self, seen: Seen) {
        if self.now.run.len() >= RUN {
            // Whatever the next label is, the first lines are far from it.
            let latest = self.now.run.split_off(RUN / 2);
            let first = std::mem::replace(&mut self.now.run, latest);
            for pair in first.windows(2) {
                if let [seen, below] = pair {
                    self.count(seen, Some(below).filter(|_| seen.gap), false);
                }
            }
            self.now.last = None;
        }
        self.now.run.push(seen);
    }

    /// Weighs the lines between two labels: which of them is the title, when the second label begins a record, and which may be labels.
    fn weigh(&mut self, begins: bool, gap: Option<bool>) {
        let run = std::mem::take(&mut self.now.run);
        let (last, below) = self.now.last.map_or((None, false), |(label, below)| (Some(label), below));
        let start = usize::from(below);
        let title = if begins { self.title_of(&run, start) } else { None };
        let mut taken = below;
        for (at, seen) in run.iter().enumerate() {
            // The first line below a label is its value, whatever it looks like.
            if std::mem::take(&mut taken) {
                continue;
            }
            if title == Some(at) {
                // Where words with a colon stand between the title and the label, either may be the title.
                let sure = run
                    .iter()
                    .skip(at + 1)
                    .all(|seen| seen.label.is_none_or(|(label, style)| style.below || self.shows_label(label, style)));
                if !sure {
                    continue;
                }
                self.titles.add(&run, at, start, run.get(at + 1).map_or(gap.unwrap_or_default(), |below| below.gap));
                if let Some((label, _)) = seen.label.filter(|(_, style)| !style.below)
                    && let Some(places) = self.places(label)
                {
                    places.titles = places.titles.saturating_add(1);
                }
                continue;
            }
            if (begins || gap.is_none()) && !below {
                self.repeat(seen, run.get(at + 1).is_none_or(|below| below.gap));
            }
            let in_list = last.is_some_and(Label::is_list) && (!seen.gap || self.lies_apart());
            let next = run.get(at + 1).filter(|_| title != Some(at + 1));
            taken = self.count(seen, next, in_list);
        }
    }

    /// The line of a run that is most likely the title of the record below: the last plain one; else, of those that words with a colon
    /// begin, the first after the last blank line, or the last whose words are rarest.
    fn title_of(&self, run: &[Seen], start: usize) -> Option<usize> {
        let lines = || run.iter().enumerate().skip(start).filter(|(_, seen)| !seen.prose);
        let is_plain = |seen: &Seen| seen.label.is_none_or(|(_, style)| style.mark == Mark::Nothing);
        let plain = lines().rfind(|(_, seen)| is_plain(seen));
        let apart = || lines().rfind(|(_, seen)| seen.gap);
        let often =
            |seen: &Seen| seen.label.and_then(|(label, _)| self.perhaps.get(&label)).map_or(0, |places| places.fields + places.titles);
        // Persons stand below the title that they are the authors of.
        let above = |at: usize| at.checked_sub(1).filter(|above| *above >= start).and_then(|above| Some((above, run.get(above)?)));
        let titled = |(at, seen): (usize, &Seen)| {
            above(at).filter(|(_, above)| seen.is_of_persons && is_plain(above) && !above.prose && !above.is_of_persons && !above.is_format)
        };
        let plain = plain.map(|(at, seen)| titled((at, seen)).unwrap_or((at, seen)));
        // A word for a format that stands apart stands above the title.
        let kicker = lines().rfind(|(_, seen)| seen.is_format && seen.gap).map(|(at, _)| at + 1);
        let kicked = kicker.and_then(|at| Some((at, run.get(at).filter(|seen| is_plain(seen) && !seen.prose)?)));
        kicked.or(plain).or_else(apart).or_else(|| lines().rev().min_by_key(|(_, seen)| often(seen))).map(|(at, _)| at)
    }

    /// Counts a short line between two records, in case it stands there again and again. A line that a blank line parts only from what
    /// is below counts more: headings stand apart from what is above.
    fn repeat(&mut self, seen: &Seen, gap_below: bool) {
        if seen.short && !seen.is_format && (self.repeated.len() < REPEATED || self.repeated.contains_key(&seen.value)) {
            let count = self.repeated.entry(seen.value).or_default();
            *count = count.saturating_add(if gap_below && !seen.gap { BUTTON / 2 } else { 2 });
        }
    }

    /// Returns true when a line stands between records again and again, as buttons do.
    pub(super) fn is_repeated(&self, text: &str) -> bool {
        self.repeated.get(&hash(text)).is_some_and(|count| *count >= BUTTON)
    }

    /// Counts a line as a label, when it can be one with the line below it. Gives whether that line is its value.
    fn count(&mut self, seen: &Seen, below: Option<&Seen>, in_list: bool) -> bool {
        let Some((label, style)) = seen.label else { return false };
        let value = if style.below {
            let plain = |below: &Seen| below.label.is_none_or(|(_, style)| style.below);
            match below.filter(|below| plain(below) && (!below.gap || (seen.gap && self.lies_apart()))) {
                Some(below) => below.value,
                None => return false,
            }
        } else {
            seen.value
        };
        let alone = style.mark == Mark::Nothing;
        let Some(places) = self.places(label) else { return style.below };
        if places.fields == 0 {
            places.value = value;
        }
        places.varied |= places.value != value;
        // A list that two records share looks like a label with a value: only values that differ tell them apart.
        if !(alone && in_list) || places.varied || places.fields == 0 {
            places.fields = places.fields.saturating_add(1);
        }
        style.below
    }

    fn places(&mut self, label: Label) -> Option<&mut Places> {
        if self.perhaps.len() >= PERHAPS && !self.full && !self.perhaps.contains_key(&label) {
            // Words that stood once only are no labels so far; they make room.
            self.perhaps.retain(|_, places| places.fields + places.titles > 1);
            self.full = self.perhaps.len() > PERHAPS / 2;
        }
        if self.full && !self.perhaps.contains_key(&label) {
            return None;
        }
        Some(self.perhaps.entry(label).or_default())
    }
}

/// A number that stands for a text.
pub(super) fn hash(text: &str) -> u64 {
    use std::hash::BuildHasher;
    rustc_hash::FxBuildHasher.hash_one(text)
}
