//! `colophon config`: the settings that hold, and where each comes from.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::process::ExitCode;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use serde_json::json;

use super::table::table;
use super::{Failure, print, serve};
use crate::config::{Config, Setting};

#[derive(Debug, clap::Args)]
pub(super) struct ConfigArgs {
    #[command(flatten)]
    pub(super) serve: serve::Args,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// The flags and variables that set something, by the keys of their settings.
pub(super) type Origins = BTreeMap<String, String>;

/// Returns where the settings of a command line come from that are no defaults.
pub(super) fn origins(command: &Command, matches: &ArgMatches) -> Origins {
    let (mut command, mut matches) = (command, matches);
    while let Some((name, inner)) = matches.subcommand() {
        let Some(found) = command.find_subcommand(name) else { break };
        (command, matches) = (found, inner);
    }
    let source =
        |flag: &Arg| matches.try_contains_id(flag.get_id().as_str()).ok().and_then(|_| matches.value_source(flag.get_id().as_str()));
    let origin = |flag: &Arg| match source(flag)? {
        ValueSource::CommandLine => Some(format!("--{}", flag.get_long()?)),
        ValueSource::EnvVariable => flag.get_env().and_then(OsStr::to_str).map(str::to_owned),
        _ => None,
    };
    command.get_arguments().filter_map(|flag| Some((key(flag), origin(flag)?))).collect()
}

/// Returns the key of the setting that a flag sets.
pub(super) fn key(flag: &Arg) -> String {
    let name = match flag.get_id().as_str() {
        "no_sample" => "sample",
        name => name,
    };
    match flag.get_help_heading() {
        Some(table) => format!("{}.{name}", table.to_lowercase()),
        None => name.to_owned(),
    }
}

/// Prints the settings.
pub(super) fn run(config: &Config, args: &ConfigArgs, origins: &Origins) -> Result<ExitCode, Failure> {
    let origin = |key: &str| match (origins.get(key), &config.file) {
        (Some(origin), _) => origin.clone(),
        (None, Some(file)) if file.keys.contains(key) => file.path.display().to_string(),
        _ => "default".to_owned(),
    };
    let settings = config.settings();
    if args.json {
        let told = |Setting { key, value }: Setting| {
            let from = origin(&key);
            (key, json!({ "value": value, "from": from }))
        };
        let all: serde_json::Map<_, _> = settings.into_iter().map(told).collect();
        print(&serde_json::Value::Object(all).to_string())?;
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<[String; 3]> = settings
        .into_iter()
        .map(|Setting { key, value }| {
            let from = origin(&key);
            [key, value.unwrap_or_else(|| "-".to_owned()), from]
        })
        .collect();
    print(&table(["setting", "value", "from"], &rows))?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::cli::arguments;
    use crate::config::Layer;

    /// Flags of `serve` that name no setting.
    const OTHERS: [&str; 2] = ["config", "help"];

    #[test]
    fn the_table_has_every_flag_of_the_server() {
        let program = arguments::command();
        let serve = program.find_subcommand("serve").unwrap();
        let flags: BTreeSet<String> = serve.get_arguments().map(key).filter(|key| !OTHERS.contains(&key.as_str())).collect();
        let settings = Config::load(Layer::default(), None).unwrap().settings();
        let keys: BTreeSet<String> = settings.into_iter().map(|setting| setting.key).collect();
        let without_flag = keys.difference(&flags).filter(|key| !key.starts_with("site."));
        assert_eq!(without_flag.collect::<Vec<_>>(), Vec::<&String>::new());
        assert_eq!(flags.difference(&keys).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}
