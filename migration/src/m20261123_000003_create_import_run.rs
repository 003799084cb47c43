//! `import_run` and `import_issue`: each run of the importer, and what it has to report.

use sea_orm_migration::{prelude::*, schema::*};

use crate::columns::{index, key, reference, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("import_run")
                    .col(big_pk_auto("id"))
                    .col(uuid("uuid"))
                    .col(integer("source_id"))
                    .col(text("file"))
                    .col(text_null("checksum"))
                    .col(text("format"))
                    .col(text("state"))
                    .col(timestamp_with_time_zone("started_at"))
                    .col(timestamp_with_time_zone_null("finished_at"))
                    .col(big_integer("created"))
                    .col(big_integer("updated"))
                    .col(big_integer("unchanged"))
                    .col(big_integer("rejected"))
                    .foreign_key(&mut reference("import_run", "source_id", "source"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("import_run", &["uuid"])).await?;
        manager.create_index(index("import_run", &["source_id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("import_issue")
                    .col(big_integer("run_id"))
                    .col(big_integer("position"))
                    .col(text("code"))
                    .col(text("severity"))
                    .col(big_integer_null("line"))
                    .col(text_null("field"))
                    .col(text_null("text"))
                    .col(text("message"))
                    .primary_key(&mut key(&["run_id", "position"]))
                    .foreign_key(&mut reference("import_issue", "run_id", "import_run"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("import_issue").to_owned()).await?;
        manager.drop_table(Table::drop().table("import_run").to_owned()).await?;
        Ok(())
    }
}
