//! The command line in any order: a flag counts the same before and after the command's name, or it is refused.
//!
//! Each command declares its own flags. Clap looks for a command's flags behind its name only, so the name is put first before clap reads
//! the line. Clap then refuses flags that the command does not have.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};

use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, Error, FromArgMatches};

use super::Cli;
use super::settings::origins;

/// The command that runs when none is named.
const DEFAULT: &str = "serve";
/// The most commands that are named as those that have a flag.
const MOST_OWNERS: usize = 3;

/// Reads the command line; the first argument is the program.
///
/// # Errors
/// When the command line is not understood, and when help or the version is asked for.
pub(super) fn parse(line: impl IntoIterator<Item = OsString>) -> Result<Cli, Error> {
    let command = command();
    let mut line = line.into_iter();
    let program = line.next().unwrap_or_default();
    let ordered = std::iter::once(program).chain(in_order(&command, line.collect()));
    let read = command.clone().try_get_matches_from(ordered).and_then(|matches| {
        let cli = Cli::from_arg_matches(&matches)?;
        Ok(Cli { origins: origins(&command, &matches), ..cli })
    });
    read.map_err(|error| with_owner(error, &command))
}

/// Returns the program's commands and flags. A variable that is empty counts as one that is not set.
pub(super) fn command() -> Command {
    let mut command = without_empty_variables(Cli::command());
    command.build();
    command
}

fn without_empty_variables(command: Command) -> Command {
    let is_empty = |name: &OsStr| std::env::var_os(name).is_some_and(|value| value.is_empty());
    command
        .mut_args(|flag| if flag.get_env().is_some_and(is_empty) { flag.env(Resettable::Reset) } else { flag })
        .mut_subcommands(without_empty_variables)
}

/// Puts the names of the command first, then the flags that stood before and between them, then the rest.
fn in_order(program: &Command, line: Vec<OsString>) -> Vec<OsString> {
    let (mut names, mut flags, mut at) = (Vec::new(), Vec::new(), program);
    let mut rest = line.into_iter().peekable();
    let mut is_known = true;
    while let Some(argument) = rest.peek() {
        if is_flag(argument) {
            let Some(flag) = find(program, argument) else {
                // Clap says what is wrong with it, and which flag is like it.
                is_known = false;
                break;
            };
            let takes_more = flag.get_num_args().is_some_and(|values| values.min_values() > 0) && !has_value(argument);
            flags.extend(rest.next());
            if takes_more {
                flags.extend(rest.next());
            }
        } else if let Some(inner) = at.find_subcommand(argument) {
            names.extend(rest.next());
            at = inner;
            if !at.has_subcommands() {
                break;
            }
        } else {
            break;
        }
    }
    if names.is_empty() {
        let is_asked_for_help = !flags.is_empty() && flags.iter().all(|flag| own(program, flag).is_some());
        if is_known && rest.peek().is_some() {
            // It is no command: clap says so when it stands first.
            return rest.chain(flags).collect();
        }
        if !is_asked_for_help {
            names.push(DEFAULT.into());
        }
    }
    names.into_iter().chain(flags).chain(rest).collect()
}

fn is_flag(argument: &OsStr) -> bool {
    let bytes = argument.as_encoded_bytes();
    bytes.len() > 1 && bytes.starts_with(b"-") && bytes != b"--"
}

fn has_value(argument: &OsStr) -> bool {
    argument.as_encoded_bytes().contains(&b'=')
}

/// Finds a flag of the command itself, by what stands on the line: `--read`, `--read=open`, `-h`.
fn own<'c>(command: &'c Command, argument: &OsStr) -> Option<&'c Arg> {
    let name = argument.to_str()?.split('=').next().unwrap_or_default();
    command.get_arguments().find(|flag| match name.strip_prefix("--") {
        Some(long) => flag.get_long() == Some(long),
        None => flag.get_short().is_some_and(|short| name == format!("-{short}")),
    })
}

/// Finds a flag of the command or of one below it. Flags with the same name take the same number of values: a test looks.
fn find<'c>(command: &'c Command, argument: &OsStr) -> Option<&'c Arg> {
    own(command, argument).or_else(|| command.get_subcommands().find_map(|inner| find(inner, argument)))
}

