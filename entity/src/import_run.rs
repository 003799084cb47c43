//! `import_run`: a run of the importer over one file.

use sea_orm::entity::prelude::*;

use crate::vocabulary::ImportState;

/// A run of the importer over one file.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_run")]
pub struct Model {
    /// Number within this database.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The public id.
    pub uuid: Uuid,
    /// Whose file it read.
    pub source_id: i32,
    /// The file's name, without its folder.
    #[sea_orm(column_type = "Text")]
    pub file: String,
    /// SHA-256 of the file, in hexadecimal; none until it was read to the end.
    #[sea_orm(column_type = "Text", nullable)]
    pub checksum: Option<String>,
    /// The format it was read in.
    #[sea_orm(column_type = "Text")]
    pub format: String,
    /// The state of the run.
    pub state: ImportState,
    /// When it began.
    pub started_at: DateTimeUtc,
    /// When it ended; none while it runs.
    pub finished_at: Option<DateTimeUtc>,
    /// Resources that are new.
    pub created: i64,
    /// Resources that changed.
    pub updated: i64,
    /// Resources that were as they are.
    pub unchanged: i64,
    /// Records that were not taken.
    pub rejected: i64,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
