//! `keyword`, its other labels and its relations.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::{history, index, key, reference, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut keyword = Table::create()
            .table("keyword")
            .col(pk_uuid("id"))
            .col(text("slug"))
            .col(text("label"))
            .col(text("label_key"))
            .col(text("disambiguator"))
            .col(text_null("scope_note"))
            .col(text_null("scheme"))
            .col(text_null("uri"))
            .col(text("status"))
            .col(uuid_null("merged_into"))
            .to_owned();
        manager.create_table(history(&mut keyword).to_owned()).await?;
        manager.create_index(unique("keyword", &["slug"])).await?;
        manager.create_index(unique("keyword", &["label_key", "disambiguator"])).await?;
        manager.create_index(unique("keyword", &["uri"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("keyword_label")
                    .col(uuid("keyword_id"))
                    .col(text("value"))
                    .col(text_null("lang"))
                    .col(integer("position"))
                    .primary_key(&mut key(&["keyword_id", "value"]))
                    .foreign_key(&mut reference("keyword_label", "keyword_id", "keyword"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("keyword_relation")
                    .col(uuid("keyword_id"))
                    .col(text("kind"))
                    .col(uuid("other_id"))
                    .primary_key(&mut key(&["keyword_id", "kind", "other_id"]))
                    .foreign_key(&mut reference("keyword_relation", "keyword_id", "keyword"))
                    .foreign_key(&mut reference("keyword_relation", "other_id", "keyword"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("keyword_relation", &["other_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("keyword_relation").to_owned()).await?;
        manager.drop_table(Table::drop().table("keyword_label").to_owned()).await?;
        manager.drop_table(Table::drop().table("keyword").to_owned()).await?;
        Ok(())
    }
}
