//! Reading records before anybody asks for them.

use std::sync::Arc;
use std::time::Instant;

use tracing::{info, warn};
use uuid::Uuid;

use super::Catalog;
use crate::graph::ResourceNode;
use crate::store::StoreError;

/// Resources read at once.
const BLOCK: usize = 500;

impl Catalog {
    /// Reads the records of resources, newest first, while the catalogue is served, until all are at hand or there is no room for more.
    pub fn warm(self: &Arc<Self>) {
        let catalog = Arc::clone(self);
        tokio::spawn(async move {
            let began = Instant::now();
            match catalog.read_newest().await {
                Ok(resources) => info!(resources, seconds = began.elapsed().as_secs_f64(), "records are at hand"),
                Err(error) => warn!(%error, "records could not be read ahead"),
            }
        });
    }

    /// Reads the records of resources, newest first, as far as there is room; returns how many resources.
    pub async fn read_newest(&self) -> Result<usize, StoreError> {
        let graph = self.graph();
        let newest: Vec<u32> = graph.newest().collect();
        let mut resources = 0;
        for block in newest.chunks(BLOCK) {
            if self.kept.records.is_full() {
                break;
            }
            let ids: Vec<Uuid> = block.iter().filter_map(|node| graph.resource(*node)).map(ResourceNode::id).collect();
            resources += self.kept.read_ahead(&ids, graph.version()).await?;
        }
        Ok(resources)
    }
}
