//! `instance.key_version`: which way of comparing names the stored keys are of. The program makes them anew where it is an older one.
//!
//! Names that become equal lead to one of them. Two small indexes find what leads to a node.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The tables whose nodes can be merged.
const MERGED: [&str; 2] = ["agent", "keyword"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let version = integer("key_version").default(1).to_owned();
        manager.alter_table(Table::alter().table("instance").add_column(version).to_owned()).await?;
        for table in MERGED {
            let sql = format!("CREATE INDEX {table}_by_merged_into ON {table} (merged_into) WHERE merged_into IS NOT NULL");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    /// A program that knows no versions of keys follows no redirects either: what was merged is shown again.
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in MERGED {
            let connection = manager.get_connection();
            let sql = format!("UPDATE {table} SET merged_into = NULL, status = 'ACTIVE' WHERE merged_into IS NOT NULL");
            connection.execute_unprepared(&sql).await?;
            connection.execute_unprepared(&format!("DROP INDEX {table}_by_merged_into")).await?;
        }
        manager.alter_table(Table::alter().table("instance").drop_column("key_version").to_owned()).await
    }
}
