//! Where a statement comes from: what the four kinds of edges have in common.

use chrono::{DateTime, Utc};
use entity::vocabulary::ProvenanceMethod;
use entity::{import_run, resource, source};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Related, Select};
use uuid::Uuid;

use super::bulk;
use crate::model::Award;

/// What the database knows of an edge, and the graph does not.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The name or label as printed; none for what a curator set.
    pub as_printed: Option<String>,
    /// The awards that the money came from, in the order printed (fundings only).
    pub awards: Vec<Award>,
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

/// Which resource a row is about, and who said so.
#[derive(Debug, FromQueryResult)]
pub(super) struct Said {
    pub(super) resource: Uuid,
    source: Option<String>,
    run: Option<Uuid>,
    at: Option<DateTime<Utc>>,
}

/// Narrows rows to those about these resources, and adds the columns of [`Said`] to theirs.
pub(super) fn said_of<E>(rows: Select<E>, resources: &[Uuid]) -> Select<E>
where
    E: EntityTrait + Related<resource::Entity> + Related<source::Entity> + Related<import_run::Entity>,
{
    rows.inner_join(resource::Entity)
        .left_join(source::Entity)
        .left_join(import_run::Entity)
        .filter(resource::Column::Id.is_in(bulk::among(resources)))
        .column_as(resource::Column::Id, "resource")
        .column_as(source::Column::Name, "source")
        .column_as(import_run::Column::Uuid, "run")
        .column_as(import_run::Column::StartedAt, "at")
}

impl Said {
    /// The source's name, and the run that brought what it said.
    pub(super) fn origin(self) -> (String, Option<Origin>) {
        (self.source.unwrap_or_default(), self.run.zip(self.at).map(|(run, at)| Origin { run, at }))
    }
}

impl Statement {
    pub(super) fn new(as_printed: Option<String>, line: Option<i64>, method: ProvenanceMethod, said: Said) -> Self {
        let (source, run) = said.origin();
        Self { as_printed, awards: Vec::new(), provenance: Provenance { source, run, line, method } }
    }
}
