//! From rows to the graph.

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use tokio::sync::mpsc;
use tokio::task::JoinError;

use crate::graph::{AgentName, AgentRow, Builder, CollectionRow, Graph, ItemRow, KeywordRow, ResourceRow};
use crate::store::agent::AgentSummary;
use crate::store::collection::CollectionSummary;
use crate::store::keyword::KeywordSummary;
use crate::store::resource::ResourceSummary;
use crate::store::snapshot::Named;
use crate::store::{Store, StoreError};

/// Nodes read at once.
const BLOCK: u32 = 2_000;
/// Blocks read at the same time.
const READERS: usize = 2;

/// Adds a block of rows to what is being built.
type Step = Box<dyn FnOnce(&mut Builder) + Send>;

/// Reads the whole catalogue as it is now, from a replica if one is up to date.
pub(super) async fn present(store: &Store) -> Result<Graph, StoreError> {
    store.ask(store.last_change().await?, async |store| graph(&store).await).await
}

/// Reads the whole catalogue, as it is at one moment, into a graph. Reading and building go on side by side.
pub(super) async fn graph(store: &Store) -> Result<Graph, StoreError> {
    let (steps, mut taken) = mpsc::channel::<Step>(READERS);
    let building = tokio::task::spawn_blocking(move || {
        let mut builder = Builder::new();
        while let Some(step) = taken.blocking_recv() {
            step(&mut builder);
        }
        builder
    });
    let version = read(store, &steps).await?;
    drop(steps);
    let builder = building.await.map_err(stopped)?;
    tokio::task::spawn_blocking(move || builder.finish(version)).await.map_err(stopped)
}

fn stopped(error: JoinError) -> StoreError {
    StoreError::Inconsistent(format!("the graph could not be built: {error}"))
}

/// Hands all rows on, in the order in which the builder wants them; returns the last change that is in them.
async fn read(store: &Store, steps: &mpsc::Sender<Step>) -> Result<i64, StoreError> {
    let readings: Vec<_> = store.read_together::<READERS>().await?.into_iter().map(Arc::new).collect();
    let Some(first) = readings.first() else { return Err(StoreError::Inconsistent("nothing can be read".to_owned())) };
    let version = first.last_change().await?;
    // Nobody takes a step any more only when building has failed, which is then what is reported.
    for which in first.blocks(Named::Agent, BLOCK).await? {
        let rows = first.agents(&which).await?;
        let _ = steps.send(Box::new(|builder| rows.into_iter().for_each(|row| builder.agent(agent(row))))).await;
    }
    for which in first.blocks(Named::Keyword, BLOCK).await? {
        let rows = first.keywords(&which).await?;
        let _ = steps.send(Box::new(|builder| rows.into_iter().for_each(|row| builder.keyword(keyword(row))))).await;
    }
    // Each block is read by a task of its own, and a reading has the next one at once: rows are taken apart while others are read.
    let reads = first.resource_blocks(BLOCK.into()).await?.into_iter().zip(readings.iter().cycle()).map(|(numbers, reading)| {
        let reading = Arc::clone(reading);
        tokio::spawn(async move { reading.resources_numbered(numbers).await })
    });
    let mut reads = stream::iter(reads).buffered(2 * readings.len());
    while let Some(rows) = reads.next().await {
        let rows = rows.map_err(stopped)??;
        let _ = steps.send(Box::new(|builder| rows.into_iter().for_each(|row| builder.resource(resource(row))))).await;
    }
    drop(reads);
    for which in first.blocks(Named::Collection, BLOCK).await? {
        let rows = first.collections(&which).await?;
        let _ = steps.send(Box::new(|builder| rows.into_iter().for_each(|row| builder.collection(collection(row))))).await;
    }
    for reading in readings.into_iter().filter_map(Arc::into_inner) {
        reading.end().await?;
    }
    Ok(version)
}

pub(super) fn agent(row: AgentSummary) -> AgentRow {
    let names = row.names.into_iter().map(|(kind, value, lang)| AgentName { value, kind, lang }).collect();
    let AgentSummary { id, kind, slug, name, country, identifiers, merged_into, .. } = row;
    AgentRow { id, kind, slug, name, country, names, identifiers, merged_into }
}

pub(super) fn keyword(row: KeywordSummary) -> KeywordRow {
    let KeywordSummary { id, slug, label, alt_labels, uri, broader, related, merged_into } = row;
    KeywordRow { id, slug, label, alt_labels, uri, broader, related, merged_into }
}

pub(super) fn resource(row: ResourceSummary) -> ResourceRow {
    let ResourceSummary { id, slug, title, year, format, created_at, updated_at, language, producers, funders, keywords, .. } = row;
    let ResourceSummary { has_description, has_landing_page, license, has_notes, identifiers, .. } = row;
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
        license,
        has_notes,
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
