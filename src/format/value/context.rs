//! Names of one record in the light of the other records of its file.
//!
//! A name that is a person's by its shape may be a body elsewhere in the file; an acronym that stands alone may be explained by another
//! record. So records are read in blocks: all of a block is looked at before the first of it goes on, and what was learned stays known for
//! the blocks behind. A block has always the same records, whatever is done with them later.

mod labels;
mod meaning;
mod one_word;
mod order;

use std::collections::VecDeque;

use entity::vocabulary::{AgentKind, ContributionRole, IssueSeverity, ProvenanceMethod};
use rustc_hash::{FxHashMap, FxHashSet};

use self::meaning::{Meaning, PlacedName, learn_meaning, several, twin};
use self::{labels::Labels, one_word::OneWords, order::NameOrder};
use super::{
    agents::body,
    markup,
    mentions::Mentions,
    person::{Person, may_be_person},
};
use crate::model::{AgentMention, Certainty, Issue, IssueCode, Item, Locator, Record, RecordPlace};
use crate::name::{key, tidy};

/// So many records are a block.
const BLOCK: usize = 1_000;
/// A block ends before that when its records have so much text, in bytes.
const WEIGHT: usize = 16 << 20;
/// So many names of each kind are kept in mind, the first ones of the file.
const MOST: usize = 20_000;
/// An acronym is not longer than this, in bytes.
const ACRONYM: usize = 12;

/// Items of a file, each name in the light of the others.
#[derive(Debug)]
pub(in crate::format) struct InContext<I, E> {
    items: I,
    ready: VecDeque<Result<Item, E>>,
    known: Known,
}

impl<I: Iterator<Item = Result<Item, E>>, E> InContext<I, E> {
    /// Reads names in the light of these items.
    pub(in crate::format) fn new(items: I) -> Self {
        Self { items, ready: VecDeque::new(), known: Known::default() }
    }

    /// Reads a block and makes it ready.
    fn read_block(&mut self) {
        let (mut records, mut weight) = (0, 0);
        let mut block = Vec::new();
        while records < BLOCK && weight < WEIGHT {
            let Some(item) = self.items.next() else { break };
            if let Ok(Item::Record(record)) = &item {
                records += 1;
                weight += self::weight(record);
                self.known.learn(record);
            }
            let is_last = item.is_err();
            block.push(item);
            if is_last {
                break;
            }
        }
        for item in block {
            match item {
                Ok(Item::Record(mut record)) => {
                    let mut issues = Vec::new();
                    self.known.settle(&mut record, &mut issues);
                    self.ready.push_back(Ok(Item::Record(record)));
                    self.ready.extend(issues.into_iter().map(|issue| Ok(Item::Issue(issue))));
                }
                Ok(Item::Issue(issue)) if issue.code == IssueCode::Markup => {
                    if !std::mem::replace(&mut self.known.has_markup, true) {
                        self.ready.push_back(Ok(Item::Issue(issue)));
                    }
                }
                Ok(Item::Collection(mut heading)) => {
                    if let Some(shown) = markup::shown(&heading.value).map(|shown| tidy(&shown)).filter(|shown| !shown.is_empty()) {
                        heading.value = shown;
                    }
                    self.ready.push_back(Ok(Item::Collection(heading)));
                }
                other => self.ready.push_back(other),
            }
        }
    }
}

impl<I: Iterator<Item = Result<Item, E>>, E> Iterator for InContext<I, E> {
    type Item = Result<Item, E>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.is_empty() {
            self.read_block();
        }
        self.ready.pop_front()
    }
}

/// Returns the length of a record's text, roughly, in bytes.
fn weight(record: &Record) -> usize {
    let description = record.description.as_ref().map_or(0, |said| said.value.len());
    let notes: usize = record.notes.iter().map(|note| note.value.len()).sum();
    let producers: usize = record.producers.iter().map(|mention| 2 * mention.as_printed.len()).sum();
    let funders: usize = record.funders.iter().map(|mention| 2 * mention.as_printed.len()).sum();
    let keywords: usize = record.keywords.iter().map(|mention| 2 * mention.as_printed.len()).sum();
    record.title_as_printed.len() + description + notes + producers + funders + keywords
}

