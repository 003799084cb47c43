//! `colophon reindex`

use std::process::ExitCode;
use std::time::Instant;

use super::{Failure, open_existing, print, settings};
use crate::catalog::{Catalog, TextFailure};
use crate::config::Config;

pub(super) async fn run(config: &Config) -> Result<ExitCode, Failure> {
    let catalog = Catalog::open(open_existing(config).await?, settings(config)).await?;
    let began = Instant::now();
    catalog.reindex().await?;
    // With both at hand the next start is a quick one.
    catalog.save().await;
    print(&format!(
        "Made the text index of {} nodes anew in {:.1} s ({:.1} MB in {})",
        catalog.indexed(),
        began.elapsed().as_secs_f64(),
        catalog.index_size() as f64 / 1e6,
        config.text_index().display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

impl From<TextFailure> for Failure {
    fn from(failure: TextFailure) -> Self {
        match failure {
            TextFailure::Store(error) => Self::Store(error),
            TextFailure::Text(error) => Self::Other(error.to_string()),
        }
    }
}
