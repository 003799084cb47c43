//! Which resource each record of a batch describes, and whether it says anything new.

use std::collections::HashMap;

use entity::source_record;
use uuid::Uuid;

use super::batch::Run;
use super::key;
use super::reading::Told;
use super::record::{Issue, IssueCode, Record};
use crate::store::{StoreError, Write};
use entity::vocabulary::IssueSeverity;

/// A resource that a record describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Described {
    /// One that is stored, by its number.
    Stored(i64),
    /// One that is not stored yet, by its id.
    New(Uuid),
}

impl Described {
    /// The id of one that is not stored yet.
    pub(super) const fn new_id(self) -> Option<Uuid> {
        match self {
            Self::New(id) => Some(id),
            Self::Stored(_) => None,
        }
    }
}

/// A record on its way in.
#[derive(Debug)]
pub(super) struct Incoming {
    pub(super) record: Record,
    /// The resource it describes.
    pub(super) resource: Described,
    /// The key that it is stored under from now on.
    pub(super) key: String,
    /// The weaker key that it was stored under until now.
    pub(super) old_key: Option<String>,
    /// A hash of what it says.
    pub(super) checksum: String,
    /// Whether its source said just this before.
    pub(super) is_unchanged: bool,
}

/// Finds the resource that each record describes, or gives it an id of its own. A record that describes a resource which its file has
/// described before is an issue instead.
pub(super) async fn recognise(tx: &Write, run: &Run, records: Vec<Told>) -> Result<(Vec<Incoming>, Vec<Issue>), StoreError> {
    let known = Known::of(tx, run, &records).await?;
    let mut claims = Claims { of_key: known.claimed_keys(run), of_resource: known.claimed_resources(run) };
    let (mut incoming, mut duplicates) = (Vec::with_capacity(records.len()), Vec::new());
    for Told { record, keys, dated, checksum } in records {
        let keys = claims.keys(keys, dated);
        let found = known.find(&record, &keys, &claims);
        let resource = found.map_or_else(|| Described::New(new_id(run, &record, &keys)), |found| Described::Stored(found.resource));
        let row = found.and_then(|found| found.row);
        // A resource goes by each of its DOIs. An id that is made of a key may be that of a resource which goes by another key today;
        // `give_free_ids` gives another one.
        let by_doi = key::dois(&record).map(|doi| Described::New(key::id_of(doi)));
        let named: Vec<Described> = found.map(|_| resource).into_iter().chain(by_doi).collect();
        match claims.claim(&keys, &named, record.line) {
            Ok(key) => incoming.push(Incoming {
                is_unchanged: row.is_some_and(|row| row.checksum == checksum && row.key == key),
                old_key: row.map(|row| row.key.clone()).filter(|old| *old != key),
                resource,
                key,
                checksum,
                record,
            }),
            Err(line) => duplicates.push(duplicate(&record, line)),
        }
    }
    give_free_ids(tx, &mut incoming).await?;
    Ok((incoming, duplicates))
}

/// What is stored about the records of a batch.
struct Known {
    rows: HashMap<String, source_record::Model>,
    /// The numbers of the resources with these DOIs.
    dois: HashMap<String, i64>,
    /// What this source said under other keys of the resources that have these DOIs.
    described: Vec<source_record::Model>,
}

/// A resource that is stored, and what this source said of it before.
#[derive(Clone, Copy)]
struct Found<'a> {
    /// Its number.
    resource: i64,
    row: Option<&'a source_record::Model>,
}

/// The id of a resource that is not stored yet: of its DOI, or of source and key.
fn new_id(run: &Run, record: &Record, keys: &[String]) -> Uuid {
    match key::dois(record).next() {
        Some(doi) => key::id_of(doi),
        None => key::id(&["resource", &run.source_name, keys.first().map_or("", String::as_str)]),
    }
}