/// The kinds that the records of a file show a name to be of.
#[derive(Debug, Clone, Copy, Default)]
struct Shown {
    /// A person's: it is printed with a title, an initial, in the order "Family, Given".
    person: bool,
    /// Perhaps a person's: it stands where authors stand.
    author: bool,
    /// Perhaps a person's, or a half of one.
    half: bool,
    /// A whole name: it stands alone.
    alone: bool,
    /// A body's: it is said to be one.
    body: bool,
    /// Perhaps a body's: it stands where publishers and funders stand.
    publisher: bool,
}

/// The knowledge that a file has given so far.
#[derive(Debug, Default)]
struct Known {
    /// By the keys of names that have a person's shape.
    names: FxHashMap<String, Shown>,
    /// By the capitals of acronyms that stood in brackets behind a name.
    acronyms: FxHashMap<String, Meaning>,
    /// Names of bodies by their initials.
    by_initials: FxHashMap<String, Vec<PlacedName>>,
    /// Names whose initials are known.
    spelled: FxHashSet<String>,
    /// Acronyms that stood alone and mean nothing that is known yet, each with its place in words.
    alone: FxHashMap<String, String>,
    /// Acronyms that were told to be likely twins of a name.
    told: FxHashSet<String>,
    /// True when it was told that values hold markup.
    has_markup: bool,
    order: NameOrder,
    words: OneWords,
    labels: Labels,
}

impl Known {
    fn learn(&mut self, record: &Record) {
        for mention in &record.producers {
            let publishes = matches!(mention.role, ContributionRole::Publisher | ContributionRole::Distributor | ContributionRole::Host);
            match (mention.kind, mention.certainty) {
                (AgentKind::Person, Certainty::Half) => self.note(&mention.name, |shown| shown.half = true),
                (AgentKind::Person, Certainty::Shape) => self.note(&mention.name, |shown| shown.author = true),
                (AgentKind::Person, _) => self.note(&mention.name, |shown| shown.person = true),
                (AgentKind::Organization, Certainty::Stated) => self.note(&mention.name, |shown| shown.body = true),
                (AgentKind::Organization, Certainty::Assumed) => self.note(&mention.name, |shown| {
                    shown.alone = true;
                    shown.publisher |= publishes;
                }),
                (AgentKind::Organization, _) if publishes && !mention.name.contains(' ') => {
                    self.note(&mention.name, |shown| shown.publisher = true);
                }
                (AgentKind::Organization, _) => {}
            }
            self.words.learn(mention);
            self.learn_acronym(mention, &|| place(record, mention));
        }
        self.order.learn(&record.producers);
        for mention in &record.funders {
            // Only names that could be a person's are looked up.
            if Person::read(&mention.name).is_some() || (!mention.name.contains(' ') && may_be_person(&mention.name)) {
                self.note(&mention.name, |shown| shown.publisher = true);
            }
            self.learn_acronym(mention, &|| place(record, mention));
        }
        self.labels.learn(record);
    }

    fn note(&mut self, name: &str, note: impl FnOnce(&mut Shown)) {
        let key = key(name);
        if self.names.len() < MOST || self.names.contains_key(&key) {
            note(self.names.entry(key).or_default());
        }
    }

