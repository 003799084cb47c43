//! One version of the index, for searches.

use std::sync::Arc;

use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, SegmentReader, Term};
use uuid::Uuid;

use super::TextError;
use super::document::Kind;
use super::schema::{self, Fields};

/// The caller's numbers of a segment's nodes, by document. [`NOBODY`] stands for a node that the caller does not know.
#[derive(Debug, Default)]
pub(super) struct Numbers(Vec<u32>);

/// The number of a node that the caller does not know.
const NOBODY: u32 = u32::MAX;

impl Numbers {
    pub(super) fn read(segment: &SegmentReader, resolve: &impl Fn(Kind, &Uuid) -> Option<u32>) -> Result<Self, TextError> {
        let ids = Ids::of(segment)?;
        let number = |document| {
            let (kind, id) = ids.get(document)?;
            resolve(kind, &id)
        };
        Ok(Self((0..segment.max_doc()).map(|document| number(document).unwrap_or(NOBODY)).collect()))
    }

    /// Returns the number of a document's node.
    pub(super) fn get(&self, document: DocId) -> Option<u32> {
        self.0.get(document as usize).copied().filter(|number| *number != NOBODY)
    }
}

/// The ids of a segment's nodes by document.
struct Ids {
    kind: tantivy::columnar::Column<u64>,
    high: tantivy::columnar::Column<u64>,
    low: tantivy::columnar::Column<u64>,
}

impl Ids {
    fn of(segment: &SegmentReader) -> Result<Self, TextError> {
        let columns = segment.fast_fields();
        Ok(Self { kind: columns.u64("kind")?, high: columns.u64("high")?, low: columns.u64("low")? })
    }

    fn get(&self, document: DocId) -> Option<(Kind, Uuid)> {
        let kind = Kind::from_number(self.kind.first(document)?)?;
        Some((kind, Uuid::from_u64_pair(self.high.first(document)?, self.low.first(document)?)))
    }
}

/// One version of the index. It does not change when the index does.
#[derive(Clone)]
pub struct Searcher {
    pub(super) inner: tantivy::Searcher,
    pub(super) fields: Fields,
    /// The numbers of nodes, by segment.
    pub(super) numbers: Vec<Arc<Numbers>>,
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher").field("documents", &self.documents()).finish_non_exhaustive()
    }
}

impl Searcher {
    pub(super) fn new(inner: tantivy::Searcher, fields: Fields, numbers: Vec<Arc<Numbers>>) -> Self {
        Self { inner, fields, numbers }
    }

    /// Returns the number of this version. Another version in the same process has another number.
    pub fn generation(&self) -> u64 {
        self.inner.generation().generation_id()
    }

    /// Returns the number of documents.
    pub fn documents(&self) -> u64 {
        self.inner.num_docs()
    }

    /// Returns the segments, each with the numbers of its nodes.
    pub(super) fn segments(&self) -> impl Iterator<Item = (&SegmentReader, &Numbers)> {
        self.inner.segment_readers().iter().zip(self.numbers.iter().map(Arc::as_ref))
    }

    /// Returns the digest of a node's document, and the caller's number of the node from the time when the document was
    /// first seen.
    pub fn document(&self, kind: Kind, id: &Uuid) -> Result<Option<(u64, Option<u32>)>, TextError> {
        let term = Term::from_field_bytes(self.fields.key, &schema::key(kind, id));
        let found = self.inner.search(&TermQuery::new(term, IndexRecordOption::Basic), &DocSetCollector)?;
        let Some(DocAddress { segment_ord, doc_id }) = found.into_iter().next() else { return Ok(None) };
        let Some(segment) = self.inner.segment_readers().get(segment_ord as usize) else { return Ok(None) };
        let digest = segment.fast_fields().u64("digest")?.first(doc_id).unwrap_or_default();
        Ok(Some((digest, self.numbers.get(segment_ord as usize).and_then(|numbers| numbers.get(doc_id)))))
    }

    /// Returns the kind, the id and the digest of each document.
    pub fn digests(&self) -> Result<Vec<(Kind, Uuid, u64)>, TextError> {
        let mut all = Vec::new();
        for segment in self.inner.segment_readers() {
            let (ids, digests) = (Ids::of(segment)?, segment.fast_fields().u64("digest")?);
            all.extend(segment.doc_ids_alive().filter_map(|document| {
                let (kind, id) = ids.get(document)?;
                Some((kind, id, digests.first(document)?))
            }));
        }
        Ok(all)
    }
}
