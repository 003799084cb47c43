//! `colophon import`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use entity::vocabulary::IssueSeverity;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Common, Failure, open_migrated, print, say};
use crate::config::Config;
use crate::import::{self, Format, Input, Options, Progress, Report};
use crate::store::Store;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    /// Files to read; `-` is standard input. Compressed ones (gzip) are read too
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the files are
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Who says this. Default: each file's name without its ending
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Work everything out, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print the report as one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(config: &Config, args: Args) -> Result<ExitCode, Failure> {
    let input = |path: &PathBuf| if path == Path::new("-") { Ok(Input::stdin()) } else { Input::file(path) };
    let inputs = args.files.iter().map(input).collect::<Result<Vec<_>, _>>()?;
    let options = Options { format: args.format, source: args.source, dry_run: args.dry_run };
    let scratch = ScratchDatabase::for_dry_run(config, args.dry_run)?;
    let store = match &scratch {
        Some(scratch) => scratch.open().await?,
        None => open_migrated(config).await?,
    };

    let progress = Progress::default();
    let bar = (!args.json && std::io::stderr().is_terminal()).then(|| bar(&inputs, progress.clone()));
    let result = import::import(&store, inputs, &options, &progress).await;
    if let Some(bar) = bar {
        bar.abort();
        let _ = bar.await;
    }
    let report = result?;
    store.close().await?;
    if args.json {
        let json = serde_json::to_string_pretty(&report).map_err(|error| Failure::Other(error.to_string()))?;
        print(&json)?;
    } else {
        tell(&report, args.dry_run)?;
    }
    Ok(if report.rejected > 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// A dry run on a database that is not there yet works on one that is thrown away: it must leave nothing behind.
struct ScratchDatabase {
    folder: PathBuf,
}

impl ScratchDatabase {
    fn for_dry_run(config: &Config, is_dry: bool) -> Result<Option<Self>, Failure> {
        if !is_dry || config.sqlite_file().is_none_or(|file| file.exists()) {
            return Ok(None);
        }
        let folder = std::env::temp_dir().join(format!("colophon-dry-run-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir(&folder).map_err(|error| Failure::Other(format!("cannot write {}: {error}", folder.display())))?;
        Ok(Some(Self { folder }))
    }

    async fn open(&self) -> Result<Store, Failure> {
        let url = format!("sqlite://{}", self.folder.join("dry-run.sqlite").display());
        let store = Store::open(&url).await?;
        store.migrate_up(&url).await?;
        Ok(store)
    }
}

impl Drop for ScratchDatabase {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Shows how far the import is until it is aborted.
fn bar(inputs: &[Input], progress: Progress) -> tokio::task::JoinHandle<()> {
    let size = inputs.iter().map(|input| input.size).sum::<Option<u64>>().filter(|_| inputs.len() == 1);
    let bar = match size {
        Some(size) => ProgressBar::new(size).with_style(style("{bar:40.cyan} {percent:>3} %  {msg}  {eta} left")),
        None => ProgressBar::new_spinner().with_style(style("{spinner} {msg}  {elapsed}")),
    };
    tokio::spawn(async move {
        let _clear = ClearOnDrop(bar.clone());
        loop {
            bar.set_position(progress.bytes());
            bar.set_message(format!("{} records", progress.records()));
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

struct ClearOnDrop(ProgressBar);

impl Drop for ClearOnDrop {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// The report for a person: what matters line by line, the rest as a number.
fn tell(report: &Report, is_dry: bool) -> Result<(), Failure> {
    for issue in report.issues.iter().filter(|issue| issue.severity != IssueSeverity::Info) {
        let line = issue.line.map(|line| format!(":{line}")).unwrap_or_default();
        let field = issue.field.as_deref().map(|field| format!(" {field}")).unwrap_or_default();
        let text = issue.text.as_deref().map(|text| format!(" [{}]", shortened(text))).unwrap_or_default();
        let (file, severity, code) = (&issue.file, issue.severity.as_str(), issue.code.as_str());
        print(&format!("{file}{line}: {severity} {code}{field}: {}{text}", issue.message))?;
    }
    let notes = report.issues_of(IssueSeverity::Info);
    let verb = if is_dry { "would be " } else { "" };
    print(&format!(
        "{} {verb}created, {} {verb}updated, {} unchanged, {} {verb}rejected",
        report.created, report.updated, report.unchanged, report.rejected
    ))?;
    if notes > 0 {
        say(&format!("{notes} notes besides: --json lists them, and `importRuns` in GraphQL does"));
    }
    if is_dry {
        say("Nothing was written: this was a dry run");
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(120).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace('\n', " ")
}
