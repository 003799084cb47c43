//! Which resource each record of a batch describes, and whether it says anything new.

use std::collections::{HashMap, HashSet};

use entity::source_record;
use uuid::Uuid;

use super::batch::Run;
use super::key;
use super::reading::{Told, first_checksum};
use super::told_apart::{Candidates, apart};
use crate::model::{Issue, IssueCode, Locator, Record};
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
    /// True when its source said just this before.
    pub(super) is_unchanged: bool,
}

/// Finds the resource that each record describes, or gives it an id of its own. A record that describes a resource which its file has
/// described before is an issue instead.
pub(super) async fn recognise(tx: &Write, run: &Run, records: Vec<Told>) -> Result<(Vec<Incoming>, Vec<Issue>), StoreError> {
    let records: Vec<(Told, Candidates)> = records
        .into_iter()
        .map(|told| {
            let candidates = Candidates::new(&told.keys, told.dated.as_ref(), &told.record, &told.facts);
            (told, candidates)
        })
        .collect();
    let known = Known::of(tx, run, &records).await?;
    let mut claims = Claims { keys: known.claimed_keys(run), resources: known.claimed_resources(run), dois: HashMap::new() };
    let (mut incoming, mut duplicates) = (Vec::with_capacity(records.len()), Vec::new());
    for (Told { record, facts, checksum, resource: own, .. }, candidates) in records {
        if let Some(first) = claims.repeated(&record, &candidates, &facts) {
            duplicates.push(duplicate(&record, first));
            continue;
        }
        let found = known.find(own, &record, &candidates, &facts, &claims);
        let row = found.and_then(|found| found.row);
        let key = known.key(&candidates, row, &claims);
        let resource =
            found.map_or_else(|| Described::New(new_id(run, &record, candidates.of_id(&key))), |found| Described::Stored(found.resource));
        // An id that is made of a key may be that of a resource which goes by another key today; `give_free_ids` gives another one.
        let named = (found.is_some() || key::doi(&record).is_some()).then_some(resource);
        match claims.claim(&record, &key, facts, named) {
            Ok(()) => incoming.push(Incoming {
                is_unchanged: row.is_some_and(|row| row.key == key && says_this(row, &checksum, &record)),
                old_key: row.map(|row| row.key.clone()).filter(|old| *old != key),
                resource,
                key,
                checksum,
                record,
            }),
            Err(first) => duplicates.push(duplicate(&record, &first)),
        }
    }
    give_free_ids(tx, &mut incoming).await?;
    Ok((incoming, duplicates))
}

/// The stored rows that may be about the records of a batch.
struct Known {
    rows: HashMap<String, source_record::Model>,
    /// The numbers of the resources with these DOIs.
    dois: HashMap<String, i64>,
    /// The rows of this source about the resources that have these DOIs, under whatever keys.
    described: Vec<source_record::Model>,
    /// The keys that tell records of the batch apart.
    expected: HashSet<String>,
}

/// A resource that is stored, and what this source said of it before.
#[derive(Clone, Copy)]
struct Found<'a> {
    /// Its number.
    resource: i64,
    row: Option<&'a source_record::Model>,
}

/// The id of a resource that is not stored yet: of its DOI, or of source and key.
fn new_id(run: &Run, record: &Record, key: &str) -> Uuid {
    match key::doi(record) {
        Some(doi) => key::id(&["resource", "doi", &doi.value]),
        None => key::id(&["resource", &run.source_name, key]),
    }
}

/// True if a stored record has this checksum, or said the same when checksums had another form: without the facts, and with the methods.
fn says_this(row: &source_record::Model, checksum: &str, record: &Record) -> bool {
    let said = |checksum: &str| row.checksum.split_once(':').map_or(row.checksum.as_str(), |(said, _)| said) == checksum;
    row.checksum == checksum || checksum.split_once(':').is_some_and(|(own, _)| own == row.checksum) || said(&first_checksum(record))
}

/// The facts that a stored record was told apart by.
fn facts_of(row: &source_record::Model) -> Option<&str> {
    row.checksum.split_once(':').map(|(_, facts)| facts)
}

impl Known {
    async fn of(tx: &Write, run: &Run, records: &[(Told, Candidates)]) -> Result<Self, StoreError> {
        let keys: Vec<String> = records.iter().flat_map(|(_, candidates)| candidates.all()).cloned().collect();
        let dois: Vec<_> = records.iter().flat_map(|(told, _)| key::dois(&told.record)).cloned().collect();
        let expected = records.iter().filter_map(|(_, candidates)| candidates.apart.clone()).collect();
        let rows = tx.source_records(run.source, &keys).await?;
        let dois = tx.resources_with_doi(&dois).await?;
        let resources: Vec<i64> = dois.values().copied().chain(records.iter().filter_map(|(told, _)| told.resource)).collect();
        Ok(Self { rows, dois, described: tx.source_records_about(run.source, &resources).await?, expected })
    }

    /// The keys that earlier batches of this run met.
    fn claimed_keys(&self, run: &Run) -> HashMap<String, Claim> {
        let met = self.rows.values().filter(|row| row.seen_run_id == run.id);
        let claim =
            |row: &source_record::Model| Claim { at: Locator::line(row.line.unsigned_abs()), facts: facts_of(row).map(str::to_owned) };
        met.map(|row| (row.key.clone(), claim(row))).collect()
    }

