//! What an import did, for people and for programs.

use serde::{Serialize, Serializer};

use super::error::ImportError;
use super::outcome::Sample;
use crate::model::{Issue, IssueCode, LabelUse, MappingUse};
use crate::store::import_run::RunCounts;
use entity::vocabulary::IssueSeverity;

/// The report of one import of any number of files; `import --json` prints it as it is.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Resources that are new.
    pub created: i64,
    /// Resources that changed.
    pub updated: i64,
    /// Resources that were as they are.
    pub unchanged: i64,
    /// Records that were not taken.
    pub rejected: i64,
    /// What there is to know, in the order of files and lines.
    pub issues: Vec<ReportedIssue>,
    /// One run for each file; none for a dry run.
    pub runs: Vec<ReportedRun>,
    /// All files, in the order in which they were named.
    pub files: Vec<ReportedFile>,
}

/// An issue with its file.
#[derive(Debug, Serialize)]
pub struct ReportedIssue {
    /// The file's name.
    pub file: String,
    /// The issue.
    #[serde(flatten)]
    pub issue: Issue,
}

/// A file: how it was understood, and its counts.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportedFile {
    /// The file's name.
    pub file: String,
    /// The source's name.
    pub source: String,
    /// The format that it was read in; none when the file was refused before the format was known.
    pub format: Option<String>,
    /// The reason for that format, as the end of a sentence that begins with "because".
    pub reason: Option<String>,
    /// The error for which the file was not read, or not to its end.
    #[serde(serialize_with = "text")]
    pub refused: Option<ImportError>,
    /// Lines with text.
    pub lines: u64,
    /// Lines with text that belong to no record.
    pub unread_lines: u64,
    /// False when the file was refused, when it has text and no record was found, or when most lines belong to no record.
    pub is_read: bool,
    /// Resources that are new.
    pub created: i64,
    /// Resources that changed.
    pub updated: i64,
    /// Resources that were as they are.
    pub unchanged: i64,
    /// Records that were not taken.
    pub rejected: i64,
    /// The labels of a page, the columns of sheets or the fields of JSON Lines, and the field that each was read as.
    pub labels: Vec<LabelUse>,
    /// The mappings of the user and those that are kept with the source.
    pub mappings: Vec<MappingUse>,
    /// The first records; only in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<Vec<Sample>>,
}

impl ReportedFile {
    /// A file of which nothing was read.
    pub(super) fn unread(file: String, source: String, refused: ImportError) -> Self {
        Self {
            file,
            source,
            format: None,
            reason: None,
            refused: Some(refused),
            lines: 0,
            unread_lines: 0,
            is_read: false,
            created: 0,
            updated: 0,
            unchanged: 0,
            rejected: 0,
            labels: Vec::new(),
            mappings: Vec::new(),
            records: None,
        }
    }
}

#[expect(clippy::ref_option, reason = "serde passes a reference to the field")]
fn text<S: Serializer>(error: &Option<ImportError>, serializer: S) -> Result<S::Ok, S::Error> {
    error.as_ref().map(ToString::to_string).serialize(serializer)
}

/// A run of the importer over one file.
#[derive(Debug, Serialize)]
pub struct ReportedRun {
    /// The run's id, as GraphQL gives it.
    pub id: String,
    /// The file's name.
    pub file: String,
    /// The source's name.
    pub source: String,
    /// The format that it was read in.
    pub format: String,
}

impl Report {
    /// Returns true when no file of a source was refused so far.
    pub(super) fn is_whole(&self, source: &str) -> bool {
        self.files.iter().all(|file| file.source != source || file.refused.is_none())
    }

    /// The errors for which files were not read, or not to their ends.
    pub fn refusals(&self) -> impl Iterator<Item = &ImportError> {
        self.files.iter().filter_map(|file| file.refused.as_ref())
    }

    /// Returns the report when all files were read to their ends, or else the first error.
    pub fn whole(mut self) -> Result<Self, ImportError> {
        match self.files.iter_mut().find_map(|file| file.refused.take()) {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }

    pub(super) fn count(&mut self, counts: RunCounts) {
        self.created += counts.created;
        self.updated += counts.updated;
        self.unchanged += counts.unchanged;
        self.rejected += counts.rejected;
    }

    pub(super) fn add(&mut self, file: &str, issues: &[Issue]) {
        let reported = |issue: &Issue| ReportedIssue { file: file.to_owned(), issue: issue.clone() };
        self.issues.extend(issues.iter().map(reported));
    }

    /// True when a record was rejected, or a file with text gave no record or was mostly not read.
    pub fn is_partial(&self) -> bool {
        self.rejected > 0 || self.files.iter().any(|file| !file.is_read)
    }

    /// The number of issues of a severity.
    pub fn issues_of(&self, severity: IssueSeverity) -> usize {
        self.issues.iter().filter(|reported| reported.issue.severity == severity).count()
    }
}

impl IssueCode {
    /// The code as it is stored and shown, for example `MISSING_FIELD`.
    pub fn as_str(self) -> String {
        serde_json::to_value(self).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }
}
