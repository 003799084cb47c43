//! `colophon verify`

use std::process::ExitCode;

use super::{Failure, open_existing, print};
use crate::catalog::Catalog;
use crate::config::Config;
use crate::text::Place;

pub(super) async fn run(config: &Config) -> Result<ExitCode, Failure> {
    let catalog = Catalog::open(open_existing(config).await?, Place::Folder(config.text_index())).await?;
    let verdict = catalog.verify().await?;
    let counts = verdict.counts;
    print(&format!(
        "{} resources, {} organizations, {} persons, {} keywords, {} collections; {} contributions, {} fundings, {} subjects, {} items",
        counts.resources,
        counts.organizations,
        counts.persons,
        counts.keywords,
        counts.collections,
        counts.contributions,
        counts.fundings,
        counts.subjects,
        counts.items
    ))?;
    print(&format!(
        "The graph takes {:.1} MB, {} bytes a resource with its edges, and was read in {:.1} s",
        verdict.graph_bytes as f64 / 1e6,
        verdict.graph_bytes / counts.resources.max(1),
        verdict.reading.as_secs_f64()
    ))?;
    for difference in &verdict.differences {
        print(difference)?;
    }
    if verdict.differences.is_empty() {
        print("The graph and the database agree")?;
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::Other("the graph and the database differ; what the database says holds, and a restart reads it anew".to_owned()))
}
