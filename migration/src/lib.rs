//! Colophon's database schema. Migrations are the truth: nothing else creates or changes a table.

use sea_orm_migration::prelude::{MigrationTrait, async_trait};
pub use sea_orm_migration::prelude::{MigratorTrait, SchemaManager};
pub use sea_orm_migration::seaql_migrations;

mod columns;
mod m20261123_000001_create_instance;
mod m20261123_000002_create_source;
mod m20261123_000003_create_import_run;
mod m20261123_000004_create_resource;
mod m20261123_000005_create_agent;
mod m20261123_000006_create_keyword;
mod m20261123_000007_create_collection;
mod m20261123_000008_create_contribution;
mod m20261123_000009_create_funding;
mod m20261123_000010_create_subject;
mod m20261123_000011_create_source_record;
mod m20261123_000012_create_change;
mod m20261123_000013_create_field_lock;
mod m20261123_000014_cover_edges;
mod m20261123_000015_create_token;
mod m20261125_000016_note_use_of_token;
mod m20261125_000017_slim_edges;
mod m20261129_000018_number_resources;
mod m20261130_000019_version_keys;
mod m20261130_000020_keep_notes;
mod m20261130_000021_locate_issues;
mod m20261130_000022_keep_mappings;

/// All migrations, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_create_instance::Migration),
            Box::new(m20261123_000002_create_source::Migration),
            Box::new(m20261123_000003_create_import_run::Migration),
            Box::new(m20261123_000004_create_resource::Migration),
            Box::new(m20261123_000005_create_agent::Migration),
            Box::new(m20261123_000006_create_keyword::Migration),
            Box::new(m20261123_000007_create_collection::Migration),
            Box::new(m20261123_000008_create_contribution::Migration),
            Box::new(m20261123_000009_create_funding::Migration),
            Box::new(m20261123_000010_create_subject::Migration),
            Box::new(m20261123_000011_create_source_record::Migration),
            Box::new(m20261123_000012_create_change::Migration),
            Box::new(m20261123_000013_create_field_lock::Migration),
            Box::new(m20261123_000014_cover_edges::Migration),
            Box::new(m20261123_000015_create_token::Migration),
            Box::new(m20261125_000016_note_use_of_token::Migration),
            Box::new(m20261125_000017_slim_edges::Migration),
            Box::new(m20261129_000018_number_resources::Migration),
            Box::new(m20261130_000019_version_keys::Migration),
            Box::new(m20261130_000020_keep_notes::Migration),
            Box::new(m20261130_000021_locate_issues::Migration),
            Box::new(m20261130_000022_keep_mappings::Migration),
        ]
    }
}
