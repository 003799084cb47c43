//! The cell or the path that an issue of an import is about, besides its line.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// The new columns. Issues of text have none.
const COLUMNS: [&str; 2] = ["cell", "path"];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            manager.alter_table(Table::alter().table("import_issue").add_column(text_null(column)).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            manager.alter_table(Table::alter().table("import_issue").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
