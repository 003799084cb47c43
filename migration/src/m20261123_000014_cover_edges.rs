//! Indexes that hold all that the graph is built from: the edges of a resource in page order, without a look at the table's own rows.

use sea_orm_migration::prelude::*;

use crate::columns::index;

/// Each table, the index that is replaced, and the columns of the one that replaces it.
const EDGES: [(&str, &[&str], &[&str]); 3] = [
    ("contribution", &["resource_id", "position"], &["resource_id", "position", "source_id", "agent_id", "role"]),
    ("funding", &["resource_id", "position"], &["resource_id", "position", "source_id", "agent_id", "kind"]),
    ("subject", &["resource_id", "position"], &["resource_id", "position", "source_id", "keyword_id"]),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, narrow, wide) in EDGES {
            replace(manager, table, narrow, wide).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, narrow, wide) in EDGES {
            replace(manager, table, wide, narrow).await?;
        }
        Ok(())
    }
}

async fn replace(manager: &SchemaManager<'_>, table: &'static str, old: &[&'static str], new: &[&'static str]) -> Result<(), DbErr> {
    let name = format!("{table}_by_{}", old.join("_"));
    manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
    manager.create_index(index(table, new)).await
}
