//! The reading half of a run: a thread that reads records and works out all that can be said of them without the database.

use entity::vocabulary::{IdentifierScheme, IssueSeverity, ProvenanceMethod};
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use super::key::{self, Key, LONGEST_NAME};
use super::told_apart::facts;
use crate::format::ReadError;
use crate::identifier::Identifier;
use crate::model::{Account, Issue, IssueCode, Item, Record, Said};

/// Records that are recognised and written together: enough to make statements few.
const BATCH: usize = 1_000;

/// What the thread that reads sends to the one that writes.
pub(super) enum Message {
    /// What comes next in the file.
    Batch(Batch),
    /// There is no more.
    End,
    /// There may be more, but it cannot be read.
    Failed(ReadError),
}

/// Some records and what stood between them.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Headings of the page.
    pub(super) headings: Vec<Said<String>>,
    /// The records.
    pub(super) records: Vec<Told>,
    /// Issues of these lines.
    pub(super) issues: Vec<Issue>,
    /// The reader's account of the whole file, in its last batch.
    pub(super) account: Option<Account>,
}

/// A record, and how it is recognised.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) record: Record,
    /// How its source may name it, the most telling way first.
    pub(super) keys: Vec<Key>,
    /// Its title and year.
    pub(super) dated: Option<Key>,
    /// The facts that tell it from others of its title.
    pub(super) facts: String,
    /// A hash of what it says, and the facts behind a colon.
    pub(super) checksum: String,
    /// The number of the resource that it was exported from, once that is known to be one of this catalogue.
    pub(super) resource: Option<i64>,
}

/// Reads items and sends them in batches, each behind the one before.
pub(super) fn read(items: Box<dyn Iterator<Item = Result<Item, ReadError>> + Send>, sender: &mpsc::Sender<Message>) {
    let mut batch = Vec::new();
    let mut records = 0;
    for item in items {
        match item {
            Ok(item) => {
                records += usize::from(matches!(item, Item::Record(_)));
                batch.push(item);
                if records == BATCH || batch.len() == 20 * BATCH {
                    records = 0;
                    if sender.blocking_send(Message::Batch(Batch::of(std::mem::take(&mut batch)))).is_err() {
                        return;
                    }
                }
            }
            Err(error) => {
                let _ = sender.blocking_send(Message::Batch(Batch::of(batch)));
                let _ = sender.blocking_send(Message::Failed(error));
                return;
            }
        }
    }
    let _ = sender.blocking_send(Message::Batch(Batch::of(batch)));
    let _ = sender.blocking_send(Message::End);
}

impl Batch {
    fn of(items: Vec<Item>) -> Self {
        let mut batch = Self::default();
        let mut endless = Vec::new();
        for item in items {
            match item {
                Item::Collection(heading) => batch.headings.push(heading),
                Item::Record(record) => batch.records.push(Told::of(*record, &mut endless)),
                Item::Issue(issue) => batch.issues.push(issue),
                Item::Account(account) => batch.account = Some(account),
            }
        }
        batch.issues.extend(endless);
        batch
    }
}

impl Told {
    /// The same record, recognised anew after something was put into it.
    pub(super) fn anew(record: Record, resource: i64) -> Self {
        Self { resource: Some(resource), ..Self::of(record, &mut Vec::new()) }
    }

    fn of(mut record: Record, issues: &mut Vec<Issue>) -> Self {
        drop_endless_names(&mut record, issues);
        name_by_own_id(&mut record);
        name_by_page(&mut record);
        let facts = facts(&record);
        let checksum = format!("{}:{facts}", checksum(&record));
        Self { keys: key::keys(&record), dated: key::dated(&record), checksum, facts, record, resource: None }
    }
}

/// The source's own id is an identifier like others, if one that only its source knows.
fn name_by_own_id(record: &mut Record) {
    let key = record.key.as_deref().filter(|key| key.len() <= LONGEST_NAME);
    let local = key.and_then(|key| Identifier::parse(IdentifierScheme::Local, key));
    let is_new = |local: &Identifier| record.identifiers.iter().all(|said| said.value != *local);
    if let Some(local) = local.filter(is_new) {
        record.identifiers.push(Said::asserted(local, record.line));
    }
}

/// The address of a page names all that stands on it: look-ups compare addresses without their fragments.
fn name_by_page(record: &mut Record) {
    let Some(said) = record.landing_page.as_ref().filter(|said| said.value.contains('#')) else { return };
    let page = Identifier::parse(IdentifierScheme::Url, &said.value);
    record.identifiers.extend(page.map(|page| Said::asserted(page, said.line)));
}

