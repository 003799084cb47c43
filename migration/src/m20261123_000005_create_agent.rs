//! `agent`, its names, identifiers and relations. Identity is held by the indexes on name key and identifier.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::{history, index, key, reference, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut agent = Table::create()
            .table("agent")
            .col(pk_uuid("id"))
            .col(text("kind"))
            .col(text("slug"))
            .col(text("name"))
            .col(text("name_key"))
            .col(text("disambiguator"))
            .col(text_null("given_name"))
            .col(text_null("family_name"))
            .col(text_null("types"))
            .col(text_null("country"))
            .col(text_null("homepage"))
            .col(text("status"))
            .col(uuid_null("merged_into"))
            .to_owned();
        manager.create_table(history(&mut agent).to_owned()).await?;
        manager.create_index(unique("agent", &["slug"])).await?;
        manager.create_index(unique("agent", &["kind", "name_key", "disambiguator"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("agent_name")
                    .col(uuid("agent_id"))
                    .col(text("kind"))
                    .col(text("value"))
                    .col(text_null("lang"))
                    .col(integer("position"))
                    .primary_key(&mut key(&["agent_id", "kind", "value"]))
                    .foreign_key(&mut reference("agent_name", "agent_id", "agent"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("agent_identifier")
                    .col(text("scheme"))
                    .col(text("value"))
                    .col(uuid("agent_id"))
                    .primary_key(&mut key(&["scheme", "value"]))
                    .foreign_key(&mut reference("agent_identifier", "agent_id", "agent"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("agent_identifier", &["agent_id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("agent_relation")
                    .col(uuid("agent_id"))
                    .col(text("kind"))
                    .col(uuid("other_id"))
                    .primary_key(&mut key(&["agent_id", "kind", "other_id"]))
                    .foreign_key(&mut reference("agent_relation", "agent_id", "agent"))
                    .foreign_key(&mut reference("agent_relation", "other_id", "agent"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("agent_relation", &["other_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("agent_relation").to_owned()).await?;
        manager.drop_table(Table::drop().table("agent_identifier").to_owned()).await?;
        manager.drop_table(Table::drop().table("agent_name").to_owned()).await?;
        manager.drop_table(Table::drop().table("agent").to_owned()).await?;
        Ok(())
    }
}
