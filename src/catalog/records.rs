//! Records that were read, kept for the requests that come.
//!
//! What is kept is never older than the snapshot that a request is answered from: before a snapshot is published, the records of all nodes
//! that changed are dropped, and what was being read meanwhile is not put in. What is read after that must be read from a database that has
//! these changes: each reading says which ([`Reading::change`]), since a replica may not have them yet.

use std::any::Any;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use entity::vocabulary::NodeKind;
use moka::sync::Cache;
use uuid::Uuid;

use crate::model::Award;
use crate::store::agent::AgentRecord;
use crate::store::change::Change;
use crate::store::keyword::KeywordRecord;
use crate::store::provenance::Statement;
use crate::store::resource::ResourceRecord;

/// Which record of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// The row of a resource.
    Resource,
    /// The agents that made a resource, as printed.
    Contributions,
    /// The agents that paid for a resource, as printed.
    Fundings,
    /// The keywords of a resource, as printed.
    Subjects,
    /// The places where collections present a resource.
    Items,
    /// The row of an organization or a person.
    Agent,
    /// The row of a keyword.
    Keyword,
}

impl Part {
    /// The records of nodes of a kind.
    const fn of(kind: NodeKind) -> &'static [Self] {
        match kind {
            NodeKind::Resource => &[Self::Resource, Self::Contributions, Self::Fundings, Self::Subjects, Self::Items],
            NodeKind::Organization | NodeKind::Person => &[Self::Agent],
            NodeKind::Keyword => &[Self::Keyword],
            NodeKind::Collection | NodeKind::ImportRun => &[],
        }
    }
}

/// A value that can be kept: it knows the memory that it takes.
pub(super) trait Weigh: Send + Sync + 'static {
    /// About how many bytes it takes, those on the heap included.
    fn bytes(&self) -> usize;
}

/// A record with its weight.
#[derive(Clone)]
struct Held {
    record: Arc<dyn Any + Send + Sync>,
    bytes: u32,
}

/// The memory that the cache itself needs for a record, in bytes.
const OVERHEAD: usize = 200;

/// The records at hand, bounded by their bytes.
pub(super) struct Records {
    /// None when nothing is kept.
    cache: Option<Cache<(Part, Uuid), Held>>,
    readings: Mutex<Readings>,
    hits: AtomicU64,
    misses: AtomicU64,
}

/// The size of the cache, and the number of times that it helped.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// The memory that the records take, in bytes.
    pub bytes: u64,
    /// The number of times that a record was at hand.
    pub hits: u64,
    /// The number of times that it was not.
    pub misses: u64,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records").field("records", &self.cache.as_ref().map_or(0, Cache::entry_count)).finish_non_exhaustive()
    }
}

/// The readings from the database that are underway, and the changes meanwhile.
#[derive(Debug, Default)]
struct Readings {
    /// Counts the steps of the change log.
    step: u64,
    /// The last change of the last step.
    change: i64,
    /// The number of readings that began at each step.
    underway: BTreeMap<u64, usize>,
    /// The nodes that changed at steps since the first of these readings.
    changed: BTreeMap<u64, HashSet<Uuid>>,
}

/// Something that is being read; what it finds may be kept unless it changed since.
pub(super) struct Reading<'a> {
    records: &'a Records,
    since: u64,
    change: i64,
}

impl Records {
    /// Room for so many bytes; for nothing when that is 0.
    pub(super) fn new(bytes: u64) -> Self {
        let weigh = |_: &(Part, Uuid), held: &Held| held.bytes;
        let cache = (bytes > 0).then(|| Cache::builder().max_capacity(bytes).weigher(weigh).build());
        Self { cache, readings: Mutex::default(), hits: AtomicU64::default(), misses: AtomicU64::default() }
    }

