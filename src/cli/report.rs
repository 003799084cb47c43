//! The report of an import, told to a person.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};
use entity::vocabulary::IssueSeverity;

use super::{Failure, print};
use crate::import::{Report, ReportedFile, ReportedIssue, Sample};

/// Each kind of issue shows so many places.
const PLACES: usize = 3;
/// A text of an issue is shown to this length, in characters.
const TEXT: usize = 120;
/// So many labels of a file are shown.
const LABELS: usize = 40;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();

/// Prints the report to standard output: files, counts, issues. `verbose` prints every issue, notes too.
pub(super) fn tell(report: &Report, is_dry: bool, verbose: bool) -> Result<(), Failure> {
    for file in &report.files {
        print(&understood(file, is_dry || verbose))?;
        for record in file.records.iter().flatten() {
            print(&sample(record))?;
        }
    }
    print(&counts(&report.files, is_dry))?;
    for severity in [IssueSeverity::Error, IssueSeverity::Warning, IssueSeverity::Info] {
        let issues: Vec<&ReportedIssue> = report.issues.iter().filter(|told| told.issue.severity == severity).collect();
        if issues.is_empty() || (severity == IssueSeverity::Info && !verbose) {
            continue;
        }
        let (title, style) = match severity {
            IssueSeverity::Error => ("Not taken", RED),
            IssueSeverity::Warning => ("Look at these", YELLOW),
            IssueSeverity::Info => ("Good to know", BOLD),
        };
        print(&format!("\n{style}{title}{style:#}"))?;
        for kind in kinds(&issues) {
            print(&told(&kind, if verbose { usize::MAX } else { PLACES }))?;
        }
    }
    Ok(())
}

/// One file: its format and the reason for it, and the meaning of each label.
fn understood(file: &ReportedFile, with_labels: bool) -> String {
    let mut text = match (&file.format, &file.reason) {
        (Some(format), Some(reason)) => format!("{BOLD}{}{BOLD:#}  read as {format}, because {reason}", file.file),
        _ => format!("{BOLD}{}{BOLD:#}  {RED}not read{RED:#}", file.file),
    };
    if with_labels && !file.labels.is_empty() {
        let width = file.labels.iter().take(LABELS).map(|used| used.label.chars().count()).max().unwrap_or_default();
        for used in file.labels.iter().take(LABELS) {
            let field = used.field.as_deref().unwrap_or("kept as a note");
            let label = shortened(&used.label);
            let gap = " ".repeat((width + 2).saturating_sub(label.chars().count()));
            let sign = match used.sign.as_deref() {
                None => String::new(),
                Some("newline") => "  parted by line ends".to_owned(),
                Some(sign) => format!("  parted by {sign}"),
            };
            let count = if used.count == 0 { "empty".to_owned() } else { times(used.count as usize) };
            let example = used.example.as_deref().map(|example| format!("  [{}]", shortened(example))).unwrap_or_default();
            text.push_str(&format!("\n    {label}{gap}{field}{sign}  {DIM}{count}{example}{DIM:#}"));
        }
        if file.labels.len() > LABELS {
            text.push_str(&format!("\n    and {} more labels: --json lists them", file.labels.len() - LABELS));
        }
    }
    for used in file.mappings.iter().filter(|used| used.is_kept && used.is_used) {
        text.push_str(&format!("\n    `{}` counted: an earlier import of `{}` kept it", used.mapping, file.source));
    }
    text
}

/// A record in lines of field and value.
fn sample(record: &Sample) -> String {
    let year = record.year.map(|year| format!(" ({year})")).unwrap_or_default();
    let mut text = format!("\n  {BOLD}{}{year}{BOLD:#}  {DIM}line {}{DIM:#}", record.title, record.line);
    let one = |value: &Option<String>| value.clone().into_iter().collect::<Vec<_>>();
    for (field, values) in [
        ("format", one(&record.format)),
        ("language", one(&record.language)),
        ("produced by", record.produced_by.clone()),
        ("supported by", record.supported_by.clone()),
        ("keywords", vec![record.keywords.join("; ")]),
        ("address", one(&record.url)),
        ("identifiers", vec![record.identifiers.join("; ")]),
        ("licence", one(&record.license)),
        ("notes", record.notes.clone()),
        ("description", one(&record.description)),
        ("section", one(&record.section)),
    ] {
        for (place, value) in values.iter().filter(|value| !value.is_empty()).enumerate() {
            let name = if place == 0 { field } else { "" };
            text.push_str(&format!("\n    {name:<14}{}", value.replace('\n', " ")));
        }
    }
    text
}