impl Known {
    async fn of(tx: &Write, run: &Run, records: &[Told]) -> Result<Self, StoreError> {
        let keys: Vec<String> = records.iter().flat_map(|told| told.keys.iter().chain(&told.dated)).cloned().collect();
        let dois: Vec<_> = records.iter().flat_map(|told| key::dois(&told.record)).cloned().collect();
        let rows = tx.source_records(run.source, &keys).await?;
        let dois = tx.resources_with_doi(&dois).await?;
        let resources: Vec<i64> = dois.values().copied().collect();
        Ok(Self { rows, dois, described: tx.source_records_about(run.source, &resources).await? })
    }

    /// The keys that earlier batches of this run met, with their lines.
    fn claimed_keys(&self, run: &Run) -> HashMap<String, u64> {
        let met = self.rows.values().filter(|row| row.seen_run_id == run.id);
        met.map(|row| (row.key.clone(), row.line.unsigned_abs())).collect()
    }

    /// The resources that earlier batches of this run described, with their lines.
    fn claimed_resources(&self, run: &Run) -> HashMap<Described, u64> {
        let met = self.described.iter().chain(self.rows.values()).filter(|row| row.seen_run_id == run.id);
        met.map(|row| (Described::Stored(row.resource_number), row.line.unsigned_abs())).collect()
    }

    fn find(&self, record: &Record, keys: &[String], claims: &Claims) -> Option<Found<'_>> {
        // What a record before this one was recognised by goes by that record's key from now on: the weaker key is free again.
        let is_free = |key: &String, row: &source_record::Model| {
            !claims.of_key.contains_key(key) && !claims.of_resource.contains_key(&Described::Stored(row.resource_number))
        };
        let row = keys.iter().find_map(|key| self.rows.get(key).filter(|row| is_free(key, row)));
        match key::dois(record).find_map(|doi| self.dois.get(&doi.value)).copied() {
            Some(resource) => Some(Found { resource, row: row.filter(|row| row.resource_number == resource) }),
            None => row.map(|row| Found { resource: row.resource_number, row: Some(row) }),
        }
    }
}

/// What the file has described so far, with the lines.
struct Claims {
    of_key: HashMap<String, u64>,
    of_resource: HashMap<Described, u64>,
}

impl Claims {
    /// The record's keys; a second edition of a title in one file goes by title and year.
    fn keys(&self, keys: Vec<String>, dated: Option<String>) -> Vec<String> {
        match (keys.as_slice(), dated) {
            ([title], Some(dated)) if self.of_key.contains_key(title) => vec![dated],
            _ => keys,
        }
    }

    /// Claims what a record calls its resource and its strongest key, or tells the line that has them.
    fn claim(&mut self, keys: &[String], named: &[Described], line: u64) -> Result<String, u64> {
        let strongest = keys.first().cloned().unwrap_or_default();
        if let Some(line) = self.of_key.get(&strongest).or_else(|| named.iter().find_map(|name| self.of_resource.get(name))) {
            return Err(*line);
        }
        self.of_key.insert(strongest.clone(), line);
        self.of_resource.extend(named.iter().map(|name| (*name, line)));
        Ok(strongest)
    }
}

/// An id that belongs to a resource which goes by another key today is not given again.
async fn give_free_ids(tx: &Write, incoming: &mut [Incoming]) -> Result<(), StoreError> {
    for attempt in 2_u32.. {
        let fresh: Vec<Uuid> = incoming.iter().filter_map(|incoming| incoming.resource.new_id()).collect();
        let taken = tx.existing_resources(&fresh).await?;
        if taken.is_empty() {
            break;
        }
        for incoming in incoming.iter_mut() {
            if let Some(id) = incoming.resource.new_id().filter(|id| taken.contains(id)) {
                incoming.resource = Described::New(key::id(&["resource", &id.to_string(), &attempt.to_string()]));
            }
        }
    }
    Ok(())
}

fn duplicate(record: &Record, line: u64) -> Issue {
    Issue {
        line: Some(record.line),
        field: Some("title".to_owned()),
        code: IssueCode::DuplicateRecord,
        severity: IssueSeverity::Warning,
        text: Some(record.title_as_printed.clone()),
        message: format!("line {line} describes this resource already: not taken again; give the records different ids, or join them"),
    }
}
