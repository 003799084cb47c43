//! `field_lock`: what a curator set, and an import therefore leaves alone.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::key;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("field_lock")
                    .col(uuid("node_id"))
                    .col(text("field"))
                    .col(text("kind"))
                    .col(text("locked_by"))
                    .col(timestamp_with_time_zone("locked_at"))
                    .primary_key(&mut key(&["node_id", "field"]))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("field_lock").to_owned()).await?;
        Ok(())
    }
}
