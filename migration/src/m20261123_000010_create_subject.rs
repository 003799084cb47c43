//! `subject`: what a resource is about. One row for each source that says so.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::{index, key, provenance, reference};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut subject = Table::create()
            .table("subject")
            .col(uuid("resource_id"))
            .col(uuid("keyword_id"))
            .col(text_null("label_as_printed"))
            .col(integer("position"))
            .primary_key(&mut key(&["resource_id", "keyword_id", "source_id"]))
            .foreign_key(&mut reference("subject", "resource_id", "resource"))
            .foreign_key(&mut reference("subject", "keyword_id", "keyword"))
            .to_owned();
        provenance("subject", &mut subject);
        manager.create_table(subject).await?;
        manager.create_index(index("subject", &["resource_id", "position"])).await?;
        manager.create_index(index("subject", &["keyword_id", "resource_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("subject").to_owned()).await?;
        Ok(())
    }
}
