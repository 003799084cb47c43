//! A run: one file read on a thread of its own, written in batches, reported.

use std::time::Duration;

use entity::vocabulary::{ImportState, IssueSeverity, NodeKind, Operation};
use entity::{collection, import_issue, import_run};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

use super::batch::{self, Run};
use super::error::ImportError;
use super::input::{Input, Watch};
use super::key;
use super::mappings::KeptMappings;
use super::names::Names;
use super::outcome::Outcome;
use super::progress::Progress;
use super::reading::{Batch, Message, read};
use super::report::{Report, ReportedFile, ReportedRun};
use super::shown;
use crate::clock;
use crate::format::{self, Format, Hints, Opened, ReadError};
use crate::model::{Issue, IssueCode, Locator, Revision, Said};
use crate::store::import_run::RunCounts;
use crate::store::{Store, StoreError, Write};

/// How long a transaction takes in further batches: records that are written together touch the same pages once, and a node that several
/// of them name is logged once; but other writers wait for the end, and a crash undoes all of it.
const LONGEST: Duration = Duration::from_millis(500);

/// A dry run shows so many records of each file unless it is said.
const SAMPLES: usize = 3;

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format, or `Auto`.
    pub format: Option<&'static Format>,
    /// The source's name; each file's own name when none is given.
    pub source: Option<String>,
    /// Works everything out and writes nothing.
    pub dry_run: bool,
    /// The report shows so many records of each file, the first ones. They are kept in memory. When no number is given,
    /// it is three in a dry run and none otherwise.
    pub records: Option<usize>,
    /// Words of the user about the files.
    pub hints: Hints,
    /// Headers whose mappings are no longer kept with the source.
    pub forget: Vec<String>,
}

impl Options {
    /// The number of records that the report shows of each file; none when it has no list of them.
    fn samples(&self) -> Option<usize> {
        self.records.or(self.dry_run.then_some(SAMPLES))
    }

    fn source_of(&self, input: &Input) -> String {
        self.source.clone().unwrap_or_else(|| input.source())
    }
}

/// Imports one file after another. The report names each of them.
///
/// A file that cannot be read is reported as refused, and the next one follows. What was read of it stays, and its run is marked as
/// incomplete. An error of the database ends the import: the files that were left are reported as refused too.
pub async fn import(store: &Store, inputs: Vec<Input>, options: &Options, progress: &Progress) -> Report {
    let mut report = Report::default();
    let mut runs: Vec<(i32, i64)> = Vec::new();
    let last_of = |inputs: &[Input], source: &str| !inputs.iter().any(|later| options.source.is_some() || later.source() == source);
    let mut left = inputs.into_iter();
    while let Some(input) = left.next() {
        let source = options.source_of(&input);
        let is_last = last_of(left.as_slice(), &source);
        let file = File { store, options, progress, source: source.clone(), report: &mut report, runs: &mut runs, is_last };
        match file.import(&input).await {
            Ok(()) => {}
            Err(ImportError::Store(error)) => {
                let error = store.explain(error);
                let reason = error.to_string();
                report.files.push(ReportedFile::unread(input.name, source, error.into()));
                report.files.extend(not_begun(left, options, &reason));
                break;
            }
            Err(error) => report.files.push(ReportedFile::unread(input.name, source, error)),
        }
    }
    report
}

/// Reports files that are not read, because the import ended before them or could not begin.
pub fn not_begun(inputs: impl IntoIterator<Item = Input>, options: &Options, reason: &str) -> Vec<ReportedFile> {
    let refused = |input: Input| {
        let (source, file) = (options.source_of(&input), input.name);
        ReportedFile::unread(file.clone(), source, ImportError::NotBegun { file, reason: reason.to_owned() })
    };
    inputs.into_iter().map(refused).collect()
}

