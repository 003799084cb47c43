//! `colophon import`

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use entity::vocabulary::IssueSeverity;
use indicatif::ProgressBar;

use super::progress::{ClearOnDrop, style};
use super::{Common, Failure, open_migrated, print, report, say};
use crate::config::Config;
use crate::database_url::sqlite_url;
use crate::format::{FORMATS, Format, Hints, MapFlag};
use crate::import::{self, Files, ImportError, Input, Options, Progress, Report};
use crate::store::{Store, StoreError};

/// So many files that are left out are named.
const LEFT_OUT: usize = 10;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    /// Files to read, folders of them, or patterns; `-` is standard input. Compressed ones (gzip) are read too
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What the files are
    #[arg(long, value_name = "FORMAT", default_value = "auto", value_parser = formats())]
    format: Wanted,
    /// Who says this. Default: each file's name without its ending
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// A column of a spreadsheet or a path in JSON and its field, perhaps with the sign that parts its items: `Money from=supportedBy`,
    /// `Tags=keywords:;`, `funder.name=supportedBy`. It is kept with the source; `Tags=` forgets it
    #[arg(long, value_name = "HEADER=FIELD[:SIGN]")]
    map: Vec<MapFlag>,
    /// The only sheet of a workbook to read. Default: all sheets whose header names a title
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The address of a web page, where the file does not say it
    #[arg(long, value_name = "URL", value_parser = Hints::base)]
    base: Option<String>,
    /// Read only these elements of a web page
    #[arg(long, value_name = "CSS", value_parser = Hints::select)]
    select: Option<String>,
    /// Work everything out, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Show so many records of each file. Default: 3 in a dry run, else none
    #[arg(long, value_name = "N")]
    records: Option<usize>,
    /// Print the report as one JSON object
    #[arg(long)]
    json: bool,
    /// Print every issue, notes too, and how labels were understood
    #[arg(long, short)]
    verbose: bool,
    /// End with status 1 when there is any warning
    #[arg(long)]
    strict: bool,
}

