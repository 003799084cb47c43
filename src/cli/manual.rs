//! `colophon completions` and `colophon man`: both are made from the commands and flags that the program declares.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Failure, print};
use crate::store::StoreError;

#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// The shell that reads them
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {
    /// A folder for one page a command; it is made where it is missing. Default: the page of the program is printed
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

pub(super) fn completions(args: &CompletionsArgs) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "colophon", &mut script);
    print(String::from_utf8_lossy(&script).trim_end())?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man(args: &ManArgs) -> Result<ExitCode, Failure> {
    if let Some(folder) = &args.folder {
        std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(Cli::command(), folder))
            .map_err(|error| StoreError::unwritable(folder, &error))?;
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command())
            .render(&mut page)
            .map_err(|error| Failure::Other(format!("the page cannot be made: {error}")))?;
        print(String::from_utf8_lossy(&page).trim_end())?;
    }
    Ok(ExitCode::SUCCESS)
}
