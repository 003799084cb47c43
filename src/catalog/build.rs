//! From rows to the graph.

use crate::graph::{AgentName, AgentRow, Builder, CollectionRow, Graph, ItemRow, KeywordRow, ResourceRow};
use crate::store::agent::AgentSummary;
use crate::store::collection::CollectionSummary;
use crate::store::keyword::KeywordSummary;
use crate::store::resource::ResourceSummary;
use crate::store::snapshot::Which;
use crate::store::{Store, StoreError};

/// Rows read by one statement.
const PAGE: u64 = 20_000;

/// Reads the whole catalogue, as it is at one moment, into a graph.
pub(super) async fn graph(store: &Store) -> Result<Graph, StoreError> {
    let reading = store.read().await?;
    let version = reading.last_change().await?;
    let mut builder = Builder::new();
    let mut id = None;
    loop {
        let rows = reading.agents(&Which::After { id, limit: PAGE }).await?;
        let Some(last) = rows.last() else { break };
        id = Some(last.id);
        for row in rows {
            builder.agent(agent(row));
        }
    }
    id = None;
    loop {
        let rows = reading.keywords(&Which::After { id, limit: PAGE }).await?;
        let Some(last) = rows.last() else { break };
        id = Some(last.id);
        for row in rows {
            builder.keyword(keyword(row));
        }
    }
    id = None;
    loop {
        let rows = reading.resources(&Which::After { id, limit: PAGE }).await?;
        let Some(last) = rows.last() else { break };
        id = Some(last.id);
        for row in rows {
            builder.resource(resource(row));
        }
    }
    id = None;
    loop {
        let rows = reading.collections(&Which::After { id, limit: PAGE }).await?;
        let Some(last) = rows.last() else { break };
        id = Some(last.id);
        for row in rows {
            builder.collection(collection(row));
        }
    }
    reading.end().await?;
    Ok(builder.finish(version))
}

pub(super) fn agent(row: AgentSummary) -> AgentRow {
    let names = row.names.into_iter().map(|(kind, value, lang)| AgentName { value, kind, lang }).collect();
    let AgentSummary { id, kind, slug, name, country, identifiers, .. } = row;
    AgentRow { id, kind, slug, name, country, names, identifiers }
}

pub(super) fn keyword(row: KeywordSummary) -> KeywordRow {
    let KeywordSummary { id, slug, label, alt_labels, uri, broader, related } = row;
    KeywordRow { id, slug, label, alt_labels, uri, broader, related }
}

pub(super) fn resource(row: ResourceSummary) -> ResourceRow {
    let ResourceSummary { id, slug, title, year, format, created_at, updated_at, language, producers, funders, keywords, .. } = row;
    let ResourceSummary { has_description, has_landing_page, identifiers, .. } = row;
    let (created_at, updated_at) = (created_at.timestamp_micros(), updated_at.timestamp_micros());
    ResourceRow {
        id,
        slug,
        title,
        year,
        format,
        created_at,
        updated_at,
        language,
        has_description,
        has_landing_page,
        identifiers,
        producers,
        funders,
        keywords,
    }
}

pub(super) fn collection(row: CollectionSummary) -> CollectionRow {
    let CollectionSummary { id, slug, title, items } = row;
    let item = |item: crate::store::collection::ItemSummary| {
        let crate::store::collection::ItemSummary { resource, section, highlighted } = item;
        ItemRow { resource, section, highlighted }
    };
    CollectionRow { id, slug, title, items: items.into_iter().map(item).collect() }
}
