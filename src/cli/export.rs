//! `colophon export`

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::builder::{PossibleValue, TypedValueParser};
use indicatif::ProgressBar;

use super::progress::style;
use super::{Common, Failure, files, open_existing, say};
use crate::catalog::{Catalog, Settings, TextFailure};
use crate::config::Config;
use crate::export::{Begun, Export, ExportFailure, Parameters, Topic};
use crate::format::{Format, Out};
use crate::graphql::Validator;
use crate::graphql::error::{Code, Error};
use crate::limits::Limits;
use crate::text::{Place, TextError};

/// An export that nobody waits for may take so long.
const LONGEST: Duration = Duration::from_hours(7 * 24);
/// The format when neither a flag nor a file name tells it.
const USUAL: &str = "csv";

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// A list (`fundings`: a row for each resource, funder and award), or counts: `facet`, `crosstab`
    #[arg(value_name = "KIND", value_parser = topics())]
    topic: Topic,
    /// The format. Default: that of the name of `--output`, else csv
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<&'static Format>,
    /// The file to write. Default: standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Only what has this in its texts: words in any form, `"phrases"`, `-without`, `begin*`
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Only those that are like this: the filter of GraphQL as JSON, for example `{"year": {"gte": 2020}}`
    #[arg(long, value_name = "JSON")]
    filter: Option<String>,
    /// The order: that of GraphQL as JSON, for example `[{"field": "YEAR"}]`
    #[arg(long, value_name = "JSON")]
    order_by: Option<String>,
    /// The columns of a table, by their headers with commas between them. Of a crosstab: the dimension along the top
    #[arg(long, value_name = "HEADERS")]
    columns: Option<String>,
    /// Of a crosstab: the dimension down the side, for example `FUNDER`
    #[arg(long, value_name = "DIMENSION")]
    rows: Option<String>,
    /// Of a crosstab: the most rows. Default: 100
    #[arg(long, value_name = "N")]
    row_limit: Option<String>,
    /// Of a crosstab: the most columns. Default: 100
    #[arg(long, value_name = "N")]
    column_limit: Option<String>,
    /// Of a crosstab: the order of the rows, `COUNT_DESC` or `LABEL_ASC`
    #[arg(long, value_name = "ORDER")]
    row_order: Option<String>,
    /// Of a crosstab: the order of the columns, `COUNT_DESC` or `LABEL_ASC`
    #[arg(long, value_name = "ORDER")]
    column_order: Option<String>,
    /// Of a crosstab: so many values in front of the rows are left out
    #[arg(long, value_name = "N")]
    row_offset: Option<String>,
    /// Of a crosstab: so many values in front of the columns are left out
    #[arg(long, value_name = "N")]
    column_offset: Option<String>,
    /// Of a facet: by what to count, for example `FUNDER`
    #[arg(long, value_name = "DIMENSION")]
    by: Option<String>,
    /// Begin CSV with a byte order mark, so that Excel knows that it is UTF-8
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

fn topics() -> impl TypedValueParser<Value = Topic> {
    let names = Topic::all().map(|topic| PossibleValue::new(topic.name()));
    clap::builder::PossibleValuesParser::new(names).try_map(|name| Topic::named(&name).ok_or("no such list"))
}

fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let names = Format::written().map(|format| PossibleValue::new(format.name).help(format.about));
    clap::builder::PossibleValuesParser::new(names).try_map(|name| Format::named(&name).ok_or("no such format"))
}

impl ExportArgs {
    fn format(&self) -> Result<&'static Format, Failure> {
        let ending = self.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        let by_name = || Format::written().find(|format| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(format.name)));
        let format = self.format.or_else(by_name).or_else(|| Format::named(USUAL));
        let format = format.filter(|format| self.topic.formats().any(|other| other == *format));
        format.ok_or_else(|| {
            let names: Vec<&str> = self.topic.formats().map(|format| format.name).collect();
            Failure::Usage(format!("{} is written as {}: choose one with --format", self.topic.name(), names.join(" or ")))
        })
    }

    /// The arguments that were given, by the names that HTTP gives them.
    fn parameters(&self) -> Result<Parameters, Failure> {
        let given = [
            ("search", &self.search),
            ("filter", &self.filter),
            ("orderBy", &self.order_by),
            ("columns", &self.columns),
            ("rows", &self.rows),
            ("rowLimit", &self.row_limit),
            ("columnLimit", &self.column_limit),
            ("rowOrder", &self.row_order),
            ("columnOrder", &self.column_order),
            ("rowOffset", &self.row_offset),
            ("columnOffset", &self.column_offset),
            ("by", &self.by),
        ];
        let given = given.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
        let mark = self.bom.then(|| ("bom".to_owned(), "1".to_owned()));
        Ok(Parameters::of(self.topic, given.chain(mark))?)
    }
}

