//! `resource` and `resource_identifier`.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::{history, index, key, reference, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut resource = Table::create()
            .table("resource")
            .col(pk_uuid("id"))
            .col(text("slug"))
            .col(text("title"))
            .col(text("title_as_printed"))
            .col(text_null("description"))
            .col(integer_null("year"))
            .col(date_null("published"))
            .col(text_null("format"))
            .col(text_null("format_as_printed"))
            .col(text_null("language"))
            .col(text_null("landing_page"))
            .col(text("status"))
            .col(integer("source_id"))
            .col(text_null("field_sources"))
            .foreign_key(&mut reference("resource", "source_id", "source"))
            .to_owned();
        manager.create_table(history(&mut resource).to_owned()).await?;
        manager.create_index(unique("resource", &["slug"])).await?;
        manager.create_index(index("resource", &["landing_page"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("resource_identifier")
                    .col(uuid("resource_id"))
                    .col(text("scheme"))
                    .col(text("value"))
                    .col(integer("position"))
                    .col(integer("source_id"))
                    .primary_key(&mut key(&["resource_id", "scheme", "value"]))
                    .foreign_key(&mut reference("resource_identifier", "resource_id", "resource"))
                    .foreign_key(&mut reference("resource_identifier", "source_id", "source"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("resource_identifier", &["scheme", "value"])).await?;
        // A DOI is one resource, whoever names it; web addresses and local ids are only unique within their source.
        manager
            .get_connection()
            .execute_unprepared("CREATE UNIQUE INDEX resource_identifier_doi ON resource_identifier (value) WHERE scheme = 'DOI'")
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("resource_identifier").to_owned()).await?;
        manager.drop_table(Table::drop().table("resource").to_owned()).await?;
        Ok(())
    }
}