/// One file of an import.
struct File<'a> {
    store: &'a Store,
    options: &'a Options,
    progress: &'a Progress,
    source: String,
    report: &'a mut Report,
    /// The runs of this import so far, with their sources' numbers.
    runs: &'a mut Vec<(i32, i64)>,
    /// True when no later file of this import is of the same source.
    is_last: bool,
}

impl File<'_> {
    /// Imports the file and reports it. Fails before it is reported: when nothing of it can be read, and when the database fails.
    async fn import(mut self, input: &Input) -> Result<(), ImportError> {
        let name = input.name.clone();
        let failed = |error| ImportError::Read { file: name.clone(), error };
        let mut mappings = KeptMappings::of(self.store, &self.source, self.options).await?;
        let (path, wanted, hints, input) = (name.clone(), self.options.format, mappings.hints(self.options), input.clone());
        let opened = tokio::task::spawn_blocking(move || {
            let (reader, watch) = input.open()?;
            let opened = format::open(reader, &path, wanted, &hints).map_err(|error| ImportError::Read { file: path, error })?;
            Ok::<_, ImportError>((opened, watch))
        });
        let opened = opened.await.map_err(|error| failed(ReadError::Io(std::io::Error::other(error))))?;
        let (Opened { format, reason, items, seen, rows }, watch) = opened?;
        self.progress.begin(rows);
        let mut outcome = Outcome::new(format, reason, seen, self.options.samples());
        let (sender, mut messages) = mpsc::channel(2);
        let reading = tokio::task::spawn_blocking(move || read(items, &sender));

        let mut writing = Writing::start(&self, &name, format).await?;
        writing.issues = mappings.issues();
        let mut failure = None;
        while let Some(message) = writing.next(&mut messages).await? {
            match message {
                Message::Batch(batch) => {
                    outcome.note(&batch);
                    self.progress.read(watch.bytes(), outcome.lines());
                    writing.take(batch, self.progress).await?;
                }
                Message::Failed(error) => failure = Some(error),
                Message::End => {}
            }
        }
        // The channel is closed: the reader is done, or died.
        if let Err(error) = reading.await {
            failure = Some(ReadError::Io(std::io::Error::other(error)));
        }
        Ok(writing.finish(&mut self, &name, outcome, (&watch, mappings), failure.map(failed)).await?)
    }
}

/// The writing half of a run.
struct Writing {
    store: Store,
    format: &'static Format,
    run: Run,
    uuid: Uuid,
    counts: RunCounts,
    issues: Vec<Issue>,
    stored_issues: usize,
    /// Nothing is written in the end.
    is_dry: bool,
    /// The transaction that further batches are written in, and when it has to end. A dry run has one, undone at the end.
    open: Option<(Write, Instant)>,
    names: Names,
}

impl Writing {
    async fn start(file: &File<'_>, name: &str, format: &'static Format) -> Result<Self, StoreError> {
        let mut tx = file.store.begin().await?;
        let (uuid, at) = (Uuid::new_v4(), clock::now());
        let source = tx.source(&file.source).await?;
        let row = import_run::Model {
            id: 0,
            uuid,
            source_id: source,
            file: name.to_owned(),
            checksum: None,
            format: format.to_string(),
            state: ImportState::Running,
            started_at: at,
            finished_at: None,
            created: 0,
            updated: 0,
            unchanged: 0,
            rejected: 0,
        };
        let id = tx.start_run(row).await?;
        tx.touch(NodeKind::ImportRun, uuid, Operation::Created);
        let collection = tx.collection_of(source).await?.map(|row| row.id);
        let catalogue = Revision::catalogue_of(file.store.instance().await?);
        let run = Run { id, source, source_name: file.source.clone(), at, catalogue, collection };
        let (store, is_dry) = (file.store.clone(), file.options.dry_run);
        let open = if is_dry {
            Some((tx, Instant::now()))
        } else {
            tx.commit(None).await?;
            None
        };
        Ok(Self {
            store,
            format,
            run,
            uuid,
            counts: RunCounts::default(),
            issues: Vec::new(),
            stored_issues: 0,
            is_dry,
            open,
            names: Names::default(),
        })
    }

