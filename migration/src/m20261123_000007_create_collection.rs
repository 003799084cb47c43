//! `collection` (one a source: the page) and `collection_item`.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::{history, index, key, provenance, reference, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut collection = Table::create()
            .table("collection")
            .col(pk_uuid("id"))
            .col(text("slug"))
            .col(text("title"))
            .col(integer("source_id"))
            .foreign_key(&mut reference("collection", "source_id", "source"))
            .to_owned();
        manager.create_table(history(&mut collection).to_owned()).await?;
        manager.create_index(unique("collection", &["slug"])).await?;
        manager.create_index(unique("collection", &["source_id"])).await?;
        let mut item = Table::create()
            .table("collection_item")
            .col(uuid("collection_id"))
            .col(uuid("resource_id"))
            .col(text_null("section"))
            .col(integer("position"))
            .col(boolean("highlighted"))
            .primary_key(&mut key(&["collection_id", "resource_id"]))
            .foreign_key(&mut reference("collection_item", "collection_id", "collection"))
            .foreign_key(&mut reference("collection_item", "resource_id", "resource"))
            .to_owned();
        provenance("collection_item", &mut item);
        manager.create_table(item).await?;
        manager.create_index(index("collection_item", &["collection_id", "position"])).await?;
        manager.create_index(index("collection_item", &["resource_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("collection_item").to_owned()).await?;
        manager.drop_table(Table::drop().table("collection").to_owned()).await?;
        Ok(())
    }
}
