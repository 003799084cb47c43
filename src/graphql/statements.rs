//! Where the fields of a resource come from.

use async_graphql::Context;
use entity::vocabulary::ProvenanceMethod;
use std::collections::BTreeMap;
use uuid::Uuid;

use super::context::ContextExt;
use super::error::Result;
use super::types::provenance::FieldProvenance;
use crate::store::provenance;
use crate::store::resource::{FieldSources, ResourceRecord};

/// The fields that have a value, each with the source that gave it.
pub(super) async fn of_fields(ctx: &Context<'_>, id: Uuid) -> Result<Option<Vec<FieldProvenance>>> {
    // Both are asked before either is awaited, so that each is one statement for the whole level.
    let (record, sources) = futures_util::future::join(ctx.view().resource(id), ctx.view().sources(id)).await;
    let (Some(record), Some(sources)) = (record?, sources?) else { return Ok(None) };
    let owners: FieldSources = record.row.field_sources.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let mut fields = Vec::new();
    for (field, stored) in present(&record) {
        let owner = owners.get(stored).copied().unwrap_or(record.row.source_id);
        let Some(statement) = sources.iter().find(|statement| statement.record.source_id == owner) else { continue };
        let exceptions: BTreeMap<String, (i64, ProvenanceMethod)> =
            statement.record.fields.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        let (line, method) = exceptions.get(stored).copied().unwrap_or((statement.record.line, ProvenanceMethod::Asserted));
        let provenance = provenance::Provenance {
            source: statement.source.clone(),
            run: statement.run.as_ref().map(Into::into),
            line: Some(line),
            method,
        };
        fields.push(FieldProvenance { field, provenance: provenance.into() });
    }
    Ok(Some(fields))
}

/// The fields that have a value: their names here, and as they are stored.
fn present(record: &ResourceRecord) -> impl Iterator<Item = (&'static str, &'static str)> {
    let row = &record.row;
    [
        ("title", "title", true),
        ("description", "description", row.description.is_some()),
        ("year", "year", row.year.is_some()),
        ("format", "format", row.format.is_some()),
        ("language", "language", row.language.is_some()),
        ("landingPage", "url", row.landing_page.is_some()),
    ]
    .into_iter()
    .filter(|(_, _, has)| *has)
    .map(|(name, stored, _)| (name, stored))
}
