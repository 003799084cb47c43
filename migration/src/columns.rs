//! Columns and indexes that several tables have in common.

use sea_orm_migration::prelude::{
    ForeignKey, ForeignKeyAction, ForeignKeyCreateStatement, Index, IndexCreateStatement, TableCreateStatement,
};
use sea_orm_migration::schema::{big_integer_null, integer, text, timestamp_with_time_zone};

/// A reference to the `id` of another table, whose rows take this one's rows with them.
pub(crate) fn reference(table: &'static str, column: &'static str, to: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(table, column).to(to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

/// An index named after its table and columns.
pub(crate) fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().table(table).name(format!("{table}_by_{}", columns.join("_"))).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

/// An index that also holds its columns to be unique.
pub(crate) fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    index(table, columns).unique().to_owned()
}

/// A primary key of several columns.
pub(crate) fn key(columns: &[&'static str]) -> IndexCreateStatement {
    let mut key = Index::create();
    for column in columns {
        key.col(*column);
    }
    key
}

/// `created_at`, `updated_at`, `version`: what every node keeps of its own history.
pub(crate) fn history(table: &mut TableCreateStatement) -> &mut TableCreateStatement {
    table.col(timestamp_with_time_zone("created_at")).col(timestamp_with_time_zone("updated_at")).col(integer("version"))
}

/// `source_id`, `run_id`, `line`, `method`: where a statement comes from.
pub(crate) fn provenance(table: &'static str, statement: &mut TableCreateStatement) {
    statement
        .col(integer("source_id"))
        .col(big_integer_null("run_id"))
        .col(big_integer_null("line"))
        .col(text("method"))
        .foreign_key(&mut reference(table, "source_id", "source"))
        .foreign_key(&mut reference(table, "run_id", "import_run"));
}