    fn learn_acronym<R>(&mut self, mention: &AgentMention<R>, at: &dyn Fn() -> String) {
        if mention.kind != AgentKind::Organization {
            return;
        }
        if let Some(acronym) = &mention.acronym {
            learn_meaning(&mut self.acronyms, acronym, &mention.name, at);
        } else if let Some((_, bracket)) = mention.name.strip_suffix(')').and_then(|name| name.rsplit_once('('))
            && is_acronym(bracket)
            && self.by_initials.len() < MOST
        {
            // What is no acronym of the words before it may be one all the same.
            self.learn_initials(capitals(bracket), &mention.name, at);
        }
        if mention.name.contains(' ') && self.by_initials.len() < MOST && !self.spelled.contains(&mention.name) {
            self.spelled.insert(mention.name.clone());
            for initials in initials(&mention.name) {
                self.learn_initials(initials, &mention.name, at);
            }
        }
    }

    /// Takes note that a name may go by these letters; of two names at most.
    fn learn_initials(&mut self, initials: String, name: &str, at: &dyn Fn() -> String) {
        let names = self.by_initials.entry(initials).or_default();
        if names.len() < 2 && names.iter().all(|known| key(&known.name) != key(name)) {
            names.push(PlacedName { name: name.to_owned(), at: at() });
        }
    }

    /// Reads the names of a record in the light of what is known.
    fn settle(&mut self, record: &mut Record, issues: &mut Vec<Issue>) {
        let before = issues.len();
        if let Some(section) = record.placement.as_mut().and_then(|placement| placement.section.as_mut())
            && let Some(shown) = markup::shown(section)
        {
            *section = tidy(&shown);
        }
        let is_known = |name: &str| self.names.get(&key(name)).is_some_and(|shown| shown.person || shown.author || shown.alone);
        self.order.settle(&mut record.producers, is_known, issues);
        let own = record.place.as_deref();
        let mut changed = false;
        for mention in &mut record.producers {
            changed |= self.settle_kind(mention) | self.settle_acronym(mention, own, "producedBy", issues);
            if mention.certainty == Certainty::OneWord {
                let is_known = self.names.get(&key(&mention.name)).is_some_and(|shown| shown.body || shown.publisher);
                self.words.settle(mention, is_known, issues);
            }
        }
        if changed {
            record.producers = once(std::mem::take(&mut record.producers));
        }
        let mut changed = false;
        for mention in &mut record.funders {
            changed |= self.settle_acronym(mention, own, "supportedBy", issues);
        }
        if changed {
            record.funders = once(std::mem::take(&mut record.funders));
        }
        for (unsure, names) in self.labels.settle(&mut record.keywords) {
            self.tell(&capitals(&unsure.label), several(&unsure.label, &names), &unsure.label, unsure.line, "keywords", issues);
        }
        for issue in issues.iter_mut().skip(before) {
            if let Some(line) = issue.at.line {
                issue.at = record.locator_of(line, issue.text.as_deref());
            }
        }
    }

    /// Makes a body of what has only a person's shape, or a person of what could be one, when other records show it.
    fn settle_kind<R: Copy>(&self, mention: &mut AgentMention<R>) -> bool {
        let is_open = match mention.kind {
            AgentKind::Person => mention.certainty == Certainty::Shape,
            AgentKind::Organization => mention.certainty == Certainty::Assumed,
        };
        if !is_open {
            return false;
        }
        let Some(shown) = self.names.get(&key(&mention.name)) else { return false };
        match mention.kind {
            AgentKind::Person if !shown.person && (shown.body || shown.publisher) => {
                let named = body(&mention.as_printed, mention.line, mention.role);
                *mention = AgentMention { method: ProvenanceMethod::Inferred, ..named };
                true
            }
            AgentKind::Organization
                if (shown.person && !shown.body) || ((shown.author || shown.half) && !shown.body && !shown.publisher) =>
            {
                let Some(found) = Person::read(&mention.name) else { return false };
                mention.name = found.name;
                mention.kind = AgentKind::Person;
                mention.method = ProvenanceMethod::Inferred;
                true
            }
            _ => false,
        }
    }

