//! Searches: makes a query of the index from a typed text, and collects its results.

use std::ops::Bound;

use roaring::RoaringBitmap;
use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EnableScoring, InvertedIndexRangeQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::TextError;
use super::analysis::{Stems, is_inflected_hangul};
use super::document::Kind;
use super::highlight::{Marker, Sought};
use super::query::{Clause, Need, parse};
use super::schema::term;
use super::searcher::Searcher;
use super::statistics::{Live, finds};
use super::typo::{self, Near};

/// The weights that a word in the title and a word in a name have, in addition to the weight of a word in prose.
const TITLE: f32 = 3.0;
const NAMES: f32 = 1.5;

/// The shortest word that is tried as a beginning, in characters.
const SHORTEST_BEGINNING: usize = 3;

/// A part of a query.
type Part = (Occur, Box<dyn Query>);

/// The result of a search.
#[derive(Debug, Clone)]
pub struct Found {
    /// The caller's numbers of the nodes, ascending, each with its score in thousandths.
    pub nodes: Vec<(u32, i64)>,
    /// Marks the words of the search in a text.
    pub marker: Marker,
}

impl Searcher {
    /// Returns the nodes of a kind whose texts match a search. Returns none when the search has no word: it is no
    /// search then. Scores are 0 unless `with_scores` is true, because scoring takes several times as long as finding.
    pub fn search(&self, kind: Kind, text: &str, with_scores: bool) -> Result<Option<Found>, TextError> {
        let mut stems = Stems::new();
        let clauses = parse(text, &mut stems);
        if clauses.is_empty() {
            return Ok(None);
        }
        let (mut parts, mut sought): (Vec<Part>, Vec<Sought>) = (Vec::new(), Vec::new());
        let mut excluded = RoaringBitmap::new();
        for Clause { need, is_excluded } in clauses {
            if is_excluded {
                self.visit(self.exactly(kind, &need).as_ref(), &mut |node| {
                    excluded.insert(node);
                })?;
                continue;
            }
            let (query, seeks) = self.tolerantly(kind, need, &mut stems)?;
            parts.push((Occur::Must, query));
            let exact = match &seeks {
                Sought::Stem(stem) => Some(stem),
                Sought::Prefix(word) if is_inflected_hangul(word) => Some(word),
                _ => None,
            };
            if let Some(stem) = exact.filter(|_| with_scores) {
                for (field, weight) in [(self.fields.title, TITLE), (self.fields.names, NAMES)] {
                    parts.push((Occur::Should, Box::new(BoostQuery::new(scored(field, kind, stem), weight))));
                }
            }
            sought.push(seeks);
        }
        if sought.is_empty() {
            // A search with exclusions alone begins with all nodes.
            let all = TermQuery::new(Term::from_field_u64(self.fields.kind, kind as u64), IndexRecordOption::Basic);
            parts.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(all), 0.0))));
        }
        let query = BooleanQuery::new(parts);
        let mut nodes = if with_scores { self.collect(&query)? } else { self.list(&query)? };
        nodes.retain(|(node, _)| !excluded.contains(*node));
        Ok(Some(Found { nodes, marker: Marker::new(sought) }))
    }

    /// Returns all nodes that a query finds, ascending, with their scores.
    fn collect(&self, query: &dyn Query) -> Result<Vec<(u32, i64)>, TextError> {
        let statistics = Live(&self.inner);
        let weight = query.weight(EnableScoring::enabled_from_statistics_provider(&statistics, &self.inner))?;
        let mut nodes = Vec::new();
        for (segment, numbers) in self.segments() {
            let alive = segment.alive_bitset();
            weight.for_each(segment, &mut |document, score| {
                if alive.is_none_or(|alive| alive.is_alive(document)) {
                    nodes.extend(numbers.get(document).map(|node| (node, thousandths(score))));
                }
            })?;
        }
        nodes.sort_unstable();
        nodes.dedup_by_key(|(node, _)| *node);
        Ok(nodes)
    }

    /// Returns all nodes that a query finds, ascending, with scores of 0.
    fn list(&self, query: &dyn Query) -> Result<Vec<(u32, i64)>, TextError> {
        let mut nodes = Vec::new();
        self.visit(query, &mut |node| nodes.push((node, 0)))?;
        nodes.sort_unstable();
        nodes.dedup();
        Ok(nodes)
    }

    /// Estimates the number of places in the index that a search looks at. Returns none when it cannot be estimated.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn effort(&self, kind: Kind, text: &str) -> Result<Option<usize>, TextError> {
        let mut effort = 0;
        for Clause { need, .. } in parse(text, &mut Stems::new()) {
            let Need::Word { folded, stem } = need else { return Ok(None) };
            if is_inflected_hangul(&folded) {
                return Ok(None);
            }
            let places = self.inner.doc_freq(&Term::from_field_text(self.fields.body, &term(kind, &stem)))? as usize;
            if places == 0 {
                // The word is unknown: the search will try other words.
                return Ok(None);
            }
            effort += places;
        }
        Ok(Some(effort))
    }

    /// Calls a function with each node that a query finds.
    pub(super) fn visit(&self, query: &dyn Query, call: &mut dyn FnMut(u32)) -> Result<(), TextError> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.inner))?;
        for (segment, numbers) in self.segments() {
            let alive = segment.alive_bitset();
            weight.for_each_no_score(segment, &mut |documents| {
                for document in documents {
                    if alive.is_none_or(|alive| alive.is_alive(*document))
                        && let Some(node) = numbers.get(*document)
                    {
                        call(node);
                    }
                }
            })?;
        }
        Ok(())
    }

    /// Returns the query for exactly what was typed.
    fn exactly(&self, kind: Kind, need: &Need) -> Box<dyn Query> {
        match need {
            Need::Word { stem, .. } => scored(self.fields.body, kind, stem),
            Need::Prefix(prefix) => self.beginning(kind, prefix),
            Need::Phrase(stems) => {
                let terms = stems.iter().map(|stem| Term::from_field_text(self.fields.body, &term(kind, stem)));
                Box::new(PhraseQuery::new(terms.collect()))
            }
        }
    }

    /// Returns the query for what was typed. A word that no text has is taken as the beginning of words, or else as a
    /// word with one typing error.
    fn tolerantly(&self, kind: Kind, need: Need, stems: &mut Stems) -> Result<(Box<dyn Query>, Sought), TextError> {
        let query = self.exactly(kind, &need);
        Ok(match need {
            Need::Phrase(stems) => (query, Sought::Phrase(stems)),
            Need::Prefix(prefix) => (query, Sought::Prefix(prefix)),
            Need::Word { folded, stem } => {
                let length = folded.chars().count();
                if is_inflected_hangul(&folded) {
                    // Other forms are found beside the one that was typed, which weighs more.
                    let begun = self.beginning(kind, &folded);
                    if finds(&self.inner, begun.as_ref())? {
                        let either = BooleanQuery::new(vec![(Occur::Should, query), (Occur::Should, begun)]);
                        return Ok((Box::new(either), Sought::Prefix(folded)));
                    }
                }
                if finds(&self.inner, query.as_ref())? {
                    return Ok((query, Sought::Stem(stem)));
                }
                if length >= SHORTEST_BEGINNING {
                    let query = self.beginning(kind, &folded);
                    if finds(&self.inner, query.as_ref())? {
                        return Ok((query, Sought::Prefix(folded)));
                    }
                }
                let meant = if typo::forgiven(length) > 0 { self.meant(kind, &folded)? } else { Vec::new() };
                if meant.is_empty() {
                    return Ok((query, Sought::Stem(stem)));
                }
                let mut meant: Vec<String> = meant.iter().map(|word| stems.stem(word).to_owned()).collect();
                meant.sort_unstable();
                meant.dedup();
                let any = meant.iter().map(|stem| (Occur::Should, scored(self.fields.body, kind, stem)));
                (Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(any.collect())), 1.0)), Sought::Stems(meant))
            }
        })
    }

    /// Returns the query for words with this beginning.
    fn beginning(&self, kind: Kind, prefix: &str) -> Box<dyn Query> {
        let bound = |text: &str| Term::from_field_text(self.fields.words, &term(kind, text));
        let (from, to) = (bound(prefix), bound(&format!("{prefix}\u{10ffff}")));
        let range = InvertedIndexRangeQuery::new(Bound::Included(from), Bound::Excluded(to));
        Box::new(ConstScoreQuery::new(Box::new(range), 1.0))
    }

    /// Returns the words of a kind that differ from a word in one letter, or in two neighbours that changed places. The
    /// first letter must be right.
    fn meant(&self, kind: Kind, folded: &str) -> Result<Vec<String>, TextError> {
        let mut found = Vec::new();
        for Near { word, .. } in self.near(self.fields.words, &term(kind, ""), folded, 1, false)? {
            if finds(&self.inner, unscored(self.fields.words, kind, &word).as_ref())? {
                found.push(word);
            }
        }
        Ok(found)
    }
}

fn scored(field: Field, kind: Kind, stem: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, &term(kind, stem)), IndexRecordOption::WithFreqs))
}

fn unscored(field: Field, kind: Kind, word: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, &term(kind, word)), IndexRecordOption::Basic))
}

/// Rounds a score to thousandths: smaller parts depend on the order of the summation.
fn thousandths(score: f32) -> i64 {
    (f64::from(score) * 1_000.0).round() as i64
}
