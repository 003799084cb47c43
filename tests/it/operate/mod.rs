//! The program as an operator runs it: backups, accounts that only read, reloads, what it says when something is away.

mod backups;
mod read_only;
mod trouble;

use std::path::Path;
use std::process::Command;

use crate::command::run;

/// Runs a command that must succeed; returns what it prints.
fn done(folder: &Path, line: &[&str]) -> String {
    let (status, told, error) = run(folder, line);
    assert_eq!(status, 0, "{line:?}: {told}{error}");
    told
}

/// Writes a file of records, and imports it.
fn import(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
    done(folder, &["import", name]);
}

/// Returns the command as an account that owns no file: root may write everywhere.
#[cfg(unix)]
fn as_nobody(command: Command) -> Command {
    use std::os::unix::fs::MetadataExt;
    if std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() != 0) {
        return command;
    }
    let mut other = Command::new("setpriv");
    other.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(command.get_program()).args(command.get_args());
    other.env_clear().current_dir(command.get_current_dir().unwrap()).stdin(std::process::Stdio::null());
    other
}
