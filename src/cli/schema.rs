//! `colophon schema`

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, print, say};
use crate::graphql;
use crate::limits::Limits;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Compare a file with the schema instead of printing it; the exit status is 1 when they differ
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
    /// Leave out what is for gateways of a federation only: the plain schema, as tools of clients read it
    #[arg(long)]
    api: bool,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let schema = graphql::schema(&Limits::default());
    let sdl = if args.api { graphql::api_sdl(&schema) } else { graphql::sdl(&schema) };
    let Some(path) = &args.check else {
        print(sdl.trim_end())?;
        return Ok(ExitCode::SUCCESS);
    };
    let file = std::fs::read_to_string(path).map_err(|error| Failure::Other(format!("cannot read {}: {error}", path.display())))?;
    if file.trim_end() == sdl.trim_end() {
        return Ok(ExitCode::SUCCESS);
    }
    let flag = if args.api { " --api" } else { "" };
    say(&format!("{} is not the schema: write it anew with `colophon schema{flag} > {}`", path.display(), path.display()));
    Ok(ExitCode::from(1))
}
