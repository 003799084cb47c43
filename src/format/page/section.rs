//! The headings of a page: its title, and the sections that records stand in.

use std::sync::LazyLock;

use super::vocabulary::{HEADING, HIGHLIGHTING, MASS_NOUNS};
use crate::{
    format::value::{
        list::Part,
        words::{Beginnings, holds},
    },
    model::{Placement, Said},
    name::fold,
};

/// A heading that is made of general words has at most so many of them.
const HEADING_WORDS: usize = 6;
/// A heading that is made of general words is not longer than this, in bytes.
const WORDED: usize = 80;

/// A subtitle has at least so many words; a shorter line below the page's title is the heading of what stands below it.
const SUBTITLE_WORDS: usize = 5;

/// The beginnings of the words of headings.
static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(HEADING.iter().chain(HIGHLIGHTING).copied()));

/// The headings so far.
#[derive(Debug, Default)]
pub(super) struct Sections {
    title: Option<Part>,
    heading: Option<Part>,
    /// Records below the last heading.
    below: u64,
    records: u32,
}

/// The place of a record.
pub(super) struct Place {
    /// The title of the page, when this is its first record.
    pub(super) collection: Option<Said<String>>,
    /// The record's place.
    pub(super) placement: Placement,
    /// True when the heading speaks of one resource, and this is not the first below it.
    pub(super) crowded: bool,
}

impl Sections {
    /// Takes a heading; gives the one back that it replaces when no record stood below that. A longer line directly below the page's title
    /// is a subtitle, unless it is worded as a heading: it is given back too.
    pub(super) fn heading(&mut self, text: Part) -> Option<Part> {
        if self.records == 0 && self.title.is_none() && self.heading.is_none() && !is_highlighting(&text.text) {
            self.title = Some(text);
            return None;
        }
        let is_below_title = self.title.as_ref().is_some_and(|title| title.line + title.lines == text.line);
        let is_long = text.text.split(' ').count() >= SUBTITLE_WORDS;
        if is_below_title && self.heading.is_none() && !text.gap && is_long && !is_heading(&text.text) {
            return Some(text);
        }
        let unused = self.unused();
        self.heading = Some(text);
        self.below = 0;
        unused
    }

    /// Returns true when no record has begun yet.
    pub(super) fn is_untouched(&self) -> bool {
        self.records == 0
    }

    /// A record begins.
    pub(super) fn record(&mut self) -> Place {
        self.records = self.records.saturating_add(1);
        self.below += 1;
        let heading = self.heading.as_ref().map(|heading| heading.text.as_str());
        Place {
            collection: self.title.take().map(|title| Said::asserted(title.text, title.line)),
            crowded: self.below > 1 && heading.is_some_and(|heading| is_highlighting(heading) && is_singular(heading)),
            placement: Placement {
                section: heading.map(str::to_owned),
                highlighted: heading.is_some_and(is_highlighting),
                position: self.records,
            },
        }
    }

    /// The headings that no record stands below, at the end of the page.
    pub(super) fn finish(mut self) -> impl Iterator<Item = Part> {
        [self.title.take(), self.unused()].into_iter().flatten()
    }

    fn unused(&mut self) -> Option<Part> {
        self.heading.take().filter(|_| self.below == 0)
    }
}

/// Returns true when a line is worded as a heading: a few words, one of them general.
pub(super) fn is_heading(text: &str) -> bool {
    if text.len() > WORDED {
        return false;
    }
    let folded = fold(text);
    words(&folded).count() <= HEADING_WORDS && words(&folded).any(|word| holds(HEADING, word) || holds(HIGHLIGHTING, word))
}

/// Returns true when a line is made of nothing but the words of headings, two at least: never a title.
pub(super) fn is_only_heading(text: &str) -> bool {
    if text.len() > WORDED || !BEGINNINGS.may_begin(text) {
        return false;
    }
    let folded = fold(text);
    let general = |word: &str| holds(HEADING, word) || holds(HEADING, &format!("{word}s")) || holds(HIGHLIGHTING, word);
    words(&folded).nth(1).is_some() && words(&folded).all(general)
}

fn is_highlighting(heading: &str) -> bool {
    words(&fold(heading)).any(|word| holds(HIGHLIGHTING, word))
}

/// Returns true when the noun of a highlighting heading is in the singular: its last word, or the last before "of", "for" …
fn is_singular(heading: &str) -> bool {
    let folded = fold(heading);
    let noun = words(&folded).take_while(|word| !matches!(*word, "of" | "for" | "from" | "in" | "on")).last().unwrap_or_default();
    !noun.is_empty() && !noun.ends_with('s') && !holds(HIGHLIGHTING, noun) && !holds(MASS_NOUNS, noun)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_highlighting_heading_counts() {
        for (heading, singular) in [
            ("Highlighted Resource", true),
            ("Featured Guide of the Month", true),
            ("Featured Resources", false),
            ("Spotlight", false),
            ("In the Spotlight", false),
            ("Featured Research", false),
        ] {
            assert!(is_highlighting(heading));
            assert_eq!(is_singular(heading), singular, "{heading}");
        }
        assert!(!is_highlighting("Other Resources"));
    }

    #[test]
    fn a_heading_is_made_of_general_words() {
        assert!(is_heading("Other Resources"));
        assert!(!is_heading("City & County Leadership"));
        assert!(is_only_heading("Highlighted Resource"));
        assert!(!is_only_heading("Resources"));
        assert!(!is_only_heading("Featured Rivers"));
    }

    #[test]
    fn headings_without_records_are_given_back() {
        let text = |text: &str, line| Part::alone(line, text.into());
        let mut sections = Sections::default();
        assert_eq!(sections.heading(text("Page", 1)), None);
        assert_eq!(sections.heading(text("Empty", 2)), None);
        assert_eq!(sections.heading(text("Featured Tool", 3)), Some(text("Empty", 2)));
        let place = sections.record();
        assert_eq!(place.collection, Some(Said::asserted("Page".into(), 1)));
        assert_eq!(place.placement, Placement { section: Some("Featured Tool".into()), highlighted: true, position: 1 });
        assert!(!place.crowded);
        assert!(sections.record().crowded);
        assert_eq!(sections.heading(text("Last", 9)), None);
        assert_eq!(sections.finish().collect::<Vec<_>>(), [text("Last", 9)]);
    }
}
