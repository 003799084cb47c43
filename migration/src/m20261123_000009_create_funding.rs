//! `funding`: who paid for a resource. One row for each source that says so.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::{index, key, provenance, reference};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut funding = Table::create()
            .table("funding")
            .col(uuid("resource_id"))
            .col(uuid("agent_id"))
            .col(text("kind"))
            .col(text_null("name_as_printed"))
            .col(text_null("award_number"))
            .col(text_null("award_title"))
            .col(text_null("award_url"))
            .col(integer("position"))
            .primary_key(&mut key(&["resource_id", "agent_id", "kind", "source_id"]))
            .foreign_key(&mut reference("funding", "resource_id", "resource"))
            .foreign_key(&mut reference("funding", "agent_id", "agent"))
            .to_owned();
        provenance("funding", &mut funding);
        manager.create_table(funding).await?;
        manager.create_index(index("funding", &["resource_id", "position"])).await?;
        manager.create_index(index("funding", &["agent_id", "resource_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("funding").to_owned()).await?;
        Ok(())
    }
}
