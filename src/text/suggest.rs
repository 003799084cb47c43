//! Type-ahead: finds nodes whose title or name, or a word of it, has the typed beginning.

use std::ops::Bound;

use rustc_hash::FxHashMap;
use tantivy::Term;
use tantivy::query::{BooleanQuery, InvertedIndexRangeQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::TextError;
use super::analysis::words;
use super::document::Kind;
use super::schema::{GRAM, Head};
use super::searcher::Searcher;
use super::typo::{self, Near};

/// The caller's knowledge of the nodes of a kind.
pub trait Nodes<'n> {
    /// Returns the node that the number of a document means: another one where the document's node was merged since.
    fn lead(&self, node: u32) -> u32;

    /// Returns the names of a node, the display name first. Empty for a node that must not be suggested.
    fn names(&self, node: u32) -> Vec<&'n str>;

    /// Returns the nodes that are called just so, each with the title or name that says it.
    fn called(&self, text: &str) -> Vec<(u32, &'n str)>;

    /// Returns the rank of a node as a suggestion. The smallest is the best, and no two are equal.
    fn standing(&self, node: u32) -> u64;

    /// Returns all nodes, the best first, if the caller has them in this order.
    fn best_first(&self) -> Option<Box<dyn Iterator<Item = u32> + 'n>>;
}

/// The way in which a title or name fits what was typed. The best comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is what was typed.
    Exact,
    /// It has the typed beginning.
    Whole,
    /// A word in it has.
    Inner,
    /// It has all words when so many typing errors are mended.
    Mistyped(usize),
}

/// A node that could be suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'n> {
    /// The caller's number of the node.
    pub node: u32,
    /// The way in which the title or name fits.
    pub fit: Fit,
    /// The title or name.
    pub name: &'n str,
}

/// The most of the best nodes whose names are compared before the index is asked. A beginning that many names have is
/// found among them, and the index would take longer to list all of its nodes.
const MOST_LOOKED_AT: usize = 1_000;

/// The most words that a mistyped word is taken for.
const MOST_MEANT: usize = 64;

/// The longest text that is read, in bytes.
const LONGEST: usize = 1_000;

/// The typed text, split into words.
#[derive(Debug, Clone)]
struct Typed {
    /// The words before the last.
    whole: Vec<String>,
    /// The last word, which may be unfinished.
    last: String,
}

impl Typed {
    /// Splits a text. Returns none when it has no word.
    fn new(text: &str) -> Option<Self> {
        let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or_default();
        let mut whole: Vec<String> = words(text).map(|word| word.folded).collect();
        let last = whole.pop()?;
        Some(Self { whole, last })
    }

    /// Returns true when a title or name has this beginning.
    fn begins(&self, name: &str) -> bool {
        let mut words = words(name);
        let mut next = |is: &dyn Fn(&str) -> bool| words.next().is_some_and(|word| is(&word.folded));
        self.whole.iter().all(|typed| next(&|word| word == typed)) && next(&|word| word.starts_with(&self.last))
    }

    /// Returns true when a title or name has all words, the last one as a beginning.
    fn is_in(&self, name: &str) -> bool {
        let names: Vec<String> = words(name).map(|word| word.folded).collect();
        self.whole.iter().all(|word| names.contains(word)) && names.iter().any(|name| name.starts_with(self.last.as_str()))
    }

    /// Returns the terms that each fitting title or name has.
    fn needs(&self, kind: Kind, fit: Fit) -> Vec<Need> {
        let mut needs: Vec<Need> = self.whole.iter().map(|word| Need::Term(Head::Word(word).term(kind))).collect();
        needs.push(match beginning(&self.last) {
            start if start == self.last => Need::Term(Head::Start(start).term(kind)),
            _ => Need::Beginning(Head::Word(&self.last).term(kind)),
        });
        if fit == Fit::Whole {
            let text = [self.whole.as_slice(), std::slice::from_ref(&self.last)].concat().join(" ");
            needs.push(Need::Term(Head::Whole(beginning(&text)).term(kind)));
        }
        needs
    }
}

