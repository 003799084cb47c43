//! `colophon verify`

use std::process::ExitCode;

use super::{Failure, open_existing, print};
use crate::catalog::Catalog;
use crate::config::Config;

pub(super) async fn run(config: &Config) -> Result<ExitCode, Failure> {
    let catalog = Catalog::open(open_existing(config).await?).await?;
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
    for difference in &verdict.differences {
        print(difference)?;
    }
    if verdict.differences.is_empty() {
        print("The graph and the database agree")?;
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::Other("the graph and the database differ; what the database says holds, and a restart reads it anew".to_owned()))
}
