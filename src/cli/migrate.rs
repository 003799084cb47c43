//! `colophon migrate`

use std::process::ExitCode;

use super::{Common, Failure, bring_up_to_date, open, print};
use crate::config::Config;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Run the migrations that the database lacks
    Up,
    /// Undo the last migration, and lose what it keeps
    Down,
    /// Show which migrations the database has
    Status,
}

pub(super) async fn run(config: &Config, command: Command) -> Result<ExitCode, Failure> {
    let store = open(config, None).await?.store;
    match command {
        Command::Up => {
            let count = bring_up_to_date(&store, config).await?;
            print(&format!("{count} migrations run"))?;
        }
        Command::Down => {
            store.migrate_down(&config.database).await?;
            print("The last migration was undone")?;
        }
        Command::Status => {
            for step in store.migrations().await? {
                print(&format!("{}  {}", if step.applied { "applied" } else { "pending" }, step.name))?;
            }
        }
    }
    store.close().await?;
    Ok(ExitCode::SUCCESS)
}
