//! Where a statement comes from: what the four kinds of edges have in common.

use chrono::{DateTime, Utc};
use entity::vocabulary::ProvenanceMethod;
use entity::{import_run, source};
use uuid::Uuid;

/// What the database knows of an edge, and the graph does not.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The name or label as printed; none for what a curator set.
    pub as_printed: Option<String>,
    /// The award that the money came from (fundings only).
    pub award: Option<Award>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// Where a statement comes from.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// The source's name.
    pub source: String,
    /// The run that brought it; none for what a curator set.
    pub run: Option<Origin>,
    /// The line in that run's file, from 1.
    pub line: Option<i64>,
    /// How it was got.
    pub method: ProvenanceMethod,
}

/// The run that brought a statement: what of it never changes.
#[derive(Debug, Clone, Copy)]
pub struct Origin {
    /// Its public id.
    pub run: Uuid,
    /// When it began: when the statement was made.
    pub at: DateTime<Utc>,
}

impl From<&import_run::Model> for Origin {
    fn from(run: &import_run::Model) -> Self {
        Self { run: run.uuid, at: run.started_at }
    }
}

/// An award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// The funder's number for it.
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

impl Award {
    pub(super) fn of(number: Option<String>, title: Option<String>, url: Option<String>) -> Option<Self> {
        (number.is_some() || title.is_some() || url.is_some()).then_some(Self { number, title, url })
    }
}

impl Statement {
    pub(super) fn new(
        as_printed: Option<String>,
        line: Option<i64>,
        method: ProvenanceMethod,
        source: Option<source::Model>,
        run: Option<import_run::Model>,
    ) -> Self {
        let source = source.map(|source| source.name).unwrap_or_default();
        Self { as_printed, award: None, provenance: Provenance { source, run: run.as_ref().map(Origin::from), line, method } }
    }
}
