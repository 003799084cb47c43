//! Checking a projection against the database: `colophon verify`.

use std::time::{Duration, Instant};

use super::{Catalog, build};
use crate::store::StoreError;

/// The result of a comparison with the database.
#[derive(Debug)]
pub struct Verdict {
    /// The numbers of nodes and edges, for the report.
    pub counts: crate::graph::Counts,
    /// The estimated memory of the graph, in bytes.
    pub graph_bytes: usize,
    /// The time of reading the graph from the database.
    pub reading: Duration,
    /// Differences in plain words; none is good.
    pub differences: Vec<String>,
}

impl Catalog {
    /// Compares the graph that was followed by the change log with one that is read anew, and its counts with SQL's
    /// own.
    pub async fn verify(&self) -> Result<Verdict, StoreError> {
        self.refresh().await?;
        let followed = self.graph();
        let began = Instant::now();
        let anew = build::graph(&self.store).await?;
        let reading = began.elapsed();
        // Writers go on meanwhile: only a graph of the same moment can be compared.
        let followed = if anew.version() == followed.version() {
            followed
        } else {
            self.refresh().await?;
            self.graph()
        };
        let mut differences = if anew.version() == followed.version() { followed.differences(&anew) } else { Vec::new() };
        differences.extend(anew.broken_redirects());
        let (counts, stored) = (anew.counts(), anew.stored_counts());
        let sql = self.store.table_counts().await?;
        let same_moment = self.store.last_change().await? == anew.version();
        for (name, graph, sql) in [
            ("resources", stored.resources, sql.resources),
            ("organizations", stored.organizations, sql.organizations),
            ("persons", stored.persons, sql.persons),
            ("keywords", stored.keywords, sql.keywords),
            ("collections", stored.collections, sql.collections),
            ("contributions", stored.contributions, sql.contributions),
            ("fundings", stored.fundings, sql.fundings),
            ("subjects", stored.subjects, sql.subjects),
            ("collection items", stored.items, sql.items),
        ] {
            if same_moment && graph as u64 != sql {
                differences.push(format!("{name}: the graph has {graph}, the database {sql}"));
            }
        }
        Ok(Verdict { counts, graph_bytes: anew.heap_bytes(), reading, differences })
    }
}