/// Terms, of which a title or name has one at least.
#[derive(Debug)]
enum Need {
    Term(String),
    /// All terms with this beginning.
    Beginning(String),
    OneOf(Vec<String>),
}

impl Searcher {
    /// Returns the best nodes of a kind for a typed text, the best first.
    pub fn suggest<'n>(&self, kind: Kind, text: &str, limit: usize, nodes: &dyn Nodes<'n>) -> Result<Vec<Candidate<'n>>, TextError> {
        let Some(typed) = Typed::new(text) else { return Ok(Vec::new()) };
        let mut best = Best { limit, nodes, candidates: Vec::new() };
        for (node, name) in nodes.called(text) {
            best.offer(node, Fit::Exact, &|other| (other == name).then_some(Fit::Exact));
        }
        self.offer(&mut best, &typed.needs(kind, Fit::Whole), Fit::Whole, &|name| typed.begins(name).then_some(Fit::Whole))?;
        self.offer(&mut best, &typed.needs(kind, Fit::Inner), Fit::Inner, &|name| typed.is_in(name).then_some(Fit::Inner))?;
        Ok(best.candidates())
    }

    /// Returns the best nodes of a kind that fit a typed text when its typing errors are mended, the fewest errors first. Nodes that fit as
    /// it is are none of them. Words of four letters or more may have one error, those of eight or more two; the first letter is right.
    ///
    /// Looks at all words of names with the same first letters, and takes longer than [`Self::suggest`].
    pub fn guess<'n>(&self, kind: Kind, text: &str, limit: usize, nodes: &dyn Nodes<'n>) -> Result<Vec<Candidate<'n>>, TextError> {
        let Some(Typed { whole, last }) = Typed::new(text) else { return Ok(Vec::new()) };
        let parts = whole.iter().map(|word| (word, false)).chain([(&last, true)]);
        let forgiven = |word: &str| typo::forgiven(word.chars().count());
        if parts.clone().all(|(word, _)| forgiven(word) == 0) {
            return Ok(Vec::new());
        }
        let mut meant: Vec<FxHashMap<String, usize>> = Vec::new();
        for (word, is_open) in parts {
            let mut near = self.near(self.fields.heads, &Head::Word("").term(kind), word, forgiven(word), is_open)?;
            near.truncate(MOST_MEANT);
            if near.is_empty() {
                return Ok(Vec::new());
            }
            meant.push(near.into_iter().map(|Near { errors, word }| (word, errors)).collect());
        }
        let needs: Vec<Need> =
            meant.iter().map(|near| Need::OneOf(near.keys().map(|word| Head::Word(word).term(kind)).collect())).collect();
        let fit = |name: &str| {
            let names: Vec<String> = words(name).map(|word| word.folded).collect();
            let fewest = |near: &FxHashMap<String, usize>| names.iter().filter_map(|name| near.get(name)).min().copied();
            let errors = meant.iter().map(fewest).sum::<Option<usize>>()?;
            (errors > 0).then_some(Fit::Mistyped(errors))
        };
        let mut best = Best { limit, nodes, candidates: Vec::new() };
        self.offer(&mut best, &needs, Fit::Mistyped(1), &fit)?;
        Ok(best.candidates())
    }

    /// Offers the nodes whose documents have these terms. No name fits better than `at_best`.
    fn offer(&self, best: &mut Best<'_, '_>, needs: &[Need], at_best: Fit, fit: &dyn Fn(&str) -> Option<Fit>) -> Result<(), TextError> {
        if best.is_full() || self.is_found_by_looking(best, needs, at_best, fit)? {
            return Ok(());
        }
        let parts = needs.iter().map(|need| (Occur::Must, self.having(need)));
        let nodes = best.nodes;
        self.visit(&BooleanQuery::new(parts.collect()), &mut |node| best.offer(nodes.lead(node), at_best, fit))
    }

    /// Compares the names of the best nodes, when so many nodes fit that this is faster. Returns false when these were
    /// not enough.
    fn is_found_by_looking(
        &self,
        best: &mut Best<'_, '_>,
        needs: &[Need],
        at_best: Fit,
        fit: &dyn Fn(&str) -> Option<Fit>,
    ) -> Result<bool, TextError> {
        let Some(nodes) = best.nodes.best_first() else { return Ok(false) };
        let mut fewest = u64::MAX;
        for need in needs {
            fewest = fewest.min(self.frequency(need)?);
        }
        let looked_at = MOST_LOOKED_AT as u64;
        if fewest.saturating_mul(looked_at) < self.documents().saturating_mul(2 * best.limit as u64) {
            return Ok(false);
        }
        for node in nodes.take(MOST_LOOKED_AT) {
            best.offer(node, at_best, fit);
            if best.is_full() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns the number of documents with a term. A document counts for each of its terms with the beginning.
    fn frequency(&self, need: &Need) -> Result<u64, TextError> {
        let mut frequency = 0;
        for (segment, _) in self.segments() {
            let index = segment.inverted_index(self.fields.heads)?;
            match need {
                Need::Term(text) => frequency += u64::from(index.doc_freq(&self.head(text))?),
                Need::OneOf(texts) => {
                    for text in texts {
                        frequency += u64::from(index.doc_freq(&self.head(text))?);
                    }
                }
                Need::Beginning(text) => {
                    let mut terms = index.terms().range().ge(text).lt(after(text)).into_stream()?;
                    while terms.advance() {
                        frequency += u64::from(terms.value().doc_freq);
                    }
                }
            }
        }
        Ok(frequency)
    }

    fn having(&self, need: &Need) -> Box<dyn Query> {
        let term = |text: &String| Box::new(TermQuery::new(self.head(text), IndexRecordOption::Basic));
        match need {
            Need::Term(text) => term(text),
            Need::OneOf(texts) => {
                let any = texts.iter().map(|text| (Occur::Should, term(text) as Box<dyn Query>));
                Box::new(BooleanQuery::new(any.collect()))
            }
            Need::Beginning(text) => {
                Box::new(InvertedIndexRangeQuery::new(Bound::Included(self.head(text)), Bound::Excluded(self.head(&after(text)))))
            }
        }
    }

    fn head(&self, text: &str) -> Term {
        Term::from_field_text(self.fields.heads, text)
    }
}

/// Returns a text that sorts after all texts with this beginning.
fn after(text: &str) -> String {
    format!("{text}\u{10ffff}")
}

/// Returns the first characters of a text, as many as have a term of their own.
fn beginning(text: &str) -> &str {
    text.char_indices().nth(GRAM).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// The best candidates so far.
struct Best<'a, 'n> {
    limit: usize,
    nodes: &'a dyn Nodes<'n>,
    /// The candidates with their ranks, the best first.
    candidates: Vec<((Fit, u64), Candidate<'n>)>,
}

impl<'n> Best<'_, 'n> {
    fn is_full(&self) -> bool {
        self.candidates.len() >= self.limit
    }

    /// Adds a node, if one of its names fits and it is among the best. No name fits better than `at_best`.
    fn offer(&mut self, node: u32, at_best: Fit, fit: &dyn Fn(&str) -> Option<Fit>) {
        let standing = self.nodes.standing(node);
        if self.is_full() && self.candidates.last().is_some_and(|(last, _)| *last < (at_best, standing))
            || self.candidates.iter().any(|(_, other)| other.node == node)
        {
            return;
        }
        let mut found: Option<(Fit, &'n str)> = None;
        for name in self.nodes.names(node) {
            if let Some(fit) = fit(name).filter(|fit| found.is_none_or(|(best, _)| *fit < best)) {
                found = Some((fit, name));
                if fit == at_best {
                    break;
                }
            }
        }
        if let Some((fit, name)) = found {
            let rank = (fit, standing);
            let place = self.candidates.partition_point(|(other, _)| *other < rank);
            self.candidates.insert(place, (rank, Candidate { node, fit, name }));
            self.candidates.truncate(self.limit);
        }
    }

    fn candidates(self) -> Vec<Candidate<'n>> {
        self.candidates.into_iter().map(|(_, candidate)| candidate).collect()
    }
}
