//! The parts of the records that are read once and kept in the record cache for later requests.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use entity::vocabulary::{ContributionRole, FundingKind};
use uuid::Uuid;

use super::loads::Loads;
use super::records::{Part, Records};
use crate::store::agent::AgentRecord;
use crate::store::keyword::KeywordRecord;
use crate::store::provenance::Statement;
use crate::store::resource::ResourceRecord;
use crate::store::{Store, StoreError};

/// The contributions of a resource, as printed.
pub(super) type Contributions = HashMap<(Uuid, ContributionRole), Statement>;
/// The fundings of a resource, as printed.
pub(super) type Fundings = HashMap<(Uuid, FundingKind), Statement>;
/// The keywords of a resource, as printed.
pub(super) type Subjects = HashMap<Uuid, Statement>;
/// The places of a resource in collections.
pub(super) type Items = HashMap<Uuid, Statement>;

/// The parts of the records, each with what reads it.
#[derive(Debug)]
pub(super) struct Kept {
    /// The part of a revision that names this catalogue.
    pub(super) catalogue: u32,
    pub(super) records: Arc<Records>,
    pub(super) resources: Arc<Loads<ResourceRecord>>,
    pub(super) contributions: Arc<Loads<Contributions>>,
    pub(super) fundings: Arc<Loads<Fundings>>,
    pub(super) subjects: Arc<Loads<Subjects>>,
    pub(super) items: Arc<Loads<Items>>,
    pub(super) agents: Arc<Loads<AgentRecord>>,
    pub(super) keywords: Arc<Loads<KeywordRecord>>,
}

impl Kept {
    /// Room for so many bytes; for nothing when that is 0.
    pub(super) fn new(store: &Store, bytes: u64, catalogue: u32) -> Self {
        let records = &Arc::new(Records::new(bytes));
        Self {
            catalogue,
            records: Arc::clone(records),
            resources: Loads::new(Part::Resource, store, records, |store, ids| Box::pin(async move { store.resource_records(&ids).await })),
            contributions: Loads::new(Part::Contributions, store, records, |store, ids| {
                Box::pin(async move {
                    Ok(grouped(store.contribution_statements(&ids).await?, |(resource, agent, role)| (resource, (agent, role))))
                })
            }),
            fundings: Loads::new(Part::Fundings, store, records, |store, ids| {
                Box::pin(
                    async move { Ok(grouped(store.funding_statements(&ids).await?, |(resource, agent, kind)| (resource, (agent, kind)))) },
                )
            }),
            subjects: Loads::new(Part::Subjects, store, records, |store, ids| {
                Box::pin(async move { Ok(grouped(store.subject_statements(&ids).await?, |key| key)) })
            }),
            items: Loads::new(Part::Items, store, records, |store, ids| {
                Box::pin(async move { Ok(grouped(store.item_statements(&ids).await?, |(collection, resource)| (resource, collection))) })
            }),
            agents: Loads::new(Part::Agent, store, records, |store, ids| Box::pin(async move { store.agent_records(&ids).await })),
            keywords: Loads::new(Part::Keyword, store, records, |store, ids| Box::pin(async move { store.keyword_records(&ids).await })),
        }
    }

    /// Reads the records of these resources as they were at a change or later; returns how many resources there are.
    pub(super) async fn read_ahead(&self, ids: &[Uuid], since: i64) -> Result<usize, StoreError> {
        let found = self.resources.read(ids.to_vec(), since).await?;
        self.contributions.read(ids.to_vec(), since).await?;
        self.fundings.read(ids.to_vec(), since).await?;
        self.subjects.read(ids.to_vec(), since).await?;
        Ok(found.len())
    }
}

/// Statements by the node that asks for them.
fn grouped<K, I: Hash + Eq>(statements: HashMap<K, Statement>, split: impl Fn(K) -> (Uuid, I)) -> HashMap<Uuid, HashMap<I, Statement>> {
    let mut groups: HashMap<Uuid, HashMap<I, Statement>> = HashMap::new();
    for (key, statement) in statements {
        let (asker, key) = split(key);
        groups.entry(asker).or_default().insert(key, statement);
    }
    groups
}
