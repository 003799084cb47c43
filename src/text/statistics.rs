//! What scores are made from: the documents that are there, however often they were written and whatever was there before.

use tantivy::query::{Bm25StatisticsProvider, EnableScoring, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};

/// How many words a text has on average. It is fixed, so that a text scores the same whatever others there are or were.
const AVERAGE: u64 = 40;

/// Statistics of live documents only.
pub(super) struct Live<'a>(pub(super) &'a Searcher);

impl Bm25StatisticsProvider for Live<'_> {
    fn total_num_tokens(&self, _: Field) -> tantivy::Result<u64> {
        Ok(self.0.num_docs() * AVERAGE)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.0.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let query = TermQuery::new(term.clone(), IndexRecordOption::Basic);
        let weight = query.weight(EnableScoring::disabled_from_searcher(self.0))?;
        self.0.segment_readers().iter().map(|segment| Ok(u64::from(weight.count(segment)?))).sum()
    }
}

/// Whether a query finds anything that is there.
pub(super) fn finds(searcher: &Searcher, query: &dyn Query) -> tantivy::Result<bool> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for segment in searcher.segment_readers() {
        let mut documents = weight.scorer(segment, 1.0)?;
        let mut document = documents.doc();
        while document != TERMINATED {
            if segment.alive_bitset().is_none_or(|alive| alive.is_alive(document)) {
                return Ok(true);
            }
            document = documents.advance();
        }
    }
    Ok(false)
}
