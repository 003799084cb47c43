//! Records that were exported and come back: what they say is compared with what would be written today.
//!
//! A field that does not stand in a record is not said. So a table with a few of the columns says nothing of the others, and a JSON object
//! empties a field by saying null.

use entity::vocabulary::{ContributionRole, FundingKind, ProvenanceMethod};
use serde_json::{Map, Value};

use super::cell::{joined, unguarded};
use super::{TableCell, tables};
use crate::format::jsonl::ResourceObject;
use crate::format::sheet::cut;
use crate::model::{
    AgentMention, Certainty, GivenRecord, KeywordMention, Placement, Record, Said, ShownAgent, ShownKeyword, ShownResource,
};

/// Returns true when an exported record says what the catalogue shows of its resource.
pub fn says(given: &GivenRecord, shown: &ShownResource) -> bool {
    match given {
        GivenRecord::Object(fields) => object_says(fields, shown),
        GivenRecord::Cells(cells) => cells_say(cells, shown),
    }
}

fn object_says(fields: &Map<String, Value>, shown: &ShownResource) -> bool {
    let Ok(Value::Object(today)) = serde_json::to_value(ResourceObject::from(shown)) else { return false };
    let is_same = |(name, value): (&String, &Value)| name == "colophonVersion" || *value == *today.get(name).unwrap_or(&Value::Null);
    fields.iter().all(is_same)
}

fn cells_say(cells: &[(String, String)], shown: &ShownResource) -> bool {
    let today = tables::resource_row(shown);
    let is_same = |(header, text): &(String, String)| {
        if header == "colophon_version" {
            return true;
        }
        let Some((_, cell)) = today.iter().find(|(own, _)| own == header) else { return text.trim().is_empty() };
        let written = match cell {
            TableCell::Empty => String::new(),
            TableCell::Text(text) => text.to_string(),
            TableCell::Number(number) => return number_says(text, *number),
            TableCell::List(texts) => joined(texts),
        };
        // Programs that save a table make line ends their own, and drop blanks at the ends of cells.
        let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        let (text, written) = (plain(text), plain(&written));
        // A table of text may have become a workbook, which keeps the guard.
        [text.as_str(), unguarded(&text)].iter().any(|text| *text == written || *text == plain(&cut(&written)))
    };
    cells.iter().all(is_same)
}

/// Spreadsheets write a number as `2021` or `2021.0`.
fn number_says(text: &str, number: i64) -> bool {
    let text = text.trim();
    text.strip_suffix(".0").unwrap_or(text).parse() == Ok(number)
}

/// A field that a record can leave unsaid, by its names in objects and in tables.
struct FieldGroup {
    fields: &'static [&'static str],
    headers: &'static [&'static str],
}

const fn group(fields: &'static [&'static str], headers: &'static [&'static str]) -> FieldGroup {
    FieldGroup { fields, headers }
}

const DESCRIPTION: FieldGroup = group(&["description"], &["description"]);
const YEAR: FieldGroup = group(&["year"], &["year"]);
const FORMAT: FieldGroup = group(&["format"], &["format"]);
const LANGUAGE: FieldGroup = group(&["language"], &["language"]);
const URL: FieldGroup = group(&["url"], &["url"]);
const LICENSE: FieldGroup = group(&["license"], &["license"]);
const NOTES: FieldGroup = group(&["notes"], &["notes"]);
const KEY: FieldGroup = group(&["id"], &["id"]);
const KEYWORDS: FieldGroup = group(&["keywords"], &["keywords"]);
const PLACES: FieldGroup = group(&["collections"], &[]);
const IDENTIFIERS: FieldGroup = group(
    &["doi", "isbn", "pmid", "arxiv", "handle", "oai", "identifiers"],
    &["doi", "isbn", "pmid", "arxiv", "handle", "other_identifiers"],
);
const AWARDS: FieldGroup = group(&["supportedBy"], &["awards"]);

const fn made(role: ContributionRole) -> FieldGroup {
    group(
        &["producedBy"],
        match role {
            ContributionRole::Producer => &["producers"],
            ContributionRole::Author => &["authors"],
            ContributionRole::Editor => &["editors"],
            ContributionRole::Publisher => &["publishers"],
            ContributionRole::Distributor => &["distributors"],
            ContributionRole::Host => &["hosts"],
        },
    )
}

const fn paid(kind: FundingKind) -> FieldGroup {
    group(
        &["supportedBy"],
        match kind {
            FundingKind::Funder => &["funders"],
            FundingKind::Sponsor => &["sponsors"],
        },
    )
}