    fn readings(&self) -> MutexGuard<'_, Readings> {
        self.readings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A record, if it is at hand.
    pub(super) fn get<V: Send + Sync + 'static>(&self, part: Part, node: Uuid) -> Option<Arc<V>> {
        let held = self.cache.as_ref()?.get(&(part, node))?;
        self.hits.fetch_add(1, Ordering::Relaxed);
        held.record.downcast().ok()
    }

    /// So many records were not at hand, and are read.
    pub(super) fn missed(&self, records: usize) {
        self.misses.fetch_add(records as u64, Ordering::Relaxed);
    }

    /// Returns the size of the cache, and the number of times that it helped.
    pub(super) fn usage(&self) -> Usage {
        let bytes = self.cache.as_ref().map_or(0, |cache| {
            cache.run_pending_tasks();
            cache.weighted_size()
        });
        Usage { bytes, hits: self.hits.load(Ordering::Relaxed), misses: self.misses.load(Ordering::Relaxed) }
    }

    /// Returns true when there is no room for more.
    pub(super) fn is_full(&self) -> bool {
        self.cache.as_ref().is_none_or(|cache| {
            cache.run_pending_tasks();
            let room = cache.policy().max_capacity().unwrap_or_default();
            cache.weighted_size() >= room - room / 16
        })
    }

    /// Begins to read from the database.
    pub(super) fn reading(&self) -> Reading<'_> {
        if self.cache.is_none() {
            // There is nothing to watch for: what is found is not kept.
            return Reading { records: self, since: 0, change: 0 };
        }
        let mut readings = self.readings();
        let (since, change) = (readings.step, readings.change);
        *readings.underway.entry(since).or_default() += 1;
        Reading { records: self, since, change }
    }

    /// Drops what is known of nodes that changed. Whoever begins to read after this must read what they are now.
    pub(super) fn forget(&self, changes: &[Change]) {
        let Some(cache) = &self.cache else { return };
        let mut readings = self.readings();
        readings.step += 1;
        readings.change = changes.last().map_or(readings.change, |change| change.id);
        if !readings.underway.is_empty() {
            let step = readings.step;
            readings.changed.insert(step, changes.iter().map(|change| change.node).collect());
        }
        for change in changes {
            for part in Part::of(change.kind) {
                cache.invalidate(&(*part, change.node));
            }
        }
    }
}

impl Reading<'_> {
    /// The change that whatever is read must not be older than: what changed up to it was dropped, and is not looked for when it is put in.
    pub(super) const fn change(&self) -> i64 {
        self.change
    }

    /// Keeps what was found, but for what changed since the reading began.
    pub(super) fn keep<V: Weigh>(&self, part: Part, found: &HashMap<Uuid, Arc<V>>) {
        let Some(cache) = &self.records.cache else { return };
        // Held until all is in: no step comes between the look at what changed and the putting in.
        let readings = self.records.readings();
        for (node, record) in found {
            if readings.changed.range(self.since + 1..).all(|(_, changed)| !changed.contains(node)) {
                let bytes = u32::try_from(record.bytes() + OVERHEAD).unwrap_or(u32::MAX);
                cache.insert((part, *node), Held { record: Arc::clone(record) as Arc<dyn Any + Send + Sync>, bytes });
            }
        }
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        if self.records.cache.is_none() {
            return;
        }
        let mut readings = self.records.readings();
        if let Some(number) = readings.underway.get_mut(&self.since) {
            *number -= 1;
            if *number == 0 {
                readings.underway.remove(&self.since);
            }
        }
        // What changed before the first of those that still read began is no concern of theirs.
        match readings.underway.first_key_value().map(|(first, _)| *first) {
            Some(first) => readings.changed = readings.changed.split_off(&(first + 1)),
            None => readings.changed.clear(),
        }
    }
}

fn text(text: Option<&String>) -> usize {
    text.map_or(0, String::capacity)
}

impl Weigh for ResourceRecord {
    fn bytes(&self) -> usize {
        let told = [&self.description, &self.format_as_printed, &self.language, &self.landing_page, &self.field_sources];
        let texts = told.into_iter().chain([&self.license, &self.license_url, &self.notes]);
        size_of::<Self>() + self.title_as_printed.capacity() + texts.map(|field| text(field.as_ref())).sum::<usize>()
    }
}

impl Weigh for AgentRecord {
    fn bytes(&self) -> usize {
        let texts = [&self.given_name, &self.family_name, &self.homepage];
        let types: usize = self.types.iter().map(|kind| size_of_val(kind) + kind.capacity()).sum();
        size_of::<Self>() + types + texts.into_iter().map(|field| text(field.as_ref())).sum::<usize>()
    }
}

impl Weigh for KeywordRecord {
    fn bytes(&self) -> usize {
        size_of::<Self>() + text(self.scope_note.as_ref()) + text(self.scheme.as_ref())
    }
}

