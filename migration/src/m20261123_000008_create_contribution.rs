//! `contribution`: who made a resource. One row for each source that says so.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::{index, key, provenance, reference};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut contribution = Table::create()
            .table("contribution")
            .col(uuid("resource_id"))
            .col(uuid("agent_id"))
            .col(text("role"))
            .col(text_null("name_as_printed"))
            .col(integer("position"))
            .primary_key(&mut key(&["resource_id", "agent_id", "role", "source_id"]))
            .foreign_key(&mut reference("contribution", "resource_id", "resource"))
            .foreign_key(&mut reference("contribution", "agent_id", "agent"))
            .to_owned();
        provenance("contribution", &mut contribution);
        manager.create_table(contribution).await?;
        manager.create_index(index("contribution", &["resource_id", "position"])).await?;
        manager.create_index(index("contribution", &["agent_id", "resource_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("contribution").to_owned()).await?;
        Ok(())
    }
}
