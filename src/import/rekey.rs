//! Keys of names made anew, where a database's are of an older version.
//!
//! Nothing is deleted and no edge is rewritten. Nodes whose keys become equal are one from then on: the one that was there first stays, the
//! others lead to it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::iter;

use entity::vocabulary::NodeKind;
use tracing::{info, warn};
use uuid::Uuid;

use super::identity::agree;
use super::key::bounded;
use crate::identifier::Identifier;
use crate::name::{self, KEY_VERSION};
use crate::store::key_version::{Keyed, Table};
use crate::store::migrate::lock;
use crate::store::redirect::RedirectError;
use crate::store::{Store, StoreError, Write};

/// Nodes that one transaction looks at.
const BATCH: u64 = 2_000;
/// Batches between two lines of the log.
const REPORTED: u64 = 25;
/// The version of 0.1, in whose databases nodes of one key stand apart that had been one before a migration was undone.
const FIRST: i32 = 1;

/// Makes the keys of a database anew, if they are of an older version: one process does it, others wait. It begins again where it was
/// broken off. A database that takes no writes is left as it is, which is logged.
///
/// # Errors
/// When the keys are of a newer version, and when the database fails.
pub async fn rekey(store: &Store, url: &str) -> Result<(), StoreError> {
    if store.key_version().await? == KEY_VERSION {
        return Ok(());
    }
    let _lock = lock(url).await?;
    // Another process may have done it while this one waited for the lock.
    let Some(mut rekeying) = Rekeying::of(store).await? else { return Ok(()) };
    info!("comparing all names in the way of this version");
    loop {
        match rekeying.step(store).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) if error.is_forbidden() => {
                warn!(
                    %error,
                    "this account may not write to the database: names that differ in typography only stay apart \
                     until `colophon migrate up` runs with an account that may"
                );
                return Ok(());
            }
            Err(error) => return Err(error),
        }
    }
    let Rekeying { looked_at, rekeyed, merged, .. } = rekeying;
    info!(names = looked_at, rekeyed, merged, "all names are compared in the way of this version");
    Ok(())
}

/// How far the keys of a database are made anew. Each step is a transaction; what was done is found done by whoever begins again.
#[derive(Debug)]
pub struct Rekeying {
    from: i32,
    table: Table,
    /// The last node that was looked at.
    last: Uuid,
    batches: u64,
    looked_at: u64,
    rekeyed: u64,
    merged: u64,
}

impl Rekeying {
    /// Returns the beginning; none when the keys are of this version.
    ///
    /// # Errors
    /// When the keys are of a newer version, and when the database fails.
    pub async fn of(store: &Store) -> Result<Option<Self>, StoreError> {
        let from = store.key_version().await?;
        if from > KEY_VERSION {
            return Err(StoreError::KeysTooNew(from));
        }
        let begin = Self { from, table: Table::Agents, last: Uuid::nil(), batches: 0, looked_at: 0, rekeyed: 0, merged: 0 };
        Ok((from < KEY_VERSION).then_some(begin))
    }

    /// Looks at some more nodes. Returns false when there were no more: the database's keys are of this version then.
    ///
    /// # Errors
    /// When the database fails. The step was not done then.
    pub async fn step(&mut self, store: &Store) -> Result<bool, StoreError> {
        let mut tx = store.begin().await?;
        tx.exclusive().await?;
        let batch = tx.keyed_after(self.table, self.last, BATCH).await?;
        let Some(last) = batch.last().map(|node| node.id) else {
            return match self.table {
                Table::Agents => {
                    (self.table, self.last) = (Table::Keywords, Uuid::nil());
                    tx.rollback().await?;
                    Ok(true)
                }
                Table::Keywords => {
                    tx.set_key_version(KEY_VERSION).await?;
                    tx.commit(None).await?;
                    Ok(false)
                }
            };
        };
        let looked_at = batch.len() as u64;
        let (rekeyed, merged) = self.make_anew(&mut tx, batch).await?;
        tx.commit(None).await?;
        self.last = last;
        self.looked_at += looked_at;
        self.rekeyed += rekeyed;
        self.merged += merged;
        self.batches += 1;
        if self.batches.is_multiple_of(REPORTED) {
            info!(names = self.looked_at, rekeyed = self.rekeyed, merged = self.merged, "comparing names in the way of this version");
        }
        Ok(true)
    }

