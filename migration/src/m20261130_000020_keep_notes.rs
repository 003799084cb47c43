//! Notes and licences of resources, and the awards of a funding after the first.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// Each new column with its table. None has a value where nothing is said, so that rows stay as they are.
const COLUMNS: [(&str, &str); 4] =
    [("resource", "license"), ("resource", "license_url"), ("resource", "notes"), ("funding", "more_awards")];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            manager.alter_table(Table::alter().table(table).add_column(text_null(column)).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
