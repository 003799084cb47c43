//! `source`: who says something, by the name that `--source` gives.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::unique;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create().table("source").col(pk_auto("id")).col(text("name")).col(timestamp_with_time_zone("created_at")).to_owned(),
            )
            .await?;
        manager.create_index(unique("source", &["name"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("source").to_owned()).await?;
        Ok(())
    }
}