pub(super) async fn run(config: &Config, args: ExportArgs) -> Result<ExitCode, Failure> {
    let format = args.format()?;
    if args.output.is_none() && io::stdout().is_terminal() && format.name == "xlsx" {
        return Err(Failure::Usage("a workbook is nothing for a terminal: name a file with --output, or send it on".to_owned()));
    }
    let export = Export::new(args.topic, format, args.parameters()?)?;
    export.check(&Validator::new(&Limits::default()), true).await?;
    let catalog = Box::pin(catalog(config, args.search.is_some())).await?;
    let begun = export.begin(&catalog, Instant::now() + LONGEST).await?;
    let bar = bar(begun.rows, args.output.is_some());
    let done = tokio::task::spawn_blocking(move || write(begun, args.output.as_deref(), &bar));
    let done = done.await.map_err(|error| Failure::Other(error.to_string()))?;
    match done {
        Ok(told) => {
            if let Some(told) = told {
                say(&told);
            }
            Ok(ExitCode::SUCCESS)
        }
        // A reader that has seen enough.
        Err(ExportFailure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(failure) => Err(Failure::Other(format!("the export broke off: {failure}"))),
    }
}

/// Opens the catalogue. A search needs the text index; while a server has that of the data directory, one is made in memory.
async fn catalog(config: &Config, searches: bool) -> Result<std::sync::Arc<Catalog>, Failure> {
    let store = open_existing(config).await?;
    let catalog = Catalog::open(store.clone(), files(config)).await?;
    if !searches {
        return Ok(catalog);
    }
    match catalog.refresh_texts().await {
        Ok(()) => Ok(catalog),
        Err(TextFailure::Text(TextError::InUse(_))) => {
            say("A server has the text index: one is made in memory for this search");
            let catalog = Catalog::open(store, Settings { texts: Place::Memory, ..files(config) }).await?;
            catalog.refresh_texts().await?;
            Ok(catalog)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Writes the export to a file, which is there only once it is whole, or to standard output. Returns what there is to tell.
fn write(begun: Begun, output: Option<&Path>, bar: &ProgressBar) -> Result<Option<String>, ExportFailure> {
    let progress = |things: usize| bar.set_position(things as u64);
    let Some(path) = output else {
        let mut out = BufWriter::new(io::stdout());
        begun.write(&mut out, progress)?;
        out.flush()?;
        bar.finish_and_clear();
        return Ok(None);
    };
    let part = path.with_file_name(format!(".{}.part", path.file_name().unwrap_or_default().to_string_lossy()));
    let place = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let written = || -> Result<usize, ExportFailure> {
        let mut out = BufWriter::new(std::fs::File::create(&part).map_err(place)?);
        let rows = begun.write(&mut out as &mut Out<'_>, progress)?;
        out.flush().map_err(place)?;
        std::fs::rename(&part, path).map_err(place)?;
        Ok(rows)
    };
    let rows = written().inspect_err(|_| {
        let _ = std::fs::remove_file(&part);
    })?;
    bar.finish_and_clear();
    Ok(Some(format!("{rows} rows in {}", path.display())))
}

/// Shows how far the export is, where somebody looks.
fn bar(things: usize, is_file: bool) -> ProgressBar {
    if !io::stderr().is_terminal() || (!is_file && io::stdout().is_terminal()) {
        return ProgressBar::hidden();
    }
    ProgressBar::new(things as u64).with_style(style("{bar:40.cyan} {percent:>3} %  {pos} of {len}  {eta} left"))
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error.code() {
            Code::BadUserInput => Self::Usage(error.message().to_owned()),
            _ => Self::Other(error.message().to_owned()),
        }
    }
}
