//! Organizations and persons.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::vocabulary::{AgentKind, AgentNameKind, IdentifierScheme, NodeKind, NodeStatus};
use entity::{agent, agent_identifier, agent_name};
use sea_orm::{ColumnTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::bulk::MAX_BINDS;
use super::merged::{self, Redirect};
use super::{Store, StoreError, Write, bulk};
use crate::clock;
use crate::identifier::Identifier;
use crate::model::{AgentName, AgentRow};

/// What an agent is as a node.
pub const fn node_kind(kind: AgentKind) -> NodeKind {
    match kind {
        AgentKind::Organization => NodeKind::Organization,
        AgentKind::Person => NodeKind::Person,
    }
}

/// What the graph does not hold of an agent.
#[derive(Debug, Clone)]
pub struct AgentRecord {
    /// A person's given name.
    pub given_name: Option<String>,
    /// A person's family name.
    pub family_name: Option<String>,
    /// ROR's organization types.
    pub types: Vec<String>,
    /// Its page.
    pub homepage: Option<String>,
}

/// An agent as an import needs it to recognise names.
#[derive(Debug, Clone)]
pub struct KnownAgent {
    /// Its id.
    pub id: Uuid,
    /// A body or a human being.
    pub kind: AgentKind,
    /// The name that is shown.
    pub name: String,
    /// `name::key` of it.
    pub key: String,
    /// Empty, or what sets it apart from an agent with the same key.
    pub disambiguator: String,
    /// Its identifiers.
    pub identifiers: Vec<Identifier>,
    /// Its other names.
    pub names: HashSet<(AgentNameKind, String)>,
    /// The agent that it was merged into.
    pub merged_into: Option<Uuid>,
}

impl Store {
    /// The records of these agents, in one statement.
    pub async fn agent_records(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, AgentRecord>, StoreError> {
        let rows = agent::Entity::find().filter(agent::Column::Id.is_in(bulk::among(ids))).all(&self.reader).await?;
        let record = |row: agent::Model| {
            let types = row.types.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
            (row.id, AgentRecord { given_name: row.given_name, family_name: row.family_name, types, homepage: row.homepage })
        };
        Ok(rows.into_iter().map(record).collect())
    }
}

impl Write {
    /// Returns the agents that have one of these name keys, identifiers or ids, with all that lead to them by redirects and all that they
    /// lead to.
    pub async fn agents_matching(
        &self,
        keys: &[String],
        identifiers: &[Identifier],
        mut ids: Vec<Uuid>,
    ) -> Result<Vec<KnownAgent>, StoreError> {
        let c = self.connection();
        for chunk in identifiers.chunks(MAX_BINDS) {
            let rows = agent_identifier::Entity::find()
                .filter(agent_identifier::Column::Scheme.is_in(chunk.iter().map(|identifier| identifier.scheme).collect::<BTreeSet<_>>()))
                .filter(agent_identifier::Column::Value.is_in(bulk::among(chunk).map(|identifier| identifier.value)))
                .all(c)
                .await?;
            let wanted: HashSet<(IdentifierScheme, &str)> =
                chunk.iter().map(|identifier| (identifier.scheme, identifier.value.as_str())).collect();
            ids.extend(rows.iter().filter(|row| wanted.contains(&(row.scheme, row.value.as_str()))).map(|row| row.agent_id));
        }
        // Naming the kinds is what lets the index answer.
        let of_kinds = agent::Entity::find().filter(agent::Column::Kind.is_in(AgentKind::iter()));
        let mut rows = bulk::rows_in(c, of_kinds, agent::Column::NameKey, keys).await?;
        let named: HashSet<Uuid> = rows.iter().map(|row| row.id).collect();
        ids.retain(|id| !named.contains(id));
        rows.extend(bulk::rows_in(c, agent::Entity::find(), agent::Column::Id, &ids).await?);
        let known: Vec<Redirect> = rows.iter().map(|row| (row.id, row.merged_into)).collect();
        let reached = merged::reached::<agent::Entity, _>(c, agent::Column::Id, agent::Column::MergedInto, &known).await?;
        let reached: Vec<Uuid> = reached.into_iter().map(|(id, _)| id).collect();
        rows.extend(bulk::rows_in(c, agent::Entity::find(), agent::Column::Id, &reached).await?);
        rows.sort_by(|a, b| (&a.name_key, &a.disambiguator, a.id).cmp(&(&b.name_key, &b.disambiguator, b.id)));
        let all: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut identifiers_of = self.agent_identifiers(&all).await?;
        let mut names_of: HashMap<Uuid, HashSet<(AgentNameKind, String)>> = HashMap::new();
        for row in bulk::rows_in(c, agent_name::Entity::find(), agent_name::Column::AgentId, &all).await? {
            names_of.entry(row.agent_id).or_default().insert((row.kind, row.value));
        }
        let known = |row: agent::Model| KnownAgent {
            identifiers: identifiers_of.remove(&row.id).unwrap_or_default(),
            names: names_of.remove(&row.id).unwrap_or_default(),
            id: row.id,
            kind: row.kind,
            name: row.name,
            key: row.name_key,
            disambiguator: row.disambiguator,
            merged_into: row.merged_into,
        };
        Ok(rows.into_iter().map(known).collect())
    }

    /// Returns the identifiers of these agents.
    pub async fn agent_identifiers(&self, agents: &[Uuid]) -> Result<HashMap<Uuid, Vec<Identifier>>, StoreError> {
        let rows = bulk::rows_in(self.connection(), agent_identifier::Entity::find(), agent_identifier::Column::AgentId, agents).await?;
        Ok(bulk::grouped(rows.into_iter().map(|row| (row.agent_id, Identifier { scheme: row.scheme, value: row.value }))))
    }

    /// Returns what these agents are, as nodes.
    pub async fn agent_kinds(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, NodeKind>, StoreError> {
        let mut kinds = HashMap::new();
        for chunk in ids.chunks(MAX_BINDS) {
            let select = agent::Entity::find().select_only().columns([agent::Column::Id, agent::Column::Kind]);
            let rows: Vec<(Uuid, AgentKind)> =
                select.filter(agent::Column::Id.is_in(bulk::among(chunk))).into_tuple().all(self.connection()).await?;
            kinds.extend(rows.into_iter().map(|(id, kind)| (id, node_kind(kind))));
        }
        Ok(kinds)
    }

    /// Adds agents, each with the slug that was found free for it.
    pub async fn insert_agents(&self, agents: &[(KnownAgent, String)]) -> Result<(), StoreError> {
        let now = clock::now();
        let rows = agents.iter().map(|(agent, slug)| agent::ActiveModel {
            id: Set(agent.id),
            kind: Set(agent.kind),
            slug: Set(slug.clone()),
            name: Set(agent.name.clone()),
            name_key: Set(agent.key.clone()),
            disambiguator: Set(agent.disambiguator.clone()),
            given_name: Set(None),
            family_name: Set(None),
            types: Set(None),
            country: Set(None),
            homepage: Set(None),
            status: Set(NodeStatus::Active),
            merged_into: Set(None),
            created_at: Set(now),
            updated_at: Set(now),
            version: Set(1),
        });
        Ok(bulk::insert_new(self.connection(), rows.collect()).await?)
    }

    /// Adds names; `position` orders them among the agent's names.
    pub async fn insert_agent_names(&self, names: &[(Uuid, (AgentNameKind, String), i32)]) -> Result<(), StoreError> {
        let rows = names.iter().map(|(agent_id, (kind, value), position)| agent_name::ActiveModel {
            agent_id: Set(*agent_id),
            kind: Set(*kind),
            value: Set(value.clone()),
            lang: Set(None),
            position: Set(*position),
        });
        Ok(bulk::insert_new(self.connection(), rows.collect()).await?)
    }

    /// Adds identifiers; one that belongs to an agent already stays there.
    pub async fn insert_agent_identifiers(&self, identifiers: &[(Uuid, Identifier)]) -> Result<(), StoreError> {
        let rows = identifiers.iter().map(|(agent_id, identifier)| agent_identifier::ActiveModel {
            scheme: Set(identifier.scheme),
            value: Set(identifier.value.clone()),
            agent_id: Set(*agent_id),
        });
        Ok(bulk::insert_new(self.connection(), rows.collect()).await?)
    }
}

impl super::snapshot::Reading {
    /// Agents by id, or all between two ids; merged ones too.
    pub async fn agents(&self, which: &super::snapshot::Which) -> Result<Vec<AgentRow>, StoreError> {
        let c = self.connection();
        let rows = which.narrow(agent::Entity::find(), agent::Column::Id).order_by_asc(agent::Column::Id).all(c).await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut names: HashMap<Uuid, Vec<AgentName>> = HashMap::new();
        let select = which.narrow(agent_name::Entity::find(), agent_name::Column::AgentId);
        let select = select.order_by_asc(agent_name::Column::AgentId).order_by_asc(agent_name::Column::Position);
        for row in select.order_by_asc(agent_name::Column::Value).all(c).await? {
            names.entry(row.agent_id).or_default().push(AgentName { value: row.value, kind: row.kind, lang: row.lang });
        }
        let mut identifiers: HashMap<Uuid, Vec<Identifier>> = HashMap::new();
        let select = which.narrow(agent_identifier::Entity::find(), agent_identifier::Column::AgentId);
        for row in select.all(c).await? {
            identifiers.entry(row.agent_id).or_default().push(Identifier { scheme: row.scheme, value: row.value });
        }
        let summary = |row: agent::Model| {
            let mut identifiers = identifiers.remove(&row.id).unwrap_or_default();
            identifiers.sort();
            let names = names.remove(&row.id).unwrap_or_default();
            let agent::Model { id, kind, slug, name, country, merged_into, .. } = row;
            AgentRow { id, kind, slug, name, country, names, identifiers, merged_into }
        };
        Ok(rows.into_iter().map(summary).collect())
    }
}

/// The schemes that can identify an agent, the most telling first.
pub const AGENT_SCHEMES: [IdentifierScheme; 7] = [
    IdentifierScheme::Ror,
    IdentifierScheme::Orcid,
    IdentifierScheme::Isni,
    IdentifierScheme::CrossrefFunder,
    IdentifierScheme::OrgId,
    IdentifierScheme::Grid,
    IdentifierScheme::Wikidata,
];