impl<K: Eq + Hash + Send + Sync + 'static> Weigh for HashMap<K, Statement> {
    fn bytes(&self) -> usize {
        let award = |award: &Award| text(award.number.as_ref()) + text(award.title.as_ref()) + text(award.url.as_ref());
        let awards = |awards: &Vec<Award>| awards.capacity() * size_of::<Award>() + awards.iter().map(award).sum::<usize>();
        let own = |statement: &Statement| {
            text(statement.as_printed.as_ref()) + statement.provenance.source.capacity() + awards(&statement.awards)
        };
        size_of::<Self>() + self.capacity() * (size_of::<(K, Statement)>() + 1) + self.values().map(own).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicI64};

    use entity::vocabulary::Operation;

    use super::*;

    fn record(value: &str) -> Arc<KeywordRecord> {
        Arc::new(KeywordRecord { scope_note: Some(value.to_owned()), scheme: None })
    }

    fn value(records: &Records, node: Uuid) -> Option<String> {
        records.get::<KeywordRecord>(Part::Keyword, node)?.scope_note.clone()
    }

    fn change(node: Uuid) -> Change {
        Change { id: 1, kind: NodeKind::Keyword, node, operation: Operation::Updated }
    }

    #[test]
    fn what_changed_while_it_was_read_is_not_kept() {
        let records = Records::new(1 << 20);
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let (early, late) = (records.reading(), records.reading());
        records.forget(&[change(one)]);
        early.keep(Part::Keyword, &HashMap::from([(one, record("old")), (other, record("same"))]));
        drop(early);
        assert_eq!((value(&records, one), value(&records, other)), (None, Some("same".to_owned())));
        late.keep(Part::Keyword, &HashMap::from([(one, record("old"))]));
        drop(late);
        assert_eq!(value(&records, one), None);
        assert!(records.readings().changed.is_empty());
        records.reading().keep(Part::Keyword, &HashMap::from([(one, record("new"))]));
        assert_eq!(value(&records, one), Some("new".to_owned()));
        records.forget(&[change(one)]);
        assert_eq!(value(&records, one), None);
    }

    #[test]
    fn without_room_nothing_is_kept() {
        let records = Records::new(0);
        records.reading().keep(Part::Keyword, &HashMap::from([(Uuid::nil(), record("x"))]));
        assert_eq!(value(&records, Uuid::nil()), None);
    }

    #[test]
    fn bytes_are_bounded() {
        let records = Records::new(100_000);
        for number in 0..2_000 {
            records.reading().keep(Part::Keyword, &HashMap::from([(Uuid::from_u128(number), record(&"x".repeat(500)))]));
        }
        let cache = records.cache.as_ref().unwrap();
        cache.run_pending_tasks();
        assert!(cache.weighted_size() <= 100_000 && cache.entry_count() > 50, "{} {}", cache.weighted_size(), cache.entry_count());
    }

    /// A "database" of numbers that only grow, published after the records were told, and a "replica" that is now and then some changes
    /// behind. Whoever saw a number published never reads a smaller one, for whatever earlier snapshot others read meanwhile.
    #[test]
    fn no_reader_sees_what_is_older_than_what_was_published() {
        const NODES: usize = 8;
        const READS: u64 = 1_000_000;
        const BEHIND: i64 = 100;
        let records = Records::new(1 << 20);
        let [database, replica, published]: [[AtomicU64; NODES]; 3] = Default::default();
        // The last change of each.
        let [written, replayed, snapshot]: [AtomicI64; 3] = Default::default();
        let (done, reads, elsewhere) = (AtomicBool::new(false), AtomicU64::new(0), AtomicU64::new(0));
        let node = |number: usize| Uuid::from_u128(number as u128);
        let changes = || (1_i64..).zip((1_u64..).flat_map(|version| (0..NODES).map(move |number| (number, version))));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for (id, (number, version)) in changes().take_while(|_| !done.load(Ordering::Relaxed)) {
                    database[number].store(version, Ordering::SeqCst);
                    written.store(id, Ordering::SeqCst);
                    records.forget(&[Change { id, ..change(node(number)) }]);
                    published[number].store(version, Ordering::SeqCst);
                    snapshot.store(id, Ordering::SeqCst);
                }
            });
            scope.spawn(|| {
                for (id, (number, version)) in changes() {
                    while !done.load(Ordering::Relaxed) && written.load(Ordering::SeqCst) < id + id % BEHIND {
                        std::thread::yield_now();
                    }
                    if done.load(Ordering::Relaxed) {
                        break;
                    }
                    replica[number].store(version, Ordering::SeqCst);
                    replayed.store(id, Ordering::SeqCst);
                }
            });
            for start in 0..3 {
                let (records, database, replica, published, done) = (&records, &database, &replica, &published, &done);
                let (reads, elsewhere, replayed, snapshot) = (&reads, &elsewhere, &replayed, &snapshot);
                scope.spawn(move || {
                    for number in (0..NODES).cycle().skip(start) {
                        let view = snapshot.load(Ordering::SeqCst);
                        let least = published[number].load(Ordering::SeqCst);
                        let read = value(records, node(number)).map_or_else(
                            || {
                                let reading = records.reading();
                                let has_it = replayed.load(Ordering::SeqCst) >= view.max(reading.change());
                                elsewhere.fetch_add(u64::from(has_it), Ordering::Relaxed);
                                let read = if has_it { replica } else { database }[number].load(Ordering::SeqCst);
                                std::thread::yield_now();
                                reading.keep(Part::Keyword, &HashMap::from([(node(number), record(&read.to_string()))]));
                                read
                            },
                            |kept| kept.parse().unwrap(),
                        );
                        assert!(read >= least, "{read} after {least}");
                        if reads.fetch_add(1, Ordering::Relaxed) >= READS {
                            done.store(true, Ordering::Relaxed);
                            break;
                        }
                    }
                });
            }
        });
        assert!(reads.load(Ordering::Relaxed) >= READS && elsewhere.load(Ordering::Relaxed) > 0);
    }
}