/// Says which commands have a flag that was refused.
fn with_owner(mut error: Error, program: &Command) -> Error {
    let Some(ContextValue::String(refused)) = error.get(ContextKind::InvalidArg) else { return error };
    let refused = refused.split('=').next().unwrap_or_default().to_owned();
    let mut owners = BTreeSet::new();
    collect_owners(program, OsStr::new(&refused), &mut owners);
    if error.kind() == ErrorKind::UnknownArgument && !owners.is_empty() {
        let shown = owners.iter().take(MOST_OWNERS).map(|owner| format!("`{owner}`")).collect::<Vec<_>>().join(", ");
        let others = if owners.len() > MOST_OWNERS { " and other commands" } else { "" };
        let tip = format!("'{refused}' is a flag of {shown}{others}");
        error.remove(ContextKind::SuggestedArg);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

fn collect_owners(command: &Command, flag: &OsStr, owners: &mut BTreeSet<String>) {
    if !command.has_subcommands() && own(command, flag).is_some() {
        owners.insert(command.get_bin_name().unwrap_or(command.get_name()).to_owned());
    }
    // `help` repeats the names of all commands.
    command.get_subcommands().filter(|inner| inner.get_name() != "help").for_each(|inner| collect_owners(inner, flag, owners));
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::config;

    /// One of these is a value of any flag.
    const VALUES: [&str; 8] = ["closed", "1", "text", "reader", "127.0.0.1:1", "127.0.0.1", "Tags=keywords", "https://a.example/"];

    /// A command that has no commands of its own, with its names on the line.
    struct Leaf<'c> {
        names: Vec<&'c str>,
        command: &'c Command,
    }

    fn leaves<'c>(command: &'c Command, names: &[&'c str]) -> Vec<Leaf<'c>> {
        let inner = command.get_subcommands().filter(|inner| inner.get_name() != "help");
        let leaves: Vec<_> = inner.flat_map(|inner| leaves(inner, &[names, &[inner.get_name()]].concat())).collect();
        if leaves.is_empty() { vec![Leaf { names: names.to_vec(), command }] } else { leaves }
    }

    impl Leaf<'_> {
        fn flags(&self) -> impl Iterator<Item = (String, &Arg)> {
            let flags = self.command.get_arguments().filter_map(|flag| Some((format!("--{}", flag.get_long()?), flag)));
            flags.filter(|(name, _)| name != "--help")
        }

        /// Returns the flags that must stand on the line beside a flag.
        fn needed(&self, beside: &str) -> Vec<&'static str> {
            let needed = self.command.get_arguments().filter(|argument| argument.is_required_set());
            let needed = needed.filter(|argument| argument.get_long().is_none_or(|long| beside.trim_start_matches("--") != long));
            needed
                .flat_map(|argument| match argument.get_long() {
                    Some("role") => vec!["--role", "admin"],
                    Some(other) => panic!("the test gives no value for --{other}"),
                    None if argument.get_id() == "topic" => vec!["resources"],
                    None if argument.get_id() == "shell" => vec!["bash"],
                    None => vec!["word"],
                })
                .collect()
        }
    }

    fn words(owned: &[String]) -> Vec<&str> {
        owned.iter().map(String::as_str).collect()
    }

    fn read(line: &[&[&str]]) -> Result<String, Error> {
        let line = [&["colophon"], &line.concat()[..]].concat();
        parse(line.into_iter().map(OsString::from)).map(|cli| format!("{cli:?}"))
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_flag_counts_wherever_it_stands_or_is_refused() {
        let program = command();
        let leaves = leaves(&program, &[]);
        assert!(leaves.len() >= 13, "{}", leaves.len());
        // Every flag of every command, as it may stand on the line.
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for leaf in &leaves {
            for (name, flag) in leaf.flags() {
                let values = flag.get_num_args().unwrap().min_values();
                let known = find(&program, OsStr::new(&name)).unwrap().get_num_args().unwrap().min_values();
                assert_eq!(values, known, "{name} takes a value for one command, and none for another");
                let needed = leaf.needed(&name);
                // The last of those that clap knows, since the first may be the default.
                let listed = flag.get_possible_values().into_iter().rev().map(|value| value.get_name().to_owned());
                let candidates = listed.chain(VALUES.map(str::to_owned)).map(|value| vec![value]).chain([Vec::new()]);
                let value = candidates
                    .into_iter()
                    .find(|value| value.len() == values && read(&[&leaf.names, &[&name], &words(value), &needed]).is_ok());
                let value = value.unwrap_or_else(|| panic!("the test knows no value of {name}"));
                let after = read(&[&leaf.names, &[&name], &words(&value), &needed]).unwrap();
                if !flag.is_required_set() {
                    assert_ne!(after, read(&[&leaf.names, &needed]).unwrap(), "{name} changes nothing for {:?}", leaf.names);
                }
                for at in 0..leaf.names.len() {
                    let (before, behind) = leaf.names.split_at(at);
                    assert_eq!(read(&[before, &[&name], &words(&value), behind, &needed]).unwrap(), after, "{name} before {behind:?}");
                    if let [value] = &value[..] {
                        let joined = format!("{name}={value}");
                        assert_eq!(read(&[before, &[&joined], behind, &needed]).unwrap(), after, "{joined} before {behind:?}");
                    }
                }
                if leaf.names == [DEFAULT] {
                    assert_eq!(read(&[&[&name], &words(&value)]).unwrap(), after, "{name} without a command");
                }
                all.insert(name, value);
            }
        }
        assert!(all.len() >= 60, "{}", all.len());
        for leaf in &leaves {
            let own: BTreeSet<String> = leaf.flags().map(|(name, _)| name).collect();
            for (name, value) in all.iter().filter(|(name, _)| !own.contains(*name)) {
                let needed = leaf.needed(name);
                for at in 0..=leaf.names.len() {
                    let (before, behind) = leaf.names.split_at(at);
                    let error = read(&[before, &[name], &words(value), behind, &needed]).unwrap_err();
                    let told = error.to_string();
                    assert_eq!(error.exit_code(), 2, "{told}");
                    assert!(told.contains(&format!("'{name}' is a flag of `colophon ")), "{:?}: {told}", leaf.names);
                }
            }
        }
    }

    #[test]
    fn a_flag_counts_once_or_adds_to_its_list() {
        let both = read(&[&["--cors-origin", "https://a.example", "serve", "--cors-origin", "https://b.example"]]).unwrap();
        assert!(both.contains("https://a.example") && both.contains("https://b.example"), "{both}");
        let error = read(&[&["--read", "closed", "serve", "--read", "open"]]).unwrap_err();
        assert!(error.to_string().contains("cannot be used multiple times"), "{error}");
    }

    #[test]
    fn what_is_no_command_or_no_flag_is_refused() {
        for (line, words) in [
            (&["--raed", "closed", "serve"][..], "a similar argument exists: '--read'"),
            (&["--read", "closed", "nonsense"], "unrecognized subcommand 'nonsense'"),
            (&["--read"], "a value is required for '--read <WHO>'"),
            (&["--", "serve"], "unexpected"),
            (&["--json", "token"], "'--json' is a flag of `colophon config`, `colophon import`"),
        ] {
            let error = read(&[line]).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{line:?}");
            assert!(error.to_string().contains(words), "{line:?}: {error}");
        }
        assert_eq!(read(&[]).unwrap(), read(&[&["serve"]]).unwrap());
        for line in [&["--help"][..], &["-h"], &["--version"], &["help", "serve"], &["serve", "--help"], &["--help", "token", "create"]] {
            assert_eq!(read(&[line]).unwrap_err().exit_code(), 0, "{line:?}");
        }
    }

    #[test]
    fn help_is_short_where_no_command_is_named() {
        let help = read(&[&["--help"]]).unwrap_err().to_string();
        assert!(help.contains("Flags may stand before or after the command") && !help.contains("--read"), "{help}");
        assert!(help.lines().count() < 36, "{help}");
        let help = read(&[&["import", "--help"]]).unwrap_err().to_string();
        assert!(help.contains("--data-dir") && !help.contains("--listen"), "{help}");
    }

    /// The keys of a table of `colophon.toml`, as its reader lists them.
    fn keys<T: serde::de::DeserializeOwned>() -> BTreeSet<String> {
        let error = toml::from_str::<T>("nonsense = 1").err().unwrap().to_string();
        error.split_once("expected one of ").unwrap().1.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn every_setting_is_a_flag_a_variable_and_a_key_and_in_the_documentation() {
        let page = include_str!("../../docs/operate/settings.md");
        let program = command();
        let mut keys: BTreeSet<String> = [
            keys::<config::Layer>(),
            keys::<crate::limits::Layer>(),
            keys::<crate::policy::Layer>(),
            keys::<config::Traces>().into_iter().map(|key| format!("otlp_{key}")).collect(),
        ]
        .into_iter()
        .flatten()
        // The looks of the pages stand in the file alone.
        .filter(|key| !["limits", "access", "traces", "site"].contains(&key.as_str()))
        .collect();
        let leaf = leaves(&program, &[]).into_iter().find(|leaf| leaf.names == [DEFAULT]).unwrap();
        for (name, flag) in leaf.flags() {
            let word = name[2..].replace('-', "_");
            let variable = flag.get_env().unwrap_or_else(|| panic!("{name} has no variable")).to_str().unwrap();
            let (key, expected) = match word.as_str() {
                "cors_origin" => ("cors_origins", "COLOPHON_CORS_ORIGINS".to_owned()),
                "no_sample" => ("sample", "COLOPHON_NO_SAMPLE".to_owned()),
                // Every program in Rust knows it.
                "log_filter" => ("log_filter", "RUST_LOG".to_owned()),
                "otlp_endpoint" | "otlp_service_name" | "otlp_sampling" => (word.as_str(), variable.to_owned()),
                word => (word, format!("COLOPHON_{}", word.to_uppercase())),
            };
            assert_eq!(variable, expected);
            assert!(keys.remove(key) || key == "config", "{name} has no key in colophon.toml");
            assert!(page.contains(&format!("\n| `{name}` | `{variable}` |")), "{name} is not in docs/operate/settings.md");
        }
        assert!(keys.is_empty(), "without a flag: {keys:?}");
    }
}