    /// Makes the keys of these nodes anew; returns how many keys changed and how many nodes were merged.
    async fn make_anew(&self, tx: &mut Write, batch: Vec<Keyed>) -> Result<(u64, u64), StoreError> {
        let mut groups: BTreeMap<(NodeKind, String), Vec<Keyed>> = BTreeMap::new();
        for node in batch {
            let key = key(&node);
            let stood_apart = self.from == FIRST && node.merged_into.is_none() && !node.disambiguator.is_empty();
            if key != node.key || stood_apart {
                groups.entry((node.kind, key)).or_default().push(node);
            }
        }
        let keys: BTreeSet<&String> = groups.keys().map(|(_, key)| key).collect();
        let stored = tx.keyed_as(self.table, &keys.into_iter().cloned().collect::<Vec<_>>()).await?;
        let mut occupied: HashSet<(NodeKind, String)> = HashSet::new();
        for node in stored {
            let key = key(&node);
            if key == node.key {
                let group = groups.get_mut(&(node.kind, key));
                if let Some(group) = group.filter(|group| group.iter().all(|other| other.id != node.id)) {
                    group.push(node);
                }
            } else if node.disambiguator.is_empty() {
                // It leaves this key when its turn comes.
                occupied.insert((node.kind, node.key));
            }
        }
        let several = groups.values().filter(|group| group.len() > 1).flatten();
        let agents: Vec<Uuid> = several.filter(|node| node.kind != NodeKind::Keyword).map(|node| node.id).collect();
        let mut identifiers = tx.agent_identifiers(&agents).await?;
        let mut plan = Plan::default();
        for (name, group) in groups {
            plan.settle(&name.1, group, occupied.contains(&name), &mut identifiers);
        }
        plan.carry_out(tx).await
    }
}

/// The key of a node in the way of this version.
fn key(node: &Keyed) -> String {
    bounded(name::key(&node.name))
}

/// What changes.
#[derive(Debug, Default)]
struct Plan {
    /// Nodes with their new keys and disambiguators. No two of one key have one disambiguator on the way, if these come in order.
    rekeyed: Vec<Keyed>,
    /// The first of their keys, which come after them.
    heads: Vec<Keyed>,
    /// Which node leads to which.
    merged: Vec<(NodeKind, Uuid, Uuid)>,
}

impl Plan {
    /// Decides what becomes of all nodes that have one key now. `is_occupied` says that a node of another key still has their first place.
    fn settle(&mut self, key: &str, mut group: Vec<Keyed>, is_occupied: bool, identifiers: &mut HashMap<Uuid, Vec<Identifier>>) {
        // Of nodes that one batch added, the first has the slug without a suffix.
        group.sort_by_key(|node| (node.created_at, node.slug.len(), node.id));
        let mut standing: Vec<(Uuid, Vec<Identifier>)> = Vec::new();
        // What a merged node is identified by, the node that it leads to is too.
        let into: HashMap<Uuid, Uuid> = group.iter().filter_map(|node| Some((node.id, node.merged_into?))).collect();
        let end = |id: Uuid| iter::successors(Some(id), |id| into.get(id).copied()).take(group.len()).last();
        let mut of: HashMap<Option<Uuid>, Vec<Identifier>> = HashMap::new();
        for node in &group {
            let own = identifiers.remove(&node.id).into_iter().flatten().chain(node.uri.clone());
            of.entry(end(node.id)).or_default().extend(own);
        }
        for node in group.iter().filter(|node| node.merged_into.is_none()) {
            let own = of.remove(&Some(node.id)).unwrap_or_default();
            match standing.iter_mut().find(|(_, theirs)| agree(theirs, &own)) {
                Some((first, theirs)) => {
                    theirs.extend(own);
                    self.merged.push((node.kind, node.id, *first));
                }
                None => standing.push((node.id, own)),
            }
        }
        let head = standing.first().map(|(id, _)| *id).filter(|_| !is_occupied);
        for mut node in group {
            let is_head = Some(node.id) == head;
            let disambiguator = match (is_head, node.key == key && !node.disambiguator.is_empty()) {
                (true, _) => String::new(),
                (false, true) => continue,
                (false, false) => node.id.to_string(),
            };
            if node.key != key || node.disambiguator != disambiguator {
                key.clone_into(&mut node.key);
                node.disambiguator = disambiguator;
                if is_head { self.heads.push(node) } else { self.rekeyed.push(node) }
            }
        }
    }

