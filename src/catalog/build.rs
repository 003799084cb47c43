//! From rows to the graph.

use std::sync::Arc;

use futures_util::{StreamExt, stream};
use tokio::sync::mpsc;
use tokio::task::JoinError;

use crate::graph::{Builder, Graph};
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
        let _ = steps.send(Box::new(|builder| rows.into_iter().for_each(|row| builder.agent(row)))).await;
    }
    for which in first.blocks(Named::Keyword, BLOCK).await? {
        let rows = first.keywords(&which).await?;
        let _ = steps.send(Box::new(|builder| rows.into_iter().for_each(|row| builder.keyword(row)))).await;
    }
    // Each block is read by a task of its own, and a reading has the next one at once: rows are taken apart while others are read.
    let reads = first.resource_blocks(BLOCK.into()).await?.into_iter().zip(readings.iter().cycle()).map(|(numbers, reading)| {
        let reading = Arc::clone(reading);
        tokio::spawn(async move { reading.resources_numbered(numbers).await })
    });
    let mut reads = stream::iter(reads).buffered(2 * readings.len());
    while let Some(rows) = reads.next().await {
        let rows = rows.map_err(stopped)??;
        let _ = steps.send(Box::new(|builder| rows.into_iter().for_each(|row| builder.resource(row)))).await;
    }
    drop(reads);
    for which in first.blocks(Named::Collection, BLOCK).await? {
        let rows = first.collections(&which).await?;
        let _ = steps.send(Box::new(|builder| rows.into_iter().for_each(|row| builder.collection(row)))).await;
    }
    for reading in readings.into_iter().filter_map(Arc::into_inner) {
        reading.end().await?;
    }
    Ok(version)
}
