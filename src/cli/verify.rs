//! `colophon verify`

use std::process::ExitCode;

use super::{Failure, files, open_existing, print};
use crate::catalog::{Catalog, TextVerdict};
use crate::config::Config;

/// The most differences that are told.
const MOST_DIFFERENCES: usize = 100;

pub(super) async fn run(config: &Config) -> Result<ExitCode, Failure> {
    let catalog = Catalog::open(open_existing(config).await?, files(config)).await?;
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
    let is_alike = match catalog.verify_texts().await? {
        TextVerdict::Absent(reason) => {
            print(&format!("There is no text index that can be used ({reason}): the next start makes it"))?;
            true
        }
        TextVerdict::Behind(changes) => {
            print(&format!("The text index lacks the last {changes} changes: a server that runs, or the next start, puts them in"))?;
            true
        }
        TextVerdict::Compared { documents, differences } => {
            for difference in differences.iter().take(MOST_DIFFERENCES) {
                print(difference)?;
            }
            print(&format!("The text index has {documents} documents, {} of them wrong", differences.len()))?;
            differences.is_empty()
        }
    };
    if !is_alike {
        return Err(Failure::Other("the text index and the database differ; `colophon reindex` makes it anew".to_owned()));
    }
    if verdict.differences.is_empty() {
        print("The graph and the database agree")?;
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::Other("the graph and the database differ; what the database says holds, and a restart reads it anew".to_owned()))
}