/// Names that no index holds are no names.
fn drop_endless_names(record: &mut Record, issues: &mut Vec<Issue>) {
    let place = record.place.clone();
    let mut keep = |name: &str, line: u64, field: &str| {
        let endless = name.len() > LONGEST_NAME;
        if endless {
            issues.push(Issue {
                at: Record::locator_at(place.as_deref(), line, Some(name)),
                field: Some(field.to_owned()),
                code: IssueCode::TooLong,
                severity: IssueSeverity::Warning,
                text: Some(name.chars().take(300).collect()),
                message: format!("a name or label of {} bytes was left out: {LONGEST_NAME} is the most", name.len()),
            });
        }
        !endless
    };
    record.producers.retain(|mention| keep(&mention.as_printed, mention.line, "producedBy"));
    record.funders.retain(|mention| keep(&mention.as_printed, mention.line, "supportedBy"));
    record.keywords.retain(|mention| keep(&mention.as_printed, mention.line, "keywords"));
}

/// A hash of what the source says, without the lines that it says it on, and without the methods by which it was read: a value that stands
/// in another format says the same.
fn checksum(record: &Record) -> String {
    let mut said = serde_json::to_string(record).unwrap_or_default();
    for method in ProvenanceMethod::ALL {
        // No value holds this text: quotation marks in values are escaped.
        said = said.replace(&format!(",\"method\":\"{}\"", method.as_str()), "");
    }
    key::hexadecimal(&Sha256::digest(said))
}

/// The hash of 0.1, with the methods.
pub(super) fn first_checksum(record: &Record) -> String {
    key::hexadecimal(&Sha256::digest(serde_json::to_vec(record).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use entity::vocabulary::{AgentKind, FundingKind};

    use super::*;
    use crate::model::{AgentMention, Award, Certainty, License, Note};

    fn funded(awards: Vec<Award>) -> Record {
        let funder = AgentMention {
            name: "Fund".to_owned(),
            acronym: None,
            as_printed: "Fund".to_owned(),
            kind: AgentKind::Organization,
            role: FundingKind::Funder,
            identifiers: Vec::new(),
            awards,
            line: 1,
            method: ProvenanceMethod::Asserted,
            certainty: Certainty::Stated,
        };
        Record { funders: vec![funder], ..Record::new(Said::asserted("A".to_owned(), 1), "A".to_owned()) }
    }

    /// The form in which records were hashed when they had no notes, no licence and one award: with another one, each file that was
    /// imported before would be imported anew.
    #[test]
    fn what_is_not_said_leaves_the_checksum_as_it_was() {
        let award = |number: &str| Award { number: Some(number.to_owned()), ..Award::default() };
        let hashed = |record: &Record| serde_json::to_string(record).unwrap();
        let form = |award: &str| {
            format!(
                r#"{{"key":null,"title":{{"value":"A","method":"ASSERTED"}},"title_as_printed":"A","description":null,"year":null,"format":null,"format_as_printed":null,"language":null,"landing_page":null,"identifiers":[],"producers":[],"funders":[{{"name":"Fund","acronym":null,"as_printed":"Fund","kind":"ORGANIZATION","role":"FUNDER","identifiers":[],"award":{award},"method":"ASSERTED"}}],"keywords":[],"placement":null}}"#
            )
        };
        assert_eq!(hashed(&funded(Vec::new())), form("null"));
        assert_eq!(hashed(&funded(vec![award("1")])), form(r#"{"number":"1","title":null,"url":null}"#));

        let note = Note { label: "Audience".to_owned(), value: "Towns".to_owned(), line: 7 };
        let license = License { as_printed: "MIT".to_owned(), url: None };
        let others = [
            funded(Vec::new()),
            funded(vec![award("1")]),
            funded(vec![award("1"), award("2")]),
            Record { notes: vec![note], ..funded(Vec::new()) },
            Record { license: Some(Said::asserted(license, 1)), ..funded(Vec::new()) },
        ];
        let inferred = Record { title: Said { method: ProvenanceMethod::Inferred, ..funded(Vec::new()).title }, ..funded(Vec::new()) };
        assert_eq!(checksum(&inferred), checksum(&funded(Vec::new())), "the method says nothing");
        let checksums: std::collections::HashSet<String> = others.iter().map(checksum).collect();
        assert_eq!(checksums.len(), others.len());
    }
}
