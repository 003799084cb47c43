//! Type-ahead: nodes whose title or name begins as was typed, or has words that do.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{BooleanQuery, InvertedIndexRangeQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::TextError;
use super::analysis::words;
use super::document::Kind;
use super::schema::{GRAM, Head};
use super::searcher::Searcher;

/// A node that could be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Whether a whole title or name begins as was typed; else a word in it does.
    pub is_whole: bool,
    /// What the caller ranks by.
    pub weight: u64,
    /// The caller's number of the node; of two as good the smaller comes first.
    pub node: Reverse<u32>,
}

/// What is typed, to be looked for at the beginnings of titles and names.
#[derive(Debug, Clone)]
struct Typed {
    words: Vec<String>,
}

impl Typed {
    fn new(text: &str) -> Self {
        Self { words: words(text).map(|word| word.folded).collect() }
    }

    /// Whether a title or name begins like this.
    fn begins(&self, name: &str) -> bool {
        let mut joined = String::new();
        for word in words(name) {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(&word.folded);
        }
        joined.starts_with(&self.words.join(" "))
    }

    /// Whether all words are in a title or name, the last one as a beginning.
    fn is_in(&self, name: &str) -> bool {
        let names: Vec<String> = words(name).map(|word| word.folded).collect();
        let Some((last, whole)) = self.words.split_last() else { return false };
        whole.iter().all(|word| names.contains(word)) && names.iter().any(|name| name.starts_with(last.as_str()))
    }
}

impl Searcher {
    /// The best nodes of a kind for what is typed, best first. `weigh` ranks them, and tells none for a node that is not to be suggested;
    /// `called` tells the names of a node, the one that is shown first.
    pub fn suggest<'n>(
        &self,
        kind: Kind,
        text: &str,
        limit: usize,
        weigh: &dyn Fn(u32) -> Option<u64>,
        called: &dyn Fn(u32) -> Vec<&'n str>,
    ) -> Result<Vec<(Candidate, &'n str)>, TextError> {
        let typed = Typed::new(text);
        let Some((last, _)) = typed.words.split_last() else { return Ok(Vec::new()) };
        let whole = typed.words.join(" ");
        let gram = beginning(&whole);
        // A short beginning is a term of its own: who has the term begins like this. A longer one must be looked at.
        let is_certain = gram == whole;
        let mut best = Best::new(limit);
        self.visit(&self.head(Head::Whole(gram), kind), &mut |node| {
            if let Some(weight) = weigh(node)
                && best.is_open(true, weight, node)
                && (is_certain || called(node).iter().any(|name| typed.begins(name)))
            {
                best.offer(Candidate { is_whole: true, weight, node: Reverse(node) });
            }
        })?;
        if !best.is_full_of_whole() {
            let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
            for word in typed.words.iter().take(typed.words.len() - 1) {
                parts.push((Occur::Must, self.head(Head::Word(word), kind)));
            }
            parts.push((Occur::Must, self.start(kind, last)));
            self.visit(&BooleanQuery::new(parts), &mut |node| {
                if let Some(weight) = weigh(node)
                    && best.is_open(false, weight, node)
                    && (typed.words.len() == 1 || called(node).iter().any(|name| typed.is_in(name)))
                {
                    best.offer(Candidate { is_whole: false, weight, node: Reverse(node) });
                }
            })?;
        }
        let name = |candidate: Candidate| {
            let names = called(candidate.node.0);
            let fits = |name: &&&str| if candidate.is_whole { typed.begins(name) } else { typed.is_in(name) };
            Some((candidate, names.iter().find(fits).or(names.first()).copied()?))
        };
        Ok(best.into_sorted().into_iter().filter_map(name).collect())
    }

    /// The question for words of titles and names that begin like this.
    fn start(&self, kind: Kind, word: &str) -> Box<dyn Query> {
        if beginning(word) == word {
            return self.head(Head::Start(word), kind);
        }
        let bound = |text: &str| Term::from_field_text(self.fields.heads, &Head::Word(text).term(kind));
        Box::new(InvertedIndexRangeQuery::new(Bound::Included(bound(word)), Bound::Excluded(bound(&format!("{word}\u{10ffff}")))))
    }

    fn head(&self, head: Head<'_>, kind: Kind) -> Box<dyn Query> {
        Box::new(TermQuery::new(Term::from_field_text(self.fields.heads, &head.term(kind)), IndexRecordOption::Basic))
    }
}

/// The first characters of a text, as many as have terms of their own.
fn beginning(text: &str) -> &str {
    text.char_indices().nth(GRAM).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// The best candidates so far.
struct Best {
    limit: usize,
    heap: BinaryHeap<Reverse<Candidate>>,
}

impl Best {
    fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::with_capacity(limit + 1) }
    }

    /// Whether a candidate would be among the best.
    fn is_open(&self, is_whole: bool, weight: u64, node: u32) -> bool {
        let worst = self.heap.peek().map(|Reverse(worst)| *worst);
        self.heap.len() < self.limit || worst.is_some_and(|worst| Candidate { is_whole, weight, node: Reverse(node) } > worst)
    }

    fn offer(&mut self, candidate: Candidate) {
        if self.heap.iter().any(|Reverse(other)| other.node == candidate.node) {
            return;
        }
        self.heap.push(Reverse(candidate));
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
    }

    fn is_full_of_whole(&self) -> bool {
        self.heap.len() >= self.limit
    }

    fn into_sorted(self) -> Vec<Candidate> {
        self.heap.into_sorted_vec().into_iter().map(|Reverse(candidate)| candidate).collect()
    }
}
