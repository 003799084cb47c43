//! Type-ahead: finds nodes whose title or name, or a word of it, has the typed beginning.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{BooleanQuery, InvertedIndexRangeQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::TextError;
use super::analysis::words;
use super::document::Kind;
use super::schema::{GRAM, Head};
use super::searcher::Searcher;

/// The caller's knowledge of the nodes of a kind.
pub trait Nodes<'n> {
    /// Returns the node that the number of a document means: another one where the document's node was merged since.
    fn lead(&self, node: u32) -> u32;

    /// Returns the names of a node, the display name first. Empty for a node that must not be suggested.
    fn names(&self, node: u32) -> Vec<&'n str>;

    /// Returns the rank of a node as a suggestion. The smallest is the best, and no two are equal.
    fn standing(&self, node: u32) -> u64;

    /// Returns all nodes, the best first, if the caller has them in this order.
    fn best_first(&self) -> Option<Box<dyn Iterator<Item = u32> + 'n>>;
}

/// A node that could be suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'n> {
    /// The caller's number of the node.
    pub node: u32,
    /// True when the title or name itself has the typed beginning. False when only a word in it has.
    pub is_whole: bool,
    /// The title or name.
    pub name: &'n str,
}

/// The most of the best nodes whose names are compared before the index is asked. A beginning that many names have is
/// found among them, and the index would take longer to list all of its nodes.
const MOST_LOOKED_AT: usize = 1_000;

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

    fn fits(&self, name: &str, is_whole: bool) -> bool {
        if is_whole { self.begins(name) } else { self.is_in(name) }
    }

    /// Returns the terms that each fitting title or name has.
    fn needs(&self, kind: Kind, is_whole: bool) -> Vec<Need> {
        let mut needs: Vec<Need> = self.whole.iter().map(|word| Need::Term(Head::Word(word).term(kind))).collect();
        needs.push(match beginning(&self.last) {
            start if start == self.last => Need::Term(Head::Start(start).term(kind)),
            _ => Need::Beginning(Head::Word(&self.last).term(kind)),
        });
        if is_whole {
            let text = [self.whole.as_slice(), std::slice::from_ref(&self.last)].concat().join(" ");
            needs.push(Need::Term(Head::Whole(beginning(&text)).term(kind)));
        }
        needs
    }
}

/// A term, or all terms with a beginning.
#[derive(Debug)]
enum Need {
    Term(String),
    Beginning(String),
}

impl Searcher {
    /// Returns the best nodes of a kind for a typed text, the best first.
    pub fn suggest<'n>(&self, kind: Kind, text: &str, limit: usize, nodes: &dyn Nodes<'n>) -> Result<Vec<Candidate<'n>>, TextError> {
        let Some(typed) = Typed::new(text) else { return Ok(Vec::new()) };
        let mut best = Best { limit, nodes, typed: &typed, candidates: Vec::new() };
        for is_whole in [true, false] {
            let needs = typed.needs(kind, is_whole);
            if best.is_full() || self.is_found_by_looking(&needs, &mut best, is_whole)? {
                continue;
            }
            let parts = needs.iter().map(|need| (Occur::Must, self.having(need)));
            self.visit(&BooleanQuery::new(parts.collect()), &mut |node| best.offer(nodes.lead(node), is_whole))?;
        }
        Ok(best.candidates.into_iter().map(|(_, candidate)| candidate).collect())
    }

    /// Compares the names of the best nodes, when so many nodes fit that this is faster. Returns false when these were
    /// not enough.
    fn is_found_by_looking(&self, needs: &[Need], best: &mut Best<'_, '_>, is_whole: bool) -> Result<bool, TextError> {
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
            best.offer(node, is_whole);
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
        match need {
            Need::Term(text) => Box::new(TermQuery::new(self.head(text), IndexRecordOption::Basic)),
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
    typed: &'a Typed,
    /// The candidates with their ranks, the best first. Whole titles and names come before words in them.
    candidates: Vec<((bool, u64), Candidate<'n>)>,
}

impl Best<'_, '_> {
    fn is_full(&self) -> bool {
        self.candidates.len() >= self.limit
    }

    /// Adds a node, if its names fit and it is among the best.
    fn offer(&mut self, node: u32, is_whole: bool) {
        let standing = (!is_whole, self.nodes.standing(node));
        if self.is_full() && self.candidates.last().is_some_and(|(last, _)| *last < standing)
            || self.candidates.iter().any(|(_, other)| other.node == node)
        {
            return;
        }
        if let Some(name) = self.nodes.names(node).into_iter().find(|name| self.typed.fits(name, is_whole)) {
            let place = self.candidates.partition_point(|(other, _)| *other < standing);
            self.candidates.insert(place, (standing, Candidate { node, is_whole, name }));
            self.candidates.truncate(self.limit);
        }
    }
}
