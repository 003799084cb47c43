//! Columns that only exports have, and the resource that a row was exported from.

use entity::vocabulary::NodeKind;

use super::{column::SheetColumn, table::SheetRow};
use crate::format::mapping::FieldMeaning;
use crate::global_id;
use crate::model::{Exported, GivenRecord};

/// A column that only exports have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) enum ExportedColumn {
    /// The id of the resource.
    Id,
    /// The catalogue, and the version of the resource.
    Version,
    /// The titles of collections.
    Collections,
    /// Identifiers of schemes that have no column.
    Identifiers,
    /// The address of the terms of use.
    LicenseUrl,
    /// Notes, each with its label.
    Notes,
}

impl ExportedColumn {
    /// The column with this header.
    pub(super) fn named(header: &str) -> Option<Self> {
        Some(match header {
            "colophon_id" => Self::Id,
            "colophon_version" => Self::Version,
            "collections" => Self::Collections,
            "other_identifiers" => Self::Identifiers,
            "license_url" => Self::LicenseUrl,
            "notes" => Self::Notes,
            _ => return None,
        })
    }

    /// The name that issues give to its field.
    pub(in crate::format) const fn field(self) -> &'static str {
        match self {
            Self::Id => "colophonId",
            Self::Version => "colophonVersion",
            Self::Collections => "collections",
            Self::Identifiers => "identifiers",
            Self::LicenseUrl => "license",
            Self::Notes => "notes",
        }
    }
}

/// The resource that a row was exported from. None for a row that names none.
pub(super) fn exported(row: &SheetRow, columns: &[SheetColumn]) -> Option<Box<Exported>> {
    let text = |wanted| {
        let column = columns.iter().find(|column| column.meaning == FieldMeaning::Exported(wanted))?;
        Some(row.text(column.at).trim())
    };
    let (NodeKind::Resource, id) = global_id::decode(text(ExportedColumn::Id)?)? else { return None };
    let revision = text(ExportedColumn::Version)?.parse().ok()?;
    let cells = columns.iter().map(|column| (column.header.clone(), row.text(column.at).to_owned())).collect();
    Some(Box::new(Exported { id, revision, given: GivenRecord::Cells(cells) }))
}
