//! `colophon reindex`

use std::process::ExitCode;
use std::time::Instant;

use super::{Failure, files, open_existing, print, say};
use crate::catalog::{Catalog, Reindexed, TextFailure};
use crate::config::Config;
use crate::text::{Place, TextError};

pub(super) async fn run(config: &Config) -> Result<ExitCode, Failure> {
    let catalog = Catalog::open(open_existing(config).await?, files(config)).await?;
    let began = Instant::now();
    let waiting = || say("A server has the text index open: it was asked to make it anew. Waiting until it is done");
    let Reindexed { documents, is_by_server } = catalog.reindex(waiting).await?;
    if !is_by_server {
        // With both at hand the next start is a quick one.
        catalog.save().await;
    }
    print(&format!(
        "{} the text index of {documents} nodes anew in {:.1} s ({:.1} MB in {})",
        if is_by_server { "The server made" } else { "Made" },
        began.elapsed().as_secs_f64(),
        Place::Folder(config.text_index()).size() as f64 / 1e6,
        config.text_index().display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

impl From<TextFailure> for Failure {
    fn from(failure: TextFailure) -> Self {
        match failure {
            TextFailure::Store(error) => Self::Store(error),
            TextFailure::Text(TextError::Unwritable(error)) => Self::TextIndex(error),
            TextFailure::Text(error) => Self::Other(error.to_string()),
        }
    }
}
