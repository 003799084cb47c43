//! `colophon source`

use std::process::ExitCode;

use super::table::table;
use super::{Common, Failure, open_existing, print};
use crate::config::Config;
use crate::store::source::SourceSummary;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// List the sources, how many resources each describes, and the mappings of columns that are kept with each
    List {
        /// Print the list as JSON
        #[arg(long)]
        json: bool,
    },
    /// Take back everything that a source said
    Remove {
        /// The source's name
        name: String,
    },
}

pub(super) async fn run(config: &Config, command: Command) -> Result<ExitCode, Failure> {
    let store = open_existing(config).await?;
    match command {
        Command::List { json } => {
            let sources = store.sources().await?;
            if json {
                print(&serde_json::to_string_pretty(&sources).map_err(|error| Failure::Other(error.to_string()))?)?;
            } else {
                let row = |source: SourceSummary| {
                    let since = source.since.format("%Y-%m-%d").to_string();
                    [source.name, source.resources.to_string(), since, source.mappings.join(", ")]
                };
                let rows: Vec<_> = sources.into_iter().map(row).collect();
                print(&table(["name", "resources", "since", "mappings"], &rows))?;
            }
        }
        Command::Remove { name } => {
            let mut tx = store.begin().await?;
            let Some(source) = tx.find_source(&name).await? else {
                tx.rollback().await?;
                return Err(Failure::Other(format!("there is no source `{name}`: `colophon source list` shows those there are")));
            };
            let removed = tx.remove_source(source).await?;
            tx.commit(None).await?;
            print(&format!(
                "Removed what `{name}` said: {} resources, {} agents, {} keywords that nothing else names",
                removed.resources, removed.agents, removed.keywords
            ))?;
        }
    }
    store.close().await?;
    Ok(ExitCode::SUCCESS)
}
