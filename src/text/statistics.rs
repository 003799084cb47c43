//! The statistics for scores. They count the live documents only, so that scores do not depend on earlier versions of
//! the documents.

use tantivy::query::{Bm25StatisticsProvider, EnableScoring, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};

/// The average number of words of a text. It is fixed, so that the score of a text does not depend on other texts.
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

/// Returns true when a query finds a live document.
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