/// The format that was asked for; none when the files tell.
#[derive(Debug, Clone, Copy)]
struct Wanted(Option<&'static Format>);

/// Reads the name of a format of the table, or `auto`.
fn formats() -> impl TypedValueParser<Value = Wanted> {
    let auto = PossibleValue::new("auto").help("Find out from the file's beginning and its name");
    let named = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    let names: Vec<PossibleValue> = std::iter::once(auto).chain(named).collect();
    PossibleValuesParser::new(names).map(|name| Wanted(Format::named(&name)))
}

pub(super) async fn run(config: &Config, args: Args) -> Result<ExitCode, Failure> {
    let Files { inputs, left_out, beside_pages } = Files::of(&args.files);
    if !left_out.is_empty() {
        say(&not_read(&left_out, "their names do not end as those of a format do", "Name a file to read it."));
    }
    if !beside_pages.is_empty() {
        say(&not_read(&beside_pages, "they belong to saved pages", "A browser keeps the pictures and styles of a page there."));
    }
    let (mut map, mut forget) = (Vec::new(), Vec::new());
    for flag in args.map.clone() {
        match flag {
            MapFlag::Given(mapping) => map.push(mapping),
            MapFlag::Forgotten(header) => forget.push(header),
        }
    }
    let options = Options {
        format: args.format.0,
        source: args.source.clone(),
        dry_run: args.dry_run,
        records: args.records,
        hints: Hints { map, kept: Vec::new(), sheet: args.sheet.clone(), base: args.base.clone(), select: args.select.clone() },
        forget,
    };
    let done = match import(config, &args, inputs.clone(), &options).await.map_err(|failure| failure.at(config)) {
        Err(failure) if args.json => {
            say(&format!("colophon: {failure}"));
            Report { files: import::not_begun(inputs, &options, &failure.to_string()), ..Report::default() }
        }
        done => done?,
    };
    if args.json {
        let json = serde_json::to_string_pretty(&done).map_err(|error| Failure::Other(error.to_string()))?;
        print(&json)?;
    } else if done.files.iter().any(|file| file.format.is_some()) {
        report::tell(&done, args.dry_run, args.verbose)?;
        say(&next_step(config, &done, &args));
    }
    let refused = done.refusals().count();
    // A file that was not begun is refused for the reason that is told already.
    for error in done.refusals().filter(|error| !matches!(error, ImportError::NotBegun { .. })) {
        say(&format!("colophon: {error}"));
    }
    if refused > 1 {
        say(&format!("{refused} of {} files were not read, or not to their ends", done.files.len()));
    }
    let has_warning = done.issues_of(IssueSeverity::Warning) > 0;
    let is_partial = done.is_partial() || (args.strict && has_warning);
    Ok(if refused > 0 { ExitCode::from(3) } else { ExitCode::from(u8::from(is_partial)) })
}

/// Tells which files and folders of folders are not read, the reason, and one sentence more.
fn not_read(left_out: &[PathBuf], reason: &str, more_to_say: &str) -> String {
    let names: Vec<String> = left_out.iter().take(LEFT_OUT).map(|path| path.display().to_string()).collect();
    let more = left_out.len().saturating_sub(LEFT_OUT);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("Not read, for {reason}: {}{more}. {more_to_say}", names.join(", "))
}

/// Opens the database and imports the files. Fails when the database cannot be opened: no file was read then.
async fn import(config: &Config, args: &Args, inputs: Vec<Input>, options: &Options) -> Result<Report, Failure> {
    let scratch = ScratchDatabase::for_dry_run(config, args.dry_run)?;
    let store = match &scratch {
        Some(scratch) => scratch.open().await?,
        None => open_migrated(config).await?,
    };
    let progress = Progress::default();
    let bar = (!args.json && std::io::stderr().is_terminal()).then(|| bar(&inputs, progress.clone()));
    let report = import::import(&store, inputs, options, &progress).await;
    if let Some(bar) = bar {
        bar.abort();
        let _ = bar.await;
    }
    // All that was written is committed: the report is worth more than an error of closing.
    let _ = store.close().await;
    Ok(report)
}

/// The last lines for the person at the terminal: notes that were not shown, and the next command.
fn next_step(config: &Config, report: &Report, args: &Args) -> String {
    let notes = if args.verbose { 0 } else { report.issues_of(IssueSeverity::Info) };
    let notes = match notes {
        0 => String::new(),
        1 => "\n1 note is not shown: --verbose shows it".to_owned(),
        notes => format!("\n{notes} notes are not shown: --verbose shows them"),
    };
    let nothing = report.created + report.updated + report.unchanged == 0;
    let next = if nothing {
        let verb = if args.dry_run { "would be" } else { "was" };
        format!("Nothing {verb} taken in. docs/use/import.md tells which files can be read.")
    } else if args.dry_run {
        "Nothing was written: this was a dry run. The same command without --dry-run writes it.".to_owned()
    } else {
        format!("Next: `colophon serve`, then open http://{}/", config.listen)
    };
    format!("{notes}\n{next}")
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
        std::fs::create_dir(&folder).map_err(|error| StoreError::unwritable(&folder, &error))?;
        Ok(Some(Self { folder }))
    }

    async fn open(&self) -> Result<Store, Failure> {
        let url = sqlite_url(&self.folder.join("dry-run.sqlite"));
        let store = Store::open(&url).await?;
        store.migrate_up(&url).await.map_err(|error| error.at(&url))?;
        Ok(store)
    }
}

impl Drop for ScratchDatabase {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The bar of a file whose size is known.
const OF_SIZE: &str = "{bar:40.cyan} {percent:>3} %  {msg}  {eta} left";

/// Shows how far the import is until it is aborted.
fn bar(inputs: &[Input], progress: Progress) -> tokio::task::JoinHandle<()> {
    let size = inputs.iter().map(|input| input.size).sum::<Option<u64>>().filter(|_| inputs.len() == 1);
    let bar = match size {
        Some(size) => ProgressBar::new(size).with_style(style(OF_SIZE)),
        None => ProgressBar::new_spinner().with_style(style("{spinner} {msg}  {elapsed}")),
    };
    tokio::spawn(async move {
        let _clear = ClearOnDrop(bar.clone());
        loop {
            if let Some((row, all)) = progress.rows() {
                bar.set_style(style(OF_SIZE));
                bar.set_length(all);
                bar.set_position(row);
                bar.set_message(format!("row {row} of {all}, {} records", progress.records()));
            } else {
                bar.set_position(progress.bytes());
                bar.set_message(format!("{} records", progress.records()));
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
}
