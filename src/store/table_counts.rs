//! How much there is, counted by the database itself.

use entity::vocabulary::{AgentKind, NodeStatus};
use entity::{agent, collection, collection_item, contribution, funding, keyword, resource, subject};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::{Store, StoreError};

/// Numbers of nodes and of distinct edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the number of what its name says")]
pub struct TableCounts {
    pub resources: u64,
    pub organizations: u64,
    pub persons: u64,
    pub keywords: u64,
    pub collections: u64,
    pub contributions: u64,
    pub fundings: u64,
    pub subjects: u64,
    pub items: u64,
}

impl Store {
    /// Counts the tables; an edge that several sources state counts once.
    pub async fn table_counts(&self) -> Result<TableCounts, StoreError> {
        use contribution::Column as C;
        use funding::Column as F;
        use subject::Column as S;
        let r = &self.reader;
        let agents = |kind: AgentKind| {
            agent::Entity::find().filter(agent::Column::Kind.eq(kind)).filter(agent::Column::Status.eq(NodeStatus::Active)).count(r)
        };
        let contributions = contribution::Entity::find().select_only().columns([C::ResourceNumber, C::AgentId, C::Role]).distinct();
        let fundings = funding::Entity::find().select_only().columns([F::ResourceNumber, F::AgentId, F::Kind]).distinct();
        let subjects = subject::Entity::find().select_only().columns([S::ResourceNumber, S::KeywordId]).distinct();
        Ok(TableCounts {
            resources: resource::Entity::find().filter(resource::Column::Status.eq(NodeStatus::Active)).count(r).await?,
            organizations: agents(AgentKind::Organization).await?,
            persons: agents(AgentKind::Person).await?,
            keywords: keyword::Entity::find().filter(keyword::Column::Status.eq(NodeStatus::Active)).count(r).await?,
            collections: collection::Entity::find().count(r).await?,
            contributions: contributions.count(r).await?,
            fundings: fundings.count(r).await?,
            subjects: subjects.count(r).await?,
            items: collection_item::Entity::find().count(r).await?,
        })
    }
}
