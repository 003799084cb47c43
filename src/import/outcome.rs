//! One file as a whole: gathered while it is read, judged at its end.

use entity::vocabulary::{AgentKind, ContributionRole, FundingKind, IssueSeverity};
use serde::Serialize;

use super::error::ImportError;
use super::reading::Batch;
use super::report::ReportedFile;
use crate::format::{Format, Seen, looks};
use crate::model::{Account, AgentMention, Award, Issue, IssueCode, Locator, MappingUse, Record};
use crate::store::import_run::RunCounts;

/// A sample shows so much of a description, in characters.
const EXCERPT: usize = 240;

/// A file while it is read.
#[derive(Debug)]
pub(super) struct Outcome {
    format: &'static Format,
    reason: String,
    seen: Seen,
    account: Account,
    /// Records and rejected records.
    found: usize,
    samples: Option<Vec<Sample>>,
    /// So many samples are kept at most.
    room: usize,
}

/// A record as a dry run shows it to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sample {
    /// The line that it begins on, from 1.
    pub line: u64,
    /// The title.
    pub title: String,
    /// The year of publication.
    pub year: Option<i32>,
    /// The format, as a term of the vocabulary.
    pub format: Option<String>,
    /// A language tag.
    pub language: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The terms of its use, as printed.
    pub license: Option<String>,
    /// Normalised identifiers, each with its scheme.
    pub identifiers: Vec<String>,
    /// Makers, each with kind and role.
    pub produced_by: Vec<String>,
    /// Funders, each with its awards.
    pub supported_by: Vec<String>,
    /// Labels.
    pub keywords: Vec<String>,
    /// Labels that are no field, each with its value.
    pub notes: Vec<String>,
    /// The beginning of the description.
    pub description: Option<String>,
    /// The heading that it stands below.
    pub section: Option<String>,
}

impl Outcome {
    /// A file that was opened. At most so many samples are kept as `room` says.
    pub(super) fn new(format: &'static Format, reason: String, seen: Seen, room: Option<usize>) -> Self {
        Self {
            format,
            reason,
            seen,
            account: Account::default(),
            found: 0,
            samples: room.map(|_| Vec::new()),
            room: room.unwrap_or_default(),
        }
    }

    /// The lines with text that were read so far.
    pub(super) fn lines(&self) -> u64 {
        self.seen.lines()
    }

    /// The mappings of the user and of the source, once the file is read.
    pub(super) fn mappings(&self) -> &[MappingUse] {
        &self.account.mappings
    }

    /// Takes note of a batch before it is written.
    pub(super) fn note(&mut self, batch: &Batch) {
        let rejected = batch.issues.iter().filter(|issue| issue.severity == IssueSeverity::Error).count();
        self.found += batch.records.len() + rejected;
        if let Some(account) = &batch.account {
            self.account = account.clone();
        }
        if let Some(samples) = &mut self.samples {
            let room = self.room.saturating_sub(samples.len());
            samples.extend(batch.records.iter().take(room).map(|told| Sample::of(&told.record)));
        }
    }

    /// Judges a file that was read to its end: says when it has no text, no record, or mostly lines that no record took.
    pub(super) fn judge(&self) -> Option<Issue> {
        let lines = self.seen.lines();
        let head = self.seen.head();
        let issue = |code, message| {
            Some(Issue {
                at: Locator { line: head.first().map(|line| line.number), ..Locator::default() },
                field: None,
                code,
                severity: IssueSeverity::Warning,
                text: head.first().map(|line| line.text.clone()),
                message,
            })
        };
        if lines == 0 {
            return issue(IssueCode::EmptyFile, "The file has no text: nothing was read.".to_owned());
        }
        if self.found == 0 {
            let looks = looks(&head.iter().map(|line| line.text.as_str()).collect::<Vec<_>>());
            let message = format!(
                "No record was found in {lines} lines. The file was read as {} because {}. It looks like {}: {}.",
                self.format.noun, self.reason, looks.like, looks.advice
            );
            return issue(IssueCode::NothingRead, message);
        }
        if self.account.unread_lines * 2 > lines {
            let message = format!(
                "{} of {lines} lines belong to no record and were left out. Records are found by labels such as `Produced By:` below their \
                 titles; `--dry-run` shows how the labels were understood.",
                self.account.unread_lines
            );
            return issue(IssueCode::MostlyUnread, message);
        }
        None
    }

    /// The file's part of the report.
    pub(super) fn reported(self, file: &str, source: &str, counts: RunCounts, refused: Option<ImportError>) -> ReportedFile {
        let has_records = self.found > 0 && self.account.unread_lines * 2 <= self.seen.lines();
        ReportedFile {
            file: file.to_owned(),
            source: source.to_owned(),
            format: Some(self.format.to_string()),
            reason: Some(self.reason),
            lines: self.seen.lines(),
            unread_lines: self.account.unread_lines,
            is_read: refused.is_none() && (has_records || self.seen.lines() == 0),
            refused,
            created: counts.created,
            updated: counts.updated,
            unchanged: counts.unchanged,
            rejected: counts.rejected,
            labels: self.account.labels,
            mappings: self.account.mappings,
            records: self.samples,
        }
    }
}

impl Sample {
    fn of(record: &Record) -> Self {
        Self {
            line: record.line,
            title: record.title.value.clone(),
            year: record.year.as_ref().map(|said| said.value),
            format: record.format.as_ref().map(|said| said.value.as_str().to_owned()),
            language: record.language.as_ref().map(|said| said.value.clone()),
            url: record.landing_page.as_ref().map(|said| said.value.clone()),
            license: record.license.as_ref().map(|said| said.value.as_printed.clone()),
            identifiers: record.identifiers.iter().map(|said| format!("{} {}", said.value.scheme.as_str(), said.value.value)).collect(),
            produced_by: record.producers.iter().map(producer).collect(),
            supported_by: record.funders.iter().map(funder).collect(),
            keywords: record.keywords.iter().map(|mention| with_acronym(&mention.label, mention.acronym.as_deref())).collect(),
            notes: record.notes.iter().map(|note| format!("{}: {}", note.label, note.value)).collect(),
            description: record.description.as_ref().map(|said| excerpt(&said.value)),
            section: record.placement.as_ref().and_then(|place| place.section.clone()),
        }
    }
}

fn producer(mention: &AgentMention<ContributionRole>) -> String {
    let kind = if mention.kind == AgentKind::Person { "person" } else { "organization" };
    let role = mention.role.as_str().to_lowercase();
    format!("{} ({kind}, {role})", with_acronym(&mention.name, mention.acronym.as_deref()))
}

fn funder(mention: &AgentMention<FundingKind>) -> String {
    let name = with_acronym(&mention.name, mention.acronym.as_deref());
    let award = |award: &Award| award.number.clone().or_else(|| award.title.clone()).or_else(|| award.url.clone());
    let mut details: Vec<String> = mention.awards.iter().filter_map(award).map(|award| format!("award {award}")).collect();
    if mention.role == FundingKind::Sponsor {
        details.insert(0, "sponsor".to_owned());
    }
    if details.is_empty() { name } else { format!("{name} ({})", details.join(", ")) }
}

fn with_acronym(name: &str, acronym: Option<&str>) -> String {
    acronym.map_or_else(|| name.to_owned(), |acronym| format!("{name} [{acronym}]"))
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
