//! Which version of `name::key` the stored keys are of, and nodes as their keys are made anew.

use chrono::{DateTime, Utc};
use entity::vocabulary::{AgentKind, IdentifierScheme, NodeKind};
use entity::{agent, instance, keyword};
use sea_orm::{ColumnTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::agent::node_kind;
use super::bulk::MAX_BINDS;
use super::{Store, StoreError, Write, bulk};
use crate::identifier::Identifier;

/// The tables whose rows have keys of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Organizations and persons.
    Agents,
    /// Keywords.
    Keywords,
}

/// A node as its key is made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyed {
    /// What it is.
    pub kind: NodeKind,
    /// Its id.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// The name or label that is shown.
    pub name: String,
    /// The key that is stored.
    pub key: String,
    /// Empty, or what sets it apart from a node with the same key.
    pub disambiguator: String,
    /// The node that it was merged into.
    pub merged_into: Option<Uuid>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// A keyword's address. Identifiers of agents are read by [`Write::agent_identifiers`].
    pub uri: Option<Identifier>,
}

impl From<agent::Model> for Keyed {
    fn from(row: agent::Model) -> Self {
        let agent::Model { kind, id, slug, name, name_key, disambiguator, merged_into, created_at, .. } = row;
        Self { kind: node_kind(kind), id, slug, name, key: name_key, disambiguator, merged_into, created_at, uri: None }
    }
}

impl From<keyword::Model> for Keyed {
    fn from(row: keyword::Model) -> Self {
        let keyword::Model { id, slug, label, label_key, disambiguator, merged_into, created_at, uri, .. } = row;
        let uri = uri.map(|value| Identifier { scheme: IdentifierScheme::Url, value });
        Self { kind: NodeKind::Keyword, id, slug, name: label, key: label_key, disambiguator, merged_into, created_at, uri }
    }
}

impl Store {
    /// Returns the version of `name::key` that the stored keys are of.
    pub async fn key_version(&self) -> Result<i32, StoreError> {
        let row = instance::Entity::find().one(&self.writer).await?;
        row.map(|row| row.key_version).ok_or_else(|| StoreError::Inconsistent("the table `instance` is empty".to_owned()))
    }
}

impl Write {
    /// Notes that all stored keys are of a version.
    pub async fn set_key_version(&self, version: i32) -> Result<(), StoreError> {
        instance::Entity::update_many().col_expr(instance::Column::KeyVersion, version.into()).exec(self.connection()).await?;
        Ok(())
    }

    /// Returns the first nodes of a table whose ids come after `id`, in the order of ids.
    pub async fn keyed_after(&self, table: Table, id: Uuid, most: u64) -> Result<Vec<Keyed>, StoreError> {
        let c = self.connection();
        Ok(match table {
            Table::Agents => {
                let select = agent::Entity::find().filter(agent::Column::Id.gt(id)).order_by_asc(agent::Column::Id).limit(most);
                select.all(c).await?.into_iter().map(Keyed::from).collect()
            }
            Table::Keywords => {
                let select = keyword::Entity::find().filter(keyword::Column::Id.gt(id)).order_by_asc(keyword::Column::Id).limit(most);
                select.all(c).await?.into_iter().map(Keyed::from).collect()
            }
        })
    }

    /// Returns the nodes of a table that are stored under these keys.
    pub async fn keyed_as(&self, table: Table, keys: &[String]) -> Result<Vec<Keyed>, StoreError> {
        let c = self.connection();
        let mut found: Vec<Keyed> = Vec::new();
        for chunk in keys.chunks(MAX_BINDS) {
            match table {
                Table::Agents => {
                    // Naming the kinds is what lets the index answer.
                    let kinds = agent::Column::Kind.is_in(AgentKind::iter());
                    let select = agent::Entity::find().filter(kinds).filter(agent::Column::NameKey.is_in(bulk::among(chunk)));
                    found.extend(select.all(c).await?.into_iter().map(Keyed::from));
                }
                Table::Keywords => {
                    let select = keyword::Entity::find().filter(keyword::Column::LabelKey.is_in(bulk::among(chunk)));
                    found.extend(select.all(c).await?.into_iter().map(Keyed::from));
                }
            }
        }
        Ok(found)
    }

    /// Stores the key and the disambiguator of a node.
    pub async fn rekey(&self, node: &Keyed) -> Result<(), StoreError> {
        let (key, disambiguator) = (node.key.as_str(), node.disambiguator.as_str());
        if node.kind == NodeKind::Keyword {
            use keyword::Column::{Disambiguator, Id, LabelKey};
            let update = keyword::Entity::update_many().col_expr(LabelKey, key.into()).col_expr(Disambiguator, disambiguator.into());
            update.filter(Id.eq(node.id)).exec(self.connection()).await?;
        } else {
            use agent::Column::{Disambiguator, Id, NameKey};
            let update = agent::Entity::update_many().col_expr(NameKey, key.into()).col_expr(Disambiguator, disambiguator.into());
            update.filter(Id.eq(node.id)).exec(self.connection()).await?;
        }
        Ok(())
    }
}