    /// Puts the name in the place of an acronym that stands alone; tells of one that may be a name's.
    fn settle_acronym<R>(
        &mut self,
        mention: &mut AgentMention<R>,
        place: Option<&RecordPlace>,
        field: &str,
        issues: &mut Vec<Issue>,
    ) -> bool {
        if mention.kind != AgentKind::Organization {
            return false;
        }
        if is_acronym(&mention.name) && mention.identifiers.is_empty() {
            let capitals = capitals(&mention.name);
            match self.acronyms.get(&capitals) {
                Some(Meaning::Name(named)) => {
                    mention.acronym = Some(std::mem::replace(&mut mention.name, named.name.clone()));
                    mention.method = ProvenanceMethod::Inferred;
                    return true;
                }
                Some(Meaning::Several(names)) => {
                    let message = several(&mention.name, names);
                    self.tell(&capitals, message, &mention.name, mention.line, field, issues);
                }
                None => match self.by_initials.get(&capitals) {
                    Some(names) => {
                        let message = twin(&mention.name, None, names);
                        self.tell(&capitals, message, &mention.name, mention.line, field, issues);
                    }
                    None if self.alone.len() < MOST => {
                        let at = Record::locator_at(place, mention.line, Some(&mention.as_printed)).in_words();
                        self.alone.entry(capitals).or_insert(at);
                    }
                    None => {}
                },
            }
            return false;
        }
        // The acronym stood alone in a block that has gone on.
        if !self.alone.is_empty() && mention.name.contains(' ') {
            let own = mention.acronym.as_deref().map(capitals);
            if let Some(capitals) = own.into_iter().chain(initials(&mention.name)).find(|capitals| self.alone.contains_key(capitals)) {
                let at = Record::locator_at(place, mention.line, Some(&mention.as_printed)).in_words();
                let named = PlacedName { name: mention.name.clone(), at };
                let message = twin(&capitals, self.alone.get(&capitals).map(String::as_str), &[named]);
                self.tell(&capitals, message, &capitals, mention.line, field, issues);
            }
        }
        false
    }

    /// Tells once that an acronym may be that of a name.
    fn tell(&mut self, capitals: &str, message: String, printed: &str, line: u64, field: &str, issues: &mut Vec<Issue>) {
        if self.told.len() >= MOST || !self.told.insert(capitals.to_owned()) {
            return;
        }
        issues.push(Issue {
            at: Locator::line(line),
            field: Some(field.to_owned()),
            code: IssueCode::LikelyTwin,
            severity: IssueSeverity::Warning,
            text: Some(printed.to_owned()),
            message,
        });
    }
}

/// The place of a name in words.
fn place<R>(record: &Record, mention: &AgentMention<R>) -> String {
    record.locator_of(mention.line, Some(&mention.as_printed)).in_words()
}

fn once<R: Copy + Eq + std::hash::Hash>(all: Vec<AgentMention<R>>) -> Vec<AgentMention<R>> {
    let mut mentions = Mentions::default();
    for mention in all {
        mentions.add(mention);
    }
    mentions.all
}

/// True when a name is only an acronym: one word with two capitals at least, and more of them than small letters.
fn is_acronym(name: &str) -> bool {
    let count = |of: fn(char) -> bool| name.chars().filter(|letter| of(*letter)).count();
    let capitals = count(char::is_uppercase);
    let spelled = name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '&' | '-'));
    name.len() <= ACRONYM && spelled && capitals > 1 && capitals > count(char::is_lowercase)
}

/// An acronym without marks, in capitals.
fn capitals(acronym: &str) -> String {
    acronym.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// The initials of a name: of all its words, and of those in capitals.
fn initials(name: &str) -> [String; 2] {
    let words =
        || name.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’').filter_map(|word| word.chars().next());
    [
        words().take(ACRONYM).flat_map(char::to_uppercase).collect(),
        words().filter(|first| !first.is_lowercase()).take(ACRONYM).flat_map(char::to_uppercase).collect(),
    ]
}

#[cfg(test)]
mod tests;
