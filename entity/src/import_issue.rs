//! `import_issue`: a line of the report of a run.

use sea_orm::entity::prelude::*;

use crate::vocabulary::IssueSeverity;

/// A line of the report of a run.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_issue")]
pub struct Model {
    /// The run.
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: i64,
    /// Its place in the report, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// A stable code, such as `MISSING_FIELD`.
    #[sea_orm(column_type = "Text")]
    pub code: String,
    /// The severity.
    pub severity: IssueSeverity,
    /// The line, from 1.
    pub line: Option<i64>,
    /// The cell of a sheet, such as `Grants!B7`.
    #[sea_orm(column_type = "Text", nullable)]
    pub cell: Option<String>,
    /// The place in a structure, such as `message.items[3]`.
    #[sea_orm(column_type = "Text", nullable)]
    pub path: Option<String>,
    /// The field.
    #[sea_orm(column_type = "Text", nullable)]
    pub field: Option<String>,
    /// The text in the file.
    #[sea_orm(column_type = "Text", nullable)]
    pub text: Option<String>,
    /// The message: what happened and what to do.
    #[sea_orm(column_type = "Text")]
    pub message: String,
}

/// None are declared: the store joins by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