    async fn carry_out(self, tx: &mut Write) -> Result<(u64, u64), StoreError> {
        for node in self.rekeyed.iter().chain(&self.heads) {
            tx.rekey(node).await?;
        }
        for (kind, from, to) in &self.merged {
            tx.redirect(*kind, *from, Some(*to)).await.map_err(|error| match error {
                RedirectError::Store(error) => error,
                other => StoreError::Inconsistent(other.to_string()),
            })?;
        }
        Ok(((self.rekeyed.len() + self.heads.len()) as u64, self.merged.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use entity::vocabulary::IdentifierScheme;
    use proptest::prelude::*;

    use super::*;

    /// Nodes that have one key now: when each was made, its identifiers, and whether the key is the one that it had.
    fn group() -> impl Strategy<Value = Vec<(u8, Option<u8>, Option<u8>, bool)>> {
        prop::collection::vec((0..4_u8, prop::option::of(0..3_u8), prop::option::of(0..2_u8), any::<bool>()), 1..9)
    }

    fn identifiers(ror: Option<u8>, isni: Option<u8>) -> Vec<Identifier> {
        let identifier = |scheme, value: u8| Identifier { scheme, value: value.to_string() };
        let ror = ror.map(|value| identifier(IdentifierScheme::Ror, value));
        ror.into_iter().chain(isni.map(|value| identifier(IdentifierScheme::Isni, value))).collect()
    }

    fn node(number: usize, made: u8, has_key: bool) -> Keyed {
        let id = Uuid::from_u128(number as u128 + 1);
        Keyed {
            kind: NodeKind::Organization,
            id,
            slug: "slug".to_owned(),
            name: "Name".to_owned(),
            key: if has_key { "name".to_owned() } else { format!("was {number}") },
            disambiguator: if has_key && number > 0 { id.to_string() } else { String::new() },
            merged_into: None,
            created_at: DateTime::from_timestamp(i64::from(made), 0).unwrap_or_default(),
            uri: None,
        }
    }

    proptest! {
        #[test]
        fn nodes_of_one_key_stand_apart_only_where_identifiers_differ(said in group(), is_occupied: bool) {
            let mut nodes: HashMap<Uuid, Keyed> = HashMap::new();
            let mut own: HashMap<Uuid, Vec<Identifier>> = HashMap::new();
            for (number, (made, ror, isni, has_key)) in said.into_iter().enumerate() {
                let node = node(number, made, has_key && !(is_occupied && number == 0));
                own.insert(node.id, identifiers(ror, isni));
                nodes.insert(node.id, node);
            }
            let settle = |nodes: &HashMap<Uuid, Keyed>| {
                let mut plan = Plan::default();
                plan.settle("name", nodes.values().cloned().collect(), is_occupied, &mut own.clone());
                plan
            };
            let plan = settle(&nodes);
            for node in plan.rekeyed.iter().chain(&plan.heads) {
                nodes.insert(node.id, node.clone());
                let places: HashSet<_> = nodes.values().map(|node| (&node.key, &node.disambiguator)).collect();
                prop_assert_eq!(places.len(), nodes.len(), "two nodes have one place on the way");
            }
            for (_, from, to) in &plan.merged {
                nodes.get_mut(from).unwrap().merged_into = Some(*to);
            }
            prop_assert!(nodes.values().all(|node| node.key == "name"));
            prop_assert!(!(is_occupied && nodes.values().any(|node| node.disambiguator.is_empty())));
            for node in nodes.values() {
                // Redirects are one step long, to a node that was there before.
                let end = node.merged_into.map_or(node, |into| &nodes[&into]);
                prop_assert!(end.merged_into.is_none());
                prop_assert!((end.created_at, end.id) <= (node.created_at, node.id));
                for other in nodes.values().filter(|other| other.merged_into.unwrap_or(other.id) == end.id) {
                    prop_assert!(agree(&own[&node.id], &own[&other.id]), "one node has two identifiers of one scheme");
                }
            }
            let again = settle(&nodes);
            prop_assert!(again.rekeyed.is_empty() && again.heads.is_empty() && again.merged.is_empty(), "{again:?}");
        }
    }
}