    /// What the reader sends next. A transaction does not stay open for it longer than others may wait.
    async fn next(&mut self, messages: &mut mpsc::Receiver<Message>) -> Result<Option<Message>, StoreError> {
        if let Some((_, end)) = &self.open
            && !self.is_dry
        {
            if let Ok(message) = timeout_at(*end, messages.recv()).await {
                return Ok(message);
            }
            self.commit().await?;
        }
        Ok(messages.recv().await)
    }

    async fn begin(&mut self) -> Result<(Write, Instant), StoreError> {
        match self.open.take() {
            Some(open) => Ok(open),
            None => Ok((self.store.begin().await?, Instant::now() + LONGEST)),
        }
    }

    /// Ends the transaction; a dry run's goes on.
    async fn commit(&mut self) -> Result<(), StoreError> {
        if self.is_dry {
            return Ok(());
        }
        let Some((mut tx, _)) = self.open.take() else { return Ok(()) };
        tx.count_run(self.run.id, self.counts).await?;
        tx.touch(NodeKind::ImportRun, self.uuid, Operation::Updated);
        self.names.committed(tx.commit(Some(self.run.id)).await?);
        Ok(())
    }

    async fn take(&mut self, batch: Batch, progress: &Progress) -> Result<(), StoreError> {
        let (mut tx, end) = self.begin().await?;
        let Batch { headings, records, issues, .. } = batch;
        progress.add_records(records.len() as u64);
        let (records, same) = shown::settle(&tx, &self.run, records).await?;
        self.counts.unchanged += same;
        let is_placed = records.iter().any(|told| told.record.placement.is_some());
        // Where records only come back, their collections stand already.
        for heading in headings.into_iter().filter(|_| same == 0 || is_placed) {
            self.put_collection(&mut tx, &heading).await?;
        }
        // Errors are records that were not taken: there is one for each.
        self.counts.rejected += issues.iter().filter(|issue| issue.severity == IssueSeverity::Error).count() as i64;
        self.issues.extend(issues);
        if self.run.collection.is_none() && is_placed {
            // A page without a heading of its own is called like its source.
            self.put_collection(&mut tx, &Said::asserted(self.run.source_name.clone(), 1)).await?;
        }
        let (counts, issues) = batch::apply(&mut tx, &self.run, &mut self.names, records).await?;
        self.counts.created += counts.created;
        self.counts.updated += counts.updated;
        self.counts.unchanged += counts.unchanged;
        self.counts.rejected += counts.rejected;
        self.issues.extend(issues);
        self.issues.get_mut(self.stored_issues..).unwrap_or_default().sort_by(|issue, other| issue.at.cmp(&other.at));
        self.store_issues(&tx).await?;
        self.open = Some((tx, end));
        if Instant::now() >= end { self.commit().await } else { Ok(()) }
    }

    async fn put_collection(&mut self, tx: &mut Write, title: &Said<String>) -> Result<(), StoreError> {
        let stored = tx.collection_of(self.run.source).await?;
        if let Some(mut row) = stored {
            self.run.collection = Some(row.id);
            if row.title != title.value {
                row.title.clone_from(&title.value);
                row.updated_at = self.run.at;
                row.version += 1;
                tx.touch(NodeKind::Collection, row.id, Operation::Updated);
                tx.update_collection(row).await?;
            }
            return Ok(());
        }
        let id = key::id(&["collection", &self.run.source_name]);
        let wanted = key::slugs(&title.value, None, "collection", id);
        let taken = tx.taken_slugs(NodeKind::Collection, &wanted).await?;
        let slug = key::choose_slugs(vec![wanted], taken).into_iter().next().unwrap_or_default();
        let (source_id, at) = (self.run.source, self.run.at);
        let row = collection::Model { id, slug, title: title.value.clone(), source_id, created_at: at, updated_at: at, version: 1 };
        tx.insert_collection(row).await?;
        tx.touch(NodeKind::Collection, id, Operation::Created);
        self.run.collection = Some(id);
        Ok(())
    }