    /// The resources that earlier batches of this run described, with their lines.
    fn claimed_resources(&self, run: &Run) -> HashMap<Described, Locator> {
        let met = self.described.iter().chain(self.rows.values()).filter(|row| row.seen_run_id == run.id);
        met.map(|row| (Described::Stored(row.resource_number), Locator::line(row.line.unsigned_abs()))).collect()
    }

    /// `own` is the number of the resource that the record names by its id in this catalogue.
    fn find(&self, own: Option<i64>, record: &Record, candidates: &Candidates, facts: &str, claims: &Claims) -> Option<Found<'_>> {
        if let Some(resource) = own {
            let mut rows = candidates.all().filter_map(|key| self.rows.get(key)).chain(&self.described);
            return Some(Found { resource, row: rows.find(|row| row.resource_number == resource) });
        }
        let row = candidates.all().find_map(|key| self.rows.get(key).filter(|row| self.is_free(key, row, facts, claims)));
        match key::dois(record).find_map(|doi| self.dois.get(&doi.value)).copied() {
            Some(resource) => Some(Found { resource, row: row.filter(|row| row.resource_number == resource) }),
            None => row.map(|row| Found { resource: row.resource_number, row: Some(row) }),
        }
    }

    /// True when a stored record may be the one that is told here. A record before this one that was recognised by it goes by its own key from
    /// now on: the weaker key is free again. And a record of the batch that says just what the stored one said has the first right to it.
    fn is_free(&self, key: &str, row: &source_record::Model, facts: &str, claims: &Claims) -> bool {
        let is_claimed = claims.keys.contains_key(key) || claims.resources.contains_key(&Described::Stored(row.resource_number));
        let is_expected = facts_of(row).is_some_and(|own| own != facts && self.expected.contains(&apart(key, own)));
        !is_claimed && !is_expected
    }

    /// The key that a record is stored under: the plain one, unless that is another record's. A title stays in the spelling of 0.1
    /// while the key of today is another record's: they were two records then, and are.
    fn key(&self, candidates: &Candidates, row: Option<&source_record::Model>, claims: &Claims) -> String {
        let plain = &candidates.plain.now;
        let at_first = row.filter(|row| candidates.plain.at_first.as_ref() == Some(&row.key));
        if let Some(row) = at_first.filter(|_| claims.keys.contains_key(plain) || self.rows.contains_key(plain)) {
            return row.key.clone();
        }
        let Some(apart) = &candidates.apart else { return plain.clone() };
        let is_own = row.is_some_and(|row| row.key == *plain);
        let is_taken = claims.keys.contains_key(plain)
            || self.rows.get(plain).is_some_and(|row| !claims.resources.contains_key(&Described::Stored(row.resource_number)));
        let was_apart = row.is_some_and(|row| row.key == *apart);
        if was_apart || (is_taken && !is_own) { apart.clone() } else { plain.clone() }
    }
}

/// A key that the file has used.
struct Claim {
    at: Locator,
    /// The facts that tell its record apart.
    facts: Option<String>,
}

/// The keys, resources and DOIs that the file has used so far.
struct Claims {
    keys: HashMap<String, Claim>,
    /// With their places.
    resources: HashMap<Described, Locator>,
    /// DOIs that records of this batch have, with their places.
    dois: HashMap<String, Locator>,
}

impl Claims {
    /// The place of the record that this one repeats.
    fn repeated(&self, record: &Record, candidates: &Candidates, facts: &str) -> Option<&Locator> {
        let by_doi = key::dois(record).find_map(|doi| self.dois.get(&doi.value));
        let apart = candidates.apart.as_ref();
        let plain = self.keys.get(&candidates.plain.now).filter(|claim| apart.is_none() || claim.facts.as_deref() == Some(facts));
        by_doi.or_else(|| apart.and_then(|apart| self.keys.get(apart)).or(plain).map(|claim| &claim.at))
    }

    /// Claims the resource that a record names, its key and its DOIs, or tells the place of the record that has the resource.
    fn claim(&mut self, record: &Record, key: &str, facts: String, resource: Option<Described>) -> Result<(), Locator> {
        if let Some(first) = resource.and_then(|resource| self.resources.get(&resource)) {
            return Err(first.clone());
        }
        let at = record.locator();
        self.resources.extend(resource.map(|resource| (resource, at.clone())));
        self.dois.extend(key::dois(record).map(|doi| (doi.value.clone(), at.clone())));
        self.keys.insert(key.to_owned(), Claim { at, facts: Some(facts) });
        Ok(())
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

/// `first` is the place of the record that this one repeats.
fn duplicate(record: &Record, first: &Locator) -> Issue {
    Issue {
        at: record.locator(),
        field: Some("title".to_owned()),
        code: IssueCode::DuplicateRecord,
        severity: IssueSeverity::Warning,
        text: Some(record.title_as_printed.clone()),
        message: format!(
            "{} describes this resource already: not taken again; give the records different ids, or join them",
            first.in_words()
        ),
    }
}
