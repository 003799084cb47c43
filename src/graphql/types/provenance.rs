//! The sources of statements.

use async_graphql::{Context, Enum, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::import_run::ImportRun;
use crate::graphql::context::ContextExt;
use crate::graphql::error::{Error, Result};
use crate::store::provenance;

/// The way in which a statement came about.
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

/// The source of a statement, the place in it, and the way in which it was read.
#[derive(Debug)]
pub struct Provenance(provenance::Provenance);

/// The source of a statement, the place in it, and the way in which it was read.
#[Object(shareable)]
impl Provenance {
    /// The name of the source, for example `peer-support`.
    fn source(&self) -> &str {
        &self.0.source
    }

    /// The import that brought it; null for what a curator set.
    async fn import_run(&self, ctx: &Context<'_>) -> Option<Result<ImportRun>> {
        let run = ctx.view().run(self.0.run?.run).await.map_err(Error::from).transpose()?;
        Some(run.map(ImportRun::from))
    }

    /// The line of that import's file, counted from 1.
    fn line(&self) -> Option<i64> {
        self.0.line
    }

    /// The way in which it was got from that line.
    fn method(&self) -> ProvenanceMethod {
        self.0.method.into()
    }

    /// When it was said.
    fn at(&self) -> DateTime<Utc> {
        self.0.run.map_or(DateTime::UNIX_EPOCH, |origin| origin.at)
    }
}

/// The source of one field of a resource.
#[derive(Debug, SimpleObject)]
pub struct FieldProvenance {
    /// The field, for example `year`.
    pub field: &'static str,
    /// The source of its value.
    pub provenance: Provenance,
}

impl From<provenance::Provenance> for Provenance {
    fn from(provenance: provenance::Provenance) -> Self {
        Self(provenance)
    }
}