    /// Tells when the new resources of this run are those of another source, by its name for them and their titles.
    async fn same_source(&self, tx: &Write) -> Result<Option<Issue>, StoreError> {
        if self.counts.created == 0 {
            return Ok(None);
        }
        let Some(twin) = tx.twin_source(self.run.source, self.run.id).await?.filter(|twin| twin.records * 2 >= twin.of) else {
            return Ok(None);
        };
        let message = format!(
            "{} of the first {} new records have the title and the address (or id) of records of the source `{}`. If it is the same source, take \
             this import back with `colophon source remove {}` and import the file with `--source {}`.",
            twin.records, twin.of, twin.source, self.run.source_name, twin.source
        );
        let (code, severity) = (IssueCode::SameSource, IssueSeverity::Warning);
        Ok(Some(Issue { at: Locator::default(), field: None, code, severity, text: Some(twin.source), message }))
    }

    async fn store_issues(&mut self, tx: &Write) -> Result<(), StoreError> {
        let fresh = self.issues.get(self.stored_issues..).unwrap_or_default();
        let row = |(position, issue): (i64, &Issue)| import_issue::Model {
            run_id: self.run.id,
            position,
            code: issue.code.as_str(),
            severity: issue.severity,
            line: issue.at.line.and_then(|line| i64::try_from(line).ok()),
            cell: issue.at.cell.clone(),
            path: issue.at.path.clone(),
            field: issue.field.clone(),
            text: issue.text.clone(),
            message: issue.message.clone(),
        };
        tx.insert_issues((self.stored_issues as i64..).zip(fresh).map(row).collect()).await?;
        self.stored_issues = self.issues.len();
        Ok(())
    }

    async fn finish(
        mut self,
        file: &mut File<'_>,
        name: &str,
        outcome: Outcome,
        (watch, mappings): (&Watch, KeptMappings),
        refused: Option<ImportError>,
    ) -> Result<(), StoreError> {
        let complete = refused.is_none();
        let (mut tx, _) = self.begin().await?;
        file.runs.push((self.run.source, self.run.id));
        if complete {
            self.issues.extend(outcome.judge());
            self.issues.extend(self.same_source(&tx).await?);
            self.store_issues(&tx).await?;
            mappings.keep(&tx, self.run.source, outcome.mappings()).await?;
        }
        // A source of which a file was refused may still name what was not met.
        if complete && file.is_last && file.report.is_whole(&file.source) {
            let runs: Vec<i64> = file.runs.iter().filter(|(source, _)| *source == self.run.source).map(|(_, run)| *run).collect();
            for vanished in tx.vanished(self.run.source, &runs).await? {
                self.issues.push(Issue {
                    at: Locator::default(),
                    field: None,
                    code: IssueCode::Vanished,
                    severity: IssueSeverity::Info,
                    text: Some(vanished.title),
                    message: format!("the source no longer names `{}`: it stays in the catalogue", vanished.key),
                });
            }
            self.store_issues(&tx).await?;
        }
        let state = if complete { ImportState::Complete } else { ImportState::Incomplete };
        tx.finish_run(self.run.id, self.counts, complete.then(|| watch.checksum()), state).await?;
        tx.touch(NodeKind::ImportRun, self.uuid, Operation::Updated);
        if self.is_dry {
            tx.rollback().await?;
        } else {
            tx.commit(Some(self.run.id)).await?;
            let (id, file_name, source) = (crate::global_id::encode(NodeKind::ImportRun, self.uuid), name.to_owned(), file.source.clone());
            file.report.runs.push(ReportedRun { id, file: file_name, source, format: self.format.to_string() });
        }
        file.report.count(self.counts);
        file.report.files.push(outcome.reported(name, &file.source, self.counts, refused));
        file.report.add(name, &self.issues);
        Ok(())
    }
}