/// A row of counts for each file, and their sums where there are several.
fn counts(files: &[ReportedFile], is_dry: bool) -> String {
    let title = if is_dry { "would be" } else { "" };
    let width = files.iter().map(|file| file.file.chars().count()).chain([title.len(), 5]).max().unwrap_or_default();
    let row = |name: &str, counts: [String; 4]| {
        let [created, updated, unchanged, rejected] = counts;
        format!("{name:<width$}{created:>11}{updated:>11}{unchanged:>11}{rejected:>11}")
    };
    let numbers = |counts: [i64; 4]| counts.map(|count| count.to_string());
    let mut rows = vec![row(title, ["created", "updated", "unchanged", "rejected"].map(str::to_owned))];
    let of = |file: &ReportedFile| [file.created, file.updated, file.unchanged, file.rejected];
    rows.extend(files.iter().map(|file| row(&file.file, numbers(of(file)))));
    if files.len() > 1 {
        let sums = files.iter().map(of).fold([0; 4], |sums, counts| {
            std::array::from_fn(|at| sums.get(at).copied().unwrap_or_default() + counts.get(at).copied().unwrap_or_default())
        });
        rows.push(row("all", numbers(sums)));
    }
    format!("\n{}", rows.join("\n"))
}

/// Issues of one code, those with the same message together.
struct Kind<'a> {
    code: String,
    count: usize,
    messages: Vec<Vec<&'a ReportedIssue>>,
}

/// Groups issues by code, and within a code by field and message, in the order in which they first occur.
fn kinds<'a>(issues: &[&'a ReportedIssue]) -> Vec<Kind<'a>> {
    let mut kinds: Vec<Kind<'a>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut messages: BTreeMap<(String, Option<&str>, &str), usize> = BTreeMap::new();
    for told in issues {
        let issue = &told.issue;
        let code = issue.code.as_str();
        let place = *places.entry(code.clone()).or_insert_with(|| {
            kinds.push(Kind { code: code.clone(), count: 0, messages: Vec::new() });
            kinds.len() - 1
        });
        let Some(kind) = kinds.get_mut(place) else { continue };
        kind.count += 1;
        let at = *messages.entry((code, issue.field.as_deref(), issue.message.as_str())).or_insert_with(|| {
            kind.messages.push(Vec::new());
            kind.messages.len() - 1
        });
        if let Some(group) = kind.messages.get_mut(at) {
            group.push(told);
        }
    }
    kinds
}

/// A kind of issue with its first places.
fn told(kind: &Kind<'_>, places: usize) -> String {
    let mut text = format!("  {BOLD}{}{BOLD:#}  {}", kind.code, times(kind.count));
    for group in kind.messages.iter().take(places) {
        let Some(first) = group.first().map(|told| &told.issue) else { continue };
        let field = first.field.as_deref().map(|field| format!(" {field}")).unwrap_or_default();
        let places_of: Vec<String> = group.iter().take(places).map(|told| place(told)).collect();
        let more = group.len().saturating_sub(places);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let shown =
            first.text.as_deref().filter(|text| !text.is_empty()).map(|text| format!("  [{}]", shortened(text))).unwrap_or_default();
        text.push_str(&format!("\n    {}{more}:{field}{shown}\n        {}", places_of.join(", "), first.message));
    }
    let more = kind.messages.len().saturating_sub(places);
    if more > 0 {
        text.push_str(&format!("\n    and {more} more of this kind: --verbose shows them"));
    }
    text
}

fn place(told: &ReportedIssue) -> String {
    let at = &told.issue.at;
    let place = at.cell.clone().or_else(|| at.path.clone()).or_else(|| at.line.map(|line| line.to_string()));
    place.map_or_else(|| told.file.clone(), |place| format!("{}:{place}", told.file))
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(TEXT).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace('\n', " ")
}
