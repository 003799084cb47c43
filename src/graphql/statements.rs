//! The sources of the fields of a resource.

use async_graphql::Context;
use entity::vocabulary::ProvenanceMethod;
use std::collections::BTreeMap;

use super::context::ContextExt;
use super::error::Result;
use super::types::provenance::FieldProvenance;
use crate::graph::ResourceNode;
use crate::store::provenance;
use crate::store::resource::{FieldSources, ResourceRecord};

/// The fields that have a value, each with the source that gave it.
pub(super) async fn of_fields(ctx: &Context<'_>, resource: ResourceNode<'_>) -> Result<Option<Vec<FieldProvenance>>> {
    let id = resource.id();
    // Both are asked before either is awaited, so that each is one statement for the whole level.
    let (record, sources) = futures_util::future::join(ctx.view().resource(id), ctx.view().sources(id)).await;
    let (Some(record), Some(sources)) = (record?, sources?) else { return Ok(None) };
    let owners: FieldSources = record.field_sources.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let mut fields = Vec::new();
    for (field, stored) in present(resource, &record) {
        let owner = owners.get(stored).copied().unwrap_or(record.source_id);
        let Some(statement) = sources.iter().find(|statement| statement.source_id == owner) else { continue };
        let exceptions: BTreeMap<String, (i64, ProvenanceMethod)> =
            statement.fields.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        let (line, method) = exceptions.get(stored).copied().unwrap_or((statement.line, ProvenanceMethod::Asserted));
        let provenance = provenance::Provenance { source: statement.source.clone(), run: statement.run, line: Some(line), method };
        fields.push(FieldProvenance { field, provenance: provenance.into() });
    }
    Ok(Some(fields))
}

/// The fields that have a value: their names here, and as they are stored.
fn present(resource: ResourceNode<'_>, record: &ResourceRecord) -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        ("title", "title", true),
        ("description", "description", record.description.is_some()),
        ("year", "year", resource.year().is_some()),
        ("format", "format", resource.format().is_some()),
        ("language", "language", record.language.is_some()),
        ("landingPage", "url", record.landing_page.is_some()),
        ("license", "license", record.license.is_some()),
        ("notes", "notes", record.notes.is_some()),
    ]
    .into_iter()
    .filter(|(_, _, has)| *has)
    .map(|(name, stored, _)| (name, stored))
}
