//! `source_record`: which source said what about which resource: the key for an import that can be repeated.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::{index, key, reference};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("source_record")
                    .col(integer("source_id"))
                    .col(text("key"))
                    .col(uuid("resource_id"))
                    .col(big_integer("run_id"))
                    .col(big_integer("seen_run_id"))
                    .col(big_integer("line"))
                    .col(text("checksum"))
                    .col(text_null("fields"))
                    .primary_key(&mut key(&["source_id", "key"]))
                    .foreign_key(&mut reference("source_record", "source_id", "source"))
                    .foreign_key(&mut reference("source_record", "resource_id", "resource"))
                    .foreign_key(&mut reference("source_record", "run_id", "import_run"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("source_record", &["resource_id"])).await?;
        manager.create_index(index("source_record", &["source_id", "seen_run_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("source_record").to_owned()).await?;
        Ok(())
    }
}