impl FieldGroup {
    fn is_said(&self, given: &GivenRecord) -> bool {
        match given {
            GivenRecord::Object(fields) => self.fields.iter().any(|name| fields.contains_key(*name)),
            GivenRecord::Cells(cells) => cells.iter().any(|(header, _)| self.headers.contains(&header.as_str())),
        }
    }
}

/// Puts into an exported record what it does not say: what the catalogue shows. Names that it says as they are shown are taken to be
/// printed as they were.
pub fn complete(record: &mut Record, shown: &ShownResource) {
    let Some(given) = record.exported.as_ref().map(|exported| exported.given.clone()) else { return };
    let line = record.line;
    let is_said = |group: &FieldGroup| group.is_said(&given);
    let text = |text: &Option<String>| text.clone().map(|text| Said::asserted(text, line));
    if !is_said(&DESCRIPTION) {
        record.description = text(&shown.description);
    }
    if !is_said(&YEAR) {
        record.year = shown.year.map(|year| Said::asserted(year, line));
    }
    if !is_said(&FORMAT) {
        record.format = shown.format.map(|format| Said::asserted(format, line));
    }
    if record.format.as_ref().map(|said| said.value) == shown.format {
        record.format_as_printed.clone_from(&shown.format_as_printed);
    }
    if !is_said(&LANGUAGE) {
        record.language = text(&shown.language);
    }
    if !is_said(&URL) {
        record.landing_page = text(&shown.landing_page);
    }
    let license = shown.license.clone();
    let is_same = record.license.as_ref().zip(license.as_ref()).is_some_and(|(said, own)| said.value.as_printed == own.as_printed);
    if !is_said(&LICENSE) || is_same {
        record.license = license.map(|license| Said::asserted(license, line));
    }
    if !is_said(&NOTES) {
        record.notes.extend(shown.notes.iter().cloned());
    }
    if !is_said(&KEY) {
        record.key.clone_from(&shown.key);
    }
    if !is_said(&IDENTIFIERS) {
        record.identifiers = shown.identifiers.iter().map(|identifier| Said::asserted(identifier.clone(), line)).collect();
    }
    if record.title.value == shown.title && record.title_as_printed == shown.title {
        record.title_as_printed.clone_from(&shown.title_as_printed);
    }
    agents(&mut record.producers, &shown.producers, line, |role| made(role).is_said(&given));
    agents(&mut record.funders, &shown.funders, line, |kind| paid(kind).is_said(&given));
    if !is_said(&AWARDS) {
        for funder in &mut record.funders {
            if let Some(own) = shown.funders.iter().find(|own| own.role == funder.role && own.name == funder.name) {
                funder.awards.clone_from(&own.awards);
            }
        }
    }
    if is_said(&KEYWORDS) {
        for mention in &mut record.keywords {
            if let Some(own) = shown.keywords.iter().find(|own| own.label == mention.as_printed) {
                *mention = keyword(own, line);
            }
        }
    } else {
        record.keywords = shown.keywords.iter().map(|own| keyword(own, line)).collect();
    }
    if !is_said(&PLACES) {
        let place = shown.places.first();
        record.placement = place.map(|place| Placement {
            section: place.section.clone(),
            highlighted: place.highlighted,
            position: u32::try_from(place.position).unwrap_or(1),
        });
    }
}

/// Puts agents in that were not said, and the printed names of those that were said as they are shown.
fn agents<R: Copy + PartialEq>(said: &mut Vec<AgentMention<R>>, shown: &[ShownAgent<R>], line: u64, is_said: impl Fn(R) -> bool) {
    for mention in said.iter_mut() {
        let is_it = |own: &&ShownAgent<R>| own.role == mention.role && own.name == mention.as_printed;
        if let Some(own) = shown.iter().find(is_it) {
            let awards = std::mem::take(&mut mention.awards);
            *mention = AgentMention { awards, ..agent(own, line) };
        }
    }
    said.extend(shown.iter().filter(|own| !is_said(own.role)).map(|own| agent(own, line)));
}

fn agent<R: Copy>(own: &ShownAgent<R>, line: u64) -> AgentMention<R> {
    AgentMention {
        name: own.name.clone(),
        acronym: None,
        as_printed: own.as_printed.clone().unwrap_or_else(|| own.name.clone()),
        kind: own.kind,
        role: own.role,
        identifiers: own.identifiers.clone(),
        awards: own.awards.clone(),
        line,
        method: ProvenanceMethod::Asserted,
        certainty: Certainty::Stated,
    }
}

fn keyword(own: &ShownKeyword, line: u64) -> KeywordMention {
    KeywordMention {
        label: own.label.clone(),
        acronym: None,
        as_printed: own.as_printed.clone().unwrap_or_else(|| own.label.clone()),
        uri: own.uri.clone(),
        line,
        method: ProvenanceMethod::Asserted,
    }
}
