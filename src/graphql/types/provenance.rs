//! Where statements come from.

use async_graphql::{Enum, SimpleObject};
use chrono::{DateTime, Utc};

use super::import_run::ImportRun;
use crate::store::import_run::Run;
use crate::store::provenance;

/// How a statement came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::vocabulary::ProvenanceMethod")]
pub enum ProvenanceMethod {
    /// Taken as it stood in the source.
    Asserted,
    /// Brought into the catalogue's form, as a year taken out of a title.
    Normalized,
    /// Concluded from the shape of what stood there.
    Inferred,
    /// Set by a curator.
    Curated,
}

/// Who says so, where, and how it was read.
#[derive(Debug, SimpleObject)]
#[graphql(shareable)]
pub struct Provenance {
    /// The name of the source, for example `peer-support`.
    pub source: String,
    /// The import that brought it; null for what a curator set.
    pub import_run: Option<ImportRun>,
    /// The line of that import's file, counted from 1.
    pub line: Option<i64>,
    /// How it was got from that line.
    pub method: ProvenanceMethod,
    /// When it was said.
    pub at: DateTime<Utc>,
}

/// Where one field of a resource comes from.
#[derive(Debug, SimpleObject)]
pub struct FieldProvenance {
    /// The field, for example `year`.
    pub field: &'static str,
    /// Where its value comes from.
    pub provenance: Provenance,
}

impl From<provenance::Provenance> for Provenance {
    fn from(provenance: provenance::Provenance) -> Self {
        let at = provenance.at().unwrap_or(DateTime::UNIX_EPOCH);
        let source = provenance.source.clone();
        Self {
            import_run: provenance.run.map(|row| ImportRun::from(Run { row, source })),
            source: provenance.source,
            line: provenance.line,
            method: provenance.method.into(),
            at,
        }
    }
}
